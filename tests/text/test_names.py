"""Names of persons, places and institutions: exact spans, evidence, known names, a desk's own words."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.text.names import ORG, PERSON, PLACE, names
from annotations.text.words import words


def found(text: str, **options) -> list[tuple[str, str]]:
    return [(text[name.start : name.end], name.kind) for name in names(text, words(text), **options)]


def of_kind(kind: str, text: str) -> list[str]:
    return [surface for surface, sort in found(text) if sort == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("王建国、李文涛、赵立新出席。", ["王建国", "李文涛", "赵立新"]),
        ("总经理梁永康签署协议。", ["梁永康"]),
        ("省委书记赵立新指出问题。", ["赵立新"]),
        ("执行院长欧阳文博致辞。", ["欧阳文博"]),
        ("总统斯坦利·费希尔抵达北京。", ["斯坦利·费希尔"]),
        ("诺罗敦·马努拉亲王来访。", ["诺罗敦·马努拉"]),
        ("周教授正在授课。", ["周"]),
        ("老张种了三亩地。", ["老张"]),
        ("明白的人提高了文明素质。", []),
        ("市长王朝阳光灿烂。", []),
        ("双职工家庭增多。", []),
    ],
)
def test_persons_are_told_by_their_characters_and_what_stands_around(text, expected):
    assert of_kind(PERSON, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("江河市大河镇修路。", ["江河市", "大河镇"]),
        ("北京市通州区建站。", ["北京市", "通州区"]),
        ("雄安新区开工。", ["雄安新区"]),
        ("德国人喜欢啤酒。", ["德国"]),
        ("中美两国元首通话。", ["中", "美"]),
        ("发展中美国学者加入。", ["美国"]),
        ("示范村建设加快。", []),
        ("资源合作和平公安。", []),
    ],
)
def test_places_are_listed_or_stand_before_the_word_for_their_sort(text, expected):
    assert of_kind(PLACE, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("与凯盛科技集团有限公司签约。", ["凯盛科技集团有限公司"]),
        ("国家发改委批复项目。", ["国家发改委"]),
        ("青山县发展和改革局公布结果。", ["青山县发展和改革局"]),
        ("北京大学医学院招生。", ["北京大学医学院"]),
        ("中国外交部回应。", ["中国外交部"]),
        ("省委、省政府部署工作。", ["省委", "省政府"]),
        ("住房和城乡建设部印发通知。", ["住房和城乡建设部"]),
        ("目前有关部门正在调查。", []),
        ("上市公司应当披露。", []),
        ("这家医院的医生。", []),
    ],
)
def test_institutions_reach_from_their_last_word_to_the_word_that_names_them(text, expected):
    assert of_kind(ORG, text) == expected


def test_a_name_known_from_elsewhere_needs_no_evidence():
    text = "大家看到乐天明天来。"

    assert of_kind(PERSON, text) == []
    assert ("乐天", PERSON) in found(text, known={"乐天"})


def test_a_desk_says_what_its_own_words_name():
    assert ("大家", ORG) in found("大家来了。", entries={"大家": "org"})


PIECES = st.sampled_from(
    [*"王李、·，。（）的和在市县省区委局", "王建国", "欧阳", "公司", "有限公司", "北京", "中国", "中美",
     "国家", "发改委", "记者", "局长", "表示", "斯坦利", "😀", "𠮷", "e\u0301", "AI", "12", " "]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_names_stand_in_order_apart_and_inside_the_text(text):
    spans = [(name.start, name.end) for name in names(text, words(text))]

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize(
    "unit", ["王", "北京", "公司", "北京公司", "·", "斯·", "局长", "国家", "中", "王建国、"]
)
def test_the_time_of_a_character_does_not_grow_with_the_text(unit):
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        cut = words(text)
        started = time.process_time()
        names(text, cut)
        return time.process_time() - started

    seconds(100)

    assert min(seconds(40_000), seconds(40_000)) < 10 * max(seconds(10_000), seconds(10_000)) + 0.1
