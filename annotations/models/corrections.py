"""更正 and 答辩: what is reported after publication, and what the newsroom decides about it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotations.models.articles import Article
from annotations.models.claims import Claim
from annotations.models.facts import VerifiedFact
from annotations.models.people import Actor, Desk, User
from annotations.models.publications import Publication
from annotations.vocabulary import (
    CorrectionDecision,
    CorrectionKind,
    CorrectionState,
    WriterView,
)


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def visible_to(self, actor: Actor) -> CorrectionQuerySet:
        return self if actor.reads_all else self.filter(desk_id__in=actor.desk_ids)

    def newest_first(self) -> CorrectionQuerySet:
        return self.order_by("-reported_at", "-id")

    def open(self) -> CorrectionQuerySet:
        """Those that wait for somebody still."""
        return self.exclude(state=CorrectionState.CLOSED)

    def undecided(self) -> CorrectionQuerySet:
        return self.filter(state__in=[CorrectionState.REPORTED, CorrectionState.ASSESSED])

    def with_people(self) -> CorrectionQuerySet:
        people = ("reported_by", "writer", "assessed_by", "decided_by", "closed_by")
        return self.select_related("desk", "article__desk", "publication", "claim", *people)


class Correction(models.Model):
    """One report about a published article on its way: reported, assessed, decided, closed.

    ``demanded_at`` is when the error was discovered or the party demanded: the due date counts from it.
    ``fact`` is the fact in doubt as it stood when reported; ``claims`` are all that the report turned out
    to concern, ``claim`` included.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="corrections")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="corrections")
    publication = models.ForeignKey(
        Publication, null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    claim = models.ForeignKey(
        Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    fact = models.ForeignKey(
        VerifiedFact, null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    claims = models.ManyToManyField(Claim, blank=True, related_name="+")
    kind = models.CharField(max_length=12, choices=CorrectionKind.choices, default=CorrectionKind.CORRECTION)
    state = models.CharField(max_length=12, choices=CorrectionState.choices, default=CorrectionState.REPORTED)
    quote = models.TextField(blank=True, default="")
    problem = models.TextField()
    party = models.CharField(_("提出方"), max_length=300, blank=True, default="")
    demanded_at = models.DateTimeField()
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    writer_view = models.CharField(max_length=12, choices=WriterView.choices, blank=True, default="")
    writer_note = models.TextField(blank=True, default="")
    writer = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    assessment = models.TextField(blank=True, default="")
    assessed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    assessed_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=12, choices=CorrectionDecision.choices, blank=True, default="")
    decision_reason = models.TextField(blank=True, default="")
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    original_text = models.TextField(blank=True, default="")
    corrected_text = models.TextField(blank=True, default="")
    notice = models.TextField(blank=True, default="")
    due_on = models.DateField(null=True, blank=True)
    corrected_version = models.PositiveIntegerField(null=True, blank=True)
    notice_published_at = models.DateTimeField(null=True, blank=True)
    notice_place = models.CharField(max_length=200, blank=True, default="")
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("更正")
        verbose_name_plural = _("更正")
        constraints = [
            models.CheckConstraint(condition=~Q(problem=""), name="correction_says_what_is_wrong"),
            models.CheckConstraint(
                condition=~Q(state__in=[CorrectionState.DECIDED, CorrectionState.CLOSED])
                | (~Q(decision="") & Q(decided_by__isnull=False)),
                name="correction_decided_has_decision",
            ),
            models.CheckConstraint(
                condition=~Q(state=CorrectionState.CLOSED) | Q(closed_by__isnull=False),
                name="correction_closed_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["desk", "-reported_at", "-id"], name="correction_newest")]

    def __str__(self) -> str:
        return self.problem[:40]
