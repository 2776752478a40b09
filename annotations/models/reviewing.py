"""What a reviewer had on the screen, and what became of claims when the text changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from annotations.models.articles import Version
from annotations.models.claims import Claim, Hand
from annotations.models.people import User
from annotations.vocabulary import Outcome, Part


class Sighting(models.Model):
    """The newest version of a claim that a person had on the screen (整稿审定)."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="sightings")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    claim_version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "person"], name="sighting_once_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.claim_id} v{self.claim_version}"


class ReanchoringQuerySet(models.QuerySet["Reanchoring"]):
    def awaiting_confirmation(self) -> ReanchoringQuerySet:
        """Small changes under an approval that is older than they are (改动确认)."""
        approved_before = Hand.objects.filter(
            claim=OuterRef("claim"),
            round=OuterRef("claim__round"),
            part=Part.APPROVED,
            voided_at__isnull=True,
            at__lt=OuterRef("version__created_at"),
        )
        waiting = self.filter(outcome=Outcome.CHANGED_MINOR, confirmed_at__isnull=True)
        return waiting.filter(Exists(approved_before)).order_by("version__number", "claim__start", "id")


class Reanchoring(models.Model):
    """What a new version of the text did to one claim. A small change waits for a reviewer (改动确认)."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="reanchorings")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="reanchorings")
    outcome = models.CharField(max_length=24, choices=Outcome.choices)
    quote_before = models.TextField()
    quote_after = models.TextField(blank=True, default="")
    confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = ReanchoringQuerySet.as_manager()

    class Meta:
        verbose_name = _("重新定位")
        verbose_name_plural = _("重新定位")
        constraints = [
            models.UniqueConstraint(fields=["version", "claim"], name="reanchoring_once_per_version"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(confirmed_by__isnull=False),
                name="reanchoring_confirmed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.outcome
