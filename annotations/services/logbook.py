"""The log of one article: rows about itself and about everything that belongs to it, deleted claims too."""

from __future__ import annotations

import uuid

from django.db.models import Q, QuerySet

from annotations.models import (
    Article,
    AuditEntry,
    Claim,
    Correction,
    ErrorEntry,
    FollowUp,
    Material,
    Publication,
    Query,
    Recheck,
    Suggestion,
)
from annotations.models.audit import AuditEntryQuerySet
from annotations.vocabulary import Action, SuggestionState


def of_article(rows: AuditEntryQuerySet, article: Article) -> QuerySet[AuditEntry]:
    """Those of ``rows`` that tell of ``article``, in a fixed number of queries."""
    # Ids, not sub-selects: the database finds the rows of a known object by its index.
    return rows.filter(
        desk=article.desk_id, object_id__in={article.pk, *_things(article), *_deleted(article)}
    )


def _things(article: Article) -> set[uuid.UUID]:
    decided = Suggestion.objects.exclude(state=SuggestionState.PENDING, version=1)
    first, *others = (
        model.filter(article=article).order_by().values_list("pk")
        for model in (
            Claim.objects, decided, Publication.objects, FollowUp.objects,
            Correction.objects, ErrorEntry.objects, Recheck.objects,
        )
    )  # fmt: skip
    questions = Query.objects.filter(claim__article=article).order_by().values_list("pk")
    material = Material.objects.filter(article=article).order_by().values_list("source")
    return {pk for (pk,) in first.union(*others, questions, material, all=True)}


def _deleted(article: Article) -> set[uuid.UUID]:
    """The claims that were deleted from it: their last rows name it."""
    gone = AuditEntry.objects.filter(
        Q(diff__article__0=str(article.pk)), desk=article.desk_id, object_type="claim", action=Action.DELETE
    )
    return set(gone.values_list("object_id", flat=True))
