"""What leaves the house: the list of facts and its exports, by scope."""

from __future__ import annotations

import csv
import io
import json

import pytest

from annotations.services.publish import publish_article
from annotations.services.review import take_step
from annotations.services.signing import Override
from annotations.vocabulary import OverrideCode, Scope, Status
from tests.api.conftest import Machine, machine_of
from tests.factories import a_link, a_source, a_submitted_claim, an_approved_claim, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def outside(editor) -> Machine:
    return machine_of(editor, Scope.EXPORT)


@pytest.fixture
def inside(editor) -> Machine:
    return machine_of(editor, Scope.EXPORT_APPROVED)


def counts(*machines: Machine, query: str = "") -> list[int]:
    return [machine.get(f"facts/{query}").json()["count"] for machine in machines]


def exported(machine: Machine, query: str = "") -> list[dict]:
    answer = machine.get(f"facts/export/{query}")
    assert (answer.status_code, answer.streaming) == (200, True)
    return [json.loads(line) for line in b"".join(answer).splitlines()]


def test_a_partner_sees_published_facts_and_the_house_approved_ones(
    editor, reviewer, chief, outside, inside
) -> None:
    claim = an_approved_claim(editor, reviewer)
    assert counts(outside, inside) == [0, 1]

    publish_article(actor=chief, article=claim.article, seen=None)

    assert counts(outside, inside) == [1, 1]
    assert [fact["id"] for fact in exported(outside)] == [outside.get("facts/").json()["results"][0]["id"]]


def test_an_export_key_reads_facts_and_nothing_else(editor, reviewer, outside, inside) -> None:
    claim = an_approved_claim(editor, reviewer)

    for machine in (outside, inside):
        for path in (
            "claims/",
            "articles/",
            "sources/",
            "jobs/",
            f"claims/{claim.pk}/",
            f"articles/{claim.article_id}/",
        ):
            assert machine.get(path).status_code == 403
        assert machine.post("articles/", {"title": "x", "text": "x"}).status_code == 403


def test_only_roles_that_read_facts_read_them(editor, reviewer, reporter, admin, stranger) -> None:
    an_approved_claim(editor, reviewer)

    statuses = [machine_of(actor).get("facts/").status_code for actor in (editor, reporter, admin)]

    assert statuses == [200, 403, 200]
    assert counts(machine_of(stranger), machine_of(stranger, Scope.EXPORT_APPROVED)) == [0, 0]


def test_other_verdicts_reach_a_partner_only_when_asked_for(editor, reviewer, chief, outside) -> None:
    from_false = a_submitted_claim(editor)
    article = from_false.article
    machine = machine_of(editor)
    changed = machine.patch(
        f"claims/{from_false.pk}/",
        {"verdict": "false", "resolution": "cut"},
        etag=f'"{from_false.pk}-{from_false.version}"',
    )
    assert changed.json()["status"] == "in_progress"
    machine.post(f"claims/{from_false.pk}/transitions/", {"to": "submitted"}, etag=changed["ETag"])
    from_false.refresh_from_db()
    take_step(actor=reviewer, claim=from_false, to=Status.APPROVED, seen=None)
    ruling = Override(OverrideCode.RULING, "改稿随后补登")
    publish_article(actor=chief, article=article, seen=None, override=ruling)

    assert counts(outside) == [0]
    assert counts(outside, query="?verdict=false") == [1]
    assert counts(outside, query="?verdict=verified") == [0]
    assert [fact["verdict"] for fact in exported(outside, "?verdict=false")] == ["false"]


def test_a_protected_source_is_in_no_fact(editor, reviewer, inside) -> None:
    article = an_article(editor)
    claim = a_submitted_claim(editor, article)
    claim = a_link(editor, claim, a_source(editor, title="内线某某", confidentiality="protected")).claim
    take_step(actor=reviewer, claim=claim, to=Status.APPROVED, seen=None)

    assert "内线某某" not in inside.get("facts/").content.decode()
    assert "内线某某" not in b"".join(inside.get("facts/export/?format=csv")).decode()
    assert [link["source"]["title"] for link in exported(inside)[0]["evidence"]] == ["统计公报"]


def test_superseded_facts_are_listed_when_all_are_asked_for(editor, reviewer, inside) -> None:
    claim = an_approved_claim(editor, reviewer)
    claim = take_step(actor=reviewer, claim=claim, to=Status.REOPENED, seen=None, comment="存疑")
    assert counts(inside) == [0]
    claim = take_step(actor=editor, claim=claim, to=Status.IN_PROGRESS, seen=None)
    claim = take_step(actor=editor, claim=claim, to=Status.SUBMITTED, seen=None)
    take_step(actor=reviewer, claim=claim, to=Status.APPROVED, seen=None)

    old, new = inside.get("facts/?state=all").json()["results"]

    assert counts(inside) == [1]
    assert (old["superseded_by"], new["supersedes"], old["held_at"] is None) == (new["id"], old["id"], False)
    assert inside.get("facts/?state=some").status_code == 400


def test_json_lines_carry_the_fields_of_the_list(editor, reviewer, inside) -> None:
    an_approved_claim(editor, reviewer)

    answer = inside.get("facts/export/?format=jsonl")
    lines = b"".join(answer).splitlines()

    assert answer["Content-Type"] == "application/x-ndjson"
    assert answer["Content-Disposition"] == 'attachment; filename="facts.jsonl"'
    assert [json.loads(line) for line in lines] == inside.get("facts/").json()["results"]


def test_csv_opens_in_a_spreadsheet_and_runs_no_formula(editor, reviewer, inside) -> None:
    source = a_source(editor, title='=HYPERLINK("http://x")', text="到位资金117.77亿元")
    claim = a_submitted_claim(editor)
    claim = a_link(editor, claim, source).claim
    take_step(actor=reviewer, claim=claim, to=Status.APPROVED, seen=None)

    answer = inside.get("facts/export/?format=csv")
    raw = b"".join(answer)
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert raw.startswith(b"\xef\xbb\xbf")
    assert [(row["表述"], row["数值"], row["结论"], row["类型"]) for row in rows] == [
        ("到位资金117.77亿元", "11777000000", "属实", "金额")
    ]
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


def test_a_client_that_asks_for_csv_by_its_accept_header_gets_it(inside) -> None:
    assert inside.get("facts/export/?format=csv", Accept="text/csv").status_code == 200


def test_an_unknown_format_is_refused_and_the_known_ones_are_named(inside) -> None:
    answer = inside.get("facts/export/?format=pdf")

    assert (answer.status_code, answer["Content-Type"]) == (406, "application/problem+json")
    assert answer.json()["detail"] == "没有“pdf”这种导出格式；可用：jsonl、csv。"
