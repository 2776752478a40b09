"""The publish gate as a table: each condition alone, on both sides, at each check level."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotations.gate import (
    CONDITIONS,
    GateArticle,
    GateCheck,
    GateClaim,
    GateSuggestion,
    gate,
)
from annotations.vocabulary import CheckLevel, Flag, Status, Verdict

FINE = GateClaim("c1", 3, "到位资金117.77亿元", Status.APPROVED, types=["money"], verdict="verified")
B = replace(FINE, priority="B", types=["event"], quote="签约")
FALSE = replace(FINE, verdict="false")
WAITING = GateSuggestion("s1", 1, "项目169个", types=["quantity"])
CHECK = GateCheck("k1", lambda: "34 + 11 ≠ 46")


def kinds(article: GateArticle, **rules: bool) -> list[str]:
    return [item.kind for item in gate(article, rules)]


def of(claim: GateClaim, level: str = CheckLevel.FULL, *, critical: bool = False) -> list[str]:
    return kinds(GateArticle("a1", level=level, critical=critical, claims=[claim]))


@pytest.mark.parametrize(
    ("claim", "missing"),
    [
        (FINE, []),
        (replace(FINE, status=Status.PUBLISHED), []),
        (replace(FINE, status=Status.SUBMITTED), ["claims_a"]),
        (replace(FINE, status=Status.REOPENED), ["claims_a"]),
        (replace(FINE, status=Status.SUPERSEDED, flags=list(Flag), verdict="false"), []),
        (B, []),
        (replace(B, status=Status.OPEN), ["claims_b"]),
        (replace(B, status=Status.OPEN, priority="C"), []),
        (FALSE, ["findings"]),
        (replace(FALSE, status=Status.IN_PROGRESS), ["claims_a", "findings"]),
        (replace(FALSE, resolution="none", resolution_note="引语如此"), []),
        (replace(FALSE, resolution="none"), ["findings"]),
        (replace(FALSE, resolution="", resolution_note="引语如此"), []),
        (replace(FALSE, resolution="kept", resolution_note="总编裁定"), []),
        (replace(FALSE, resolution="kept"), ["findings"]),
        (replace(FALSE, status=Status.OPEN, resolution="none", resolution_note="因"),
         ["claims_a", "findings"]),
        *[(replace(FALSE, resolution=done, resolution_note="已改"), ["findings"])
          for done in ("corrected", "softened", "attributed", "cut")],
        *[(replace(FINE, verdict=verdict), ["findings"])
          for verdict in ("partly_false", "misleading", "outdated")],
        *[(replace(FINE, verdict=verdict), [])
          for verdict in ("mostly_verified", "attributed_only", "not_checkable")],
        (replace(FINE, flags=["conflict"]), ["conflict"]),
        (replace(FALSE, flags=["conflict"], resolution="kept", resolution_note="裁定"), []),
        (replace(FINE, flags=["orphaned"]), ["orphaned"]),
        (replace(FINE, flags=["stale"]), ["stale"]),
        (replace(FINE, flags=["blocking"]), ["blocking"]),
        (replace(FINE, flags=["prominent"]), []),
        (replace(FINE, small_change=True), ["small_changes"]),
        (replace(FINE, verdict="unverifiable"), ["unverifiable"]),
        (replace(FINE, verdict="unverifiable", resolution="kept", resolution_note="裁定"), []),
        (replace(FINE, verdict="unverifiable", resolution="kept"), ["unverifiable"]),
        (replace(FINE, asked=True), ["questions"]),
    ],
)  # fmt: skip
def test_a_claim_lacks_exactly_what_it_lacks(claim: GateClaim, missing: list[str]) -> None:
    assert of(claim) == missing


@pytest.mark.parametrize(
    ("article", "missing"),
    [
        (GateArticle("a1"), []),
        (GateArticle("a1", unread=True), ["reading"]),
        (GateArticle("a1", suggestions=[WAITING]), ["suggestions"]),
        (GateArticle("a1", suggestions=[replace(WAITING, priority="B")]), []),
        (GateArticle("a1", checks=[CHECK]), ["number_checks"]),
    ],
)
def test_an_article_lacks_exactly_what_it_lacks(article: GateArticle, missing: list[str]) -> None:
    assert kinds(article) == missing


WRONG_SOMEHOW = GateArticle(
    "a1",
    unread=True,
    claims=[
        replace(FINE, status=Status.OPEN, flags=list(Flag), small_change=True, asked=True),
        replace(B, status=Status.OPEN),
        FALSE,
        replace(FINE, verdict="unverifiable"),
    ],
    suggestions=[WAITING],
    checks=[CHECK],
)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_desk_switches_off_one_condition_and_no_other(condition: str) -> None:
    everything = kinds(WRONG_SOMEHOW)

    without = kinds(WRONG_SOMEHOW, **{condition: False})

    assert set(everything) == set(CONDITIONS)
    assert without == [kind for kind in everything if kind != condition]
    assert kinds(WRONG_SOMEHOW, **{condition: True}) == everything


def test_items_come_condition_by_condition_in_the_order_of_the_list() -> None:
    listed = kinds(WRONG_SOMEHOW)

    assert listed == sorted(listed, key=list(CONDITIONS).index)


OPEN = replace(FINE, status=Status.OPEN, verdict="")


@pytest.mark.parametrize(
    ("claim", "looked_at"),
    [
        (OPEN, False),
        (replace(OPEN, types=["person"], quote="张三"), True),
        (replace(OPEN, types=["superlative"]), True),
        (replace(OPEN, types=["first"]), True),
        (replace(OPEN, flags=["prominent"]), True),
        (replace(OPEN, flags=["conflict"]), True),
        (replace(OPEN, flags=["blocking"]), True),
        (replace(OPEN, flags=["stale"]), False),
        (replace(OPEN, differs=True), True),
        (replace(OPEN, verdict="false"), True),
        (replace(OPEN, verdict="unverifiable"), False),
        (replace(OPEN, types=["event"], quote="市长出席签约"), True),
    ],
)
def test_key_checking_looks_at_what_matters_most(claim: GateClaim, looked_at: bool) -> None:
    assert bool(of(claim, CheckLevel.KEY)) is looked_at
    assert of(claim, CheckLevel.KEY, critical=True)
    assert of(claim, CheckLevel.FULL)
    assert of(claim, CheckLevel.WIRE)


@pytest.mark.parametrize(
    ("level", "critical", "missing"),
    [
        (CheckLevel.FULL, False, ["suggestions", "number_checks"]),
        (CheckLevel.KEY, False, ["number_checks"]),
        (CheckLevel.KEY, True, ["suggestions", "number_checks"]),
        (CheckLevel.WIRE, False, ["suggestions"]),
    ],
)
def test_suggestions_and_number_checks_count_by_level(level: str, critical: bool, missing: list[str]) -> None:
    article = GateArticle("a1", level=level, critical=critical, suggestions=[WAITING], checks=[CHECK])

    assert kinds(article) == missing
    prominent = replace(article, suggestions=[replace(WAITING, prominent=True)])
    assert "suggestions" in kinds(prominent)


@pytest.mark.parametrize(
    ("claim", "kind", "settles"),
    [
        (replace(B, status=Status.OPEN), "claims_b", True),
        (replace(FINE, verdict="unverifiable"), "unverifiable", True),
        (replace(FINE, flags=["conflict"]), "conflict", True),
        (OPEN, "claims_a", False),
        (FALSE, "findings", False),
        (replace(FINE, flags=["orphaned"]), "orphaned", False),
    ],
)
def test_the_chiefs_note_settles_some_items_and_only_as_they_stood(
    claim: GateClaim, kind: str, settles: bool
) -> None:
    article = GateArticle("a1", claims=[claim])

    [now] = gate(replace(article, notes={f"{kind}:c1": 3}))
    [changed_since] = gate(replace(article, notes={f"{kind}:c1": 2}))

    assert (now.kind, now.takes_note, now.settled_by_note) == (kind, settles, settles)
    assert not changed_since.settled_by_note


def test_an_item_says_what_is_missing_where() -> None:
    long = replace(FALSE, quote="德" * 60, resolution="corrected")

    told = [item.text for item in gate(GateArticle("a1", claims=[OPEN, long], checks=[CHECK]))]

    assert told == [
        "“到位资金117.77亿元”：A 类核查点还没有核定（待核查）。",
        f"“{'德' * 40}…”：结论是“有误”，处理是“已改稿”，改稿尚未落实到正文。",
        "数字检查不一致：34 + 11 ≠ 46",
    ]


def test_the_correction_that_was_put_in_clears_the_item() -> None:
    corrected = replace(FALSE, resolution="corrected")

    assert of(corrected) == ["findings"]
    assert of(replace(corrected, verdict=Verdict.VERIFIED, version=4)) == []
