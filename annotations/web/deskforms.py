"""Shapes of what an administrator types on a desk's settings page."""

from __future__ import annotations

from typing import Any

from django import forms

from annotations.models.settings import LONGEST_NOTE, LONGEST_WORD
from annotations.services.lexicon import Wanted
from annotations.services.weights import Line
from annotations.vocabulary import LexiconKind
from annotations.web.forms import NUL_REFUSED, NUL_SENTENCE, Words

DAY = {"invalid": "日期请写成 2024-03-08 的样子。"}


class WordForm(forms.Form):
    """One entry of the dictionary."""

    word = forms.CharField(
        label="词",
        max_length=LONGEST_WORD,
        error_messages={
            "required": "请填写词。",
            "max_length": f"词最多 {LONGEST_WORD} 个字。",
            NUL_REFUSED: NUL_SENTENCE,
        },
    )
    kind = forms.ChoiceField(label="类别", choices=LexiconKind.choices)
    since = forms.DateField(
        label="起",
        required=False,
        error_messages=DAY,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    until = forms.DateField(
        label="止",
        required=False,
        error_messages=DAY,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    note = forms.CharField(
        label="说明",
        required=False,
        max_length=LONGEST_NOTE,
        error_messages={
            "max_length": f"说明最多 {LONGEST_NOTE} 个字符。",
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
        label="每行一条",
        required=True,
        error_messages={"required": "请粘贴词表：每行写一个“词,类别,起,止”。"},
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
                    "invalid": f"“{line.text}”须填 0 到 1 之间的数。",
                    "min_value": f"“{line.text}”不能小于 0。",
                    "max_value": f"“{line.text}”不能大于 1。",
                },
            )

    def amounts(self, lines: list[Line]) -> dict[str, float]:
        """What was typed, by key; call it on a valid form."""
        typed = {line.key: self.cleaned_data[name_of(line)] for line in lines}
        return {key: amount for key, amount in typed.items() if amount is not None}


def name_of(line: Line) -> str:
    """The name of a weight's field, apart from the form's own names."""
    return f"weight-{line.key}"
