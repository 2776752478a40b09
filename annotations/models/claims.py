"""Claims, the further places they stand in, and the hands that touched them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from annotations.models.anchored import Anchored
from annotations.models.articles import Article
from annotations.models.people import Actor, User
from annotations.models.suggestions import Suggestion
from annotations.vocabulary import Approx, ClaimType, Part, Resolution, Status, Verdict

SIGNED_OFF = [Status.APPROVED, Status.PUBLISHED]
UNDER_REVIEW = [Status.SUBMITTED, Status.FINAL_REVIEW]


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, actor: Actor) -> ClaimQuerySet:
        """The one door to claims: those of one's own desks; an administrator reads all."""
        return self if actor.reads_all else self.filter(article__desk_id__in=actor.desk_ids)

    def in_reading_order(self) -> ClaimQuerySet:
        return self.order_by("start", "end", "id")

    def awaiting_review(self) -> ClaimQuerySet:
        return self.filter(status__in=UNDER_REVIEW)

    def of_type(self, kind: ClaimType) -> ClaimQuerySet:
        """Claims that carry ``kind`` among their types (as text: SQLite has no JSON containment)."""
        return self.alias(types_text=Cast("types", TextField())).filter(types_text__contains=f'"{kind}"')

    def with_people(self) -> ClaimQuerySet:
        return self.select_related("article", "created_by", "approved_by", "assignee").prefetch_related(
            "mentions", "hands__person"
        )


class Claim(Anchored):
    """One checkable statement that a person took up. ``version`` counts writes and audit rows alike.

    ``returned_at`` is set while a reviewer's 退回 waits for the editor.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="claims")
    article_version = models.PositiveIntegerField()
    suggestion = models.OneToOneField(
        Suggestion, null=True, blank=True, on_delete=models.SET_NULL, related_name="claim"
    )
    types = models.JSONField(default=list)
    priority = models.CharField(max_length=1, default="B")
    value = models.CharField(max_length=200, null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True, default="")
    approx = models.CharField(max_length=8, choices=Approx.choices, blank=True, default="")
    date = models.CharField(max_length=80, blank=True, default="")
    note = models.TextField(blank=True, default="")
    score = models.FloatField(default=0)
    reasons = models.JSONField(default=list)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    flags = models.JSONField(default=list)
    verdict = models.CharField(max_length=16, choices=Verdict.choices, blank=True, default="")
    verdict_note = models.TextField(blank=True, default="")
    resolution = models.CharField(max_length=12, choices=Resolution.choices, blank=True, default="")
    resolution_note = models.TextField(blank=True, default="")
    proposed_text = models.TextField(blank=True, default="")
    assignee = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="assigned_claims"
    )
    returned_at = models.DateTimeField(null=True, blank=True)
    round = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="claims")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    approved_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="approved_claims"
    )
    approved_at = models.DateTimeField(null=True, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta(Anchored.Meta):
        verbose_name = _("核查点")
        verbose_name_plural = _("核查点")
        constraints = [
            *Anchored.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(status__in=SIGNED_OFF) | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="claim_signed_off_has_approver",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("created_by")),
                name="claim_approver_is_not_its_author",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[*UNDER_REVIEW, *SIGNED_OFF]) | ~Q(verdict=""),
                name="claim_under_review_has_verdict",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.IN_PROGRESS, Status.NEEDS_INFO, *UNDER_REVIEW])
                | Q(assignee__isnull=False),
                name="claim_in_work_has_assignee",
            ),
        ]
        indexes = [
            models.Index(fields=["article", "start", "end", "id"], name="claim_reading_order"),
            models.Index(fields=["status"], name="claim_status"),
            models.Index(fields=["created_at", "id"], name="claim_by_age"),
        ]

    def __str__(self) -> str:
        return self.quote[:40]


class Mention(Anchored):
    """A further place where the same claim stands; the first place is the claim's own anchor.

    ``suggestion`` is the one that this place was proposed by, if any.
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="mentions")
    suggestion = models.OneToOneField(
        Suggestion, null=True, blank=True, on_delete=models.SET_NULL, related_name="mention"
    )

    class Meta(Anchored.Meta):
        ordering = ["start", "end"]
        constraints = [
            *Anchored.Meta.constraints,
            models.UniqueConstraint(fields=["claim", "start", "end"], name="mention_once_per_place"),
        ]

    def __str__(self) -> str:
        return self.quote[:40]


class Hand(models.Model):
    """Who worked on, and who approved, a claim since its last reopening.

    The unique constraint is the second guard of four eyes: whoever worked cannot approve, nobody
    approves twice, whatever the code forgets. Voided rows stay as history.
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="hands")
    round = models.PositiveIntegerField()
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="hands")
    part = models.CharField(max_length=8, choices=Part.choices)
    claim_version = models.PositiveIntegerField()
    at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "round", "person"],
                condition=Q(voided_at__isnull=True),
                name="hand_one_part_per_person_and_round",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_part_display()}"
