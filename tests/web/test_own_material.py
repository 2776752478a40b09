"""Files laid beside an article, and facts of ours as sources, from the page of a new source."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from annotations.models import Material, Source, VerifiedFact
from annotations.vocabulary import Role
from tests.factories import DeskFactory, an_approved_claim, an_article
from tests.readers.files import LINE, pdf
from tests.web.conftest import Browser

pytestmark = pytest.mark.django_db


def sent(browser: Browser, article, *files: tuple[str, bytes]):
    fields = {"desk": article.desk_id, "source_type": "statistics", "confidentiality": "public"}
    fields["file"] = [SimpleUploadedFile(name, content) for name, content in files]
    return browser.post(reverse("web:material-upload", args=[article.pk]), fields)


def test_files_are_laid_beside_the_article_and_a_refused_one_is_told(browse) -> None:
    editor = browse(Role.EDITOR)
    article = an_article(editor.actor)
    page = reverse("web:material", args=[article.pk])
    assert reverse("web:material-upload", args=[article.pk]) in editor.get(page).content.decode()

    answer = sent(editor, article, ("公报.txt", LINE.encode()), ("扫描.pdf", pdf([""])))

    assert answer["Location"] == page
    assert [one.source.title for one in Material.objects.filter(article=article)] == ["公报"]
    assert "扫描件没有文字层" in editor.get(page).content.decode()


def test_a_refused_file_alone_is_told_in_the_form(browse) -> None:
    editor = browse(Role.EDITOR)
    answer = sent(editor, an_article(editor.actor), ("扫描.pdf", pdf([""])))

    assert answer.status_code == 400
    assert "扫描件没有文字层" in answer.content.decode()
    assert not Source.objects.exists()


def test_nobody_lays_a_file_beside_copy_that_is_not_theirs(browse) -> None:
    article = an_article(browse(Role.EDITOR).actor)
    stranger = browse(Role.EDITOR, DeskFactory.create())

    assert sent(browse(Role.REPORTER), article, ("公报.txt", LINE.encode())).status_code == 403
    assert sent(stranger, article, ("公报.txt", LINE.encode())).status_code == 404
    assert not Source.objects.exists()


def test_a_fact_of_ours_becomes_a_source_once_and_for_none_but_the_desk(browse) -> None:
    editor, reviewer = browse(Role.EDITOR), browse(Role.REVIEWER)
    an_approved_claim(editor.actor, reviewer.actor)
    fact = VerifiedFact.objects.get()
    address = reverse("web:source-fact")
    assert f'value="{fact.pk}"' in editor.get(address).content.decode()
    assert f'value="{fact.pk}"' not in editor.get(f"{address}?q=没有这样的话").content.decode()
    stranger = browse(Role.EDITOR, DeskFactory.create())
    assert f'value="{fact.pk}"' not in stranger.get(address).content.decode()
    assert stranger.post(address, {"fact": fact.pk}).status_code == 404

    where = {editor.post(address, {"fact": fact.pk})["Location"] for _ in range(2)}

    assert where == {reverse("web:source", args=[Source.objects.get(fact=fact).pk])}
