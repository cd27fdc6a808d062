"""Every recipe against an oracle: the same question answered by brute force over NetworkX."""

from __future__ import annotations

import shlex
from collections import Counter, defaultdict
from itertools import permutations, product
from math import prod

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgraph.model import fold
from kgraph.recipes import bind, embedded, recipe, recipes
from kgraph.schema import RELATION_TYPES

STATED = [name for name, kind in RELATION_TYPES.items() if not kind.inferred]


# The graph, read naively.


def named(graph, value):
    """Ids of the concepts that a folded name stands for."""
    return [
        c
        for c, data in graph.nodes(data=True)
        if value in {f for n in [c, *data["ids"], *names(data)] for f in (n.lower(), fold(n).lower())}
    ]


def names(data):
    """All names of a concept, the preferred one first."""
    return list(dict.fromkeys([data["name"], *(entry["name"] for entry in data["names"])]))


def stated(graph, *types):
    """Relations (head, type, tail, data) that are neither inferred nor negated."""
    return [
        (head, kind, tail, data)
        for head, tail, kind, data in graph.edges(keys=True, data=True)
        if not data["inferred"] and data["polarity"] != "negated" and (not types or kind in types)
    ]


def sides(relations, c):
    """(other end, does it go out, type, data) for each relation of `c`; a loop counts once."""
    for head, kind, tail, data in relations:
        if head == c:
            yield tail, True, kind, data
        elif tail == c:
            yield head, False, kind, data


def trails(relations, start, most, *, directed=True):
    """Every walk from `start` of 1 to `most` relations, none used twice, as (nodes, relations)."""
    found, front = [], [([start], [])]
    for _ in range(most):
        front = [
            ([*nodes, end], [*steps, relation])
            for nodes, steps in front
            for relation in relations
            if not any(relation is step for step in steps)
            for end in {relation[2]} | (set() if directed else {relation[0]})
            if {nodes[-1], end} == {relation[0], relation[2]} and (not directed or nodes[-1] == relation[0])
        ]
        found += front
    return found


def belief(steps):
    """Multiply the beliefs along a walk in its order."""
    return prod((step[3]["belief"] for step in steps), start=1.0)


def ordered(rows):
    """Rows without the sort keys that stand before them."""
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


class Descending:
    """A sort key turned round, for what has no negative."""

    def __init__(self, value):
        """Keep the value."""
        self.value = value

    def __lt__(self, other):
        """Say that the greater comes first."""
        return other.value < self.value

    def __eq__(self, other):
        """Compare the values."""
        return self.value == other.value

    __hash__ = None


# One oracle a recipe: (graph, parameters) -> all rows in order.


def around(g, p):
    """Answer `around`."""
    rows = []
    for c in named(g, p["concept"]):
        for head, tail, kind, d in g.edges(keys=True, data=True):
            shown = (p["inferred"] or not d["inferred"]) and (p["negated"] or d["polarity"] != "negated")
            if c in {head, tail} and shown and d["belief"] >= p["belief"]:
                h, t = g.nodes[head]["name"], g.nodes[tail]["name"]
                row = (h, kind, t, d["belief"], d["polarity"], d["support"])
                rows.append(((-d["belief"], kind, h, t, head, tail), row))
    return ordered(rows)


def compare(g, p):
    """Answer `compare`."""
    best = defaultdict(lambda: {"first": None, "second": None})
    for which in ("first", "second"):
        for c in named(g, p[which]):
            for o, out, kind, d in sides(stated(g), c):
                found = best[kind, "out" if out else "in", o]
                found[which] = max(d["belief"], found[which] or 0.0)
    rows = []
    for (kind, direction, o), b in best.items():
        whose = "both" if None not in b.values() else "first" if b["second"] is None else "second"
        name = g.nodes[o]["name"]
        rows.append(((whose, kind, direction, name, o), (whose, kind, direction, name, b["first"], b["second"])))
    return ordered(rows)


def concept_types(g, p):  # noqa: ARG001
    """Answer `concept-types`."""
    groups = defaultdict(list)
    for _, data in g.nodes(data=True):
        groups[data["type"]].append(data["mentions"])
    return ordered(((-len(m), kind), (kind, len(m), sum(m))) for kind, m in groups.items())


