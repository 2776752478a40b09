"""How a sentence speaks as a whole: of what lies ahead, of what ought to be done, or of nothing by name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.detectors.worth import named_in

_INTENT = re.compile(
    r"力争|有望|预计|打算|拟(?=[建投新于在定])|计划(?=[到在于投新建总年今明用]|\d)"
    r"|(?<=[，,。 ])到20[2-9]\d年(?=[，,])|将"
)
_ANNOUNCES = re.compile(
    r"敬请|(?:今[天日]|即日|本期|本报)起?[，,]?[^，。]{0,8}(?:刊发|刊登|推出|开设|连载)"
    r"|(?:本报|本网|本台|本刊|日报社)(?:记者)?(?:策划|特|推出|开设)"
)
_EXHORTS = re.compile(r"(?<=[^，,。：:])(?:强调|要求|指出|号召|希望|勉励|呼吁)[，,：:]")
_EXHORTS_REACH = 40
_WISHES = re.compile(
    r"(?:要|必须|应当|应该|应|坚决|务必|确保|希望|只有|让我们|我们要|如果|假如|倘若|只要|是不是|是否|为什么|为何"
    r"|怎样|怎么|如何|即使|哪怕)"
)


@dataclass(frozen=True, slots=True)
class Tone:
    """``ahead`` and ``announcing`` are places, in order; ``urging``: 会议要求，… ; ``anchored``: it holds a
    figure, a date or a name."""

    ahead: tuple[int, ...]
    announcing: tuple[int, ...]
    urging: bool
    anchored: bool

    def looks_ahead(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` speaks of what is planned or expected."""
        return _any_in(self.ahead, start, end)

    def announces(self, start: int, end: int) -> bool:
        """Whether the paper speaks of itself there: 从今天起，本报刊发…"""
        return _any_in(self.announcing, start, end)


def tone_of(reading: Reading, found: Sequence[Finding]) -> Tone:
    """Read the tone of a sentence once for all its statements."""
    text = reading.text
    return Tone(
        tuple([place.start() for place in _INTENT.finditer(text) if _ahead(reading, place)]),
        tuple([place.start() for place in _ANNOUNCES.finditer(text)]),
        _EXHORTS.search(text, 0, _EXHORTS_REACH) is not None,
        bool(reading.figures or reading.dates) or named_in(reading, 0, len(text), found),
    )


def urges(text: str, start: int) -> bool:
    """Whether a clause begins as a wish, a condition or a question: 要…, 如果…"""
    return _WISHES.match(text, start) is not None


def _any_in(places: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def _ahead(reading: Reading, found: re.Match[str]) -> bool:
    """将 before a verb is the future; 将…作为 (把), 将军 and 将近 are not."""
    if found.group() != "将":
        return True
    at = reading.gate.index(found.start())
    if reading.words[at].text != "将" or at + 1 == len(reading.words):
        return False
    following = reading.words[at + 1]
    return (
        following.known
        and following.tag.startswith(("v", "p", "d", "m"))
        and following.text not in ("把", "近")
    )
