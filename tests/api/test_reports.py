"""reports/error-rate/: the inspected issues and their arithmetic as a page."""

from __future__ import annotations

from datetime import date

import pytest

from annotations.services.errata import Entry, Where, enter_error
from annotations.services.inspections import Issue, open_inspection
from annotations.vocabulary import ErrorClass, ErrorPlace, Scope
from tests.api.conftest import machine_of

pytestmark = pytest.mark.django_db
PATH = "reports/error-rate/"


@pytest.fixture
def inspection(editor, desk):
    made = open_inspection(actor=editor, desk=desk, issue=Issue(date(2026, 11, 20), 10_000, "A1"))
    entry = Entry(ErrorClass.FACT, "2021年", "2022年", place=ErrorPlace.TITLE)
    enter_error(actor=editor, where=Where(inspection=made), entry=entry)
    return made


def test_the_page_shows_rate_verdict_and_arithmetic(machine, inspection) -> None:
    answer = machine.get(PATH, Accept="text/html")

    page = answer.content.decode()
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "1 × 1 × 2 = 2" in page
    assert "2 × 10000 ÷ 10000 = <b>2.00</b>" in page
    assert "✓ 合格" in page
    assert "<a href" not in page


@pytest.mark.parametrize(("asked", "told"), [("zh-CN", "zh-Hans"), ("en", "en")])
def test_the_page_names_its_language(machine, asked: str, told: str) -> None:
    answer = machine.get(PATH, **{"Accept-Language": asked})

    assert f'<html lang="{told}">' in answer.content.decode()


def test_desk_and_days_narrow_it(machine, inspection, desk) -> None:
    inside = machine.get(f"{PATH}?desk={desk.pk}&from=2026-11-20&to=2026-11-20").content.decode()
    outside = machine.get(f"{PATH}?from=2026-11-21").content.decode()

    assert "A1" in inside
    assert "A1" not in outside


@pytest.mark.parametrize("query", ["desk=x", "from=soon", "to=2026-13-01", "since=2026-01-01"])
def test_what_cannot_be_read_is_told_by_name(machine, query: str) -> None:
    answer = machine.get(f"{PATH}?{query}")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == f"/{query.partition('=')[0]}"


def test_a_foreign_desk_is_not_there(stranger, inspection, desk) -> None:
    foreign = machine_of(stranger)

    assert foreign.get(f"{PATH}?desk={desk.pk}").status_code == 404
    assert "A1" not in foreign.get(PATH).content.decode()


def test_a_reporter_and_an_exporting_key_may_not(reporter, editor, inspection) -> None:
    answers = [machine_of(reporter).get(PATH), machine_of(editor, Scope.EXPORT).get(PATH)]

    assert [answer.status_code for answer in answers] == [403, 403]
