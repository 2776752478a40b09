"""The workflow as a table: who may take which step, when, and why not, in the reader's language.

Buttons, API and services all ask ``refusal``; nobody else compares statuses. Pure: a ``Situation``
holds everything the rules look at.
"""

from annotations.workflow.completeness import (
    DEMANDS_CHANGE,
    NEEDS_NOTE,
    NO_EVIDENCE_NEEDED,
    WITHOUT_TEXT,
    Demand,
    demands,
)
from annotations.workflow.evidence import (
    DEFAULT_RULE,
    PROVEN,
    Witness,
    counted_once,
    evidence_missing,
    independent,
    likely_tier,
    priority_of,
    rule_of,
)
from annotations.workflow.refusals import find_step, never_by, refusal
from annotations.workflow.rights import CHIEFS, EDITORS, EVERYONE, MAY, REVIEWERS, may
from annotations.workflow.situation import Refusal, Situation
from annotations.workflow.steps import APPROVING, HANDING, STEPS, Condition, Step

__all__ = [
    "APPROVING",
    "CHIEFS",
    "DEFAULT_RULE",
    "DEMANDS_CHANGE",
    "EDITORS",
    "EVERYONE",
    "HANDING",
    "MAY",
    "NEEDS_NOTE",
    "NO_EVIDENCE_NEEDED",
    "PROVEN",
    "REVIEWERS",
    "STEPS",
    "WITHOUT_TEXT",
    "Condition",
    "Demand",
    "Refusal",
    "Situation",
    "Step",
    "Witness",
    "counted_once",
    "demands",
    "evidence_missing",
    "find_step",
    "independent",
    "likely_tier",
    "may",
    "never_by",
    "priority_of",
    "refusal",
    "rule_of",
]
