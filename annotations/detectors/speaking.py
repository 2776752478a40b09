"""引语: words given as another's, with the speaker before, after, or in the next sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.text.brackets import Pair
from annotations.vocabulary import ClaimType

_SAYS = (
    r"(?:表示|说道|指出|强调|介绍|坦言|透露|认为|告诉(?:本报|[^，。]{0,6})?记者|感慨|感叹|回忆|补充|写道|要求|提出"
    r"|直言|解释|称|说|道)"
)
_AFTERWARDS = re.compile(
    rf"^[，,\s]?(?P<who>[^。！？!?“”\n]{{1,60}}?)(?:如是|激动地|高兴地|自豪地|笑着|向记者|对记者|这样)?{_SAYS}(?:道|说)?(?=[。，,！!；]|$)"
)
_BEFORE = re.compile(rf"(?P<who>[^。！？!?；;“”\n]{{1,60}}?)(?P<says>{_SAYS})(?:道|说|了)?[，,:：]?\s?$")
_STANCE = re.compile(
    r"(?:鼓励|支持|明确|要求|提出|强调|指出|承诺|写着|写道|规定|答复|复函)[^，。；]{0,10}[，,:：]?\s?$"
)
_LIKE_SPEECH = re.compile(r"[。！？!?，,；]")
_LONG = 14
_SURELY_SPEECH = 20
_MANNER = re.compile(r"(?:[^，]{1,4}地|笑着|曾|也|还|并|明确|分别|一致|都|向记者|对记者|再次|同时|就)+$")


def detect(reading: Reading) -> Iterator[Finding]:
    """Quotations that somebody is said to have spoken or written; scare quotes and slogans are none."""
    for quoted in reading.quotations:
        inside = reading.text[quoted.start + 1 : quoted.end - 1]
        if len(inside) < 6:
            continue
        lead = reading.text[: quoted.start]
        colon = lead.endswith((":", "："))
        if len(inside) < _LONG and not _LIKE_SPEECH.search(inside) and not colon:
            continue
        speaker = _speaker(reading, quoted, lead, inside)
        long_speech = len(inside) >= _SURELY_SPEECH and lead.endswith(("，", ",", "：", ":"))
        stated = bool(speaker) or long_speech or bool(_STANCE.search(lead[-30:]))
        if stated or (_LIKE_SPEECH.search(inside) and inside[-1] in "。！？!?"):
            marks = ("named",) if speaker else ("stated",) if stated else ()
            yield Finding(
                quoted.start,
                quoted.end,
                ClaimType.QUOTE,
                detector="quote",
                marks=marks,
                slots={"speaker": speaker} if speaker else {},
            )


def _speaker(reading: Reading, quoted: Pair, lead: str, inside: str) -> str:
    """The words that name who speaks, without the verb; empty when nobody is named."""
    if found := _BEFORE.search(lead[-90:]):
        return _name(found["who"])
    behind = reading.text[quoted.end :]
    if found := _AFTERWARDS.match(behind or reading.after[:90]):
        return _name(found["who"])
    return ""


def _name(words: str) -> str:
    """The last clause before the verb: 签约仪式现场，某公司董事长白某 -> 某公司董事长白某."""
    last = re.split(r"[，,：:]", words)[-1]
    return _MANNER.sub("", last).strip(" 。")
