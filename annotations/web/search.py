"""检索: the page over articles, claims, facts and sources, its box in the header, results as one types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from annotations.models import Actor, Desk
from annotations.services.foundrows import Found
from annotations.services.searching import Results, reads, search
from annotations.services.wishes import Wishes
from annotations.text.excerpts import pieces
from annotations.vocabulary import ArticleStatus, ClaimType, Kind, SourceType, Status, Verdict
from annotations.web import queries
from annotations.web.days import Days
from annotations.web.doors import Visit, door, searched
from annotations.web.items import Item, of_claim
from annotations.wording import say

SHOWN = 5
"""So many of each kind, where all kinds stand together."""
LISTED = 50
"""So many, where one kind stands alone."""
TITLE = 80
"""So many characters of a long claim name it."""
_FILTERS = {
    Kind.ARTICLES: ("status",),
    Kind.CLAIMS: ("type", "status", "verdict"),
    Kind.FACTS: ("type", "verdict", "state"),
    Kind.SOURCES: ("source_type",),
}
"""What each kind can be narrowed by, beside the desk and the days."""


class SearchForm(Days):
    """The filters that a tab offers; what the tab lacks, or does not know, narrows nothing."""

    field_order = ("desk", "type", "status", "verdict", "source_type", "state", "since", "until")
    desk = forms.ModelChoiceField(Desk.objects.none(), label=_("部门"), required=False, empty_label=_("全部"))
    type = forms.ChoiceField(label=_("类型"), required=False)
    status = forms.ChoiceField(label=_("状态"), required=False)
    verdict = forms.ChoiceField(label=_("结论"), required=False)
    source_type = forms.ChoiceField(label=_("资料类型"), required=False)
    state = forms.ChoiceField(label=_("事实"), required=False)

    def __init__(self, data: Any, *, desks: Sequence[Desk], kind: Kind | None) -> None:
        super().__init__(data)
        if len(desks) > 1:
            self.fields["desk"].queryset = Desk.objects.filter(pk__in=[one.pk for one in desks])  # type: ignore[attr-defined]
        else:
            del self.fields["desk"]
        choices = {
            "type": ClaimType.choices(),
            "status": (ArticleStatus if kind == Kind.ARTICLES else Status).choices(),
            "verdict": Verdict.choices(),
            "source_type": SourceType.choices(),
        }
        for name, rows in choices.items():
            self.fields[name].choices = [("", say("全部")), *rows]  # type: ignore[attr-defined]
        self.fields["state"].choices = [("", say("现行")), ("all", say("含已被取代的"))]  # type: ignore[attr-defined]
        for name in {*choices, "state"} - set(_FILTERS[kind] if kind else ()):
            del self.fields[name]

    def wishes(self) -> Wishes:
        """What is asked for, as far as it is understood."""
        self.is_valid()
        given = self.cleaned_data

        def chosen(name: str) -> frozenset[str]:
            return frozenset([given[name]] if given.get(name) else [])

        desk = given.get("desk")
        return Wishes(
            desk=desk.pk if desk else None,
            first=given.get("since"),
            last=given.get("until"),
            types=chosen("type"),
            statuses=chosen("status"),
            verdicts=chosen("verdict"),
            source_types=chosen("source_type"),
            superseded=bool(given.get("state")),
        )

    @property
    def narrows(self) -> bool:
        return any(self.data.get(name) for name in self.fields)


@dataclass(frozen=True)
class Line:
    """One thing as a row, title and excerpt cut at their marks; ``item``: a claim as on the workbench."""

    found: Found
    title: Sequence[tuple[str, bool]]
    pieces: Sequence[tuple[str, bool]]
    item: Item | None = None

    @property
    def verdict(self) -> str:
        """The conclusion of a fact, in words."""
        return Verdict(self.found.row.verdict).label


@dataclass(frozen=True)
class Group:
    """What was found of one kind, as far as it is shown."""

    kind: Kind
    lines: Sequence[Line]
    total: int
    full: bool = False


@door
@require_GET
def page(request: Visit) -> HttpResponse:
    """The page, or with htmx only what was found."""
    asked = searched(request)
    kinds = [kind for kind in Kind if reads(request.actor, kind)]
    chosen = next((kind for kind in kinds if kind == request.GET.get("in")), None)
    form = SearchForm(request.GET, desks=list(queries.desks_seen(request.actor)), kind=chosen)
    wishes = form.wishes()
    results = Results()
    if asked and not form.backwards:
        results = search(actor=request.actor, query=asked, kinds=kinds, wishes=wishes, alone=chosen)
    context = {
        "asked": asked,
        "chosen": chosen,
        "form": form,
        "groups": list(_groups(request.actor, results, chosen, kinds)),
        "tabs": [(kind, len(results.of.get(kind, ())), kind in results.full) for kind in kinds],
        "total": sum(len(found) for found in results.of.values()),
        "waiting": results.waiting,
    }
    part = "search/_found.html" if request.htmx else "search/page.html"
    return render(request, part, context, status=400 if form.backwards else 200)


def _groups(actor: Actor, results: Results, chosen: Kind | None, kinds: Sequence[Kind]) -> Iterable[Group]:
    for kind in [chosen] if chosen else kinds:
        found = results.of.get(kind, ())
        if found:
            shown = found[: LISTED if chosen else SHOWN]
            yield Group(kind, [_line(one) for one in shown], len(found), kind in results.full)


def _line(found: Found) -> Line:
    item = of_claim(found.row) if found.kind == Kind.CLAIMS else None
    title = list(pieces(found.title[:TITLE], found.title_marks))
    return Line(found, title, list(pieces(found.excerpt, found.marks)), item)
