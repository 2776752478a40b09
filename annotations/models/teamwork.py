"""Working side by side: who looks at what now, what they tell each other, what they ask the writer."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.articles import Article
from annotations.models.claims import Claim
from annotations.models.people import Actor, User

PRESENT_FOR = timedelta(seconds=40)
"""Four missed calls of the page's pulse: after that somebody counts as gone."""


class PresenceQuerySet(models.QuerySet["Presence"]):
    def now(self) -> PresenceQuerySet:
        return self.filter(seen_at__gt=timezone.now() - PRESENT_FOR)


class Presence(models.Model):
    """Where a person last was in an article. A hint for colleagues (正在核查), never a lock."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    item = models.UUIDField(null=True)
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="presence_once_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.item}"


class OfClaimQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, actor: Actor) -> OfClaimQuerySet:
        return self if actor.reads_all else self.filter(claim__article__desk_id__in=actor.desk_ids)


class Comment(models.Model):
    """留言: what colleagues tell each other about a claim. It stays as it was written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("留言")
        verbose_name_plural = _("留言")
        ordering = ["created_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="comment_says_something")]

    def __str__(self) -> str:
        return self.text[:40]


class QueryQuerySet(models.QuerySet["Query"]):
    def visible_to(self, actor: Actor) -> QueryQuerySet:
        return self if actor.reads_all else self.filter(claim__article__desk_id__in=actor.desk_ids)


class Query(models.Model):
    """A question to the writer or a source; while it waits the claim is 待补充."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="queries")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    question = models.TextField()
    due_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, default="")
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = QueryQuerySet.as_manager()

    class Meta:
        verbose_name = _("提问")
        verbose_name_plural = _("提问")
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(question=""), name="query_asks_something"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | (~Q(answer="") & Q(answered_by__isnull=False)),
                name="query_answered_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(answered_at__isnull=True), name="query_one_waiting_per_claim"
            ),
        ]

    def __str__(self) -> str:
        return self.question[:40]
