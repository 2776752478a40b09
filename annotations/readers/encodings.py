"""In which encoding a text was written: what can be known is, the rest is a guess that is shown.

A ladder of UTF-8, GB18030 and Big5 reads Big5 as garbage without an error, and a guesser left alone takes
twelve characters of GBK for Korean: so first the byte-order mark, then strict UTF-8, then a guess among
what Chinese newsrooms send (reliability.md).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

from charset_normalizer import from_bytes

from annotations.readers.document import Unreadable
from annotations.readers.sentences import NOT_IN_THIS, UNKNOWN

LABELS: Mapping[str, str] = {
    "utf-8": "UTF-8",
    "gb18030": "GB18030",
    "big5": "Big5",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "hz": "HZ",
}
"""The encodings that a person may choose, in the order of offering."""
BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
COMMON: Mapping[str, tuple[int, int]] = {"gb18030": (0xB0, 0xD7), "big5": (0xA4, 0xC6)}
"""The two that read each other's bytes without an error, and the lead bytes of their everyday characters."""
MARKS = range(0xA1, 0xA4)
"""Lead bytes of punctuation, full-width letters and the like; the same in both."""
BELIEF = 0.1
"""By so much what a page declares outweighs what its characters suggest."""
SAMPLE = 64 * 1024
"""Bytes that a guess looks at."""
PREVIEWED = 4 * 1024
_HAN = re.compile("[\u4e00-\u9fff]")
_ALIASES = {"gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030", "big5hkscs": "big5", "hz": "hz"}


def decode(content: bytes, encoding: str = "", declared: str = "") -> tuple[str, str, tuple[str, ...]]:
    """The text, the encoding it was read in, and the others it can be read in, the likeliest first.

    ``encoding`` is a person's choice and binding; ``declared`` is what the file says of itself and is
    believed only where the bytes agree. Raises ``Unreadable``.
    """
    chosen = known(encoding) if encoding else _found(content, known(declared))
    if chosen is None:
        raise Unreadable(NOT_IN_THIS, encoding=encoding[:20]) if encoding else Unreadable(UNKNOWN)
    text = _strictly(content, chosen)
    if text is None:
        raise Unreadable(NOT_IN_THIS, encoding=LABELS[chosen]) if encoding else Unreadable(UNKNOWN)
    return text, chosen, tuple(others(content, chosen))


def known(name: str) -> str | None:
    """The encoding that a name means, or None when it is none of ours."""
    if not name.isascii():
        return None
    try:
        plain = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        return None
    plain = _ALIASES.get(plain, plain)
    return plain if plain in LABELS else None


def others(content: bytes, chosen: str) -> list[str]:
    """Encodings beside ``chosen`` in which the bytes make other text, Han among it."""
    if content.isascii() and chosen != "hz":
        return []
    sample, whole = content[:SAMPLE], len(content) <= SAMPLE
    sixteen = b"\0" in sample or chosen.startswith("utf-16")
    asked = [one for one in LABELS if one != chosen and (sixteen or not one.startswith("utf-16"))]
    readings = {one: _loosely(sample, one, whole) for one in asked}
    return [one for one, text in readings.items() if text and _HAN.search(text)]


def preview(content: bytes, encoding: str, length: int = 160) -> str:
    """The beginning of the text as it would be read in ``encoding``; what cannot be read shows as �."""
    text = _without_bom(content[:PREVIEWED], encoding).decode(encoding, "replace")
    return " ".join(text.replace("\0", "\N{REPLACEMENT CHARACTER}").split())[:length]


def _found(content: bytes, declared: str | None) -> str | None:
    for bom, encoding in BOMS:
        if content.startswith(bom):
            return encoding
    if content.isascii():
        hz = _strictly(content, "hz") if b"~{" in content else None
        return "hz" if hz and _HAN.search(hz) else _unless_nul(content, "utf-8")
    if _strictly(content, "utf-8") is not None and b"\0" not in content:
        return "utf-8"
    if declared and _strictly(content, declared) is not None and declared not in COMMON:
        return declared
    return _guessed(content, declared)


def _guessed(content: bytes, declared: str | None = None) -> str | None:
    # Without a mark UTF-16 is known by the NULs of its line breaks, blanks and digits.
    if b"\0" in content:
        at_odd = content[1::2].count(0) >= content[::2].count(0)
        return next((one for one in _sixteen(at_odd) if _strictly(content, one) is not None), None)
    readings = {one: text for one in COMMON if (text := _strictly(content, one)) is not None}
    if len(readings) == 2:
        shares = {one: _commonness(text, one) for one, text in readings.items()}
        return max(shares, key=lambda one: shares[one] + (BELIEF if one == declared else 0))
    for match in from_bytes(content[:SAMPLE], cp_isolation=["gb18030", "big5", "utf_16_le", "utf_16_be"]):
        encoding = known(match.encoding)
        if encoding and _strictly(content, encoding) is not None:
            return encoding
    return next(iter(readings), None)


def _commonness(text: str, encoding: str) -> float:
    """The share of what is no ASCII and no mark that stands in the encoding's first, everyday level."""
    leads = [character.encode(encoding)[0] for character in text[:SAMPLE] if not character.isascii()]
    words = [lead for lead in leads if lead not in MARKS]
    first, last = COMMON[encoding]
    return sum(first <= lead <= last for lead in words) / len(words) if words else 0


def _sixteen(at_odd: bool) -> tuple[str, str]:
    return ("utf-16-le", "utf-16-be") if at_odd else ("utf-16-be", "utf-16-le")


def _unless_nul(content: bytes, encoding: str) -> str | None:
    return _guessed(content) or encoding if b"\0" in content else encoding


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return _without_bom(content, encoding).decode(encoding)
    except UnicodeDecodeError:
        return None


def _loosely(sample: bytes, encoding: str, whole: bool) -> str | None:
    """Strictly, but a character that the end of the sample cuts in two is no fault."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(_without_bom(sample, encoding), final=whole)
    except UnicodeDecodeError:
        return None


def _without_bom(content: bytes, encoding: str) -> bytes:
    bom = next((bom for bom, one in BOMS if one == encoding), b"")
    return content.removeprefix(bom)
