"""articles/{id}/checks/: what differs, with its arithmetic."""

from __future__ import annotations

import pytest

from annotations.services.checks import dismiss_check
from annotations.services.pretag import request_pretag
from annotations.services.worker import run_job
from annotations.vocabulary import Role
from tests.api.conftest import machine_of
from tests.factories import DeskFactory, an_article, member

pytestmark = pytest.mark.django_db

TEXT = "高新企业由2020年的120家增加到2023年的180家，增长60%。"


def test_the_results_of_an_article() -> None:
    editor = member(DeskFactory.create(), Role.EDITOR)
    machine = machine_of(editor)
    article = an_article(editor, text=TEXT)
    path = f"articles/{article.pk}/checks/"

    assert machine.get(path).json() == []

    run_job(request_pretag(actor=editor, article=article).pk)
    (row,) = machine.get(path).json()
    key = row.pop("key")
    words = [TEXT[span["start"] : span["end"]] for span in row.pop("spans")]

    assert words == ["120家", "180家", "60%"]
    assert row == {
        "check": "growth",
        "outcome": "differs",
        "explanation": "120家 → 180家，变化 50% ≠ 60%",
        "dismissed": False,
    }

    dismiss_check(actor=editor, article=article, key=key)
    assert machine.get(path).json()[0]["dismissed"] is True


def test_another_desk_sees_nothing() -> None:
    article = an_article(member(DeskFactory.create(), Role.EDITOR), text=TEXT)
    stranger = machine_of(member(DeskFactory.create(), Role.EDITOR))

    assert stranger.get(f"articles/{article.pk}/checks/").status_code == 404
