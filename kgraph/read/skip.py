"""What in a text is not prose, whatever the format: addresses, mathematics, placeholders for either."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.read.piece import Span

URL = r"(?:https?|ftp)://(?:[^\s()<>\"`|{}\\^\[\]\u0080-\uffff]|\([^\s()<>\"\u0080-\uffff]*\))+(?<![.,;:!?'*_~])"
"""ASCII only: in Chinese an address is often followed by a word without a space."""

_WWW = r"(?<![\w./])www\.[\w-]+\.[A-Za-z][!-~]*(?<![.,;:!?'*_~)])"
_EMAIL = r"(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"

DISPLAY = r"\$\$(?:[^$`]|\$(?!\$)|`(?!``)){1,8000}?\$\$|\\\[(?:(?!\\\]).){1,8000}?\\\]"
_ENVIRONMENT = r"\\begin\{(?P<environment>[a-z]+\*?)\}.{1,8000}?\\end\{(?P=environment)\}"
_INLINE = r"\\\((?:(?!\\\)).){1,2000}?\\\)"
# As in pandoc: a price opens no formula, because a formula has no space inside its dollars and no digit after them.
_DOLLARS = r"(?<![\\$])\$(?![\s$])(?:[^$\n\\]|\\.|\n(?!\s*\n)){1,500}?(?<![\s\\])\$(?![\d$])"
# Notes often write `$ x $`; what stands inside must then look like a formula and not like a sentence.
_LOOSE_DOLLARS = (
    r"(?<![\\$])\$(?=[^$\n]*[\\^_={}(+])[^$\n\u3000-\u303f\u4e00-\u9fff]{1,300}\$(?![\d$])|(?<![\\$])\$[ \t]*\w[ \t]*\$"
)
# A formula that was cut off before it closed runs on to the first character that no formula holds.
_UNCLOSED = r"\\[\[(][!-~\s]*"
_COMMAND = (
    r"alpha|beta|gamma|delta|epsilon|varepsilon|theta|lambda|mu|sigma|phi|psi|omega|pi|rho|tau|eta|nabla|partial|"
    r"infty|times|cdot|cdots|ldots|dots|leq|geq|le|ge|neq|approx|sim|in|notin|subset|cup|cap|to|rightarrow|"
    r"leftarrow|Rightarrow|sum|prod|int|log|exp|max|min|arg|left|right|quad|forall|exists|mid|ll|gg"
)
_BARE = rf"(?<![!-~])[!-~]*(?:\\(?:[A-Za-z]+\s?[{{_^\\]|[{{}}|,;!]|(?:{_COMMAND})(?![A-Za-z]))|[_^]\{{)[!-~]*"
MATHEMATICS = f"{DISPLAY}|{_ENVIRONMENT}|{_INLINE}|{_DOLLARS}|{_LOOSE_DOLLARS}"

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

_PLAIN = re.compile(f"{URL}|{_WWW}|{_EMAIL}|{MATHEMATICS}|{_PLACEHOLDER}|{_UNCLOSED}|{_BARE}", re.DOTALL)


def skips(text: str, start: int, end: int) -> Iterator[Span]:
    """The spans of `text[start:end]` that are not prose.

    >>> text = "代码: https://example.org/lora。损失为 [公式] ,其中 $x_t$ 是输入"
    >>> [text[a:b] for a, b in skips(text, 0, len(text))]
    ['https://example.org/lora', '[公式]', '$x_t$']
    """
    for match in _PLAIN.finditer(text, start, end):
        yield match.span()


LOOSE_ENDS = f"{URL}|{_WWW}|{_EMAIL}|{_PLACEHOLDER}|{_BARE}"
"""For readers with an inline grammar of their own: what no grammar but the web's and TeX's knows."""
