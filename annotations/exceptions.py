"""整稿审定: why a claim must be looked at singly, whatever is approved with the rest. Pure.

The rules see one claim as plain data and say nothing of who asks: four eyes and the workflow come after.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotations.text.leaders import leading_post
from annotations.vocabulary import ClaimType, Comparison, Flag, Stance, Verdict
from annotations.wording import listed, say

ONE_IN = 10
"""Of the claims that no other rule names, one in so many is looked at singly all the same."""
NUMERIC = frozenset({ClaimType.QUANTITY, ClaimType.MONEY, ClaimType.SHARE, ClaimType.COMPARISON})
ABSOLUTE = frozenset({ClaimType.SUPERLATIVE, ClaimType.FIRST})
DOUBTFUL = frozenset({Flag.CONFLICT, Flag.STALE, Flag.ORPHANED, Flag.BLOCKING})
AGREEING = frozenset({Comparison.SAME, Comparison.ROUNDED})
NEAR = 10
"""So many characters beside a name its title may stand in."""
_STOP = re.compile(r"[，。；：！？、“”《》（）,;:!?()\s]")


@dataclass(frozen=True)
class Candidate:
    """What the rules look at.

    ``around`` is the quote with the words beside it, where a name's title stands; ``evidence`` is
    (stance, comparison) of every link, ``hidden`` how many of them this reviewer may not read;
    ``last_seen`` is the version this reviewer last saw, None when they never did; ``draw`` is a stable
    number that nobody can foresee; ``missing`` what the evidence rule asks for now, if anything.
    """

    types: Sequence[str]
    around: str
    verdict: str
    flags: Sequence[str]
    evidence: Sequence[tuple[str, str]]
    has_figure: bool
    version: int
    last_seen: int | None
    draw: int
    hidden: int = 0
    missing: str = ""


class Why(NamedTuple):
    """One reason: the name of the rule, and the sentence in the reader's language."""

    rule: str
    text: str


def with_neighbours(prefix: str, quote: str, suffix: str) -> str:
    """The quote with the words right before and behind it, no further than the next stop."""
    before = _STOP.split(prefix[-NEAR:])[-1]
    behind = _STOP.split(suffix[:NEAR])[0]
    return f"{before}{quote}{behind}"


def reasons(one: Candidate) -> list[Why]:
    """Every reason to look at the claim singly; empty when it may go with the rest."""
    found = [Why(rule, text) for rule, ask in RULES if (text := ask(one))]
    if not found and one.draw % ONE_IN == 0:
        found.append(Why("drawn", say("随机抽查。")))
    return found


def _figure(one: Candidate) -> str:
    """Differs from the evidence, or stands there in another unit or not at all. 背景 is no evidence."""
    weighed = [comparison for stance, comparison in one.evidence if stance != Stance.CONTEXT]
    if one.has_figure:
        for comparison in (Comparison.DIFFERS, Comparison.OTHER_UNIT):
            if comparison in weighed:
                return say("证据：{comparison}。", comparison=comparison.label)
    supports = [comparison for stance, comparison in one.evidence if stance == Stance.SUPPORTS]
    measured = one.has_figure or not NUMERIC.isdisjoint(one.types)
    if measured and AGREEING.isdisjoint(supports):
        return say("证据里没有与稿件一致的数字。")
    if one.has_figure and Comparison.NONE in weighed:
        return say("有的证据里没有这个数字。")
    return ""


def _verdict(one: Candidate) -> str:
    if one.verdict == Verdict.VERIFIED:
        return ""
    return say("结论是“{verdict}”。", verdict=Verdict(one.verdict).label if one.verdict else "—")


def _absolute(one: Candidate) -> str:
    found = [kind.label for kind in ClaimType if kind in ABSOLUTE and kind in one.types]
    return say("类型是“{types}”。", types=listed(found)) if found else ""


def _leader(one: Candidate) -> str:
    post = leading_post(one.around) if ClaimType.PERSON in one.types else ""
    return say("涉及领导职务“{post}”。", post=post) if post else ""


def _quote(one: Candidate) -> str:
    return say("直接引语。") if ClaimType.QUOTE in one.types else ""


def _edited(one: Candidate) -> str:
    if one.last_seen is None or one.last_seen >= one.version:
        return ""
    return say("您看过 v{seen}，之后有改动，现在是 v{version}。", seen=one.last_seen, version=one.version)


def _flagged(one: Candidate) -> str:
    found = [flag.label for flag in Flag if flag in DOUBTFUL and flag in one.flags]
    return say("标记：{flags}。", flags=listed(found)) if found else ""


def _refuted(one: Candidate) -> str:
    return say("有反驳的证据。") if any(stance == Stance.REFUTES for stance, _ in one.evidence) else ""


def _evidence(one: Candidate) -> str:
    return say("证据不足：{evidence_missing}。", evidence_missing=one.missing) if one.missing else ""


def _hidden(one: Candidate) -> str:
    return say("有 {n} 条证据出自保护信源，您看不到。", n=one.hidden) if one.hidden else ""


RULES: Sequence[tuple[str, Callable[[Candidate], str]]] = (
    ("figure", _figure),
    ("verdict", _verdict),
    ("refuted", _refuted),
    ("evidence", _evidence),
    ("flagged", _flagged),
    ("absolute", _absolute),
    ("leader", _leader),
    ("quote", _quote),
    ("edited", _edited),
    ("hidden", _hidden),
)
"""Every rule with its name, the gravest first. The random tenth is drawn only from what they leave."""
