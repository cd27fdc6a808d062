"""What is said of the Cypher export: loaded into an engine it is the graph that every recipe asks, unchanged."""

from __future__ import annotations

import pytest

from kgraph.assets import shipped
from kgraph.graph.exports import export
from kgraph.pipeline import build, open_build
from kgraph.recipes import embedded, recipes
from kgraph.recipes.embedded import Embedded
from kgraph.recipes.recipe import bind

CONCEPTS = ("DeepSeek-V3", "MoE")
"""Two that the sample corpus knows and relates."""


@pytest.fixture(scope="module")
def engines(tmp_path_factory):
    """The build of the sample corpus behind its own engine, and its Cypher export loaded into an empty one."""
    import kglite

    folder = tmp_path_factory.mktemp("export")
    build([shipped("seeds")], out=folder / "build", view=False)
    graph = open_build(folder / "build").graph
    export("cypher")(graph, folder / "graph.cypher")
    loaded = kglite.KnowledgeGraph()
    for statement in (folder / "graph.cypher").read_text(encoding="utf-8").split(";\n")[:-1]:
        loaded.cypher(statement)
    return embedded(graph), Embedded(loaded)


def values(recipe):
    """Return a value for every parameter that has to be given."""
    concepts = iter(CONCEPTS)
    given = {"concept": lambda: next(concepts), "string": lambda: "deepseek"}
    return {each.name: given[each.type]() for each in recipe.parameters if each.default is None}


@pytest.mark.parametrize("name", sorted(recipes()))
def test_a_recipe_gives_the_same_rows(engines, name):
    """A recipe does not know whether it asks the build or a database that took in the export."""
    recipe = recipes()[name]
    parameters = bind(recipe, values(recipe))
    own, loaded = (engine.run(recipe.text, parameters) for engine in engines)
    assert (loaded.columns, loaded.rows) == (own.columns, own.rows)


def test_the_recipes_have_something_to_say(engines):
    """Most recipes find something in the sample corpus, so that equal rows are not equal silence."""
    found = [bool(engines[0].run(each.text, bind(each, values(each))).rows) for each in recipes().values()]
    assert sum(found) > len(found) / 2