def cycles(g, p):  # noqa: ARG001
    """Answer `cycles`."""
    rows = []
    for c in g:
        for nodes, steps in trails(stated(g, "IS_A"), c, 4):
            if nodes[-1] == c and min(nodes) == c and len(set(nodes)) == len(nodes) - 1:
                shown, b = [g.nodes[n]["name"] for n in nodes], belief(steps)
                rows.append(((len(steps), -b, shown, nodes), (shown, len(steps), b)))
    return ordered(rows)


def derived(g, p, *, up):
    """Answer `lineage` and `descendants`."""
    rows = []
    for c in g:
        for nodes, steps in trails(stated(g, "BASED_ON", "IMPROVES"), c, 3):
            asked, other = (nodes[0], nodes[-1]) if up else (nodes[-1], nodes[0])
            if asked in named(g, p["concept"]) and len(set(nodes)) == len(nodes):
                shown, types, b = [g.nodes[n]["name"] for n in nodes], [s[1] for s in steps], belief(steps)
                row = (g.nodes[other]["name"], len(steps), shown, types, b)
                rows.append(((len(steps), -b, shown, types, nodes), row))
    return ordered(rows)


def disputed(g, p):  # noqa: ARG001
    """Answer `disputed`."""
    rows = []
    for head, tail, kind, d in g.edges(keys=True, data=True):
        n = Counter(item["polarity"] for item in d["evidence"])
        if not d["inferred"] and n["asserted"] and len(n) > 1:
            h, t = g.nodes[head]["name"], g.nodes[tail]["name"]
            row = (h, kind, t, d["belief"], n["asserted"], n["hedged"], n["negated"])
            rows.append(((-n["negated"], -n["hedged"], -d["belief"], kind, h, t, head, tail), row))
    return ordered(rows)


def placed(g):
    """Every (place, passage, concept, count) of the graph."""
    for passage in g.graph["passages"]:
        for place, (c, n) in product(passage["places"], passage["concepts"].items()):
            yield place, passage, c, n


def titles(g):
    """Find the title of each document: the first heading in it."""
    found = {}
    for place in sorted((pl for pa in g.graph["passages"] for pl in pa["places"]), key=lambda pl: pl["position"]):
        found[place["source"]] = found.get(place["source"]) or place["title"]
    return found


def counted(g, wanted):
    """(document, concept) -> mentions and passages, of those that are wanted."""
    mentions, passages = Counter(), defaultdict(set)
    for place, passage, c, n in placed(g):
        if wanted(place["source"], c):
            mentions[place["source"], c] += n
            passages[place["source"], c].add(passage["id"])
    return {pair: (n, len(passages[pair])) for pair, n in mentions.items()}


def documents_about(g, p):
    """Answer `documents-about`."""
    rows = []
    for (d, c), (m, n) in counted(g, lambda _, c: c in named(g, p["concept"])).items():
        name = g.nodes[c]["name"]
        rows.append(((-m, -n, d, name, c), (d, titles(g)[d], name, m, n)))
    return ordered(rows)


def in_document(g, p):
    """Answer `in-document`."""
    text, heading = p["document"].lower(), titles(g)
    rows = []
    for (d, c), (m, n) in counted(g, lambda d, _: text in d.lower() or text in heading[d].lower()).items():
        data = g.nodes[c]
        rows.append(((d, -m, -n, data["name"], c), (d, data["name"], data["type"], m, n)))
    return ordered(rows)


def evidence(g, p):
    """Answer `evidence`."""
    rows = {}
    for a, b in product(named(g, p["first"]), named(g, p["second"])):
        for head, tail, kind, d in g.edges(keys=True, data=True):
            if (head, tail) not in {(a, b), (b, a)} or d["inferred"]:
                continue
            h, t = g.nodes[head]["name"], g.nodes[tail]["name"]
            for e in d["evidence"]:
                place = (e["source"], e["start"], e["end"])
                row = (h, kind, t, d["belief"], e["polarity"], e["quote"], *place, e["rule"])
                rows[row] = (-d["belief"], kind, h, t, *place, e["rule"], e["polarity"], e["quote"])
    return ordered((sort, row) for row, sort in rows.items())


