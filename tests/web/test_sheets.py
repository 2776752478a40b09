"""The sheet in the browser: now, and as it was signed; nothing runs in it and only its own style holds."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

import pytest
from django.utils import timezone

from annotations.models import Publication
from annotations.services.sheet import render_sheet
from annotations.vocabulary import Role
from tests.factories import DeskFactory, a_claim, an_article

pytestmark = pytest.mark.django_db


def a_signed_sheet(editor: Any, chief: Any, *, sha256: str = "") -> Publication:
    article = an_article(editor.actor, title="<script>alert(1)</script>")
    a_claim(editor.actor, article)
    fields = {
        "article": article,
        "text_version": 1,
        "signed_by": chief.actor.user,
        "signed_at": timezone.now(),
    }
    sheet = render_sheet(article, publication=Publication(**fields))
    digest = sha256 or hashlib.sha256(sheet.encode()).hexdigest()
    return Publication.objects.create(**fields, sheet=sheet, sheet_sha256=digest)


def test_the_desk_reads_the_sheet_and_nobody_else(browse: Any):
    editor = browse()
    article = an_article(editor.actor)
    path = f"/articles/{article.pk}/sheet/"

    readers = [browse(role) for role in Role]

    assert [reader.get(path).status_code for reader in readers] == [200] * len(Role)
    assert browse(Role.EDITOR, DeskFactory.create()).get(path).status_code == 404
    assert f"生成：<span data-content>{editor.actor.user}" in editor.get(path).content.decode()


def test_nothing_runs_in_a_sheet_and_only_its_own_style_holds(browse: Any):
    editor, chief = browse(), browse(Role.CHIEF)
    publication = a_signed_sheet(editor, chief)

    for path in (f"/articles/{publication.article_id}/sheet/", f"/publications/{publication.pk}/sheet/"):
        answer = editor.get(path)
        html, policy = answer.content.decode(), answer["Content-Security-Policy"]
        style = re.search("<style>(.*?)</style>", html, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

        assert policy == (
            f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'"
        )
        assert "<script" not in html
        assert html.count("<style>") == 1
        assert "&lt;script&gt;" in html


def test_the_signed_sheet_is_shown_as_it_was_stored_with_its_hash(browse: Any):
    editor, chief = browse(), browse(Role.CHIEF)
    publication = a_signed_sheet(editor, chief)
    a_claim(editor.actor, publication.article, quote="169个")

    shown = editor.get(f"/publications/{publication.pk}/sheet/").content.decode()
    raw = editor.get(f"/publications/{publication.pk}/sheet/?raw=1").content

    assert publication.sheet_sha256 in shown
    assert "核对无误" in shown
    assert "169个</u>" not in shown
    assert hashlib.sha256(raw).hexdigest() == publication.sheet_sha256


def test_a_sheet_that_is_not_as_it_was_stored_is_said_to_differ(browse: Any):
    editor, chief = browse(), browse(Role.CHIEF)
    publication = a_signed_sheet(editor, chief, sha256="0" * 64)

    shown = editor.get(f"/publications/{publication.pk}/sheet/").content.decode()

    assert "与存档的校验和不符" in shown
    assert "核对无误" not in shown


def test_a_foreign_sheet_and_one_that_was_never_stored_are_not_found(browse: Any):
    editor, chief = browse(), browse(Role.CHIEF)
    stored = a_signed_sheet(editor, chief)
    bare = Publication.objects.create(
        article=stored.article, text_version=1, signed_by=chief.actor.user, signed_at=timezone.now()
    )

    stranger = browse(Role.EDITOR, DeskFactory.create())

    assert stranger.get(f"/publications/{stored.pk}/sheet/").status_code == 404
    assert editor.get(f"/publications/{bare.pk}/sheet/").status_code == 404
    assert editor.get(f"/publications/{stored.pk}/sheet/").status_code == 200


def test_the_sheet_of_now_leads_to_the_signed_ones(browse: Any):
    editor, chief = browse(), browse(Role.CHIEF)
    publication = a_signed_sheet(editor, chief)

    page = editor.get(f"/articles/{publication.article_id}/sheet/").content.decode()

    assert f'href="/publications/{publication.pk}/sheet/"' in page
