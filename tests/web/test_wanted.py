"""What verdict and handling want, field by field, on the panel; and the chief's ruling on the card."""

from __future__ import annotations

import re
from typing import Any

import pytest

from annotations.models import Claim
from annotations.services.annotate import edit_claim
from annotations.services.review import take_step
from annotations.vocabulary import Role, Status
from tests.factories import QUOTE, a_claim, a_link

pytestmark = pytest.mark.django_db


def judged(editor: Any, **changes: Any) -> Claim:
    claim = a_link(editor.actor, a_claim(editor.actor)).claim
    return edit_claim(actor=editor.actor, claim=claim, seen=None, changes=changes)


def panel(browser: Any, claim: Claim) -> str:
    return browser.part(f"/claims/{claim.pk}/").content.decode()


def field(html: str, name: str) -> str:
    """The field's own part of the form."""
    return next(part for part in html.split('<div class="field') if f'for="id_{name}"' in part)


def test_the_fields_that_the_verdict_wants_are_marked_with_the_reason(browse: Any) -> None:
    editor = browse()
    html = panel(editor, judged(editor, verdict="unverifiable"))

    note, text = field(html, "verdict_note"), field(html, "proposed_text")
    assert 'aria-required="true"' in note
    assert 'class="must"' in note
    assert "结论“无法核实”须写明理由（结论说明）。" in note
    assert "data-wants" in note
    assert 'class="must"' not in text


def test_a_field_that_is_filled_stays_marked_and_asks_no_more(browse: Any) -> None:
    editor = browse()
    html = panel(editor, judged(editor, verdict="unverifiable", verdict_note="查无记录"))

    note = field(html, "verdict_note")
    assert 'class="must"' in note
    assert ("须写明理由" in note, "data-wants" in html) == (False, False)


def test_the_new_wording_begins_with_the_old_one_and_is_no_change_by_itself(browse: Any) -> None:
    editor = browse()
    claim = judged(editor, verdict="false")
    html = panel(editor, claim)
    sent = {
        "seen": claim.version,
        "initial-resolution": "",
        "resolution": "corrected",
        "initial-proposed_text": QUOTE,
        "proposed_text": QUOTE,
    }

    editor.part(f"/claims/{claim.pk}/edit/", sent)

    claim.refresh_from_db()
    assert re.search(rf"<textarea[^>]*id=\"id_proposed_text\"[^>]*>\s*{QUOTE}</textarea>", html)
    assert (claim.resolution, claim.proposed_text) == ("corrected", "")
    assert "处理方式是“已改稿”，请填写改后文字，且须与原文不同。" in panel(editor, claim)


def test_the_saved_wording_is_shown_word_by_word(browse: Any) -> None:
    editor = browse()
    claim = judged(editor, verdict="false", resolution="corrected", proposed_text="到位资金118亿元")

    html = panel(editor, claim)

    assert '<del><span class="visually-hidden">删：</span>117.77</del>' in html
    assert '<ins><span class="visually-hidden">增：</span>118</ins>' in html


def test_keeping_the_wording_is_offered_to_the_chief_only(browse: Any) -> None:
    editor, chief = browse(), browse(Role.CHIEF)
    claim = judged(editor, verdict="false")

    assert '<option value="kept"' not in panel(editor, claim)
    assert '<option value="kept"' in panel(chief, claim)


def submitted(editor: Any) -> Claim:
    claim = judged(editor, verdict="false", resolution_note="当事人坚持")
    return take_step(actor=editor.actor, claim=claim, to=Status.SUBMITTED, seen=None)


def test_the_chief_rules_beside_the_evidence_and_somebody_else_approves(browse: Any) -> None:
    editor, chief, reviewer = browse(), browse(Role.CHIEF), browse(Role.REVIEWER)
    claim = submitted(editor)
    card = chief.part(f"/review/{claim.pk}/").content.decode()

    ruled = chief.part(f"/claims/{claim.pk}/keep/", {"seen": claim.version, "reason": "原话如此"})

    claim.refresh_from_db()
    html = ruled.content.decode()
    assert "保留原文…" in card
    assert "保留原文…" not in reviewer.part(f"/review/{claim.pk}/").content.decode()
    assert (claim.status, claim.resolution) == ("submitted", "kept")
    assert "已决定保留原文，请他人审核。" in html
    assert "您参与过本轮核查" in html


def test_without_script_the_ruling_leads_back_to_the_workbench(browse: Any) -> None:
    editor, chief = browse(), browse(Role.CHIEF)
    claim = submitted(editor)

    answer = chief.post(f"/claims/{claim.pk}/keep/", {"seen": claim.version, "reason": "原话如此"})

    assert answer["Location"] == f"/articles/{claim.article_id}/?at={claim.pk}"


def test_a_ruling_without_a_reason_or_by_somebody_else_changes_nothing(browse: Any) -> None:
    editor, chief, reviewer = browse(), browse(Role.CHIEF), browse(Role.REVIEWER)
    claim = submitted(editor)
    path = f"/claims/{claim.pk}/keep/"

    silent = chief.part(path, {"seen": claim.version, "reason": ""})
    foreign = reviewer.part(path, {"seen": claim.version, "reason": "原话如此"})
    late = chief.part(path, {"seen": claim.version - 1, "reason": "原话如此"})

    claim.refresh_from_db()
    assert (silent.status_code, foreign.status_code, late.status_code) == (400, 403, 412)
    assert "保留原文须写明理由。" in silent.content.decode()
    assert claim.resolution == ""
