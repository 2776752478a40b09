"""How much evidence a claim needs, which of it is independent, and how urgent the claim is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotations.vocabulary import ClaimType, SourceType, Stance, Tier
from annotations.wording import listed, say


@dataclass(frozen=True)
class Witness:
    """What the evidence rule needs to know of one link.

    ``source`` is the document, ``origin`` who is said to have published it first (原始出处), ``story`` the
    earliest copy of its text; either may be blank. ``kind`` is its SourceType. ``title`` is blank where the
    reader may not know which document it is.
    """

    stance: str
    tier: str
    source: str
    origin: str = ""
    story: str = ""
    kind: str = ""
    title: str = ""

    @property
    def keys(self) -> set[tuple[str, str]]:
        """Whoever shares one of these is the same witness."""
        found = {("source", self.source), ("source", self.story), ("origin", _folded(self.origin))}
        return {(name, key) for name, key in found if key}


DEFAULT_RULE = {"primary": 1, "secondary": 2}
PROVEN = frozenset({ClaimType.QUOTE, ClaimType.PERSON, ClaimType.ORG})
"""Types that ask for what those concerned say themselves: a record, a release, an official page (§7)."""
AUTHORITATIVE = frozenset(set(SourceType) - {SourceType.MEDIA, SourceType.EXPERT, SourceType.OTHER})


FIRST_HAND = frozenset(
    {
        SourceType.GOV_DOCUMENT, SourceType.STATISTICS, SourceType.LAW, SourceType.COMPANY_FILING,
        SourceType.INTERVIEW_RECORD, SourceType.SITE_VISIT, SourceType.OFFICIAL_SITE,
    }
)  # fmt: skip
"""Kinds of documents that mostly are primary for what they say; the tier is the link's, an editor decides."""


def likely_tier(kind: str) -> Tier:
    """The tier that is offered first for a document of this kind."""
    return Tier.PRIMARY if kind in FIRST_HAND else Tier.SECONDARY


def rule_of(kind: str, rules: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A type's whole rule: the desk's own, else the standard."""
    return {**DEFAULT_RULE, "authoritative": kind in PROVEN, **rules.get(kind, {})}


def evidence_missing(
    types: Sequence[str],
    witnesses: Collection[Witness],
    rules: Mapping[str, Mapping[str, Any]],
    *,
    critical: bool,
) -> str:
    """What evidence is still missing, as a phrase, or an empty string.

    The strictest of the claim's types counts. Copies of one story count once; background does not count. A
    critical article needs two independent sources whatever the tier.
    """
    heard = independent(witnesses)
    primary = sum(any(one.tier == Tier.PRIMARY for one in group) for group in heard)
    if critical and len(heard) < 2:
        return say("批评报道须有 2 个相互独立的来源，还需 {n} 个", n=2 - len(heard))
    needed = [(kind, rule_of(kind, rules)) for kind in types]
    for _, rule in needed:
        if primary < rule["primary"] and len(heard) < rule["secondary"]:
            return say(
                "还需 {need_primary} 个一手来源，或 {need_other} 个来源不同的二手来源",
                need_primary=rule["primary"] - primary,
                need_other=rule["secondary"] - len(heard),
            )
    proven = any(one.kind in AUTHORITATIVE for group in heard for one in group)
    asking = [ClaimType(kind).label for kind, rule in needed if rule["authoritative"] and not proven]
    if asking:
        return say(
            "“{types}”还需一份权威材料：采访记录、书面确认，或公文、官网、通稿等权威发布",
            types=listed(asking),
        )
    return ""


def independent(witnesses: Iterable[Witness]) -> list[list[Witness]]:
    """Those that count, in groups of what goes back to one: the same document, origin or story."""
    groups: list[tuple[set[tuple[str, str]], list[Witness]]] = []
    for one in witnesses:
        if one.stance == Stance.CONTEXT:
            continue
        met = [group for group in groups if group[0] & one.keys]
        joined = (one.keys.union(*(keys for keys, _ in met)), [*(w for _, rows in met for w in rows), one])
        groups = [group for group in groups if group not in met] + [joined]
    return [rows for _, rows in groups]


def counted_once(witnesses: Iterable[Witness]) -> list[str]:
    """Which documents are one source, in sentences; of a document without a title nothing is said."""
    return [sentence for group in independent(witnesses) if (sentence := _as_one(group))]


def _as_one(group: Sequence[Witness]) -> str:
    titles = {one.source: one.title for one in group if one.title}
    if len(titles) < 2:
        return ""
    *others, last = map(_in_marks, titles.values())
    names = {"others": listed(others), "last": last}
    stories = [one.story or one.source for one in group if one.title]
    if len(set(stories)) < len(titles):
        return say("{others}与{last}出自同一稿件，只算 1 个来源", **names)
    return say("{others}与{last}原始出处相同，只算 1 个来源", **names)


def _in_marks(title: str) -> str:
    return title if title.startswith("《") else say("《{title}》", title=title)


def _folded(origin: str) -> str:
    return "".join(origin.split()).casefold()


def priority_of(types: Sequence[str]) -> str:
    """The most urgent priority among ``types``."""
    return min((ClaimType(kind).priority for kind in types), default="C")
