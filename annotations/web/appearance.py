"""What every page is told about how this person wants it to look; CSS reads it from the root element."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, to_locale

from annotations.services.preferences import Wishes, wishes_of
from annotations.web import queries

TAGS = {"zh_Hans": "zh-Hans", "en": "en"}
"""Django's names of languages as the ``lang`` attribute has them."""


def appearance(request: HttpRequest) -> dict[str, Any]:
    """``look``: the person's wishes; ``page_lang``: the page's language; ``corrections_due``: how many.

    What costs a query is asked for only where a page uses it.
    """
    return {
        "look": SimpleLazyObject(lambda: _look(request)),
        "page_lang": page_lang(),
        "corrections_due": SimpleLazyObject(lambda: _due(request)),
    }


def page_lang() -> str:
    """The language that the interface speaks in this answer."""
    return TAGS.get(to_locale(get_language() or ""), "zh-Hans")


def _look(request: HttpRequest) -> Wishes:
    # A page for somebody who has not logged in asks the database for nothing.
    user = getattr(request, "user", None)
    return wishes_of(user) if user is not None and user.is_authenticated else Wishes()


def _due(request: HttpRequest) -> int:
    """Corrections at the person's desks that are due today or late."""
    actor = getattr(request, "actor", None)
    return queries.corrections_due(actor).count() if actor else 0
