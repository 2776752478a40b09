"""采访记录 as a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.models import Source
from annotations.services.interviews import RECORDING_LIMIT, SPEAKER_LIMIT
from annotations.vocabulary import Confidentiality, InterviewMethod
from annotations.web.forms import Words, choose_desk
from annotations.web.guardforms import Viewers, offer_viewers


class InterviewForm(forms.ModelForm):
    """Who said what, when and how."""

    speaker = forms.CharField(
        label=_("受访人"), max_length=SPEAKER_LIMIT, error_messages={"required": _("请填写受访人。")}
    )
    spoken_on = forms.DateField(
        label=_("采访日期"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": _("请填写采访日期。"),
            "invalid": _("日期请写成 2024-03-08 的样子。"),
        },
    )
    method = forms.ChoiceField(label=_("采访方式"), choices=InterviewMethod.choices)
    text = Words(
        label=_("记录正文"),
        required=True,
        error_messages={"required": _("请填写记录正文：没有正文就没有可核对的快照。")},
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    recording = forms.CharField(
        label=_("录音或附件"),
        required=False,
        max_length=RECORDING_LIMIT,
        help_text=_("存放在哪里，例如：录音笔 3 号，第 2 段。"),
    )
    confidentiality = forms.ChoiceField(
        label=_("密级"), choices=Confidentiality.choices, initial=Confidentiality.INTERNAL
    )
    viewers = Viewers()

    class Meta:
        model = Source
        fields = ["desk"]
        labels = {"desk": _("部门")}

    def __init__(self, *args: Any, desks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_desk(self.fields["desk"], desks)
        offer_viewers(self.fields["viewers"], desks)
