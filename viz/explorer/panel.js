"use strict";
// The panel: the card of a concept, or the sentences of a relation.

const panelHead = (title, ...rest) =>
  element(
    "div",
    { class: "top" },
    element("h2", {}, ...title),
    button({ class: "close", "aria-label": word("close"), click: () => go("") }, "×"),
    ...rest,
  );

const badge = (text, kind = "") => element("span", { class: `badge ${kind}` }, text);

function meter(belief) {
  const bar = element("meter", { min: 0, max: 1, "aria-label": word("beliefIs") });
  bar.value = belief;
  return element("span", { class: "belief" }, bar, beliefText(belief));
}

function otherNames(concept) {
  const names = [concept.name_zh, concept.name_en].filter((name) => name && name !== concept.name);
  return names.length ? element("p", { class: "other-names" }, [...new Set(names)].join(" · ")) : null;
}

function nameRows(concept) {
  const rows = concept.names.map((row) =>
    element("li", {}, element("span", { class: "name" }, row.name), element("small", {}, `${reasonWord(row.reason)} · ${word("count", { n: row.count })}`)),
  );
  return element("details", { open: concept.names.length > 8 ? null : "" }, element("summary", {}, `${word("names")} (${rows.length})`), element("ul", { class: "names" }, ...rows));
}

const sentencesWord = (relation) =>
  relation.evidence.length === 1 ? word("sentence") : word("sentences", { n: relation.evidence.length });

function relationRow(relation, id) {
  const other = otherEnd(relation, id);
  const flags = [relation.polarity === "asserted" ? null : relation.polarity, relation.inferred ? "inferred" : null].filter(Boolean);
  return element(
    "li",
    {},
    button({ class: "link name", "data-concept": other, click: () => openConcept(other) }, sign(concepts.get(other).type), nameOf(other)),
    ...flags.map((flag) => badge(word(flag === "hedged" ? "hedged" : `${flag}Is`), flag)),
    meter(relation.belief),
    button(
      { class: "link sentences", "data-relation": relation.id, click: () => openRelation(relation.id), "aria-label": `${word("evidence")}: ${spoken(relation)}` },
      sentencesWord(relation),
    ),
  );
}

const spoken = (relation) => `${nameOf(relation.head)} ${reads(relation.type, "out")} ${nameOf(relation.tail)}`;

// Relations grouped by how they read from this concept, in the order of the schema, best believed first.
function relationGroups(list, id) {
  const groups = new Map();
  const order = Object.keys(content.relationTypes);
  const sorted = [...list].sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type) || b.belief - a.belief);
  for (const direction of ["out", "in"])
    for (const relation of sorted.filter((one) => directionOf(one, id) === direction)) {
      const key = reads(relation.type, direction);
      groups.set(key, [...(groups.get(key) ?? []), relation]);
    }
  return [...groups].map(([heading, rows]) =>
    element("section", {}, element("h3", {}, heading, element("small", {}, ` ${rows.length}`)), element("ul", { class: "relations" }, ...rows.map((row) => relationRow(row, id)))),
  );
}

function weaker(list, id) {
  if (!list.length) return null;
  return element("details", { class: "weaker" }, element("summary", {}, word("weaker", { n: list.length, belief: beliefText(state.belief) })), ...relationGroups(list, id));
}

function conceptPanel(concept) {
  const all = relationsOf.get(concept.id);
  const strong = all.filter((relation) => state.pinned.has(relation.id) || believed(relation));
  return [
    panelHead([concept.name], otherNames(concept)),
    element("p", { class: "facts" }, sign(concept.type), badge(typeWord(concept.type)), word("mentions", concept)),
    nameRows(concept),
    ...relationGroups(strong, concept.id),
    all.length ? null : element("p", {}, word("noRelations")),
    weaker(all.filter((relation) => !strong.includes(relation)), concept.id),
  ];
}

function sentence(said) {
  const place = [said.title, said.position === null ? null : word("position", { n: said.position + 1 }), word("characters", said)];
  return element(
    "li",
    {},
    element("blockquote", {}, ...marked(said.quote, { head: said.head, cue: said.cue, tail: said.tail })),
    element("p", { class: "place" }, element("strong", {}, said.source), ...place.filter(Boolean).map((text) => element("span", {}, text))),
    element(
      "p",
      { class: "place" },
      badge(word(said.polarity === "negated" ? "negatedIs" : said.polarity), said.polarity),
      element("span", {}, `${word("rule")} ${said.rule}`),
      element("span", {}, `${word("score")} ${beliefText(said.score)}`),
    ),
  );
}

const endButton = (id) => button({ class: "link name", "data-concept": id, click: () => openConcept(id) }, nameOf(id));

function relationPanel(relation) {
  const polarity = word(relation.polarity === "negated" ? "negatedIs" : relation.polarity);
  return [
    panelHead([endButton(relation.head), element("span", { class: "reads" }, ` ${reads(relation.type, "out")} `), endButton(relation.tail)]),
    element(
      "p",
      { class: "facts" },
      element("span", {}, word("beliefIs")),
      meter(relation.belief),
      badge(polarity, relation.polarity),
      relation.inferred ? badge(word("inferredIs"), "inferred") : null,
      word("support", { passages: relation.support, sources: relation.sources }),
    ),
    element("h3", {}, word("evidence"), element("small", {}, ` ${relation.evidence.length}`)),
    relation.evidence.length ? element("p", { class: "hint" }, word("legendMarks")) : element("p", {}, word("noEvidence")),
    element("ol", { class: "evidence" }, ...relation.evidence.map(sentence)),
  ];
}

function paintPanel() {
  const panel = byId("panel");
  const parts = state.relation ? relationPanel(state.relation) : state.concept ? conceptPanel(state.concept) : [];
  panel.hidden = !parts.length;
  document.body.classList.toggle("reading", parts.length > 0);
  panel.replaceChildren(...parts.filter(Boolean));
}
