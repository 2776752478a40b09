"""The words of a passage that prove a claim or speak against it: which, how well, and what both share.

A figure is found by its kind of unit, then by what stands around it: the same metric words, the same
period and the same district make it the claim's own figure; one that differs counts only where the metric
is the same (retrieval.md: conflict needs the same metric words). Titles, names, quotations and dates are
found by their own characters.
"""

from __future__ import annotations

from dataclasses import dataclass

from annotations.matching.compare import Beside, Compared, comparable
from annotations.matching.kinship import Kin, kin_of, setting
from annotations.matching.quantities import Measured
from annotations.matching.quoting import Place, around_figure, around_words, contained, marks
from annotations.matching.repeats import INDICATED, SHORTEST, TELLING, bare, significant
from annotations.matching.sought import Sought, content_words
from annotations.text.sentences import Sentence, sentences
from annotations.vocabulary import Comparison

AGREEING = frozenset({Comparison.SAME, Comparison.ROUNDED})
_WORTH = {
    Comparison.SAME: 0.25,
    Comparison.ROUNDED: 0.23,
    Comparison.OTHER_UNIT: 0.2,
    Comparison.DIFFERS: 0.05,
}
_METRIC, _TIME, _DIGITS, _APART = 0.55, 0.1, 0.1, 0.25
ALIKE = 0.5
"""So much of the claim's metric words make it the same metric."""
_ALIKE_BY_DIGITS = 0.3
"""Enough where the figure has so many digits that they do not agree by chance."""
_NEAR = 0.05
_SHORT = 6
LEAST = 0.25
"""Below this a passage is not worth an editor's look."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """``passage[start:end]`` is the quote. ``marks`` are places of the passage: figure and words in common.

    ``agrees``: as far as words can tell, it says the same. ``apart`` names what speaks against that though
    the figure or the metric is alike (period, district, denied). ``score`` lies between 0 and 1.
    """

    start: int
    end: int
    score: float
    compared: Compared
    agrees: bool
    marks: tuple[Place, ...]
    figure: Place | None = None
    apart: tuple[str, ...] = ()


NOTHING = Compared(Comparison.NONE, None, "", "")


def excerpt(claim: Sought, passage: str, year: str = "") -> Excerpt | None:
    """The best quote for ``claim`` in ``passage``, or None where nothing there is worth a look.

    ``year`` is what the passage speaks of unless it says otherwise (the year in its document's title).
    """
    if claim.figure is not None:
        found = _by_figure(claim, claim.figure, passage, year)
        if found is not None:
            return found
    return _by_words(claim, passage)


def _by_figure(claim: Sought, figure: Measured, passage: str, year: str) -> Excerpt | None:
    beside = list(comparable(figure, passage))
    best: tuple[float, Beside, Kin] | None = None
    for one in beside:
        there = setting(passage, one.start, one.end, one.compared.unit)
        kin = kin_of(claim.setting, there, claim.date, year)
        if one.compared.outcome is Comparison.DIFFERS and kin.metric < ALIKE:
            continue
        score = _score(claim, one, kin)
        if best is None or (score, -one.rank[1]) > (best[0], -best[1].rank[1]):
            best = (score, one, kin)
    if best is None or best[0] < LEAST:
        return None
    score, one, kin = best
    place = around_figure(passage, one, beside, claim.setting.own)
    return Excerpt(
        *place,
        round(min(score, 1.0), 4),
        one.compared,
        _surely(claim, one.compared.outcome, kin),
        marks(passage, place, claim.content, (one.start, one.end)),
        (one.start, one.end),
        kin.apart,
    )


def _telling_digits(claim: Sought) -> bool:
    return significant(claim.value) >= TELLING and not set(claim.types) <= INDICATED


def _surely(claim: Sought, outcome: Comparison, kin: Kin) -> bool:
    """Whether an equal figure is the claim's own and no accident."""
    enough = _ALIKE_BY_DIGITS if _telling_digits(claim) else ALIKE
    return outcome in AGREEING and not kin.apart and kin.metric >= enough


def _score(claim: Sought, one: Beside, kin: Kin) -> float:
    outcome, distance = one.compared.outcome, one.rank[1]
    score = _WORTH[outcome] + _METRIC * kin.metric + _TIME * kin.same_time - _APART * len(kin.apart)
    if outcome is Comparison.DIFFERS:
        # Far from the claim's it is more likely the figure of another scope than the right one.
        return score + (_NEAR if distance <= 0.5 else -_NEAR)
    return score + _DIGITS * _telling_digits(claim)


def _by_words(claim: Sought, passage: str) -> Excerpt | None:
    """The sentence that has most of the claim's characters in order, and of its sentence's words."""
    telling = claim.telling
    if len(telling) < 2:
        return None
    best: tuple[float, float, Sentence] | None = None
    for sentence in sentences(passage):
        own = contained(telling, bare(sentence.text))
        shared = claim.content & frozenset(content_words(sentence.text))
        score = 0.72 * own + 0.18 * len(shared) / max(1, len(claim.content))
        if best is None or score > best[0]:
            best = (score, own, sentence)
    if best is None or best[0] < LEAST:
        return None
    score, own, sentence = best
    start, end = around_words(passage, sentence, telling)
    # Without its figure a passage tells only what is spoken of.
    says_it = claim.figure is None and bare(passage[start:end]).find(telling) >= 0
    shortest = min([SHORTEST[kind] for kind in claim.types if kind in SHORTEST] + [_SHORT])
    return Excerpt(
        start,
        end,
        round(score + 0.1 * says_it if claim.figure is None else score * 0.4, 4),
        NOTHING,
        says_it and len(telling) >= shortest,
        marks(passage, (start, end), claim.content),
    )
