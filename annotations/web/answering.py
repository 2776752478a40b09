"""答复: the page on which a writer answers what an editor asked about their article."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from annotations.models import Query
from annotations.services.errors import Conflict, Invalid
from annotations.services.queries import answer_query
from annotations.web.doors import Visit, door
from annotations.web.forms import AnswerForm, tell
from annotations.web.surroundings import surroundings
from annotations.wording import say
from annotations.workflow import may


@door
@require_http_methods(["GET", "POST"])
def page(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """The question with the words it is about; what was typed stays when it cannot be stored."""
    rows = Query.objects.visible_to(request.actor)
    query = get_object_or_404(rows.select_related("claim__article__desk", "asked_by", "answered_by"), pk=pk)
    form = AnswerForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            answer_query(actor=request.actor, query=query, text=form.cleaned_data["answer"])
        except (Invalid, Conflict) as problem:
            tell(form, problem)
            status = problem.status
        else:
            messages.success(request, say("已答复，{person} 会看到。", person=query.asked_by))
            return redirect("web:query", query.pk)
    article = query.claim.article
    before, after = surroundings(query.claim)
    roles = request.actor.roles_at(article.desk_id)
    own = article.created_by_id == request.actor.user.pk
    context = {
        "query": query,
        "form": form,
        "before": before,
        "after": after,
        "now": timezone.now(),
        "answers": may("annotate", roles) or (may("answer", roles) and own),
    }
    return render(request, "claims/answer.html", context, status=status)
