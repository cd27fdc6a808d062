"use strict";
// The filters: belief, denied and inferred relations, types; each with how many it stands for.

const SVG = "http://www.w3.org/2000/svg";
const SIGNS = {
  dot: "M10 3a7 7 0 1 0 .01 0z",
  square: "M4 4h12v12h-12z",
  triangle: "M10 3l8 14h-16z",
  triangleDown: "M10 17l8-14h-16z",
  diamond: "M10 2l8 8-8 8-8-8z",
  hexagon: "M2 10l4-7h8l4 7-4 7h-8z",
  star: "M10 1l2.6 6 6.4.6-4.9 4.2 1.5 6.3-5.6-3.4-5.6 3.4 1.5-6.3-4.9-4.2 6.400-.6z",
};

// The sign of a concept type, as on the map.
function sign(type) {
  const group = options.groups[type] ?? options.groups.Concept;
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", "sign");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", SIGNS[group.shape]);
  path.setAttribute("fill", group.color.background);
  svg.append(path);
  return svg;
}

function tally(items, key) {
  const counts = new Map();
  for (const item of items) counts.set(item[key], (counts.get(item[key]) ?? 0) + 1);
  return counts;
}

function check(label, count, checked, onChange, before = null) {
  const box = element("input", { type: "checkbox", change: (event) => onChange(event.target.checked) });
  box.checked = checked;
  return element("label", { class: "check" }, box, before, element("span", {}, label), count && element("small", {}, count));
}

function typeFilter(id, heading, counts, shown, off, label, before) {
  const box = byId(id);
  const focused = box.contains(document.activeElement) ? [...box.querySelectorAll("button,input")].indexOf(document.activeElement) : -1;
  const all = (on) => {
    off.clear();
    if (!on) counts.forEach((_, type) => off.add(type));
    update();
  };
  const rows = [...counts].map(([type, count]) => {
    const shownCount = shown.get(type) ?? 0;
    const text = shownCount === count ? `${count}` : `${shownCount}/${count}`;
    return check(label(type), text, !off.has(type), (on) => (on ? off.delete(type) : off.add(type), update()), before(type));
  });
  box.replaceChildren(
    element("legend", {}, heading),
    element("p", { class: "row" }, button({ class: "link", click: () => all(true) }, word("all")), button({ class: "link", click: () => all(false) }, word("none"))),
    ...rows,
  );
  if (focused >= 0) box.querySelectorAll("button,input")[focused]?.focus();
}

function ordered(counts, order) {
  const place = (type) => (order.includes(type) ? order.indexOf(type) : order.length);
  return new Map([...counts].sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1)));
}

function paintTypes(shown) {
  const visible = nodes.get().filter((node) => !node.hidden).map((node) => concepts.get(node.id));
  typeFilter(
    "concept-types", word("conceptTypes"), ordered(tally(content.concepts, "type"), content.conceptTypes),
    tally(visible, "type"), state.conceptTypesOff, typeWord, sign,
  );
  typeFilter(
    "relation-types", word("relationTypes"), ordered(tally(content.relations, "type"), Object.keys(content.relationTypes)),
    tally(shown, "type"), state.relationTypesOff, (type) => reads(type, "out"), () => null,
  );
}

function paintAlso(shown) {
  const joined = new Set(shown.flatMap((relation) => [relation.head, relation.tail]));
  const lonely = nodes.getIds().filter((id) => !joined.has(id)).length;
  const count = (test) => content.relations.filter(test).length;
  const also = byId("also");
  const focused = [...also.querySelectorAll("input")].indexOf(document.activeElement);
  const turn = (key) => (on) => {
    state[key] = on;
    update();
  };
  also.replaceChildren(
    element("legend", {}, word("polarity")),
    check(word("negated", { n: count((relation) => relation.polarity === "negated" && !relation.inferred) }), "", state.negated, turn("negated")),
    check(word("inferred", { n: count((relation) => relation.inferred) }), "", state.inferred, turn("inferred")),
    check(word("lonely", { n: lonely }), "", state.lonely, turn("lonely")),
  );
  if (focused >= 0) also.querySelectorAll("input")[focused].focus();
}

function paintBelief() {
  const said = content.relations.filter((relation) => !relation.inferred && relation.polarity !== "negated");
  const below = said.filter((relation) => relation.belief < state.belief).length;
  const more = byId("belief-more");
  byId("belief").value = state.belief;
  byId("belief-value").textContent = beliefText(state.belief);
  more.hidden = !below && state.belief === content.belief;
  more.textContent = below ? word("hiddenByBelief", { n: below }) : word("beliefBack", { n: beliefText(content.belief) });
  more.onclick = () => {
    state.belief = below ? 0 : content.belief;
    update();
  };
}

function paintFilters() {
  const shown = shownRelations();
  byId("shown").textContent = word("shown", { shown: shown.length, all: content.relations.length });
  paintBelief();
  paintAlso(shown);
  paintTypes(shown);
}

function startFilters() {
  byId("belief").addEventListener("input", (event) => {
    state.belief = Number(event.target.value);
    update();
  });
  byId("toggle-filters").addEventListener("click", () => {
    const open = document.body.classList.toggle("filtering");
    byId("toggle-filters").setAttribute("aria-expanded", String(open));
  });
}
