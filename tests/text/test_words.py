from hypothesis import given
from hypothesis import strategies as st

from annotations.text.words import words


def test_words_tell_now_from_carried_out_in():
    assert [word.text for word in words("从实现在京津冀看")] == ["从", "实现", "在", "京津冀", "看"]


def test_dictionary_words_carry_their_tag_and_guessed_ones_none():
    tags = {word.text: word.tag for word in words("北京市白怀宇表示")}

    assert tags["北京市"] == "ns"
    assert tags["白怀宇"] == ""


@given(st.text(max_size=80))
def test_the_words_together_are_exactly_the_sentence(text):
    found = words(text)

    assert "".join(word.text for word in found) == text
    assert all(text[word.start : word.end] == word.text for word in found)
