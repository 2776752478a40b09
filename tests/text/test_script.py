from hypothesis import given
from hypothesis import strategies as st

from annotations.text.script import plain, simplest, traditional


def test_full_width_digits_and_traditional_numerals_become_what_patterns_look_for():
    assert plain("１２，３４５萬個") == "12,345万个"
    assert plain("２０２４年，１２人") == "2024年,12人".replace(",", "，")
    assert (traditional("三萬元"), traditional("三万元")) == (True, False)


@given(st.text(alphabet="０１２９，．％萬億個點兩時後週Ａｚ壹貳元年a1,", max_size=40))
def test_every_character_stands_for_exactly_one(text):
    assert len(plain(text)) == len(simplest(text)) == len(text)
