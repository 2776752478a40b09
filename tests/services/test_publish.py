"""签发: the chief publishes an article, its approved claims and their facts."""

from __future__ import annotations

import pytest

from annotations.models import Article, AuditEntry, Claim, Publication, VerifiedFact
from annotations.services.errors import Conflict, Forbidden, Invalid, Stale
from annotations.services.publish import publish_article
from annotations.services.review import take_step
from annotations.vocabulary import SYSTEM, ArticleStatus, Status
from tests.factories import a_claim, a_submitted_claim, an_approved_claim, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def article(editor) -> Article:
    return an_article(editor)


def test_publishing_takes_the_approved_claims_along_and_leaves_the_rest(
    article, editor, reviewer, chief
) -> None:
    approved = an_approved_claim(editor, reviewer, article)
    waiting, tagged = a_submitted_claim(editor, article), a_claim(editor, article)

    publication = publish_article(
        actor=chief, article=article, seen=article.version, channel="print", page="A1"
    )

    assert (publication.channel, publication.page, publication.signed_by) == ("print", "A1", chief.user)
    assert (article.status, article.version) == (ArticleStatus.PUBLISHED, 2)
    states = {claim.pk: claim.status for claim in Claim.objects.all()}
    assert states == {approved.pk: "published", waiting.pk: "submitted", tagged.pk: "open"}
    assert VerifiedFact.objects.get().published_at == publication.published_at


def test_publication_stands_in_both_histories(article, editor, reviewer, chief) -> None:
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
        ("publish", 2),
    ]


def test_only_the_chief_publishes(article, editor, reviewer, admin, chief) -> None:
    for actor in (editor, reviewer, admin):
        with pytest.raises(Forbidden):
            publish_article(actor=actor, article=article, seen=1)

    assert publish_article(actor=chief, article=article, seen=1).signed_by == chief.user


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
