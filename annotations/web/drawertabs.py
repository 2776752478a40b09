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
from annotations.services.suggesting import suggest
from annotations.vocabulary import Stance, Tier
from annotations.web import queries
from annotations.web.doors import Visit, searched
from annotations.web.fetchforms import FetchForm
from annotations.web.forms import SourceForm
from annotations.web.interviewforms import InterviewForm
from annotations.web.offers import offers
from annotations.web.paging import page
from annotations.web.panels import reading
from annotations.web.uploadforms import UploadForm
from annotations.workflow import may

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


def suggested(request: Visit, claim: Claim) -> Context:
    """推荐: passages for the claim, best first."""
    rows = offers(claim, suggest(claim, request.actor))
    linked = not rows and claim.evidence.exists()
    return {"offers": rows, "linked": linked, "tiers": list(Tier), "stances": list(Stance)}


def library(request: Visit, claim: Claim) -> Context:
    """检索库: sources of the claim's desk."""
    asked = searched(request)
    rows = queries.library(request.actor, asked).filter(desk_id=claim.article.desk_id)
    return {"asked": asked, "page": page(rows, "", size=SHOWN)}


def paste(request: Visit, claim: Claim) -> Context:
    """粘贴: an empty form."""
    return {"form": SourceForm(desks=own_desk(request, claim))}


def upload(request: Visit, claim: Claim) -> Context:
    """上传: an empty form."""
    return {"form": UploadForm(desks=own_desk(request, claim), one=True)}


def url(request: Visit, claim: Claim) -> Context:
    """网址: an empty form, or why nothing is fetched."""
    return {"form": FetchForm(desks=own_desk(request, claim)), "on": fetching_is_on()}


def interview(request: Visit, claim: Claim) -> Context:
    """采访: an empty record."""
    return {"form": InterviewForm(desks=own_desk(request, claim))}


def facts(request: Visit, claim: Claim) -> Context:
    """本报事实: what the desk stands by, the claim's own fact left out."""
    asked = request.GET.get("asked", "").replace("\0", "").strip()
    rows = queries.facts_for(request.actor).current().filter(desk_id=claim.article.desk_id)
    if asked:
        rows = rows.filter(statement__icontains=asked)
    newest = rows.exclude(claim=claim).order_by("-approved_at", "-id")[:SHOWN]
    return {
        "asked": asked,
        "facts": [(fact, reading(fact)) for fact in newest],
        "may_read": may("read_facts", request.actor.roles_at(claim.article.desk_id)),
    }


def own_desk(request: Visit, claim: Claim) -> QuerySet[Desk]:
    """The claim's desk, for a form that asks for one; none where the person may add no source."""
    return queries.desks_where(request.actor, "add_source").filter(pk=claim.article.desk_id)


TABS = (
    Tab("suggested", _("推荐"), suggested),
    Tab("library", _("检索库"), library),
    Tab("paste", _("粘贴"), paste),
    Tab("upload", _("上传"), upload),
    Tab("url", _("网址"), url),
    Tab("interview", _("采访"), interview),
    Tab("facts", _("本报事实"), facts),
)
BY_NAME: Mapping[str, Tab] = {tab.name: tab for tab in TABS}
