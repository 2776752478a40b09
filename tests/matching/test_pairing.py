"""材料对稿 by hand-written cases: what is paired, what differs, and what must not be called the same."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest

from annotations.detectors.suggestions import propose_all
from annotations.matching.items import Item, Pairing
from annotations.matching.packed import Document
from annotations.matching.pairing import pair
from annotations.matching.periods import other_date, other_period
from annotations.vocabulary import PairKind, PairOutcome

CASES = json.loads((Path(__file__).parent.parent / "specs" / "pairing.json").read_text("utf-8"))
DAY = date(2024, 4, 2)


def items_of(copy: str) -> list[Item]:
    names = ("start", "end", "quote", "types", "value", "unit", "approx", "date", "parts")
    found = propose_all(copy, reference_date=DAY)
    return [Item(str(at), *(getattr(one, name) for name in names)) for at, one in enumerate(found)]


def paired(copy: str, *materials: str, day: date | None = DAY) -> dict[str, Pairing]:
    """By the item's quote what became of it; the material was issued on ``day``."""
    items = items_of(copy)
    documents = [Document(str(at), text, day) for at, text in enumerate(materials)]
    return {items[int(one.key)].quote: one for one in pair(copy, items, documents)}


def of(found: dict[str, Pairing], words: str) -> Pairing:
    return next(one for quote, one in found.items() if words in quote)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case) -> None:
    one = of(paired(case["copy"], case["material"]), case["item"])

    assert one.outcome == case["outcome"]
    if one.document is None:
        assert "theirs" not in case
        return
    part = one.parts[0]
    assert part.theirs == case["theirs"]
    assert case["material"][part.at : part.to] == part.theirs
    assert case["copy"][part.start : part.end] == part.ours
    assert one.start <= part.at < part.to <= one.end


def test_a_further_figure_is_compared_or_told_as_missing() -> None:
    copy = "全县民宿由2021年的64家发展到231家。"
    whole = of(paired(copy, "全县民宿由2021年的64家发展到231家。"), "231")
    half = of(paired(copy, "全县现有民宿231家。"), "231")

    assert [(part.ours, part.theirs) for part in whole.parts] == [("231家", "231家"), ("64家", "64家")]
    assert (half.outcome, [part.outcome for part in half.parts]) == ("same", ["same", "missing"])


def test_further_figures_are_told_in_the_words_of_each_text() -> None:
    copy = "全縣旅遊收入由2021年的64億元增加到231億元。"
    material = "全縣旅遊收入由2021年的64億元增加到231億元。"
    first, further = of(paired(copy, material), "231").parts

    assert (first.ours, further.ours, further.theirs) == ("231億元", "64億元", "64億元")
    assert copy[further.start : further.end] == further.ours
    assert material[further.at : further.to] == further.theirs


def test_a_figure_found_in_another_document_has_no_place_in_the_passage() -> None:
    copy = "全县民宿由2021年的64家发展到231家。"
    found = of(paired(copy, "今年，全县现有民宿231家。", "2021年，全县有民宿64家。", day=None), "231")

    first, further = found.parts
    assert (found.document, first.theirs) == (0, "231家")
    assert (further.ours, further.theirs, further.at, further.to) == ("64家", "64家", 0, 0)


def test_the_passage_is_looked_for_in_every_document() -> None:
    found = paired("全市旅游收入1.86亿元。", "本材料不涉及旅游。", "全市旅游收入1.86亿元。")
    assert of(found, "1.86").document == 1


def test_agreement_in_one_document_outweighs_difference_in_another() -> None:
    found = paired("全市旅游收入1.86亿元。", "全市旅游收入1.96亿元。", "全市旅游收入1.86亿元。")
    assert (of(found, "1.86").outcome, of(found, "1.86").document) == (PairOutcome.SAME, 1)


@pytest.mark.parametrize(
    ("material", "outcome"),
    [
        ("澜川县2023年文旅工作报告\n1—10月，全县接待游客486.28万人次。", PairOutcome.SAME),
        ("澜川县2022年文旅工作报告\n1—10月，全县接待游客486.28万人次。", PairOutcome.MISSING),
        # Without a year in the title it is the one named most often.
        (
            "工作汇总\n2022年启动。2023年初见效。\n2023年，1—10月，全县接待游客486.28万人次。",
            PairOutcome.SAME,
        ),
    ],
)
def test_months_without_a_year_are_of_the_year_the_material_speaks_of(material, outcome) -> None:
    found = paired("2023年1至10月，全县接待游客486.28万人次。", material, day=None)
    assert of(found, "486").outcome == outcome


