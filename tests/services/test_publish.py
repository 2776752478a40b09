"""签发 and 刊发: the chief signs an article; what was signed goes out with its approved claims and facts."""

from __future__ import annotations

import hashlib

import pytest

from annotations.models import Article, AuditEntry, Claim, FollowUp, Publication, VerifiedFact
from annotations.services.articles import edit_article
from annotations.services.errors import Conflict, Forbidden, Invalid, Stale
from annotations.services.publish import publish, publish_article
from annotations.services.review import take_step
from annotations.services.signing import Override, sign_article
from annotations.vocabulary import SYSTEM, ArticleStatus, OverrideCode, Status
from tests.factories import a_claim, a_submitted_claim, a_suggestion, an_approved_claim, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

HURRY = Override(OverrideCode.DEADLINE, "22时付印")


@pytest.fixture
def article(editor) -> Article:
    return an_article(editor)


def test_publishing_takes_the_approved_claims_along_and_leaves_the_rest(
    article, editor, reviewer, chief
) -> None:
    approved = an_approved_claim(editor, reviewer, article)
    waiting, tagged = a_submitted_claim(editor, article), a_claim(editor, article)

    publication = publish_article(
        actor=chief, article=article, seen=article.version, channel="print", page="A1", override=HURRY
    )

    assert (publication.channel, publication.page, publication.signed_by) == ("print", "A1", chief.user)
    assert (article.status, article.version) == (ArticleStatus.PUBLISHED, 3)
    states = {claim.pk: claim.status for claim in Claim.objects.all()}
    assert states == {approved.pk: "published", waiting.pk: "submitted", tagged.pk: "open"}
    assert VerifiedFact.objects.get().published_at == publication.published_at


def test_signing_and_publication_stand_in_both_histories(article, editor, reviewer, chief) -> None:
    claim = an_approved_claim(editor, reviewer, article)

    publish_article(actor=chief, article=article, seen=None)

    claim.refresh_from_db()
    row = AuditEntry.objects.about(claim).last()
    assert (row.actor, row.source_state, row.target_state, row.version) == (
        SYSTEM,
        "approved",
        "published",
        claim.version,
    )
    assert AuditEntry.objects.about(claim).count() == claim.version
    assert [(row.action, row.version) for row in AuditEntry.objects.about(article)] == [
        ("create", 1),
        ("sign", 2),
        ("publish", 3),
    ]


def test_only_the_chief_signs_and_publishes(article, editor, reviewer, admin, chief) -> None:
    for actor in (editor, reviewer, admin):
        with pytest.raises(Forbidden):
            publish_article(actor=actor, article=article, seen=1)
    signed = sign_article(actor=chief, article=article, seen=1)
    for actor in (editor, reviewer, admin):
        with pytest.raises(Forbidden):
            publish(actor=actor, publication=signed, seen=None)

    assert publish(actor=chief, publication=signed, seen=2).published_by == chief.user


def test_what_cannot_be_published_stays_as_it_is(article, chief) -> None:
    with pytest.raises(Invalid):
        publish_article(actor=chief, article=article, seen=1, channel="radio")
    with pytest.raises(Stale):
        publish_article(actor=chief, article=article, seen=7)
    Article.objects.update(status=ArticleStatus.WITHDRAWN)
    with pytest.raises(Conflict):
        publish_article(actor=chief, article=Article.objects.get(), seen=1)

    assert Publication.objects.count() == 0


def test_a_second_publication_takes_what_was_approved_since(article, editor, reviewer, chief) -> None:
    first = an_approved_claim(editor, reviewer, article)
    publish_article(actor=chief, article=article, seen=None)
    published_first = VerifiedFact.objects.get(claim=first).published_at
    second = an_approved_claim(editor, reviewer, article)

    publish_article(actor=chief, article=article, seen=None, channel="print")

    assert Publication.objects.count() == 2
    assert VerifiedFact.objects.get(claim=first).published_at == published_first
    assert VerifiedFact.objects.get(claim=second).published_at > published_first


def test_a_published_claim_is_reopened_by_the_chief_alone(article, editor, reviewer, chief) -> None:
    claim = an_approved_claim(editor, reviewer, article)
    publish_article(actor=chief, article=article, seen=None)
    claim.refresh_from_db()

    with pytest.raises(Forbidden):
        take_step(actor=reviewer, claim=claim, to=Status.REOPENED, seen=None, comment="存疑")
    claim = take_step(actor=chief, claim=claim, to=Status.REOPENED, seen=None, comment="存疑")

    assert claim.status == Status.REOPENED
    assert list(VerifiedFact.objects.current()) == []


def test_signing_is_refused_with_every_missing_item_and_the_way_to_it(article, editor, chief) -> None:
    claim, waiting = a_claim(editor, article), a_suggestion(article, quote="169个")

    with pytest.raises(Conflict) as refused:
        sign_article(actor=chief, article=article, seen=None)

    told = {error["code"]: (error["link"], error["api"]) for error in refused.value.errors}
    assert told == {
        "suggestions": (
            f"/articles/{article.pk}/?at={waiting.pk}",
            f"/api/v1/articles/{article.pk}/suggestions/",
        ),
        "claims_a": (f"/articles/{article.pk}/?at={claim.pk}", f"/api/v1/claims/{claim.pk}/"),
    }
    assert not Publication.objects.exists()
    assert Article.objects.get().version == 1


