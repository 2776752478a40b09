"""Verified facts: frozen snapshots of claims at their approval."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.articles import Article
from annotations.models.claims import Claim
from annotations.models.people import Actor, Desk, User
from annotations.vocabulary import ClaimType, FactEvent, Scope, Verdict

LEAVING_BY_DEFAULT = [Verdict.VERIFIED, Verdict.MOSTLY_VERIFIED, Verdict.ATTRIBUTED_ONLY]


class FactQuerySet(models.QuerySet["VerifiedFact"]):
    def visible_to(self, actor: Actor) -> FactQuerySet:
        """Facts of one's desks; a key that may only export what is published sees no more than that."""
        mine = self.once_seen_by(actor)
        return mine.outside() if actor.exports_only else mine

    def once_seen_by(self, actor: Actor) -> FactQuerySet:
        """What the feed may speak of: whatever this person or key sees now or could have seen before."""
        mine = self if actor.reads_all else self.filter(desk_id__in=actor.desk_ids)
        if actor.exports_only:
            return mine.once_outside()
        return mine if actor.has_scope(Scope.READ, Scope.WRITE, Scope.EXPORT_APPROVED) else mine.none()

    def once_outside(self) -> FactQuerySet:
        """Published and its embargo over, and not taken back while the embargo still ran."""
        embargo, now = "article__embargo_until", timezone.now()
        free = Q(article__embargo_until__isnull=True)
        kept = Q(held_at__isnull=True) | Q(held_at__gt=F(embargo))
        stood = Q(retracted_at__isnull=True) | Q(retracted_at__gt=F(embargo))
        return self.filter(
            free | (Q(article__embargo_until__lte=now) & kept & stood), published_at__isnull=False
        )

    def outside(self) -> FactQuerySet:
        """What is out and not held back (暂停外供); what is over since stays as a mark of the past."""
        over = Q(successor__isnull=False) | Q(retracted_at__isnull=False)
        return self.once_outside().filter(Q(held_at__isnull=True) | over)

    def current(self) -> FactQuerySet:
        """One per claim: neither replaced nor withdrawn nor held back. 无需核查 is in no list of facts."""
        return self.checkable().filter(
            successor__isnull=True, retracted_at__isnull=True, held_at__isnull=True
        )

    def standing(self) -> FactQuerySet:
        """The newest of each claim unless withdrawn, held back or not."""
        return self.filter(successor__isnull=True, retracted_at__isnull=True)

    def checkable(self) -> FactQuerySet:
        return self.exclude(verdict=Verdict.NOT_CHECKABLE)

    def leaving_by_default(self) -> FactQuerySet:
        """What a partner gets without asking for other verdicts."""
        return self.filter(verdict__in=LEAVING_BY_DEFAULT)

    def of_type(self, kind: ClaimType) -> FactQuerySet:
        """Facts that carry ``kind`` among their types (as text: SQLite has no JSON containment)."""
        return self.alias(types_text=Cast("types", TextField())).filter(types_text__contains=f'"{kind}"')

    def in_order_of_approval(self) -> FactQuerySet:
        return self.order_by("approved_at", "id")


class VerifiedFact(models.Model):
    """What the newsroom stands by. A trigger lets only the marks at the end be set, each once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="facts")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="facts")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="facts")
    article_version = models.PositiveIntegerField()
    claim_version = models.PositiveIntegerField()
    statement = models.TextField()
    context = models.TextField()
    types = models.JSONField()
    value = models.CharField(max_length=200, null=True)
    unit = models.CharField(max_length=40, blank=True)
    approx = models.CharField(max_length=8, blank=True)
    date = models.CharField(max_length=80, blank=True)
    slots = models.JSONField(default=dict)
    verdict = models.CharField(max_length=16, choices=Verdict.choices)
    rating = models.PositiveSmallIntegerField(null=True)
    verdict_note = models.TextField(blank=True)
    attribution = models.TextField(blank=True)
    evidence = models.JSONField()
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="successor")
    published_at = models.DateTimeField(null=True)
    retracted_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = _("已核事实")
        verbose_name_plural = _("已核事实")
        constraints = [
            models.UniqueConstraint(fields=["claim", "claim_version"], name="fact_once_per_approval"),
        ]
        indexes = [models.Index(fields=["desk", "approved_at", "id"], name="fact_by_approval")]

    def __str__(self) -> str:
        return self.statement[:40]


class FactChange(models.Model):
    """One thing that happened to a fact after its approval, in the order of the desk's audit chain.

    ``seq`` is the desk's audit sequence when it happened: rows of one desk are committed in that order, so
    a partner who asks for everything after the last one seen misses nothing.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="fact_changes")
    seq = models.PositiveBigIntegerField()
    fact = models.ForeignKey(VerifiedFact, on_delete=models.PROTECT, related_name="changes")
    event = models.CharField(max_length=12, choices=FactEvent.choices)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("事实变动")
        verbose_name_plural = _("事实变动")
        indexes = [models.Index(fields=["desk", "seq", "id"], name="fact_change_in_order")]

    def __str__(self) -> str:
        return f"{self.seq} {self.event}"
