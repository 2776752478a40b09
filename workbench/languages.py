"""The language of every answer: the reader's setting, else the log-in page's cookie, else the browser's.

It stands behind the log-in, because a person's setting wins. What is streamed after the answer was
made (an export) and what workers write is in the language of the house.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers


class ReadersLanguage:
    """Answer in the reader's language and say in the headers which one it is and what decided it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = chosen_by(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.answer(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def chosen_by(request: HttpRequest) -> str:
    """The language wanted; Chinese when nothing that we have is asked for."""
    # Without a session nobody has logged in, and machines need no look-up.
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        preference = getattr(request.user, "preference", None)
        if preference and preference.language in dict(settings.LANGUAGES):
            return str(preference.language)
    return translation.get_language_from_request(request)
