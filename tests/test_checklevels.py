"""核查程度 as pure rules: which level an article gets, which rules can be stored, what is key."""

from __future__ import annotations

import pytest

from annotations.checklevels import RULES_AT_MOST, faults, is_key, level_for, names_leader

RULES = [
    {"section": "要闻", "source": "", "level": "full"},
    {"section": "", "source": "新华社", "level": "wire"},
    {"section": "副刊", "source": "", "level": "key"},
]


@pytest.mark.parametrize(
    ("section", "source", "level"),
    [
        ("要闻", "新华社", "full"),
        ("国际", "新华社北京3月7日电", "wire"),
        ("副刊", "本报讯", "key"),
        (" 副刊 ", "", "key"),
        ("副刊二", "", "full"),
        ("", "", "full"),
    ],
)
def test_the_first_rule_that_fits_decides(section, source, level):
    assert level_for(RULES, section=section, source=source, default="full") == level


def test_without_a_rule_that_fits_the_default_holds():
    assert level_for([], section="要闻", source="新华社", default="key") == "key"


def test_rules_in_order_have_no_fault():
    assert faults(RULES) == []
    assert faults([]) == []
    assert faults([{"level": "key"}]) == []


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        ({"section": ""}, "核查程度的规则须是一个列表，每条写明版面、来源和核查程度。"),
        (["wire"], "第 1 条规则须写明版面（section）、来源（source）和核查程度。"),
        (
            [{"level": "full", "page": "1"}],
            "第 1 条规则里没有“page”这一项；可用：section、source、level。",
        ),
        (
            [{"level": "some"}],
            "第 1 条规则的核查程度不对；可用：full（逐条核查）、key（重点核查）、wire（通稿比对）。",
        ),
        (
            [{"section": " 要闻", "level": "full"}],
            "第 1 条规则的“section”须是首尾不带空格的文字，最多 80 个字符，可以留空。",
        ),
        (
            [{"source": 7, "level": "full"}],
            "第 1 条规则的“source”须是首尾不带空格的文字，最多 300 个字符，可以留空。",
        ),
        (
            [{"source": "新华社", "level": "wire"}, {"source": "新华社北京", "level": "full"}],
            "第 2 条规则永远用不上：第 1 条先适用。请调换次序或删去一条。",
        ),
        (
            [{"level": "key"}, {"section": "要闻", "level": "full"}],
            "第 2 条规则永远用不上：第 1 条先适用。请调换次序或删去一条。",
        ),
    ],
)
def test_a_faulty_rule_is_named_with_its_place(rules, sentence):
    assert faults(rules) == [sentence]


def test_rules_without_end_are_refused():
    many = [{"section": f"{n}版", "level": "full"} for n in range(RULES_AT_MOST + 1)]

    assert faults(many) == ["核查程度的规则最多 100 条，收到 101 条；请合并。"]
    assert faults(many[:-1]) == []


@pytest.mark.parametrize(
    ("words", "leader"),
    [
        ("中共中央总书记", True),
        ("市长李明", True),
        ("省委常委、宣传部部长", True),
        ("书记员王某", False),
        ("登上主席台", False),
        ("全市长期坚持", False),
        ("中部长江沿岸", False),
        ("常委会会议", False),
        ("董事长赵某", False),
    ],
)
def test_posts_of_leaders_are_told_from_words_that_look_alike(words, leader):
    assert names_leader(words) is leader


@pytest.mark.parametrize(
    ("what", "key"),
    [
        ({}, False),
        ({"types": ["person"]}, True),
        ({"types": ["quantity", "superlative"]}, True),
        ({"types": ["first"]}, True),
        ({"types": ["honor"]}, False),
        ({"prominent": True}, True),
        ({"conflict": True}, True),
        ({"critical": True}, True),
        ({"quote": "市委书记出席签约仪式"}, True),
    ],
)
def test_what_is_key_is_looked_at(what, key):
    claim = {
        "types": ["quantity"],
        "prominent": False,
        "conflict": False,
        "quote": "169个",
        "critical": False,
    }

    assert is_key(**(claim | what)) is key
