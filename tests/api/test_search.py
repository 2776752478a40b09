"""检索 over HTTP: one search over four kinds, the passages of a source, and q= on the lists."""

from __future__ import annotations

import uuid
from urllib.parse import quote

import pytest

from annotations.models import Actor
from annotations.vocabulary import Confidentiality, Scope
from tests.api.conftest import machine_of
from tests.factories import QUOTE, TEXT, a_claim, a_source, an_approved_claim, an_article
from tests.services.finding import indexed

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def library(editor: Actor, reviewer: Actor) -> None:
    """Two articles, a claim, an approved one with its fact, a source."""
    article = an_article(editor, title="临江开港")
    an_approved_claim(editor, reviewer, article)
    a_claim(editor, article, quote="169个", types=["quantity"])
    for n in range(3):
        an_article(editor, title=f"第{n}篇", text=f"第{n}篇说，到位资金117.77亿元。")
    indexed()


def asked(machine, path: str):
    """GET as a client sends it: percent-encoded, so that the links of the answer can be followed."""
    return machine.get(quote(path, safe="/?&=%"))


def found(machine, query: str) -> list[tuple[str, str]]:
    answer = asked(machine, f"search/?{query}")
    assert answer.status_code == 200, answer.content
    return [(row["kind"], row["title"]) for row in answer.json()["results"]]


def test_a_search_tells_what_and_where(machine, library) -> None:
    answer = asked(machine, "search/?q=11777000000&in=claims,articles").json()

    assert (answer["count"], answer["next"], answer["previous"]) == (6, None, None)
    row = next(row for row in answer["results"] if row["title"] == "临江开港")
    assert TEXT[row["start"] : row["end"]] == row["snippet"]
    assert [row["snippet"][start:end] for start, end in row["marks"]] == ["117.77亿"]
    claim = next(row for row in answer["results"] if row["kind"] == "claims")
    assert (claim["title"], claim["status"], claim["verdict"]) == (QUOTE, "approved", "verified")
    assert claim["url"].endswith(f"?at={claim['id']}")
    assert machine.client.get(row["url"]).status_code == 302  # a page for people, behind the log-in


def test_kinds_are_chosen_and_all_are_looked_among_without(machine, library) -> None:
    assert {kind for kind, _ in found(machine, "q=到位资金")} == {"articles", "claims", "facts", "sources"}
    assert {kind for kind, _ in found(machine, "q=到位资金&in=facts,sources")} == {"facts", "sources"}


def test_filters_narrow(machine, library, desk) -> None:
    assert found(machine, "q=到位资金&type=money&status=approved") == [("claims", QUOTE)]
    assert found(machine, "q=到位资金&source_type=statistics&date_from=2020-01-01") == [
        ("sources", "统计公报")
    ]
    assert found(machine, "q=到位资金&date_to=2020-01-01") == []
    assert found(machine, f"q=到位资金&in=sources&desk={desk.pk}") == [("sources", "统计公报")]
    assert found(machine, f"q=到位资金&desk={uuid.uuid4()}") == []


def test_a_ranking_is_read_page_by_page(machine, library) -> None:
    first = asked(machine, "search/?q=到位资金&in=articles&page_size=3").json()
    second = machine.get(first["next"]).json()

    assert (first["count"], len(first["results"])) == (second["count"], 3) == (4, 3)
    assert (len(second["results"]), second["next"]) == (1, None)
    assert machine.get(second["previous"]).json()["results"] == first["results"]
    ids = [row["id"] for row in first["results"] + second["results"]]
    assert len(set(ids)) == 4


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=",
        "q=%20%00",
        f"q={'x' * 401}",
        "q=a&in=people",
        "q=a&in=",
        "q=a&In=claims",
        "q=a&desk=1",
        "q=a&date_from=2024-13-01",
        "q=a&date_from=2024-03-02&date_to=2024-03-01",
        "q=a&type=figure",
        "q=a&status=done",
        "q=a&verdict=yes",
        "q=a&source_type=blog",
        "q=a&state=old",
        "q=a&page=2",
        "q=a&page_size=0",
        "q=a&cursor=x",
    ],
)
def test_what_is_not_understood_is_refused(machine, query) -> None:
    answer = asked(machine, f"search/?{query}")

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_days_the_wrong_way_round_are_refused_by_name_and_one_day_is_not(machine, library) -> None:
    told = asked(machine, "search/?q=a&date_from=2024-03-02&date_to=2024-03-01").json()
    one_day = asked(machine, "search/?q=a&date_from=2024-03-02&date_to=2024-03-02")

    assert [error["pointer"] for error in told["errors"]] == ["/date_to"]
    assert "不能早于 date_from（2024-03-02）" in told["detail"]
    assert one_day.status_code == 200


