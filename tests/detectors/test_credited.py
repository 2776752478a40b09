"""Whether the copy says whose words or figures a statement is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.detectors.credited import credited


@pytest.mark.parametrize(
    ("text", "quote", "is_credited"),
    [
        ("据市统计局统计，全市项目169个。", "169个", True),
        ("记者从市商务局获悉，项目169个。", "169个", True),
        ("《2023年统计公报》显示，项目169个。", "169个", True),
        ("王明介绍，项目169个。", "169个", True),
        ("业内专家表示，项目169个。", "169个", True),
        ("全市项目169个。", "169个", False),
        ("据悉，全市项目169个。", "169个", False),
        ("数据显示，全市项目169个。", "169个", False),
        ("据市统计局统计，增长5%。全市项目169个。", "169个", False),
        ("据市统计局统计，增长5%。\n全市项目169个。", "169个", False),
    ],
)
def test_a_statement_is_credited_in_its_own_sentence(text, quote, is_credited):
    start = text.index(quote)

    assert credited(text, start, start + len(quote)) is is_credited


@pytest.mark.parametrize(
    ("text", "quote", "is_credited"),
    [
        ("市长李明说：“我们要建设港口。”", "“我们要建设港口。”", True),
        ("市长李明说。“我们要建设港口，还要修路。”", "“我们要建设港口，还要修路。”", True),
        ("李明走上台。“我们要建设港口，还要修路。”", "“我们要建设港口，还要修路。”", False),
    ],
)
def test_a_quotations_speaker_may_stand_in_the_sentence_before(text, quote, is_credited):
    start = text.index(quote)

    assert credited(text, start, start + len(quote), quote=True) is is_credited


@given(st.text(alphabet="据市统计局说，。：“”\n 9个", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_any_place_in_any_text_has_an_answer(text, one, other):
    start, end = sorted((min(one, len(text)), min(other, len(text))))

    assert credited(text, start, end, quote=True) in (True, False)
