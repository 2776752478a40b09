"""代班: who stands in at a desk, now and later; the chief arranges it and ends it."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotations.models import Desk, User
from annotations.services.access import require as require_right
from annotations.services.acting import GRANTED, SHOWN, acting_at, could_act, end_acting, grant_role
from annotations.services.errors import Forbidden, Problem
from annotations.vocabulary import Role
from annotations.web import queries
from annotations.web.doors import Visit, door
from annotations.web.forms import Words, require, tell
from annotations.wording import say
from annotations.workflow import may

WRONG_TIME = {"invalid": _("时间请写成 2024-03-08 17:30 的样子。")}


def _moment(label: Any, **more: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    messages_of = WRONG_TIME | {"required": _("请写明结束时间：代班必须有结束。")}
    return forms.DateTimeField(label=label, widget=widget, error_messages=messages_of, **more)


class ActingForm(forms.Form):
    """Who acts as what, from when until when, and why."""

    person = forms.ModelChoiceField(
        label=_("代班人"),
        queryset=User.objects.none(),
        error_messages={"required": _("请选一个人。"), "invalid_choice": _("请从名单里选一个人。")},
    )
    role = forms.ChoiceField(
        label=_("代行角色"),
        choices=lambda: [(one.value, one.label) for one in GRANTED],
        initial=Role.REVIEWER,
    )
    since = _moment(_("开始"), required=False, help_text=_("留空即从现在起。"))
    until = _moment(_("结束"), help_text=_("最多 31 天。"))
    reason = Words(
        label=_("原因"),
        required=True,
        error_messages={"required": _("请写明代班的原因，它会记入日志。")},
        widget=forms.TextInput(),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        if isinstance(person, forms.ModelChoiceField):
            person.queryset = people
            person.empty_label = say("请选择")
            person.widget.attrs["data-content"] = ""


class EndForm(forms.Form):
    """Why an acting role ends early."""

    reason = Words(required=True, error_messages={"required": _("请写明提前结束的原因，它会记入日志。")})


@door
@require_GET
def mine(request: Visit) -> HttpResponse:
    """The page of the first desk at which this person arranges 代班."""
    desk = queries.desks_where(request.actor, "grant").first()
    if desk is None:
        raise Forbidden(say("代班由值班总编安排。"))
    return redirect("web:acting", desk.pk)


@door
@require_http_methods(["GET", "POST"])
def page(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Who stands in; a POST arranges one more. Everybody at the desk may know."""
    desk = _desk(request, pk)
    posted = request.method == "POST"
    if posted:
        require_right(request.actor, desk.pk, "grant")
    form = ActingForm(request.POST if posted else None, people=could_act(request.actor))
    if posted and form.is_valid():
        try:
            row = grant_role(actor=request.actor, desk=desk, **form.cleaned_data)
        except Problem as problem:
            tell(form, problem)
        else:
            said = say("{person} 代行{role}，已记入日志。", person=row.user, role=row.get_role_display())
            messages.success(request, said)
            return redirect("web:acting", desk.pk)
    return _shown(request, desk, form)


@door
@require_POST
def end(request: Visit, pk: uuid.UUID, acting: int) -> HttpResponse:
    """提前结束: from now on the role is gone."""
    desk = _desk(request, pk)
    left = end_acting(actor=request.actor, desk=desk, acting_id=acting, **require(EndForm(request.POST)))
    said = say("代班已结束。")
    if left.articles or left.claims:
        said += say("{n} 篇稿件、{m} 个核查点退回待接手。", n=left.articles, m=left.claims)
    messages.success(request, said)
    return redirect("web:acting", desk.pk)


def _desk(request: Visit, pk: uuid.UUID) -> Desk:
    return get_object_or_404(Desk.objects.visible_to(request.actor), pk=pk)


def _shown(request: Visit, desk: Desk, form: ActingForm) -> HttpResponse:
    now = timezone.now()
    context = {
        "desk": desk,
        "form": form,
        "desks": list(queries.desks_where(request.actor, "grant")),
        "may_grant": may("grant", request.actor.roles_at(desk.pk)),
        "now": now,
        "live": list(acting_at(desk).filter(valid_until__gt=now)),
        "over": list(acting_at(desk).filter(valid_until__lte=now)[:SHOWN]),
    }
    return render(request, "desks/acting.html", context, status=400 if form.errors else 200)
