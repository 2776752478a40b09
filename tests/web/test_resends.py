"""A press that is sent again with its Idempotency-Key happened once, and is answered as the first time."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.models import AuditEntry, Claim, EvidenceLink, KeptAnswer
from annotations.vocabulary import Role
from tests.factories import a_claim, a_source, a_suggestion, an_article

pytestmark = pytest.mark.both_databases
PASSAGE = "117.77亿元"


def send(browser: Any, path: str, data: dict[str, Any], key: str = "press-1") -> Any:
    return browser.post(path, data, headers={"HX-Request": "true", "Idempotency-Key": key})


def linking(editor: Any, claim: Claim) -> tuple[str, dict[str, Any]]:
    """The address and the fields of linking one passage."""
    source = a_source(editor.actor)
    start = source.snapshot.text.index(PASSAGE)
    place = {"start": start, "end": start + len(PASSAGE), "quote": PASSAGE}
    path = f"/claims/{claim.pk}/evidence/{source.pk}/"
    return path, {**place, "stance": "supports", "tier": "primary"}


def test_a_retried_act_happens_once_and_is_answered_alike(browse: Any):
    editor = browse()
    path, asked = linking(editor, a_claim(editor.actor))

    first, again = send(editor, path, asked), send(editor, path, asked)

    assert (first.status_code, again.status_code) == (200, 200)
    assert again.content == first.content
    assert {name: again[name] for name in ("HX-Trigger", "HX-Retarget", "HX-Reswap", "Content-Type")} == {
        name: first[name] for name in ("HX-Trigger", "HX-Retarget", "HX-Reswap", "Content-Type")
    }
    assert EvidenceLink.objects.count() == 1


def test_without_its_key_the_second_press_is_another_act(browse: Any):
    editor = browse()
    path, asked = linking(editor, a_claim(editor.actor))

    answers = [send(editor, path, asked, key=key) for key in ("press-1", "press-2")]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert EvidenceLink.objects.count() == 2


def test_a_page_loaded_again_has_another_csrf_token_and_is_still_the_same_press(browse: Any):
    editor = browse()
    suggestion = a_suggestion(an_article(editor.actor))
    path = f"/suggestions/{suggestion.pk}/accept/"

    first = send(editor, path, {"csrfmiddlewaretoken": "a"})
    again = send(editor, path, {"csrfmiddlewaretoken": "b"})

    assert again.content == first.content
    assert AuditEntry.objects.about(suggestion).count() == 1


def test_a_key_used_for_other_fields_is_refused(browse: Any):
    editor = browse()
    claim = a_claim(editor.actor)
    path = f"/claims/{claim.pk}/edit/"
    send(editor, path, {"seen": 1, "note": "甲"})

    answer = send(editor, path, {"seen": 1, "note": "乙"})

    assert (answer.status_code, answer["HX-Retarget"]) == (409, "#notice")
    claim.refresh_from_db()
    assert (claim.note, claim.version) == ("甲", 2)


def test_a_stale_save_is_not_kept_so_that_it_may_be_sent_again(browse: Any):
    editor = browse()
    claim = a_claim(editor.actor)
    path = f"/claims/{claim.pk}/edit/"
    send(editor, path, {"seen": 1, "note": "甲"}, key="other")

    answers = [send(editor, path, {"seen": 1, "note": "乙"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [412, 412]
    assert "他人已改" in answers[1].content.decode()
    assert [kept.key for kept in KeptAnswer.objects.all()] == ["other"]


@pytest.mark.parametrize("key", ["", "k" * 201])
def test_an_unusable_key_is_refused_and_nothing_happens(browse: Any, key: str):
    editor = browse()
    suggestion = a_suggestion(an_article(editor.actor))

    answer = send(editor, f"/suggestions/{suggestion.pk}/accept/", {}, key=key)

    assert answer.status_code == 400
    assert not Claim.objects.exists()


def test_a_refused_act_leaves_no_answer_behind(browse: Any):
    reporter, editor = browse(Role.REPORTER), browse()
    suggestion = a_suggestion(an_article(editor.actor))

    answer = send(reporter, f"/suggestions/{suggestion.pk}/accept/", {})

    assert answer.status_code == 403
    assert not KeptAnswer.objects.exists()


def test_two_people_may_use_the_same_key(browse: Any):
    one, two = browse(), browse()
    article = an_article(one.actor)
    place = {"start": 0, "end": 5, "quote": article.text[:5], "article_version": 1, "key": "2"}

    answers = [send(somebody, f"/articles/{article.pk}/claims/", place) for somebody in (one, two)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert set(Claim.objects.values_list("created_by", flat=True)) == {one.actor.user.pk, two.actor.user.pk}
