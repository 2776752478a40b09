"""材料对稿: every item of an article with its passage in the attached material, and how the two agree.

Deterministic: ties go to what stands first. Further figures and a name beside the first one are compared
too, and one thing that differs makes the pair differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotations.matching import figurepairs, namepairs
from annotations.matching.furtherfigures import further
from annotations.matching.items import Item, Pairing, Part, joined, kind_of, parts_of
from annotations.matching.packed import Copy, Document, Material
from annotations.vocabulary import ClaimType, PairKind, PairOutcome

_FINDERS = {
    PairKind.FIGURE: figurepairs.figure,
    PairKind.POLICY: namepairs.policy,
    PairKind.PERSON: namepairs.person,
    PairKind.ORG: namepairs.organisation,
    PairKind.DATE: namepairs.date,
}
_BESIDE = {ClaimType.PERSON: namepairs.one_person, ClaimType.POLICY: namepairs.one_policy}
_KINDS = {ClaimType.PERSON: PairKind.PERSON, ClaimType.POLICY: PairKind.POLICY}


def pair(text: str, items: Sequence[Item], documents: Sequence[Document]) -> Iterator[Pairing]:
    """One pairing for each item that has something to look for, in the order of ``items``."""
    material, copy = Material(documents), Copy(text)
    for item in items:
        kind = kind_of(item)
        if kind is None:
            continue
        made = _FINDERS[kind](material, copy, item)
        if made is None and kind is PairKind.FIGURE:
            yield _by_slip(material, item) or Pairing(item.key, kind, PairOutcome.MISSING)
        elif made is None:
            yield Pairing(item.key, kind, PairOutcome.MISSING)
        else:
            made = joined(made, tuple(further(material, copy, item, made)))
            yield _with_names(material, item, made)


def _by_slip(material: Material, item: Item) -> Pairing | None:
    """A name that is wrong beside a figure that the material lacks: not to be passed over."""
    for part in parts_of(item, ClaimType.PERSON):
        found = namepairs.one_person(material, item, part) if part.get("name") else None
        if found is not None and found.outcome is PairOutcome.DIFFERS:
            return found
    return None


def _with_names(material: Material, item: Item, made: Pairing) -> Pairing:
    """Persons and documents named beside what was paired; one that the material lacks is told as missing."""
    for kind, finder in _BESIDE.items():
        for part in parts_of(item, kind):
            name = part.get("name") or part.get("title")
            if name and _KINDS[kind] is not made.kind:
                found = finder(material, item, part)
                made = joined(made, found.parts if found else (_missing(_KINDS[kind], part),))
    return made


def _missing(kind: PairKind, part: Mapping[str, Any]) -> Part:
    return Part(kind, part["text"], part["start"], part["end"], "", 0, 0, PairOutcome.MISSING)
