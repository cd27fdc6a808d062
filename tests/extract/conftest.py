"""What the tests of extraction share: a passage made of a text, and the model `rules` run on it."""

from __future__ import annotations

import pytest

from kgraph.extract import load
from kgraph.extract.concepts import Name, find_names
from kgraph.extract.words import words
from kgraph.model import Passage, Place, passage_id


def a_passage(text, skip=()):
    """Return the text as a passage of one source, with the spans that are not prose."""
    return Passage(passage_id(text), text, "zh", (Place("note", 0, 0, len(text)),), tuple(skip))


@pytest.fixture(scope="session")
def rules():
    """The model `rules`, loaded once."""
    return load("rules")


@pytest.fixture(scope="session")
def extract(rules):
    """Extract a text: `extract(text, skip=((3, 5),))`."""
    return lambda text, skip=(): rules(a_passage(text, skip))


@pytest.fixture(scope="session")
def names_of(rules):
    """Find the names of a text by lexicon and shape: the list of `Name`."""

    def find(text) -> list[Name]:
        return find_names(text, words(text), rules.scanner.scan(text)[0])

    return find


@pytest.fixture(scope="session")
def claims_of(extract):
    """Read the claims of a text as (head, relation, tail, polarity)."""
    return lambda text: [(each.head, each.type, each.tail, each.polarity) for each in extract(text).claims]
