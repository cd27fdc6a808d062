"""The Neo4j engine where no server is: what is said, and how values come out."""

from __future__ import annotations

import socket

import pytest
from neo4j import time

from kgraph.errors import MissingError, UsageError
from kgraph.recipes import server
from kgraph.recipes.engine import plain


def test_nobody_answers():
    """A port where nothing listens is a missing server: exit 4, with the address."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        uri = f"bolt://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(MissingError, match=f"No Neo4j server answers at {uri}") as caught:
            server(uri)
    assert caught.value.exit_code == 4


@pytest.mark.parametrize("uri", ["localhost:7687", "http://localhost:7474", "", "neo5j://x"])
def test_address_is_none(uri):
    """What is no address of a server is a wrong call; the schemes are listed."""
    with pytest.raises(UsageError, match="neo4j\\+ssc"):
        server(uri)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (1.5, 1.5),
        (float("inf"), "inf"),
        ([1, ("a",)], [1, ["a"]]),
        ({"b": {"a": None}}, {"b": {"a": None}}),
        (time.Date(2024, 5, 1), "2024-05-01"),
        (time.DateTime(2024, 5, 1, 10, 30), "2024-05-01T10:30:00.000000000"),
    ],
)
def test_values_are_json(value, expected):
    """Whatever a server returns comes as JSON has it."""
    assert plain(value) == expected
