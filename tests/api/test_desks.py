"""Desks by API: the dictionary and the weights as one whole, with If-Match; coverage and job sums."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.detectors.engine import STANDARD
from annotations.models import DeskWeight, LexiconEntry
from annotations.services.pretag import request_pretag
from annotations.services.worker import run_job
from annotations.vocabulary import Role
from tests.api.conftest import Machine, machine_of
from tests.factories import DeskFactory, a_claim, an_article, member

pytestmark = pytest.mark.django_db

PORT = {"word": "澄湾港务集团", "kind": "org", "since": "2021-06-01", "note": "原澄湾港务局"}
PLACE = {"word": "潮信园", "kind": "place"}


@pytest.fixture
def keeper(admin: Any) -> Machine:
    """The administrator's machine."""
    return machine_of(admin)


@pytest.fixture
def path(desk: Any) -> str:
    return f"desks/{desk.pk}/"


def patched(keeper: Machine, path: str, body: Any) -> Any:
    return keeper.patch(path, body, etag=keeper.get(path)["ETag"])


def test_a_desk_shows_its_settings_with_an_etag(
    keeper: Machine, machine: Machine, desk: Any, path: str
) -> None:
    answer = machine.get(path)

    assert answer["ETag"] == f'"{desk.pk}-1"'
    assert answer.json() == {
        "id": str(desk.pk),
        "name": desk.name,
        "review_levels": 2,
        "check_level": "full",
        "evidence_rules": {},
        "check_levels": [],
        "gate": {},
        "issue_calendar": {},
        "version": 1,
        "lexicon": [],
        "weights": {},
        "engine_version": STANDARD.version,
    }
    assert keeper.get(path).json() == answer.json()


def test_the_list_has_ones_own_desks_without_their_dictionaries(machine: Machine, desk: Any) -> None:
    DeskFactory.create()

    answer = machine.get("desks/").json()

    assert (answer["count"], [row["name"] for row in answer["results"]]) == (1, [desk.name])
    assert set(answer["results"][0]) == {"id", "name", "review_levels", "check_level", "version"}
    assert machine.get("desks/?q=x").status_code == 400


def test_the_dictionary_is_replaced_as_a_whole(keeper: Machine, path: str) -> None:
    first = patched(keeper, path, {"lexicon": [PORT, PLACE]})
    kept = LexiconEntry.objects.get(word="潮信园").pk

    second = patched(keeper, path, {"lexicon": [PLACE | {"until": "2030-12-31"}]})

    assert [row["word"] for row in first.json()["lexicon"]] == ["潮信园", "澄湾港务集团"]
    assert first.json()["lexicon"][1] == PORT | {"until": None}
    assert second.json()["lexicon"] == [PLACE | {"since": None, "until": "2030-12-31", "note": ""}]
    assert (second.json()["version"], second["ETag"].endswith('-3"')) == (3, True)
    assert LexiconEntry.objects.get().pk == kept


def test_weights_are_replaced_as_a_whole_and_name_another_engine(keeper: Machine, path: str) -> None:
    first = patched(keeper, path, {"weights": {"figure": 0.9, "quote": 0}}).json()
    second = patched(keeper, path, {"weights": {"quote": 1}, "lexicon": [PLACE]}).json()
    third = patched(keeper, path, {"weights": {}}).json()

    assert first["weights"] == {"figure": 0.9, "quote": 0.0}
    assert first["engine_version"].startswith(f"{STANDARD.version}+w")
    assert second["weights"] == {"quote": 1.0}
    assert (third["weights"], [row["word"] for row in third["lexicon"]]) == ({}, ["潮信园"])


