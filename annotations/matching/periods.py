"""Whether two EDTF dates name two times: of figures a period, of events a day."""

from __future__ import annotations

import re

_NO_YEAR = "XXXX"
"""How EDTF writes a year that is not said (3月7日)."""
_POINT = re.compile(rf"(\d{{4}}|{_NO_YEAR})(?:-(\d{{2}}))?(?:-(\d{{2}}))?", re.ASCII)
_PERIOD = re.compile(r"(\d{4})(?:-(\d{2}))?(?:/(\d{4})(?:-(\d{2}))?)?$", re.ASCII)


def other_period(ours: str, theirs: str, *, strict: bool) -> bool:
    """Whether a figure of the one time is no figure of the other: another year, or half a year and a whole.

    A day (of a visit, of going to press) dates the sentence and no figure; what is not dated is not held
    against it. Two single months are two times only when ``strict``: the figure's own words name it.
    """
    mine, other = _PERIOD.match(ours), _PERIOD.match(theirs)
    if mine is None or other is None or mine.groups() == other.groups():
        return False
    if mine[1] != other[1] or mine[3] or other[3]:
        return True
    return strict and bool(mine[2]) and bool(other[2])


def other_date(ours: str, theirs: str) -> bool | None:
    """Whether two dates of one event differ, as far as both go; None where they cannot be compared."""
    mine, other = _POINT.fullmatch(ours), _POINT.fullmatch(theirs)
    if mine is None or other is None:
        return None
    both = [(one, two) for one, two in zip(mine.groups(), other.groups(), strict=True) if one and two]
    known = [(one, two) for one, two in both if _NO_YEAR not in (one, two)]
    return any(one != two for one, two in known) if known else None
