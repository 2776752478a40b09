"""当时的样子: a claim as it stood, for those who may see it, by row or by moment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.models import AuditEntry
from annotations.services.annotate import edit_claim
from annotations.services.evidence import unlink_evidence
from annotations.vocabulary import Role
from tests.factories import DeskFactory, a_claim, a_link, a_source

pytestmark = pytest.mark.django_db


def fields(answer: Any) -> dict[str, tuple[str, str]]:
    return {one.label: (one.then, one.now) for one in answer.context["fields"]}


def test_a_claim_is_shown_as_it_stood_after_each_row_beside_how_it_stands(browse: Any):
    editor = browse()
    claim = a_claim(editor.actor, note="问统计局")
    claim = edit_claim(actor=editor.actor, claim=claim, seen=None, changes={"note": "问过了"})
    edit_claim(actor=editor.actor, claim=claim, seen=None, changes={"verdict": "verified"})

    first = editor.get(f"/claims/{claim.pk}/at/?version=1")
    newest = editor.get(f"/claims/{claim.pk}/at/")

    assert fields(first)["备注"] == ("问统计局", "问过了")
    assert fields(first)["结论"] == ("", "属实")
    assert first.context["status"] == "待核查"
    assert fields(newest)["备注"] == ("问过了", "")
    assert fields(newest)["责任人"] == (str(editor.actor.user), "")


def test_a_moment_finds_the_row_that_held_then(browse: Any):
    editor = browse()
    claim = a_claim(editor.actor)
    made = timezone.localtime(AuditEntry.objects.about(claim).get().at)

    at = editor.get(f"/claims/{claim.pk}/at/", {"moment": f"{made:%Y-%m-%dT%H:%M:%S}"})
    before = editor.get(f"/claims/{claim.pk}/at/", {"moment": f"{made - timedelta(days=1):%Y-%m-%d %H:%M}"})

    assert at.context["chosen"].entry.version == 1
    assert before.context["chosen"] is None
    assert "那时还没有这个核查点" in before.content.decode()


def test_evidence_that_was_removed_is_there_again_with_its_words(browse: Any):
    editor = browse()
    link = a_link(editor.actor, a_claim(editor.actor), page="3", note="公报第三页")
    unlink_evidence(actor=editor.actor, link=link, seen=None)

    then = editor.get(f"/claims/{link.claim_id}/at/?version=3")
    now = editor.get(f"/claims/{link.claim_id}/at/")

    assert [(one.words, one.stance, one.place) for one in then.context["proofs"]] == [
        ("117.77亿元", "支持", "第 3 页、公报第三页")
    ]
    assert now.context["proofs"] == []


def test_a_protected_source_stays_hidden_then_as_now(browse: Any):
    keeper, colleague = browse(), browse()
    shield = a_source(keeper.actor, title="线人甲", confidentiality="protected")
    link = a_link(keeper.actor, a_claim(keeper.actor), shield)

    mine = keeper.get(f"/claims/{link.claim_id}/at/").content.decode()
    theirs = colleague.get(f"/claims/{link.claim_id}/at/").content.decode()

    assert "线人甲" in mine
    assert "保护信源" in theirs
    assert "线人甲" not in theirs


def test_a_stranger_finds_nothing_and_a_wrong_wish_is_told(browse: Any):
    editor, stranger = browse(), browse(Role.EDITOR, DeskFactory.create())
    claim = a_claim(editor.actor)

    assert stranger.get(f"/claims/{claim.pk}/at/").status_code == 404
    assert editor.get(f"/claims/{claim.pk}/at/?moment=gestern").status_code == 400
    assert editor.get(f"/claims/{claim.pk}/at/?version=7").context["chosen"] is None
    assert editor.get(f"/claims/{claim.pk}/at/?version=1").status_code == 200


def test_the_page_asks_as_often_for_three_rows_as_for_one(browse: Any):
    editor = browse()
    claim = a_claim(editor.actor)
    asked = []
    for n in range(3):
        claim = a_link(editor.actor, claim, a_source(editor.actor, title=f"{n}")).claim
        editor.get(f"/claims/{claim.pk}/at/")
        with CaptureQueriesContext(connection) as queries:
            editor.get(f"/claims/{claim.pk}/at/")
        asked.append(len(queries))

    assert len(set(asked)) == 1
