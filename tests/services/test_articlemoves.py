"""An article on its way: sent to be checked, taken back, published, withdrawn, taken up again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.models import Article, AuditEntry, Claim, FactChange, Publication, VerifiedFact
from annotations.services.articlemoves import move_article, moves_for
from annotations.services.errors import Conflict, Forbidden, Invalid, Missing, Stale
from annotations.services.publish import publish_article
from annotations.services.review import take_step
from annotations.services.signing import sign_article
from annotations.services.standing import standing_of
from annotations.vocabulary import ArticleStatus, Status
from tests.factories import a_claim, a_submitted_claim, a_suggestion, an_approved_claim, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def article(editor) -> Article:
    return an_article(editor)


def test_an_article_goes_back_to_its_writer_and_is_sent_again(article, editor, reporter) -> None:
    move_article(actor=editor, article=article, to="draft", seen=1, reason="缺第二信源")
    assert (article.status, article.version) == ("draft", 2)

    move_article(actor=reporter, article=article, to="checking", seen=2)

    assert article.status == "checking"
    rows = AuditEntry.objects.about(article).filter(action="transition")
    assert [(row.source_state, row.target_state, row.reason) for row in rows] == [
        ("checking", "draft", "缺第二信源"),
        ("draft", "checking", ""),
    ]


def test_withdrawing_takes_back_what_was_out(article, editor, reviewer, chief) -> None:
    an_approved_claim(editor, reviewer, article)
    publish_article(actor=chief, article=article, seen=None)

    move_article(actor=chief, article=article, to="withdrawn", seen=None, reason="来源撤回")

    fact = VerifiedFact.objects.get()
    assert article.status == "withdrawn"
    assert fact.retracted_at
    assert not VerifiedFact.objects.current().exists()
    assert list(FactChange.objects.order_by("pk").values_list("event", flat=True)) == [
        "approved", "published", "retracted",
    ]  # fmt: skip
    with pytest.raises(Conflict, match="不能恢复"):
        move_article(actor=chief, article=article, to="checking", seen=None, reason="再发")
    with pytest.raises(Conflict, match="不能签发"):
        publish_article(actor=chief, article=article, seen=None)


def test_withdrawing_before_publication_holds_the_facts_until_they_are_approved_anew(
    article, editor, reviewer, chief
) -> None:
    claim, open_one = an_approved_claim(editor, reviewer, article), a_claim(editor, article, quote="169个")
    move_article(actor=chief, article=article, to="withdrawn", seen=None, reason="改日再发")
    assert VerifiedFact.objects.get().held_at

    move_article(actor=chief, article=article, to="checking", seen=None, reason="今日发")

    claim.refresh_from_db()
    open_one.refresh_from_db()
    assert (article.status, claim.status, claim.round, open_one.status) == ("checking", "reopened", 2, "open")
    assert AuditEntry.objects.about(claim).count() == claim.version
    assert Claim.objects.get(pk=claim.pk).approved_by is None


def test_moves_are_refused_by_right_moment_and_version(article, editor, reporter, chief, stranger) -> None:
    for actor, to, error in (
        (editor, "withdrawn", Forbidden),
        (reporter, "draft", Forbidden),
        (stranger, "draft", Missing),
        (chief, "cleared", Conflict),
        (chief, "corrected", Conflict),
        (chief, "gone", Invalid),
        (chief, "withdrawn", Invalid),
    ):
        with pytest.raises(error):
            move_article(actor=actor, article=article, to=to, seen=None)
    with pytest.raises(Stale):
        move_article(actor=chief, article=article, to="withdrawn", seen=9, reason="x")
    with pytest.raises(Invalid):
        move_article(actor=chief, article=article, to="withdrawn", seen=1, reason="x", channel="web")

    article.refresh_from_db()
    assert (article.status, article.version) == ("checking", 1)


def test_published_sends_out_what_is_signed_for_the_place_that_is_named(article, chief) -> None:
    sign_article(actor=chief, article=article, seen=None, channel="print", page="3")
    sign_article(actor=chief, article=article, seen=None, channel="web")

    with pytest.raises(Conflict, match="指明渠道"):
        move_article(actor=chief, article=article, to="published", seen=None)
    move_article(actor=chief, article=article, to="published", seen=None, channel="print")

    out = Publication.objects.filter(published_at__isnull=False)
    assert [(one.channel, one.page) for one in out] == [("print", "3")]
    assert Publication.objects.count() == 2


def test_published_signs_what_was_not_signed_and_overrides_only_when_told(article, editor, chief) -> None:
    a_claim(editor, article)
    with pytest.raises(Conflict) as refused:
        move_article(actor=chief, article=article, to="published", seen=None, reason="来不及")
    assert [error["code"] for error in refused.value.errors] == ["claims_a"]

    article.refresh_from_db()
    move_article(
        actor=chief, article=article, to="published", seen=None, reason="来不及", override="deadline"
    )

    publication = Publication.objects.get()
    assert (publication.override_code, publication.override_reason) == ("deadline", "来不及")
    assert (article.status, bool(publication.published_at)) == ("published", True)


def test_buttons_are_told_what_is_possible_and_why_not(article, editor, chief) -> None:
    a_claim(editor, article)

    def told(actor) -> dict[str, tuple[bool, str]]:
        rows = moves_for(actor=actor, article=article)
        return {row["to"]: (row["allowed"], row["reason"]) for row in rows}

    assert told(chief)["published"] == (False, "签发条件还缺 1 项。")
    assert told(chief)["withdrawn"] == (True, "")
    assert told(editor)["withdrawn"] == (False, "“撤稿”只能由值班总编办理。")
    assert told(editor)["draft"] == (True, "")


def test_facts_of_an_embargoed_article_stay_in_until_its_time(article, editor, reviewer, chief) -> None:
    an_approved_claim(editor, reviewer, article)
    Article.objects.update(embargo_until=timezone.now() + timedelta(hours=1))
    publish_article(actor=chief, article=Article.objects.get(), seen=None)
    assert VerifiedFact.objects.get().published_at
    assert not VerifiedFact.objects.outside().exists()

    Article.objects.update(embargo_until=timezone.now() - timedelta(seconds=1))

    assert VerifiedFact.objects.outside().count() == 1


def standing(article: Article) -> str:
    return standing_of(Article.objects.select_related("desk").get(pk=article.pk))


@pytest.mark.parametrize("level", ["full", "key"])
def test_where_an_article_stands_follows_its_claims(article, editor, reviewer, level) -> None:
    Article.objects.update(check_level=level)
    assert standing(article) == ArticleStatus.CHECKING
    claim = a_claim(editor, article, types=["superlative"], quote="港口是全省唯一")
    assert standing(article) == ArticleStatus.CHECKING

    claim = a_submitted_claim(editor, article, types=["first"])
    assert standing(article) == ArticleStatus.CHECKING
    Claim.objects.exclude(pk=claim.pk).delete()
    assert standing(article) == ArticleStatus.IN_REVIEW

    claim = take_step(actor=reviewer, claim=claim, to=Status.APPROVED, seen=None)
    assert standing(article) == ArticleStatus.CLEARED
    waiting = a_suggestion(article, quote="唯一", types=["superlative"])
    assert standing(article) == ArticleStatus.CHECKING
    waiting.delete()

    take_step(actor=reviewer, claim=claim, to=Status.REOPENED, seen=None, comment="存疑")
    assert standing(article) == ArticleStatus.CHECKING
