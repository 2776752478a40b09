"""Passages offered for a claim: which, in what order, and never what the person may not see."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Actor, Desk, Source
from annotations.services.material import attach
from annotations.services.suggesting import suggest
from annotations.vocabulary import Comparison, Role, Tier
from tests.factories import DeskFactory, a_claim, a_link, a_source, a_suggestion, an_article, member
from tests.matching.test_excerpts import ROWS, sought

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

COPY = "2023年，全市新开工过亿元项目169个，到位资金117.8亿元。市委书记周明远出席开工仪式。"
BULLETIN = "年末全市过亿元项目建设提速，全年新开工过亿元项目196个，到位资金117.77亿元。旅游收入96.2亿元。"


@pytest.fixture
def claim(editor: Actor) -> Any:
    """到位资金117.8亿元 in an article of the editor's desk."""
    article = an_article(editor, text=COPY)
    return a_claim(editor, article, quote="到位资金117.8亿元")


def test_the_figure_that_agrees_comes_first_with_its_quote_chosen(editor: Actor, claim: Any):
    a_source(editor, title="2022年统计公报", text="全年到位资金117.77亿元，旅游收入80亿元。")
    bulletin = a_source(editor, title="2023年统计公报", text=BULLETIN)
    a_source(editor, title="会议纪要", text="会议研究了项目建设和资金到位情况。")

    first, *others = suggest(claim, editor)

    assert (first.source, first.quote) == (bulletin, BULLETIN[: BULLETIN.index("。") + 1])
    assert bulletin.snapshot.text[first.start : first.end] == first.quote
    assert (first.comparison, first.figure, first.agrees) == (Comparison.ROUNDED, "117.77亿元", True)
    assert (first.tier, first.page) == (Tier.PRIMARY, "")
    assert "到位资金117.77亿元" in [first.quote[start:end] for start, end in first.marks]
    assert [one.agrees for one in others] == [False] * len(others)
    assert others[0].apart == ("period",)


def test_a_figure_that_differs_is_shown_beside_the_claims(editor: Actor):
    claim = a_claim(editor, an_article(editor, text=COPY), quote="过亿元项目169个", types=["quantity"])
    a_source(editor, title="2023年统计公报", text=BULLETIN)

    (only,) = suggest(claim, editor)

    assert (only.comparison, only.value, only.figure, only.agrees) == (
        Comparison.DIFFERS,
        "196",
        "196个",
        False,
    )


def test_names_are_found_by_their_characters(editor: Actor):
    claim = a_claim(editor, an_article(editor, text=COPY), quote="市委书记周明远", types=["person"])
    a_source(editor, title="名录", text="领导名单\n市委书记周明远\n市长李江\n")

    first = suggest(claim, editor)[0]

    assert ("周明远" in first.quote, first.agrees, first.comparison) == (True, True, Comparison.NONE)


def test_a_suggestion_of_the_machine_is_served_too(editor: Actor):
    suggestion = a_suggestion(an_article(editor))
    a_source(editor)

    assert suggest(suggestion, editor)[0].agrees


def test_the_articles_own_material_comes_before_its_equal(editor: Actor, claim: Any):
    a_source(editor, title="2023年统计公报", text=BULLETIN)
    own = a_source(editor, title="2023年统计公报（随稿）", text=f"随稿附上。{BULLETIN}")
    attach(actor=editor, article=claim.article, source=own)

    first, second = suggest(claim, editor)

    assert (first.source, first.material, second.material) == (own, True, False)


def test_what_is_linked_already_is_not_offered_again(editor: Actor, claim: Any):
    source = a_source(editor, title="2023年统计公报", text=BULLETIN)
    assert [one.source for one in suggest(claim, editor)] == [source]

    a_link(editor, claim, source, quote="到位资金117.77亿元")

    assert suggest(claim, editor) == []


def test_copies_of_one_story_are_one_offer(editor: Actor, claim: Any):
    first = a_source(editor, title="通稿", text=BULLETIN, source_type="press_release")
    for title in ("晨报", "晚报"):
        copy = a_source(editor, title=title, text=BULLETIN, source_type="media")
        Source.objects.filter(pk=copy.pk).update(story=first)

    (only,) = suggest(claim, editor)

    assert (only.copies, only.tier) == (2, Tier.SECONDARY)


def test_a_protected_source_is_offered_to_its_viewers_alone(
    editor: Actor, colleague: Actor, admin: Actor, claim: Any
):
    secret = a_source(editor, title="线人", text=BULLETIN, confidentiality="protected")
    attach(actor=editor, article=claim.article, source=secret)

    seen = {person: suggest(claim, person) for person in (editor, colleague, admin)}

    assert [one.source for one in seen[editor]] == [secret]
    assert (seen[colleague], seen[admin]) == ([], [])


def test_another_desks_source_is_never_offered(editor: Actor, desk: Desk, claim: Any):
    """Not even to somebody who works at both desks, nor to whoever reads them all."""
    other = DeskFactory.create()
    elsewhere = member(other, Role.EDITOR)
    a_source(elsewhere, title="2023年统计公报", text=BULLETIN)
    both = member(desk, Role.EDITOR)
    other.memberships.create(user=both.user, role=Role.EDITOR)

    assert suggest(claim, Actor(both.user)) == []
    assert suggest(claim, member(other, Role.ADMIN)) == []
    assert suggest(claim, editor) == []


def test_the_number_of_queries_does_not_grow_with_what_is_found(editor: Actor, claim: Any):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            suggest(claim, editor)
        return len(seen)

    a_source(editor, title="2023年统计公报甲", text=BULLETIN)
    one = queries()
    for number in range(3):
        a_source(editor, title=f"2023年统计公报{number}", text=f"{number}。{BULLETIN}")

    assert queries() == one


def test_among_all_hand_written_passages_the_right_one_is_first(editor: Actor):
    """R@1 of the whole way, search and choice, over every claim of tests/specs/excerpts.json."""
    sources = {
        text: a_source(editor, title=f"资料{at}-{number}", text=text)
        for at, row in enumerate(ROWS)
        for number, text in enumerate([row["right"], *row["wrong"]])
    }
    missed = []
    for row in ROWS:
        wanted = sought(row)
        article = an_article(editor, text=wanted.text)
        fields = {name: row[name] for name in ("value", "unit", "approx", "date") if name in row}
        claim = a_claim(editor, article, quote=wanted.quote, types=row["types"], **fields)
        first = next(iter(suggest(claim, editor)), None)
        if first is None or first.source != sources[row["right"]]:
            missed.append((row["claim"], first and first.quote))

    assert len(missed) / len(ROWS) <= 0.1, missed
