"use strict";
// The map: what is drawn, what of it shows, what is lit; labels of constant size, the most connected first.

const state = {
  belief: content.belief,
  negated: false,
  inferred: false,
  lonely: true,
  conceptTypesOff: new Set(),
  relationTypesOff: new Set(),
  // Relations opened by name show whatever the filters say.
  pinned: new Set(),
  concept: null,
  relation: null,
  hovered: null,
};

const options = JSON.parse(drawing.options);
const dark = matchMedia("(prefers-color-scheme: dark)");
const nodes = new vis.DataSet();
const edges = new vis.DataSet();
const spare = {
  nodes: new Map(content.spare.nodes.map((node) => [node.id, node])),
  edges: new Map(content.spare.edges.map((edge) => [edge.id, edge])),
};
let network = null;

// More labels than these around one concept hide each other; the pointer and the panel say them all.
const LABELLED_EDGES = 14;

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

// Signs keep their type's colour; outlines, lines and letters follow the page's light or dark.
function theme() {
  const look = { ink: colour("ink"), paper: colour("paper"), line: colour("line"), accent: colour("accent") };
  const groups = structuredClone(options.groups);
  for (const [name, group] of Object.entries(groups)) {
    if (name === "useDefaultGroups") continue;
    const fill = group.color.background;
    group.color = { background: fill, border: look.paper, highlight: { background: fill, border: look.ink } };
    group.color.hover = group.color.highlight;
  }
  const edgeColour = { color: look.line, hover: look.accent, highlight: look.accent };
  const font = { ...options.edges.font, color: look.ink, strokeColor: look.paper };
  return { look, family: getComputedStyle(document.body).fontFamily, options: { groups, edges: { ...options.edges, color: edgeColour, font } } };
}

let themed = null;

function believed(relation) {
  if (relation.inferred) return state.inferred;
  if (relation.polarity === "negated") return state.negated;
  return relation.belief >= state.belief;
}

const typesOn = (relation) =>
  !state.relationTypesOff.has(relation.type) &&
  [relation.head, relation.tail].every((id) => !state.conceptTypesOff.has(concepts.get(id).type));

const shows = (relation) => state.pinned.has(relation.id) || (believed(relation) && typesOn(relation));
const shownRelations = () => content.relations.filter(shows);

// What is lit: the open concept with its neighbours, or the open relation with its ends; null when all is.
function litConcepts() {
  if (state.relation) return new Set([state.relation.head, state.relation.tail]);
  if (!state.concept) return null;
  const near = relationsOf.get(state.concept.id).filter(shows).map((relation) => otherEnd(relation, state.concept.id));
  return new Set([state.concept.id, ...near]);
}

function relationLit(relation) {
  if (state.relation) return relation.id === state.relation.id;
  return !state.concept || relation.head === state.concept.id || relation.tail === state.concept.id;
}

let lit = null;

// Bring the drawing in line with the state; only what changes is told to vis-network.
function refresh() {
  const shown = shownRelations();
  const joined = new Set(shown.flatMap((relation) => [relation.head, relation.tail]));
  const showing = new Set(shown.map((relation) => relation.id));
  lit = litConcepts();
  const labelled = (state.concept || state.relation) && shown.filter(relationLit).length <= LABELLED_EDGES;
  change(nodes, (node) => {
    const open = state.concept?.id === node.id || lit?.has(node.id);
    const off = state.conceptTypesOff.has(concepts.get(node.id).type) || (!state.lonely && !joined.has(node.id));
    return { hidden: !open && off, opacity: !lit || lit.has(node.id) ? 1 : 0.15 };
  });
  change(edges, (edge) => {
    const relation = relations.get(edge.id);
    const bright = relationLit(relation);
    return {
      hidden: !showing.has(edge.id),
      color: { opacity: bright ? 1 : 0.12 },
      label: bright && labelled ? reads(relation.type, "out") : undefined,
    };
  });
}

function change(items, look) {
  const changed = [];
  items.forEach((item) => {
    const next = look(item);
    const differs = Object.keys(next).some((key) => JSON.stringify(next[key]) !== JSON.stringify(item[key]));
    // vis-network keeps a label that is undefined, and takes off an empty one.
    if (differs) changed.push({ id: item.id, ...next, ...("label" in next ? { label: next.label ?? "" } : {}) });
  });
  if (changed.length) items.update(changed);
}

// Draw a concept that is not drawn yet, beside a neighbour that is, with its relations to what is drawn.
function draw(id) {
  if (nodes.get(id)) return;
  nodes.add({ ...spare.nodes.get(id), ...freePlace(id) });
  const ready = relationsOf.get(id).filter((relation) => nodes.get(relation.head) && nodes.get(relation.tail));
  edges.add(ready.filter((relation) => !edges.get(relation.id)).map((relation) => spare.edges.get(relation.id)));
}

