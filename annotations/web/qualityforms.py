"""Shapes of what people type about inspected issues and errors."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.models import Article, Claim, Desk, ErrorEntry, Inspection
from annotations.services.errata import Entry
from annotations.services.inspections import Issue
from annotations.services.rechecking import Answer
from annotations.vocabulary import ClaimType, ErrorClass, ErrorPlace, ErrorStage, Verdict, Word
from annotations.web.forms import Words
from annotations.wording import say

DAY = {"required": _("请填写日期。"), "invalid": _("日期请写成 2024-03-08 的样子。")}
NUMBER = {"required": _("请填写字数。"), "invalid": _("字数请写成整数，例如 20000。")}
NEWEST = 20
"""So many issues are offered to put an error of an article into."""


def numbered(words: type[Word]) -> list[tuple[str, str]]:
    """Choices that begin with a digit: pressing it chooses, with no mouse and no input method."""
    return [(word.value, f"{n} {word.label}") for n, word in enumerate(words, 1)]


def day_field(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, error_messages=DAY, widget=widget, **options)


class PeriodForm(forms.Form):
    """From when until when figures are wanted."""

    since = day_field(_("从"))
    until = day_field(_("到"))


class IssueForm(forms.Form):
    """One inspected issue."""

    issue_date = day_field(_("出版日期"))
    edition = forms.CharField(
        label=_("版次"),
        required=False,
        max_length=80,
        help_text=_("例如“1版”“1–8版”；整期可不填。"),
        error_messages={"max_length": _("版次最多 %(limit_value)d 个字符。")},
    )
    characters = forms.IntegerField(
        label=_("检查总字数"),
        error_messages=NUMBER,
        help_text=_("版面字数为每行字数乘行数；作品性图片按版面的八成、装饰性图片按三成折算。"),
    )
    note = Words(label=_("说明"), widget=forms.Textarea(attrs={"rows": 2}))

    def issue(self) -> Issue:
        """The issue as typed; call it on a valid form."""
        return Issue(**{name: self.cleaned_data[name] for name in ISSUE_FIELDS})


ISSUE_FIELDS = ("issue_date", "edition", "characters", "note")


class NewIssueForm(IssueForm):
    """An issue of one of the desks where the person may enter it."""

    desk = forms.ModelChoiceField(queryset=Desk.objects.none(), label=_("部门"))
    field_order = ["desk", *ISSUE_FIELDS]

    def __init__(self, *args: Any, desks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["desk"], desks, empty=say("请选择部门"))


class ErrorForm(forms.Form):
    """One error, in the order in which it is quickest typed: what is wrong, then the class by its digit."""

    wrong = Words(
        label=_("错误原文"),
        required=True,
        error_messages={"required": _("请写出错处的原文。")},
        widget=forms.TextInput(),
    )
    right = Words(label=_("应为"), widget=forms.TextInput())
    kind = forms.ChoiceField(
        label=_("差错类别"),
        choices=lambda: [("", say("请选择")), *numbered(ErrorClass)],
        error_messages={"required": _("请选择差错类别。"), "invalid_choice": _("请从列表中选择差错类别。")},
    )
    place = forms.ChoiceField(label=_("位置"), choices=lambda: numbered(ErrorPlace), initial=ErrorPlace.BODY)
    characters = forms.IntegerField(
        label=_("错几个字"),
        initial=1,
        error_messages=NUMBER,
        help_text=_("错字类填字数，能用一个校对符号改正的倒字填 1；外文填单词数；其余填 1。"),
    )
    note = Words(label=_("说明"), widget=forms.TextInput())

    def entry(self, stage: str = ErrorStage.ESCAPED) -> Entry:
        """The error as typed; call it on a valid form."""
        data = self.cleaned_data
        given = {name: data[name] for name in ENTRY_FIELDS}
        return Entry(data["kind"], stage=data.get("stage") or stage, **given)


ENTRY_FIELDS = ("wrong", "right", "place", "characters", "note")
TYPED = ("wrong", "right", "kind", "place", "characters")
"""In the order in which it is typed. ``kind`` is the class: forms have an ``error_class`` of their own."""


class InspectionErrorForm(ErrorForm):
    """An error of an inspected issue, in one of the articles of that day if it is known in which."""

    article = forms.ModelChoiceField(queryset=Article.objects.none(), required=False, label=_("稿件"))

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Article.objects.filter(desk=inspection.desk_id, published_on=inspection.issue_date)
        self.fields["wrong"].widget.attrs["autofocus"] = True  # saved, the next one can be typed at once
        offer(self.fields["article"], rows.order_by("title"), empty=say("不指明"))
        if not self.fields["article"].queryset.exists():  # type: ignore[attr-defined]
            del self.fields["article"]


class StagedErrorForm(ErrorForm):
    """An entry that stands already: the day it was found may be corrected too."""

    stage = forms.ChoiceField(label=_("何时发现"), choices=ErrorStage.choices)
    field_order = [*TYPED, "stage", "note"]


class ArticleErrorForm(StagedErrorForm):
    """An error of an article; one that escaped may be put into an inspected issue as well."""

    inspection = forms.ModelChoiceField(Inspection.objects.none(), required=False, label=_("计入质检"))

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = list(Inspection.objects.filter(desk=desk).values_list("pk", flat=True)[:NEWEST])
        offer(self.fields["inspection"], Inspection.objects.filter(pk__in=newest), empty=say("不计入"))


class SheetForm(forms.Form):
    """盲查: a verdict and a note for each claim; what is left open is left out."""

    def __init__(self, data: Any, *, claims: Sequence[Claim], given: Mapping[Any, Answer]) -> None:
        super().__init__(data)
        self.claims = claims
        for claim in claims:
            before = given.get(claim.pk, Answer(""))
            self.fields[f"verdict-{claim.pk}"] = forms.ChoiceField(
                label=_("结论"),
                required=False,
                choices=[("", say("还没有结论")), *numbered(Verdict)],
                initial=before.verdict,
            )
            self.fields[f"note-{claim.pk}"] = Words(
                label=_("说明"), initial=before.note, widget=forms.TextInput()
            )

    def rows(self) -> list[tuple[Claim, list[str], list[forms.BoundField]]]:
        """Each claim with the names of its types and its two fields."""
        return [
            (
                claim,
                [ClaimType(kind).label for kind in claim.types],
                [self[f"{name}-{claim.pk}"] for name in ("verdict", "note")],
            )
            for claim in self.claims
        ]

    def clean(self) -> dict[str, Any]:
        for claim in self.claims:
            note, verdict = (self.cleaned_data.get(f"{name}-{claim.pk}") for name in ("note", "verdict"))
            if note and not verdict:
                self.add_error(f"verdict-{claim.pk}", say("写了说明，还没有选结论。"))
        return self.cleaned_data

    def answers(self) -> dict[uuid.UUID, Answer]:
        """What was chosen, by claim; call it on a valid form."""
        data = self.cleaned_data
        return {
            claim.pk: Answer(data[f"verdict-{claim.pk}"], data[f"note-{claim.pk}"])
            for claim in self.claims
            if data[f"verdict-{claim.pk}"]
        }


def offer(field: Any, rows: Any, *, empty: str) -> None:
    """Let a field choose among ``rows``; a single one that must be chosen needs no question."""
    field.queryset, field.empty_label = rows, empty
    field.error_messages |= {"required": empty, "invalid_choice": say("请从列表中选择。")}
    only = list(rows[:2])
    if field.required and len(only) == 1:
        field.initial, field.widget = only[0], forms.HiddenInput()


def as_typed(error: ErrorEntry) -> dict[str, Any]:
    return {name: getattr(error, name) for name in (*ENTRY_FIELDS, "stage")} | {"kind": error.error_class}


def as_entered(inspection: Inspection) -> dict[str, Any]:
    return {name: getattr(inspection, name) for name in ISSUE_FIELDS}
