"""The tabs of the evidence drawer: each is a template of its own and what that template needs.

A tab is one row of ``TABS``, its template ``evidence/_tab_<name>.html``, and, where it stores something, a
view of its own that ends in ``drawer.snapshot_shown``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from annotations.models import Claim, Desk
from annotations.services.fetching import fetching_is_on
from annotations.web import queries
from annotations.web.doors import Visit, searched
from annotations.web.fetchforms import FetchForm
from annotations.web.forms import SourceForm
from annotations.web.paging import page

SHOWN = 20
Context = dict[str, Any]


@dataclass(frozen=True)
class Tab:
    """``context`` gives the template's words beside ``claim`` and ``reading``."""

    name: str
    label: Promise
    context: Callable[[Visit, Claim], Context]

    @property
    def template(self) -> str:
        return f"evidence/_tab_{self.name}.html"


def library(request: Visit, claim: Claim) -> Context:
    """检索库: sources of the claim's desk."""
    asked = searched(request)
    rows = queries.library(request.actor, asked).filter(desk_id=claim.article.desk_id)
    return {"asked": asked, "page": page(rows, "", size=SHOWN)}


def paste(request: Visit, claim: Claim) -> Context:
    """粘贴: an empty form."""
    return {"form": SourceForm(desks=own_desk(request, claim))}


def url(request: Visit, claim: Claim) -> Context:
    """网址: an empty form, or why nothing is fetched."""
    return {"form": FetchForm(desks=own_desk(request, claim)), "on": fetching_is_on()}


def own_desk(request: Visit, claim: Claim) -> QuerySet[Desk]:
    """The claim's desk, for a form that asks for one; none where the person may add no source."""
    return queries.desks_where(request.actor, "add_source").filter(pk=claim.article.desk_id)


TABS = (
    Tab("library", _("检索库"), library),
    Tab("paste", _("粘贴"), paste),
    Tab("url", _("网址"), url),
)
BY_NAME: Mapping[str, Tab] = {tab.name: tab for tab in TABS}
