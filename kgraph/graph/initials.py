"""Whether a short name can be read out of a long one: 'LoRA' out of 'Low-Rank Adaptation'.

Schwartz and Hearst (2003) ask only that the letters stand in the long form in order. That takes 'VAE' for
'Vector Quantised Variational Autoencoder'; here each letter opens a word or goes on in the word that the
letter before it opened, the first word has to be used, and no more than a third of the words may go unused.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from kgraph.graph.affixes import affixes

_WORD = re.compile(r"[^\W\d_]+")
_UNFIT = 1 << 16


def looks_short(name: str) -> bool:
    """Whether a name is one word with the capitals of an abbreviation.

    >>> looks_short("LoRA"), looks_short("VQ-VAE"), looks_short("Adam"), looks_short("KV Cache")
    (True, True, False, False)
    """
    return len(name.split()) == 1 and sum(map(str.isupper, name)) > 1


def abbreviates(short: str, full: str) -> bool:
    """Whether `short` can be read out of `full`.

    >>> abbreviates("SwAV", "Swapping Assignments between Views"), abbreviates("QLoRA", "Low-Rank Adaptation")
    (True, False)
    """
    letters = "".join(_words(_singular(short)))
    words = [word for word in _words(full) if word not in affixes().number_words]
    content = [word for word in words if word not in affixes().stop_words]
    if not letters or not content or len(letters) >= len("".join(words)):
        return False
    if any(word in affixes().qualifiers and word[0] not in letters for word in words):
        return False
    return _unused(letters, words, content[0]) <= len(content) // 3


def _unused(letters: str, words: list[str], first: str) -> int:
    """The fewest content words that stay unused when `letters` are read out of `words`."""

    @cache
    def fewest(done: int, at: int) -> int:
        if at == len(words):
            return 0 if done == len(letters) else _UNFIT
        word = words[at]
        best = _cost(word, needed=word == first) + fewest(done, at + 1)
        for length in _openings(letters[done:], word):
            best = min(best, fewest(done + length, at + 1))
        return best

    return fewest(0, 0)


def _cost(word: str, *, needed: bool) -> int:
    if needed:
        return _UNFIT
    return 0 if word in affixes().stop_words or word in affixes().generic else 1


def _openings(letters: str, word: str) -> range:
    """How many of the next letters the word can give, its own first letter being the first of them."""
    # 'ex' is written X: XML, XGBoost, XAI.
    if letters.startswith("x") and word.startswith("ex"):
        word = word[1:]
    if not letters or letters[0] != word[0]:
        return range(0)
    given = place = 1
    while given < len(letters) and (found := word.find(letters[given], place)) >= 0:
        given, place = given + 1, found + 1
    return range(1, given + 1)


def _singular(short: str) -> str:
    return re.sub(r"(?<=[A-Z])s$", "", short)


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name)
    return _WORD.findall("".join(each for each in plain if not unicodedata.combining(each)).casefold())
