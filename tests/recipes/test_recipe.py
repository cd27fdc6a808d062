"""Recipe files: what is read out of the comment, and what is refused with file and line."""

from __future__ import annotations

import pytest

from kgraph.errors import InputError, UsageError
from kgraph.recipes import Parameter, bind, recipe, recipes
from kgraph.recipes.recipe import parse

GOOD = """\
// What a concept uses,
// whatever its type.
// :param concept concept
// :param limit integer = 20
// :param type string = ""
// :param belief float = 0.5
// :param inferred boolean = false
// Example: kgraph query good -p concept=LoRA
// $comment is no parameter
MATCH (c:Concept)-[r:USES]->(o) // nor is $this
WHERE toLower($concept) IN c.keys AND r.belief >= $belief AND o.type = $type AND r.inferred = $inferred
RETURN o.name AS name, '$string' AS text, o.`$quoted` AS quoted ORDER BY name, o.id LIMIT $limit
"""


@pytest.fixture
def written(tmp_path):
    """Write a text as the recipe `good.cypher` and give its path."""

    def write(text):
        path = tmp_path / "good.cypher"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_comment_is_help_parameters_and_example(written):
    """The leading comment gives all that a user reads about a recipe."""
    found = parse(written(GOOD))
    assert found.name == "good"
    assert found.help == "What a concept uses, whatever its type. $comment is no parameter"
    assert found.example == "kgraph query good -p concept=LoRA"
    assert found.text == GOOD
    assert found.parameters == (
        Parameter("concept", "concept"),
        Parameter("limit", "integer", 20),
        Parameter("type", "string", ""),
        Parameter("belief", "float", 0.5),
        Parameter("inferred", "boolean", default=False),
    )


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        ("RETURN 1 AS x\n", ":1", "no leading comment"),
        ("// Help.\n// :param x string\nRETURN 1 AS x\n", ":2", "'x' is declared but not used"),
        ("// Help.\nRETURN 1 AS a,\n  $x AS b\n", ":3", "$x is used but not declared"),
        ("// Help.\n// :param x sting\nRETURN $x AS x\n", ":2", "'sting' is no type. Did you mean 'string'?"),
        ("// Help.\n// :param x integer = many\nRETURN $x AS x\n", ":2", "'many' is not integer"),
        ("// Help.\n// :param x string\n// :param x string\nRETURN $x AS x\n", ":3", "declared twice"),
        ("// Help.\n// :parm x string\nRETURN $x AS x\n", ":2", "cannot read ':parm x string'"),
        ("// Help.\nMATCH (c)\nDELETE c\n", ": Line 3", "DELETE writes"),
    ],
)
def test_wrong_file_is_refused_with_its_line(written, text, where, why):
    """What is wrong in a recipe is said with file and line."""
    path = written(text)
    with pytest.raises(InputError) as caught:
        parse(path)
    assert f"{path}{where}" in str(caught.value)
    assert why in str(caught.value)


def test_unknown_recipe_lists_what_there_is():
    """A name that is nearly right gets a suggestion, and the list of all."""
    with pytest.raises(UsageError) as caught:
        recipe("lineages")
    assert caught.value.exit_code == 2
    assert "Did you mean 'lineage'?" in str(caught.value)
    assert ", ".join(recipes()) in str(caught.value)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "'good' needs concept"),
        ({"concept": "a", "limt": "3"}, "no parameter 'limt'. Did you mean 'limit'?"),
        ({"concept": "a", "limit": "three"}, "'limit' of 'good' is integer, which 'three' is not"),
        ({"concept": "a", "limit": 1.5}, "'limit' of 'good' is integer, which 1.5 is not"),
        ({"concept": "a", "belief": "high"}, "'belief' of 'good' is float, which 'high' is not"),
        ({"concept": "a", "inferred": "maybe"}, "'inferred' of 'good' is boolean, which 'maybe' is not"),
    ],
)
def test_wrong_parameters_are_refused_with_what_there_is(written, given, why):
    """A missing, unknown or mistyped parameter is a wrong call; the declarations are listed."""
    with pytest.raises(UsageError) as caught:
        bind(parse(written(GOOD)), given)
    assert why in str(caught.value)
    assert "concept concept; limit integer = 20; type string = ; belief float = 0.5" in str(caught.value)


def test_values_get_the_declared_types(written):
    """Text from a command line and values from a program bind alike, defaults fill in the rest."""
    wanted = {"concept": "lowrank", "limit": 3, "type": "7", "belief": 1.0, "inferred": True}
    text = {"concept": "Low-Rank", "limit": "3", "type": "7", "belief": "1", "inferred": "True"}
    values = {"concept": "Low-Rank", "limit": 3, "type": "7", "belief": 1, "inferred": True}
    assert bind(parse(written(GOOD)), text) == bind(parse(written(GOOD)), values) == wanted
    defaults = bind(parse(written(GOOD)), {"concept": "x"})
    assert defaults == {"concept": "x", "limit": 20, "type": "", "belief": 0.5, "inferred": False}


def test_shipped_recipes_are_told_apart():
    """There are at least twelve, each with a help of its own that ends as a sentence does."""
    told = [found.help for found in recipes().values()]
    assert len(set(told)) == len(told) >= 12
    assert all(text.endswith(".") for text in told)
