"""What in a text is not prose, whatever the format: addresses, mathematics, placeholders for either.

Every pattern is bounded or begins where a run begins, so that no text makes the scan slower than linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.read.piece import Span

# ASCII only: in Chinese an address is often followed by a word without a space.
_URL = r"(?:https?|ftp)://(?:[^\s()<>\"`|{}\\^\[\]\u0080-\uffff]|\([^\s()<>\"\u0080-\uffff]*\))+(?<![.,;:!?'*_~])"
_WWW = r"(?<![\w./])www\.[\w-]+\.[A-Za-z][!-~]*(?<![.,;:!?'*_~)])"
_EMAIL = r"(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"


def environment(group: str) -> str:
    """A LaTeX environment as a pattern that keeps its name in the group `group`."""
    same = rf"\{{(?P={group})\}}"
    return rf"\\begin\{{(?P<{group}>[a-z]+\*?)\}}(?:(?!\\begin{same}).){{1,8000}}?\\end{same}"


DISPLAY = r"\$\$(?:[^$`]|\$(?!\$)|`(?!``)){1,8000}?\$\$|\\\[(?:(?!\\\]|(?<!\\)\\\[).){1,8000}?\\\]"
"""Formulas that stand on lines of their own."""

_INLINE = r"\\\((?:(?!\\\)|(?<!\\)\\\().){1,2000}?\\\)"
# As in pandoc: a price opens no formula, because a formula has no space inside its dollars and no digit after them.
_DOLLARS = r"(?<![\\$])\$(?![\s$])(?:[^$\n\\]|\\.|\n(?!\s*\n)){1,500}?(?<![\s\\])\$(?![\d$])"
# Notes often write `$ x $`; what stands inside must then look like a formula and not like a sentence.
_SPACED_DOLLARS = (
    r"(?<![\\$])\$(?=[^$\n]*[\\^_={}(+])[^$\n\u3000-\u303f\u4e00-\u9fff]{1,300}\$(?![\d$])"
    r"|(?<![\\$])\$[ \t]*\w[ \t]*\$"
)
MATHEMATICS = f"{DISPLAY}|{environment('environment')}|{_INLINE}|{_DOLLARS}|{_SPACED_DOLLARS}"

# A formula that was cut off before it closed runs on to the first character that no formula holds.
_UNCLOSED = r"\\[\[(][!-~\s]*"
_COMMAND = (
    r"alpha|beta|gamma|delta|epsilon|varepsilon|theta|lambda|mu|sigma|phi|psi|omega|pi|rho|tau|eta|nabla|partial|"
    r"infty|times|cdot|cdots|ldots|dots|leq|geq|le|ge|neq|approx|sim|in|notin|subset|cup|cap|to|rightarrow|"
    r"leftarrow|Rightarrow|sum|prod|int|log|exp|max|min|arg|left|right|quad|forall|exists|mid|ll|gg"
)
# TeX without any mark around it: a word of ASCII with a command, a braced index or an escaped brace in it.
_BARE = rf"(?<![!-~])[!-~]*(?:\\(?:[A-Za-z]+\s?[{{_^\\]|[{{}}|,;!]|(?:{_COMMAND})(?![A-Za-z]))|[_^]\{{)[!-~]*"

PLACEHOLDERS = (
    "公式",
    "代码",
    "图片",
    "图",
    "表格",
    "视频",
    "Math",
    "Code",
    "Formula",
    "Equation",
    "Image",
    "Table",
    "Video",
)
"""What page makers write, in square brackets, where they left something out."""

_PLACEHOLDER = r"\[(?:" + "|".join(PLACEHOLDERS) + r")\](?!\()"

# The marks that chat models put between turns: `<|im_end|>`.
_TURN = r"<\|\w{1,40}\|>"

LOOSE = f"{_TURN}|{_URL}|{_WWW}|{_EMAIL}|{_PLACEHOLDER}|{_BARE}"
"""What a format with markup of its own, and its own formulas, still leaves to be found."""

_PLAIN = re.compile(f"{_TURN}|{_URL}|{_WWW}|{_EMAIL}|{MATHEMATICS}|{_PLACEHOLDER}|{_UNCLOSED}|{_BARE}", re.DOTALL)


def skips(text: str, start: int, end: int) -> Iterator[Span]:
    """Find the spans of `text[start:end]` that are not prose.

    >>> text = "代码: https://example.org/lora。损失为 [公式] ,其中 $x_t$ 是输入"
    >>> [text[a:b] for a, b in skips(text, 0, len(text))]
    ['https://example.org/lora', '[公式]', '$x_t$']
    """
    for match in _PLAIN.finditer(text, start, end):
        yield match.span()
