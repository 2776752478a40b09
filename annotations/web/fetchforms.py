"""What people type to have a page fetched, a source checked again, or its validity changed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.web.forms import SourceForm, Words
from annotations.wording import say


class FetchForm(SourceForm):
    """A page to be fetched; its title may be left to the page."""

    text = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["url"].required = True
        self.fields["url"].error_messages["required"] = say("请填写网址。")
        self.fields["title"].required = False
        self.fields["title"].help_text = say("可以不填，用网页自己的标题。")


class RenewForm(forms.Form):
    text = Words(
        label=_("现在的内容"),
        required=True,
        error_messages={"required": _("请粘贴资料正文：没有正文就没有可核对的快照。")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ValidityForm(forms.Form):
    seen = forms.IntegerField()
    valid_until = forms.DateField(
        label=_("有效期至"),
        required=False,
        error_messages={"invalid": _("日期请写成 2024-03-08 的样子。")},
    )
