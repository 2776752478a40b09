"""Printed text as it was written: a PDF keeps glyphs and places, not characters and paragraphs."""

from __future__ import annotations

import re
from unicodedata import east_asian_width, normalize

ENDS = tuple("。！？；：.!?;:”》）…")
"""A line that ends in one of these ends its sentence too."""
FULL = 0.85
"""A line of at least this share of the page's widest runs on into the next."""
NARROW = 30
"""Columns (a Chinese character takes two); a page whose widest line has fewer has no running text."""

# Some programs write the radical whose glyph looks like the character (⼊ for 入). Unicode maps the Kangxi
# radicals back; of the supplement these are characters in their own right.
_SUPPLEMENT = (
    "⺟母⺠民⺩王⺫目⺬示⺶羊⺼月⻁虎⻄西⻅见⻆角⻉贝⻊足⻋车⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页"
    "⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟"
)
_RADICALS = {
    **{code: normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
    **{ord(_SUPPLEMENT[at]): _SUPPLEMENT[at + 1] for at in range(0, len(_SUPPLEMENT), 2)},
}
_HAN = "\u3400-\u9fff"
_WIDE = rf"{_HAN}\u3000-\u303f\uff00-\uff65“”‘’—…"
# One blank where Chinese meets figures, Latin or a mark is the typesetter's; between two characters it sets
# names and columns apart.
_SPACED = re.compile(
    rf"(?<=[{_HAN}]) (?=[^\s{_HAN}])|(?<=[^\s{_HAN}]) (?=[{_HAN}])|(?<=[{_WIDE}]) (?=[^\s{_HAN}])"
    rf"|(?<=[^\s{_HAN}]) (?=[{_WIDE}])"
)


def paragraphs(printed: str) -> str:
    """Printed lines as paragraphs: a full line without an end runs on; a heading or a table row does not."""
    lines = [_SPACED.sub("", line.strip().translate(_RADICALS)) for line in printed.splitlines()]
    lines = [line for line in lines if line]
    widest = max(map(_width, lines), default=0)
    text = ""
    for number, line in enumerate(lines):
        text += line
        full = widest >= NARROW and _width(line) >= widest * FULL and not line.endswith(ENDS)
        if number + 1 < len(lines):
            text += "" if full and _runs(line) and _runs(lines[number + 1]) else "\n"
    return text


def _width(line: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in line)


def _runs(line: str) -> bool:
    """Whether a line is Chinese running text: no columns, and half of it Han."""
    han = sum("\u4e00" <= character <= "\u9fff" for character in line)
    return "  " not in line and "\t" not in line and han * 2 >= len(line)
