"""The table of commands: one key per command, changed by each person, never two alike on one page."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from annotations.models import Preference, User
from annotations.web.commands import BY_ID, COMMANDS, faults_in, key_for, keymap_of, sign_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return UserFactory.create()


def wanting(person: User, **fields: object) -> User:
    Preference.objects.create(user=person, **fields)
    return User.objects.get(pk=person.pk)


def drawn(person: User, source: str) -> str:
    request = RequestFactory().get("/")
    request.user = person
    return Template("{% load keys %}" + source).render(Context({"request": request, "digit": 3}))


def test_the_keys_as_delivered_are_free_of_conflicts():
    assert faults_in({}) == {}
    assert len(BY_ID) == len(COMMANDS)


def test_a_person_without_wishes_has_the_keys_as_delivered(person: User):
    assert keymap_of(person) == {command.id: command.key for command in COMMANDS}


def test_a_changed_key_takes_the_place_of_the_delivered_one(person: User):
    person = wanting(person, keymap={"accept": "y", "dismiss": ""})

    assert (key_for(person, "accept"), key_for(person, "dismiss"), key_for(person, "next")) == ("y", "", "j")


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("on", 'data-key="a" <kbd>a</kbd> data-key="3" <kbd>3</kbd> <kbd>⇧S</kbd>'),
        ("alt", 'data-key="a" <kbd>Alt+a</kbd> data-key="3" <kbd>Alt+3</kbd> <kbd>Alt+⇧S</kbd>'),
        ("off", "    "),
    ],
)
def test_a_button_shows_its_key_as_the_person_wants_it(person: User, keys: str, expected: str):
    person = wanting(person, keys=keys)
    tags = '{% key "accept" %} {% kbd "accept" %} {% key digit %} {% kbd digit %} {% kbd "submit_all" %}'

    assert drawn(person, tags) == expected


def test_an_unknown_command_is_a_mistake_of_ours(person: User):
    with pytest.raises(LookupError):
        key_for(person, "fly")


@pytest.mark.parametrize(
    ("keymap", "faulty"),
    [
        ({"accept": "y"}, []),
        ({"accept": ""}, []),
        ({"accept": "x", "dismiss": "a"}, []),
        # 待审 and the workbench are never on one page.
        ({"return": "x"}, []),
        ({"accept": "x"}, ["accept"]),
        ({"return": "j"}, ["return"]),
        ({"accept": "3"}, ["accept"]),
        ({"accept": "ab"}, ["accept"]),
        ({"accept": " "}, ["accept"]),
        ({"accept": "Enter"}, ["accept"]),
        ({"accept": "字"}, ["accept"]),
        ({"fly": "y"}, ["fly"]),
    ],
)
def test_a_key_that_cannot_be_is_told_beside_it(keymap: dict[str, str], faulty: list[str]):
    faults = faults_in(keymap)

    assert list(faults) == faulty
    assert all(faults.values())


def test_capitals_are_shown_with_shift():
    assert [sign_of(key) for key in ("a", "A", "Enter", "?")] == ["a", "⇧A", "↵", "?"]
