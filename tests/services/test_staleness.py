"""依据待更新: set by what the evidence rests on, cleared by what people do about it, and by nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from annotations.models import AuditEntry, Claim, EvidenceLink
from annotations.services import staleness
from annotations.services.errors import Forbidden
from annotations.services.renewing import renew_with_text
from annotations.services.sources import edit_source
from annotations.services.staleness import settle_all
from annotations.vocabulary import Action
from tests.factories import (
    BULLETIN,
    QUOTE,
    a_claim,
    a_link,
    a_source,
    an_article,
)
from tests.services.aging import LATER, TODAY, expire, fresh, is_stale

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def claim(editor) -> Claim:
    return a_claim(editor)


@pytest.fixture
def link(editor, claim) -> EvidenceLink:
    return a_link(editor, claim)


def test_a_recheck_that_differs_flags_the_claims_that_quote_the_source(editor, claim, link) -> None:
    other = a_claim(editor, claim.article, quote="169个")
    versions = fresh(claim).version

    snapshot = renew_with_text(actor=editor, source=link.source, text=LATER)

    assert snapshot.number == 2
    assert (is_stale(claim), is_stale(other)) == (True, False)
    row = AuditEntry.objects.about(claim).last()
    assert (row.action, row.actor) == (Action.FLAG, "system")
    assert row.reason == f"核查资料《{link.source.title}》有新快照，正文与引用时不同。"
    assert row.diff["flags"] == [[], ["stale"]]
    assert fresh(claim).version == versions + 1 == AuditEntry.objects.about(claim).count()


def test_the_same_text_again_is_a_new_snapshot_and_flags_nothing(editor, claim, link) -> None:
    snapshot = renew_with_text(actor=editor, source=link.source, text=BULLETIN)

    assert snapshot.number == 2
    assert snapshot.accessed_at > link.snapshot.accessed_at
    assert not is_stale(claim)


def test_a_source_that_goes_back_to_the_quoted_text_clears_the_flag(editor, claim, link) -> None:
    renew_with_text(actor=editor, source=link.source, text=LATER)
    renew_with_text(actor=editor, source=link.source, text=BULLETIN)

    assert not is_stale(claim)
    assert AuditEntry.objects.about(claim).last().reason == "使依据待更新的原因已不存在。"


def test_a_protected_source_leaves_nothing_of_itself_in_the_log(editor, claim) -> None:
    source = a_source(editor, title="线人甲的记录", confidentiality="protected")
    a_link(editor, claim, source)

    renew_with_text(actor=editor, source=source, text=LATER)

    row = AuditEntry.objects.about(claim).last()
    assert row.reason == "一份保护信源有新快照，正文与引用时不同。"
    assert "线人甲" not in str(row.diff)
    assert str(source.pk) not in str(row.diff)


def test_a_reporter_does_not_renew_what_others_quote(editor, reporter, claim, link) -> None:
    with pytest.raises(Forbidden):
        renew_with_text(actor=reporter, source=link.source, text=LATER)

    assert link.source.snapshots.count() == 1
    assert not is_stale(claim)


def test_the_daily_task_flags_what_has_expired_and_a_second_run_changes_nothing(editor, claim, link) -> None:
    expire(link.source)

    assert settle_all(TODAY) == 1
    rows = AuditEntry.objects.about(claim).count()
    assert settle_all(TODAY) == 0

    assert is_stale(claim)
    assert AuditEntry.objects.about(claim).count() == rows
    assert (
        AuditEntry.objects.about(claim).last().reason
        == f"核查资料《{link.source.title}》的有效期到 2026-03-07 为止。"
    )


def test_the_last_day_of_validity_still_counts(editor, claim, link) -> None:
    expire(link.source, TODAY)

    assert settle_all(TODAY) == 0
    assert settle_all(TODAY + timedelta(days=1)) == 1


def test_the_daily_task_goes_on_where_a_killed_one_stopped(editor, monkeypatch) -> None:
    source = a_source(editor)
    article = an_article(editor)
    claims = [a_claim(editor, article, quote=quote) for quote in (QUOTE, "169个", "2023年")]
    for one in claims:
        a_link(editor, one, source)
    expire(source)
    monkeypatch.setattr(staleness, "SLICE", 1)
    real, seen = staleness.settle, []

    def dies(ids, today=None):
        seen.append(ids)
        if len(seen) == 2:
            raise KeyboardInterrupt
        return real(ids, today)

    monkeypatch.setattr(staleness, "settle", dies)
    with pytest.raises(KeyboardInterrupt):
        settle_all(TODAY)
    assert sum(is_stale(one) for one in claims) == 1

    monkeypatch.setattr(staleness, "settle", real)
    assert settle_all(TODAY) == 2
    assert all(is_stale(one) for one in claims)


def test_the_daily_task_finds_what_slipped_through(editor, claim, link) -> None:
    """A link made while its source was being renewed quotes the older text, and nobody flagged it."""
    renew_with_text(actor=editor, source=link.source, text=LATER)
    Claim.objects.filter(pk=claim.pk).update(flags=[])

    assert settle_all(TODAY) == 1
    assert is_stale(claim)


def test_linking_an_expired_source_flags_at_once(editor, claim) -> None:
    source = a_source(editor)
    expire(source, timezone.localdate() - timedelta(days=1))

    a_link(editor, claim, source)

    assert fresh(claim).flags == ["stale"]


def test_a_later_end_of_validity_clears_the_flag(editor, claim, link) -> None:
    expire(link.source)
    settle_all()

    edit_source(actor=editor, source=link.source, seen=None, changes={"valid_until": date(2099, 1, 1)})

    assert not is_stale(claim)


def test_a_later_end_of_validity_clears_nothing_that_another_source_keeps(editor, claim, link) -> None:
    other = a_link(editor, claim, a_source(editor, title="另一份"))
    renew_with_text(actor=editor, source=other.source, text=LATER)
    expire(link.source)

    edit_source(actor=editor, source=link.source, seen=None, changes={"valid_until": date(2099, 1, 1)})

    assert is_stale(claim)


def test_an_earlier_end_of_validity_flags(editor, claim, link) -> None:
    edit_source(actor=editor, source=link.source, seen=None, changes={"valid_until": date(2020, 1, 1)})

    assert is_stale(claim)
