"""What a new version does to a claim: its approval stands only where its words do."""

import pytest

from annotations.models import (
    Hand,
    Reanchoring,
    VerifiedFact,
)
from annotations.services.annotate import edit_claim
from annotations.services.decisions import accept_suggestion, dismiss_suggestion
from annotations.services.jobs import lease
from annotations.services.pretag import request_pretag, tag
from annotations.services.review import take_step
from annotations.services.versions import add_version
from annotations.vocabulary import Outcome, Status, Verdict
from tests.factories import (
    a_claim,
    a_submitted_claim,
    an_article,
)
from tests.services.rewriting import COPY, an_approval, outcome_of, renewed, rows_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def article(editor):
    return an_article(editor, text=COPY)


def test_an_approval_is_carried_where_the_words_stay(editor, reviewer, article):
    claim = an_approval(editor, reviewer, article, "到位资金117.77亿元")
    version, history = claim.version, len(rows_of(claim))

    report = renewed(editor, article, "2023年，全市", "据统计，2023年，全市")

    claim.refresh_from_db()
    assert outcome_of(report, claim) == Outcome.KEPT
    assert (claim.status, claim.approved_by, claim.article_version) == (Status.APPROVED, reviewer.user, 2)
    assert article.text[claim.start : claim.end] == claim.quote == "到位资金117.77亿元"
    assert (claim.version, len(rows_of(claim))) == (version + 1, history + 1)
    row = rows_of(claim)[-1]
    assert (row.action, row.source_state, row.target_state) == ("reanchor", "approved", "approved")
    assert row.diff["article_version"] == [1, 2]
    assert row.diff["carried_from"] == [None, 1]
    assert VerifiedFact.objects.get(claim=claim).held_at is None


def test_an_approval_is_carried_to_where_the_words_were_moved(editor, reviewer, article):
    claim = an_approval(editor, reviewer, article, "新增就业2100人", types=["quantity"])
    first, second, third = COPY.split("\n")

    report = add_version(actor=editor, article=article, text="\n".join([third, first, second]))

    claim.refresh_from_db()
    assert (outcome_of(report, claim), claim.status) == (Outcome.MOVED, Status.APPROVED)


def test_a_small_change_keeps_the_approval_and_waits_for_a_reviewer(editor, reviewer, article):
    claim = an_approval(editor, reviewer, article, "要加快的建设", types=["quote"])

    report = renewed(editor, article, "加快的建设", "加快地建设")

    claim.refresh_from_db()
    assert outcome_of(report, claim) == Outcome.CHANGED_MINOR
    assert (claim.status, claim.quote) == (Status.APPROVED, "要加快地建设")
    assert [row.claim for row in Reanchoring.objects.awaiting_confirmation()] == [claim]


def test_a_small_change_without_an_approval_asks_nobody(editor, article):
    a_claim(editor, article, quote="要加快的建设", types=["quote"])

    renewed(editor, article, "加快的建设", "加快地建设")

    assert not Reanchoring.objects.awaiting_confirmation().exists()


def test_the_approved_correction_makes_the_claim_right(editor, reviewer, article):
    wrong = {
        "verdict": Verdict.FALSE,
        "verdict_note": "公报是118.2亿元",
        "resolution": "corrected",
        "proposed_text": "到位资金118.2亿元",
    }
    claim = a_submitted_claim(editor, article, quote="到位资金117.77亿元")
    claim = take_step(actor=editor, claim=claim, to=Status.IN_PROGRESS, seen=claim.version)
    claim = edit_claim(actor=editor, claim=claim, seen=claim.version, changes=wrong)
    claim = take_step(actor=editor, claim=claim, to=Status.SUBMITTED, seen=claim.version)
    claim = take_step(actor=reviewer, claim=claim, to=Status.APPROVED, seen=claim.version)

    report = renewed(editor, article, "117.77", "118.2")

    claim.refresh_from_db()
    assert outcome_of(report, claim) == Outcome.CORRECTED
    assert (claim.status, claim.verdict, claim.verdict_note) == (Status.APPROVED, Verdict.VERIFIED, "")
    assert (claim.quote, claim.value) == ("到位资金118.2亿元", "11820000000")
    assert rows_of(claim)[-1].diff["verdict"] == ["false", "verified"]
    old, new = VerifiedFact.objects.filter(claim=claim).order_by("claim_version")
    assert (new.supersedes, new.verdict, new.value) == (old, "verified", "11820000000")


