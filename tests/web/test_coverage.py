"""未覆盖 on the workbench: the line, the marks in the margin, and that acts keep both true."""

from __future__ import annotations

import re
from typing import Any

import pytest

from annotations.services import coverage
from annotations.services.worker import run_job
from tests.factories import an_article

FIRST, SECOND = "到位资金117.77亿元。", "云溪港是全省唯一的深水港。"
TEXT = f"{FIRST}大家都很高兴。\n{SECOND}"


@pytest.fixture
def editor(browse: Any) -> Any:
    return browse()


@pytest.fixture
def article(editor: Any) -> Any:
    article = an_article(editor.actor, text=TEXT)
    editor.part(f"/articles/{article.pk}/pretag/", {})
    run_job(article.jobs.get().pk)
    return article


def marks(html: str) -> list[str]:
    places = re.findall(r'<i data-untaken="(\d+)-(\d+)"', html)
    return [TEXT[int(start) : int(end)] for start, end in places]


def line(html: str) -> str:
    return re.sub(
        r"<[^>]+>", "", html.partition('id="coverage"')[2].partition("</span>")[0].partition(">")[2]
    )


def test_the_page_counts_and_marks_the_sentences_nobody_has_taken_up(editor: Any, article: Any):
    page = editor.get(f"/articles/{article.pk}/").content.decode()

    assert line(page) == "未覆盖 2 / 2 句 w"
    assert marks(page) == [FIRST, SECOND]
    assert 'data-key="w"' in page


def test_accepting_and_setting_aside_take_the_marks_away(editor: Any, article: Any):
    money, unique = article.suggestions.in_reading_order()

    accepted = editor.part(f"/suggestions/{money.pk}/accept/", {}).content.decode()
    assert (line(accepted), marks(accepted)) == ("未覆盖 1 / 2 句 w", [])
    assert 'id="p-0"' in accepted

    dismissed = editor.part(f"/suggestions/{unique.pk}/dismiss/", {"reason": "slogan"}).content.decode()
    assert "✓ 2 句都已覆盖" in dismissed
    restored = editor.part(f"/suggestions/{unique.pk}/restore/", {}).content.decode()
    assert (line(restored), marks(restored)) == ("未覆盖 1 / 2 句 w", [SECOND])


def test_a_finished_run_brings_line_and_marks(editor: Any, article: Any):
    polled = editor.part(f"/articles/{article.pk}/job/").content.decode()

    assert (line(polled), marks(polled)) == ("未覆盖 2 / 2 句 w", [FIRST, SECOND])


def test_paragraphs_still_hold_the_text_and_nothing_else(editor: Any, article: Any):
    page = editor.get(f"/articles/{article.pk}/").content.decode()

    shown = re.findall(r'<p id="p-\d+"[^>]*>(.*?)</p>', page)
    assert [re.sub(r"<[^>]+>", "", one) for one in shown] == TEXT.split("\n")


def test_of_a_long_text_nothing_is_said_until_it_is_tagged(editor: Any, monkeypatch: Any):
    monkeypatch.setattr(coverage, "READ_AT_ONCE", 5)
    article = an_article(editor.actor, text=TEXT)

    page = editor.get(f"/articles/{article.pk}/").content.decode()

    assert (line(page), marks(page)) == ("", [])
