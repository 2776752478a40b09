"""Near duplicates as a pure rule: sampled shingles of the folded text, and how much two texts share."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.matching.duplicates import ALIKE, SAME, SHORTEST, containment, fold, share, shingles

HAN = "".join(map(chr, range(0x4E00, 0x4E00 + 600)))


def copy_of(seed: int, sentences: int = 40) -> list[str]:
    """Sentences of made-up copy; every third is a phrase that all copy shares."""
    draw = random.Random(seed)
    stock = ["坚持稳中求进工作总基调，扎实推动高质量发展", "记者从新闻发布会上获悉，下一步将加大工作力度"]
    return [
        draw.choice(stock) if at % 3 == 0 else "".join(draw.choices(HAN, k=draw.randint(12, 40)))
        for at in range(sentences)
    ]


def written(sentences: list[str]) -> str:
    return "。".join(sentences)


def test_the_right_article_is_first_when_half_of_it_was_edited_away():
    articles = [copy_of(seed) for seed in range(200)]
    stored = [shingles(written(article)) for article in articles]
    first = 0
    for at, article in enumerate(articles):
        draw = random.Random(at)
        kept = draw.sample(article, len(article) // 2) + draw.sample(copy_of(1000 + at), len(article) // 2)
        draw.shuffle(kept)
        shares = [containment(shingles(written(kept)), one) for one in stored]
        first += shares[at] == max(shares) and shares.count(shares[at]) == 1

    assert first >= 199


def test_a_wire_copy_with_its_paragraphs_cut_is_the_same_story_and_another_one_is_not():
    article = copy_of(1)
    cut = shingles(written(article[:25]) + "。本报讯")

    assert containment(shingles(written(article)), cut) >= SAME
    assert containment(shingles(written(copy_of(2))), cut) < ALIKE


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("全市新开工項目１６９個，\n到位資金。", "全市新开工项目169个到位资金"),
        ("ＧＤＰ Growth", "gdpgrowth"),
        ("𠮷野家😀", "𠮷野家"),
    ],
)
def test_what_a_copy_changes_without_saying_anything_else_is_folded_away(text: str, same: str):
    assert fold(text) == same


def test_a_text_of_a_few_sentences_is_not_judged():
    long = written(copy_of(3))[: SHORTEST * 2]
    short = fold(long)[: SHORTEST - 1]

    assert len(shingles(fold(long)[:SHORTEST])) > 0
    assert shingles(short) == frozenset()
    assert containment(shingles(short), shingles(long)) == 0


@given(st.sets(st.integers(0, 40)), st.sets(st.integers(0, 40)))
def test_containment_is_the_same_either_way_and_never_more_than_all(a: set[int], b: set[int]):
    found = containment(a, b)

    assert found == containment(b, a) == share(len(a & b), len(b), len(a))
    assert 0 <= found <= 1
    assert (found == 1) == (bool(a) and bool(b) and (a <= b or b <= a))
