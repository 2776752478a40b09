"""引语: words given as another's, with the speaker before, after, or in the next sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotations.detectors.data import entries
from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.detectors.speaker import REACH, earlier, followed, introduced, labelled
from annotations.detectors.subject import is_pronoun
from annotations.text.brackets import CLOSER, QUOTATION, Pair
from annotations.text.lexicon import alternation
from annotations.vocabulary import ClaimType

_SHORTEST = 6
_PART = 12
_LONG = 14
_SURELY_SPEECH = 20
_ALONE = ("", *"。！？；!?;")
_STOPS = tuple("。！？!?…")
_SENTENCE_END = "".join(_STOPS)
_PAUSES = ("，", ",", "：", ":")
_CLOSING = "".join(CLOSER.get(mark, mark) for mark in QUOTATION)
_LIKE_SPEECH = re.compile(r"[。！？!?，,；]")
# What stands before a name, a slogan or a title of an event instead of somebody's words.
_BEFORE_NAME = re.compile(rf"{alternation(entries('quotations.txt', '名称前'))}[，,：:]?$")
_BEHIND_NAME = re.compile(
    rf"(?:的[^，,。；]{{0,7}}?)?(?:这[一个种条]{{1,2}})?{alternation(entries('quotations.txt', '名称后'))}"
)
_WORK = re.compile(
    rf"[，,]?这[是就也句首副段则幅]{{1,3}}.{{0,30}}?{alternation(entries('quotations.txt', '作品'))}"
)


@dataclass(frozen=True, slots=True)
class _Quotation:
    """One quotation of a sentence: its own words, those before it and those behind."""

    pair: Pair
    inside: str
    lead: str
    behind: str

    @property
    def spoken(self) -> bool:
        """Whether it reads like something said: it ends as a sentence does, or has a pause inside."""
        return self.inside[-1] in _SENTENCE_END or bool(_LIKE_SPEECH.search(self.inside))

    @property
    def whole(self) -> bool:
        """A whole sentence that stands by itself, not as an object of other words."""
        alone = not self.lead or self.lead[-1] in "，,。：:！？!?…”」 "
        return self.inside[-1] in _SENTENCE_END and alone and len(self.inside) >= _SHORTEST

    @property
    def named(self) -> bool:
        """Whether the words around make it a name, slogan or saying instead of somebody's words."""
        whole = self.inside[-1] in _SENTENCE_END
        if _BEFORE_NAME.search(self.lead[-12:]):
            return True
        return not whole and bool(_BEHIND_NAME.match(self.behind) or _WORK.match(self.behind))


def detect(reading: Reading) -> Iterator[Finding]:
    """Quotations that somebody is said to have spoken or written; scare quotes and slogans are none."""
    speaker = ""
    last = -1
    for pair in (*reading.quotations, *_unclosed(reading)):
        quoted = _quotation(reading, pair)
        if quoted is None:
            continue
        going_on = last >= 0 and not reading.text[last : pair.start].strip(" 、")
        stated, name = _credit(reading, quoted)
        if not stated and not (going_on and quoted.spoken) and not quoted.whole:
            continue
        speaker = name or (speaker if going_on else "" if quoted.lead else earlier(reading))
        last = pair.end
        yield _finding(pair, speaker, stated or len(quoted.inside) >= _SURELY_SPEECH)
    if begins := labelled(reading):
        label = reading.text[:begins].rstrip("：: ")
        yield _finding(Pair(begins, len(reading.text), "", 0), label, stated=True)


def _finding(pair: Pair, speaker: str, stated: bool) -> Finding:
    pronoun = ("pronoun",) if is_pronoun(speaker) else ()
    marks = ("named",) if speaker and not pronoun else ("stated",) if speaker or stated else ()
    return Finding(
        pair.start,
        pair.end,
        ClaimType.QUOTE,
        detector="quote",
        marks=(*marks, *pronoun),
        slots={"speaker": speaker} if speaker else {},
    )


def _quotation(reading: Reading, pair: Pair) -> _Quotation | None:
    """The quotation with its surroundings; None for a word or a name."""
    text = reading.text
    paused = text[pair.start - 1 : pair.start] in _PAUSES
    left = pair.start + (text[pair.start] in QUOTATION)
    right = pair.end - (text[pair.end - 1] in _CLOSING)
    inside, length = text[left:right], right - left
    if length < (2 if paused or text[right - 1 : right] in _STOPS else _SHORTEST):
        return None
    if length < _LONG and not paused and not _LIKE_SPEECH.search(inside) and inside[-1] not in _SENTENCE_END:
        return None
    lead = text[max(0, pair.start - REACH) : pair.start]
    quoted = _Quotation(pair, inside, lead, text[pair.end : pair.end + REACH])
    return None if quoted.named else quoted


def _credit(reading: Reading, quoted: _Quotation) -> tuple[bool, str]:
    """Whether the words are said to be somebody's, and whose."""
    length = len(quoted.inside)
    if credit := introduced(reading, quoted.pair.start):
        alone = quoted.behind[:1] in _ALONE
        enough = credit.paused and (quoted.spoken or length >= _LONG or alone)
        if enough or (quoted.spoken and length >= _PART) or (not credit.partly and length >= _LONG):
            return True, credit.speaker
    ends = quoted.inside[-1] in _SENTENCE_END + "，," or quoted.behind.startswith(("，", ","))
    if ends and (quoted.spoken or length >= _LONG) and (name := followed(reading, quoted.pair.end)):
        return True, name
    paused = quoted.lead.endswith(("，", ",", "：", ":"))
    return paused and quoted.spoken and length >= _SURELY_SPEECH, ""


def _unclosed(reading: Reading) -> Iterator[Pair]:
    """A quotation cut by the end of its paragraph or of the longest sentence: only one mark is here."""
    text = reading.text
    for opening, closing in ("“”", "「」"):
        if opening not in text and closing not in text:
            continue
        balance = text.count(opening) - text.count(closing)
        first, last = text.find(closing), text.rfind(opening)
        if balance > 0 and last > text.rfind(closing) and len(text) - last > _SURELY_SPEECH:
            yield Pair(last, len(text), opening, 0)
        elif balance < 0 and first > _SURELY_SPEECH and not 0 <= text.find(opening) < first:
            yield Pair(0, first + 1, opening, 0)
