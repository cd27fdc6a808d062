"""The numbers in a name: 'ResNet-50' has 50, '二阶' may be read as 2, 'T2I' may be read with a 2 for 'to'."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

_DIGITS = re.compile(r"\d+(?:\.\d+)*")
# A 2 or 4 between letters mostly stands for 'to' or 'for': Seq2Seq, T2I, C4D.
_SPOKEN = re.compile(r"(?<=[a-z])[24](?=[a-z])")
_NUMERONYM = re.compile(r"([a-z])(\d+)([a-z])")
# Words that only sound like a number.
LETTERS = frozenset({"to", "for"})
_WORD = re.compile(r"[a-z]+")


class Numbers(NamedTuple):
    """The numbers that a name shows in digits, and those that it may mean by a word or a letter."""

    shown: Counter[str]
    meant: Counter[str]


@lru_cache(maxsize=1 << 16)
def numbers(name: str) -> Numbers:
    """The numbers of a name.

    >>> numbers("Stable Diffusion 3").shown, numbers("二阶优化").meant, numbers("second-order").meant
    (Counter({'3': 1}), Counter({'2': 1}), Counter({'2': 1}))
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    spoken = Counter(_SPOKEN.findall(text))
    shown = Counter(map(_plain, _DIGITS.findall(_SPOKEN.sub(" ", text))))
    words, chinese = _number_words()
    spoken.update(words[word] for word in _WORD.findall(text) if word in words)
    spoken.update(_table()["chinese"][numeral] for numeral in chinese.findall(text))
    return Numbers(shown, spoken)


def digits(name: str) -> list[str]:
    """The numbers that a name shows in digits, wherever they stand, in order.

    >>> digits("TensorFlow 2.0"), digits("Seq2Seq")
    (['2'], ['2'])
    """
    return list(map(_plain, _DIGITS.findall(unicodedata.normalize("NFKC", name))))


def in_digits(word: str) -> str:
    """An English number word in digits; any other word as it is.

    >>> in_digits("two"), in_digits("to"), in_digits("order")
    ('2', 'to', 'order')
    """
    return word if word in LETTERS else _table()["english"].get(word, word)


def differ(one: str, other: str) -> bool:
    """Whether the names differ in a number: one in digits has to be matched, a meant one may be.

    >>> differ("LLaMA", "LLaMA 2"), differ("三维重建", "3D reconstruction"), differ("一阶", "second-order")
    (True, False, True)
    """
    a, b = numbers(one), numbers(other)
    if (a.shown - b.shown) - b.meant or (b.shown - a.shown) - a.meant:
        return True
    return a.shown == b.shown and bool(a.meant and b.meant) and not a.meant & b.meant


def numeronym(short: str, full: str) -> bool:
    """Whether `short` counts the letters that it leaves out of `full`.

    >>> numeronym("K8s", "Kubernetes"), numeronym("K8s", "Kubeflow")
    (True, False)
    """
    match = _NUMERONYM.fullmatch(short.casefold())
    word = full.casefold()
    return bool(match and (word[0], str(len(word) - 2), word[-1]) == match.groups())


def _plain(digits: str) -> str:
    """A version without its closing zeros: 2.0 is 2."""
    parts = digits.split(".")
    while len(parts) > 1 and not parts[-1].strip("0"):
        parts.pop()
    return ".".join(parts)


@cache
def _table() -> dict[str, dict[str, str]]:
    with Path(__file__).with_name("numbers.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _number_words() -> tuple[dict[str, str], re.Pattern[str]]:
    table = _table()
    counted = "|".join(table["classifiers"]["chinese"].split())
    return table["english"], re.compile(f"([{''.join(table['chinese'])}])(?={counted})")
