"""Cut a passage into sentences, as spans of characters.

Chinese 。！？； and line ends always end a sentence; an English full stop does so before white
space and an upper-case letter or a Chinese character, unless it closes an abbreviation.
"""

from __future__ import annotations

import re

_END = re.compile(
    r"[。！？；!?]+[”’」』）)\"]*"  # Chinese ends, with what closes behind them
    r"|\n+"
    r"|(?<!\be\.g)(?<!\bi\.e)(?<!\bal)(?<!\bvs)(?<!\bcf)(?<!\bFig)(?<!\bEq)(?<!\b[A-Z])(?<!^\d)(?<!\s\d)\.(?=\s+[A-Z“\"\u4e00-\u9fff])"
    r"|;(?=\s)"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of `text`, without the white space around them; none is empty.

    >>> [text[a:b] for text in ["LoRA 很快。它用 SVD? Yes."] for a, b in sentences(text)]
    ['LoRA 很快。', '它用 SVD?', 'Yes.']
    """
    spans = []
    start = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if left < right:
            spans.append((left, right))
        start = end
    return spans