def glossary(g, p):
    """Answer `glossary`."""
    rows = []
    for c, d in g.nodes(data=True):
        if d["name_zh"] and d["name_en"] and p["type"] in {"", d["type"]}:
            row = (d["name_zh"], d["name_en"], d["type"], d["mentions"])
            rows.append(((-d["mentions"], d["name_en"], d["name_zh"], c), row))
    return ordered(rows)


def hubs(g, p):
    """Answer `hubs`."""
    rows = []
    for c, d in g.nodes(data=True):
        around_it = list(sides(stated(g), c))
        if around_it and p["type"] in {"", d["type"]}:
            n, others = len(around_it), len({side[0] for side in around_it})
            rows.append(((-n, -others, d["name"], c), (d["name"], d["type"], n, others, d["mentions"])))
    return ordered(rows)


def below(g, value, kind):
    """Answer `kinds` and `parts`."""
    rows = []
    for c, o in permutations(g, 2):
        ways = [steps for nodes, steps in trails(stated(g, kind), o, 3) if nodes[-1] == c]
        if c in named(g, value) and ways:
            steps, best = min(map(len, ways)), max(min(s[3]["belief"] for s in way) for way in ways)
            d = g.nodes[o]
            row = (g.nodes[c]["name"], d["name"], d["type"], steps, best)
            rows.append(((steps, -best, d["name"], o, c), row))
    return ordered(rows)


def methods_for(g, p):
    """Answer `methods-for`."""
    rows = []
    for head, _, tail, d in stated(g, "APPLIED_TO"):
        if tail in named(g, p["task"]):
            h = g.nodes[head]
            row = (g.nodes[tail]["name"], h["name"], h["type"], d["belief"], d["support"], d["sources"])
            rows.append(((-d["belief"], -d["support"], h["name"], head, tail), row))
    return ordered(rows)


def names_with(g, p):
    """Answer `names`."""
    rows = []
    for c, d in g.nodes(data=True):
        for name in names(d):
            if p["text"].lower() in name.lower():
                row = (name, d["name"], d["type"], d["name_zh"], d["name_en"])
                rows.append(((len(name), name, d["name"], c), row))
    return ordered(rows)


def passages_about(g, p):
    """Answer `passages-about`."""
    rows = []
    for place, passage, c, n in placed(g):
        if c in named(g, p["concept"]):
            row = (place["source"], place["position"], passage["language"], n, passage["text"])
            rows.append(((-n, place["source"], place["position"], passage["id"], c), row))
    return ordered(rows)


def paths(g, p):
    """Answer `paths`."""
    rows = []
    for a in named(g, p["first"]):
        for nodes, steps in trails(stated(g), a, 3, directed=False):
            if nodes[-1] in named(g, p["second"]) and len(set(nodes)) == len(nodes):
                shown, types, b = [g.nodes[n]["name"] for n in nodes], [s[1] for s in steps], belief(steps)
                heads = [g.nodes[s[0]]["name"] for s in steps]
                rows.append(((-b, len(types), shown, types, heads, nodes), (shown, types, heads, b)))
    return ordered(rows)


def relation_types(g, p):  # noqa: ARG001
    """Answer `relation-types`."""
    groups = defaultdict(list)
    for _, _, kind, d in g.edges(keys=True, data=True):
        groups[kind].append(d)
    rows = []
    for kind, ds in groups.items():
        polarity, beliefs = Counter(d["polarity"] for d in ds), [d["belief"] for d in ds]
        several, guessed = sum(d["sources"] > 1 for d in ds), sum(d["inferred"] for d in ds)
        row = (kind, len(ds), polarity["negated"], polarity["hedged"], guessed, several, min(beliefs), max(beliefs))
        rows.append(((-len(ds), kind), row))
    return ordered(rows)


def seen_with(g, p):
    """Answer `seen-with`."""
    rows = []
    for c, o in permutations(g, 2):
        n = sum({c, o} <= passage["concepts"].keys() for passage in g.graph["passages"])
        if c in named(g, p["concept"]) and n:
            d = g.nodes[o]
            row = (g.nodes[c]["name"], d["name"], d["type"], n, d["passages"])
            rows.append(((-n, d["passages"], d["name"], o, c), row))
    return ordered(rows)


