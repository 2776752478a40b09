"""Our tagger gives what stock ``jieba.posseg`` gives: the same words, the same parts of speech."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.text.dictionary import dictionary, folder
from annotations.text.lexicon import listed
from annotations.text.overlay import laid_over
from annotations.text.tagger import tagged
from annotations.text.unknown import guess
from tests.text.stockjieba import added, stock_words

NAMES = listed("白怀宇 欧阳澄 司马拂衣 阿不都克里木 史密斯 澄湾市 云栖里 蓝汐科技 乌兰托娅 弗拉季斯拉夫")
FIGURES = listed("117.77 3,000 12.5% 2023年 5.2亿—6.1亿 ３８２ 1/3 .5 v2.0 GB/T 15835")
MARKS = [*"，。、；：“”《》（）—…·￥％!?,.()-", " ", "\u3000", "\n", "\r\n", "\t", "\u200b"]
LATIN = listed("GDP AI A股 5G C++ iPhone15 T恤 e-mail a_b x&y #1 B超 γ射线 K歌 3D")
TRADITIONAL = listed("國會 臺灣 與會者 經濟發展 總統府 這個 萬億 為了 學術 聯合國 體育館")
RARE = [*"𠮷😀👨‍👩‍👧龘靐爨囍㐂䶮鿕", "\ud800", "é", "の", "한", "ß", "①", "㎡", "〇"]
FUNCTION = listed("的 了 在 和 是 有 将 已 说 对 从 中 上 年 月 日 人 大 不 一 这 与 为 到 等")


def _dictionary_words(count: int) -> list[str]:
    lines = (folder() / "dict.txt").read_text(encoding="utf-8").splitlines()
    return [line.split()[0] for line in random.Random(7).sample(lines, count)]


COMMON = _dictionary_words(1500)
# Characters in no order make the long unknown runs that news has few of.
SCRAMBLED = [word[::-1] for word in COMMON if len(word) > 2]

news = st.lists(
    st.one_of(*map(st.sampled_from, (COMMON, COMMON, FUNCTION, NAMES, FIGURES, MARKS))), max_size=30
).map("".join)
mixed = st.lists(
    st.one_of(*map(st.sampled_from, (SCRAMBLED, TRADITIONAL, LATIN, RARE, MARKS, FIGURES, NAMES))),
    max_size=10,
).map("".join)
characters = st.text(
    st.one_of(st.characters(), st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)), max_size=8
)


def ours(text: str) -> list[tuple[str, str]]:
    return [(word.text, word.tag) for word in tagged(text, dictionary())]


@given(news)
@settings(max_examples=200, deadline=None)
def test_news_is_cut_and_tagged_as_by_jieba(text: str):
    assert ours(text) == stock_words(text)


@given(mixed)
@settings(max_examples=150, deadline=None)
def test_names_scripts_and_signs_are_cut_and_tagged_as_by_jieba(text: str):
    assert ours(text) == stock_words(text)


@given(characters)
@settings(max_examples=100, deadline=None)
def test_any_characters_are_cut_and_tagged_as_by_jieba(text: str):
    assert ours(text) == stock_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\r\n",
        "\n\r\n\r",
        "5",
        ".",
        "5.5",
        "的",
        "𠮷",
        "A",
        "12ab",
        "ab12",
        "+#",
        "a.b",
        "龘",
        "龘龘",
        "鿕鿖",
    ],
)
def test_what_is_short_is_cut_and_tagged_as_by_jieba(text: str):
    assert ours(text) == stock_words(text)


def test_a_known_word_says_so_and_places_count_code_points():
    found = tagged("😀北京市白怀宇", dictionary())

    assert [tuple(word) for word in found] == [
        (0, 1, "😀", "x", False),
        (1, 4, "北京市", "ns", True),
        (4, 7, "白怀宇", "nr", False),
    ]


WORDS = st.dictionaries(
    st.one_of(
        st.text("京津冀实现在白怀宇A5国會", min_size=2, max_size=5),
        st.sampled_from(["北京市", "实现", "A股", "京·津", "蓝汐 科技", "白怀宇在京", "现在京津"]),
    ),
    st.tuples(st.integers(1, 2_000_000), st.sampled_from(["nr", "ns", "nt", "n"])),
    max_size=6,
)


@given(WORDS, st.text("从实现在京津冀看白怀宇A5股国會·，北市", max_size=25))
@settings(max_examples=200, deadline=None)
def test_added_words_change_what_add_word_changes_in_jieba(words: dict[str, tuple[int, str]], text: str):
    table = laid_over(dictionary(), words)
    with added(words):
        expected = stock_words(text)

    assert [(word.text, word.tag) for word in tagged(text, table)] == expected
    assert ours(text) == stock_words(text)


@pytest.mark.parametrize(("frequency", "expected"), [(1, ["实现", "在"]), (5_000_000, ["实", "现在"])])
def test_the_frequency_decides(frequency: int, expected: list[str]):
    table = laid_over(dictionary(), {"现在": (frequency, "t")})

    assert [word.text for word in tagged("实现在", table)] == expected


def test_a_run_that_was_remembered_is_answered_as_at_first():
    runs = ["白怀宇", "澄湾", "12ab", "龘龘"]
    first = [guess(run) for run in runs]

    assert [guess(run) for run in runs] == first
    assert first[0] == (("白怀宇", "nr"),)


def test_loading_is_silent_leaves_no_file_and_does_without_jieba_itself(tmp_path):
    program = (
        "import sys; from annotations.text import words; words.load(); words.words('白怀宇在京津冀');"
        "print('jieba' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"TMPDIR": str(tmp_path), "PYTHONPATH": ":".join(path for path in sys.path if path)},
    )

    assert (done.stdout, done.stderr, list(tmp_path.iterdir())) == ("False\n", "", [])
