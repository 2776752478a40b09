"""Shapes of what people type on the pages of corrections. Rules are the services' business."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.models import Article, Claim, Correction, Publication
from annotations.services.notices import notice_to_edit, place_of
from annotations.vocabulary import CorrectionDecision, CorrectionKind, WriterView
from annotations.web.forms import Words

MINUTE = "%Y-%m-%dT%H:%M"
NO_TIME = {"invalid": _("时间请写成 2024-03-08 17:30 的样子。")}


def moment(label: Any, **more: Any) -> forms.DateTimeField:
    """A date with its time, to the minute."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTE)
    return forms.DateTimeField(label=label, required=False, widget=widget, error_messages=NO_TIME, **more)


def lines(label: Any, rows: int = 3, **more: Any) -> Words:
    """Several lines of free text."""
    return Words(label=label, widget=forms.Textarea(attrs={"rows": rows}), **more)


class ReportForm(forms.Form):
    """报告差错: what somebody says is wrong."""

    problem = lines(_("哪里不对"), required=True, error_messages={"required": _("请写明哪里不对。")})
    quote = lines(_("原文（可不填）"), 2, help_text=_("请从正文原样复制。"))
    kind = forms.ChoiceField(label=_("类别"), choices=CorrectionKind.choices)
    party = forms.CharField(label=_("提出方（可不填）"), max_length=300, required=False)
    demanded_at = moment(_("发现或要求更正的时间"), help_text=_("期限从这时算起；不填就是现在。"))
    claim = forms.ModelChoiceField(
        label=_("核查点"),
        queryset=Claim.objects.none(),
        required=False,
        empty_label=_("不指明"),
        widget=forms.Select(attrs={"data-content": ""}),
    )
    publication = forms.ModelChoiceField(
        label=_("哪次刊发"), queryset=Publication.objects.none(), required=False, empty_label=_("不指明")
    )

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        claim: Any = self.fields["claim"]
        publication: Any = self.fields["publication"]
        claim.queryset = article.claims.in_reading_order()
        claim.label_from_instance = lambda row: row.quote[:60]
        publication.queryset = article.publications.filter(published_at__isnull=False).order_by(
            "published_at"
        )
        publication.label_from_instance = place_of


class ViewForm(forms.Form):
    """The writer's own view."""

    view = forms.ChoiceField(label=_("意见"), choices=WriterView.choices, widget=forms.RadioSelect)
    note = lines(_("说明"), 2)


class ClaimsForm(forms.Form):
    """Which claims of the article it concerns; those known already stay."""

    claims = forms.ModelMultipleChoiceField(
        label=_("涉及的核查点"),
        queryset=Claim.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, correction: Correction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = correction.article.claims.in_reading_order()
        field: Any = self.fields["claims"]
        field.queryset = rows.exclude(pk__in=correction.claims.values("pk"))
        field.label_from_instance = lambda row: row.quote[:60]


class AssessForm(ClaimsForm):
    assessment = lines(_("评估意见"), required=True, error_messages={"required": _("请写明评估意见。")})
    hold = forms.BooleanField(
        label=_("立即暂停外供"), required=False, initial=True, help_text=_("涉及的事实马上离开所有导出。")
    )
    field_order = ["assessment", "hold", "claims"]


class DecideForm(ClaimsForm):
    decision = forms.ChoiceField(
        label=_("决定"),
        choices=CorrectionDecision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择决定。")},
    )
    decision_reason = lines(_("理由"), 2)
    original_text = lines(_("原文"), 2)
    corrected_text = lines(_("改后文字"), 2)
    retract = forms.BooleanField(
        label=_("撤下这句话"), required=False, help_text=_("不再主张这个说法：它的事实撤回。")
    )
    notice = lines(_("说明文字（决定“说明”时必填）"), 4)
    field_order = [
        "decision", "decision_reason", "original_text", "corrected_text", "retract", "notice", "claims",
    ]  # fmt: skip

    def __init__(self, *args: Any, correction: Correction, **kwargs: Any) -> None:
        stated = correction.quote or (correction.claim.quote if correction.claim else "")
        kwargs.setdefault("initial", {"original_text": stated})
        super().__init__(*args, correction=correction, **kwargs)


class NoticeForm(forms.Form):
    notice = lines(_("启事"), 8, required=True, error_messages={"required": _("启事是空的。")})
    notice_place = forms.CharField(
        label=_("刊出位置"), max_length=200, required=False, help_text=_("版次版面，或网址。")
    )
    notice_published_at = moment(_("刊出时间"), help_text=_("刊出后再填。"))

    def __init__(self, *args: Any, correction: Correction, **kwargs: Any) -> None:
        stored = {
            "notice": notice_to_edit(correction),
            "notice_place": correction.notice_place,
            "notice_published_at": correction.notice_published_at,
        }
        super().__init__(*args, **{"initial": stored, **kwargs})


class CloseForm(forms.Form):
    no_online_text = forms.BooleanField(label=_("声明：这篇稿件只见报，网上没有"), required=False)
    reason = lines(_("结案说明（可不填）"), 2)


class ReasonForm(forms.Form):
    """Why a fact is held, or supplied again."""

    reason = Words()


FORMS: Mapping[str, Callable[..., forms.Form]] = {
    "view": ViewForm,
    "assess": AssessForm,
    "decide": DecideForm,
    "notice": NoticeForm,
    "close": CloseForm,
}
"""Act of the flow → the form that does it."""


def form_of(name: str, correction: Correction, data: Any = None) -> forms.Form:
    """The form of an act, filled with what is known or with what was sent."""
    made = FORMS[name]
    knows = {"correction": correction} if made in (AssessForm, DecideForm, NoticeForm) else {}
    return made(data, **knows)
