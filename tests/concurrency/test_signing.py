"""Of people who sign, publish and review the same article at the same moment nobody is misled."""

from __future__ import annotations

import threading
from functools import partial

import pytest
from django.db import connection, connections

from annotations.models import Actor, Article, AuditEntry, Claim, Publication, VerifiedFact
from annotations.services import publish as publishing
from annotations.services import signing
from annotations.services.annotate import edit_claim
from annotations.services.articlemoves import move_article
from annotations.services.errors import Conflict, Stale
from annotations.services.publish import publish_article
from annotations.services.review import take_step
from annotations.services.signing import Override, sign_article
from annotations.vocabulary import OverrideCode, Role, Status, Verdict
from tests.concurrency.conftest import at_once, lost, won
from tests.factories import DeskFactory, a_claim, a_link, an_approved_claim, an_article, member

pytestmark = [pytest.mark.usefixtures("real_transactions"), pytest.mark.both_databases]


@pytest.fixture
def desk(real_transactions):
    return DeskFactory.create()


@pytest.fixture
def editor(desk) -> Actor:
    return member(desk, Role.EDITOR)


@pytest.fixture
def reviewer(desk) -> Actor:
    return member(desk, Role.REVIEWER)


@pytest.fixture
def article(editor) -> Article:
    return an_article(editor)


def sign(act, actor: Actor, article: Article, seen: int, **more):
    user, key = actor.user, article.pk

    def signed() -> Publication:
        row = Article.objects.select_related("desk").get(pk=key)
        return act(actor=Actor(user), article=row, seen=seen, **more)

    return signed


def step(actor: Actor, claim: Claim, to: Status, **more):
    user, key = actor.user, claim.pk

    def taken() -> Claim:
        row = Claim.objects.select_related("article__desk").get(pk=key)
        return take_step(actor=Actor(user), claim=row, to=to, seen=row.version, **more)

    return taken


def test_of_two_chiefs_who_sign_what_they_both_saw_one_signs(desk, article) -> None:
    chiefs = [member(desk, Role.CHIEF), member(desk, Role.CHIEF)]

    results = at_once([sign(publish_article, chief, article, 1) for chief in chiefs])

    assert (len(won(results)), lost(results)) == (1, {Stale})
    assert Publication.objects.count() == 1
    rows = AuditEntry.objects.about(article).values_list("action", "version")
    assert list(rows) == [("create", 1), ("sign", 2), ("publish", 3)]


