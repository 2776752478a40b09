"""The partner's feed: what changed since a cursor, each fact once, with a mark of what left."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from annotations.models import Article, Claim, VerifiedFact
from annotations.services.articles import edit_article
from annotations.services.holding import hold_fact, release_fact
from annotations.services.publish import publish_article
from annotations.services.review import take_step
from annotations.vocabulary import Scope, Status
from tests.api.conftest import Machine, machine_of
from tests.factories import an_approved_claim, an_article
from tests.services.aftermath import CORRECT, a_published_claim, assessed, decided, newest_fact, reported

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


class Partner:
    """Somebody who polls: keeps the cursor, and what each answer told."""

    def __init__(self, machine: Machine, query: str = "") -> None:
        self.machine, self.query, self.since = machine, query, ""

    def polls(self) -> list[dict[str, Any]]:
        since = f"&since={self.since}" if self.since else ""
        answer = self.machine.get(f"facts/export/?format=jsonl{since}{self.query}")
        assert (answer.status_code, answer.streaming) == (200, True)
        rows = [json.loads(line) for line in b"".join(answer).splitlines()]
        self.since = answer["Next-Since"]
        return rows

    def told(self) -> list[tuple[str, str]]:
        """Statement and state of each row, "" for a fact that is supplied."""
        statement = dict(VerifiedFact.objects.values_list("pk", "statement"))
        names = {str(pk): text for pk, text in statement.items()}
        return [(names[row["id"]], row.get("state", "")) for row in self.polls()]


@pytest.fixture
def partner(editor) -> Partner:
    return Partner(machine_of(editor, Scope.EXPORT))


@pytest.fixture
def house(editor) -> Partner:
    return Partner(machine_of(editor, Scope.EXPORT_APPROVED))


@pytest.fixture
def claim(editor, reviewer, chief) -> Claim:
    return a_published_claim(editor, reviewer, chief)


MONEY = "到位资金117.77亿元"


def test_without_a_cursor_everything_comes_and_then_nothing_until_something_happens(
    claim, partner, editor, reviewer, chief
) -> None:
    assert partner.told() == [(MONEY, "")]
    assert partner.told() == []

    a_published_claim(editor, reviewer, chief, claim.article, quote="项目169个")

    assert partner.told() == [("项目169个", "")]
    assert partner.told() == []


def test_a_hold_reaches_whoever_polls_next_and_a_release_too(claim, partner, reviewer, chief) -> None:
    partner.polls()
    held = hold_fact(actor=reviewer, fact=newest_fact(claim), reason="来电称有误")

    assert Partner(partner.machine).told() == []
    (mark,) = partner.polls()
    assert set(mark) == {"id", "claim", "state", "at", "superseded_by"}
    assert (mark["id"], mark["claim"], mark["state"], mark["superseded_by"]) == (
        str(held.pk), str(claim.pk), "held", None,
    )  # fmt: skip

    fact = release_fact(actor=chief, fact=held, reason="核实无误")

    old, new = partner.polls()
    assert (old["id"], old["state"], old["superseded_by"]) == (str(held.pk), "superseded", str(fact.pk))
    assert (new["id"], new["supersedes"], new["statement"]) == (str(fact.pk), str(held.pk), MONEY)
    assert partner.polls() == []


def test_a_retracted_fact_leaves_a_mark(claim, partner, editor, reviewer, chief) -> None:
    partner.polls()

    decided(chief, assessed(reviewer, reported(editor, claim)), replace(CORRECT, retract=True))

    assert partner.told() == [(MONEY, "retracted")]


def test_a_corrected_fact_is_superseded_when_its_successor_is_published(
    claim, partner, house, editor, reviewer, chief
) -> None:
    partner.polls()
    house.polls()
    decided(chief, assessed(reviewer, reported(editor, claim)))
    assert partner.told() == house.told() == [(MONEY, "held")]

    now = Claim.objects.select_related("article__desk").get(pk=claim.pk)
    for actor, to in ((editor, Status.IN_PROGRESS), (editor, Status.SUBMITTED), (reviewer, Status.APPROVED)):
        now = take_step(actor=actor, claim=now, to=to, seen=None)

    # The successor is not published yet: outside nobody is told of it, not even by its id.
    assert [(row["state"], row["superseded_by"]) for row in partner.polls()] == [("superseded", None)]
    assert [state for _, state in house.told()] == ["superseded", ""]
    publish_article(actor=chief, article=Article.objects.get(pk=claim.article_id), seen=None)
    (row,) = partner.polls()
    new = newest_fact(claim)
    assert (row["id"], row["supersedes"]) == (str(new.pk), str(new.supersedes_id))


def test_what_a_partner_never_could_see_leaves_no_mark(partner, house, editor, reviewer) -> None:
    partner.polls()
    house.polls()
    claim = an_approved_claim(editor, reviewer)
    take_step(actor=reviewer, claim=claim, to=Status.REOPENED, seen=None, comment="存疑")

    assert partner.polls() == []
    assert house.told() == [(MONEY, "held")]


@pytest.fixture
def clock(monkeypatch) -> Callable[..., None]:
    """Let time pass."""

    def passes(**span: Any) -> None:
        later = timezone.now() + timedelta(**span)
        monkeypatch.setattr(timezone, "now", lambda: later)

    return passes


def embargoed(editor, reviewer, chief, hours: int) -> Claim:
    article = an_article(editor, embargo_until=timezone.now() + timedelta(hours=hours))
    return a_published_claim(editor, reviewer, chief, article)


def test_an_embargo_keeps_a_fact_back_without_losing_it(
    partner, house, editor, reviewer, chief, clock
) -> None:
    partner.polls()
    embargoed(editor, reviewer, chief, 2)

    assert (partner.told(), house.told()) == ([], [(MONEY, "")])
    clock(hours=1)
    assert partner.told() == []
    clock(hours=1, minutes=1)
    assert partner.told() == [(MONEY, "")]
    clock(minutes=1)
    assert (partner.told(), house.told()) == ([], [])


@pytest.mark.parametrize("until", [None, "earlier"])
def test_an_embargo_that_is_lifted_or_shortened_loses_nothing_either(
    partner, editor, reviewer, chief, clock, until
) -> None:
    partner.polls()
    claim = embargoed(editor, reviewer, chief, 5)
    assert partner.told() == []

    at = until and timezone.now() + timedelta(hours=1)
    article = Article.objects.get(pk=claim.article_id)
    edit_article(actor=editor, article=article, seen=None, changes={"embargo_until": at})

    if until:
        assert partner.told() == []
        clock(hours=1, minutes=1)
    assert partner.told() == [(MONEY, "")]
    clock(hours=5)
    assert partner.told() == []


def test_a_fact_held_while_its_embargo_ran_is_never_spoken_of(
    partner, editor, reviewer, chief, clock
) -> None:
    partner.polls()
    claim = embargoed(editor, reviewer, chief, 1)
    hold_fact(actor=reviewer, fact=newest_fact(claim), reason="存疑")

    clock(hours=2)

    assert partner.told() == []
    assert partner.machine.get("facts/?state=all").json()["count"] == 0


def test_a_fact_held_after_its_embargo_leaves_a_mark(partner, editor, reviewer, chief, clock) -> None:
    claim = embargoed(editor, reviewer, chief, 1)
    clock(hours=2)
    assert partner.told() == [(MONEY, "")]

    hold_fact(actor=reviewer, fact=newest_fact(claim), reason="存疑")

    assert partner.told() == [(MONEY, "held")]


def test_a_fact_approved_and_held_before_it_is_published_goes_out_with_its_release(
    partner, editor, reviewer, chief
) -> None:
    partner.polls()
    claim = an_approved_claim(editor, reviewer)
    held = hold_fact(actor=reviewer, fact=newest_fact(claim), reason="存疑")
    publish_article(actor=chief, article=claim.article, seen=None)
    assert partner.polls() == []

    release_fact(actor=chief, fact=held, reason="无误")

    assert partner.told() == [(MONEY, "")]


def test_the_query_narrows_news_as_it_narrows_the_whole(claim, editor, reviewer) -> None:
    machine = machine_of(editor, Scope.EXPORT)
    queries = ("&verdict=false", "&type=date", f"&article={claim.article_id}", f"&claim={claim.pk}")
    partners = [Partner(machine, query) for query in queries]
    assert [len(one.polls()) for one in partners] == [0, 0, 1, 1]

    hold_fact(actor=reviewer, fact=newest_fact(claim), reason="存疑")

    assert [len(one.polls()) for one in partners] == [0, 0, 1, 1]


def test_news_in_csv_say_in_words_how_a_fact_left(claim, partner, reviewer) -> None:
    partner.polls()
    hold_fact(actor=reviewer, fact=newest_fact(claim), reason="存疑")

    answer = partner.machine.get(f"facts/export/?format=csv&since={partner.since}")
    (row,) = csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig")))

    assert (row["编号"], row["状态"], row["表述"]) == (str(newest_fact(claim).pk), "已暂停", "")


@pytest.mark.parametrize(
    "query", ["since=", "since=abc", "since=%00", "since=1&state=all", "since=1&state=some"]
)
def test_a_cursor_that_is_none_is_refused(claim, partner, query) -> None:
    assert partner.machine.get(f"facts/export/?{query}").status_code == 400


def test_a_cursor_of_another_desk_is_refused(claim, partner, stranger) -> None:
    partner.polls()
    elsewhere = machine_of(stranger, Scope.EXPORT)

    assert elsewhere.get(f"facts/export/?since={partner.since}").status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_three_changes_cost_as_many_queries_as_one(
    claim, partner, editor, reviewer, chief, count, django_assert_num_queries
) -> None:
    quotes = ("项目169个", "港口是全省唯一")[: count - 1]
    others = [a_published_claim(editor, reviewer, chief, claim.article, quote=quote) for quote in quotes]
    partner.polls()
    for one in (claim, *others):
        hold_fact(actor=reviewer, fact=newest_fact(one), reason="存疑")

    with django_assert_num_queries(5):
        assert len(partner.polls()) == count


def test_a_held_fact_is_read_in_the_house_with_its_mark_and_not_outside(
    claim, partner, house, reviewer
) -> None:
    fact = newest_fact(claim)
    hold_fact(actor=reviewer, fact=fact, reason="存疑")

    inside = house.machine.get(f"facts/{fact.pk}/")
    outside = partner.machine.get(f"facts/{fact.pk}/")

    assert (inside.status_code, inside.json()["held_at"] is None, outside.status_code) == (200, False, 404)
    listed = house.machine.get("facts/?state=all").json()["results"]
    assert [row["held_at"] is None for row in listed] == [False]
    assert house.machine.get("facts/").json()["count"] == 0


def test_a_key_reads_by_id_only_verdicts_that_it_may_have(editor, reviewer, chief, partner, house) -> None:
    claim = an_approved_claim(editor, reviewer)
    fact = newest_fact(claim)
    publish_article(actor=chief, article=claim.article, seen=None)

    assert partner.machine.get(f"facts/{fact.pk}/").status_code == 200
    assert partner.machine.get(f"facts/{fact.pk}/?verdict=verified").status_code == 200
    assert partner.machine.get(f"facts/{fact.pk}/?verdict=false").status_code == 404
    assert partner.machine.get(f"facts/{fact.pk}/?verdict=lie").status_code == 400
    assert house.machine.get(f"facts/{fact.pk}/").status_code == 200
