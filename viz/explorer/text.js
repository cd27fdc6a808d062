"use strict";
// Text: elements made of it, names folded for comparison, sentences with their marks, the interface's words.
// Whatever comes out of a document is put on the page as text and never parsed.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const drawing = read("network");
const content = read("content");

const byId = (id) => document.getElementById(id);
const concepts = new Map(content.concepts.map((concept) => [concept.id, concept]));
const relations = new Map(content.relations.map((relation) => [relation.id, relation]));
const relationsOf = new Map(content.concepts.map((concept) => [concept.id, []]));
for (const relation of content.relations) {
  relationsOf.get(relation.head).push(relation);
  if (relation.tail !== relation.head) relationsOf.get(relation.tail).push(relation);
}

// An element with attributes; text children stay text, functions among the attributes listen.
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const button = (attributes, ...children) => element("button", { type: "button", ...attributes }, ...children);

// The same folding as the graph's: no case, white space, hyphen or bracket.
const LOOSE = /[\s\-_·/()（）[\]"“”《》]+/gu;
const fold = (name) => name.normalize("NFKC").replace(LOOSE, "").toLowerCase();

// A sentence cut where a span starts or ends; spans may overlap and count code points, as Python does.
function marked(quote, spans) {
  const characters = Array.from(quote);
  const kinds = Object.entries(spans).filter(([, span]) => span && span[1] > span[0]);
  const cuts = new Set([0, characters.length]);
  for (const [, span] of kinds) span.forEach((cut) => cuts.add(cut));
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(1).map((end, number) => {
    const start = sorted[number];
    const text = characters.slice(start, end).join("");
    const within = kinds.filter(([, span]) => span[0] <= start && end <= span[1]).map(([kind]) => kind);
    return within.length ? element("mark", { class: within.join(" ") }, text) : document.createTextNode(text);
  });
}

let language = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";

function word(key, values = {}) {
  return content.words[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

const typeWord = (type) => content.words[language].types[type] ?? type;
const reasonWord = (reason) => content.words[language].reasons[reason] ?? reason;
const beliefText = (belief) => belief.toFixed(2);

// How a relation reads from one end: "out" from its head, "in" from its tail.
function reads(type, direction) {
  const schema = content.relationTypes[type];
  const key = (direction === "out" ? "reads" : "inverse") + (language === "zh" ? "_zh" : "");
  return schema ? schema[key] : type;
}

const directionOf = (relation, id) =>
  relation.head === id || content.relationTypes[relation.type]?.symmetric ? "out" : "in";
const otherEnd = (relation, id) => (relation.head === id ? relation.tail : relation.head);
const nameOf = (id) => concepts.get(id).name;
