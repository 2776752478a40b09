"""Of people who act at the same moment one wins, and the others are told."""

from __future__ import annotations

from functools import partial

import pytest

from annotations.chain import digest
from annotations.models import (
    Actor,
    Article,
    AuditEntry,
    Claim,
    Job,
    Suggestion,
)
from annotations.services import claimrows
from annotations.services.annotate import delete_claim, edit_claim
from annotations.services.articles import edit_article
from annotations.services.audit import payload
from annotations.services.decisions import accept_many, accept_suggestion, dismiss_suggestion
from annotations.services.errors import Problem, Stale
from annotations.services.ingest import ingest_article
from annotations.services.jobs import lease
from annotations.services.pretag import request_pretag
from annotations.vocabulary import Role
from tests.api.conftest import machine_of
from tests.concurrency.conftest import at_once, lost, won
from tests.factories import (
    QUOTE,
    DeskFactory,
    a_claim,
    a_link,
    a_source,
    a_suggestion,
    an_article,
    member,
)

pytestmark = [pytest.mark.usefixtures("real_transactions"), pytest.mark.both_databases]


@pytest.fixture
def desk(real_transactions):
    return DeskFactory.create()


@pytest.fixture
def editor(desk) -> Actor:
    return member(desk, Role.EDITOR)


def save(actor: Actor, key, note: str):
    """An editor who has version 1 on the screen saves a note."""
    user = actor.user

    def act() -> Claim:
        claim = Claim.objects.select_related("article__desk").get(pk=key)
        return edit_claim(actor=Actor(user), claim=claim, seen=1, changes={"note": note})

    return act


def test_of_two_editors_who_save_the_same_claim_one_wins_and_the_other_sees_what_was_saved(
    desk, editor
) -> None:
    claim, other = a_claim(editor), member(desk, Role.EDITOR)

    results = at_once([save(editor, claim.pk, "甲"), save(other, claim.pk, "乙")])

    claim.refresh_from_db()
    (winner,) = won(results)
    (loser,) = [result for result in results if isinstance(result, Stale)]
    assert (claim.note, claim.version) == (winner.note, 2)
    assert (loser.current.note, loser.current.version) == (winner.note, 2)
    assert AuditEntry.objects.about(claim).count() == 2


def test_without_the_guard_a_save_would_be_lost(desk, editor, monkeypatch) -> None:
    """The negative control: the same race, with nobody looking at versions."""

    def unguarded(claim, actor, action, fields=None, *, diff=None, reason=""):
        Claim.objects.filter(pk=claim.pk).update(**(fields or {}))
        return claim

    monkeypatch.setattr(claimrows, "write", unguarded)
    monkeypatch.setattr(claimrows, "require_version", lambda claim, seen: None)
    claim = a_claim(editor)

    results = at_once([save(member(desk, Role.EDITOR), claim.pk, str(n)) for n in range(4)])

    assert len(won(results)) == 4  # four were told "saved", and one note is left
    assert Claim.objects.get().note in {"0", "1", "2", "3"}


def test_six_links_added_at_once_are_all_kept(editor) -> None:
    claim, source = a_claim(editor), a_source(editor)

    def add():
        row = Claim.objects.select_related("article__desk").get(pk=claim.pk)
        return a_link(Actor(editor.user), row, source)

    results = at_once([add] * 6)

    claim.refresh_from_db()
    assert (lost(results), claim.evidence.count()) == (set(), 6)
    assert AuditEntry.objects.about(claim).count() == claim.version


def test_a_delete_beside_an_edit_and_new_evidence_never_locks_them_out(desk, editor) -> None:
    article, source = an_article(editor), a_source(editor)

    for number in range(8):
        suggestion = a_suggestion(article, quote=QUOTE[: 4 + number])
        claim = accept_suggestion(actor=editor, suggestion=suggestion)
        claim = edit_claim(actor=editor, claim=claim, seen=None, changes={"verdict": "verified"})
        rows = [Claim.objects.select_related("article__desk").get(pk=claim.pk) for _ in range(3)]
        remove = partial(delete_claim, claim=rows[0], seen=None)
        change = partial(edit_claim, claim=rows[1], seen=None, changes={"value": "1"})
        results = at_once([
            *(partial(act, actor=Actor(editor.user)) for act in (remove, change)),
            partial(a_link, Actor(editor.user), rows[2], source),
        ])  # fmt: skip

        assert all(issubclass(kind, Problem) for kind in lost(results))
        assert Claim.objects.filter(pk=claim.pk).exists() == isinstance(results[0], Problem)


