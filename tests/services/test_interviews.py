"""采访记录: who said it, when and how, and what was said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from annotations.models import AuditEntry, Source
from annotations.services.errors import Forbidden, Invalid
from annotations.services.interviews import add_interview
from annotations.services.witnesses import standing_of
from tests.factories import a_claim, a_link

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

WORDS = "王建国：到位资金117.77亿元，没有别的数。"


def told(actor, desk, **fields) -> Source:
    plain = {"speaker": "王建国", "spoken_on": date(2024, 3, 8), "method": "phone", "text": WORDS}
    return add_interview(actor=actor, desk=desk, **plain | fields)


def test_a_record_is_called_by_person_day_and_way_and_is_internal(reporter, desk) -> None:
    source = told(reporter, desk, speaker=" 王建国 ", recording="录音笔 3 号，第 2 段")

    assert source.title == "采访记录 · 王建国 · 2024-03-08 · 电话采访"
    assert (source.source_type, source.confidentiality) == ("interview_record", "internal")
    assert (source.speaker, str(source.spoken_on), source.method) == ("王建国", "2024-03-08", "phone")
    assert source.snapshot.text == f"{WORDS}\n\n录音或附件：录音笔 3 号，第 2 段"
    assert AuditEntry.objects.about(source).count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"speaker": " "}, "请填写受访人"),
        ({"speaker": "名" * 101}, "100"),
        ({"spoken_on": None}, "请填写采访日期"),
        ({"spoken_on": timezone.localdate() + timedelta(days=2)}, "不能晚于今天"),
        ({"method": "telepathy"}, "请选择采访方式"),
        ({"text": " ", "recording": "录音笔"}, "请粘贴资料正文"),
        ({"confidentiality": "secret"}, "secret"),
    ],
)
def test_a_record_without_what_makes_it_one_is_refused(editor, desk, fields, said) -> None:
    with pytest.raises(Invalid, match=said):
        told(editor, desk, **fields)

    assert Source.objects.count() == 0


def test_who_adds_no_sources_adds_no_record(admin, desk) -> None:
    with pytest.raises(Forbidden):
        told(admin, desk)


def test_two_records_of_one_person_are_one_source(editor, desk) -> None:
    claim = a_claim(editor)
    for day in (8, 9):
        a_link(editor, claim, told(editor, desk, spoken_on=date(2024, 3, day)), tier="secondary")
    assert "还需 1 个一手来源，或 1 个" in standing_of(claim, editor).missing

    a_link(editor, claim, told(editor, desk, speaker="李明"), tier="secondary")
    assert standing_of(claim, editor).missing == ""