def test_saving_what_stands_there_keeps_the_etag(keeper: Machine, path: str) -> None:
    first = patched(keeper, path, {"lexicon": [PORT]})

    assert patched(keeper, path, {"lexicon": [PORT]})["ETag"] == first["ETag"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"lexicon": [PLACE, {"word": "港", "kind": "org"}]}, "/lexicon/1/word"),
        ({"lexicon": [PLACE, PLACE]}, "/lexicon/1/word"),
        ({"lexicon": [{"word": "港务", "kind": "company"}]}, "/lexicon/0/kind"),
        ({"lexicon": [{"word": "港务"}]}, "/lexicon/0/kind"),
        ({"lexicon": [{"word": "港务", "kind": "org", "since": "2024-02-30"}]}, "/lexicon/0/since"),
        ({"lexicon": [PORT | {"until": "2021-05-31"}]}, "/lexicon/0/until"),
        ({"lexicon": [PLACE | {"id": "x"}]}, "/lexicon/0/id"),
        ({"lexicon": [PLACE | {"word": 7}]}, "/lexicon/0/word"),
        ({"lexicon": {"word": "港务"}}, "/lexicon"),
        ({"weights": {"figure": 1.5}}, "/weights/figure"),
        ({"weights": {"figure": "0.5"}}, "/weights/figure"),
        ({"weights": {"figure": True}}, "/weights/figure"),
        ({"weights": {"shown_from": 0.1}}, "/weights/shown_from"),
        ({"weights": [0.5]}, "/weights"),
        ({"name": "新名字"}, "/name"),
        ({"review_levels": 4}, "/review_levels"),
        ({"review_levels": "3"}, "/review_levels"),
        ({"evidence_rules": {"money": {"primary": 0, "secondary": 2}}}, "/evidence_rules/money/primary"),
        ({"evidence_rules": {"money": {"primary": 1}}}, "/evidence_rules/money"),
        ({"evidence_rules": {"gossip": {"primary": 1, "secondary": 2}}}, "/evidence_rules/gossip"),
        ({"evidence_rules": []}, "/evidence_rules"),
        ({"gate": {"conflict": 0}}, "/gate/conflict"),
        ({"check_level": "half"}, "/check_level"),
        ({"check_levels": [{"level": "half"}]}, "/check_levels"),
        ({"issue_calendar": {"weekdays": [7]}}, "/issue_calendar/weekdays"),
        ({"issue_calendar": {"no_issue": ["2026-02-30"]}}, "/issue_calendar/no_issue/0"),
        ({"review_levels": 3, "weights": {"figure": 2}}, "/weights/figure"),
    ],
)
def test_what_cannot_be_taken_is_pointed_at_and_nothing_is_stored(
    keeper: Machine, path: str, body: Any, pointer: str
) -> None:
    answer = patched(keeper, path, body)

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer)
    assert keeper.get(path).json()["version"] == 1
    assert not LexiconEntry.objects.exists()
    assert not DeskWeight.objects.exists()


def test_an_empty_change_a_missing_and_a_stale_etag_are_refused(keeper: Machine, path: str) -> None:
    seen = keeper.get(path)["ETag"]
    patched(keeper, path, {"lexicon": [PLACE]})

    assert keeper.patch(path, {"lexicon": []}).status_code == 428
    assert patched(keeper, path, {}).status_code == 400
    stale = keeper.patch(path, {"lexicon": []}, etag=seen)

    assert (stale.status_code, stale.json()["current"]["version"]) == (412, 2)
    assert LexiconEntry.objects.exists()


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.REVIEWER, Role.CHIEF])
def test_members_read_and_do_not_write(desk: Any, path: str, role: Role) -> None:
    machine = machine_of(member(desk, role))

    assert machine.get(path).status_code == 200
    assert patched(machine, path, {"lexicon": [PLACE]}).status_code == 403


def test_a_foreign_desk_and_none_are_told_alike(stranger: Any, path: str) -> None:
    machine = machine_of(stranger)
    missing = "desks/00000000-0000-4000-8000-000000000000/"

    assert machine.get(path).content == machine.get(missing).content
    assert machine.patch(path, {"weights": {}}, etag='"x"').status_code == 404


def test_an_administrators_key_stays_at_its_own_desk(keeper: Machine, stranger: Any) -> None:
    assert keeper.get(f"desks/{stranger.desk_ids[0]}/").status_code == 404


TEXT = "到位资金117.77亿元。大家都很高兴。\n云溪港是全省唯一的深水港。"


def test_an_article_tells_what_is_not_covered(editor: Any, machine: Machine) -> None:
    article = an_article(editor, text=TEXT)
    run_job(request_pretag(actor=editor, article=article).pk)

    before = machine.get(f"articles/{article.pk}/").json()["coverage"]
    a_claim(editor, article, quote="117.77亿元")
    after = machine.get(f"articles/{article.pk}/").json()["coverage"]

    money, unique = (
        {"start": TEXT.index(words), "end": TEXT.index(words) + len(words)}
        for words in ("到位资金117.77亿元。", "云溪港是全省唯一的深水港。")
    )
    assert before == {"sentences": 3, "checkable": 2, "covered": 0, "uncovered": [money, unique]}
    assert after == {"sentences": 3, "checkable": 2, "covered": 1, "uncovered": [unique]}


def test_a_job_tells_its_engine_and_what_it_changed(editor: Any, machine: Machine, desk: Any) -> None:
    article = an_article(editor, text=TEXT)
    job = request_pretag(actor=editor, article=article)
    waiting = machine.get(f"jobs/{job.pk}/").json()

    run_job(job.pk)

    done = machine.get(f"jobs/{job.pk}/").json()
    assert (waiting["engine_version"], waiting["added"]) == ("", 0)
    assert (done["engine_version"], done["desk"]) == (STANDARD.version, str(desk.pk))
    assert (done["added"], done["updated"], done["withdrawn"]) == (2, 0, 0)
    rows = machine.get(f"articles/{article.pk}/suggestions/").json()["results"]
    assert {(row["engine_version"], row["run"]) for row in rows} == {(STANDARD.version, 1)}
