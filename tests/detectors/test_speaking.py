"""Quotations and their speakers across sentences, and quotations that a paragraph or typist cut in two."""

import pytest

from annotations.vocabulary import ClaimType
from tests.detectors.reading_aloud import findings


def quotations(text: str) -> list[tuple[str, str]]:
    """The words and the speaker of every quotation, in reading order."""
    found = [item for item in findings(text) if item.type is ClaimType.QUOTE]
    return [(text[item.start : item.end], item.slots.get("speaker", "")) for item in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“路通了。”村民李大山说。“橘子也好卖了。”",
            [("“路通了。”", "村民李大山"), ("“橘子也好卖了。”", "村民李大山")],
        ),
        (
            "县长王建国说：“今年抓两件事。”“一件修路，一件建校。”",
            [("“今年抓两件事。”", "县长王建国"), ("“一件修路，一件建校。”", "县长王建国")],
        ),
        (
            "“你觉得苦吗？”记者问。她说：“不苦，日子有盼头。”",
            [("“你觉得苦吗？”", "记者"), ("“不苦，日子有盼头。”", "她")],
        ),
        (
            "“师傅常说‘一针一线都是良心’，我记了一辈子。”绣娘周芳说。",
            [("“师傅常说‘一针一线都是良心’，我记了一辈子。”", "绣娘周芳")],
        ),
        (
            "老人说，儿子留下一句“等我回来”就走了。",
            [],
        ),
    ],
)
def test_the_speaker_is_read_from_before_behind_and_the_next_sentence(text, expected):
    assert quotations(text) == expected


def test_a_quotation_that_its_paragraph_leaves_open_runs_to_the_end():
    text = "市长王建国说：“今年要办好十件实事，一件一件抓落实，一年接着一年干。"

    assert quotations(text) == [("“今年要办好十件实事，一件一件抓落实，一年接着一年干。", "市长王建国")]


def test_a_quotation_written_with_opening_marks_only_is_one():
    assert quotations("厂长刘洋说：“今年行情不错，打算再招30人。“") == [
        ("“今年行情不错，打算再招30人。“", "厂长刘洋")
    ]


def test_a_dateline_and_a_byline_are_no_speakers():
    text = "本报江河1月5日电 记者李小明报道：“公安部门去年侦破案件300起，群众安全感提升。”"

    assert quotations(text) == [("“公安部门去年侦破案件300起，群众安全感提升。”", "")]


def test_a_quotation_and_its_credit_are_not_told_twice():
    found = findings("市长王建国表示：“今年要办好十件实事。”")

    assert [item.type for item in found if item.detector in ("quote", "attribution")] == [ClaimType.QUOTE]
