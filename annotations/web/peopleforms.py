"""Shapes of what an administrator types about people, their keys, and new desks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from annotations.models import User
from annotations.services.keys import LIFETIME
from annotations.vocabulary import Role, Scope
from annotations.web.forms import NUL_REFUSED, NUL_SENTENCE
from annotations.wording import say

NUL = {NUL_REFUSED: NUL_SENTENCE}
NOBODY_CHOSEN = {"required": _("请选一个人。"), "invalid_choice": _("请从名单里选一个人。")}


def _role(**more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("角色"), choices=Role.choices, **more)


class JoinForm(forms.Form):
    """Somebody of the house who joins the desk."""

    person = forms.ModelChoiceField(
        label=_("人员"), queryset=User.objects.none(), error_messages=NOBODY_CHOSEN
    )
    role = _role(initial=Role.EDITOR)

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["person"], people)


class NewcomerForm(forms.Form):
    """A new account."""

    username = forms.CharField(
        label=_("用户名"),
        max_length=150,
        strip=True,
        error_messages={"required": _("请填写用户名。"), **NUL},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    name = forms.CharField(
        label=_("姓名"), max_length=200, error_messages={"required": _("请填写姓名。"), **NUL}
    )
    role = _role(initial=Role.EDITOR)


class RoleForm(forms.Form):
    """Another role, of the list as it was seen."""

    role = _role()
    seen = forms.IntegerField()


class KeyForm(forms.Form):
    """A key for a member."""

    person = forms.ModelChoiceField(
        label=_("为谁"), queryset=User.objects.none(), error_messages=NOBODY_CHOSEN
    )
    name = forms.CharField(
        label=_("名称"),
        max_length=80,
        required=False,
        error_messages={"max_length": _("名称最多 %(limit_value)d 个字。"), **NUL},
        help_text=_("写用在哪里，例如：排版系统。"),
    )
    scopes = forms.MultipleChoiceField(
        label=_("权限范围"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一项权限范围。")},
    )
    until = forms.DateField(
        label=_("有效到"),
        error_messages={"required": _("请填写有效期。"), "invalid": _("日期请写成 2024-03-08 的样子。")},
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"until": localdate() + LIFETIME - timedelta(days=1)})
        super().__init__(*args, **kwargs)
        _offer(self.fields["person"], people)


class DeskForm(forms.Form):
    """A new desk and its first administrator."""

    name = forms.CharField(
        label=_("部门名"), max_length=200, error_messages={"required": _("请填写部门名。"), **NUL}
    )
    admin = forms.ModelChoiceField(
        label=_("第一位管理员"), queryset=User.objects.none(), error_messages=NOBODY_CHOSEN
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["admin"], people)


def _offer(field: Any, people: QuerySet[User]) -> None:
    field.queryset = people
    field.empty_label = _("请选择")
    field.label_from_instance = lambda person: (
        say("{person}（{username}）", person=person, username=person.username)
        if person.name
        else person.username
    )