def test_a_name_beside_a_figure_is_compared_too() -> None:
    copy = "市水务局局长许国栋介绍，全市新建水库12座。"
    assert of(paired(copy, "市水务局局长许国栋通报，全市新建水库12座。"), "12座").outcome == PairOutcome.SAME
    slip = of(paired(copy, "市水务局局长许国梁通报，全市新建水库12座。"), "12座")
    assert slip.outcome == PairOutcome.DIFFERS
    assert [part.outcome for part in slip.parts] == [PairOutcome.SAME, PairOutcome.DIFFERS]
    lacking = of(paired(copy, "全市新建水库12座。"), "12座")
    assert [part.outcome for part in lacking.parts] == [PairOutcome.SAME, PairOutcome.MISSING]


def test_vague_figures_and_opinions_are_no_items() -> None:
    assert paired("港口发展势头良好，多个项目加快推进。", "港口发展势头良好，多个项目加快推进。") == {}


def test_empty_material_and_empty_copy() -> None:
    assert {one.outcome for one in paired("全市旅游收入1.86亿元。").values()} == {PairOutcome.MISSING}
    assert {one.outcome for one in paired("全市旅游收入1.86亿元。", "", "\n\n").values()} == {
        PairOutcome.MISSING
    }
    assert paired("", "全市旅游收入1.86亿元。") == {}


def test_the_same_input_gives_the_same_pairs() -> None:
    copy, material = CASES[0]["copy"] * 3, "\n".join(case["material"] for case in CASES)
    assert paired(copy, material) == paired(copy, material)


@pytest.mark.parametrize(
    ("ours", "theirs", "strict", "other"),
    [
        ("2023", "2022", False, True),
        ("2023", "2023", False, False),
        ("2023", "2023-12", False, False),
        ("2023-05", "2023-06", False, False),
        ("2023-05", "2023-06", True, True),
        ("2023-01/2023-06", "2023", False, True),
        ("2024-04-02", "2023", False, False),
        ("", "2023", True, False),
    ],
)
def test_periods(ours, theirs, strict, other) -> None:
    assert other_period(ours, theirs, strict=strict) is other


@pytest.mark.parametrize(
    ("ours", "theirs", "other"),
    [
        ("2024-03-18", "2024-03-18", False),
        ("2024-03-18", "2024-03-28", True),
        ("2024-03", "2024-03-18", False),
        ("2024-04", "2024-03-18", True),
        ("XXXX-03-18", "2024-03-18", False),
        ("XXXX-03-19", "2024-03-18", True),
        ("2024-01/2024-06", "2024-03-18", None),
        ("XXXX", "2024", None),
    ],
)
def test_dates_of_events(ours, theirs, other) -> None:
    assert other_date(ours, theirs) is other


def long_material() -> str:
    """50,000 characters of paragraphs that all differ."""
    metrics = [case["material"] for case in CASES]
    lines, at = [], 0
    while sum(map(len, lines)) < 50_000:
        line = metrics[at % len(metrics)].replace("\n", "。").replace("澜川", f"澜{chr(0x4E00 + at)}")
        lines.append(line.replace("2", str(at % 10)))
        at += 1
    return "\n".join(lines)


def test_a_hundred_items_against_fifty_thousand_characters_take_no_longer_than_reading_them() -> None:
    copy = "\n".join(case["copy"] for case in CASES * 3)[:3_500]
    material = long_material()
    items = items_of(copy)[:100]
    began = time.process_time()
    propose_all(material[:25_000], reference_date=DAY)
    reading = time.process_time() - began
    began = time.process_time()
    found = list(pair(copy, items, [Document("a", material, DAY)]))
    took = time.process_time() - began

    assert len(items) == 100
    assert len(found) > 80
    assert took <= 4 * reading
    assert {one.kind for one in found} >= {PairKind.FIGURE, PairKind.PERSON, PairKind.POLICY, PairKind.DATE}
