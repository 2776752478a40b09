"""What the forms send on, and how they refuse."""

from __future__ import annotations

from typing import Any

from annotations.services.annotate import edit_claim
from tests.factories import a_claim, an_article

NUL = "\0"


def judged(editor: Any) -> Any:
    claim = a_claim(editor.actor)
    return edit_claim(actor=editor.actor, claim=claim, seen=claim.version, changes={"verdict": "false"})


def test_saving_another_field_leaves_the_verdict(browse: Any):
    editor = browse()
    claim = judged(editor)
    form = {"seen": claim.version, "initial-verdict": "false", "initial-resolution": ""}

    editor.part(f"/claims/{claim.pk}/edit/", {**form, "resolution": "cut"})

    claim.refresh_from_db()
    assert (claim.verdict, claim.resolution) == ("false", "cut")


def test_another_type_leaves_the_verdict(browse: Any):
    editor = browse()
    claim = judged(editor)

    editor.part(f"/claims/{claim.pk}/edit/", {"seen": claim.version, "initial-verdict": "false", "key": "2"})

    claim.refresh_from_db()
    assert (claim.verdict, claim.types) == ("false", ["date"])


def test_an_invisible_character_is_named(browse: Any):
    editor = browse()
    desk = an_article(editor.actor).desk_id

    answer = editor.post("/articles/new/", {"desk": desk, "title": "题", "text": f"甲{NUL}乙"})

    assert answer.status_code == 400
    assert "看不见的空字符" in answer.content.decode()
    assert "空字符串" not in answer.content.decode()
