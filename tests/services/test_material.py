"""随稿材料: a source may lie beside several articles of its desk."""

from __future__ import annotations

import pytest

from annotations.models import AuditEntry, Material, Source
from annotations.services.errors import Forbidden, Missing
from annotations.services.material import attach, detach
from annotations.vocabulary import Confidentiality, Role
from tests.factories import DeskFactory, a_source, an_article, member

pytestmark = pytest.mark.django_db


def test_a_source_lies_beside_several_articles_and_is_logged_with_each():
    editor = member(DeskFactory(), Role.EDITOR)
    source = a_source(editor)
    first, second = an_article(editor), an_article(editor, text="另一篇稿件写有169个项目。")

    assert attach(actor=editor, article=first, source=source)
    assert attach(actor=editor, article=second, source=source)
    assert not attach(actor=editor, article=first, source=source)

    assert list(Source.objects.beside(first)) == list(Source.objects.beside(second)) == [source]
    rows = AuditEntry.objects.filter(object_id__in=[first.pk, second.pk], diff__has_key="material")
    assert {str(row.diff["material"][1]) for row in rows} == {str(source.pk)}
    assert rows.count() == 2


def test_what_is_taken_away_lies_there_no_more():
    editor = member(DeskFactory(), Role.EDITOR)
    article = an_article(editor)
    source = a_source(editor, article=article)

    assert detach(actor=editor, article=article, source=source)
    assert not detach(actor=editor, article=article, source=source)
    assert not Material.objects.exists()


def test_of_a_protected_source_only_its_own_log_tells():
    editor = member(DeskFactory(), Role.EDITOR)
    article = an_article(editor)
    source = a_source(editor, confidentiality=Confidentiality.PROTECTED, article=article)

    assert not AuditEntry.objects.filter(object_id=article.pk, diff__has_key="material").exists()
    row = AuditEntry.objects.about(source).last()
    assert row.diff == {"articles": [None, str(article.pk)]}


def test_another_desk_and_other_roles_may_not():
    editor, admin = member(DeskFactory(), Role.EDITOR), None
    article, source = an_article(editor), a_source(editor)
    admin = member(article.desk, Role.ADMIN)
    stranger = member(DeskFactory(), Role.EDITOR)
    foreign = a_source(stranger)

    with pytest.raises(Missing):
        attach(actor=stranger, article=article, source=source)
    with pytest.raises(Missing):
        attach(actor=editor, article=article, source=foreign)
    with pytest.raises(Forbidden):
        attach(actor=admin, article=article, source=source)
    assert not Material.objects.exists()
