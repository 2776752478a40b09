"""月度复查: done by somebody uninvolved, who sees what was found the first time only at the end."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from annotations.models import AuditEntry, Hand, Recheck, RecheckAnswer
from annotations.services.articles import edit_article
from annotations.services.errors import Conflict, Forbidden, Invalid, Missing, Stale
from annotations.services.rechecking import (
    Answer,
    answer,
    claims_of,
    compare,
    part_in,
    put_back,
    take,
    why_not,
)
from annotations.services.rechecks import draw
from annotations.vocabulary import Role, Verdict
from tests.factories import a_claim, member
from tests.rechecked import a_month_of, a_recheck, month

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def recheck(editor, reviewer, chief) -> Recheck:
    return a_recheck(editor, reviewer, chief)


@pytest.fixture
def outsider(desk):
    """An editor of the desk who had no part in anything."""
    return member(desk, Role.EDITOR)


def answers_to(recheck: Recheck, *verdicts: str) -> dict[Any, Answer]:
    return {claim.pk: Answer(verdict) for claim, verdict in zip(claims_of(recheck), verdicts, strict=False)}


@pytest.mark.parametrize("who", ["editor", "reviewer", "chief"])
def test_whoever_had_a_part_in_the_article_cannot_check_it_again(recheck, request, outsider, who: str):
    actor = request.getfixturevalue(who)

    assert part_in(actor, recheck) != ""
    assert "没有参与过的人" in why_not(actor, recheck)
    with pytest.raises(Forbidden, match="没有参与过的人"):
        take(actor=actor, recheck=recheck, seen=1)
    assert part_in(outsider, recheck) == why_not(outsider, recheck) == ""
    assert take(actor=outsider, recheck=recheck, seen=1).checker == outsider.user


def test_even_work_that_was_voided_since_is_a_part(recheck, reviewer):
    Hand.objects.filter(person=reviewer.user).update(voided_at=timezone.now())

    assert part_in(reviewer, recheck) == "您参与过这篇稿件的核查或审核"


@pytest.mark.parametrize("who", ["reporter", "admin"])
def test_only_checkers_recheck(recheck, request, who: str):
    with pytest.raises(Forbidden):
        take(actor=request.getfixturevalue(who), recheck=recheck, seen=1)


def test_a_stranger_is_told_nothing(recheck, stranger):
    with pytest.raises(Missing):
        take(actor=stranger, recheck=recheck, seen=1)
    assert not Recheck.objects.visible_to(stranger).exists()


def test_of_two_who_take_it_one_is_told_who_has_it(recheck, outsider, desk):
    other = member(desk, Role.REVIEWER)
    take(actor=outsider, recheck=recheck, seen=1)

    with pytest.raises(Stale):
        take(actor=other, recheck=recheck, seen=1)
    with pytest.raises(Conflict, match=str(outsider.user)):
        take(actor=other, recheck=recheck, seen=2)
    assert str(outsider.user) in why_not(other, recheck)


def test_a_recheck_is_answered_bit_by_bit_finished_and_compared(recheck, outsider):
    take(actor=outsider, recheck=recheck, seen=1)
    first, second = claims_of(recheck)
    answer(actor=outsider, recheck=recheck, seen=2, answers={first.pk: Answer(Verdict.VERIFIED)})
    with pytest.raises(Conflict, match="还没有完成"):
        compare(recheck)
    with pytest.raises(Conflict, match="还有 1 个核查点"):
        answer(actor=outsider, recheck=recheck, seen=3, answers={}, finish=True)
    note = {second.pk: Answer(Verdict.MISLEADING, "口径不同")}
    answer(actor=outsider, recheck=recheck, seen=3, answers=note, finish=True)

    found = compare(recheck)

    published = {fact.claim_id: fact.verdict for fact in recheck.article.facts.all()}
    wanted = [claim for claim, given in ((first, "verified"), (second, "misleading"))
              if published[claim.pk] != given]  # fmt: skip
    assert (found.total, found.agreed) == (2, 2 - len(wanted))
    assert [one.claim for one in found.differences] == wanted
    assert found.differences[-1].note == "口径不同"
    logged = list(AuditEntry.objects.about(recheck).values_list("version", "target_state"))
    assert logged == [(2, None), (3, None), (4, "finished")]


def test_what_was_first_published_is_compared_whatever_was_corrected_since(recheck, outsider):
    claim = recheck.article.claims.get(quote="169个")
    claim.verdict = Verdict.VERIFIED
    claim.save()
    take(actor=outsider, recheck=recheck, seen=1)
    verdicts = {claim.pk: Answer(Verdict.VERIFIED) for claim in claims_of(recheck)}

    answer(actor=outsider, recheck=recheck, seen=2, answers=verdicts, finish=True)

    (difference,) = compare(recheck).differences
    assert (difference.claim, difference.first, difference.second) == (claim, Verdict.FALSE, Verdict.VERIFIED)


@pytest.mark.parametrize(
    ("given", "field"),
    [(Answer(""), "verdict"), (Answer("right"), "verdict"), (Answer(Verdict.VERIFIED, "x" * 2001), "note")],
)
def test_a_faulty_answer_is_refused_and_nothing_of_the_sheet_is_stored(recheck, outsider, given, field: str):
    take(actor=outsider, recheck=recheck, seen=1)
    first, second = claims_of(recheck)

    with pytest.raises(Invalid) as told:
        answer(
            actor=outsider,
            recheck=recheck,
            seen=2,
            answers={first.pk: Answer(Verdict.VERIFIED), second.pk: given},
        )

    assert told.value.errors[0]["pointer"] == f"/{field}"
    assert not RecheckAnswer.objects.exists()


def test_only_what_was_published_is_asked_about(recheck, outsider, editor):
    later = a_claim(editor, recheck.article, quote="全省唯一", types=["superlative"])
    take(actor=outsider, recheck=recheck, seen=1)

    with pytest.raises(Invalid, match="不在复查之列"):
        answer(actor=outsider, recheck=recheck, seen=2, answers={later.pk: Answer(Verdict.VERIFIED)})


def test_a_sheet_put_back_is_empty_for_the_next(recheck, outsider, desk):
    take(actor=outsider, recheck=recheck, seen=1)
    answer(actor=outsider, recheck=recheck, seen=2, answers=answers_to(recheck, "verified"))

    put_back(actor=outsider, recheck=recheck, seen=3)

    assert not RecheckAnswer.objects.exists()
    assert take(actor=member(desk, Role.CHIEF), recheck=recheck, seen=4).checker is not None


def test_another_persons_sheet_and_a_finished_one_are_not_written(recheck, outsider, desk):
    other = member(desk, Role.EDITOR)
    take(actor=outsider, recheck=recheck, seen=1)

    with pytest.raises(Conflict, match="不在您手上"):
        answer(actor=other, recheck=recheck, seen=2, answers={})
    with pytest.raises(Conflict, match="不在您手上"):
        put_back(actor=other, recheck=recheck, seen=2)
    answer(actor=outsider, recheck=recheck, seen=2, answers=answers_to(recheck, "verified", "verified"),
           finish=True)  # fmt: skip
    for act in (put_back, lambda **more: answer(answers={}, **more)):
        with pytest.raises(Conflict, match="已经复查完"):
            act(actor=outsider, recheck=recheck, seen=3)


def test_a_checker_who_took_part_meanwhile_cannot_finish(recheck, outsider, chief):
    take(actor=outsider, recheck=recheck, seen=1)
    edit_article(actor=chief, article=recheck.article, seen=None, changes={"assignee": outsider.user})

    with pytest.raises(Forbidden, match="责编"):
        answer(actor=outsider, recheck=recheck, seen=2, answers=answers_to(recheck, "verified"))
    assert put_back(actor=outsider, recheck=recheck, seen=2).checker is None


def test_saving_what_stands_writes_nothing(recheck, outsider):
    take(actor=outsider, recheck=recheck, seen=1)
    for _ in range(2):
        answer(actor=outsider, recheck=recheck, seen=None, answers=answers_to(recheck, "verified"))

    assert recheck.version == 3


def test_an_article_without_published_claims_is_read_and_finished(chief, desk, outsider):
    a_month_of(chief, 1)
    draw(desk=desk, month=month())
    recheck = Recheck.objects.get()
    take(actor=outsider, recheck=recheck, seen=1)

    answer(actor=outsider, recheck=recheck, seen=2, answers={}, finish=True)

    assert (compare(recheck).total, compare(recheck).differences) == (0, [])
