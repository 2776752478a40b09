"""类型说明 as a page, and as a sheet over the workbench."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from annotations.web.doors import Visit, door
from annotations.web.typegroups import GROUPS
from annotations.web.typeguide import GUIDES


@door
@require_GET
def guide(request: Visit) -> HttpResponse:
    groups = [(group, [(kind, GUIDES[kind]) for kind in group.types]) for group in GROUPS]
    page = "ui/_types.html" if request.htmx else "ui/types.html"
    return render(request, page, {"groups": groups})
