"""The history of a claim as the panel tells it: who, what, word by word."""

from __future__ import annotations

from typing import Any

from annotations.services.annotate import edit_claim
from annotations.services.decisions import dismiss_suggestion
from tests.factories import QUOTE, a_claim, a_suggestion, an_article


def test_the_history_names_people(browse: Any):
    editor, colleague = browse(), browse()
    claim = a_claim(editor.actor, quote=QUOTE)
    edit_claim(actor=colleague.actor, claim=claim, seen=1, changes={"verdict": "verified"})

    lines = editor.part(f"/claims/{claim.pk}/").context["history"]

    them, me = str(colleague.actor.user), str(editor.actor.user)
    assert [(line.who, told(line)) for line in lines] == [
        (them, "结论 +属实"),
        (them, f"待核查 → 核查中；责任人 +{them}"),
        (me, f"原文 +{QUOTE}；类型 +金额"),
    ]


def test_a_changed_note_is_shown_word_by_word(browse: Any):
    editor = browse()
    claim = a_claim(editor.actor, quote=QUOTE, note="据统计117.77亿元")
    edit_claim(actor=editor.actor, claim=claim, seen=1, changes={"note": "据年报118.5亿元"})

    page = editor.part(f"/claims/{claim.pk}/")

    assert told(page.context["history"][0]) == "备注 据-统计117.77+年报118.5亿元"
    assert "<del " in page.content.decode()


def test_why_a_suggestion_was_set_aside_is_said_in_words(browse: Any):
    editor = browse()
    suggestion = a_suggestion(an_article(editor.actor))
    dismiss_suggestion(actor=editor.actor, suggestion=suggestion, reason="slogan")

    page = editor.get("/log/").content.decode()

    assert "口号" in page
    assert "slogan" not in page


def told(line: Any) -> str:
    """A line of history on one line: + put in, - struck."""
    signs = {"struck": "-", "added": "+", "kept": ""}
    parts = [
        " ".join(filter(None, [change.label, "".join(signs[run.kind] + run.text for run in change.runs)]))
        for change in line.changes
    ]
    return "；".join(parts)
