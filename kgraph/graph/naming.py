"""What a name looks like: the key under which its spellings are one, the id made of it, its script."""

from __future__ import annotations

import hashlib
import re

from kgraph.model import fold

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


def key(name: str) -> str:
    """The form under which spellings of a name are one; a name that is nothing but signs is its own key.

    >>> key("Low-Rank Adaptation") == key("LowRank adaptation"), key("--")
    (True, '--')
    """
    return fold(name) or name


def concept_id(name: str) -> str:
    """The id that a name gives to its concept: the same for every spelling, on every machine, for ever.

    >>> concept_id("GPT-3") == concept_id("gpt 3") != concept_id("GPT-4")
    True
    """
    return "c-" + hashlib.sha256(key(name).encode()).hexdigest()[:12]


def is_chinese(name: str) -> bool:
    """Whether a name holds a Chinese character.

    >>> is_chinese("KV 缓存"), is_chinese("KV Cache")
    (True, False)
    """
    return _HAN.search(name) is not None
