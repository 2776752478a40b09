"""Fetching, checking again and the ways out of 依据待更新, over the API."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from annotations.models import Claim, Job, Source
from annotations.services.renewing import renew_with_text
from annotations.services.worker import run_job
from annotations.vocabulary import Role
from tests.api.conftest import machine_of
from tests.factories import BULLETIN, DeskFactory, a_claim, a_link, a_source, a_submitted_claim, member
from tests.gateways.servers import Site, page, serving

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

LATER = "又及。\n" + BULLETIN


@pytest.fixture
def site(settings) -> Iterator[Site]:
    with serving() as found:
        found.pages["/a"] = page()
        settings.FETCH = found.rules(seconds=3.0)
        yield found


@pytest.fixture
def editor():
    return member(DeskFactory.create(), Role.EDITOR)


@pytest.fixture
def machine(editor):
    return machine_of(editor)


def test_a_page_is_fetched_by_a_job_that_tells_its_source(machine, editor, site) -> None:
    body = {"url": site.url("/a"), "source_type": "statistics"}
    answer = machine.post("sources/fetch/", body)
    assert answer.status_code == 202
    shown = answer.json()
    assert (shown["kind"], shown["state"], shown["source"]) == ("fetch", "queued", None)
    assert site.url("/a") not in answer.content.decode()

    run_job(Job.objects.get().pk)

    told = machine.get(f"jobs/{shown['id']}/").json()
    assert (told["state"], told["errors"]) == ("done", [])
    source = machine.get(f"sources/{told['source']}/").json()
    assert (source["title"], source["url"]) == ("公报", site.url("/a"))


def test_fetching_that_is_off_is_a_conflict_that_tells_the_way_out(machine) -> None:
    answer = machine.post("sources/fetch/", {"url": "https://example.com/", "source_type": "other"})

    assert answer.status_code == 409
    assert "FETCH_ENABLED=1" in answer.json()["detail"]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.9/", "file:///etc/passwd", "http://[::1]/", "https://u:p@a.com/"]
)
def test_a_refused_address_is_a_fault_of_the_field(machine, site, url) -> None:
    answer = machine.post("sources/fetch/", {"url": url, "source_type": "other"})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/url"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"url": "https://example.com/"},
        {"url": 7, "source_type": "other"},
        {"url": "https://example.com/", "source_type": "other", "text": "x"},
    ],
)
def test_a_body_of_another_shape_is_refused(machine, site, body) -> None:
    assert machine.post("sources/fetch/", body).status_code == 400


def test_a_protected_jobs_address_is_shown_to_nobody_and_the_job_to_one(machine, editor, site) -> None:
    body = {"url": site.url("/geheim"), "source_type": "other", "confidentiality": "protected"}
    job = machine.post("sources/fetch/", body).json()
    run_job(Job.objects.get().pk)
    colleague = machine_of(member(editor.user.memberships.get().desk, Role.CHIEF))

    assert "geheim" not in machine.get(f"jobs/{job['id']}/").content.decode()
    assert colleague.get(f"jobs/{job['id']}/").status_code == 404
    assert colleague.get("jobs/").json()["results"] == []


def test_snapshots_are_listed_newest_first_and_a_text_makes_one(machine, editor) -> None:
    source = a_source(editor)
    claim = a_claim(editor)
    a_link(editor, claim, source)

    answer = machine.post(f"sources/{source.pk}/snapshots/", {"text": LATER})

    assert (answer.status_code, answer.json()["number"]) == (201, 2)
    rows = machine.get(f"sources/{source.pk}/snapshots/").json()
    assert [row["number"] for row in rows] == [2, 1]
    assert machine.get(f"claims/{claim.pk}/").json()["flags"] == ["stale"]


def test_without_a_text_the_address_is_fetched_again(machine, editor, site) -> None:
    source = a_source(editor, url=site.url("/a"))

    answer = machine.post(f"sources/{source.pk}/snapshots/", {})
    assert (answer.status_code, answer.json()["kind"], answer.json()["source"]) == (
        202,
        "recheck",
        str(source.pk),
    )
    run_job(Job.objects.get().pk)

    assert "169个" in machine.get(f"sources/{source.pk}/").json()["text"]


def test_a_source_without_an_address_asks_for_the_text(machine, editor, site) -> None:
    answer = machine.post(f"sources/{a_source(editor).pk}/snapshots/", {})

    assert answer.status_code == 400
    assert "没有网址" in answer.json()["detail"]


def test_the_ways_out_of_a_stale_basis(machine, editor) -> None:
    claim = a_claim(editor)
    link = a_link(editor, claim)
    renew_with_text(actor=editor, source=link.source, text=LATER)

    moved = machine.post(f"evidence/{link.pk}/use-newest/", {}, etag=f'"{link.pk}-1"')
    assert moved.status_code == 200
    assert moved.json()["version"] == 2
    assert machine.get(f"claims/{claim.pk}/").json()["flags"] == []

    renew_with_text(actor=editor, source=link.source, text="另一份。")
    refused = machine.post(f"evidence/{link.pk}/use-newest/", {}, etag=moved["ETag"])
    assert refused.status_code == 409
    version = Claim.objects.get(pk=claim.pk).version
    path = f"claims/{claim.pk}/confirm-basis/"
    assert machine.post(path, {"reason": "x"}).status_code == 428
    assert machine.post(path, {"reason": "x"}, etag=f'"{claim.pk}-1"').status_code == 412
    assert machine.post(path, {"reason": " "}, etag=f'"{claim.pk}-{version}"').status_code == 400
    confirmed = machine.post(path, {"reason": "数字未变。"}, etag=f'"{claim.pk}-{version}"')
    assert (confirmed.status_code, confirmed.json()["flags"]) == (200, [])
    row = machine.get(f"claims/{claim.pk}/history/").json()[-1]
    assert (row["action"], row["from"], row["to"]) == ("flag", "in_progress", "in_progress")


def test_an_editor_does_not_confirm_what_waits_for_review(machine, editor) -> None:
    claim = a_submitted_claim(editor)
    renew_with_text(actor=editor, source=Source.objects.get(), text=LATER)
    claim.refresh_from_db()

    answer = machine.post(
        f"claims/{claim.pk}/confirm-basis/", {"reason": "x"}, etag=f'"{claim.pk}-{claim.version}"'
    )

    assert answer.status_code == 403