// The first free place on a spiral around a drawn neighbour, or around the middle of the view.
function freePlace(id) {
  const neighbour = relationsOf.get(id).map((relation) => otherEnd(relation, id)).find((other) => nodes.get(other));
  const from = neighbour ? network.getPosition(neighbour) : network.getViewPosition();
  const taken = Object.values(network.getPositions());
  for (let step = 1; ; step += 1) {
    const place = { x: from.x + 22 * step * Math.cos(step * 2.4), y: from.y + 22 * step * Math.sin(step * 2.4) };
    if (taken.every((other) => Math.abs(other.x - place.x) > 90 || Math.abs(other.y - place.y) > 45)) return place;
  }
}

function paintTheme() {
  themed = theme();
  network.setOptions(themed.options);
}

// Labels stay readable at every zoom: drawn by us in the screen's size, and left out where they would collide.
function paintLabels(context) {
  const scale = network.getScale();
  const free = collisions();
  for (const id of labelOrder()) {
    const node = nodes.get(id);
    if (!node || node.hidden) continue;
    const { x, y } = network.getPosition(id);
    const screen = network.canvasToDOM({ x, y });
    if (outside(screen)) continue;
    const size = labelSize(node, scale);
    context.font = `${lit?.has(id) ? 600 : 400} ${size / scale}px ${themed.family}`;
    const width = context.measureText(node.label).width * scale;
    const top = screen.y + node.size * scale + 3;
    const box = [screen.x - width / 2 - 6, top - 3, screen.x + width / 2 + 6, top + size + 3];
    if (!free(box) && id !== state.concept?.id && id !== state.hovered) continue;
    paintLabel(context, node.label, x, y + node.size + 3 / scale, scale);
  }
}

function paintLabel(context, text, x, y, scale) {
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.lineWidth = 4 / scale;
  context.strokeStyle = themed.look.paper;
  context.strokeText(text, x, y);
  context.fillStyle = themed.look.ink;
  context.fillText(text, x, y);
}

const labelSize = (node, scale) => Math.min(20, Math.max(11, (11 + node.size / 8) * Math.min(scale, 1.3)));

function* labelOrder() {
  const first = [state.hovered, state.concept?.id, ...(lit ?? [])].filter((id) => id !== null && id !== undefined);
  yield* new Set(first);
  if (lit) return;
  for (const concept of content.concepts) if (!first.includes(concept.id)) yield concept.id;
}

function outside(point) {
  const { clientWidth, clientHeight } = byId("map");
  return point.x < -80 || point.y < -30 || point.x > clientWidth + 80 || point.y > clientHeight + 10;
}

// Whether a box is still free, by a grid of the boxes taken so far; asking takes it.
function collisions() {
  const cells = new Map();
  const keysOf = ([left, top, right, bottom]) => {
    const keys = [];
    for (let column = Math.floor(left / 64); column <= right / 64; column += 1)
      for (let row = Math.floor(top / 24); row <= bottom / 24; row += 1) keys.push(`${column} ${row}`);
    return keys;
  };
  const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  return (box) => {
    const keys = keysOf(box);
    if (keys.some((key) => cells.get(key)?.some((other) => meet(box, other)))) return false;
    keys.forEach((key) => cells.set(key, [...(cells.get(key) ?? []), box]));
    return true;
  };
}

// All that is joined by a shown relation, or all when nothing is: lone concepts are below, a pan away.
function fit(animate) {
  const joined = [...new Set(shownRelations().flatMap((relation) => [relation.head, relation.tail]))];
  const ids = joined.filter((id) => nodes.get(id));
  network.fit({ nodes: ids.length ? ids : nodes.getIds(), animation: animate && !still() });
}

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function lookAt(ids) {
  const scale = Math.max(network.getScale(), 0.8);
  const places = ids.map((id) => network.getPosition(id));
  const middle = (key) => places.reduce((sum, place) => sum + place[key], 0) / places.length;
  const animation = still() ? false : { duration: 300, easingFunction: "easeInOutQuad" };
  network.moveTo({ position: { x: middle("x"), y: middle("y") }, scale, animation });
}

function zoom(factor) {
  network.moveTo({ scale: network.getScale() * factor, animation: still() ? false : { duration: 150 } });
}

function startMap() {
  nodes.add(drawing.nodes);
  edges.add(drawing.edges);
  network = new vis.Network(byId("map"), { nodes, edges }, { ...options });
  paintTheme();
  network.on("afterDrawing", paintLabels);
  dark.addEventListener("change", paintTheme);
}
