"""通稿比对 in the browser: attaching the agency's text, both texts side by side, claims of our changes."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.models import Article, Claim, Source
from annotations.services.pretag import request_pretag
from annotations.services.sources import edit_source
from annotations.services.wire import paste_wire
from annotations.services.worker import run_job
from annotations.vocabulary import Role
from annotations.web.sidebyside import Piece, Row, rows
from tests.factories import DeskFactory, a_source, an_article

WIRE = "新开工项目约169个，到位资金117.77亿元。\n会议气氛很好。"
OURS = "新开工项目169个，到位资金117.77亿元。\n会议气氛热烈。"


@pytest.fixture
def editor(browse: Any) -> Any:
    return browse()


@pytest.fixture
def article(editor: Any, desk: Any) -> Article:
    desk.check_level = "wire"
    desk.save()
    return an_article(editor.actor, text=OURS, source="新华社")


def path(article: Article, act: str = "") -> str:
    return f"/articles/{article.pk}/wire/{act}"


def text_of(answer: Any) -> str:
    return answer.content.decode()


def test_without_the_agencys_text_the_pages_say_that_everything_is_checked(editor, article) -> None:
    bench = text_of(editor.get(f"/articles/{article.pk}/"))
    page = text_of(editor.get(path(article)))

    assert "还没有通稿原文，暂按逐条核查" in bench
    assert "还没有通稿原文，暂按逐条核查：附上原文后" in page


def test_the_agencys_text_is_pasted_and_compared(editor, article) -> None:
    answer = editor.post(path(article, "paste/"), {"seen": 1, "text": WIRE, "issuer": "新华社"})

    page = text_of(editor.get(path(article)))
    assert answer["Location"] == path(article)
    assert "本报改动 2 处。" in page
    assert '<del><span class="visually-hidden">删：</span>约</del>' in page
    assert '<ins><span class="visually-hidden">增：</span>热烈</ins>' in page
    assert Source.objects.get().issuer == "新华社"


def test_an_empty_paste_is_told_beside_its_field(editor, article) -> None:
    answer = editor.post(path(article, "paste/"), {"seen": 1, "text": " "})
    missing = editor.post(path(article, "paste/"), {"seen": 1, "text": ""})

    assert (answer.status_code, missing.status_code) == (400, 400)
    assert "请粘贴资料正文" in text_of(answer)
    assert "通稿原文是空的，请粘贴原文。" in text_of(missing)


def test_a_stale_paste_keeps_what_was_typed(editor, article) -> None:
    answer = editor.post(path(article, "paste/"), {"seen": 7, "text": WIRE})

    assert answer.status_code == 400
    assert "他人已先保存" in text_of(answer)
    assert WIRE in text_of(answer)
    assert Source.objects.count() == 0


def test_a_source_of_the_library_is_chosen_and_given_up(editor, article) -> None:
    source = a_source(editor.actor, text=WIRE, source_type="press_release")

    editor.post(path(article, "choose/"), {"seen": 1, "source": str(source.pk)})
    article.refresh_from_db()
    chosen = article.wire_source
    editor.post(path(article, "choose/"), {"seen": 2, "source": ""})

    article.refresh_from_db()
    assert (chosen, article.wire_source) == (source, None)


def test_a_foreign_source_is_not_found(editor, article, browse) -> None:
    stranger = browse(at=DeskFactory.create())
    foreign = a_source(stranger.actor, text=WIRE, source_type="press_release")

    assert editor.post(path(article, "choose/"), {"seen": 1, "source": str(foreign.pk)}).status_code == 404
    assert stranger.get(path(article)).status_code == 404


def test_a_change_without_a_suggestion_is_made_a_claim_by_its_button(editor, article) -> None:
    paste_wire(actor=editor.actor, article=article, seen=None, text=WIRE)
    run_job(request_pretag(actor=editor.actor, article=Article.objects.get()).pk)
    page = text_of(editor.get(path(article)))
    start = OURS.index("会议")

    answer = editor.post(path(article, "claim/"), {"start": start, "end": start + 6})

    claim = Claim.objects.get()
    assert page.count("标为核查点") == 1
    assert "1 处还没有核查点或建议。" in page
    assert answer["Location"] == f"/articles/{article.pk}/?at={claim.pk}"
    assert claim.quote == "会议气氛热烈"


def test_a_reporter_reads_the_comparison_and_changes_nothing(browse, editor, article) -> None:
    paste_wire(actor=editor.actor, article=article, seen=None, text=WIRE)
    reporter = browse(Role.REPORTER)

    page = text_of(reporter.get(path(article)))

    assert "本报改动 2 处。" in page
    assert "存入并比对" not in page
    assert reporter.post(path(article, "paste/"), {"seen": 2, "text": "甲"}).status_code == 403
    assert reporter.post(path(article, "claim/"), {"start": 5, "end": 9}).status_code == 403


def test_a_text_protected_since_is_hidden_and_the_page_says_so(browse, editor, article) -> None:
    article = paste_wire(actor=editor.actor, article=article, seen=None, text=WIRE)
    protect = {"confidentiality": "protected"}
    edit_source(actor=editor.actor, source=article.wire_source, seen=None, changes=protect)

    page = text_of(browse(Role.CHIEF).get(path(article)))

    assert "您看不到它，也看不到比对" in page
    assert "约</del>" not in page


def test_an_article_is_pasted_with_its_agencys_text(editor, desk) -> None:
    fields = {"desk": desk.pk, "title": "港口", "text": OURS, "wire_text": WIRE}

    editor.post("/articles/new/", fields)
    again = editor.post("/articles/new/", fields, follow=True)

    assert Article.objects.get().wire_source.snapshot.text == WIRE
    assert "通稿原文没有存入：稿件早已在库。" in text_of(again)


def test_the_page_asks_as_much_for_three_changes_as_for_one(
    editor, desk, django_assert_max_num_queries
) -> None:
    counts = []
    for ours in ("甲乙丙。\n项目1个。", "甲乙丙丁。\n项目2个。\n项目3个。\n"):
        one = an_article(editor.actor, text=ours)
        paste_wire(actor=editor.actor, article=one, seen=None, text="甲乙丙。")
        with django_assert_max_num_queries(40) as asked:
            editor.get(path(one))
        counts.append(len(asked))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("old", "new", "marks", "expected"),
    [
        ("", "", [], []),
        (
            "甲169个。",
            "甲196个。",
            [(1, 5)],
            [
                Row(
                    [Piece("甲"), Piece("169", changed=True), Piece("个。")],
                    [
                        Piece("甲"),
                        Piece("196", changed=True, number=1, opens=True),
                        Piece("个", number=1),
                        Piece("。"),
                    ],
                )
            ],
        ),
        (
            "甲。\n乙。\n",
            "甲。\n丙丁。\n乙。\n",
            [],
            [
                Row([Piece("甲。")], [Piece("甲。")]),
                Row([Piece("乙。")], [Piece("丙丁。\n", changed=True), Piece("乙。")]),
            ],
        ),
    ],
)
def test_rows_are_cut_where_a_line_ends_in_both_texts(old, new, marks, expected) -> None:
    assert rows(old, new, marks) == expected
