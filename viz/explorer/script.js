"use strict";
// The page: what the address names is open; every change of state comes through here.

// An address names a concept (#concept=ID) or a relation (#edge=ID); going there opens it.
function go(hash) {
  if (location.hash === hash) return;
  if (hash) location.hash = hash;
  else {
    history.pushState(null, "", location.pathname + location.search);
    route();
  }
}

const openConcept = (id) => go(`#concept=${encodeURIComponent(id)}`);
const openRelation = (id) => go(`#edge=${encodeURIComponent(id)}`);

function named(hash) {
  const [, kind, id] = /^#(concept|edge)=(.*)$/u.exec(hash) ?? [];
  try {
    return { kind, id: id === undefined ? undefined : decodeURIComponent(id) };
  } catch {
    return { kind, id };
  }
}

function route() {
  const { kind, id } = named(location.hash);
  state.concept = (kind === "concept" && concepts.get(id)) || null;
  state.relation = (kind === "edge" && relations.get(id)) || null;
  const ends = state.relation ? [state.relation.head, state.relation.tail] : state.concept ? [state.concept.id] : [];
  if (state.relation) state.pinned.add(state.relation.id);
  ends.forEach(draw);
  update();
  note(kind && !ends.length ? word("unknown") : "");
  if (!ends.length) {
    network.unselectAll();
    return;
  }
  byId("panel").scrollTop = 0;
  network.setSelection({ nodes: state.concept ? ends : [], edges: state.relation ? [state.relation.id] : [] }, { highlightEdges: false });
  // The panel has taken its room: measure again, so that the middle of the map is the middle of what is seen.
  network.redraw();
  lookAt(ends);
}

// A note at the foot of the map: what went wrong, or how much is drawn.
function note(text) {
  const all = content.concepts.length;
  const part = nodes.length < all ? word("drawn", { drawn: nodes.length, all }) : "";
  byId("note").textContent = text || part;
  byId("note").hidden = !(text || part);
}

function update() {
  refresh();
  paintFilters();
  paintPanel();
}

function paintWords() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = word("title");
  document.querySelectorAll("[data-word]").forEach((place) => (place.textContent = word(place.dataset.word)));
  byId("counts").textContent = word("counts", { concepts: content.concepts.length, relations: content.relations.length });
  byId("search").placeholder = word("searchHint");
  byId("search").setAttribute("aria-label", word("search"));
  byId("results").setAttribute("aria-label", word("search"));
  byId("language").title = word("languageHint");
  byId("zoom-in").setAttribute("aria-label", word("zoomIn"));
  byId("zoom-out").setAttribute("aria-label", word("zoomOut"));
  const frame = byId("map").firstElementChild;
  frame.setAttribute("role", "application");
  frame.setAttribute("aria-label", word("map"));
}

// What the pointer is over, in words.
function tip(text, point) {
  const box = byId("tip");
  box.hidden = !text;
  box.textContent = text;
  if (!text) return;
  const room = byId("stage").clientWidth - box.offsetWidth - 8;
  box.style.left = `${Math.max(8, Math.min(room, point.x + 14))}px`;
  box.style.top = `${point.y + 14}px`;
}

function conceptTip(id) {
  const { name, name_zh: zh, name_en: en, type } = concepts.get(id);
  return `${[...new Set([name, zh, en].filter(Boolean))].join(" · ")} (${typeWord(type)})`;
}

function startPointer() {
  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    if (node !== undefined) openConcept(node);
    else if (edge !== undefined) openRelation(edge);
    else go("");
  });
  network.on("hoverNode", ({ node, pointer }) => {
    state.hovered = node;
    tip(conceptTip(node), pointer.DOM);
  });
  network.on("hoverEdge", ({ edge, pointer }) => {
    const relation = relations.get(edge);
    tip(`${spoken(relation)} (${beliefText(relation.belief)})`, pointer.DOM);
  });
  const leave = () => {
    state.hovered = null;
    tip("");
  };
  ["blurNode", "blurEdge", "dragStart", "zoom"].forEach((event) => network.on(event, leave));
}

function startButtons() {
  byId("zoom-in").addEventListener("click", () => zoom(1.4));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
  byId("fit").addEventListener("click", () => fit(true));
  byId("language").addEventListener("click", () => {
    language = language === "zh" ? "en" : "zh";
    paintWords();
    update();
    note("");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !byId("panel").hidden) go("");
  });
}

function start() {
  startMap();
  paintWords();
  if (!content.concepts.length) {
    document.body.classList.add("nothing");
    byId("empty").hidden = false;
  }
  startFilters();
  startSearch();
  startPointer();
  startButtons();
  window.addEventListener("hashchange", route);
  window.addEventListener("popstate", route);
  route();
  if (!location.hash) fit(false);
  document.body.dataset.ready = "yes";
}

start();
