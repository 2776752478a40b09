"""The notice of a correction, and what must be there before it is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from annotations.models import Claim, Correction, Publication
from annotations.services.errors import Conflict, Forbidden, Invalid, Stale
from annotations.services.notices import close, notice_to_edit, propose_notice, write_notice
from annotations.services.rulings import Decision
from annotations.vocabulary import Role
from tests.factories import member
from tests.services.aftermath import CORRECT, a_published_claim, assessed, decided, reported

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

AT = datetime(2026, 3, 7, 4, 5, tzinfo=UTC)
OUT = {"notice": "更正……", "notice_place": "首页"}


@pytest.fixture
def claim(editor, reviewer, chief) -> Claim:
    return a_published_claim(editor, reviewer, chief)


@pytest.fixture
def correction(claim, editor, reviewer, chief) -> Correction:
    return decided(chief, assessed(reviewer, reported(editor, claim)))


def out(actor, correction: Correction, **changes: Any) -> Correction:
    given = {**OUT, "notice_published_at": timezone.now(), **changes}
    return write_notice(actor=actor, correction=correction, seen=correction.version, changes=given)


def published_at(correction: Correction, **fields: Any) -> None:
    """Let the article have been published then and there (in memory: a signature is frozen)."""
    publication = Publication(article=correction.article, published_at=AT - timedelta(days=1), **fields)
    correction.publication = publication


def test_the_wording_names_place_original_corrected_reason_and_the_minute(correction) -> None:
    published_at(correction, channel="print", edition="A2", page="要闻")

    assert propose_notice(correction, AT) == (
        "更正\n\n本报2026年3月6日A2 要闻《样稿》一文，其中“到位资金117.77亿元”应为“到位资金117.78亿元”。"
        "原因：公报为117.78亿元。特此更正，并向读者致歉。\n\n（2026年3月7日12时05分）"
    )


def test_online_the_wording_says_when_it_was_published(correction) -> None:
    published_at(correction, channel="web")
    correction.kind = "reply"

    wording = propose_notice(correction, AT)

    assert wording.startswith("更正与答辩\n\n本网2026年3月6日12时05分刊发的《样稿》一文，其中")


def test_a_statement_without_corrected_words_is_withdrawn(correction) -> None:
    correction.corrected_text = ""

    assert "“到位资金117.77亿元”的表述不实，现予撤下。" in propose_notice(correction, AT)


def test_a_clarification_gets_a_frame_once_and_no_error_nothing(correction) -> None:
    correction.decision, correction.notice = "clarify", "口径为年末数。"

    frame = propose_notice(correction, AT)

    assert frame.startswith("说明\n\n本网")
    assert frame.endswith("《样稿》一文，现说明如下：\n口径为年末数。\n\n（2026年3月7日12时05分）")
    assert "口径为年末数。" in notice_to_edit(correction)
    correction.notice = frame
    assert notice_to_edit(correction) == frame
    correction.decision = "no_error"
    assert propose_notice(correction, AT) == ""


def test_a_notice_is_written_published_and_the_correction_closed(correction, reviewer, chief) -> None:
    written = out(reviewer, correction)
    Correction.objects.filter(pk=correction.pk).update(corrected_version=2)

    closed = close(actor=chief, correction=written, seen=written.version)

    assert (closed.state, closed.closed_by, closed.version) == ("closed", chief.user, correction.version + 2)
    with pytest.raises(Conflict):
        out(reviewer, closed)


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.REVIEWER, Role.ADMIN])
def test_only_the_chief_closes(correction, desk, reviewer, role) -> None:
    written = out(reviewer, correction)

    with pytest.raises(Forbidden):
        close(actor=member(desk, role), correction=written, seen=None)


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ({"notice_place": ""}, "还没有刊出"),
        ({"notice_published_at": None}, "还没有刊出"),
        ({}, "网上的正文还没有更正"),
    ],
)
def test_closing_says_what_is_missing(correction, reviewer, chief, missing, sentence) -> None:
    written = out(reviewer, correction, **missing)

    with pytest.raises(Conflict, match=sentence):
        close(actor=chief, correction=written, seen=written.version, no_online_text=True)

    assert Correction.objects.get(pk=correction.pk).state == "decided"


def test_of_print_only_the_chief_may_say_that_nothing_stands_online(editor, reviewer, chief) -> None:
    claim = a_published_claim(editor, reviewer, chief, channel="print")
    written = out(reviewer, decided(chief, assessed(reviewer, reported(editor, claim))))
    with pytest.raises(Conflict, match="声明网上没有"):
        close(actor=chief, correction=written, seen=None)

    closed = close(actor=chief, correction=written, seen=None, no_online_text=True, reason="只见报")

    assert closed.state == "closed"


def test_no_error_is_closed_without_a_notice(claim, editor, reviewer, chief) -> None:
    correction = decided(chief, assessed(reviewer, reported(editor, claim)), Decision("no_error", "公报如此"))

    assert close(actor=chief, correction=correction, seen=None).state == "closed"


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"notice": " "}, "/notice"),
        ({"notice": "误" * 20_001}, "/notice"),
        ({"notice_place": "版" * 201}, "/notice_place"),
        ({"notice_published_at": datetime(2999, 1, 1, tzinfo=UTC)}, "/notice_published_at"),
        ({"notice_published_at": datetime(2020, 1, 1, tzinfo=UTC)}, "/notice_published_at"),
    ],
)
def test_a_notice_that_cannot_be_is_refused(correction, reviewer, changes, pointer) -> None:
    with pytest.raises(Invalid) as refused:
        out(reviewer, correction, **changes)

    assert [error["pointer"] for error in refused.value.errors] == [pointer]


def test_of_two_who_write_the_notice_the_slower_is_told(correction, reviewer, chief) -> None:
    out(reviewer, correction)

    with pytest.raises(Stale):
        out(chief, correction)


def test_a_decision_that_is_not_a_correction_of_the_text_needs_no_new_version(
    claim, editor, reviewer, chief
) -> None:
    clarify = replace(CORRECT, decision="clarify", notice="口径为年末数。")
    written = out(reviewer, decided(chief, assessed(reviewer, reported(editor, claim)), clarify))

    assert close(actor=chief, correction=written, seen=None).state == "closed"