def single_source(g, p):  # noqa: ARG001
    """Answer `single-source`."""
    rows = []
    for head, kind, tail, d in stated(g):
        if d["sources"] == 1:
            h, t, first = g.nodes[head]["name"], g.nodes[tail]["name"], d["evidence"][0]
            row = (h, kind, t, d["belief"], d["support"], first["quote"], first["source"])
            rows.append(((-d["belief"], kind, h, t, head, tail), row))
    return ordered(rows)


def trained_and_tested(g, p):
    """Answer `trained-and-tested`."""
    rows = []
    for c in named(g, p["concept"]):
        for head, kind, tail, d in stated(g, "TRAINED_ON", "EVALUATED_ON"):
            if c in {head, tail}:
                h, t = g.nodes[head]["name"], g.nodes[tail]["name"]
                rows.append(((kind, -d["belief"], h, t, head, tail), (h, kind, t, d["belief"], d["support"])))
    return ordered(rows)


def unrelated(g, p):  # noqa: ARG001
    """Answer `unrelated`."""
    related = {end for head, _, tail, _ in stated(g) for end in (head, tail)}
    return ordered(
        ((-d["mentions"], d["name"], c), (d["name"], d["type"], d["mentions"]))
        for c, d in g.nodes(data=True)
        if c not in related
    )


def both_ways(g, p, kind, out, back):
    """Answer `uses` and `what-is`."""
    rows = []
    for c in named(g, p["concept"]):
        for o, forward, _, r in sides(stated(g, kind), c):
            reads, d = out if forward else back, g.nodes[o]
            row = (g.nodes[c]["name"], reads, d["name"], d["type"], r["belief"], r["support"])
            rows.append(((Descending(reads), -r["belief"], d["name"], o, c), row))
    return ordered(rows)


ORACLES = {
    "around": around,
    "compare": compare,
    "concept-types": concept_types,
    "cycles": cycles,
    "descendants": lambda g, p: derived(g, p, up=False),
    "disputed": disputed,
    "documents-about": documents_about,
    "evidence": evidence,
    "glossary": glossary,
    "hubs": hubs,
    "in-document": in_document,
    "kinds": lambda g, p: below(g, p["concept"], "IS_A"),
    "lineage": lambda g, p: derived(g, p, up=True),
    "methods-for": methods_for,
    "names": names_with,
    "parts": lambda g, p: below(g, p["whole"], "PART_OF"),
    "passages-about": passages_about,
    "paths": paths,
    "relation-types": relation_types,
    "seen-with": seen_with,
    "single-source": single_source,
    "trained-and-tested": trained_and_tested,
    "unrelated": unrelated,
    "uses": lambda g, p: both_ways(g, p, "USES", "uses", "is used by"),
    "what-is": lambda g, p: both_ways(g, p, "IS_A", "is a", "has example"),
}


def expected(name, graph, parameters):
    """Rows of the oracle, cut at the recipe's limit."""
    return ORACLES[name](graph, parameters)[: parameters.get("limit")]


def answered(engine, name, parameters):
    """Rows of the engine."""
    return list(engine.run(recipe(name).text, parameters).rows)


# The tests.


def test_every_recipe_has_an_oracle():
    """No recipe goes unchecked, and no oracle is left over."""
    assert recipes().keys() == ORACLES.keys()


@pytest.fixture(scope="module")
def engine(notes):
    """Open the engine on the graph that was made by hand."""
    return embedded(notes)


@pytest.mark.parametrize("name", ORACLES)
def test_example_answers_as_the_oracle_does(engine, notes, name):
    """The call in a recipe's comment is a call of it, and brings rows: those of the oracle."""
    words = shlex.split(recipe(name).example)
    assert words[:3] == ["kgraph", "query", name]
    assert words[3::2] == ["-p"] * len(words[4::2])
    parameters = bind(recipe(name), dict(word.split("=", 1) for word in words[4::2]))
    rows = answered(engine, name, parameters)
    assert rows == expected(name, notes, parameters)
    assert rows


@pytest.mark.parametrize("written", ["LoRA", "lora", "低秩适配", "Low-Rank Adaptation", "low rank adaptation"])
def test_concept_answers_to_all_its_names(engine, written):
    """A concept is found by any name in either language, whatever its case, spaces and hyphens."""
    rows = answered(engine, "what-is", bind(recipe("what-is"), {"concept": written}))
    assert [row[2] for row in rows] == ["PEFT"]


