"""Bytes to characters: UTF-8 first, UTF-16 and UTF-32 by their mark, then GB18030 if it reads as Chinese."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from kgraph.errors import InputError

_MARKS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# The commonest characters of written Chinese; other encodings misread as GB18030 hit them only by chance.
_COMMONEST = frozenset(
    "的一是不在了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所"
    "民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日"
    "那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代"
    "想已通并提直题程展模型训练据参网络"
)
_ENOUGH = 60
"""Chinese characters from which their frequency tells more than their mere being Chinese."""


_EVERYDAY_ROWS = frozenset({0xA1, 0xA2, 0xA3, *range(0xB0, 0xD8)})
"""First bytes, in GB 2312, of punctuation, of full-width letters, and of the characters that are ordered by use."""


_SAMPLE = 100_000
"""Characters that are looked at to tell what language they are in."""


class UnreadableError(InputError):
    """Bytes that are no text that kgraph can read."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the name of the encoding that gives it back from its bytes."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """The text that the bytes are; UnreadableError when they are none.

    >>> decode("自监督学习".encode("gb18030")).encoding
    'gb18030'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding)
    if b"\0" in data:
        raise UnreadableError("binary: it holds NUL bytes")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _chinese(data) or _refuse(data, error)


def _strict(data: bytes, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"marked as {encoding} but broken at byte {error.start}") from error
    if "\0" in text:
        raise UnreadableError("binary: it holds NUL characters")
    return Decoded(text, encoding)


def _chinese(data: bytes) -> Decoded | None:
    """The bytes as GB18030, if they are valid and read as Chinese."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return Decoded(text, "gb18030") if "\0" not in text and _reads_as_chinese(text[:_SAMPLE]) else None


def _reads_as_chinese(text: str) -> bool:
    """Whether the characters beyond ASCII are those of everyday Chinese and, in a longer text, as frequent."""
    beyond = [character for character in text if character > "\x7f"]
    everyday = sum(map(_everyday, beyond))
    chinese = sum("\u4e00" <= character <= "\u9fff" for character in beyond)
    common = sum(character in _COMMONEST for character in beyond)
    if not chinese or everyday < 0.8 * len(beyond):
        return False
    return chinese < _ENOUGH or common >= 0.12 * chinese


def _everyday(character: str) -> bool:
    """Whether a character is in the first plane of GB 2312, which is ordered by use, or Chinese punctuation."""
    try:
        lead = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return character in "—·–’‘“”…"
    return lead in _EVERYDAY_ROWS


def _refuse(data: bytes, error: UnicodeDecodeError) -> Decoded:
    """Say where UTF-8 broke and, if a guess can be had, what the text may be instead."""
    from charset_normalizer import from_bytes

    guess = from_bytes(data[:65536]).best()
    name = f"; it may be {guess.encoding}: save it as UTF-8" if guess else ""
    raise UnreadableError(f"not UTF-8 (byte {error.start}) and not GB18030{name}") from error
