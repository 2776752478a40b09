"""What counts as one source, what of it is said, and which types ask for the word of those concerned."""

from __future__ import annotations

import pytest

from annotations.workflow import Witness, counted_once, evidence_missing, independent


@pytest.mark.parametrize(
    ("kinds", "types", "rules", "met"),
    [
        (["interview_record"], ["quote"], {}, True),
        (["press_release"], ["person", "org"], {}, True),
        (["media", "official_site"], ["person"], {}, True),
        (["media"], ["quote"], {}, False),
        (["expert", "other"], ["money", "org"], {}, False),
        (["media"], ["money"], {}, True),
        (["media"], ["quote"], {"quote": {"primary": 1, "secondary": 2, "authoritative": False}}, True),
        (["media"], ["money"], {"money": {"primary": 1, "secondary": 2, "authoritative": True}}, False),
        (["media"], ["quote"], {"quote": {"primary": 1, "secondary": 1}}, False),
    ],
)
def test_words_and_names_are_proven_by_those_concerned(kinds, types, rules, met) -> None:
    rows = [Witness("supports", "primary", kind, kind=kind) for kind in kinds]

    missing = evidence_missing(types, rows, rules, critical=False)

    assert ("权威材料" in missing) is not met
    assert bool(missing) is not met


def test_background_of_authority_proves_nothing() -> None:
    rows = [
        Witness("supports", "primary", "a", kind="media"),
        Witness("context", "primary", "b", kind="law"),
    ]

    assert "“引语”还需一份权威材料" in evidence_missing(["quote"], rows, {}, critical=False)


def witness(source: str, **fields: str) -> Witness:
    return Witness("supports", "secondary", source, title=source.upper(), **fields)


@pytest.mark.parametrize(
    ("rows", "count", "said"),
    [
        ([witness("a"), witness("b")], 2, []),
        ([witness("a"), witness("a")], 1, []),
        ([witness("a"), witness("b", story="a")], 1, ["《A》与《B》出自同一稿件，只算 1 个来源"]),
        (
            [witness("a", story="z"), witness("b", story="z")],
            1,
            ["《A》与《B》出自同一稿件，只算 1 个来源"],
        ),
        (
            [witness("a", origin="新华社"), witness("b", origin=" 新华 社")],
            1,
            ["《A》与《B》原始出处相同，只算 1 个来源"],
        ),
        ([witness("a", origin="新华社"), witness("b", origin="省统计局")], 2, []),
        # Joined over two bridges: a and b by origin, b and c by story; d stands alone.
        (
            [witness("a", origin="x"), witness("c"), witness("d"), witness("b", origin="x", story="c")],
            2,
            ["《A》、《C》与《B》出自同一稿件，只算 1 个来源"],
        ),
        (
            [witness("《通报》"), witness("b", story="《通报》")],
            1,
            ["《通报》与《B》出自同一稿件，只算 1 个来源"],
        ),
    ],
)
def test_what_goes_back_to_one_source_counts_once_and_is_said(rows, count, said) -> None:
    assert len(independent(rows)) == count
    assert counted_once(rows) == said
    assert len(independent(reversed(rows))) == count


def test_of_a_document_that_the_reader_may_not_know_nothing_is_said() -> None:
    rows = [witness("a"), Witness("supports", "secondary", "b", story="a")]

    assert (len(independent(rows)), counted_once(rows)) == (1, [])


def test_background_is_no_copy_worth_saying() -> None:
    rows = [witness("a"), Witness("context", "secondary", "b", story="a", title="B")]

    assert counted_once(rows) == []
