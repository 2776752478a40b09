"""设置: language, look and keys of the person who is asking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from annotations.models.preferences import KeyMode, Language, TextSize, Theme
from annotations.services.preferences import Wishes, keep, wishes_of
from annotations.web.commands import COMMANDS, PLACES, Command, faults_in
from annotations.web.doors import Visit, door
from annotations.wording import say

KEY = "key-"
"""Before the name of a command it names the field of its key."""


class SettingsForm(forms.Form):
    """One field for each wish, and one for the key of every command."""

    language = forms.ChoiceField(label=_("界面语言"), choices=Language.choices, widget=forms.RadioSelect)
    theme = forms.ChoiceField(label=_("明暗"), choices=Theme.choices, widget=forms.RadioSelect)
    text_size = forms.ChoiceField(label=_("正文字号"), choices=TextSize.choices, widget=forms.RadioSelect)
    autospace = forms.BooleanField(label=_("汉字与字母、数字之间留空隙"), required=False)
    glyphs = forms.BooleanField(label=_("在正文标注上方显示类型字"), required=False)
    keys = forms.ChoiceField(label=_("单键操作"), choices=KeyMode.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for command in COMMANDS:
            self.fields[KEY + command.id] = forms.CharField(
                label=str(command.label),
                required=False,
                max_length=12,
                widget=forms.TextInput(
                    attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
                ),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, fault in faults_in(self._keymap(data)).items():
            self.add_error(KEY + name, fault)
        return data

    def wishes(self) -> Wishes:
        """What was chosen; only keys that differ from those delivered."""
        plain = {name: value for name, value in self.cleaned_data.items() if not name.startswith(KEY)}
        return Wishes(**plain, keymap=self._keymap(self.cleaned_data))

    def look_fields(self) -> list[Any]:
        """The questions with a few answers each."""
        return [self["language"], self["theme"], self["text_size"]]

    def key_rows(self) -> Iterator[tuple[Command, Any, Any]]:
        """Every command with the words for where it works, and its field."""
        return ((command, PLACES[command.where], self[KEY + command.id]) for command in COMMANDS)

    @staticmethod
    def _keymap(data: dict[str, Any]) -> dict[str, str]:
        chosen = {command: data.get(KEY + command.id, command.key).strip() for command in COMMANDS}
        return {command.id: key for command, key in chosen.items() if key != command.key}


@door
@require_http_methods(["GET", "POST"])
def page(request: Visit) -> HttpResponse:
    """Show the settings, or save them; with ``reset`` only the keys go back to those delivered."""
    present = wishes_of(request.user)
    form = SettingsForm(request.POST or None, initial=_shown(present))
    if request.method == "POST":
        if "reset" in request.POST:
            return _saved(request, replace(present, keys=KeyMode.ON, keymap={}))
        if form.is_valid():
            return _saved(request, form.wishes())
    status = 400 if form.is_bound else 200
    return render(request, "settings/page.html", {"form": form}, status=status)


def _shown(wishes: Wishes) -> dict[str, Any]:
    keys = {KEY + command.id: wishes.keymap.get(command.id, command.key) for command in COMMANDS}
    return asdict(wishes) | keys


def _saved(request: Visit, wishes: Wishes) -> HttpResponse:
    """Back to the page, told in the language that now holds; the log-in page will speak it as well."""
    keep(user=request.user, wishes=wishes)
    answer = redirect("web:settings")
    if wishes.language == Language.AUTO:
        request.COOKIES.pop(settings.LANGUAGE_COOKIE_NAME, None)
        answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
        language = translation.get_language_from_request(request)
    else:
        language = wishes.language
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
        )
    with translation.override(language):
        messages.success(request, say("设置已保存。"))
    return answer