def test_recipe_needs_no_python_to_find_a_name(engine):
    """The text of a recipe finds a name as it is written, as someone who pastes it into a browser gives it."""
    rows = engine.run(recipe("what-is").text, {"concept": "Low-Rank Adaptation", "limit": 5}).rows
    assert [row[2] for row in rows] == ["PEFT"]


def test_inferred_and_negated_relations_are_shown_when_asked(engine, notes):
    """`around` leaves both kinds out by default and brings each in by its switch."""
    plain = {"concept": "transformer", "belief": 0.0, "inferred": False, "negated": False, "limit": 50}
    assert "RELATED_TO" not in {row[1] for row in answered(engine, "around", plain)}
    asked = plain | {"inferred": True}
    assert "RELATED_TO" in {row[1] for row in answered(engine, "around", asked)}
    denied = plain | {"concept": "peft", "negated": True}
    assert ("PEFT", "USES", "GPT-3", 0.0, "negated", 1) in answered(engine, "around", denied)
    assert answered(engine, "around", denied) == expected("around", notes, denied)


# Few concepts, names that collide, that differ in case only, and that need quoting.
NAMES = ["LoRA", "lora", "微调", "注意力", "GPT-3", "It's \\ `x`", 'a "b"', "😀", "ﬁne", "Ünder_score"]
beliefs = st.integers(0, 20).map(lambda n: round(n * 0.05, 6))


@st.composite
def graphs(draw, types):
    """Draw rows for a graph: concepts, relations, passages."""
    ids = "abcde"[: draw(st.integers(1, 5))]
    name = st.sampled_from(draw(st.sampled_from([NAMES, NAMES[:2]])))
    kind = st.sampled_from(["Method", "Concept"])
    row = st.tuples(name, name | st.just(""), name | st.just(""), kind, st.lists(name, max_size=2))
    concepts = {c: draw(row) for c in ids}
    one = st.sampled_from(ids)
    polarity = st.lists(st.sampled_from(["asserted", "hedged", "negated"]), min_size=1, max_size=3)
    drawn = draw(
        st.lists(
            st.tuples(one, st.sampled_from(types), one, beliefs, st.integers(1, 2), polarity),
            max_size=12,
            unique_by=lambda row: row[:3],
        )
    )
    counts = st.dictionaries(one, st.integers(1, 3), max_size=3)
    place = st.tuples(st.sampled_from(["x.md", "y.md"]), st.integers(0, 9), st.sampled_from(["", "One", "Two"]))
    places = iter(draw(st.lists(place, unique_by=lambda row: row[:2], min_size=6, max_size=6)))
    passages = {f"p{n}": (f"text {n}", "en", [next(places), next(places)], draw(counts)) for n in range(3)}
    return concepts, drawn, passages


def guessed(graph, data):
    """Draw whether all relations are read in a text, or some of any type are inferred."""
    inferred = data.draw(st.just(set()) | st.sets(st.integers(0, 8)))
    for number, (_, _, relation) in enumerate(sorted(graph.edges(data=True), key=str)):
        relation["inferred"] |= number in inferred
    return graph


def asked(name):
    """List the types that a recipe names, or three that stand for all when it names none."""
    words = set(recipe(name).text.replace("|", " ").replace(":", " ").replace("*", " ").replace("]", " ").split())
    named_types = [kind for kind in STATED if kind in words]
    return named_types if 0 < len(named_types) < len(STATED) else ["IS_A", "USES", "RELATED_TO"]


@pytest.mark.parametrize("name", ORACLES)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_recipe_answers_as_the_oracle_does(assemble, name, data):
    """On any graph and for any parameters, a recipe gives the rows of the oracle in the same order."""
    types = data.draw(st.sampled_from([asked(name), list(RELATION_TYPES)]))
    graph = guessed(assemble(*data.draw(graphs(types))), data)
    known = sorted({*graph, *(n for _, row in graph.nodes(data=True) for n in names(row))})
    value = {
        "boolean": st.booleans(),
        "concept": st.sampled_from([*known, "nothing"]),
        "float": beliefs,
        "integer": st.integers(1, 3) | st.just(50),
        "string": st.sampled_from(["", "Method", "o", "微", "X.MD", ".", "ne"]),
    }
    drawn = {p.name: data.draw(value[p.type]) for p in recipe(name).parameters}
    parameters = bind(recipe(name), drawn)
    assert answered(embedded(graph), name, parameters) == expected(name, graph, parameters)


