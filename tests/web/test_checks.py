"""数字检查 on the workbench: the list, the margin, the panel, and what can be done with a result."""

from __future__ import annotations

import re
from typing import Any

import pytest

from annotations.models import Claim
from annotations.services.checkresults import checks_of
from annotations.services.worker import run_job
from annotations.vocabulary import Role
from tests.factories import an_article

TEXT = "高新企业由2020年的120家增加到2023年的180家，增长60%。\n三大任务：修路、架桥、通水。\n没有数字的一段。"
WORDS = ("120家", "180家", "60%")
ARITHMETIC = "120家 → 180家，变化 50% ≠ 60%"


@pytest.fixture
def editor(browse: Any) -> Any:
    return browse()


@pytest.fixture
def article(editor: Any) -> Any:
    article = an_article(editor.actor, text=TEXT)
    editor.part(f"/articles/{article.pk}/pretag/", {})
    run_job(article.jobs.get().pk)
    return article


def page(browser: Any, article: Any) -> str:
    return browser.get(f"/articles/{article.pk}/").content.decode()


def board(html: str) -> str:
    return html.partition('id="checks"')[2].partition("</div>")[0]


def address(article: Any, act: str) -> str:
    return f"/articles/{article.pk}/checks/{checks_of(article)[0].check.key}/{act}/"


def notes(html: str) -> list[str]:
    return re.findall(r'data-note="([^"]*)"', html)


def test_the_list_tells_sign_word_and_arithmetic(editor: Any, article: Any) -> None:
    shown = board(page(editor, article))

    assert "1 ✗ 不符" in shown
    assert "1 ✓ 相符" in shown
    assert ARITHMETIC in shown
    spans = " ".join(f"{TEXT.index(words)}-{TEXT.index(words) + len(words)}" for words in WORDS)
    assert f'href="#p-0" data-spans="{spans}"' in shown


def test_the_arithmetic_stands_beside_its_paragraph_and_not_in_the_text(editor: Any, article: Any) -> None:
    html = page(editor, article)

    assert notes(html) == [f"✗ {ARITHMETIC}", "✓ 列举 3 项，文中称“三大任务”"]
    paragraphs = re.findall(r"<p id=\"p-\d+\".*?</p>", html)
    assert [re.sub(r"<[^>]+>", "", p) for p in paragraphs] == TEXT.split("\n")


def test_an_article_without_results_shows_no_list(editor: Any) -> None:
    article = an_article(editor.actor, text="没有数字的一篇。")

    assert board(page(editor, article)).endswith(">")


def test_setting_aside_and_taking_back(editor: Any, article: Any) -> None:
    answer = editor.part(address(article, "dismiss"), {}).content.decode()
    assert "已忽略" in board(answer)
    assert "✗ 不符</span>" not in answer.partition("</summary>")[0]
    assert notes(answer) == []

    answer = editor.part(address(article, "restore"), {}).content.decode()
    assert notes(answer) == [f"✗ {ARITHMETIC}"]


def test_without_htmx_the_page_comes_again(editor: Any, article: Any) -> None:
    assert editor.post(address(article, "dismiss")).status_code == 302


def test_one_click_makes_a_claim_and_opens_it(editor: Any, article: Any) -> None:
    answer = editor.part(address(article, "claim"), {}).content.decode()
    claim = Claim.objects.get()

    assert f'data-panel="{claim.pk}"' in answer
    assert ARITHMETIC in answer
    editor.part(address(article, "claim"), {})
    assert Claim.objects.count() == 1


def test_a_reporter_reads_and_decides_nothing(browse: Any, article: Any) -> None:
    reporter = browse(Role.REPORTER)

    assert ARITHMETIC in board(page(reporter, article))
    assert "忽略" not in board(page(reporter, article))
    assert reporter.part(address(article, "dismiss"), {}).status_code == 403
    assert reporter.part(address(article, "claim"), {}).status_code == 403


def test_a_stranger_sees_nothing(browse: Any, article: Any) -> None:
    from_elsewhere = browse(at=type(article.desk).objects.create(name="别处"))

    assert from_elsewhere.part(address(article, "dismiss"), {}).status_code == 404


def test_the_end_of_a_job_brings_the_list(editor: Any, article: Any) -> None:
    answer = editor.part(f"/articles/{article.pk}/job/").content.decode()

    assert ARITHMETIC in board(answer)
