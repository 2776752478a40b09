"""Signing and publishing an article, what the chief decided beforehand, and what is left to be checked."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.articles import Article
from annotations.models.claims import Claim
from annotations.models.people import Actor, User
from annotations.vocabulary import Channel, OverrideCode


class Publication(models.Model):
    """签发 is the chief's act; ``published_at`` is the later moment on the page or on the web (刊发).

    ``sheet`` is the 核查清单 as it was when the article was signed, ``open_items`` what the gate still
    listed then: empty unless it was 例外签发, which has a code and a reason. A trigger lets only the
    publishing be added afterwards.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="publications")
    text_version = models.PositiveIntegerField()
    channel = models.CharField(max_length=16, choices=Channel.choices, default=Channel.WEB)
    edition = models.CharField(_("版次"), max_length=80, blank=True, default="")
    page = models.CharField(_("版面"), max_length=40, blank=True, default="")
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="publications")
    signed_at = models.DateTimeField()
    override_code = models.CharField(max_length=12, choices=OverrideCode.choices, blank=True, default="")
    override_reason = models.TextField(blank=True, default="")
    open_items = models.JSONField(default=list, blank=True)
    sheet = models.TextField(blank=True, default="")
    sheet_sha256 = models.CharField(max_length=64, blank=True, default="")
    audit_hash = models.CharField(max_length=64, blank=True, default="")
    published_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("签发记录")
        verbose_name_plural = _("签发记录")
        constraints = [
            models.CheckConstraint(
                condition=Q(override_code="") | ~Q(override_reason=""), name="publication_override_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} · {self.get_channel_display()}"


class ChiefNote(models.Model):
    """What the chief decided about one item of the publish gate, as the item stood then.

    ``item`` is the item's key (see gate.py); the note counts only while the object has ``object_version``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="chief_notes")
    item = models.CharField(max_length=120)
    object_version = models.PositiveIntegerField(default=0)
    note = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("总编意见")
        verbose_name_plural = _("总编意见")
        constraints = [
            models.UniqueConstraint(fields=["article", "item"], name="chief_note_once_per_item"),
            models.CheckConstraint(condition=~Q(note=""), name="chief_note_says_something"),
        ]

    def __str__(self) -> str:
        return self.note[:40]


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def visible_to(self, actor: Actor) -> FollowUpQuerySet:
        return self if actor.reads_all else self.filter(article__desk_id__in=actor.desk_ids)

    def waiting(self) -> FollowUpQuerySet:
        return self.filter(done_at__isnull=True).order_by("due_at", "id")


class FollowUp(models.Model):
    """补核: what was still open when an article was signed by override, to be checked afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="follow_ups")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="follow_ups")
    claim = models.ForeignKey(
        Claim, null=True, blank=True, on_delete=models.SET_NULL, related_name="follow_ups"
    )
    item = models.CharField(max_length=120)
    text = models.TextField()
    due_at = models.DateTimeField()
    assignee = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="follow_ups"
    )
    note = models.TextField(blank=True, default="")
    done_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("补核任务")
        verbose_name_plural = _("补核任务")
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(done_by__isnull=False),
                name="follow_up_done_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["done_at", "due_at"], name="follow_up_waiting")]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def is_late(self) -> bool:
        """Past its time and not done."""
        return self.done_at is None and self.due_at < timezone.now()