def unguarded(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(version=article.version + 1)
    article.refresh_from_db()


def test_without_the_guard_both_chiefs_would_have_signed(desk, article, monkeypatch) -> None:
    """The negative control: the same race, with nobody looking at the article's version."""
    monkeypatch.setattr(signing, "next_version", unguarded)
    monkeypatch.setattr(publishing, "next_version", unguarded)
    monkeypatch.setattr(signing, "require_seen", lambda article, seen: None)
    chiefs = [member(desk, Role.CHIEF), member(desk, Role.CHIEF)]

    results = at_once([sign(sign_article, chief, article, 1) for chief in chiefs])

    assert len(won(results)) == 2
    assert Publication.objects.count() == 2


def test_a_claim_reopened_while_the_article_is_published_is_never_out_in_doubt(
    desk, editor, reviewer, article
) -> None:
    claim, chief = an_approved_claim(editor, reviewer, article), member(desk, Role.CHIEF)
    article.refresh_from_db()

    results = at_once(
        [
            sign(publish_article, chief, article, article.version),
            step(chief, claim, Status.REOPENED, comment="存疑"),
        ]
    )

    claim.refresh_from_db()
    published = Publication.objects.exists()
    # Published first: reopened afterwards, or told so. Reopened first: the article is not signed.
    assert (published, claim.status) in {(True, "reopened"), (True, "published"), (False, "reopened")}
    assert lost(results) <= {Stale, Conflict}
    assert VerifiedFact.objects.outside().current().exists() is (claim.status == "published")
    assert AuditEntry.objects.about(claim).count() == claim.version


def test_a_claim_approved_while_the_article_is_signed_over_is_published_or_left(
    desk, editor, reviewer, article
) -> None:
    claim = a_link(editor, a_claim(editor, article)).claim
    claim = edit_claim(actor=editor, claim=claim, seen=None, changes={"verdict": Verdict.VERIFIED})
    claim = take_step(actor=editor, claim=claim, to=Status.SUBMITTED, seen=None)
    article.refresh_from_db()
    hurry, chief = Override(OverrideCode.DEADLINE, "22时付印"), member(desk, Role.CHIEF)

    results = at_once(
        [
            sign(publish_article, chief, article, article.version, override=hurry),
            step(reviewer, claim, Status.APPROVED),
        ]
    )

    claim.refresh_from_db()
    publication = Publication.objects.get()
    known = [row["object_id"] for row in publication.open_items]
    # Approved first: out with the article and nothing open. Signed first: open, listed, and not out.
    assert (claim.status, known) in [("published", []), ("approved", [str(claim.pk)])]
    assert lost(results) <= {Stale, Conflict}
    assert VerifiedFact.objects.outside().exists() is (claim.status == "published")


def test_an_article_is_withdrawn_or_published_but_not_both_ways(desk, editor, reviewer, article) -> None:
    an_approved_claim(editor, reviewer, article)
    article.refresh_from_db()
    chiefs = [member(desk, Role.CHIEF), member(desk, Role.CHIEF)]
    withdraw = partial(move_article, to="withdrawn", reason="来源撤回")

    results = at_once(
        [
            sign(publish_article, chiefs[0], article, article.version),
            sign(withdraw, chiefs[1], article, article.version),
        ]
    )

    article.refresh_from_db()
    assert (len(won(results)), lost(results)) == (1, {Stale})
    assert VerifiedFact.objects.outside().current().exists() is (article.status == "published")


def test_an_article_follows_its_claims_after_each_commit_and_keeps_its_version(
    editor, reviewer, article
) -> None:
    seen = []
    claim = a_link(editor, a_claim(editor, article)).claim
    changes = {"verdict": Verdict.VERIFIED}
    claim = edit_claim(actor=editor, claim=claim, seen=None, changes=changes)
    for actor, to, more in (
        (editor, Status.SUBMITTED, {}),
        (reviewer, Status.APPROVED, {}),
        (reviewer, Status.REOPENED, {"comment": "存疑"}),
    ):
        claim = take_step(actor=actor, claim=claim, to=to, seen=None, **more)
        article.refresh_from_db()
        seen.append((article.status, article.version))

    assert seen == [("in_review", 1), ("cleared", 1), ("checking", 1)]
    rows = AuditEntry.objects.about(article).filter(action="transition")
    assert [(row.actor, row.source_state, row.target_state) for row in rows] == [
        ("system", "checking", "in_review"),
        ("system", "in_review", "cleared"),
        ("system", "cleared", "checking"),
    ]


def test_claims_moved_at_the_same_moment_leave_the_article_where_they_stand(
    editor, reviewer, article
) -> None:
    quotes = ("到位资金117.77亿元", "169个", "2023年")
    claims = []
    for quote in quotes:
        claim = a_link(editor, a_claim(editor, article, quote=quote)).claim
        claim = edit_claim(actor=editor, claim=claim, seen=None, changes={"verdict": Verdict.VERIFIED})
        claims.append(take_step(actor=editor, claim=claim, to=Status.SUBMITTED, seen=None))

    results = at_once([step(reviewer, claim, Status.APPROVED) for claim in claims])

    article.refresh_from_db()
    assert (len(won(results)), article.status) == (3, "cleared")


def reopened_during_the_signature(chief: Actor, claim: Claim, monkeypatch) -> list[bool]:
    """Somebody reopens the claim after the gate was read; whether they could, before the signature stood."""
    real, could = signing.gate_of, []
    reopening = threading.Thread(target=closing(step(chief, claim, Status.REOPENED, comment="存疑")))

    def read_and_wait(article):
        found = real(article)
        reopening.start()
        reopening.join(2)
        could.append(Claim.objects.get(pk=claim.pk).status == Status.REOPENED)
        return found

    monkeypatch.setattr(signing, "gate_of", read_and_wait)
    sign(sign_article, chief, claim.article, None)()
    reopening.join(60)
    return could


def closing(act):
    """``act`` in a thread that leaves no connection behind."""

    def run() -> None:
        try:
            act()
        finally:
            connections.close_all()

    return run


def test_no_claim_moves_between_the_gate_and_the_signature(
    desk, editor, reviewer, article, monkeypatch
) -> None:
    claim, chief = an_approved_claim(editor, reviewer, article), member(desk, Role.CHIEF)

    could = reopened_during_the_signature(chief, claim, monkeypatch)

    claim.refresh_from_db()
    assert (could, claim.status) == ([False], "reopened")


def test_without_the_claims_held_the_gate_would_have_said_what_was_no_longer_true(
    desk, editor, reviewer, article, monkeypatch
) -> None:
    """The negative control. SQLite has one writer at a time, whatever is locked."""
    claim, chief = an_approved_claim(editor, reviewer, article), member(desk, Role.CHIEF)
    monkeypatch.setattr(signing, "hold_claims", lambda article: None)

    could = reopened_during_the_signature(chief, claim, monkeypatch)

    assert could == [connection.vendor == "postgresql"]
