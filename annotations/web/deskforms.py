"""Shapes of what an administrator types on a desk's settings page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.models.settings import LONGEST_NOTE, LONGEST_WORD
from annotations.services.lexicon import Wanted
from annotations.services.weights import Line
from annotations.vocabulary import LexiconKind
from annotations.web.forms import NUL_REFUSED, NUL_SENTENCE, Words
from annotations.wording import say

DAY = {"invalid": _("日期请写成 2024-03-08 的样子。")}


class WordForm(forms.Form):
    """One entry of the dictionary."""

    word = forms.CharField(
        label=_("词"),
        max_length=LONGEST_WORD,
        error_messages={
            "required": _("请填写词。"),
            "max_length": _("词最多 %(limit_value)d 个字。"),
            NUL_REFUSED: NUL_SENTENCE,
        },
    )
    kind = forms.ChoiceField(label=_("类别"), choices=LexiconKind.choices)
    since = forms.DateField(
        label=_("起"),
        required=False,
        error_messages=DAY,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    until = forms.DateField(
        label=_("止"),
        required=False,
        error_messages=DAY,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    note = forms.CharField(
        label=_("说明"),
        required=False,
        max_length=LONGEST_NOTE,
        error_messages={
            "max_length": _("说明最多 %(limit_value)d 个字符。"),
            NUL_REFUSED: NUL_SENTENCE,
        },
    )

    def wanted(self) -> Wanted:
        """The entry as typed; call it on a valid form."""
        data = self.cleaned_data
        return Wanted(data["word"], data["kind"], data["since"], data["until"], data["note"])


class PasteForm(forms.Form):
    """Many entries, one a line."""

    lines = Words(
        label=_("每行一条"),
        required=True,
        error_messages={"required": _("请粘贴词表：每行写一个“词,类别,起,止”。")},
        widget=forms.Textarea(attrs={"rows": 10}),
    )


class WeightsForm(forms.Form):
    """The whole table; a field left empty is standard again."""

    seen = forms.IntegerField()

    def __init__(self, *args: Any, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in lines:
            self.fields[name_of(line)] = forms.FloatField(
                required=False,
                min_value=0,
                max_value=1,
                error_messages={
                    "invalid": say("“{text}”须填 0 到 1 之间的数。", text=line.label),
                    "min_value": say("“{text}”不能小于 0。", text=line.label),
                    "max_value": say("“{text}”不能大于 1。", text=line.label),
                },
            )

    def amounts(self, lines: list[Line]) -> dict[str, float]:
        """What was typed, by key; call it on a valid form."""
        typed = {line.key: self.cleaned_data[name_of(line)] for line in lines}
        return {key: amount for key, amount in typed.items() if amount is not None}


def name_of(line: Line) -> str:
    """The name of a weight's field, apart from the form's own names."""
    return f"weight-{line.key}"
