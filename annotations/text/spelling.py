"""One spelling to read in: simplified characters, and no blanks between figures and Chinese words.

Every character of the table stands for exactly one other. The table is OpenCC's; characters that
simplified copy uses too (著, 乾) stay, whatever they become in some words. Where blanks are left out
(5 年 is 5年), ``Plain.places`` leads back to the text as written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import chain

import opencc

_CJK = range(0x3400, 0xA000)
# In the old standard set of simplified characters, yet never used in simplified copy but for names.
_ALSO_TRADITIONAL = {"後": "后", "於": "于"}


@cache
def _table() -> dict[int, str]:
    """Made once, before a server forks its workers."""
    candidates = [chr(code) for code in _CJK if not _simplified_uses(chr(code))]
    converted = opencc.OpenCC("t2s").convert("\n".join(candidates)).split("\n")
    changed = {ord(old): new for old, new in zip(candidates, converted, strict=True) if old != new}
    return {code: new for code, new in changed.items() if len(new) == 1} | {
        ord(old): new for old, new in _ALSO_TRADITIONAL.items()
    }


def _simplified_uses(char: str) -> bool:
    """GB/T 2312-1980 lists the characters of simplified copy."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _traditional() -> re.Pattern[str]:
    """Any character that the table changes; looking for one is quicker than translating."""
    return re.compile("[" + "".join(map(chr, _table())) + "]")


def load() -> None:
    """Make the table now."""
    _traditional()


def simplified(text: str) -> str:
    """The text in simplified characters, of the same length."""
    return text.translate(_table()) if _traditional().search(text) else text


# A blank that only sets a figure or a Latin word apart from the Chinese around it.
_BLANK = re.compile("[ \u00a0\u2009\u202f]")
_SETTING = re.compile(
    r"(?<=[0-9A-Za-z%.])[ \u00a0\u2009\u202f](?=[\u4e00-\u9fff])"
    r"|(?<=[\u4e00-\u9fff])[ \u00a0\u2009\u202f](?=[0-9A-Za-z])"
)


@dataclass(frozen=True, slots=True)
class Plain:
    """``text`` to read; ``places[i]`` is where its character ``i`` stands in what was written.

    ``places`` is None when nothing was left out: then the places are the same.
    """

    text: str
    places: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The same stretch in the text as written."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def plain(written: str) -> Plain:
    """The spelling in which words and patterns are looked for."""
    text = simplified(written)
    left_out = [found.start() for found in _SETTING.finditer(text)] if _BLANK.search(text) else ()
    if not left_out:
        return Plain(text)
    edges = zip([0, *(at + 1 for at in left_out)], [*left_out, len(text)], strict=True)
    kept = [range(start, end) for start, end in edges]
    return Plain("".join(text[piece.start : piece.stop] for piece in kept), tuple(chain.from_iterable(kept)))
