"""How much evidence a claim needs, and how urgent it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from annotations.vocabulary import ClaimType, Stance, Tier
from annotations.wording import say


@dataclass(frozen=True)
class Witness:
    """What the evidence rule needs to know of one link."""

    stance: str
    tier: str
    origin: str


DEFAULT_RULE = {"primary": 1, "secondary": 2}


def evidence_missing(
    types: Sequence[str],
    witnesses: Collection[Witness],
    rules: Mapping[str, Mapping[str, int]],
    *,
    critical: bool,
) -> str:
    """What evidence is still missing, as a phrase, or an empty string.

    The strictest of the claim's types counts. Copies of one story (same origin) count once;
    background does not count. A critical article needs two independent sources whatever the tier.
    """
    counted = [w for w in witnesses if w.stance != Stance.CONTEXT]
    primary = len({w.origin for w in counted if w.tier == Tier.PRIMARY})
    origins = len({w.origin for w in counted})
    if critical and origins < 2:
        return say("批评报道须有 2 个相互独立的来源，还需 {n} 个", n=2 - origins)
    for kind in types:
        rule = {**DEFAULT_RULE, **rules.get(kind, {})}
        if primary >= rule["primary"] or origins >= rule["secondary"]:
            continue
        need_primary, need_other = rule["primary"] - primary, rule["secondary"] - origins
        return say(
            "还需 {need_primary} 个一手来源，或 {need_other} 个来源不同的二手来源",
            need_primary=need_primary,
            need_other=need_other,
        )
    return ""


def priority_of(types: Sequence[str]) -> str:
    """The most urgent priority among ``types``."""
    return min((ClaimType(kind).priority for kind in types), default="C")
