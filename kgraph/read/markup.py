"""What in a block of Markdown is not prose: code, tags, targets of links, marks of emphasis, pipes, formulas.

Every pattern is bounded or stops where the next of its kind begins, so that no text makes the scan slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.read.piece import Span
from kgraph.read.skip import DISPLAY, LOOSE, MATHEMATICS, environment

# A line of settings is matched in one way only, or a text that never closes them would be tried in all ways.
_SETTING = r"(?>(?:[ \t]*(?:[\w-]+[ \t]*[:=]|#|-|\]|\})|[ \t]+\S)[^\n]*\n|[ \t]*\r?\n)"
FRONT_MATTER = re.compile(
    rf"(?P<fence>---|\+\+\+)[ \t]*\r?\n(?:(?!(?P=fence)){_SETTING}){{0,200}}?(?P=fence)[ \t]*(?:\r?\n|\Z)"
)
"""Settings before the text, in YAML or TOML."""

_COMMENT = r"<!--.*?(?:-->|\Z)|\{/\*(?:(?!\{/\*).){0,5000}?\*/\}"
_ELEMENT = (
    r"<(?P<element>script|style|pre|code|svg|math|textarea)\b[^<>]*>"
    r"(?:(?!<(?P=element)\b).){0,20000}?</(?P=element)\s*>"
)
_COMPONENT = r"^<[A-Z]\w*\s+\w+=\{(?:(?!^<[A-Z]).){0,20000}?\}\s*/>"
_FENCE = (
    r"^(?P<before>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(?P<ticks>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*"
    r"(?:\n.*?(?:^[ \t>]*(?P=ticks)[`~]*[ \t]*\r?$|\Z)|\Z)"
)
_LINE_OF_CODE = r"`[^`\n]+`"
_DOCTEST = r"^[ \t]*>>> [^\n]*(?:\n[ \t]*(?:>>>|\.\.\.)(?: [^\n]*|(?=\n)))*"
# markdown-it would take a note of one word for the target of a link.
_NOTE = r"^[ \t]*\[\^[^\]\n]{1,200}\]:"
_OPAQUE = re.compile(
    f"(?P<fence>{_FENCE}|{_LINE_OF_CODE})|{_COMMENT}|{_ELEMENT}|{_COMPONENT}|{DISPLAY}|{environment('around')}|{_DOCTEST}|{_NOTE}",
    re.DOTALL | re.MULTILINE,
)

_CODE = r"(?<!`)(?P<ticked>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticked)(?!`)"
_ROLE = r"[:{][A-Za-z][\w:+-]{0,40}[:}]`[^`\n]*`|^[ \t]*:[a-z_]+:[ \t]*$|\{[#.%][^}\n]{0,200}\}"
_AUTOLINK = r"<(?:[A-Za-z][\w+.-]*:|[\w.+-]+@)[^\s<>]*>"
_TAG = r"</?[A-Za-z][\w.:-]*(?:\s[^<>]{0,2000})?/?>"
_ATTRIBUTES = r"(?:\{[^}\n]{0,200}\})?"
_PARENTHESES = r"\((?:[^()\n]|\([^()\n]{0,500}\)){0,2000}\)"
_IMAGE = rf"!\[[^\]]{{0,1000}}\](?:{_PARENTHESES}|\[[^\]]*\])?{_ATTRIBUTES}"
_WIKI = r"!\[\[[^\[\]\n]*\]\]|\[\[(?=[^\[\]\n]+\]\])(?:[^\[\]|\n]*\|)?|\]\]"
_TARGET = rf"\]{_PARENTHESES}{_ATTRIBUTES}|\]\[[^\]\n]*\]"
_FOOTNOTE = r"\[\^[^\]\n]{1,200}\]:?"
_ADMONITION = r"\[![A-Z]+\]|^[ \t]*:::+[^\n]*$|^[ \t]*(?:!!!|\?\?\?)\+?[ \t]+\w+"
_CONTENTS = r"\[\[?_?TOC_?\]?\]"
_MODULE = (
    r"^(?:import\s[^\n]*\sfrom\s+[\"'][^\n]*|import\s+[\"'][^\n]*|export\s+(?:const|default|function|let)\b[^\n]*)$"
)
_TASK = r"\[[ xX]\](?=\s)"
_LEAD = r"^[ \t]*(?:>[ \t]?)+|^[ \t]*#{1,6}(?=[\s\w])|[ \t]#+[ \t]*$|^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+"
_BRACKET = r"\[(?=[^\[\]\n]*(?:\[[^\[\]\n]*\][^\[\]\n]*)*\](?:\(|\[))|[|]"
_ESCAPE = r"\\(?P<escaped>[!-/:-@\[-`{-~])|\\$"
_ENTITY = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});"
_EMPHASIS = r"\*{2,}|\*(?=[^\s*])|(?<=[^\s*])\*|(?<![\w_])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![\w_])|~~|`+"
# In order: at one place the first that fits is taken, so code comes before what may stand in it.
_RULES = (
    f"{_COMMENT}|{_ELEMENT}|{_ROLE}|{_CODE}|(?P<formula>{MATHEMATICS})|{_AUTOLINK}|{_TAG}",
    f"{_IMAGE}|{_WIKI}|{_TARGET}|{_FOOTNOTE}|{_ADMONITION}|{_CONTENTS}|{_MODULE}|{_TASK}|{_LEAD}",
    f"{LOOSE}|{_BRACKET}|{_ESCAPE}|{_ENTITY}|{_EMPHASIS}",
)
_MARKUP = re.compile("|".join(_RULES), re.DOTALL | re.MULTILINE)

# Notes set the names of models and tools in ticks: `BERT`, `bert-base-chinese`. Anything with more than a
# name's characters is code, and so is a name that only code spells like that: `batch_size`, `nn.Linear`.
_NAME = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+]*(?:[-.][A-Za-z0-9+]+)*|[\u4e00-\u9fff][\w-]*)\s*")
_ATTRIBUTE = re.compile(r"[a-z0-9]\.[A-Za-z]")
_ANCHOR = re.compile(r"(?<=\S)[ \t]*\[\[[^\[\]\n]*\]\][ \t#]*\s*\Z")
_SPACE = re.compile(r"\s+")


def opaque(text: str, start: int) -> Iterator[Span]:
    """Find comments, scripts, display formulas: what may run over several lines and is never prose.

    Code is stepped over, so that a dollar in it opens nothing; markdown-it finds it by itself.
    """
    for match in _OPAQUE.finditer(text, start):
        if not match["fence"]:
            yield match.span()


def markup(text: str, start: int, end: int) -> Iterator[Span]:
    """Find the spans of `text[start:end]`, one block of Markdown, that are not prose.

    >>> text = "用 `LoRA` 微调 [**BERT**](bert.md): `loss.backward()`"
    >>> [text[a:b] for a, b in markup(text, 0, len(text))]
    ['`', '`', '[', '**', '**', '](bert.md)', '`loss.backward()`']
    """
    for match in _MARKUP.finditer(text, start, end):
        kept = match.span("escaped") if match["escaped"] else match.span("code")
        if match["escaped"] or _is_name(match["code"] or ""):
            yield match.start(), kept[0]
            yield kept[1], match.end()
        else:
            yield match.span()


def heading_text(text: str, start: int, end: int) -> str:
    """Read the heading `text[start:end]` as a title: words, code and formulas on one line, without markup.

    >>> heading_text("## The **β**-VAE and `nn.Linear` [[vae]] ##", 3, 42)
    'The β-VAE and nn.Linear'
    """
    heading = _ANCHOR.sub("", text[start:end])
    return _SPACE.sub(" ", _MARKUP.sub(_kept, heading)).strip()


def _kept(match: re.Match[str]) -> str:
    """What of a piece of markup a title still shows."""
    return match["code"] or match["formula"] or match["escaped"] or ""


def _is_name(code: str) -> bool:
    """Whether what stands in ticks is a name rather than code."""
    return len(code) > 1 and _NAME.fullmatch(code) is not None and not _ATTRIBUTE.search(code)
