"""Names that look alike, or stand side by side, and still are two things: GPT-3 and GPT-4, LoRA and QLoRA.

Each rule looks at two names and says whether they are two things. Some rules hold for good (`NEVER`:
another number, an opposite, one more affix), some only against guessing (`UNLESS_SAID`: two words that do
not look alike, which an explicit 'also known as' may join). What an affix means is data: veto.toml.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from kgraph.graph.affixes import affixes, difference
from kgraph.graph.initials import abbreviates, looks_short
from kgraph.graph.naming import is_chinese, key
from kgraph.graph.numbers import differ, digits, in_digits, numbers, numeronym

_ATOM = re.compile(r"[^\W\d_\u3400-\u9fff]+(?:['’][^\W\d_]+)?|[\u3400-\u9fff]|\d+(?:\.\d+)*|[+#*]+")
_SIGN = re.compile(r"[+#*]+")
# After its last letter: policies, boxes, and any other s but that of corpus and loss.
_PLURAL = re.compile(r"(?P<y>(?<=[^aeiou])ies$)|(?:(?<=x)|(?<=[cs]h)|(?<=ss)|(?<=z))es$|(?<=[^su])s$")
_DIGIT = re.compile(r"[\d.]+")


SHORTEST_STEM = 4
# The fewest letters of a word cut short, and one less than it leaves out.
CLIPPED = 3


class Verdict(Enum):
    """Whether two names may be one thing."""

    ALLOWED = "allowed"
    UNLESS_SAID = "vetoed unless the text says so explicitly"
    NEVER = "vetoed"


@dataclass(frozen=True, slots=True)
class Shape:
    """A name taken apart: its words and Chinese characters in order, without generic ones at its ends.

    `values` are what it takes in each family of values that exclude one another.
    """

    name: str
    folded: str
    atoms: tuple[str, ...]
    values: tuple[frozenset[int], ...]
    chinese: bool
    single: bool


Rule = Callable[[Shape, Shape], bool]


def judge(one: str, other: str) -> Verdict:
    """What the strictest rule says of two names.

    >>> judge("GPT-3", "GPT-4"), judge("MTP", "Multitoken Prediction")
    (<Verdict.NEVER: 'vetoed'>, <Verdict.ALLOWED: 'allowed'>)
    """
    if key(one) == key(other) or numeronym(one, other) or numeronym(other, one):
        return Verdict.ALLOWED
    a, b = shape(one), shape(other)
    if any(rule(a, b) or rule(b, a) for rule in NEVER):
        return Verdict.NEVER
    if any(rule(a, b) or rule(b, a) for rule in UNLESS_SAID):
        return Verdict.UNLESS_SAID
    return Verdict.ALLOWED


@lru_cache(maxsize=1 << 16)
def shape(name: str) -> Shape:
    """Take a name apart.

    >>> shape("LoRA 方法").atoms, shape("Faster R-CNN").atoms
    (('lora',), ('faster', 'r', 'cnn'))
    """
    plain = unicodedata.normalize("NFKC", name).strip()
    chinese = is_chinese(plain)
    values = tuple(family.values(plain) for family in affixes().families)
    return Shape(plain, key(plain), _atoms(plain), values, chinese, single=not chinese and len(plain.split()) == 1)


def _atoms(name: str) -> tuple[str, ...]:
    atoms = tuple(map(_canonical, _ATOM.findall(name)))
    while kept := next((kept for kept in _without_generic(atoms) if kept), ()):
        atoms = kept
    return atoms


def _without_generic(atoms: tuple[str, ...]) -> list[tuple[str, ...]]:
    """`atoms` without the generic word that closes or opens it, for each length that such a word has."""
    generic, lengths = affixes().generic, range(1, 4)
    closing = [atoms[:-length] for length in lengths if "".join(atoms[-length:]) in generic]
    return closing + [atoms[1:] for _ in range(1) if "".join(atoms[:1]) in generic]


def _canonical(word: str) -> str:
    """A word without case, accents, plural and national spelling; a number word in digits."""
    if word[0].isdigit():
        return digits(word)[0]
    letters = unicodedata.normalize("NFKD", _singular(word))
    word = "".join(each for each in letters if not unicodedata.combining(each)).casefold()
    for british, american in affixes().spellings:
        if word.endswith(british) and len(word) > len(british) + 1:
            word = word.removesuffix(british) + american
            break
    return in_digits(word)


def _singular(word: str) -> str:
    """A word without its plural: GPUs, boxes, policies; the ends of corpus, loss and NodeJS are none."""
    if len(word) < SHORTEST_STEM and not word[:-1].isupper():
        return word
    if match := _PLURAL.search(word):
        return word[: match.start()] + ("y" if match["y"] else "")
    return word


# Rules that nothing overrules.


def _other_number(one: Shape, other: Shape) -> bool:
    """GPT-3 and GPT-4, LLaMA and LLaMA 2, 一阶 and 二阶."""
    return differ(one.name, other.name) and not _may_name_a_number(one, other)


def _may_name_a_number(one: Shape, other: Shape) -> bool:
    """半精度 and FP16: a Chinese name without any number may say in words what a Latin one says in digits."""
    across = (_wholly_chinese(one) and not other.chinese) or (_wholly_chinese(other) and not one.chinese)
    return across and not (any(numbers(one.name)) and any(numbers(other.name)))


def _same_but_for_digits_or_signs(one: Shape, other: Shape) -> bool:
    """wav2vec and wav2vec 2.0, U-Net and U-Net++."""
    if _SIGN.findall(one.folded) != _SIGN.findall(other.folded):
        return _bare(one) == _bare(other)
    return digits(one.name) != digits(other.name) and _bare(one) == _bare(other)


def _bare(shape: Shape) -> str:
    return _DIGIT.sub("", _SIGN.sub("", shape.folded))


def _opposed(one: Shape, other: Shape) -> bool:
    """Encoder and 解码器, 无监督学习 and 自监督学习: two values of one family."""
    return any(mine and theirs and mine != theirs for mine, theirs in zip(one.values, other.values, strict=True))


def _opposite_characters(one: Shape, other: Shape) -> bool:
    """上采样 and 下采样, 模型 and 大模型: Chinese names that differ in one telling character."""
    if not (one.chinese and other.chinese):
        return False
    mine, theirs = difference(one.folded, other.folded)
    table = affixes()
    if mine:
        return frozenset((mine, theirs)) in table.opposites
    return theirs in table.inner or (theirs in table.qualifiers and other.folded.startswith(theirs))


def _one_more_qualifier(one: Shape, other: Shape) -> bool:
    """BERT and BERT Large, R-CNN and Faster R-CNN, 监督学习 and 半监督学习."""
    before, behind = _around(one.atoms, other.atoms)
    # 大 qualifies what follows it, and is no word within 大学; Large qualifies what it follows as well.
    extras = ["".join(before), *(word for word in before + behind if not is_chinese(word))]
    return any(extra in affixes().qualifiers for extra in extras)


def _other_qualifier(one: Shape, other: Shape) -> bool:
    """BERT Base and BERT Large: names that differ in a qualifier."""
    mine, theirs = _words_apart(one.atoms, other.atoms)
    return (
        not one.chinese
        and not other.chinese
        and len(mine) == len(theirs) == 1
        and {*mine, *theirs} <= affixes().qualifiers
    )


def _one_more_affix(one: Shape, other: Shape) -> bool:
    """LoRA and QLoRA, Adam and AdamW, VAE and VQ-VAE: one Latin word within another."""
    return one.single and other.single and one.folded in other.folded and not _alike_shapes(one, other)


def _affixed(one: str, other: str) -> bool:
    """Whether one word is the other and more: 'lora' and 'qlora', but no initial, ending or short form."""
    short, full = sorted((one, other), key=len)
    return len(short) > 1 and short in full and not _alike(one, other) and not _clipped(one, other)


def _one_more_affix_within(one: Shape, other: Shape) -> bool:
    """Fast R-CNN and Faster R-CNN, LoRA 微调 and QLoRA 微调: the same but for a word with one more affix."""
    if len(one.atoms) != len(other.atoms) or (one.single and other.single):
        return False
    pairs = [(a, b) for a, b in zip(one.atoms, other.atoms, strict=True) if a != b]
    return bool(pairs) and all(_affixed(a, b) for a, b in pairs)


NEVER: tuple[Rule, ...] = (
    _other_number,
    _same_but_for_digits_or_signs,
    _opposed,
    _opposite_characters,
    _one_more_qualifier,
    _other_qualifier,
    _one_more_affix,
    _one_more_affix_within,
)


# Rules that an explicit word overrules.


def _number_in_words(one: Shape, other: Shape) -> bool:
    """半精度 and FP16, 卷积 and 3D convolution: a number on one side only, across languages."""
    return differ(one.name, other.name)


def _one_more_word(one: Shape, other: Shape) -> bool:
    """Attention and multi-head attention, 卷积 and 可变形卷积."""
    return any(_around(one.atoms, other.atoms))


def _unlike_words(one: Shape, other: Shape) -> bool:
    """BERT and GPT: two Latin words, neither a spelling of the other nor read out of it."""
    if not (one.single and other.single) or _alike_shapes(one, other):
        return False
    return not any(_reads_out_of(short, full) for short, full in ((one, other), (other, one)))


def _reads_out_of(short: Shape, full: Shape) -> bool:
    """'BP' out of 'backpropagation', 'SA' out of 'Self-Attention', but not 'DiT' out of 'DeiT'."""
    written_out = any(map(str.islower, full.name)) and 2 * len(short.folded) <= len(full.folded) + 1
    return written_out and looks_short(short.name) and abbreviates(short.name, full.name)


def _unfit_abbreviation(one: Shape, other: Shape) -> bool:
    """QLoRA and Low-Rank Adaptation: the letters of the one cannot be read out of the other."""
    latin = not one.chinese and not other.chinese
    return latin and not other.single and looks_short(one.name) and not abbreviates(one.name, other.name)


def _other_words(one: Shape, other: Shape) -> bool:
    """Vision Transformer and Swin Transformer, mean absolute error and masked autoencoder: other words for some."""
    if one.chinese or other.chinese or one.single or other.single:
        return False
    mine, theirs = _words_apart(one.atoms, other.atoms)
    if not mine or not theirs:
        return False
    return not any(_alike(a, b) or _clipped(a, b) for a in mine for b in theirs)


def _nothing_shared(one: Shape, other: Shape) -> bool:
    """平均绝对误差 and 掩码自编码器, both MAE: two Chinese names without one character in common."""
    return _wholly_chinese(one) and _wholly_chinese(other) and not set(one.atoms) & set(other.atoms)


def _wholly_chinese(shape: Shape) -> bool:
    return all(map(is_chinese, shape.atoms))


UNLESS_SAID: tuple[Rule, ...] = (
    _number_in_words,
    _one_more_word,
    _unlike_words,
    _unfit_abbreviation,
    _other_words,
    _nothing_shared,
)


# What the rules look at.


def _around(few: tuple[str, ...], many: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What `many` has before and behind `few`; nothing if it does not hold it."""
    starts = range(len(many) - len(few) + 1) if few and len(few) < len(many) else range(0)
    at = next((start for start in starts if many[start : start + len(few)] == few), None)
    return ((), ()) if at is None else (many[:at], many[at + len(few) :])


