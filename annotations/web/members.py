"""管理 · 成员: who is at the desk and as what; joining, another role, leaving, and their accounts."""

from __future__ import annotations

import uuid
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from annotations.models import Desk, User
from annotations.services.accounts import deactivate, may_manage, reactivate, renew_password
from annotations.services.errors import Problem
from annotations.services.handback import Left, burden_of
from annotations.services.members import add_member, change_role, members_of, remove_member
from annotations.web import forms
from annotations.web.doors import Visit, door
from annotations.web.forms import SeenForm, tell
from annotations.web.history import timeline
from annotations.web.jobs import desk_administered
from annotations.web.peopleforms import JoinForm, NewcomerForm, RoleForm
from annotations.wording import say

NEWEST = 8
TOLD = (400, 403, 409, 412)


@door
@require_http_methods(["GET", "POST"])
@never_cache
def page(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """The list; a POST gives a role to somebody of the house or, with ``new``, opens an account."""
    desk = desk_administered(request, pk)
    if request.method == "GET":
        return _listed(request, desk)
    new = "new" in request.POST
    form = NewcomerForm(request.POST) if new else JoinForm(request.POST, people=others_than(desk))
    if form.is_valid():
        try:
            member = add_member(actor=request.actor, desk=desk, **form.cleaned_data)
        except Problem as problem:
            if problem.status not in TOLD:
                raise
            tell(form, problem)
        else:
            if new:
                return _with_link(request, desk, member.user, opened=True)
            said = say("{person} 已成为本部门的{role}。", person=member.user, role=member.get_role_display())
            messages.success(request, said)
            return redirect("web:desk-members", desk.pk)
    return _listed(request, desk, **{"newcomer" if new else "join": form}, status=400)


@door
@require_http_methods(["GET", "POST"])
def person(request: Visit, pk: uuid.UUID, person: uuid.UUID) -> HttpResponse:
    """One member; a POST gives them another role."""
    desk, member = found_member(request, pk, person)
    form = RoleForm(request.POST or None, initial={"role": member.standing_role})
    if request.method == "POST" and form.is_valid():
        try:
            left = change_role(actor=request.actor, desk=desk, person=member, **form.cleaned_data)
        except Problem as problem:
            if problem.status not in TOLD:
                raise
            tell(form, problem)
            desk.refresh_from_db()
        else:
            messages.success(request, say("{person} 的角色已改。", person=member) + _of(left))
            return redirect("web:desk-members", desk.pk)
    context = {
        "desk": desk,
        "tab": "members",
        "member": member,
        "form": form,
        "burden": burden_of(desk, member),
        "own": member.pk == request.user.pk,
        "manageable": may_manage(request.actor, member),
    }
    return render(request, "desks/member.html", context, status=400 if form.errors else 200)


@door
@require_POST
def remove(request: Visit, pk: uuid.UUID, person: uuid.UUID) -> HttpResponse:
    desk, member = found_member(request, pk, person)
    left = remove_member(
        actor=request.actor, desk=desk, person=member, **forms.require(SeenForm(request.POST))
    )
    messages.success(request, say("{person} 已移出本部门。", person=member) + _of(left))
    return redirect("web:desk-members", desk.pk)


@door
@require_POST
def stop(request: Visit, pk: uuid.UUID, person: uuid.UUID) -> HttpResponse:
    """停用账号: sessions and keys end at once."""
    desk, member = found_member(request, pk, person)
    left = deactivate(actor=request.actor, person=member)
    messages.success(request, say("{person} 的账号已停用，登录和密钥即时失效。", person=member) + _of(left))
    return redirect("web:desk-member", desk.pk, member.pk)


@door
@require_POST
def resume(request: Visit, pk: uuid.UUID, person: uuid.UUID) -> HttpResponse:
    """恢复账号: the person sets a new password by the link that is shown."""
    desk, member = found_member(request, pk, person)
    reactivate(actor=request.actor, person=member)
    return _with_link(request, desk, member)


@door
@require_POST
@never_cache
def password(request: Visit, pk: uuid.UUID, person: uuid.UUID) -> HttpResponse:
    """重设密码: the old one ends with all sessions, and a link to set a new one is shown once."""
    desk, member = found_member(request, pk, person)
    renew_password(actor=request.actor, person=member)
    return _with_link(request, desk, member)


def others_than(desk: Desk) -> Any:
    """People of the house who have no role at the desk."""
    return User.objects.filter(is_active=True).exclude(pk__in=members_of(desk)).order_by("name", "username")


def _listed(request: Visit, desk: Desk, *, status: int = 200, **typed: Any) -> HttpResponse:
    rows = members_of(desk).order_by("-is_active", "name", "username")
    context = {
        "desk": desk,
        "tab": "members",
        "members": rows,
        "join": JoinForm(people=others_than(desk), auto_id="join_%s"),
        "newcomer": NewcomerForm(auto_id="new_%s"),
        "history": timeline(desk, NEWEST),
        **typed,
    }
    return render(request, "desks/members.html", context, status=status)


def _with_link(request: Visit, desk: Desk, member: User, *, opened: bool = False) -> HttpResponse:
    """Show the way to a first or new password, once: it ends when it is used, or after three days."""
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(member), "key": default_token_generator.make_token(member)},
    )
    context = {
        "desk": desk,
        "tab": "members",
        "member": member,
        "opened": opened,
        "secret": request.build_absolute_uri(path),
    }
    return render(request, "desks/password_link.html", context)


def found_member(request: Visit, pk: uuid.UUID, person: uuid.UUID) -> tuple[Desk, User]:
    desk = desk_administered(request, pk)
    member = members_of(desk).filter(pk=person).first()
    if member is None:
        raise Http404
    return desk, member


def _of(left: Left) -> str:
    """What became of their work, as the end of a message."""
    said = ""
    if left.articles or left.claims:
        said += say(
            "{articles} 篇稿件、{claims} 个核查点已退回待接手。", articles=left.articles, claims=left.claims
        )
    if left.waiting:
        said += say("另有 {n} 个待补充或待审的仍在其名下，请同事交接。", n=left.waiting)
    return said