def test_a_cursor_of_another_list_is_refused(machine, library) -> None:
    following = asked(machine, "articles/?page_size=1").json()["next"].partition("?")[2]
    cursor = dict(part.split("=", 1) for part in following.split("&"))["cursor"]

    assert asked(machine, f"search/?q=a&cursor={cursor}").status_code == 400


def test_a_partners_key_has_no_search(editor, library) -> None:
    source = editor.user.desks.get().sources.get()
    for scope in (Scope.EXPORT, Scope.EXPORT_APPROVED):
        partner = machine_of(editor, scope)
        paths = ("search/?q=到位资金", f"sources/{source.pk}/passages/?q=资金", "facts/?q=到位资金")
        assert [asked(partner, path).status_code for path in paths] == [403, 403, 403]
        assert partner.get("facts/").status_code == 200


def test_a_reporter_is_told_that_facts_are_closed(reporter, library) -> None:
    machine = machine_of(reporter)

    assert asked(machine, "search/?q=到位资金&in=facts").status_code == 403
    assert "facts" not in {kind for kind, _ in found(machine, "q=到位资金")}


def test_nothing_of_another_desk_or_of_a_protected_source_is_told(
    editor, colleague, stranger, library
) -> None:
    secret = a_source(
        editor, title="线人谈话", text="线人说到位资金另有来历。", confidentiality=Confidentiality.PROTECTED
    )
    indexed()

    for who, told in ((colleague, 1), (stranger, 0)):
        machine = machine_of(who)
        assert asked(machine, "search/?q=线人谈话 来历&in=sources").json()["count"] == 0
        answer = asked(machine, "search/?q=到位资金&in=sources")
        assert answer.json()["count"] == told
        assert "线人" not in answer.content.decode()
        assert asked(machine, f"sources/{secret.pk}/passages/?q=资金").status_code == 404
        assert asked(machine, "sources/?q=线人").json()["count"] == 0
    assert asked(machine_of(editor), "search/?q=线人谈话&in=sources").json()["count"] == 1


def test_the_passages_of_a_source_in_order_and_ranked(editor, machine) -> None:
    lines = [f"第{n}条，全市完成任务{n}项，" + "各区县如期上报。" * 40 for n in range(6)]
    source = a_source(editor, text="\n".join([*lines, "末条，港口到位资金117.77亿元。"]))
    indexed()

    every = asked(machine, f"sources/{source.pk}/passages/").json()
    text = source.snapshot.text
    assert every["count"] == len(every["results"]) > 3
    assert [row["ordinal"] for row in every["results"]] == list(range(every["count"]))
    assert all(text[row["start"] : row["end"]] == row["text"] for row in every["results"])
    assert {(row["score"], len(row["marks"])) for row in every["results"]} == {(None, 0)}

    (best, *_) = asked(machine, f"sources/{source.pk}/passages/?q=117.77亿元").json()["results"]
    assert "117.77亿" in best["text"][slice(*best["marks"][0])]
    assert [asked(machine, f"sources/{source.pk}/passages/?{bad}").status_code for bad in ("q=", "p=1")] == [
        400,
        400,
    ]


@pytest.mark.parametrize(
    ("path", "query", "count"),
    [
        ("articles/", "11777000000", 4),
        ("articles/", "临江开港", 1),
        ("articles/", "到位资金 野家", 1),
        ("claims/", "到位资金", 1),
        ("facts/", "到位資金", 1),
        ("sources/", "统计", 1),
        ("sources/", "公报 资金", 1),
        ("sources/", "没有这样的词", 0),
    ],
)
def test_the_lists_are_narrowed_by_the_index(machine, library, path, query, count) -> None:
    assert asked(machine, f"{path}?q={query}").json()["count"] == count


def test_a_narrowed_list_keeps_its_order_its_pages_and_its_filters(machine, library) -> None:
    first = asked(machine, "articles/?q=到位资金&page_size=2").json()
    rest = machine.get(first["next"]).json()

    assert [row["title"] for row in first["results"] + rest["results"]] == [
        "第2篇",
        "第1篇",
        "第0篇",
        "临江开港",
    ]
    assert (first["count"], rest["count"]) == (4, 4)
    assert asked(machine, "articles/?q=到位资金&status=published").json()["count"] == 0
    assert [
        asked(machine, f"{path}?q=").status_code for path in ("articles/", "claims/", "facts/", "sources/")
    ] == [400] * 4
