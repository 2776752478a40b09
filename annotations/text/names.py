"""Names of persons, places and institutions, told without a model: the exact span of the bare name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from annotations.text.names_classes import classes
from annotations.text.names_joined import joined
from annotations.text.names_organisations import organisations
from annotations.text.names_persons import persons
from annotations.text.names_places import places
from annotations.text.words import Word

PERSON, PLACE, ORG = "person", "place", "org"


@dataclass(frozen=True, slots=True)
class Name:
    """``start`` and ``end`` count code points, end exclusive; ``kind`` is person, place or org."""

    start: int
    end: int
    kind: str


def names(
    text: str, words: Sequence[Word], known: Collection[str] = (), entries: Mapping[str, str] | None = None
) -> tuple[Name, ...]:
    """The names among the words of a text (all its words), in reading order and apart.

    ``known`` are persons named elsewhere in the text, who need no evidence here. ``entries`` are the
    words of a desk's dictionary with their type: person, place or org.
    """
    words = joined(text, words)
    told = {**dict.fromkeys(known, PERSON), **(entries or {})} if known else entries
    letters = classes(words, told)
    taken = bytearray(len(words))
    found = []
    for first, behind in organisations(words, letters):
        taken[first:behind] = b"\1" * (behind - first)
        found.append(Name(words[first].start, words[behind - 1].end, ORG))
    found += [Name(start, end, PERSON) for start, end in persons(words, letters, taken, known)]
    found += [Name(start, end, PLACE) for start, end in places(words, letters, taken)]
    return tuple(sorted(found, key=lambda name: name.start))
