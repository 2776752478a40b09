"""Shapes of uploads: files, and what is said about them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from annotations.readers.encodings import LABELS
from annotations.web.forms import ArticleForm, SourceForm, choose_desk
from annotations.wording import say

MOST = 20
"""Files that may be chosen at once."""
ACCEPTED = ".txt,.html,.htm,.docx,.pdf,.png,.jpg,.jpeg,.gif,.webp,.tif,.tiff"


class ManyInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """One file or several; an empty one is the reader's to refuse, in its own words."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", ManyInput(attrs={"accept": ACCEPTED}))
        super().__init__(allow_empty_file=True, max_length=None, **options)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if not given:
            raise forms.ValidationError(say("请选择文件。"), code="required")
        if len(given) > MOST:
            raise forms.ValidationError(say("一次最多选 {limit} 个文件。", limit=MOST))
        return list(given)


class UploadForm(SourceForm):
    """Files for the library; each without a title of its own is called by its name."""

    file = Files(label=_("文件"), help_text=_("txt、html、docx、PDF 或图片，每个最大 10 MB；可一次选几个。"))
    text = None  # type: ignore[assignment]

    class Meta(SourceForm.Meta):
        help_texts = {
            **SourceForm.Meta.help_texts,
            "title": _("只传一个文件时可填；不填则用文件自己的标题或文件名。"),
        }

    def __init__(self, *args: Any, one: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.order_fields(["desk", "file"])
        if one:
            self.fields["file"].widget = forms.FileInput(attrs={"accept": ACCEPTED})
            self.fields["file"].help_text = say("txt、html、docx、PDF 或图片，最大 10 MB。")
            self.fields["title"].help_text = say("不填则用文件自己的标题或文件名。")

    def details(self) -> dict[str, Any]:
        """What is said about every file; a title only where there is one file."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "file"}
        return given if len(self.cleaned_data["file"]) == 1 else {**given, "title": ""}


class ArticleFileForm(forms.Form):
    """One document as an article."""

    desk = ArticleForm.base_fields["desk"]
    file = forms.FileField(
        label=_("稿件文件"),
        allow_empty_file=True,
        help_text=_("txt、html、docx 或 PDF，最大 10 MB；标题取自文件，保存后可改。"),
        error_messages={"required": _("请选择文件。")},
        widget=forms.FileInput(attrs={"accept": ".txt,.html,.htm,.docx,.pdf"}),
    )

    def __init__(self, *args: Any, desks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_desk(self.fields["desk"], desks)


class EncodingForm(forms.Form):
    """换编码."""

    encoding = forms.ChoiceField(choices=list(LABELS.items()))
