"""Bars of several colours, drawn on the server: a strict CSP allows no width in a style."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template

register = template.Library()


@dataclass(frozen=True)
class Piece:
    """One colour of a bar: from ``start`` on, ``width`` wide, in claims."""

    look: str
    start: int
    width: int


@register.filter
def pieces(article: Any) -> list[Piece]:
    """Approved, waiting for review, in work; what is left of the bar nobody has taken up."""
    waiting = article.claims_done - article.claims_approved
    found, start = [], 0
    for look, width in (
        ("right", article.claims_approved),
        ("waiting", waiting),
        ("working", article.claims_working),
    ):
        if width:
            found.append(Piece(look, start, width))
        start += width
    return found
