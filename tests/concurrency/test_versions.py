"""A new version beside colleagues at work: nothing saved is lost, no claim is left behind in the old text."""

from __future__ import annotations

import pytest

from annotations.models import Actor, Article, AuditEntry, Claim, Suggestion, Version
from annotations.services import claimrows, reanchoring
from annotations.services.annotate import edit_claim
from annotations.services.decisions import accept_suggestion
from annotations.services.errors import Conflict, Problem, Stale
from annotations.services.review import take_step
from annotations.services.versions import add_version
from annotations.vocabulary import Role, Status
from tests.concurrency.conftest import at_once, lost, won
from tests.factories import (
    TEXT,
    DeskFactory,
    a_claim,
    a_submitted_claim,
    a_suggestion,
    an_article,
    member,
)

pytestmark = [pytest.mark.usefixtures("real_transactions"), pytest.mark.both_databases]

NEW = TEXT.replace("169个", "196个")
QUOTES = ["2023年", "过亿元项目169个", "到位资金117.77亿元", "港口是全省唯一"]


@pytest.fixture
def desk(real_transactions):
    return DeskFactory.create()


@pytest.fixture
def editor(desk) -> Actor:
    return member(desk, Role.EDITOR)


def renew(person: Actor, key, text: str = NEW):
    user = person.user
    return lambda: add_version(actor=Actor(user), article=Article.objects.get(pk=key), text=text)


def save(person: Actor, key, note: str):
    user = person.user

    def act() -> Claim:
        claim = Claim.objects.select_related("article__desk").get(pk=key)
        return edit_claim(actor=Actor(user), claim=claim, seen=1, changes={"note": note})

    return act


def test_an_edit_beside_a_new_version_is_kept_or_told_and_never_lost(desk, editor) -> None:
    article = an_article(editor)
    claims = [a_claim(editor, article, quote=quote) for quote in QUOTES]

    results = at_once([renew(editor, article.pk), *(save(editor, one.pk, "备注") for one in claims)])

    assert lost(results[1:]) <= {Stale}
    assert isinstance(results[0], Stale) or results[0].version.number == 2
    article.refresh_from_db()
    for claim, result in zip(claims, results[1:], strict=True):
        claim.refresh_from_db()
        assert (claim.note == "备注") == (not isinstance(result, Stale))
        assert claim.article_version == article.text_version
        assert article.text[claim.start : claim.end] == claim.quote
        assert AuditEntry.objects.about(claim).count() == claim.version


def test_without_the_comparison_an_edit_would_be_overwritten(editor, monkeypatch) -> None:
    """The negative control: the plan is written whatever has become of the claim meanwhile."""
    claim = a_claim(editor, quote="到位资金117.77亿元")
    plan, locked = reanchoring.plan, reanchoring.locked

    def then_edited(article, text):
        made = plan(article, text)
        here = {"start": claim.start + 4, "quote": "117.77亿元"}
        edit_claim(actor=editor, claim=Claim.objects.get(pk=claim.pk), seen=None, changes=here)
        return made

    def unguarded(article, planned):
        return list(reanchoring.moving(article).select_related("article__desk", "approved_by"))

    monkeypatch.setattr(reanchoring, "plan", then_edited)
    monkeypatch.setattr(reanchoring, "locked", unguarded)
    add_version(actor=editor, article=claim.article, text=NEW)

    claim.refresh_from_db()
    assert claim.quote == "到位资金117.77亿元"  # the colleague's narrower span is gone
    assert locked is not unguarded


def test_an_approval_beside_a_new_figure_never_stands_on_it(desk, editor) -> None:
    claim = a_submitted_claim(editor, quote="过亿元项目169个", types=["quantity"])
    reviewer = member(desk, Role.REVIEWER)

    def approve() -> Claim:
        row = Claim.objects.select_related("article__desk").get(pk=claim.pk)
        return take_step(actor=Actor(reviewer.user), claim=row, to=Status.APPROVED, seen=claim.version)

    results = at_once([renew(editor, claim.article_id), approve])

    assert lost(results) <= {Stale}
    claim.refresh_from_db()
    assert (claim.quote, claim.status, claim.verdict) == ("过亿元项目196个", Status.IN_PROGRESS, "")


def test_claims_made_beside_a_new_version_stand_in_the_current_text(desk, editor) -> None:
    article = an_article(editor)
    keys = [a_suggestion(article, quote=quote).pk for quote in QUOTES]

    def accept(key):
        def act() -> Claim:
            row = Suggestion.objects.select_related("article__desk").get(pk=key)
            return accept_suggestion(actor=Actor(editor.user), suggestion=row)

        return act

    results = at_once([*(accept(key) for key in keys), renew(editor, article.pk)])

    assert lost(results) <= {Conflict, Stale}
    article.refresh_from_db()
    for claim in Claim.objects.all():
        assert claim.article_version == article.text_version


def test_without_holding_the_text_a_claim_would_be_left_behind(editor, monkeypatch) -> None:
    """The negative control: the colleague still has the old text in hand."""
    monkeypatch.setattr(claimrows, "hold_text", lambda article: None)
    article = an_article(editor)
    stale = Article.objects.select_related("desk").get(pk=article.pk)
    add_version(actor=editor, article=article, text=NEW)

    claim = a_claim(editor, stale, quote="过亿元项目169个")

    assert claim.article_version == 1


def test_the_same_new_text_sent_five_times_at_once_is_one_version(editor) -> None:
    article = an_article(editor)

    results = at_once([renew(editor, article.pk)] * 5)

    assert lost(results) <= {Stale}
    assert [report.created for report in won(results)].count(True) == 1
    assert list(Version.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_people_who_bring_different_texts_at_once_never_lock_each_other_out(desk, editor) -> None:
    article = an_article(editor)
    claims = [a_claim(editor, article, quote=quote) for quote in QUOTES]

    results = at_once([renew(editor, article.pk, TEXT + "完" * n) for n in range(1, 5)])

    assert all(issubclass(kind, Problem) for kind in lost(results))
    article.refresh_from_db()
    assert article.text_version == 1 + len(won(results)) == Version.objects.count()
    for claim in claims:
        claim.refresh_from_db()
        assert claim.article_version == article.text_version
