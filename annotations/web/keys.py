"""管理 · 密钥: keys of a desk's machines; and each person's own keys, to look at and to revoke."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotations.models import ApiKey, Desk
from annotations.services.errors import Problem
from annotations.services.keys import issue_key, revoke_key
from annotations.services.members import members_of
from annotations.web.doors import Visit, door
from annotations.web.forms import tell
from annotations.web.jobs import desk_administered
from annotations.web.paging import page as page_of
from annotations.web.peopleforms import KeyForm
from annotations.wording import say

TOLD = (400, 409)


@door
@require_http_methods(["GET", "POST"])
@never_cache
def page(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """The keys of a desk; a POST makes one and shows its secret, once."""
    desk = desk_administered(request, pk)
    people = members_of(desk).filter(is_active=True).order_by("name", "username")
    form = KeyForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            key, secret = issue_key(actor=request.actor, desk=desk, **form.cleaned_data)
        except Problem as problem:
            if problem.status not in TOLD:
                raise
            tell(form, problem)
        else:
            context = {"desk": desk, "tab": "keys", "key": key, "secret": secret}
            return render(request, "desks/new_key.html", context)
    keys = page_of(desk.keys.select_related("user", "created_by"), request.GET.get("after", ""))
    context = {"desk": desk, "tab": "keys", "form": form, "page": keys}
    return render(request, "desks/keys.html", context, status=400 if form.errors else 200)


@door
@require_GET
def mine(request: Visit) -> HttpResponse:
    """我的接口密钥."""
    keys = ApiKey.objects.filter(user=request.user).select_related("desk", "user", "created_by")
    page = page_of(keys, request.GET.get("after", ""))
    return render(request, "settings/keys.html", {"page": page})


@door
@require_POST
def revoke(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """吊销: of one's own keys, or of a desk one administers; any other is not there."""
    seen = Q(user=request.user) | Q(desk__in=Desk.objects.visible_to(request.actor))
    key = get_object_or_404(ApiKey.objects.filter(seen).select_related("desk", "user"), pk=pk)
    revoke_key(actor=request.actor, key=key)
    messages.success(request, say("密钥 {prefix} 已吊销，即时失效。", prefix=key.prefix))
    if "mine" in request.POST:
        return redirect("web:my-keys")
    return redirect("web:desk-keys", key.desk_id)
