"""Evidence that comes as a file: into the library, read otherwise, and from the drawer to the claim."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.newsroom import Newsroom, act, paste, select
from tests.readers.files import LINE, docx, paragraph, pdf

pytestmark = [pytest.mark.browser, pytest.mark.live]

TEXT = "澄湾市交出投资答卷\n澄湾市2023年新开工项目169个、到位资金117.77亿元。\n"
TAGGED = "117.77亿元"


def file(name: str, content: bytes) -> Any:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def uploaded(page: Page, *files: Any) -> None:
    page.goto("/sources/new/")
    page.click("nav.tabs >> text=上传")
    page.set_input_files("#id_file", list(files))
    page.click("main form button.primary")


@pytest.mark.parametrize("newsroom", ["sqlite"], indirect=True)
def test_a_file_of_another_encoding_is_read_otherwise_and_given_back(newsroom: Newsroom):
    page = newsroom.enter("wang")
    content = "项目169个".encode("gbk")

    uploaded(page, file("项目.txt", content))
    expect(page.locator(".original-file")).to_contain_text("按 GB18030 读取")
    expect(page.locator(".snapshot-text")).to_have_text("项目169个")
    page.click("summary:has-text('换编码')")
    expect(page.locator(".original-file q")).to_have_text("砐醴169跺")
    page.click("text=按 Big5 读取")
    expect(page.locator(".snapshot-text")).to_have_text("砐醴169跺")

    with page.expect_download() as saved:
        page.click("text=下载原文件")
    assert saved.value.suggested_filename == "项目.txt"
    assert saved.value.path().read_bytes() == content
    assert newsroom.heard() == []


@pytest.mark.parametrize("newsroom", ["sqlite"], indirect=True)
def test_of_several_files_each_is_told_what_became_of_it(newsroom: Newsroom):
    page = newsroom.enter("wang")

    words = docx(paragraph("年末人口三十六万。"))
    uploaded(page, file("公报.docx", words), file("公报.pdf", pdf([LINE])), file("扫描.pdf", pdf([""])))

    told = page.locator(".uploads > li")
    expect(told.nth(0)).to_contain_text("✓ 已存入 公报")
    expect(told.nth(1)).to_contain_text("✓ 已存入 公报")
    expect(told.nth(2)).to_contain_text("扫描件没有文字层")
    assert newsroom.heard() == []


@pytest.mark.parametrize("newsroom", ["sqlite"], indirect=True)
def test_a_file_from_the_drawer_becomes_the_claim_s_evidence(newsroom: Newsroom):
    page = newsroom.enter("wang")
    paste(page, "澄湾投资", TEXT)
    select(page, TAGGED)
    expect(page.locator("#typebar")).to_be_visible()
    act(page, "1")
    expect(page.locator("#panel .quoted").first).to_have_text(TAGGED)

    page.keyboard.press("e")
    page.click("#drawer [role=tab] >> text=上传")
    page.set_input_files("#drawer #id_file", [file("统计公报.txt", f"一、投资\n{LINE}".encode("gbk"))])
    page.click("text=上传并选取原句")
    select(page, TAGGED, ".snapshot-text p")
    expect(page.locator("[data-chosen]")).to_have_text(TAGGED)
    page.click("text=关联为证据")

    expect(page.locator("#drawer")).to_be_hidden()
    expect(page.locator("#panel .evidence")).to_contain_text("✓ 数字一致")
    assert newsroom.heard() == []


@pytest.mark.parametrize("newsroom", ["sqlite"], indirect=True)
def test_a_document_becomes_an_article(newsroom: Newsroom):
    page = newsroom.enter("wang")
    page.goto("/articles/new/")
    page.set_input_files("#file_file", [file("来稿.docx", docx(paragraph(f"{LINE}另有一句。")))])
    page.click("text=上传并预标注")

    expect(page.locator("#text")).to_contain_text("到位资金117.77亿元")
    expect(page.locator("h1")).to_contain_text("来稿")
    assert newsroom.heard() == []
