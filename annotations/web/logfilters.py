"""What may be asked of the log: person, article, kind, action, days, words of the reason."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models import Actor, Article, AuditEntry, Desk, Membership, User
from annotations.models.audit import AuditEntryQuerySet
from annotations.services.logbook import of_article
from annotations.vocabulary import SYSTEM, Action
from annotations.web.days import Days
from annotations.web.logwords import kind_words
from annotations.wording import say

KINDS = (
    "article", "claim", "suggestion", "query", "source", "publication", "followup", "correction",
    "inspection", "errorentry", "recheck", "recheckround", "desk", "lexiconentry", "user",
)  # fmt: skip
"""What the log speaks of (models by name)."""


def _any(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("", say("全部")), *rows]


class LogForm(Days):
    """The filters; only what the viewer may see can be chosen."""

    field_order = ("desk", "person", "kind", "action", "since", "until", "reason")
    desk = forms.ModelChoiceField(Desk.objects.none(), label=_("部门"), required=False, empty_label=_("全部"))
    person = forms.ChoiceField(label=_("人员"), required=False)
    kind = forms.ChoiceField(label=_("对象"), required=False)
    action = forms.ChoiceField(label=_("动作"), required=False)
    reason = forms.CharField(label=_("理由含"), required=False, max_length=200)
    article = forms.ModelChoiceField(Article.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, viewer: Actor, article: Article | None = None) -> None:
        given = data.copy()
        if article is not None:
            given["article"] = str(article.pk)
        super().__init__(given)
        desks = Desk.objects.visible_to(viewer)
        self.fields["desk"].queryset = desks  # type: ignore[attr-defined]  # a ModelChoiceField, see above
        self.fields["article"].queryset = Article.objects.visible_to(viewer)  # type: ignore[attr-defined]
        people = User.objects.filter(pk__in=Membership.objects.filter(desk__in=desks).values("user"))
        names = [(str(one.pk), str(one)) for one in people.order_by("name", "username")]
        self._choose("person", [*names, (SYSTEM, say("系统"))])
        self._choose("kind", [(kind, kind_words(kind)) for kind in KINDS])
        self._choose("action", Action.choices())

    def _choose(self, name: str, rows: list[tuple[str, str]]) -> None:
        self.fields[name].choices = _any(rows)  # type: ignore[attr-defined]  # a ChoiceField, see above

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for beside the article that the page is about."""
        return any(self.data.get(name) for name in self.fields if name != "article")


def asked_for(form: LogForm, viewer: Actor) -> QuerySet[AuditEntry]:
    """The rows that a valid form asks for, of those that the viewer may see."""
    asked = form.cleaned_data
    rows: AuditEntryQuerySet = AuditEntry.objects.visible_to(viewer)
    plain = {"desk": "desk", "person": "actor", "kind": "object_type", "action": "action"}
    rows = rows.filter(**{column: asked[name] for name, column in plain.items() if asked[name]})
    if asked["reason"]:
        rows = rows.filter(reason__icontains=asked["reason"])
    if asked["since"]:
        rows = rows.filter(at__gte=_midnight(asked["since"]))
    if asked["until"]:
        rows = rows.filter(at__lt=_midnight(asked["until"] + timedelta(days=1)))
    return of_article(rows, asked["article"]) if asked["article"] else rows


def _midnight(day: Any) -> datetime:
    """When a day begins in the newsroom."""
    return timezone.make_aware(datetime.combine(day, time.min))
