from __future__ import annotations

import gc
import tracemalloc
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.text.deskwords import NO_WORDS, Entry, Lexicon
from annotations.text.dictionary import dictionary
from annotations.text.words import words
from annotations.vocabulary import LexiconKind
from tests.text.stockjieba import added, stock_words

ORG, PERSON, PLACE, TERM = LexiconKind.ORG, LexiconKind.PERSON, LexiconKind.PLACE, LexiconKind.TERM
LEXICON = Lexicon(
    (
        Entry("澄湾碳汇中心", ORG),
        Entry("澄湾", PLACE),
        Entry("华在实", PERSON),
        Entry("双碳码", TERM),
        Entry("AI工坊", ORG),
    )
)


def cut(text: str, lexicon: Lexicon | None) -> list[tuple[str, str, bool]]:
    return [(word.text, word.tag, word.known) for word in words(text, lexicon)]


def test_a_desks_words_are_cut_whole_and_tagged_by_what_they_name():
    assert cut("澄湾碳汇中心推双碳码，华在实到AI工坊", LEXICON) == [
        ("澄湾碳汇中心", "nt", True),
        ("推", "v", True),
        ("双碳码", "n", True),
        ("，", "x", False),
        ("华在实", "nr", True),
        ("到", "v", True),
        ("AI工坊", "nt", True),
    ]
    assert ("华在实", "nr", True) not in cut("华在实到", None)


def test_words_come_as_stock_jieba_gives_them_after_add_word():
    text = "在澄湾碳汇中心，华在实现场说：澄湾双碳码里的AI工坊现在不多。"

    with added(LEXICON.weighed):
        expected = stock_words(text)

    assert [(word.text, word.tag) for word in words(text, LEXICON)] == expected


@given(st.text("的在实现京津冀人大代表中国一个有限公司白怀宇", min_size=2, max_size=8))
@settings(deadline=None)
def test_whatever_word_is_entered_is_cut_whole(word: str):
    lexicon = Lexicon((Entry(word, TERM),))

    assert [found.text for found in words(word, lexicon)] == [word]


def test_without_words_all_is_as_without_a_lexicon():
    assert NO_WORDS.table is dictionary()
    assert words("从实现在京津冀看", NO_WORDS) == words("从实现在京津冀看")
    assert (NO_WORDS.version, bool(NO_WORDS), bool(LEXICON)) == ("", False, True)


@pytest.mark.parametrize("word", ["", "京", "长" * 101])
def test_a_word_needs_two_characters_and_an_end(word: str):
    with pytest.raises(ValueError, match="2 to 100 characters"):
        Entry(word, PLACE)


def test_the_version_tells_other_words_and_nothing_else():
    twice = Lexicon((*LEXICON.entries, *reversed(LEXICON.entries)))
    other = Lexicon((*LEXICON.entries, Entry("云栖里", PLACE)))
    later = Lexicon((*LEXICON.entries, Entry("云栖里", PLACE, since=date(2024, 3, 8))))

    assert (twice, hash(twice), twice.version) == (LEXICON, hash(LEXICON), LEXICON.version)
    assert len({LEXICON.version, other.version, later.version}) == 3
    assert other != LEXICON


def test_a_word_holds_from_its_first_to_its_last_day():
    lexicon = Lexicon(
        (
            Entry("华在实", PERSON, since=date(2024, 3, 8), until=date(2024, 3, 10)),
            Entry("云栖里", PLACE, until=date.max),
            Entry("澄湾", PLACE, since=date.min),
        )
    )

    def names(day: date) -> list[str]:
        return [entry.word for entry in lexicon.on(day).entries]

    assert names(date(2024, 3, 7)) == names(date(2024, 3, 11)) == ["云栖里", "澄湾"]
    assert names(date(2024, 3, 8)) == names(date(2024, 3, 10)) == ["云栖里", "华在实", "澄湾"]
    assert names(date.min) == names(date.max) == ["云栖里", "澄湾"]
    assert lexicon.on(date(2024, 3, 8)) is lexicon.on(date(2024, 3, 9))
    assert LEXICON.on(date(2024, 3, 8)) is LEXICON


def test_words_are_found_from_the_left_and_the_longest_first():
    text = "在澄湾，澄湾碳汇中心的华在实😀双碳码双碳码"

    found = LEXICON.find(text)

    assert [(text[start:end], entry.kind) for start, end, entry in found] == [
        ("澄湾", PLACE),
        ("澄湾碳汇中心", ORG),
        ("华在实", PERSON),
        ("双碳码", TERM),
        ("双碳码", TERM),
    ]
    assert LEXICON.find("") == NO_WORDS.find(text) == []


@pytest.mark.parametrize(("text", "count"), [("AI工坊", 1), ("在AI工坊", 1), ("BAI工坊", 0), ("5AI工坊", 0)])
def test_a_latin_word_is_not_found_inside_another(text: str, count: int):
    assert len(LEXICON.find(text)) == count


def test_a_word_of_two_kinds_is_what_comes_first():
    lexicon = Lexicon((Entry("澄湾", PLACE), Entry("澄湾", ORG)))

    assert lexicon.kinds == {"澄湾": ORG}
    assert [found.entry.kind for found in lexicon.find("澄湾")] == [ORG]


@given(st.lists(st.text("甲乙丙", min_size=2, max_size=4), max_size=5), st.text("甲乙丙丁", max_size=30))
def test_what_is_found_is_what_a_slow_search_finds(entered: list[str], text: str):
    lexicon = Lexicon(tuple(Entry(word, TERM) for word in entered))

    expected = []
    at = 0
    while at < len(text):
        longest = max((word for word in entered if text.startswith(word, at)), key=len, default="")
        if longest:
            expected.append(longest)
        at += len(longest) or 1

    assert [text[start:end] for start, end, _ in lexicon.find(text)] == expected


def test_two_thousand_words_cost_two_megabytes_at_most():
    base = dictionary()
    entries = tuple(Entry(f"{chr(0x4E00 + n % 997)}{chr(0x5E00 + n // 3)}测站", ORG) for n in range(2000))
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    lexicon = Lexicon(entries)
    table = lexicon.table
    lexicon.find("测站")
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert after - before <= 2_000_000
    assert table.singles is base.singles