def crowded(assemble, types):
    """Make a graph where most pairs are related, two concepts share a name, and all kinds of evidence occur."""
    ids = "abcde"
    concepts = {
        c: (["N", "m", "N", "微", "o"][i], "名", "name", ["Method", "Task"][i % 2], []) for i, c in enumerate(ids)
    }
    polarities = [["asserted"], ["asserted", "negated"], ["negated"], ["hedged", "asserted", "hedged"]]
    relations = [
        (
            h,
            kind,
            t,
            round((7 * i + 3 * j + 5 * k) % 11 * 0.09, 6),
            1 + (i + j + k) % 2,
            polarities[(2 * i + j + k) % 4],
        )
        for i, h in enumerate(ids)
        for j, t in enumerate(ids)
        for k, kind in enumerate(types)
        if (3 * i + j + k) % 4 and i != j
    ]
    places = [[("x.md", 0, ""), ("y.md", 1, "One")], [("x.md", 2, "Two")], [("z.md", 0, "Two"), ("y.md", 0, "")]]
    counts = [dict.fromkeys("abc", 2), {"a": 1, "d": 3}, dict.fromkeys("abde", 1)]
    graph = assemble(concepts, relations, {f"p{n}": (f"text {n}", "en", places[n], counts[n]) for n in range(3)})
    for number, (_, _, relation) in enumerate(sorted(graph.edges(data=True), key=str)):
        relation["inferred"] |= number % 6 == 0
    return graph


@pytest.mark.parametrize("limit", [2, 1000])
@pytest.mark.parametrize("name", ORACLES)
def test_recipe_answers_in_a_crowd(assemble, name, limit):
    """Where there is much to leave out, to rank and to cut, each recipe agrees with its oracle for every concept."""
    graph = crowded(assemble, asked(name))
    engine = embedded(graph)
    values = {
        "boolean": [False, True],
        "concept": ["a", "n", "微"],
        "float": [0.3],
        "integer": [limit],
        "string": ["", "d"],
    }
    declared = recipe(name).parameters
    for chosen in product(*(values[p.type] for p in declared)):
        parameters = {p.name: value for p, value in zip(declared, chosen, strict=True)}
        assert answered(engine, name, parameters) == expected(name, graph, parameters), parameters


@pytest.mark.parametrize(
    ("name", "kind", "most"),
    [("cycles", "IS_A", 4), ("kinds", "IS_A", 3), ("lineage", "IMPROVES", 3), ("descendants", "BASED_ON", 3),
     ("parts", "PART_OF", 3), ("paths", "USES", 3)],
)  # fmt: skip
@pytest.mark.parametrize("size", [3, 4, 5])
def test_walks_end_where_their_help_says(assemble, name, kind, most, size):
    """On rings of three, four and five concepts a walk goes as far as it should and no further."""
    ring = "abcde"[:size]
    rows = [(head, kind, ring[number - 1], 0.5, 1, ["asserted"]) for number, head in enumerate(ring)]
    graph = assemble({c: (c, "", "", "Concept", []) for c in ring}, rows, {})
    values = {"first": "a", "second": ring[2], "concept": "a", "whole": "a", "limit": 9}
    parameters = {p.name: values[p.name] for p in recipe(name).parameters}
    rows = answered(embedded(graph), name, parameters)
    assert rows == expected(name, graph, parameters)
    longest = max((max((cell for cell in row if isinstance(cell, int)), default=0) for row in rows), default=0)
    if name == "cycles":
        assert longest == (size if size <= most else 0)
    elif name != "paths":
        assert longest == min(most, size - 1)


def test_paths_walk_every_stated_type():
    """The types that `paths` lists are those of the schema that are read in a text."""
    listed = recipe("paths").text.split("[:")[1].split("*")[0].split("|")
    assert listed == STATED
