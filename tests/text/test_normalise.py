import pytest

from annotations.text.normalise import clean


def test_line_ends_become_newlines_and_nothing_else_changes():
    assert clean("１ 一\r\n二\r三\n\u3000四 ") == "１ 一\n二\n三\n\u3000四 "


@pytest.mark.parametrize(
    ("text", "words"),
    [("ab\0", "第 3 个字符是空字符"), ("\ud800x", "第 1 个字符是不成对的代理码位 U\\+D800")],
)
def test_what_no_database_can_hold_is_refused_with_its_place(text, words):
    with pytest.raises(ValueError, match=words):
        clean(text)
