"""出现 3 处, 合并: one statement in several places is one claim; nobody's work is lost by it."""

from __future__ import annotations

import pytest

from annotations.models import Article, AuditEntry, Claim, Mention, Suggestion
from annotations.services.annotate import add_claim, delete_claim, edit_claim
from annotations.services.decisions import accept_suggestion
from annotations.services.errors import Conflict, Forbidden, Invalid, Missing, Stale
from annotations.services.mentions import accept_with_repeats, merge_mentions, split_mention
from annotations.services.pretag import request_pretag
from annotations.services.review import take_step
from annotations.services.worker import run_job
from annotations.vocabulary import JobState, Role
from tests.factories import a_link, a_suggestion, an_article, member
from tests.services.threefold import MONEY, TEXT, made, places, span, waiting

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def article(editor) -> Article:
    return an_article(editor, text=TEXT)


def test_waiting_suggestions_become_places_of_the_claim_in_one_row_of_its_history(editor, article) -> None:
    claim = made(editor, article, 1)
    rows = [waiting(article, 2), waiting(article, 3)]

    claim = merge_mentions(actor=editor, claim=claim, seen=1, suggestions=[row.pk for row in rows])

    assert places(claim) == [span(2), span(3)]
    assert {place.suggestion_id for place in Mention.objects.all()} == {row.pk for row in rows}
    assert set(Suggestion.objects.values_list("state", flat=True)) == {"accepted"}
    assert (claim.version, AuditEntry.objects.about(claim).count()) == (2, 2)
    before, after = AuditEntry.objects.about(claim).last().diff["mentions"]
    assert (before, [place["start"] for place in after]) == ([], [span(2)[0], span(3)[0]])
    assert all(
        place.quote == TEXT[place.start : place.end] and place.prefix for place in Mention.objects.all()
    )


def test_ones_own_untouched_claim_is_folded_in_with_its_suggestion(editor, article) -> None:
    claim = made(editor, article, 1)
    row = waiting(article, 2)
    other = accept_suggestion(actor=editor, suggestion=row)

    merge_mentions(actor=editor, claim=claim, seen=1, claims=[other.pk])

    assert list(Claim.objects.all()) == [claim]
    assert Mention.objects.get().suggestion_id == row.pk
    assert [entry.action for entry in AuditEntry.objects.filter(object_id=other.pk)] == ["create", "delete"]


def test_a_suggestion_is_accepted_together_with_its_repeats(editor, article) -> None:
    rows = [waiting(article, number) for number in (1, 2)]
    other = made(editor, article, 3)

    claim = accept_with_repeats(actor=editor, suggestion=rows[0], suggestions=[rows[1].pk], claims=[other.pk])

    assert (claim.start, claim.end) == span(1)
    assert places(claim) == [span(2), span(3)]
    assert Claim.objects.count() == 1


@pytest.mark.parametrize("touch", ["note", "colleague", "evidence", "comment"])
def test_a_claim_that_somebody_works_on_is_not_folded(editor, colleague, article, touch) -> None:
    claim = made(editor, article, 1)
    other = made(colleague if touch == "colleague" else editor, article, 2)
    if touch == "note":
        edit_claim(actor=editor, claim=other, seen=1, changes={"note": "甲"})
    elif touch == "evidence":
        a_link(editor, other)
    elif touch == "comment":
        other.comments.create(author=colleague.user, text="这里要问")
    row = waiting(article, 3)

    with pytest.raises(Conflict, match="一处也没有合并"):
        merge_mentions(actor=editor, claim=claim, seen=1, suggestions=[row.pk], claims=[other.pk])

    assert Claim.objects.count() == 2
    row.refresh_from_db()
    assert (row.state, Mention.objects.count()) == ("pending", 0)


def test_a_place_with_another_figure_is_refused(editor, article) -> None:
    claim = made(editor, article, 1)
    row = a_suggestion(article, quote="58亿元", value="5800000000")

    with pytest.raises(Conflict, match="数值"):
        merge_mentions(actor=editor, claim=claim, seen=1, suggestions=[row.pk])


def test_a_place_that_overlaps_is_refused(editor, article) -> None:
    claim = made(editor, article, 1)
    row = a_suggestion(article, quote=f"到位资金{MONEY}")

    with pytest.raises(Conflict, match="重叠"):
        merge_mentions(actor=editor, claim=claim, seen=1, suggestions=[row.pk])


def test_nothing_to_merge_a_stale_claim_and_a_reporter_are_refused(editor, article) -> None:
    claim = made(editor, article, 1)
    row = waiting(article, 2)

    with pytest.raises(Conflict, match="没有选出"):
        merge_mentions(actor=editor, claim=claim, seen=1)
    with pytest.raises(Stale):
        merge_mentions(actor=editor, claim=claim, seen=7, suggestions=[row.pk])
    with pytest.raises(Forbidden):
        merge_mentions(actor=member(article.desk, Role.REPORTER), claim=claim, seen=1, suggestions=[row.pk])


def test_a_decided_suggestion_or_one_of_another_article_is_refused(editor, article) -> None:
    claim = made(editor, article, 1)
    row = waiting(article, 2)
    accept_suggestion(actor=editor, suggestion=row)
    foreign = a_suggestion(an_article(editor, text=f"另一篇：到位资金{MONEY}。"), quote=MONEY)

    with pytest.raises(Conflict):
        merge_mentions(actor=editor, claim=claim, seen=1, suggestions=[row.pk])
    with pytest.raises(Invalid):
        merge_mentions(actor=editor, claim=claim, seen=1, suggestions=[foreign.pk])


