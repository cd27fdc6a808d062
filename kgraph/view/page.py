"""A view as one page of HTML: pyvis carries the drawing, our own template and assets the rest.

Nothing on the page is fetched, and nothing runs but the scripts whose hashes the page's policy names:
text out of documents travels as JSON with <, > and & escaped, and is shown as text only.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kgraph.assets import shipped
from kgraph.schema import CONCEPT_TYPES, RELATION_TYPES
from kgraph.view.model import Concept, Relation, View
from kgraph.view.policy import inline, policy

if TYPE_CHECKING:
    import jinja2
    import pyvis.network

_SCRIPTS = ("text.js", "map.js", "filters.js", "search.js", "panel.js", "script.js")
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$\n?", re.MULTILINE)


def page(view: View) -> str:
    """The whole page, to be written as UTF-8."""
    import pyvis.network

    drawn = {concept.id for concept in view.concepts if concept.at}
    net = pyvis.network.Network(directed=True)
    net.options = _shipped_json("options.json")
    _draw(net, view, drawn)
    net.templateEnv = _environment(_content(view, drawn))
    net.path = "template.html"
    return str(net.generate_html())


def _draw(net: pyvis.network.Network, view: View, drawn: set[str]) -> None:
    """Put the drawn concepts and what is between them on the network."""
    groups = net.options["groups"]
    for concept in view.concepts:
        if concept.id in drawn:
            node = _node(concept, groups)
            net.add_node(node.pop("id"), **node)
    for relation in view.relations:
        if {relation.head, relation.tail} <= drawn:
            edge = _edge(relation)
            net.add_edge(edge.pop("from"), edge.pop("to"), **edge)


def _content(view: View, drawn: set[str]) -> dict[str, Any]:
    """What the scripts read beside the drawing: the records, the words, and what is not drawn yet."""
    groups = _shipped_json("options.json")["groups"]
    return {
        **asdict(view),
        "spare": {
            "nodes": [_node(concept, groups) for concept in view.concepts if concept.id not in drawn],
            "edges": [_edge(link) for link in view.relations if not {link.head, link.tail} <= drawn],
        },
        "conceptTypes": list(CONCEPT_TYPES),
        "relationTypes": {name: asdict(relation) for name, relation in RELATION_TYPES.items()},
        "words": _shipped_json("words.json"),
    }


def _node(concept: Concept, groups: dict[str, Any]) -> dict[str, Any]:
    """A concept in the words of vis-network; a type without a look of its own has that of 'Concept'."""
    group = concept.type if concept.type in groups else "Concept"
    node = {
        "id": concept.id,
        "label": concept.label,
        "group": group,
        "shape": groups[group]["shape"],
        "size": concept.size,
    }
    return node if concept.at is None else node | {"x": concept.at[0], "y": concept.at[1]}


def _edge(relation: Relation) -> dict[str, Any]:
    """A relation in the words of vis-network."""
    return {
        "id": relation.id,
        "from": relation.head,
        "to": relation.tail,
        "arrows": "" if RELATION_TYPES[relation.type].symmetric else "to",
        "width": round(0.8 + 2 * relation.belief, 2),
        "dashes": _dashes(relation),
        "smooth": _bend(relation.curve),
    }


def _dashes(relation: Relation) -> bool | list[int]:
    """Whole when asserted, dashed when hedged, dotted when denied or inferred."""
    if relation.inferred or relation.polarity == "negated":
        return [2, 5]
    return relation.polarity == "hedged"


def _bend(curve: float) -> bool | dict[str, Any]:
    """A curve to the left or right of the straight line, or none."""
    if not curve:
        return False
    return {"enabled": True, "type": "curvedCCW" if curve > 0 else "curvedCW", "roundness": abs(curve)}


def _environment(content: dict[str, Any]) -> jinja2.Environment:
    """Templates of the explorer's folder, escaping whatever is not one of our own scripts and styles."""
    import jinja2
    from markupsafe import Markup

    env = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, loader=jinja2.FunctionLoader(_template))
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    scripts = [_vendored(), *(_shipped_text(name) for name in _SCRIPTS)]
    style = _shipped_text("style.css")
    env.globals.update(
        content=content,
        scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own files, by hash
        style=Markup(style),  # noqa: S704 - as above
        policy=policy(scripts, style),
    )
    return env


def _template(name: str) -> str | None:
    """The text of a template, or None where there is none of that name."""
    file = shipped("viz") / "explorer" / name
    return file.read_text(encoding="utf-8") if file.is_file() else None


def _vendored() -> str:
    """The vis-network that comes with us, without the source map that a browser would ask for."""
    (file,) = sorted((shipped("viz") / "vendor").glob("vis-network-*.min.js"))
    return inline(_SOURCE_MAP.sub("", file.read_text(encoding="utf-8")))


def _shipped_text(name: str) -> str:
    """One of the explorer's own scripts or styles, fit to stand inside a page."""
    return inline((shipped("viz") / "explorer" / name).read_text(encoding="utf-8"))


def _shipped_json(name: str) -> dict[str, Any]:
    """One of the explorer's own tables."""
    table: dict[str, Any] = json.loads((shipped("viz") / "explorer" / name).read_text(encoding="utf-8"))
    return table
