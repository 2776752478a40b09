"""The word lists that names are told by: surnames, given names, places, institutions, titles.

Each is a text file in ``data`` that a sub-editor can correct: ``#`` opens a comment, blanks part words.
"""

from __future__ import annotations

from importlib.resources import files

_DATA = files("annotations.text.data")
_SHORTENED = ("省", "市", "县", "旗", "地区", "盟")


def listed_in(name: str) -> tuple[str, ...]:
    """All words of a data file, in order."""
    return tuple(word for line in _lines(name) for word in line.split())


def graded(name: str) -> dict[str, int]:
    """``"4 王李张"`` -> ``{"王": 4, "李": 4, "张": 4}``; lines without a grade are left out."""
    grades: dict[str, int] = {}
    for line in _lines(name):
        grade, _, characters = line.partition(" ")
        if grade.isdigit():
            grades.update(dict.fromkeys(characters, int(grade)))
    return grades


def _lines(name: str) -> list[str]:
    text = (_DATA / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _places() -> frozenset[str]:
    """The divisions with their short forms (德州 for 德州市), but no short form that is a usual word."""
    full = listed_in("places_china.txt")
    short = {name.removesuffix(end) for name in full for end in _SHORTENED if name.endswith(end)}
    usual = set(listed_in("names_not_places.txt"))
    return frozenset({*full, *(name for name in short if len(name) > 1)} - usual) | WORLD


SURNAMES = graded("surnames.txt")
GIVEN = {character: -3 if grade == 9 else grade for character, grade in graded("given_names.txt").items()}
DOUBLE_SURNAMES = frozenset(word for word in listed_in("surnames.txt") if len(word) in (2, 3))
TRANSLITERATED = frozenset(listed_in("transliteration.txt")[0])
WORLD = frozenset(listed_in("places_world.txt"))
PLACES = _places()
NOT_PLACES = frozenset(listed_in("names_not_places.txt"))
PERSONS = frozenset(listed_in("persons.txt"))
NOT_PERSONS = frozenset(listed_in("names_not_persons.txt"))
PAIRS = frozenset(listed_in("country_pairs.txt"))
INSTITUTIONS = frozenset(listed_in("institutions.txt"))
INSTITUTION_ENDS = frozenset(listed_in("institution_ends.txt"))
LEADS = frozenset(listed_in("institution_leads.txt"))
VERBS = frozenset(listed_in("institution_verbs.txt"))
STOPS = frozenset(listed_in("institution_stops.txt"))
SORTS = frozenset(listed_in("institution_sorts.txt"))
BY_RANK = frozenset(listed_in("institutions_by_rank.txt"))
SAYS = frozenset(listed_in("speech_verbs.txt"))
# Posts a person holds; addresses (先生, 村民) only help to find the name.
POSTS = frozenset(listed_in("titles.txt"))
TITLES = POSTS | frozenset(listed_in("addresses.txt"))
TITLE_MODIFIERS = frozenset(listed_in("title_modifiers.txt"))
TITLE_VERBS = frozenset(listed_in("title_verbs.txt"))
