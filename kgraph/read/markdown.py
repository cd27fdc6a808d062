"""Markdown: markdown-it finds the blocks, and a scan of each block's own characters finds what is not prose.

The blocks come with line numbers only, and markdown-it's inline tokens with no position at all. So the
markup inside a block is found in the source itself, which keeps every offset true to the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kgraph.read.markup import FRONT_MATTER, heading_text, markup, opaque
from kgraph.read.piece import Piece, Span, clipped, pieces

LONGEST_HEADING = 100
"""Characters beyond which a line underlined with dashes is a paragraph before a ruler."""

_NEWLINE = re.compile(r"\r\n?|\n")
_SENTENCE = ("。", "；", "！", "？", ". ", ";")
_PROSE = ("inline", "html_block", "tr_open")
_FRONT_TITLE = re.compile(r"^title:[ \t]*[\"']?(.+?)[\"']?[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Block:
    """Characters `start:end` of the source that are one block.

    `level` is that of a heading, else 0; `item` is the line of the list item whose own paragraph it is, from 1, else 0.
    """

    start: int
    end: int
    level: int = 0
    item: int = 0


def read_markdown(text: str) -> Iterator[Piece]:
    """The paragraphs, list items, table rows and quotes of a Markdown text, under the headings they stand under."""
    front = FRONT_MATTER.match(text)
    body = front.end() if front else 0
    title = _FRONT_TITLE.search(front.group()) if front else None
    unread = list(opaque(text, body))
    blocks = _joined(text, _blocks(_masked(text, unread, body)))
    return _bare_headings(_titled(text, blocks, unread, title[1] if title else ""))


def _masked(text: str, unread: list[Span], body: int) -> str:
    """The text with formulas and comments as plain letters, so that no line of them looks like a list or a ruler."""
    parts, at = [re.sub(r"[^\r\n]", " ", text[:body])], body
    for start, end in unread:
        # Quotes and indents stay: they say which block the line belongs to.
        parts += [text[at:start], re.sub(r"[^\s>]", "x", text[start:end])]
        at = end
    return "".join([*parts, text[at:]])


def _blocks(text: str) -> Iterator[_Block]:
    """The blocks that hold prose, with their offsets, in the order of the text."""
    starts = [0, *(match.end() for match in _NEWLINE.finditer(text)), len(text)]
    context: list[Token] = []
    for token in _parser().parse(text):
        if token.nesting > 0:
            context.append(token)
        elif token.nesting < 0:
            context.pop()
        if token.type in _PROSE and token.map and not _is_cell(token, context):
            block = _block(text, starts, token)
            yield replace(block, level=_level(token, context), item=_item(context))


def _parser() -> MarkdownIt:
    """markdown-it for blocks only."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _is_cell(token: Token, context: list[Token]) -> bool:
    """Whether a token is the cell of a table, which its row already covers."""
    return token.type == "inline" and context[-1].type in ("th_open", "td_open")


def _block(text: str, starts: list[int], token: Token) -> _Block:
    """The characters of a token, from the first after the marks of lists and quotes to the end of its last line."""
    first, last = token.map or (0, 0)
    start, end = starts[first], starts[min(last, len(starts) - 1)]
    line = text[start : starts[first + 1]]
    content = token.content.split("\n", 1)[0].strip()
    # Content stands at the end of its line; only a heading may be closed with hashes.
    found = line.rfind(content) if token.type == "inline" and content else 0
    return _Block(start + max(found, 0), end)


def _level(token: Token, context: list[Token]) -> int:
    """1 to 6 in a heading, else 0; a sentence above a ruler is no heading, though Markdown calls it one."""
    if not context or context[-1].type != "heading_open" or len(token.content) > LONGEST_HEADING:
        return 0
    return 0 if token.content.endswith(_SENTENCE) else int(context[-1].tag[1:])


def _item(context: list[Token]) -> int:
    """Where the list item that directly holds the present paragraph begins, counted in lines from 1."""
    outer = [token for token in context if token.type not in ("paragraph_open", "heading_open")]
    if not outer or outer[-1].type != "list_item_open" or not outer[-1].map:
        return 0
    return outer[-1].map[0] + 1


def _joined(text: str, blocks: Iterable[_Block]) -> Iterator[_Block]:
    """The paragraphs of one list item as one block, if nothing but space is between them."""
    last = _Block(0, 0)
    for block in blocks:
        if block.item and block.item == last.item and not text[last.end : block.start].strip():
            last = replace(last, end=block.end)
        else:
            yield last
            last = block
    yield last


def _titled(
    text: str, blocks: Iterable[_Block], unread: list[Span], title: str
) -> Iterator[tuple[_Block, list[Piece]]]:
    """Each block that holds prose, with its pieces under the title 'H1 > H2'."""
    path: list[tuple[int, str]] = [(0, title)] if title else []
    for block in blocks:
        if block.level:
            path = [(level, name) for level, name in path if level < block.level]
        title = " > ".join(name for _, name in path if name)
        skip = [*markup(text, block.start, block.end), *clipped(unread, block.start, block.end)]
        found = list(pieces(text, block.start, block.end, title=title, skip=skip))
        if block.level:
            path.append((block.level, heading_text(text, block.start, block.end)))
        if found:
            yield block, found


def _bare_headings(blocks: Iterable[tuple[_Block, list[Piece]]]) -> Iterator[Piece]:
    """All pieces but the headings that something follows: those live on as titles."""
    end = (_Block(0, 0, level=1), list[Piece]())
    for (block, found), (following, _) in pairwise([*blocks, end]):
        if not block.level or 0 < following.level <= block.level:
            yield from found
