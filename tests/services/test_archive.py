"""本报已核事实 as evidence: stored once, in words, and only while the newsroom stands by it."""

from __future__ import annotations

import pytest

from annotations.models import Article, AuditEntry, Claim, Source, VerifiedFact
from annotations.services.archive import source_of_fact
from annotations.services.errors import Conflict, Forbidden, Invalid, Missing
from annotations.services.holding import hold_fact, release_fact
from annotations.services.review import take_step
from annotations.services.sources import edit_source
from annotations.services.staleness import confirm_basis, settle_all
from annotations.services.witnesses import standing_of
from annotations.vocabulary import Flag, Status
from tests.factories import QUOTE, a_claim, a_link, a_source, an_approved_claim, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def fact(editor, reviewer) -> VerifiedFact:
    an_approved_claim(editor, reviewer, value="11777000000", unit="CNY")
    return VerifiedFact.objects.get()


def test_a_fact_becomes_a_source_with_its_words_and_evidence_once(editor, colleague, reviewer, fact) -> None:
    source = source_of_fact(actor=editor, fact=fact)

    lines = source.snapshot.text.splitlines()
    assert lines[0] == QUOTE == fact.statement
    assert lines[1:3] == ["数值：117.77亿元", "结论：属实"]
    assert lines[-1] == "1. 《统计公报》，支持，一手：“117.77亿元”"
    assert f"出处：《{fact.article.title}》第 1 版" in lines
    assert (source.source_type, source.confidentiality, source.issuer) == (
        "archive_fact",
        "internal",
        fact.desk.name,
    )
    assert source_of_fact(actor=colleague, fact=fact) == source
    assert Source.objects.filter(fact=fact).count() == 1


def test_it_is_laid_beside_the_article_that_asks_for_it(editor, fact) -> None:
    article = an_article(editor, text="另一篇：到位资金117.77亿元。")

    source = source_of_fact(actor=editor, fact=fact, article=article)

    assert Article.objects.filter(sources=source).get() == article


def test_it_proves_another_claim_and_never_its_own(editor, chief, fact) -> None:
    source = source_of_fact(actor=editor, fact=fact)
    other = a_claim(editor, an_article(editor, text="另一篇：到位资金117.77亿元。"))
    assert a_link(editor, other, source).comparison == "same"

    own = fact.claim
    own = take_step(actor=chief, claim=own, to=Status.REOPENED, seen=None, comment="有新说法")
    with pytest.raises(Conflict, match="不能给自己作证"):
        a_link(editor, own, source)


def test_what_the_newsroom_does_not_stand_by_is_no_evidence(editor, reviewer, chief, fact) -> None:
    hold_fact(actor=reviewer, fact=fact, reason="存疑")
    with pytest.raises(Conflict, match="已暂停外供"):
        source_of_fact(actor=editor, fact=fact)

    released = release_fact(actor=chief, fact=fact, reason="查清")
    with pytest.raises(Conflict, match="已被新的核定取代"):
        source_of_fact(actor=editor, fact=fact)
    assert source_of_fact(actor=editor, fact=released).fact == released


def test_a_retracted_fact_is_no_evidence(editor, fact) -> None:
    VerifiedFact.objects.filter(pk=fact.pk).update(retracted_at="2024-01-01T00:00:00Z")

    with pytest.raises(Conflict, match="已撤回"):
        source_of_fact(actor=editor, fact=VerifiedFact.objects.get(pk=fact.pk))


def test_a_source_that_was_hidden_since_is_not_told_of(editor, fact) -> None:
    evidence = fact.claim.evidence.get().source
    edit_source(actor=editor, source=evidence, seen=None, changes={"confidentiality": "protected"})

    text = source_of_fact(actor=editor, fact=fact).snapshot.text

    assert "统计公报" not in text
    assert text.endswith("证据：未列出")


def test_a_fact_of_the_desk_is_never_a_protected_source(editor, fact) -> None:
    source = source_of_fact(actor=editor, fact=fact)

    with pytest.raises(Invalid, match="不能设为保护信源"):
        edit_source(actor=editor, source=source, seen=None, changes={"confidentiality": "protected"})


def test_who_may_not_read_facts_or_is_of_another_desk_gets_none(reporter, stranger, admin, fact) -> None:
    for actor, refusal in ((reporter, Forbidden), (admin, Forbidden), (stranger, Missing)):
        with pytest.raises(refusal):
            source_of_fact(actor=actor, fact=fact)

    assert not Source.objects.filter(fact=fact).exists()


def test_a_fact_and_the_document_it_rests_on_are_one_source(editor, fact) -> None:
    other = a_claim(editor, an_article(editor, text="另一篇：到位资金117.77亿元。", critical=True))
    a_link(editor, other, source_of_fact(actor=editor, fact=fact))
    a_link(editor, other, fact.claim.evidence.get().source)

    assert "还需 1 个" in standing_of(other, editor).missing

    a_link(editor, other, a_source(editor, title="另一份"))
    assert standing_of(other, editor).missing == ""


def test_claims_that_cite_a_fact_are_flagged_when_it_is_taken_back(
    editor, reviewer, fact, django_capture_on_commit_callbacks
) -> None:
    other = a_claim(editor, an_article(editor, text="另一篇：到位资金117.77亿元。"))
    a_link(editor, other, source_of_fact(actor=editor, fact=fact))

    with django_capture_on_commit_callbacks(execute=True):
        hold_fact(actor=reviewer, fact=fact, reason="存疑")

    now = Claim.objects.select_related("article__desk").get(pk=other.pk)
    last = AuditEntry.objects.about(now).last()
    assert Flag.STALE in now.flags
    assert (last.action, last.actor) == ("flag", "system")
    assert "本报已核事实已暂停外供、撤回或被取代" in last.reason
    assert settle_all() == 0

    confirm_basis(actor=editor, claim=now, reason="另有公报为证", seen=None)
    assert settle_all() == 0
    assert Flag.STALE not in Claim.objects.get(pk=other.pk).flags


def test_the_daily_task_finds_what_was_left(editor, reviewer, fact) -> None:
    other = a_claim(editor, an_article(editor, text="另一篇：到位资金117.77亿元。"))
    a_link(editor, other, source_of_fact(actor=editor, fact=fact))
    hold_fact(actor=reviewer, fact=fact, reason="存疑")

    assert settle_all() == 1
    assert Flag.STALE in Claim.objects.get(pk=other.pk).flags
