"""The detectors' word lists: files with comments and parts."""

import pytest

from annotations.detectors.data import entries


def test_the_words_before_the_first_part_belong_to_no_part():
    words = entries("speech_verbs.txt")

    assert {"表示", "指出", "认为"} <= set(words)
    assert not any(word.startswith(("#", "[")) for word in words)


def test_a_part_is_named_in_brackets():
    assert {"告诉", "提醒"} <= set(entries("speech_verbs.txt", "对人"))


def test_a_part_or_list_that_is_not_there_is_named():
    with pytest.raises(LookupError, match=r"speech_verbs\.txt has no part '没有'"):
        entries("speech_verbs.txt", "没有")
    with pytest.raises(FileNotFoundError):
        entries("没有.txt")