def test_other_words_void_the_approval_and_keep_the_verdict(editor, reviewer, article):
    claim = an_approval(editor, reviewer, article, "新开工过亿元项目169个", types=["quantity"])

    report = renewed(editor, article, "新开工过亿元项目", "新签约过亿元项目")

    claim.refresh_from_db()
    assert outcome_of(report, claim) == Outcome.CHANGED
    assert (claim.status, claim.verdict) == (Status.IN_PROGRESS, Verdict.VERIFIED)
    assert (claim.approved_by, claim.approved_at) == (None, None)
    assert rows_of(claim)[-1].diff["approvals"] == [[str(reviewer.user.pk)], []]
    assert not Hand.objects.filter(claim=claim, part="approved", voided_at__isnull=True).exists()
    assert VerifiedFact.objects.get(claim=claim).held_at is not None


def test_another_figure_clears_the_verdict_and_reads_the_new_one(editor, reviewer, article):
    claim = an_approval(editor, reviewer, article, "到位资金117.77亿元")

    report = renewed(editor, article, "117.77", "171.77")

    claim.refresh_from_db()
    assert outcome_of(report, claim) == Outcome.FIGURE_CHANGED
    assert (claim.status, claim.verdict, claim.value) == (Status.IN_PROGRESS, "", "17177000000")
    assert rows_of(claim)[-1].diff["verdict"] == ["verified", ""]
    assert [link.comparison for link in claim.evidence.all()] == ["differs"]


def test_a_claim_whose_words_are_gone_waits_for_a_person(editor, reviewer, article):
    claim = an_approval(editor, reviewer, article, "新增就业2100人", types=["quantity"])

    report = renewed(editor, article, "，新增就业2100人", "")

    claim.refresh_from_db()
    assert outcome_of(report, claim) == Outcome.ORPHANED
    assert (claim.status, claim.flags) == (Status.IN_PROGRESS, ["orphaned"])
    assert (claim.article_version, claim.quote) == (1, "新增就业2100人")


def test_a_lost_claim_comes_back_with_its_words(editor, reviewer, article):
    claim = an_approval(editor, reviewer, article, "新增就业2100人", types=["quantity"])
    renewed(editor, article, "，新增就业2100人", "")

    add_version(actor=editor, article=article, text=COPY + "\n完")

    claim.refresh_from_db()
    assert (claim.flags, claim.article_version, claim.status) == ([], 3, Status.IN_PROGRESS)


def test_a_lost_claim_is_never_given_other_words(editor, reviewer, article):
    claim = an_approval(editor, reviewer, article, "新增就业2100人", types=["quantity"])
    renewed(editor, article, "，新增就业2100人", "")
    rows = len(rows_of(claim))

    add_version(actor=editor, article=article, text=COPY.replace("2100", "2200"))

    claim.refresh_from_db()
    assert (claim.flags, claim.quote, len(rows_of(claim))) == (["orphaned"], "新增就业2100人", rows)


def test_work_that_was_not_handed_on_stays_where_it_is(editor, article):
    claim = a_claim(editor, article, quote="到位资金117.77亿元")

    renewed(editor, article, "117.77", "171.77")

    claim.refresh_from_db()
    assert (claim.status, claim.value) == (Status.OPEN, "17177000000")


def test_a_further_place_moves_along_and_its_figure_counts(editor, article):
    text = COPY + "\n项目169个。"
    renewed(editor, article, COPY, text)
    places = [{"start": (at := text.index("169个", 40)), "end": at + 4, "quote": "169个"}]
    claim = a_claim(editor, article, quote="169个", types=["quantity"], mentions=places)

    add_version(actor=editor, article=article, text="题记\n" + text.replace("\n项目169个", "\n项目196个"))

    claim.refresh_from_db()
    (mention,) = claim.mentions.all()
    article.refresh_from_db()
    assert article.text[mention.start : mention.end] == mention.quote == "196个"
    assert article.text[claim.start : claim.end] == claim.quote == "169个"
    assert rows_of(claim)[-1].diff["outcome"] == [None, "figure_changed"]


def tagged(actor, article):
    tag(lease(request_pretag(actor=actor, article=article).pk))
    return article.suggestions.filter(article_version=article.text_version)


def test_what_was_set_aside_is_not_proposed_again_in_the_new_text(editor, article):
    aside = tagged(editor, article).get(quote__contains="35万")
    dismiss_suggestion(actor=editor, suggestion=aside, reason="not_needed")
    renewed(editor, article, "2100人", "2200人")

    quotes = set(tagged(editor, article).values_list("quote", flat=True))

    assert aside.quote not in quotes
    assert any("2200" in quote for quote in quotes)


def test_what_a_claim_came_along_with_is_not_proposed_beside_it(editor, article):
    taken = accept_suggestion(actor=editor, suggestion=tagged(editor, article).get(quote__contains="2100"))
    renewed(editor, article, "2100人", "2200人")

    rows = tagged(editor, article)

    taken.refresh_from_db()
    assert "2200" in taken.quote
    assert not rows.filter(start__lt=taken.end, end__gt=taken.start).exists()
