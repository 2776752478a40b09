"""Shapes of what is typed when an article is signed, moved, noted on or checked afterwards."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.vocabulary import Channel, OverrideCode
from annotations.web.forms import Words


class SignForm(forms.Form):
    """签发; ``code`` and ``reason`` are for 例外签发."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(label=_("渠道"), choices=Channel.choices, initial=Channel.WEB)
    edition = forms.CharField(label=_("版次"), required=False, max_length=80)
    page = forms.CharField(label=_("版面"), required=False, max_length=40)
    later = forms.ChoiceField(
        label=_("刊发"), required=False, choices=[("", _("签发后立即刊发")), ("1", _("只签发，稍后刊发"))]
    )
    code = forms.ChoiceField(
        label=_("例外签发的原因"),
        required=False,
        choices=lambda: [("", _("（请选择）")), *OverrideCode.choices()],
    )
    reason = Words(label=_("理由"), widget=forms.Textarea(attrs={"rows": 2}))


class NoteForm(forms.Form):
    """A sentence on an item of the gate or on a 补核 task."""

    item = forms.CharField(required=False, max_length=120)
    seen = forms.IntegerField(required=False)
    note = Words()
    back = forms.BooleanField(required=False)


class MoveForm(forms.Form):
    """An article to another status."""

    to = forms.CharField(max_length=20)
    seen = forms.IntegerField()
    reason = Words()
