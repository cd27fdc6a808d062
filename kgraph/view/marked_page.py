"""Marked passages as one page of HTML, by our own template: it opens from disk, and fetches nothing."""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.assets import shipped
from kgraph.model import Extraction, Passage
from kgraph.view.marked import sheet
from kgraph.view.policy import inline, policy


def marked_page(found: Iterable[tuple[str, Passage, Extraction]]) -> str:
    """The whole page of passages and what was found in each; everything out of a text is escaped."""
    import jinja2
    from markupsafe import Markup

    env = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    style, script = inline(_shipped("style.css")), inline(_shipped("script.js"))
    page = env.from_string(_shipped("template.html")).render(
        sheet=sheet(found),
        style=Markup(style),  # noqa: S704 - our own file, by hash
        script=Markup(script),  # noqa: S704 - as above
        policy=policy([script], style),
    )
    return page.encode("utf-8", "replace").decode()


def _shipped(name: str) -> str:
    return (shipped("viz") / "extract" / name).read_text(encoding="utf-8")
