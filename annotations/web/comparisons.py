"""How a figure of the evidence stands to the claim's, in signs and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotations.matching.compare import Compared
from annotations.matching.kinship import DENIED, DISTRICT, PERIOD
from annotations.models import Claim
from annotations.text.readings import figure_words
from annotations.vocabulary import Comparison
from annotations.wording import marked, say

SIGNS: Mapping[str, str] = {
    Comparison.SAME: "✓",
    Comparison.ROUNDED: "≈",
    Comparison.OTHER_UNIT: "?",
    Comparison.DIFFERS: "✗",
}
"""Agreement is never told by colour alone."""
APART: Mapping[str, str] = {
    PERIOD: marked("期间不同"),
    DISTRICT: marked("地区不同"),
    DENIED: marked("一个肯定、一个否定"),
}


def apart_words(apart: Sequence[str]) -> str:
    """What keeps two figures apart though their words are alike."""
    return say("、").join(say(APART[name]) for name in apart)


def figures_beside(claim: Claim, found: Compared) -> str:
    """Both figures in words, 117.77亿元 ↔ 117.8亿元; empty where one of them is missing."""
    if not claim.value or not found.value:
        return ""
    return f"{figure_words(claim.value, claim.unit)} ↔ {figure_words(found.value, found.unit)}"