def _words_apart(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    return one, other


def _alike_shapes(one: Shape, other: Shape) -> bool:
    """Whether two Latin words are spellings of one: finetune and fine-tuning, RNN and RNNs, ViT-H and ViT-Huge."""
    if "".join(one.atoms) == "".join(other.atoms) or _initial_at_the_end(one.atoms, other.atoms):
        return True
    plain = not looks_short(one.name) and not looks_short(other.name)
    return plain and _alike(_canonical(one.folded), _canonical(other.folded))


def _initial_at_the_end(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """ViT-H and ViT-Huge."""
    mine, theirs = sorted(_words_apart(one, other))
    shared = len(mine) == len(theirs) == 1 < len(one)
    return shared and len(mine[0]) == 1 and theirs[0].startswith(mine[0]) and mine[0].isalpha()


def _alike(one: str, other: str) -> bool:
    """Whether two words differ in nothing but their grammatical ending."""
    if one == other:
        return True
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    # Of the letters shared, the last ones may be part of an ending: 'organiz' + 'ation', 'organiz' + 'e'.
    return any({one[stem:], other[stem:]} <= _endings(stem) for stem in range(max(0, shared - 2), shared + 1))


def _endings(stem: int) -> frozenset[str]:
    """The endings that a stem of so many letters takes: 'Adam' and 'Adamic' are not one word."""
    if stem < SHORTEST_STEM:
        return frozenset()
    return affixes().inflections if stem == SHORTEST_STEM else affixes().derivations


def _clipped(one: str, other: str) -> bool:
    """Whether one word is the other cut short: 'norm' for 'normalization', but not 'Fast' for 'Faster'."""
    short, full = sorted((one, other), key=len)
    return full.startswith(short) and len(short) >= CLIPPED and len(full) - len(short) > CLIPPED
