"""Shapes of what people type. Rules are the services' business; messages are in Chinese."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.models import Article, Desk, Source, User
from annotations.services.errors import Invalid, Problem
from annotations.vocabulary import (
    Approx,
    ClaimType,
    Confidentiality,
    Resolution,
    SourceType,
    Stance,
    Tier,
    Verdict,
)
from annotations.web.guardforms import Viewers, offer_viewers
from annotations.wording import say

NUL_REFUSED = "null_characters_not_allowed"
NUL_SENTENCE = _("文字中有看不见的空字符（NUL），不能保存。请从原稿重新复制，或先贴到纯文本编辑器里再复制。")


class Words(forms.CharField):
    """Free text, never trimmed; line ends as the text is stored."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options["error_messages"] = {NUL_REFUSED: NUL_SENTENCE} | options.get("error_messages", {})
        super().__init__(strip=False, **options)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


def tell(form: forms.BaseForm, problem: Problem) -> None:
    """Put a service's refusal beside the fields it speaks of, or above the form."""
    for error in problem.errors:
        name = error["pointer"].strip("/").split("/")[0]
        form.add_error(name if name in form.fields else None, error["detail"])
    if not problem.errors:
        form.add_error(None, problem.detail)


def require(form: forms.BaseForm) -> dict[str, Any]:
    """The cleaned data, or ``Invalid`` with every field's fault."""
    if form.is_valid():
        return form.cleaned_data
    errors = [
        {"pointer": f"/{name}", "code": "invalid", "detail": str(fault)}
        for name, faults in form.errors.items()
        for fault in faults
    ]
    raise Invalid(errors[0]["detail"], errors=errors)


