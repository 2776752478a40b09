"""The door of every page: who is asking, and how a refusal is told to a browser."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget
from django_htmx.middleware import HtmxDetails

from annotations.models import Actor, User
from annotations.services.errors import Problem
from annotations.services.searching import LONGEST
from annotations.web.resends import answered_once


class Visit(HttpRequest):
    """A request of somebody who has logged in."""

    user: User
    htmx: HtmxDetails
    actor: Actor


View = Callable[..., HttpResponse]


def searched(request: HttpRequest) -> str:
    """What stands in a page's search box; without NUL, which no stored text holds and PostgreSQL refuses."""
    return request.GET.get("q", "").replace("\0", "").strip()[:LONGEST].strip()


def door(view: View) -> View:
    """Let only people who have logged in pass, as an ``Actor``; tell refusals of the services."""

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _log_in(request)
        visit = cast(Visit, request)
        visit.actor = Actor(visit.user)
        try:
            if visit.htmx:
                return answered_once(visit, visit.user, lambda: view(visit, *args, **kwargs))
            return view(visit, *args, **kwargs)
        except Problem as problem:
            return refused(visit, problem)

    return entered


def refused(request: Visit, problem: Problem) -> HttpResponse:
    """A refusal: a notice over the page for htmx, so that nothing typed is lost; else a page."""
    if problem.status == 404:
        raise Http404(problem.detail)
    if request.htmx:
        answer = render(request, "ui/_refusal.html", {"problem": problem}, status=problem.status)
        return reswap(retarget(answer, "#notice"), "innerHTML")
    page = "403.html" if problem.status == 403 else "refused.html"
    return render(request, page, {"problem": problem}, status=problem.status)


def _log_in(request: HttpRequest) -> HttpResponse:
    htmx = cast(Visit, request).htmx
    if not htmx:
        return redirect_to_login(request.get_full_path())
    back = htmx.current_url_abs_path or "/"
    return HttpResponseClientRedirect(redirect_to_login(back, reverse("account_login"))["Location"])
