"""Lists: keyset cursors that walk every row once, and a fixed number of queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Job
from annotations.services.pretag import request_pretag
from tests.factories import QUOTE, a_claim, a_link, a_source, a_suggestion, an_approved_claim, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def walk(machine, path: str, direction: str = "next") -> list[list[str]]:
    """The ids of every page from ``path`` on."""
    pages, url = [], path
    while url:
        page = machine.get(url).json()
        pages.append([row["id"] for row in page["results"]])
        url = page[direction]
    return pages


def ids_of(pages: Iterable[list[str]]) -> list[str]:
    return [id for page in pages for id in page]


def last_url(machine, path: str) -> str:
    url = path
    while following := machine.get(url).json()["next"]:
        url = following
    return url


@pytest.fixture
def five_claims(editor) -> list[str]:
    article = an_article(editor)
    return [str(a_claim(editor, article).pk) for _ in range(5)]


@pytest.mark.parametrize("size", [1, 2, 4, 5, 50])
def test_a_walk_in_either_direction_meets_every_row_once(machine, five_claims, size) -> None:
    path = f"claims/?page_size={size}"

    forwards = walk(machine, path)
    backwards = walk(machine, last_url(machine, path), "previous")

    assert ids_of(forwards) == five_claims
    assert ids_of(reversed(backwards)) == five_claims
    assert all(len(page) <= size for page in forwards + backwards)


@pytest.mark.parametrize("path", ["articles/{}/claims/", "articles/{}/suggestions/"])
def test_rows_at_the_same_place_are_not_lost_between_pages(editor, machine, path) -> None:
    article = an_article(editor)
    for n in range(5):
        a_claim(editor, article)
        a_suggestion(article, quote=QUOTE[: 4 + n])

    ids = ids_of(walk(machine, path.format(article.pk) + "?page_size=2"))

    assert len(ids) == len(set(ids)) == 5


def test_a_row_added_meanwhile_neither_shifts_nor_repeats_the_rest(editor, machine, five_claims) -> None:
    first = machine.get("claims/?page_size=2").json()
    a_claim(editor, an_article(editor))

    rest = ids_of(walk(machine, first["next"]))

    assert rest[:3] == five_claims[2:]
    assert len(set(rest)) == len(rest) == 4


def test_the_count_is_taken_on_the_first_page_and_carried(machine, five_claims) -> None:
    first = machine.get("claims/?page_size=2").json()
    with CaptureQueriesContext(connection) as queries:
        second = machine.get(first["next"]).json()

    assert (first["count"], second["count"], first["previous"]) == (5, 5, None)
    assert [q["sql"] for q in queries if "COUNT(" in q["sql"]] == []


@pytest.mark.parametrize(
    "query",
    [
        "page_size=0",
        "page_size=201",
        "page_size=-1",
        "page_size=x",
        "page_size=१",
        "page_size=",
        "page=2",
        "statsu=open",
        "cursor=x",
        "cursor=",
        "status=done",
        "article=1",
        "article=%00",
        "type=figure",
        "assignee=me",
    ],
)
def test_a_query_that_is_not_understood_is_refused(machine, five_claims, query) -> None:
    answer = machine.get(f"claims/?{query}")

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_the_limits_of_a_page_themselves_are_taken(machine, five_claims) -> None:
    assert [len(machine.get(f"claims/?page_size={n}").json()["results"]) for n in (1, 200)] == [1, 5]


def test_a_cursor_that_was_tampered_with_is_refused(machine, five_claims) -> None:
    following = machine.get("claims/?page_size=2").json()["next"]

    assert machine.get(following).status_code == 200
    assert machine.get(following[:-1] + ("a" if following[-1] != "a" else "b")).status_code == 400


def test_filters_narrow_the_list(editor, machine, five_claims) -> None:
    other = a_claim(
        editor, an_article(editor, text="另有169个。"), quote="169个", types=["quantity", "place"]
    )

    counts = {
        query: machine.get(f"claims/?{query}").json()["count"]
        for query in (
            f"article={other.article_id}",
            "type=place",
            "status=open",
            "status=open&status=submitted",
            "status=submitted",
            "priority=A",
        )
    }

    assert list(counts.values()) == [1, 1, 6, 6, 0, 6]


def test_rows_of_a_list_carry_no_text_of_an_article(editor, machine) -> None:
    article = an_article(editor)
    a_source(editor)

    assert "text" not in machine.get("articles/").json()["results"][0]
    assert "text" not in machine.get("sources/").json()["results"][0]
    assert machine.get(f"articles/{article.pk}/").json()["text"] == article.text


def more_articles(editor, reviewer, article, n: int) -> None:
    request_pretag(actor=editor, article=an_article(editor, text=f"第{n}篇。", assignee=editor.user))


def more_claims(editor, reviewer, article, n: int) -> None:
    claim = an_approved_claim(editor, reviewer, article)
    claim.mentions.create(start=0, end=1, quote="2")
    a_suggestion(article, quote=QUOTE[: 4 + n])


def more_evidence(editor, reviewer, article, n: int) -> None:
    a_link(editor, article.claims.first() or a_claim(editor, article))


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("articles/", more_articles),
        ("jobs/", more_articles),
        ("claims/", more_claims),
        ("articles/{article}/claims/", more_claims),
        ("articles/{article}/suggestions/", more_claims),
        ("facts/", more_claims),
        ("facts/export/", more_claims),
        ("sources/", more_evidence),
        ("claims/{claim}/evidence/", more_evidence),
        ("claims/{claim}/history/", more_evidence),
    ],
)
def test_three_rows_take_as_many_queries_as_one(editor, reviewer, machine, path: str, more: Callable) -> None:
    article = an_article(editor)
    more(editor, reviewer, article, 1)
    path = path.format(article=article.pk, claim=getattr(article.claims.first(), "pk", ""))
    machine.get(path)  # the key's last use is noted once a minute

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            answer = machine.get(path)
            assert answer.status_code == 200
            b"".join(answer)
        return len(seen)

    with_one = queries()
    more(editor, reviewer, article, 2)
    more(editor, reviewer, article, 3)

    assert queries() == with_one
    assert Job.objects.count() in (0, 3)
