"""From one day to another, as filters of a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.wording import say


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))


class Days(forms.Form):
    """``since`` and ``until``, both included; ``backwards`` says that they stand the wrong way round."""

    backwards = ""

    since = _day(_("从"))
    until = _day(_("到"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.backwards = say("“到”不能早于“从”。")
            self.add_error("until", self.backwards)
        return cleaned
