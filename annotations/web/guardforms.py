"""名单: who may know of a protected source, as a field of new sources and as a form of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.models import Actor, Desk, Source, User
from annotations.services.viewers import colleagues_of
from annotations.vocabulary import Confidentiality
from annotations.workflow import may


class Viewers(forms.ModelMultipleChoiceField):
    """Colleagues to be ticked, of the desks that ``offer_viewers`` names."""

    def __init__(self) -> None:
        super().__init__(
            User.objects.none(),
            label=_("保护信源名单"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("只有建档人和勾选的人看得到这份资料；检索、列表、日志和核查清单里别人都看不到。"),
            error_messages={"invalid_choice": _("名单上只能有本部门在岗的人员。")},
        )


def offer_viewers(field: Any, desks: Iterable[Desk]) -> None:
    """Offer the people of these desks; a service refuses whoever is not of the desk that is chosen."""
    field.queryset = colleagues_of(*desks)


class GuardForm(forms.Form):
    """密级 and 名单 of a stored source; a keeper who may not check changes the list alone."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    confidentiality = forms.ChoiceField(label=_("密级"), choices=Confidentiality.choices)
    viewers = Viewers()

    def __init__(self, data: Any = None, *, actor: Actor, source: Source) -> None:
        self.source = source
        self.listed = {person.pk for person in source.viewers.all()}
        now = {
            "seen": source.version,
            "confidentiality": source.confidentiality,
            "viewers": list(self.listed),
        }
        super().__init__(data, initial=now, auto_id="guard_%s")
        offered: Any = self.fields["viewers"]
        offered.queryset = colleagues_of(source.desk).exclude(pk=source.created_by_id)
        self.fields["confidentiality"].disabled = not may("annotate", actor.roles_at(source.desk_id))

    def changes(self) -> dict[str, Any]:
        """What differs from what is stored."""
        given = self.cleaned_data
        changed: dict[str, Any] = {}
        if given["confidentiality"] != self.source.confidentiality:
            changed["confidentiality"] = given["confidentiality"]
        if {person.pk for person in given["viewers"]} != self.listed:
            changed["viewers"] = list(given["viewers"])
        return changed