@pytest.mark.parametrize(
    ("override", "field"),
    [
        (Override("deadline", ""), "reason"),
        (Override("deadline", "  "), "reason"),
        (Override("", "来不及"), "override"),
        (Override("soon", "来不及"), "override"),
        (Override("other", "长" * 2_001), "reason"),
    ],
)
def test_an_override_needs_a_known_code_and_a_reason(article, editor, chief, override, field) -> None:
    a_claim(editor, article)

    with pytest.raises(Invalid) as refused:
        sign_article(actor=chief, article=article, seen=None, override=override)

    assert refused.value.errors[0]["pointer"] == f"/{field}"
    assert not Publication.objects.exists()
    assert sign_article(actor=chief, article=article, seen=None, override=HURRY).override_code == "deadline"


def test_an_override_is_kept_with_what_was_open_and_is_in_the_log(article, editor, chief) -> None:
    claim = a_claim(editor, article)

    publication = sign_article(actor=chief, article=article, seen=None, override=HURRY)

    publication.refresh_from_db()
    assert (publication.override_code, publication.override_reason) == ("deadline", "22时付印")
    assert [(row["kind"], row["object_id"], row["text"]) for row in publication.open_items] == [
        ("claims_a", str(claim.pk), "“到位资金117.77亿元”：A 类核查点还没有核定（待核查）。")
    ]
    row = AuditEntry.objects.about(article).last()
    assert (row.action, row.reason, row.diff["override"]) == ("sign", "22时付印", [None, "deadline"])


def test_an_override_that_nothing_calls_for_is_not_recorded(article, editor, reviewer, chief) -> None:
    an_approved_claim(editor, reviewer, article)

    publication = sign_article(actor=chief, article=article, seen=None, override=HURRY)

    assert (publication.override_code, publication.open_items) == ("", [])
    assert not FollowUp.objects.exists()


def test_the_frozen_sheet_names_the_row_that_signed_it(article, editor, reviewer, chief) -> None:
    an_approved_claim(editor, reviewer, article)

    publication = sign_article(actor=chief, article=article, seen=None)

    row = AuditEntry.objects.about(article).get(action="sign")
    assert publication.audit_hash == row.hash
    assert row.hash in publication.sheet
    assert publication.sheet_sha256 == hashlib.sha256(publication.sheet.encode()).hexdigest()


def test_what_is_signed_goes_out_later_and_only_once(article, editor, reviewer, chief) -> None:
    claim = an_approved_claim(editor, reviewer, article)
    signed = sign_article(actor=chief, article=article, seen=None, channel="print")
    claim.refresh_from_db()
    assert (article.status, claim.status, signed.published_at) == ("checking", "approved", None)
    assert not VerifiedFact.objects.outside().exists()

    publish(actor=chief, publication=signed, seen=article.version)

    claim.refresh_from_db()
    article.refresh_from_db()
    assert (article.status, claim.status, signed.version) == ("published", "published", 2)
    assert VerifiedFact.objects.outside().count() == 1
    with pytest.raises(Conflict, match="已经刊发过了"):
        publish(actor=chief, publication=Publication.objects.get(), seen=None)


def test_a_second_channel_is_a_signature_of_its_own(article, editor, reviewer, chief) -> None:
    an_approved_claim(editor, reviewer, article)
    web = sign_article(actor=chief, article=article, seen=None)
    printed = sign_article(actor=chief, article=article, seen=None, channel="print", edition="A", page="1")

    publish(actor=chief, publication=web, seen=None)
    publish(actor=chief, publication=Publication.objects.get(pk=printed.pk), seen=None)

    out = Publication.objects.filter(published_at__isnull=False).values_list("channel", "page")
    assert sorted(out) == [("print", "1"), ("web", "")]


def test_a_text_that_changed_after_signing_has_to_be_signed_again(article, chief) -> None:
    signed = sign_article(actor=chief, article=article, seen=None)
    Article.objects.update(text_version=2)

    with pytest.raises(Conflict, match="请重新签发") as refused:
        publish(actor=chief, publication=Publication.objects.get(pk=signed.pk), seen=None)

    assert refused.value.code == "sign_again"
    assert Article.objects.get().status == ArticleStatus.CHECKING


def test_new_doubt_after_signing_stops_the_publication_and_old_doubt_does_not(
    article, editor, reviewer, chief
) -> None:
    claim, known = an_approved_claim(editor, reviewer, article), a_claim(editor, article, quote="169个")
    signed = sign_article(actor=chief, article=article, seen=None, override=HURRY)
    take_step(actor=reviewer, claim=claim, to=Status.REOPENED, seen=None, comment="存疑")

    with pytest.raises(Conflict) as refused:
        publish(actor=chief, publication=Publication.objects.get(pk=signed.pk), seen=None)

    assert [error["key"] for error in refused.value.errors] == [f"claims_a:{claim.pk}"]
    again = sign_article(actor=chief, article=Article.objects.get(), seen=None, override=HURRY)
    assert {row["object_id"] for row in again.open_items} == {str(claim.pk), str(known.pk)}
    assert publish(actor=chief, publication=again, seen=None).published_at


def test_editing_an_article_between_signing_and_publishing_does_not_unsign_it(article, editor, chief) -> None:
    signed = sign_article(actor=chief, article=article, seen=None)
    edit_article(actor=editor, article=article, seen=None, changes={"section": "要闻"})

    with pytest.raises(Stale):
        publish(actor=chief, publication=Publication.objects.get(pk=signed.pk), seen=2)

    assert publish(actor=chief, publication=Publication.objects.get(pk=signed.pk), seen=3).published_at
