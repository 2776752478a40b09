"""撤销: one's own last acts go back one by one, by their logged opposite, and nobody else's ever do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import structlog

from annotations.models import Article, AuditEntry, Claim, EvidenceLink, Suggestion
from annotations.services.annotate import add_claim, delete_claim, edit_claim
from annotations.services.decisions import (
    accept_many,
    accept_suggestion,
    dismiss_many,
    dismiss_suggestion,
    restore_suggestion,
)
from annotations.services.errors import Conflict, Forbidden
from annotations.services.evidence import edit_evidence, unlink_evidence
from annotations.services.journal import DEEP
from annotations.services.review import take_step
from annotations.services.undo import undo
from annotations.vocabulary import Role
from tests.factories import (
    QUOTE,
    a_claim,
    a_link,
    a_source,
    a_submitted_claim,
    a_suggestion,
    an_article,
    member,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@contextmanager
def request_of_its_own() -> Iterator[None]:
    with structlog.contextvars.bound_contextvars(request_id=f"r{AuditEntry.objects.count():08}"):
        yield


@pytest.fixture
def article(editor) -> Article:
    return an_article(editor)


@pytest.fixture
def back(editor, article) -> Callable[[], object]:
    def one() -> object:
        with request_of_its_own():
            return undo(actor=editor, article=article)

    return one


def test_an_accepted_suggestion_waits_again_and_its_claim_is_gone(editor, article, back) -> None:
    suggestion = a_suggestion(article)
    with request_of_its_own():
        claim = accept_suggestion(actor=editor, suggestion=suggestion)

    done = back()

    suggestion.refresh_from_db()
    assert suggestion.state == "pending"
    assert not Claim.objects.filter(pk=claim.pk).exists()
    assert done.gone == {claim.pk: [(claim.start, claim.end)]}
    assert done.changed == [suggestion.pk]
    assert back() is None


def test_many_accepted_in_one_act_go_back_in_one(editor, article, back) -> None:
    rows = [a_suggestion(article), a_suggestion(article, quote="169个")]
    with request_of_its_own():
        accept_many(actor=editor, article=article, ids=[row.pk for row in rows])

    back()

    assert set(Suggestion.objects.values_list("state", flat=True)) == {"pending"}
    assert not Claim.objects.exists()


def test_many_dismissed_wait_again_and_a_restored_one_is_set_aside_again(editor, article, back) -> None:
    rows = [a_suggestion(article), a_suggestion(article, quote="169个")]
    with request_of_its_own():
        dismiss_many(actor=editor, article=article, ids=[row.pk for row in rows], reason="slogan")
    with request_of_its_own():
        restore_suggestion(actor=editor, suggestion=rows[0])

    back()
    rows[0].refresh_from_db()
    assert (rows[0].state, rows[0].dismiss_reason) == ("dismissed", "slogan")

    back()
    assert set(Suggestion.objects.values_list("state", flat=True)) == {"pending"}


def test_a_verdict_goes_back_together_with_the_taking_of_the_claim(editor, article, back) -> None:
    claim = a_claim(editor, article)
    with request_of_its_own():
        edit_claim(actor=editor, claim=claim, seen=1, changes={"verdict": "verified"})

    done = back()

    claim.refresh_from_db()
    assert (claim.status, claim.verdict, claim.assignee) == ("open", "", None)
    assert done.changed == [claim.pk]
    assert AuditEntry.objects.about(claim).count() == claim.version
    assert "undoes" in AuditEntry.objects.about(claim).last().diff


def test_acts_go_back_one_by_one_in_their_order(editor, article, back) -> None:
    with request_of_its_own():
        claim = add_claim(actor=editor, article=article, **place(article), types=["quantity"])
    for types in (["date"], ["money"]):
        with request_of_its_own():
            claim = edit_claim(actor=editor, claim=claim, seen=claim.version, changes={"types": types})

    back()
    claim.refresh_from_db()
    assert (claim.types, claim.priority) == (["date"], "A")
    back()
    claim.refresh_from_db()
    assert claim.types == ["quantity"]
    back()
    assert not Claim.objects.exists()
    assert back() is None


def test_evidence_added_goes_and_evidence_removed_comes_back_as_it_was(editor, article, back) -> None:
    claim = a_claim(editor, article)
    with request_of_its_own():
        link = a_link(editor, claim, page="3", note="见第三页")
    with request_of_its_own():
        link.refresh_from_db()
        unlink_evidence(actor=editor, link=link, seen=link.version)

    back()
    again = EvidenceLink.objects.get(pk=link.pk)
    shown = ("quote", "start", "end", "prefix", "stance", "tier", "page", "note", "comparison")
    assert [getattr(again, name) for name in shown] == [getattr(link, name) for name in shown]

    back()
    claim.refresh_from_db()
    assert not EvidenceLink.objects.exists()
    assert (claim.status, claim.assignee) == ("open", None)


def test_a_changed_link_is_as_it_was(editor, article, back) -> None:
    claim = a_claim(editor, article)
    with request_of_its_own():
        link = a_link(editor, claim)
    with request_of_its_own():
        edit_evidence(actor=editor, link=link, seen=link.version, changes={"stance": "refutes"})

    back()

    link.refresh_from_db()
    claim.refresh_from_db()
    assert (link.stance, claim.flags) == ("supports", [])


def test_a_submission_goes_back_to_work(editor, article, back) -> None:
    with request_of_its_own():
        claim = a_submitted_claim(editor, article)
    claim = Claim.objects.select_related("article__desk").get(pk=claim.pk)
    with request_of_its_own():
        claim = take_step(actor=editor, claim=claim, to="in_progress", seen=claim.version)
    with request_of_its_own():
        take_step(actor=editor, claim=claim, to="submitted", seen=claim.version)

    back()

    claim.refresh_from_db()
    assert (claim.status, claim.assignee) == ("in_progress", editor.user)


def test_what_a_colleague_built_upon_stays(editor, article, back) -> None:
    claim = a_claim(editor, article)
    with request_of_its_own():
        claim = edit_claim(actor=editor, claim=claim, seen=1, changes={"note": "甲"})
    other = member(article.desk, Role.EDITOR)
    edit_claim(actor=other, claim=claim, seen=claim.version, changes={"note": "乙"})

    with pytest.raises(Conflict, match="同事"):
        back()
    claim.refresh_from_db()
    assert claim.note == "乙"


def test_a_colleagues_act_is_never_mine_to_undo(editor, article, back) -> None:
    other = member(article.desk, Role.EDITOR)
    a_claim(other, article)

    assert back() is None
    assert Claim.objects.count() == 1


def test_an_approval_is_not_undone_but_told_the_proper_way(editor, reviewer, article) -> None:
    claim = a_submitted_claim(editor, article)
    take_step(actor=reviewer, claim=claim, to="approved", seen=claim.version)

    with pytest.raises(Conflict, match="下一步"):
        undo(actor=reviewer, article=article)
    claim.refresh_from_db()
    assert claim.status == "approved"


def test_a_deletion_is_told_not_to_be_undone(editor, article, back) -> None:
    claim = accept_suggestion(actor=editor, suggestion=a_suggestion(article))
    with request_of_its_own():
        delete_claim(actor=editor, claim=claim, seen=1)

    with pytest.raises(Conflict, match="重新采纳"):
        back()


def test_twenty_acts_back_and_no_further(editor, article, back) -> None:
    claim = a_claim(editor, article)
    for number in range(DEEP + 3):
        with request_of_its_own():
            claim = edit_claim(
                actor=editor, claim=claim, seen=claim.version, changes={"note": f"第{number}次"}
            )

    done = [back() for _ in range(DEEP + 1)]

    claim.refresh_from_db()
    assert [bool(one) for one in done] == [True] * DEEP + [False]
    assert claim.note == "第2次"


def test_only_whoever_may_annotate_may_undo(article) -> None:
    with pytest.raises(Forbidden):
        undo(actor=member(article.desk, Role.REPORTER), article=article)


def test_an_act_on_another_article_is_left_alone(editor, article, back) -> None:
    other = an_article(editor, text="另一篇稿件，全市共有58个村。")
    with request_of_its_own():
        dismiss_suggestion(actor=editor, suggestion=a_suggestion(other, quote="58个"), reason="slogan")

    assert back() is None


def place(article: Article) -> dict[str, object]:
    at = article.text.index(QUOTE)
    return {"start": at, "end": at + len(QUOTE), "quote": QUOTE}


def test_a_changed_note_on_a_protected_source_cannot_come_back_from_the_log(editor):
    link = a_link(editor, a_claim(editor), a_source(editor, confidentiality="protected"))
    edit_evidence(actor=editor, link=link, seen=1, changes={"note": "在茶馆"})

    with pytest.raises(Conflict, match="保护信源的备注不写进记录"):
        undo(actor=editor, article=link.claim.article)

    link.refresh_from_db()
    assert link.note == "在茶馆"
