"""Names with their posts, documents, institutions and dated events of the article in the material."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rapidfuzz import fuzz

from annotations.matching.items import SHORTEST_ORG, Item, Pairing, Part, dates_of, joined, parts_of
from annotations.matching.named import SIMILAR_TITLE, Spot, almost, bare, fold, spots, titles
from annotations.matching.packed import CLAUSE_ENDS, REACH, Copy, Line, Material
from annotations.matching.periods import other_date
from annotations.text.names import PERSON
from annotations.text.names_lists import POSTS
from annotations.vocabulary import ClaimType, PairKind, PairOutcome

_LISTED = re.compile(r"[^\S\n]{1,8}(?P<post>[\u4e00-\u9fff、]{2,40})\s*$")
_JOINTS = re.compile("[、,兼]")
_SHARED_SENTENCE = 0.45
"""From so much shared on, two sentences speak of the same event."""


def policy(material: Material, article: Copy, item: Item) -> Pairing | None:
    """The documents that the item names, and when they were issued."""
    made: Pairing | None = None
    for part in parts_of(item, ClaimType.POLICY):
        found = one_policy(material, item, part) if part.get("title") else None
        if found is None:
            return None
        made = found if made is None else joined(made, found.parts)
    return made and _with_dates(material, item, made)


def one_policy(material: Material, item: Item, part: Mapping[str, Any]) -> Pairing | None:
    """A document by its title: the same, or nearly the same, which differs."""
    wanted = bare(part["title"])
    found: list[tuple[float, Spot, str]] = []
    for spot, title in titles(material):
        alike = 1.0 if title == wanted else fuzz.ratio(title, wanted) / 100
        if alike >= SIMILAR_TITLE:
            found.append((alike, spot, title))
    if not any(alike == 1.0 for alike, _, _ in found):
        found += [(1.0, spot, wanted) for spot in spots(material, wanted)]
    if not found:
        return None
    at = max(found, key=lambda one: (one[0], _shared_at(material, one[1], item), -one[1].start))
    outcome = PairOutcome.SAME if at[0] == 1.0 else PairOutcome.DIFFERS
    return _at(material, item, PairKind.POLICY, part, at[1], outcome, at[0])


def _with_dates(material: Material, item: Item, made: Pairing) -> Pairing:
    """When a document was issued, where its passage gives exactly one date and the article another."""
    line = material.line_at(made.document or 0, made.parts[0].at)
    ours = next(dates_of(item), None)
    if line is None or ours is None:
        return made
    dated = [one for one in line.dates if other_date(ours[1], one[2]) is not None]
    if len(dated) != 1:
        return made
    at, to = line.place(*dated[0][:2])
    outcome = PairOutcome.DIFFERS if other_date(ours[1], dated[0][2]) else PairOutcome.SAME
    theirs = material.documents[line.document].text[at:to]
    part = Part(PairKind.DATE, ours[0]["text"], ours[0]["start"], ours[0]["end"], theirs, at, to, outcome)
    return joined(made, (part,))


def person(material: Material, article: Copy, item: Item) -> Pairing | None:
    """Every person that the item names, with the post beside the name."""
    made: Pairing | None = None
    for part in parts_of(item, ClaimType.PERSON):
        found = one_person(material, item, part) if part.get("name") else None
        if found is None:
            return None
        made = found if made is None else joined(made, found.parts)
    return made


def one_person(material: Material, item: Item, part: Mapping[str, Any]) -> Pairing | None:
    """A name with its post: the same, another post, one character off; None where it does not stand.

    A place that tells the post goes before one that has the name alone: the post may be wrong.
    """
    name, post = part["name"], part.get("title", "")
    best: tuple[float, Spot, PairOutcome] | None = None
    for spot in spots(material, name):
        whole, outcome, telling = _whole_name(material, spot, name, post)
        score = telling + _shared_at(material, whole, item)
        if best is None or score > best[0]:
            best = (score, whole, outcome)
    if best is None:
        slips = [(_shared_at(material, spot, item), spot) for spot, _ in almost(material, name, post)]
        best = max(((*slip, PairOutcome.DIFFERS) for slip in slips), key=lambda one: one[0], default=None)
    return best and _at(material, item, PairKind.PERSON, part, best[1], best[2], best[0])


def _whole_name(material: Material, spot: Spot, name: str, post: str) -> tuple[Spot, PairOutcome, int]:
    """The name with the post beside it in the material, whether both agree, and how telling that is.

    The same post tells most, then another one, then none; a longer name (王伟民 for 王伟) is another person.
    """
    line = material.line_at(spot.document, spot.start)
    if line is None:
        return spot, PairOutcome.SAME, 1
    for name_there in line.reading.names:
        start, end = line.place(name_there.start, name_there.end)
        if (
            name_there.kind == PERSON
            and start <= spot.start
            and spot.end <= end
            and (start, end) != (spot.start, spot.end)
        ):
            return Spot(spot.document, start, end), PairOutcome.DIFFERS, 0
    beside, theirs = _post_beside(material, line, spot)
    if not theirs or not post:
        return beside, PairOutcome.SAME, 1
    same = _one_post(fold(post), fold(theirs))
    return beside, PairOutcome.SAME if same else PairOutcome.DIFFERS, 3 if same else 2


def _post_beside(material: Material, line: Line, spot: Spot) -> tuple[Spot, str]:
    """The name with the post before or behind it; in a list of names (沈砚秋  市统计局局长) behind blanks."""
    for one in line.persons:
        start, end = line.place(one.start, one.end)
        if start <= spot.start and spot.end <= end:
            return Spot(spot.document, start, end), one.slots.get("title", "")
    listed = _LISTED.match(material.documents[spot.document].text, spot.end, line.sentence.end)
    if listed and any(listed["post"].endswith(post) for post in POSTS):
        return Spot(spot.document, spot.start, listed.end("post")), listed["post"]
    return spot, ""


def _one_post(mine: str, theirs: str) -> bool:
    """Whether one of the posts (县委副书记、县长) is one of the others; 副局长 is no 局长."""
    return any(
        (one in other or other in one) and ("副" in one) == ("副" in other)
        for one in _JOINTS.split(mine)
        for other in _JOINTS.split(theirs)
        if one and other
    )


def organisation(material: Material, article: Copy, item: Item) -> Pairing | None:
    """Every institution that the item names, as long as its name is long enough to tell."""
    made: Pairing | None = None
    for part in parts_of(item, ClaimType.ORG):
        name = part.get("name", "")
        if len(name) < SHORTEST_ORG:
            continue
        places = [
            (1.0 + _shared_at(material, spot, item), spot, PairOutcome.SAME) for spot in spots(material, name)
        ]
        if not places:
            places = [
                (_shared_at(material, spot, item), spot, PairOutcome.DIFFERS)
                for spot, _ in almost(material, name)
            ]
        if not places:
            return None
        score, spot, outcome = max(places, key=lambda one: (one[0], -one[1].start))
        found = _at(material, item, PairKind.ORG, part, spot, outcome, score)
        made = found if made is None else joined(made, found.parts)
    return made


def date(material: Material, article: Copy, item: Item) -> Pairing | None:
    """The sentence that tells the same event, and the date it gives."""
    line = article.line(item.start)
    part, ours = next(dates_of(item))
    for other, shared in material.nearest(item.quote, line.sentence.text, 3):
        if shared < _SHARED_SENTENCE:
            break
        dated = [(start, end, edtf) for start, end, edtf in other.dates if other_date(ours, edtf) is not None]
        if not dated:
            continue
        equal = [one for one in dated if not other_date(ours, one[2])]
        start, end, _ = (equal or dated)[0]
        outcome = PairOutcome.SAME if equal else PairOutcome.DIFFERS
        spot = Spot(other.document, *other.place(start, end))
        return _at(material, item, PairKind.DATE, part, spot, outcome, shared)
    return None


def _at(
    material: Material,
    item: Item,
    kind: PairKind,
    part: Mapping[str, Any],
    spot: Spot,
    outcome: PairOutcome,
    score: float,
) -> Pairing:
    """A pairing of one part; its passage is the clause around the spot."""
    theirs = material.documents[spot.document].text[spot.start : spot.end]
    one = Part(kind, part["text"], part["start"], part["end"], theirs, spot.start, spot.end, outcome)
    start, end = _clause(material, spot)
    return Pairing(item.key, kind, outcome, spot.document, start, end, round(score, 3), (one,))


def _clause(material: Material, spot: Spot) -> tuple[int, int]:
    text = material.documents[spot.document].text
    start, end = spot.start, spot.end
    while start and text[start - 1] not in CLAUSE_ENDS and spot.start - start < REACH:
        start -= 1
    while end < len(text) and text[end] not in CLAUSE_ENDS and end - spot.end < REACH:
        end += 1
    while start < spot.start and text[start].isspace():
        start += 1
    while end > spot.end and text[end - 1].isspace():
        end -= 1
    return start, end


def _shared_at(material: Material, spot: Spot, item: Item) -> float:
    """How much of the item's words the sentence at the spot holds: 0 to 1."""
    line = material.line_at(spot.document, spot.start)
    return material.shared(line, item.quote) if line else 0.0
