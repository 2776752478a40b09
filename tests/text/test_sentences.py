from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text.sentences import LONGEST_SENTENCE, paragraphs, sentences

NASTY = st.text(alphabet="德州，。！？…“”「」（）《》\"'\n 12.😀𠮷e\u0301a", max_size=120)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一句。第二句！第三句？", ["第一句。", "第二句！", "第三句？"]),
        ("他说：“好。很好。”大家笑了。", ["他说：“好。很好。”", "大家笑了。"]),
        ("“真的吗？”，她问。", ["“真的吗？”，她问。"]),
        ("增长3.5%。到2.0版。", ["增长3.5%。", "到2.0版。"]),
        ("没有句号的一行", ["没有句号的一行"]),
        ("等等……后来呢", ["等等……", "后来呢"]),
        ("忘了关引号“这样。下一句。", ["忘了关引号“这样。", "下一句。"]),
        ("（见附表。）下一句。", ["（见附表。）", "下一句。"]),
    ],
)
def test_sentences_end_at_full_stops_outside_quotations(text, expected):
    assert [sentence.text for sentence in sentences(text)] == expected


def test_a_very_long_quotation_is_cut_inside():
    text = "“" + "一二三四五六七八九十。" * 40 + "”"

    assert len(list(sentences(text))) > 30


def test_paragraphs_are_lines_without_the_blanks_around_them():
    text = "标题\n\n\u3000\u3000正文。 \n"

    assert [span.of(text) for span in paragraphs(text)] == ["标题", "正文。"]


@given(NASTY)
def test_every_sentence_quotes_its_place_and_nothing_but_blanks_is_lost(text):
    found = list(sentences(text))

    assert all(text[item.start : item.end] == item.text for item in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert "".join("".join(item.text for item in found).split()) == "".join(text.split())


def test_text_without_punctuation_is_cut_so_that_work_stays_bounded():
    assert max(len(item.text) for item in sentences("德州" * 5000)) <= LONGEST_SENTENCE
