"""注销人员: from the page of a member, by whoever administers all their desks."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from annotations.services.erasure import erase_person
from annotations.services.errors import Invalid
from annotations.web.doors import Visit, door
from annotations.web.members import found_member
from annotations.wording import say


@door
@require_POST
def erase(request: Visit, pk: uuid.UUID, person: uuid.UUID) -> HttpResponse:
    """The user name is typed out first: this cannot be taken back."""
    desk, member = found_member(request, pk, person)
    if request.POST.get("username", "") != member.username:
        raise Invalid.field("username", say("用户名不符，没有注销；请原样输入此人的用户名。"))
    erase_person(actor=request.actor, person=member)
    messages.success(request, say("已注销：姓名和登录方式都已抹去，操作记录不变。"))
    return redirect("web:desk-members", desk.pk)