def test_under_review_another_place_sends_the_claim_back(editor, article) -> None:
    claim = a_link(editor, made(editor, article, 1)).claim
    claim = edit_claim(actor=editor, claim=claim, seen=None, changes={"verdict": "verified"})
    claim = take_step(actor=editor, claim=claim, to="submitted", seen=claim.version)
    before = claim.version

    claim = merge_mentions(actor=editor, claim=claim, seen=before, suggestions=[waiting(article, 2).pk])

    assert (claim.status, claim.version) == ("in_progress", before + 1)


def test_an_approved_claim_takes_no_further_place(editor, reviewer, article) -> None:
    claim = a_link(editor, made(editor, article, 1)).claim
    claim = edit_claim(actor=editor, claim=claim, seen=None, changes={"verdict": "verified"})
    claim = take_step(actor=editor, claim=claim, to="submitted", seen=claim.version)
    claim = take_step(actor=reviewer, claim=claim, to="approved", seen=claim.version)

    with pytest.raises(Conflict, match="重开"):
        merge_mentions(actor=editor, claim=claim, seen=claim.version, suggestions=[waiting(article, 2).pk])


def test_a_place_taken_out_waits_again_as_a_suggestion(editor, article) -> None:
    row = waiting(article, 2)
    claim = merge_mentions(actor=editor, claim=made(editor, article, 1), seen=1, suggestions=[row.pk])

    claim = split_mention(actor=editor, claim=claim, seen=2, start=row.start)

    row.refresh_from_db()
    assert (row.state, places(claim), claim.version) == ("pending", [], 3)
    assert AuditEntry.objects.about(claim).count() == 3
    with pytest.raises(Missing):
        split_mention(actor=editor, claim=claim, seen=3, start=row.start)


def test_a_place_that_no_suggestion_made_becomes_a_claim_of_its_own(editor, article) -> None:
    other = made(editor, article, 2)
    claim = merge_mentions(actor=editor, claim=made(editor, article, 1), seen=1, claims=[other.pk])

    split_mention(actor=editor, claim=claim, seen=2, start=other.start)

    again = Claim.objects.exclude(pk=claim.pk).get()
    assert (again.start, again.quote, again.value) == (other.start, MONEY, claim.value)


def test_places_named_with_a_new_claim_are_stored_with_it(editor, article) -> None:
    start, end = span(1)
    further = [{"start": at, "end": to, "quote": MONEY} for at, to in (span(2), span(3))]

    claim = add_claim(
        actor=editor, article=article, start=start, end=end, quote=MONEY, types=["money"], mentions=further
    )

    assert places(claim) == [span(2), span(3)]
    assert (claim.version, AuditEntry.objects.about(claim).count()) == (1, 1)


@pytest.mark.parametrize(
    ("place", "pointer"),
    [({"start": 0, "end": 3, "quote": "某某某"}, "/mentions/1/quote"),
     ({"start": 5, "end": 999, "quote": "x"}, "/mentions/1/end"),
     (dict(zip(("start", "end"), span(2), strict=True), quote=MONEY), "/mentions/1/start")],
)  # fmt: skip
def test_a_wrong_place_is_named_and_nothing_is_stored(editor, article, place, pointer) -> None:
    start, end = span(1)
    good = dict(zip(("start", "end"), span(2), strict=True), quote=MONEY)

    with pytest.raises(Invalid) as refused:
        add_claim(
            actor=editor,
            article=article,
            start=start,
            end=end,
            quote=MONEY,
            types=["money"],
            mentions=[good, place],
        )

    assert refused.value.errors[0]["pointer"] == pointer
    assert not Claim.objects.exists()


def test_reading_again_proposes_no_merged_place(editor, article) -> None:
    run_job(request_pretag(actor=editor, article=article).pk)
    rows = [row for row in Suggestion.objects.in_reading_order() if row.value == "11777000000"]
    merged = [row.pk for row in rows[1:]]
    claim = accept_with_repeats(actor=editor, suggestion=rows[0], suggestions=merged)
    others = Suggestion.objects.pending().count()

    state = run_job(request_pretag(actor=editor, article=Article.objects.get(pk=article.pk)).pk)

    assert (state, len(places(claim))) == (JobState.DONE, 2)
    assert Suggestion.objects.pending().count() == others
    assert not Suggestion.objects.pending().filter(value="11777000000").exists()


def test_reading_again_proposes_no_place_that_people_marked_of_themselves(editor, article) -> None:
    claim = made(editor, article, 1)
    merge_mentions(actor=editor, claim=claim, seen=1, claims=[made(editor, article, 2).pk])

    run_job(request_pretag(actor=editor, article=article).pk)

    found = Suggestion.objects.filter(value="11777000000")
    assert [(row.start, row.end) for row in found] == [span(3)]


def test_a_deleted_claim_lets_all_its_suggestions_wait_again(editor, article) -> None:
    rows = [waiting(article, number) for number in (1, 2)]
    claim = accept_with_repeats(actor=editor, suggestion=rows[0], suggestions=[rows[1].pk])

    delete_claim(actor=editor, claim=claim, seen=claim.version)

    assert set(Suggestion.objects.values_list("state", flat=True)) == {"pending"}
