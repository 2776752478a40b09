"""What the rules look at, and what they answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from annotations.vocabulary import Role, Status


@dataclass(frozen=True)
class Situation:
    """All that the rules look at when somebody wants to take a step on a claim.

    ``stays_with`` is the name of whoever has the claim and would have it afterwards.
    """

    status: Status
    roles: frozenset[Role]
    review_levels: int = 2
    is_assignee: bool = False
    names_other_assignee: bool = False
    worked: bool = False
    approved_already: bool = False
    verdict: str = ""
    verdict_note: str = ""
    resolution: str = ""
    resolution_note: str = ""
    proposed_text: str = ""
    quote: str = ""
    credited: bool = True
    kept_by_chief: bool = False
    evidence_missing: str = ""
    comment: str = ""
    stays_with: str = ""
    orphaned: bool = False
    has_new_place: bool = False


@dataclass(frozen=True)
class Refusal:
    """Why a step is not allowed.

    ``kind`` decides the HTTP status: role and four_eyes 403, input and place 400, state 409.
    """

    kind: Literal["role", "input", "place", "state", "four_eyes"]
    text: str
