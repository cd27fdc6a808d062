"""A Neo4j server behind the protocol of engines, by the official driver."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from kgraph.errors import MissingError, UsageError
from kgraph.recipes.engine import LIMIT, TIMEOUT, Rows, plain
from kgraph.recipes.safety import refuse_writes

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")

# How long to wait for a server before it counts as absent, in seconds.
PATIENCE = 5.0


def server(uri: str, *, user: str = "neo4j", password: str = "", database: str = "neo4j") -> Server:
    """Make an engine on the Neo4j at `uri`; an empty password means that it asks for none.

    MissingError tells apart: nobody answers, wrong password, no such database.
    """
    import neo4j

    scheme, divider, _ = uri.partition("://")
    if not divider or scheme not in SCHEMES:
        raise UsageError(
            f"{uri!r} is no address of a Neo4j server.", hint=f"It begins with {', '.join(SCHEMES)}, then ://."
        )
    auth = (user, password) if password else None
    with _told(uri, user, database, TIMEOUT):
        driver = neo4j.GraphDatabase.driver(
            uri,
            auth=auth,
            connection_timeout=PATIENCE,
            connection_acquisition_timeout=PATIENCE,
            max_transaction_retry_time=PATIENCE,
        )
    engine = Server(driver, uri, user, database)
    try:
        engine.run("RETURN 1 AS one")
    except BaseException:
        engine.close()
        raise
    return engine


class Server:
    """A database of a Neo4j server that is only read."""

    name = "neo4j"

    def __init__(self, driver: Any, uri: str, user: str, database: str) -> None:  # noqa: ANN401 - imported late
        """Take over a driver; the other arguments are for messages and sessions."""
        self._driver = driver
        self._uri, self._user, self._database = uri, user, database

    def run(
        self, cypher: str, parameters: dict[str, Any] | None = None, *, limit: int = LIMIT, timeout: float = TIMEOUT
    ) -> Rows:
        """Answer with the rows that `cypher` returns, at most `limit`, within `timeout` seconds."""
        import neo4j

        refuse_writes(cypher)
        with (
            _told(self._uri, self._user, self._database, timeout),
            self._driver.session(database=self._database, default_access_mode=neo4j.READ_ACCESS) as session,
        ):
            self._check_type(session, cypher, parameters or {}, timeout)
            result = session.run(neo4j.Query(cypher, timeout=timeout), parameters or {})
            columns = tuple(result.keys())
            found = list(islice(result, limit + 1))
            summary = result.consume()
        return Rows(
            columns,
            tuple(tuple(plain(value) for value in record.values()) for record in found[:limit]),
            truncated=len(found) > limit,
            notes=tuple(note.description for note in summary.summary_notifications),
        )

    def close(self) -> None:
        """Close the connections to the server."""
        self._driver.close()

    def _check_type(self, session: Any, cypher: str, parameters: dict[str, Any], timeout: float) -> None:  # noqa: ANN401
        """Let the server say what kind of query it is: 'r' reads."""
        import neo4j

        try:
            summary = session.run(neo4j.Query(f"EXPLAIN {cypher}", timeout=timeout), parameters).consume()
        except neo4j.exceptions.CypherSyntaxError:
            # Let the query itself, still in READ mode, fail: its positions are not shifted by EXPLAIN.
            return
        if summary.query_type != "r":
            raise UsageError("The server says that this query writes.", hint="Queries only read.")


@contextmanager
def _told(uri: str, user: str, database: str, timeout: float) -> Iterator[None]:
    """Turn what the driver raises into what the user can do about it."""
    from neo4j import exceptions

    try:
        yield
    except exceptions.AuthError as error:
        raise MissingError(
            f"Neo4j at {uri} refuses user {user!r} with this password.",
            hint="Give --user and --password, or NEO4J_USERNAME and NEO4J_PASSWORD.",
        ) from error
    except exceptions.Neo4jError as error:
        raise _refusal(error, uri, database, timeout) from error
    except (exceptions.DriverError, ValueError, OSError) as error:
        raise MissingError(
            f"No Neo4j server answers at {uri}: {str(error).splitlines()[0].rstrip(':.')}.",
            hint="Start it, or give another --uri or NEO4J_URI.",
        ) from error


def _refusal(error: Any, uri: str, database: str, timeout: float) -> MissingError | UsageError:  # noqa: ANN401 - a Neo4jError
    code, message = error.code or "", error.message or str(error)
    if "DatabaseNotFound" in code:
        return MissingError(f"Neo4j at {uri} has no database {database!r}.", hint="Give --database or NEO4J_DATABASE.")
    if "TransactionTimedOut" in code:
        return UsageError(
            f"The query took longer than {timeout:g} seconds.", hint="Make it narrower, or give a longer --timeout."
        )
    if "Unavailable" in code:
        return MissingError(f"Neo4j at {uri} is not ready: {message}", hint="Try again when it is up.")
    return UsageError(f"Neo4j refused the query: {message}")
