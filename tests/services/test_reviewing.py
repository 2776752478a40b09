"""整稿审定: exceptions singly, the rest in one act, own and changed claims skipped and named."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Actor, AuditEntry, Claim, Hand, Sighting, VerifiedFact
from annotations.services.annotate import edit_claim
from annotations.services.errors import Conflict, Forbidden, Invalid, Missing
from annotations.services.review import take_step
from annotations.services.reviewing import Approved, approve_many, mark_seen, overview
from annotations.services.reviewlines import draw
from annotations.vocabulary import Part, Role, Status
from tests.drawing import draw_only
from tests.factories import a_claim, a_link, a_source, a_submitted_claim, an_article, member
from tests.services.threefold import request_of_its_own

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

FIGURES = ("117.77亿元", "到位资金117.77亿元", "资金117.77亿元", "、到位资金117.77亿元")


@pytest.fixture
def article(editor):
    return an_article(editor)


@pytest.fixture
def claims(editor, article, settings) -> list[Claim]:
    """Four claims under review that no rule names."""
    made = [a_submitted_claim(editor, article, quote=quote) for quote in FIGURES]
    draw_only(settings, made)
    return made


def named(*claims: Claim) -> list[tuple]:
    return [(claim.pk, claim.version) for claim in claims]


def approve(actor, article, *claims: Claim, stated: bool = True) -> Approved:
    return approve_many(actor=actor, article=article, named=named(*claims), stated=stated)


def exceptions(actor, article) -> list:
    return [line.claim for line in overview(actor=actor, article=article).exceptions]


def rest(actor, article) -> list:
    return [line.claim for line in overview(actor=actor, article=article).rest]


def test_the_rest_is_approved_in_one_act_and_logged_singly(article, claims, reviewer) -> None:
    assert set(rest(reviewer, article)) == set(claims)

    with request_of_its_own():
        done = approve(reviewer, article, *claims)

    assert ({claim.pk for claim in done.claims}, done.skipped) == ({claim.pk for claim in claims}, [])
    rows = AuditEntry.objects.filter(target_state=Status.APPROVED)
    assert {(row.object_id, row.version) for row in rows} == {(one.pk, one.version + 1) for one in claims}
    assert {row.actor for row in rows} == {str(reviewer.user.pk)}
    assert len({row.request_id for row in rows}) == 1
    assert [row.diff["seen_version"][0] for row in rows] == [claim.version for claim in claims]
    assert VerifiedFact.objects.count() == len(claims)
    for claim in Claim.objects.all():
        assert AuditEntry.objects.about(claim).count() == claim.version
    assert rest(reviewer, article) == []


def test_an_exception_among_others_is_refused_and_named_and_alone_it_is_approved(
    editor, article, claims, reviewer, settings
) -> None:
    odd = a_submitted_claim(editor, article, quote="港口是全省唯一", types=["superlative"])
    draw_only(settings, [*claims, odd])
    assert exceptions(reviewer, article) == [odd]

    with pytest.raises(Conflict, match="港口是全省唯一") as refused:
        approve(reviewer, article, *claims, odd)

    assert (refused.value.code, refused.value.errors[0]["pointer"]) == ("exception", "/approve/4")
    assert VerifiedFact.objects.count() == 0
    (alone,) = approve(reviewer, article, odd).claims
    assert (alone.pk, alone.status, alone.version) == (odd.pk, Status.APPROVED, odd.version + 1)
    assert len(approve(reviewer, article, *claims).claims) == len(claims)


def test_ones_own_claims_are_skipped_and_named(editor, article, claims, reviewer, chief, settings) -> None:
    own = a_submitted_claim(reviewer, article, quote="117.77亿元")
    touched = edit_claim(actor=reviewer, claim=claims[0], seen=None, changes={"note": "改"})
    touched = take_step(actor=editor, claim=touched, to=Status.SUBMITTED, seen=None)
    draw_only(settings, [*claims, own])

    skipped = overview(actor=reviewer, article=article).skipped
    done = approve(reviewer, article, own, touched, *claims[1:])

    assert {line.claim.pk for line in skipped if line.own} == {own.pk, touched.pk}
    assert {claim.pk for claim in done.claims} == {claim.pk for claim in claims[1:]}
    assert {claim.pk for claim, why in done.skipped if "参与过本轮核查" in why} == {own.pk, touched.pk}
    assert len(approve(chief, article, own, touched).claims) == 2


def test_a_claim_that_changed_since_it_was_seen_is_skipped_and_named(
    editor, article, claims, reviewer
) -> None:
    seen = named(*claims)
    changed = a_link(editor, claims[0]).claim
    edited = edit_claim(actor=editor, claim=claims[1], seen=None, changes={"note": "改"})
    assert (changed.status, edited.status) == (Status.SUBMITTED, Status.IN_PROGRESS)

    done = approve_many(actor=reviewer, article=article, named=seen, stated=True)

    assert {claim.pk for claim in done.claims} == {claims[2].pk, claims[3].pk}
    assert {claim.pk for claim, why in done.skipped if "看过的是" in why} == {changed.pk, edited.pk}
    changed.refresh_from_db()
    assert (changed.status, changed.version) == (Status.SUBMITTED, seen[0][1] + 1)


def test_on_the_page_nothing_counts_that_was_not_on_the_screen(article, claims, reviewer, chief) -> None:
    mark_seen(actor=reviewer, article=article, named=named(*claims[:2]))
    mark_seen(actor=chief, article=article, named=named(*claims))

    done = approve(reviewer, article, *claims, stated=False)

    assert {claim.pk for claim in done.claims} == {claims[0].pk, claims[1].pk}
    assert {claim.pk for claim, why in done.skipped if "屏幕" in why} == {claims[2].pk, claims[3].pk}
    assert len(approve(reviewer, article, *claims[2:], stated=True).claims) == 2


def test_what_was_on_the_screen_is_remembered_by_version_and_person(
    editor, article, claims, reviewer, chief
) -> None:
    counted = mark_seen(actor=reviewer, article=article, named=[*named(claims[0]), (claims[1].pk, 1)])

    seen = {line.claim.pk: line.seen for line in overview(actor=reviewer, article=article).rest}
    assert ([claim.pk for claim in counted], Sighting.objects.count()) == ([claims[0].pk], 1)
    assert [seen[claim.pk] for claim in claims] == [True, False, False, False]
    assert not any(line.seen for line in overview(actor=chief, article=article).rest)
    assert AuditEntry.objects.about(claims[0]).count() == claims[0].version


def test_an_edit_after_the_sight_makes_an_exception_that_scrolling_does_not_clear(
    editor, article, claims, reviewer, chief
) -> None:
    mark_seen(actor=reviewer, article=article, named=named(*claims))
    changed = a_link(editor, claims[0]).claim

    assert exceptions(reviewer, article) == [changed]
    assert exceptions(chief, article) == []
    assert mark_seen(actor=reviewer, article=article, named=named(changed)) == []
    assert exceptions(reviewer, article) == [changed]
    assert len(approve(reviewer, article, changed).claims) == 1


def test_what_a_reviewer_returned_comes_back_as_an_exception_to_that_reviewer(
    editor, article, claims, reviewer, chief
) -> None:
    back = take_step(
        actor=reviewer, claim=claims[0], to=Status.IN_PROGRESS, seen=None, comment="补一个一手来源"
    )
    again = take_step(actor=editor, claim=back, to=Status.SUBMITTED, seen=None)

    assert exceptions(reviewer, article) == [again]
    assert exceptions(chief, article) == []


def test_giving_work_to_an_editor_is_not_looking_at_it(
    editor, article, reviewer, colleague, settings
) -> None:
    claim = take_step(
        actor=reviewer, claim=a_claim(editor, article), to=Status.IN_PROGRESS, seen=None,
        assignee=colleague.user,
    )  # fmt: skip
    claim = edit_claim(
        actor=colleague, claim=a_link(colleague, claim).claim, seen=None, changes={"verdict": "verified"}
    )
    claim = take_step(actor=colleague, claim=claim, to=Status.SUBMITTED, seen=None)
    draw_only(settings, [claim])

    assert (exceptions(reviewer, article), rest(reviewer, article)) == ([], [claim])


def test_a_tenth_is_drawn_alike_for_everybody_and_anew_in_every_round(
    article, claims, reviewer, chief, settings
) -> None:
    draw_only(settings, claims, drawn=[claims[2]])

    assert exceptions(reviewer, article) == exceptions(chief, article) == [claims[2]]
    first = draw(claims[2])
    claims[2].round = 2
    assert draw(claims[2]) != first
    settings.SECRET_KEY = "another secret"
    assert draw(Claim(pk=claims[2].pk, round=1)) != first


def test_of_many_claims_about_a_tenth_is_drawn(db) -> None:
    drawn = sum(draw(Claim(round=1)) % 10 == 0 for _ in range(3000))

    assert 220 <= drawn <= 380  # five standard deviations around 300


def test_evidence_that_the_reviewer_may_not_read_makes_an_exception(
    editor, article, claims, reviewer, chief
) -> None:
    source = a_source(editor, confidentiality="protected")
    source.viewers.add(chief.user)
    guarded = a_link(editor, claims[0], source).claim

    assert exceptions(reviewer, article) == [guarded]
    assert exceptions(chief, article) == []


def test_on_a_desk_with_three_reviews_both_levels_pass_in_one_act_each(
    desk, article, claims, reviewer, chief
) -> None:
    desk.review_levels = 3
    desk.save()
    article.refresh_from_db()

    passed = approve(reviewer, article, *claims)
    again = overview(actor=reviewer, article=article)
    refused = approve(reviewer, article, *passed.claims)
    ended = approve(chief, article, *passed.claims)

    assert {claim.status for claim in passed.claims} == {Status.FINAL_REVIEW}
    assert (list(again.exceptions), list(again.rest), len(again.skipped)) == ([], [], len(claims))
    assert (refused.claims, len(refused.skipped)) == ([], len(claims))
    assert {claim.status for claim in ended.claims} == {Status.APPROVED}
    assert Hand.objects.filter(part=Part.APPROVED).count() == 2 * len(claims)


def test_the_chief_who_passed_a_claim_on_does_not_end_it(desk, article, claims, chief) -> None:
    desk.review_levels = 3
    desk.save()
    article.refresh_from_db()

    passed = approve(chief, article, *claims).claims
    refused = approve(chief, article, *passed)

    assert (refused.claims, {"审过这一轮" in why for _, why in refused.skipped}) == ([], {True})
    assert len(approve(member(desk, Role.CHIEF), article, *passed).claims) == len(claims)


def test_what_does_not_wait_is_skipped_and_counted(editor, article, claims, reviewer) -> None:
    still_open = a_claim(editor, article)

    done = approve(reviewer, article, still_open, claims[0])

    assert ([claim.pk for claim in done.claims], [claim.pk for claim, _ in done.skipped]) == (
        [claims[0].pk],
        [still_open.pk],
    )
    assert overview(actor=reviewer, article=article).unsubmitted == 1


def test_a_list_that_cannot_be_meant_changes_nothing(editor, article, claims, reviewer) -> None:
    foreign = a_submitted_claim(editor, an_article(editor, text="另一篇，到位资金117.77亿元。"))

    for wrong in ([*named(claims[0], foreign)], [*named(claims[0]), (claims[0].pk, 1)]):
        for act in (approve_many, mark_seen):
            more = {"stated": True} if act is approve_many else {}
            with pytest.raises(Invalid):
                act(actor=reviewer, article=article, named=wrong, **more)

    assert (VerifiedFact.objects.count(), Sighting.objects.count()) == (0, 0)


def test_only_reviewers_review(article, claims, editor, reporter, admin, stranger) -> None:
    for actor, refusal in (
        (editor, Forbidden),
        (reporter, Forbidden),
        (admin, Forbidden),
        (stranger, Missing),
    ):
        with pytest.raises(refusal):
            overview(actor=actor, article=article)
        with pytest.raises(refusal):
            mark_seen(actor=actor, article=article, named=named(*claims))
        with pytest.raises(refusal):
            approve(actor, article, *claims)

    assert VerifiedFact.objects.count() == 0


def test_three_claims_cost_as_many_questions_as_one(editor, reviewer) -> None:
    few, many = (an_article(editor, text=f"第{n}篇，到位资金117.77亿元，项目169个。") for n in (1, 2))
    a_submitted_claim(editor, few, quote="117.77亿元")
    for _ in range(3):
        a_submitted_claim(editor, many, quote="117.77亿元")
    asked = []

    for article in (few, many):
        with CaptureQueriesContext(connection) as captured:
            overview(actor=Actor(reviewer.user), article=article)
        asked.append(len(captured))

    assert asked[0] == asked[1]
