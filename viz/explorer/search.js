"use strict";
// Search: every name of every concept, the best match first; the list is walked by keyboard.

const RESULTS = 40;
const folded = content.concepts.map((concept) => ({
  concept,
  names: [...new Set([concept.name, concept.name_zh, concept.name_en, ...concept.names.map((row) => row.name)])]
    .filter(Boolean)
    .map((name) => ({ name, key: fold(name) })),
}));
let hits = [];
let active = -1;

// 0 for the very name, 1 when it starts so, 2 when it holds it; otherwise not a hit.
const distance = (key, wanted) => (key === wanted ? 0 : key.startsWith(wanted) ? 1 : key.includes(wanted) ? 2 : 3);

function find(text) {
  const wanted = fold(text);
  const best = folded.map(({ concept, names }) => {
    const ranked = names.map(({ name, key }) => ({ name, concept, rank: distance(key, wanted), extra: key.length - wanted.length }));
    return ranked.reduce((a, b) => (b.rank < a.rank || (b.rank === a.rank && b.extra < a.extra) ? b : a));
  });
  // Sorting is stable, and the concepts come most connected first.
  return best.filter((hit) => hit.rank < 3).sort((a, b) => a.rank - b.rank);
}

function paintResults() {
  const list = byId("results");
  const search = byId("search");
  const rows = hits.slice(0, RESULTS).map((hit, number) =>
    element(
      "li",
      { id: `hit-${number}`, role: "option", "aria-selected": String(number === active), mousedown: (event) => (event.preventDefault(), choose(number)) },
      sign(hit.concept.type),
      element("span", { class: "name" }, hit.concept.name, hit.name === hit.concept.name ? null : element("small", {}, ` ${hit.name}`)),
      element("small", {}, typeWord(hit.concept.type)),
    ),
  );
  if (hits.length > RESULTS) rows.push(element("li", { class: "more", role: "presentation" }, word("moreResults", { n: hits.length - RESULTS })));
  if (!hits.length) rows.push(element("li", { class: "more", role: "presentation" }, word("noResult")));
  list.replaceChildren(...rows);
  list.hidden = false;
  search.setAttribute("aria-expanded", "true");
  byId("search-status").textContent = hits.length ? word("results", { n: hits.length }) : word("noResult");
  if (active >= 0) {
    search.setAttribute("aria-activedescendant", `hit-${active}`);
    byId(`hit-${active}`).scrollIntoView({ block: "nearest" });
  } else search.removeAttribute("aria-activedescendant");
}

function closeResults() {
  byId("results").hidden = true;
  byId("search").setAttribute("aria-expanded", "false");
  byId("search").removeAttribute("aria-activedescendant");
}

function choose(number) {
  const hit = hits[number];
  if (!hit) return;
  closeResults();
  openConcept(hit.concept.id);
}

function look() {
  hits = find(byId("search").value);
  active = hits.length && byId("search").value ? 0 : -1;
  paintResults();
}

function walk(step) {
  const last = Math.min(hits.length, RESULTS) - 1;
  active = Math.max(0, Math.min(last, active + step));
  if (last >= 0) paintResults();
}

const KEYS = {
  ArrowDown: () => (byId("results").hidden ? look() : walk(1)),
  ArrowUp: () => walk(-1),
  Enter: () => choose(Math.max(active, 0)),
  Escape: () => (closeResults(), byId("search").blur()),
};

function startSearch() {
  const search = byId("search");
  search.addEventListener("input", look);
  search.addEventListener("focus", look);
  search.addEventListener("blur", closeResults);
  search.addEventListener("keydown", (event) => {
    // While a Chinese name is being composed, Enter and the arrows belong to the input method.
    if (event.isComposing || !KEYS[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    KEYS[event.key]();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches?.("input:not([type=checkbox]):not([type=range]), textarea");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    search.focus();
    search.select();
  });
}