class DetailsForm(forms.ModelForm):
    """稿件信息: what is said about an article."""

    class Meta:
        model = Article
        fields = ["title", "byline", "source", "published_on", "section", "deadline"]
        widgets = {
            "published_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "deadline": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }
        error_messages = {
            "title": {"required": _("请填写标题。"), "max_length": _("标题太长：最多 300 个字符。")},
            "published_on": {"invalid": _("日期请写成 2024-03-08 的样子。")},
            "deadline": {"invalid": _("时间请写成 2024-03-08 17:30 的样子。")},
        }


class ArticleForm(DetailsForm):
    """新稿: a pasted article."""

    text = Words(
        label=_("正文"),
        required=True,
        error_messages={"required": _("正文是空的，请粘贴稿件正文。")},
        widget=forms.Textarea(attrs={"rows": 18}),
    )
    wire_text = Words(
        label=_("通稿原文（可选）"),
        help_text=_("由通讯社稿件改编时粘贴原文；按“通稿比对”核查的稿件只查本报改动之处。"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    class Meta(DetailsForm.Meta):
        fields = ["desk", *DetailsForm.Meta.fields]
        labels = {"desk": _("部门")}

    def __init__(self, *args: Any, desks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_desk(self.fields["desk"], desks)


class SourceForm(forms.ModelForm):
    """New material for the library, with its pasted text."""

    text = Words(
        label=_("资料原文"),
        required=True,
        error_messages={"required": _("请粘贴资料正文：没有正文就没有可核对的快照。")},
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    source_type = forms.ChoiceField(
        label=_("类型"), choices=SourceType.of_documents, initial=SourceType.GOV_DOCUMENT
    )
    url = forms.URLField(
        label=_("网址"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        error_messages={"invalid": _("网址不完整，例如 https://www.gov.cn/。")},
    )
    confidentiality = forms.ChoiceField(
        label=_("密级"), choices=Confidentiality.choices, initial=Confidentiality.PUBLIC
    )
    viewers = Viewers()

    class Meta:
        model = Source
        fields = [
            "desk",
            "title",
            "issuer",
            "source_type",
            "url",
            "issued_on",
            "valid_until",
            "origin_key",
            "confidentiality",
        ]
        labels = {"desk": _("部门")}
        widgets = {name: forms.DateInput(attrs={"type": "date"}) for name in ("issued_on", "valid_until")}
        error_messages = {
            "title": {"required": _("请填写资料标题。")},
            "issued_on": {"invalid": _("日期请写成 2024-03-08 的样子。")},
            "valid_until": {"invalid": _("日期请写成 2024-03-08 的样子。")},
        }
        help_texts = {"origin_key": _("通稿转载时填最初的发布者；同一出处只算一个来源。")}

    def __init__(self, *args: Any, desks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_desk(self.fields["desk"], desks)
        offer_viewers(self.fields["viewers"], desks)


def choose_desk(field: Any, desks: Any) -> None:
    """Offer the desks where the person may do this; a single one needs no question."""
    field.queryset = desks
    field.empty_label = say("请选择部门")
    field.error_messages |= {"required": say("请选择部门。"), "invalid_choice": say("请从列表中选择部门。")}
    only = list(desks[:2])
    if len(only) == 1:
        field.initial = only[0]
        field.widget = forms.HiddenInput()


class TagForm(forms.Form):
    """A selection in the article and the digit pressed."""

    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=1)
    quote = Words(required=True)
    article_version = forms.IntegerField(min_value=1)
    key = forms.CharField()


class ClaimForm(forms.Form):
    """What may be changed on a claim. Only what the person changed is sent on."""

    seen = forms.IntegerField()
    types = forms.MultipleChoiceField(
        label=_("类型"), choices=ClaimType.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    value = forms.CharField(label=_("数值"), required=False)
    unit = forms.CharField(label=_("单位"), required=False)
    approx = forms.ChoiceField(
        label=_("约数"), choices=lambda: [("", "—"), *Approx.choices()], required=False
    )
    date = forms.CharField(label=_("日期"), required=False)
    note = Words(label=_("备注"), widget=forms.Textarea(attrs={"rows": 2}))
    verdict = forms.ChoiceField(label=_("结论"), choices=Verdict.choices, required=False)
    verdict_note = Words(label=_("结论说明"), widget=forms.Textarea(attrs={"rows": 2}))
    resolution = forms.ChoiceField(
        label=_("稿件处理"), choices=lambda: [("", "—"), *Resolution.choices()], required=False
    )
    resolution_note = Words(label=_("处理说明"), widget=forms.Textarea(attrs={"rows": 2}))
    proposed_text = Words(label=_("改后文字"), widget=forms.Textarea(attrs={"rows": 2}))
    key = forms.CharField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.show_hidden_initial = name not in ("seen", "key")

    def changes(self) -> dict[str, Any]:
        """Fields that were sent and differ from what the person had been shown.

        After a clash the person chooses field by field (claims/_clash.html): what they left to the other
        stays as it is.
        """
        data = require(self)
        wanted = [name for name in self.changed_data if name not in ("seen", "key") and self._sent(name)]
        return {name: data[name] for name in wanted if self.data.get(f"take-{name}") != "theirs"}

    def _sent(self, name: str) -> bool:
        """Boxes that are all unchecked send nothing; a verdict not pressed sends nothing and stays."""
        if name in self.data:
            return True
        omitted = self.fields[name].widget.value_omitted_from_data(self.data, self.files, name)
        return f"initial-{name}" in self.data and not omitted


class SeenForm(forms.Form):
    """The version of a row that the person saw."""

    seen = forms.IntegerField()


class AssignForm(forms.Form):
    """To whom work goes: ``person``, the asker when empty, nobody when given ``back``."""

    person = forms.ModelChoiceField(queryset=User.objects.filter(is_active=True), required=False)
    back = forms.BooleanField(required=False)
    seen = forms.IntegerField(required=False)


class SplitForm(SeenForm):
    """Which of a claim's places to take out."""

    start = forms.IntegerField()


class StepForm(forms.Form):
    to = forms.CharField()
    seen = forms.IntegerField()
    comment = Words()
    due_at = forms.DateTimeField(required=False)


class CommentForm(forms.Form):
    """A remark beside a claim."""

    text = Words()


class AnswerForm(forms.Form):
    """What the writer says to a question."""

    answer = Words(label=_("答复"), widget=forms.Textarea(attrs={"rows": 5}))


class EvidenceForm(forms.Form):
    """What a passage does to the claim, and where in its document it stands."""

    stance = forms.ChoiceField(
        label=_("立场"), choices=Stance.choices, widget=forms.RadioSelect, initial=Stance.SUPPORTS
    )
    tier = forms.ChoiceField(
        label=_("来源等级"), choices=Tier.choices, widget=forms.RadioSelect, initial=Tier.PRIMARY
    )
    page = forms.CharField(label=_("页码"), required=False, max_length=40)
    timecode = forms.CharField(label=_("时间码"), required=False, max_length=40)
    note = Words(label=_("说明"), widget=forms.Textarea(attrs={"rows": 2}))


class LinkForm(EvidenceForm):
    """A passage selected in a snapshot."""

    start = forms.IntegerField(min_value=0, error_messages={"required": _("请先在快照里选中原句。")})
    end = forms.IntegerField(min_value=1)
    quote = Words(required=True)


class LinkEditForm(EvidenceForm, SeenForm):
    """Corrections to a link there is."""


class PlaceForm(forms.Form):
    """Words selected in a snapshot, not linked yet."""

    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=1)
    stance = forms.ChoiceField(choices=Stance.choices, required=False)
    tier = forms.ChoiceField(choices=Tier.choices, required=False)


def desk_of(pk: Any, desks: Any) -> Desk | None:
    """The desk a filter names, when the person may see it."""
    return next((desk for desk in desks if str(desk.pk) == pk), None)
