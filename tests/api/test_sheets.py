"""The sheet by the API: the same page, whatever the caller accepts."""

from __future__ import annotations

import pytest

from annotations.vocabulary import Role, Scope
from tests.api.conftest import machine_of
from tests.factories import DeskFactory, a_claim, an_article, member

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("accept", ["text/html", "application/json", "*/*"])
def test_the_sheet_is_one_html_page(accept: str):
    editor = member(DeskFactory.create(), Role.EDITOR)
    article = an_article(editor, title="港口")
    a_claim(editor, article)

    answer = machine_of(editor).get(f"/api/v1/articles/{article.pk}/sheet/", headers={"Accept": accept})

    assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "<u>到位资金117.77亿元</u><sup>1</sup>" in answer.content.decode()
    assert answer["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")


def test_an_export_key_and_a_stranger_do_not_get_it():
    editor = member(DeskFactory.create(), Role.EDITOR)
    path = f"/api/v1/articles/{an_article(editor).pk}/sheet/"

    assert machine_of(editor, Scope.EXPORT_APPROVED).get(path).status_code == 403
    assert machine_of(member(DeskFactory.create(), Role.EDITOR)).get(path).status_code == 404
