"""What lay beside one article before sources could lie beside several still does."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.utils import timezone

from annotations.models import Material
from annotations.vocabulary import Role
from tests.factories import DeskFactory, a_source, an_article, member

MIGRATION = import_module("annotations.migrations.0008_material")


@pytest.mark.django_db
def test_a_source_that_came_in_with_an_article_is_its_material():
    editor = member(DeskFactory(), Role.EDITOR)
    article, source = an_article(editor), a_source(editor)
    since = timezone.now()

    class Rows:
        """The table of sources as it was: with one article each."""

        def filter(self, **_: object) -> Rows:
            return self

        def values_list(self, *names: str) -> Rows:
            assert names == ("pk", "article", "created_by", "created_at")
            return self

        def iterator(self):
            return iter([(source.pk, article.pk, editor.user.pk, since)])

    was = {"Source": SimpleNamespace(objects=Rows()), "Material": Material}
    MIGRATION.lay_beside(SimpleNamespace(get_model=lambda _, name: was[name]), None)

    row = Material.objects.get()
    assert (row.article, row.source, row.attached_by, row.attached_at) == (
        article,
        source,
        editor.user,
        since,
    )
