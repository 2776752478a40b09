"""Which places of an article state the same thing, so that one verdict may serve them all.

Deliberately strict: a missed repeat costs an editor a second look, a wrong one a wrong verdict. Figures
must agree in value, unit, approximation and date and share a type; how much more is asked depends on how
easily the same digits turn up by chance:

* four significant digits or more (117.77亿元): nothing more;
* three (169个): a noun in common, or one of the places names none;
* one or two (12个): the nouns of one place are among those of the other, and no other verb;
* sessions (第八届): the same noun directly behind;
* growth and shares below four digits (5.2%): exactly the same nouns, because all indicators look alike.

Never: of different districts or periods, one denied and the other not, one inside the other. A date
alone states nothing. Titles, names and quotations must be the same words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Protocol, TypeVar

from annotations.matching.quantities import measured
from annotations.matching.surroundings import Surroundings, around
from annotations.text.spelling import simplified
from annotations.vocabulary import ClaimType

INDICATED = frozenset({ClaimType.SHARE, ClaimType.COMPARISON})
NUMBERED = frozenset({ClaimType.ORDINAL})
FIGURES = frozenset({ClaimType.QUANTITY, ClaimType.MONEY}) | INDICATED | NUMBERED
SHORTEST: dict[str, int] = {
    ClaimType.POLICY: 4,
    ClaimType.PERSON: 2,
    ClaimType.ORG: 3,
    ClaimType.PLACE: 2,
    ClaimType.HONOR: 4,
    ClaimType.QUOTE: 8,
    ClaimType.SUPERLATIVE: 8,
    ClaimType.FIRST: 8,
    ClaimType.EVENT: 8,
    ClaimType.CAUSAL: 8,
    ClaimType.ATTRIBUTION: 8,
}
"""Types whose words say it all, and the fewest characters from which the same words are no accident."""
TELLING = 4
"""So many significant digits do not agree by chance."""
_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_YEAR = re.compile(r"[0-9]{4}(?![0-9])")
_TITLE = re.compile(r"《[^《》]{4,}》")
_REFERRING = re.compile(r"按照|依照|遵照|根据|依据|按|据|关于|的?(?:要求|规定|精神|部署)|[，,。、]")
_MARKS = re.compile(r"[\s《》〈〉“”‘’「」『』\"'·]")


class Statement(Protocol):
    """What a claim and a suggestion have in common."""

    start: int
    end: int
    quote: str
    types: list[str]
    value: str | None
    unit: str
    approx: str
    date: str


Stated = TypeVar("Stated", bound=Statement)


def repeats(text: str, one: Statement, others: Iterable[Stated]) -> list[Stated]:
    """Those of ``others`` that say the same as ``one``, in reading order; spans are places in ``text``."""
    alike = [other for other in others if _may_be(one, other)]
    if not alike:
        return []
    here = around(text, one.start, one.end, one.unit)
    found = [
        other
        for other in alike
        if _by_words(one, other) or _agree(one, here, around(text, other.start, other.end, other.unit), other)
    ]
    return sorted(found, key=lambda other: (other.start, other.end))


def contradicts(one: Statement, other: Statement) -> bool:
    """Whether both give a figure and the figures differ: then no verdict can serve both."""
    mine, theirs = (measured(row.value, row.unit, row.approx) for row in (one, other))
    return mine is not None and theirs is not None and mine != theirs


def same_words(one: str, other: str) -> bool:
    """Alike but for width, spelling, blanks and quotation marks."""
    return bare(one) == bare(other)


def bare(words: str) -> str:
    """The characters that tell one title, name or quotation from another."""
    return _MARKS.sub("", simplified(unicodedata.normalize("NFKC", words)))


def significant(value: str | None) -> int:
    """Significant digits of a stored value: 5 of 11777000000, 1 of 50, the longer end's of a range."""
    if not value:
        return 0
    return max((len(part.replace(".", "").strip("0")) for part in _DIGITS.findall(value)), default=0)


def _may_be(one: Statement, other: Statement) -> bool:
    """All that can be told without looking around."""
    apart = one.end <= other.start or other.end <= one.start
    return apart and bool(_shared(one, other)) and (_same_figure(one, other) or _by_words(one, other))


def _shared(one: Statement, other: Statement) -> set[str]:
    return set(one.types) & set(other.types)


def _same_figure(one: Statement, other: Statement) -> bool:
    if not _shared(one, other) & FIGURES or _differ(one.date, other.date):
        return False
    mine = measured(one.value, one.unit, one.approx)
    return mine is not None and mine == measured(other.value, other.unit, other.approx)


def _by_words(one: Statement, other: Statement) -> bool:
    """Titles, names and quotations: the same words, of one date if both have one, and no figure in them."""
    if one.value or other.value or _differ(one.date, other.date):
        return False
    if ClaimType.POLICY in _shared(one, other) and _one_title(one.quote, other.quote):
        return True
    shortest = min((SHORTEST[kind] for kind in _shared(one, other) & SHORTEST.keys()), default=0)
    return bool(shortest) and len(bare(one.quote)) >= shortest and same_words(one.quote, other.quote)


def _one_title(one: str, other: str) -> bool:
    """The same title, and at least one of the quotes says nothing else of it: 按照《…》."""
    titles, others = _TITLE.findall(one), _TITLE.findall(other)
    same = len(titles) == len(others) == 1 and same_words(titles[0], others[0])
    return same and any(len(bare(_REFERRING.sub("", _TITLE.sub("", quote)))) == 0 for quote in (one, other))


def _agree(one: Statement, here: Surroundings, there: Surroundings, other: Statement) -> bool:
    """Whether what stands around two equal figures allows that they count the same."""
    digits, kinds = significant(one.value), _shared(one, other) & FIGURES
    if here.denied != there.denied or _other_year(here.when, there.when):
        return False
    if digits >= TELLING and not kinds <= NUMBERED:
        return True
    if _differ(here.when, there.when) or not _one_district(here.whose, there.whose):
        return False
    if kinds <= NUMBERED:
        return bool(here.head) and here.head == there.head
    if kinds <= INDICATED:
        return bool(here.nouns) and here.nouns == there.nouns and not _differ_in(here.verbs, there.verbs)
    if digits == TELLING - 1:
        return not _differ_in(here.nouns, there.nouns)
    among = here.nouns <= there.nouns or there.nouns <= here.nouns
    return among and bool(here.nouns & there.nouns) and not _differ_in(here.verbs, there.verbs)


def _differ(one: str, other: str) -> bool:
    return bool(one) and bool(other) and one != other


def _other_year(one: str, other: str) -> bool:
    """2022 and 2023-06; what is not dated exactly (去年) is not held against it."""
    return bool(_YEAR.match(one) and _YEAR.match(other)) and one[:4] != other[:4]


def _differ_in(one: frozenset[str], other: frozenset[str]) -> bool:
    """Both name something, and nothing in common."""
    return bool(one) and bool(other) and not one & other


def _one_district(one: str, other: str) -> bool:
    """市 may be 江河市; 甲县 is not 乙县."""
    return not one or not other or one.endswith(other) or other.endswith(one)
