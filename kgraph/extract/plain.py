"""The plain forms in which a text is read: full-width Latin narrowed, case dropped, every offset kept."""

from __future__ import annotations

_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_LETTERS = {wide: narrow for wide, narrow in _NARROW.items() if chr(narrow).isalnum()}


def narrow(text: str) -> str:
    """`text` with full-width Latin letters and digits narrowed; Chinese punctuation stays.

    >>> narrow("ＬｏＲＡ，ＰＥＦＴ")
    'LoRA，PEFT'
    """
    return text if text.isascii() else text.translate(_LETTERS)


def plain(text: str) -> str:
    """`text` in lower case with all that is full-width narrowed, as many characters long.

    >>> plain("ＬｏＲＡ，属于 PEFT")
    'lora,属于 peft'
    """
    narrowed = text.translate(_NARROW)
    lower = narrowed.lower()
    if len(lower) == len(narrowed):
        return lower
    return "".join(low if len(low := char.lower()) == 1 else char for char in narrowed)