def test_eight_posts_with_one_key_make_one_row(editor) -> None:
    article, machine = an_article(editor), machine_of(editor)
    body = {"start": 0, "end": 5, "quote": "2023年", "types": ["date"]}

    answers = at_once([lambda: machine.post(f"articles/{article.pk}/claims/", body, key="k")] * 8)

    assert {(answer.status_code, answer["ETag"], answer.content) for answer in answers} == {
        (201, answers[0]["ETag"], answers[0].content)
    }
    assert Claim.objects.count() == 1


def test_eight_posts_without_a_key_make_eight_rows(editor) -> None:
    article, machine = an_article(editor), machine_of(editor)
    body = {"start": 0, "end": 5, "quote": "2023年", "types": ["date"]}

    answers = at_once([lambda: machine.post(f"articles/{article.pk}/claims/", body)] * 8)

    assert {answer.status_code for answer in answers} == {201}
    assert Claim.objects.count() == 8


def test_the_same_article_sent_six_times_at_once_is_stored_once(desk, editor) -> None:
    def send() -> tuple[Article, bool]:
        return ingest_article(actor=Actor(editor.user), desk=desk, title="样稿", text="同一篇。")

    results = at_once([send] * 6)

    assert lost(results) == set()
    assert sorted(created for _, created in results) == [False] * 5 + [True]
    assert len({article.pk for article, _ in results}) == 1
    assert (Article.objects.count(), Job.objects.count()) == (1, 1)


def test_pretagging_asked_for_six_times_at_once_is_queued_once_and_leased_once(editor) -> None:
    article = an_article(editor)

    asked = at_once([lambda: request_pretag(actor=Actor(editor.user), article=article)] * 6)
    taken = at_once([lambda: lease(asked[0].pk)] * 6)

    assert {job.pk for job in asked} == {Job.objects.get().pk}
    assert len([job for job in taken if job is not None]) == 1


def test_a_suggestion_accepted_six_times_at_once_becomes_one_claim(editor) -> None:
    suggestion = a_suggestion(an_article(editor))

    def accept() -> Claim:
        row = Suggestion.objects.select_related("article__desk").get(pk=suggestion.pk)
        return accept_suggestion(actor=Actor(editor.user), suggestion=row)

    results = at_once([accept] * 6)

    assert lost(results) == set()
    assert {claim.pk for claim in results} == {Claim.objects.get().pk}


def test_people_who_decide_on_the_same_suggestions_never_lock_each_other_out(editor) -> None:
    article = an_article(editor)
    keys = [a_suggestion(article, quote=QUOTE[: 4 + n]).pk for n in range(8)]

    def set_aside(key):
        row = Suggestion.objects.select_related("article__desk").get(pk=key)
        return lambda: dismiss_suggestion(actor=Actor(editor.user), suggestion=row, reason="slogan")

    everything = [lambda: accept_many(actor=Actor(editor.user), article=article, ids=keys)] * 2
    results = at_once([*everything, *(set_aside(key) for key in keys[::-1][:4])])

    assert all(issubclass(kind, Problem) for kind in lost(results))
    assert Claim.objects.count() in (0, len(keys))


def test_the_audit_chain_of_a_busy_desk_stays_unbroken(desk, editor) -> None:
    article = an_article(editor)
    claims = [a_claim(editor, article) for _ in range(8)]

    at_once([save(editor, claim.pk, "同时") for claim in claims])

    rows = list(AuditEntry.objects.filter(desk=desk).order_by("seq"))
    before = ["", *(row.hash for row in rows)]
    assert [row.seq for row in rows] == list(range(1, 18))
    assert [row.hash for row in rows] == [
        digest(prev, payload(row)) for prev, row in zip(before, rows, strict=False)
    ]


def test_of_two_who_take_an_article_one_has_it_and_all_its_claims(desk, editor) -> None:
    article = an_article(editor)
    claims = [a_claim(editor, article), a_claim(editor, article, quote="169个")]
    people = [editor, member(desk, Role.EDITOR), member(desk, Role.EDITOR)]

    def take(user):
        def act() -> Article:
            row = Article.objects.select_related("desk").get(pk=article.pk)
            return edit_article(actor=Actor(user), article=row, seen=1, changes={"assignee": user})

        return act

    results = at_once([take(person.user) for person in people])

    article.refresh_from_db()
    (winner,) = won(results)
    assert lost(results) == {Stale}
    assert (article.assignee, article.version) == (winner.assignee, 2)
    for claim in claims:
        claim.refresh_from_db()
        assert (claim.assignee, claim.version) == (winner.assignee, 2)
