"""采访 and 本报事实 from the drawer: stored, open for selecting, and refused with the reason."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.models import Source, VerifiedFact
from annotations.vocabulary import Role
from tests.factories import a_claim, a_link, an_approved_claim, an_article

pytestmark = pytest.mark.django_db

RECORD = {
    "speaker": "王建国",
    "spoken_on": "2024-03-08",
    "method": "phone",
    "text": "王建国：到位资金117.77亿元。",
    "recording": "录音笔 3 号",
    "confidentiality": "internal",
}


def test_an_interview_from_the_drawer_opens_for_selecting_and_takes_a_timecode(browse: Any):
    editor = browse()
    claim = a_claim(editor.actor)
    tab = editor.part(f"/claims/{claim.pk}/evidence/interview/").content.decode()
    assert "受访人" in tab

    desk = str(claim.article.desk_id)
    answer = editor.part(f"/claims/{claim.pk}/evidence/interview/new/", {**RECORD, "desk": desk})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "采访记录 · 王建国 · 2024-03-08 · 电话采访" in page
    assert 'name="timecode"' in page
    assert list(claim.article.sources.all()) == [Source.objects.get()]


def test_a_pasted_document_is_offered_every_type_but_a_fact_of_ours(browse: Any):
    editor = browse()
    claim = a_claim(editor.actor)

    tab = editor.part(f"/claims/{claim.pk}/evidence/paste/").content.decode()

    assert ('value="statistics"' in tab, 'value="archive_fact"' in tab) == (True, False)


def test_an_incomplete_record_is_shown_again_with_its_fault(browse: Any):
    editor = browse()
    claim = a_claim(editor.actor)

    body = {**RECORD, "desk": str(claim.article.desk_id), "speaker": "", "spoken_on": "2999-01-01"}
    answer = editor.part(f"/claims/{claim.pk}/evidence/interview/new/", body)
    late = editor.part(f"/claims/{claim.pk}/evidence/interview/new/", {**body, "speaker": "李明"})

    assert (answer.status_code, late.status_code) == (400, 400)
    assert "请填写受访人。" in answer.content.decode()
    assert "采访日期不能晚于今天。" in late.content.decode()
    assert not Source.objects.exists()


def test_a_record_for_the_library_and_who_adds_none(browse: Any, desk: Any):
    editor, admin = browse(), browse(Role.ADMIN)

    stored = editor.post("/sources/interview/", {**RECORD, "desk": str(desk.pk)})

    assert stored.status_code == 302
    assert Source.objects.get().speaker == "王建国"
    assert admin.get("/sources/interview/").status_code == 403


def test_a_fact_from_the_drawer_becomes_a_source_and_not_its_own_claims(browse: Any):
    editor, reviewer = browse(), browse(Role.REVIEWER)
    own = an_approved_claim(editor.actor, reviewer.actor)
    fact = VerifiedFact.objects.get()
    claim = a_claim(editor.actor, an_article(editor.actor, text="另一篇：到位资金117.77亿元。"))
    offered = editor.part(f"/claims/{claim.pk}/evidence/facts/?asked=117.77").content.decode()
    nothing = editor.part(f"/claims/{own.pk}/evidence/facts/").content.decode()
    assert f"/evidence/facts/{fact.pk}/" in offered
    assert f"/evidence/facts/{fact.pk}/" not in nothing

    answer = editor.part(f"/claims/{claim.pk}/evidence/facts/{fact.pk}/", {})

    assert "本报已核事实：到位资金117.77亿元" in answer.content.decode()
    assert a_link(editor.actor, claim, Source.objects.get(fact=fact)).comparison == "same"


def test_a_reporter_reads_no_facts(browse: Any):
    editor, reviewer, reporter = browse(), browse(Role.REVIEWER), browse(Role.REPORTER)
    own = an_approved_claim(editor.actor, reviewer.actor)

    page = reporter.part(f"/claims/{own.pk}/evidence/facts/").content.decode()
    answer = reporter.part(f"/claims/{own.pk}/evidence/facts/{VerifiedFact.objects.get().pk}/", {})

    assert "没有查看已核事实的权限" in page
    assert answer.status_code == 404
