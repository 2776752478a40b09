"""What a POST of a source makes beside a document, and the list of a protected one."""

from __future__ import annotations

import pytest

from annotations.models import Source, VerifiedFact
from annotations.services.holding import hold_fact
from tests.api.conftest import machine_of
from tests.factories import UserFactory, a_source, an_approved_claim

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

INTERVIEW = {
    "speaker": "王建国",
    "spoken_on": "2024-03-08",
    "method": "phone",
    "text": "王建国：到位资金117.77亿元。",
}


@pytest.fixture
def fact(editor, reviewer) -> VerifiedFact:
    an_approved_claim(editor, reviewer)
    return VerifiedFact.objects.get()


def test_an_interview_is_stored_with_who_when_and_how(machine) -> None:
    answer = machine.post("sources/", INTERVIEW)

    told = answer.json()
    assert answer.status_code == 201
    assert {name: told[name] for name in ("title", "source_type", "confidentiality", "method")} == {
        "title": "采访记录 · 王建国 · 2024-03-08 · 电话采访",
        "source_type": "interview_record",
        "confidentiality": "internal",
        "method": "phone",
    }
    assert (told["speaker"], told["spoken_on"], told["viewers"]) == ("王建国", "2024-03-08", [])


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"speaker": ""}, "/speaker"),
        ({"spoken_on": "2024-13-01"}, "/spoken_on"),
        ({"spoken_on": "2999-01-01"}, "/spoken_on"),
        ({"method": "smoke"}, "/method"),
        ({"source_type": "media"}, "/source_type"),
        ({"text": ""}, "/text"),
        ({"viewers": ["00000000-0000-4000-8000-000000000000"]}, "/viewers"),
    ],
)
def test_an_interview_that_is_none_is_refused_at_its_field(machine, changed, pointer) -> None:
    answer = machine.post("sources/", {**INTERVIEW, **changed})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer)
    assert not Source.objects.exists()


def test_an_interview_under_an_unknown_type_is_told_both_faults(machine) -> None:
    unknown = machine.post("sources/", {**INTERVIEW, "source_type": "blog"}).json()
    known = machine.post("sources/", {**INTERVIEW, "source_type": "media"}).json()

    assert [(one["pointer"], one["code"]) for one in unknown["errors"]] == [
        ("/source_type", "unknown"),
        ("/speaker", "not_an_interview"),
    ]
    assert [one["code"] for one in known["errors"]] == ["not_an_interview"]


def test_a_document_still_needs_title_and_type(machine) -> None:
    for body, pointer in (
        ({"source_type": "media", "text": "x"}, "/title"),
        ({"title": "x", "text": "x"}, "/source_type"),
    ):
        answer = machine.post("sources/", body)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer)


def test_a_fact_becomes_the_same_source_each_time(machine, fact) -> None:
    first, again = (machine.post("sources/", {"fact": str(fact.pk)}) for _ in range(2))

    assert [first.status_code, again.status_code] == [201, 201]
    assert first.json()["id"] == again.json()["id"]
    assert (first.json()["fact"], first.json()["source_type"]) == (str(fact.pk), "archive_fact")


def test_only_what_is_made_of_a_fact_is_called_one(editor, machine, fact) -> None:
    """The type is what the evidence rule and the independence of sources look at."""
    posted = machine.post("sources/", {"title": "x", "text": "x", "source_type": "archive_fact"})
    document = a_source(editor)
    renamed = machine.patch(
        f"sources/{document.pk}/", {"source_type": "archive_fact"}, etag=f'"{document.pk}-1"'
    )
    ours = machine.post("sources/", {"fact": str(fact.pk)}).json()["id"]
    disguised = machine.patch(f"sources/{ours}/", {"source_type": "statistics"}, etag=f'"{ours}-1"')
    same = machine.patch(f"sources/{ours}/", {"source_type": "archive_fact"}, etag=f'"{ours}-1"')

    for answer, code in ((posted, "needs_fact"), (renamed, "needs_fact"), (disguised, "not_with_fact")):
        (error,) = answer.json()["errors"]
        assert (answer.status_code, error["pointer"], error["code"]) == (400, "/source_type", code)
    assert "给出 fact" in posted.json()["detail"]
    assert same.status_code == 200


def test_a_fact_that_is_held_foreign_or_mixed_up_is_refused(machine, stranger, reviewer, fact) -> None:
    mixed = machine.post("sources/", {"fact": str(fact.pk), "title": "x"})
    assert (mixed.status_code, mixed.json()["errors"][0]["pointer"]) == (400, "/title")
    foreign = machine_of(stranger).post("sources/", {"fact": str(fact.pk)})
    assert (foreign.status_code, foreign.json()["errors"][0]["pointer"]) == (400, "/fact")

    hold_fact(actor=reviewer, fact=fact, reason="存疑")
    held = machine.post("sources/", {"fact": str(fact.pk)})
    assert (held.status_code, held.json()["code"]) == (409, "fact_not_current")


def test_the_list_of_a_protected_source_is_read_and_changed(editor, colleague, reporter) -> None:
    source = a_source(reporter, confidentiality="protected")
    mine, theirs = machine_of(reporter), machine_of(colleague)
    path, body = f"sources/{source.pk}/", {"viewers": [str(colleague.user.pk)]}
    assert theirs.get(path).status_code == 404

    changed = mine.patch(path, body, etag=f'"{source.pk}-1"')

    assert changed.status_code == 200
    assert changed.json()["viewers"] == [{"id": str(colleague.user.pk), "name": colleague.user.name}]
    assert theirs.get(path).status_code == 200
    assert machine_of(editor).get(path).status_code == 404
    opened = theirs.patch(path, {"confidentiality": "public"}, etag=f'"{source.pk}-2"')
    assert opened.status_code == 403
    assert mine.patch(path, {"title": "x"}, etag=f'"{source.pk}-2"').status_code == 403


def test_only_people_of_the_desk_stand_on_a_list(editor, machine, stranger) -> None:
    source = a_source(editor, confidentiality="protected")

    for person in (stranger.user, UserFactory.create()):
        body = {"viewers": [str(person.pk)]}
        answer = machine.patch(f"sources/{source.pk}/", body, etag=f'"{source.pk}-1"')
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/viewers")
