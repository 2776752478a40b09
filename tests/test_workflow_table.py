"""Every status, step, role and situation, asked of the code and of docs/workflow.md."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest

from annotations.vocabulary import Role, Status
from annotations.workflow import STEPS, Condition, Situation, find_step, refusal

PAGE = Path(__file__).resolve().parent.parent / "docs" / "workflow.md"
ROW = re.compile(r"^\| `(\w+)` \| (\S+) \| ([\w, ]+) \| (\w+) \| ([\w, ]+) \| ([\w, ]*) ?\|$", re.MULTILINE)
FACTS = ("assignee", "comment", "complete", "worked", "approved", "three", "names_other", "orphaned", "place")
"""What may be so or not beside status and role."""


@dataclass(frozen=True)
class Row:
    """One line of the documented table."""

    name: str
    label: str
    sources: frozenset[str]
    target: str
    roles: frozenset[str]
    conditions: frozenset[str]


def words(cell: str) -> frozenset[str]:
    return frozenset(word for word in re.split(r",\s*", cell.strip()) if word)


def documented(text: str) -> list[Row]:
    return [
        Row(name, label, words(sources), target, words(roles), words(conditions))
        for name, label, sources, target, roles, conditions in ROW.findall(text)
    ]


TABLE = documented(PAGE.read_text(encoding="utf-8"))

# What each condition means, said once more without the code's help.
MEANS = {
    "assignee": lambda facts, role: facts["assignee"],
    "comment": lambda facts, role: facts["comment"],
    "complete": lambda facts, role: facts["complete"],
    "four_eyes": lambda facts, role: not facts["worked"] and not facts["approved"],
    "two_reviews": lambda facts, role: not facts["three"],
    "three_reviews": lambda facts, role: facts["three"],
    "others_by_reviewers": lambda facts, role: not facts["names_other"] or role in ("reviewer", "chief"),
    "changes_hands": lambda facts, role: facts["names_other"] or not facts["assignee"],
    "orphaned": lambda facts, role: facts["orphaned"],
    "new_place": lambda facts, role: facts["place"],
}


def situations() -> Iterator[Mapping[str, bool]]:
    for values in product((False, True), repeat=len(FACTS)):
        yield dict(zip(FACTS, values, strict=True))


def situation(status: Status, role: Role, facts: Mapping[str, bool]) -> Situation:
    return Situation(
        status=status,
        roles=frozenset({role}),
        review_levels=3 if facts["three"] else 2,
        is_assignee=facts["assignee"],
        names_other_assignee=facts["names_other"],
        worked=facts["worked"],
        approved_already=facts["approved"],
        verdict="verified" if facts["complete"] else "",
        comment="理由" if facts["comment"] else "",
        stays_with="本人" if facts["assignee"] and not facts["names_other"] else "",
        orphaned=facts["orphaned"],
        has_new_place=facts["place"],
    )


def may(row: Row, status: Status, role: Role, facts: Mapping[str, bool]) -> bool:
    """Whether the documented row lets this role take it now."""
    return (
        status in row.sources
        and role in row.roles
        and all(MEANS[condition](facts, role) for condition in row.conditions)
    )


def test_the_documented_table_is_the_one_in_the_code() -> None:
    coded = [
        Row(
            step.name,
            step.chinese,
            frozenset(step.sources),
            step.target,
            frozenset(step.roles),
            frozenset(step.conditions),
        )
        for step in STEPS
    ]

    assert coded == TABLE


def test_every_condition_is_explained_on_the_page() -> None:
    explained = re.findall(r"^\| (\w+) \| [^|`]+ \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(set(explained) - {"condition"}) == sorted(Condition)
    assert MEANS.keys() == set(Condition)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("status", list(Status))
def test_a_step_is_taken_exactly_when_its_documented_row_allows_it(status: Status, role: Role) -> None:
    """Every step by itself, in each of the 512 situations."""
    rows = {row.name: row for row in TABLE}

    wrong = [
        (step.name, dict(facts))
        for facts in situations()
        for step in STEPS
        if (refusal(step, situation(status, role, facts)) is None)
        != may(rows[step.name], status, role, facts)
    ]

    assert wrong == []


@pytest.mark.parametrize("target", list(Status))
@pytest.mark.parametrize("status", list(Status))
def test_asking_for_a_status_finds_a_step_that_is_open_if_there_is_one(
    status: Status, target: Status
) -> None:
    """Two rows lead from 待复审 and 待补充 back to work: the one meant is found by who asks and how.

    One case is decided, not found: whoever names a colleague hands over, though they might also answer.
    """
    for role, facts in product(Role, situations()):
        now = situation(status, role, facts)
        step = find_step(target, now)
        taken = step is not None and refusal(step, now) is None
        rows = [row for row in TABLE if row.target == target]
        if facts["names_other"]:
            rows = [row for row in rows if row.name != "answer"]

        assert taken == any(may(row, status, role, facts) for row in rows), (role, facts)


def test_a_page_that_says_something_else_is_noticed() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert (
        documented(
            text.replace("| approved | reopened | reviewer, chief |", "| approved | reopened | chief |")
        )
        != TABLE
    )
    assert documented(text.replace("two_reviews, four_eyes", "two_reviews")) != TABLE
