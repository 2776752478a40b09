"""What a desk has set for its pre-tagging: the words it knows, and its own weights."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.utils.translation import gettext_lazy as _

from annotations.models.people import Desk, User
from annotations.vocabulary import LexiconKind

SHORTEST_WORD, LONGEST_WORD = 2, 30
LONGEST_NOTE = 200


class LexiconEntryQuerySet(models.QuerySet["LexiconEntry"]):
    def in_order(self) -> LexiconEntryQuerySet:
        return self.order_by("word", "kind", F("since").asc(nulls_first=True), "id")


class LexiconEntry(models.Model):
    """One word of a desk's dictionary (词表), with what it names and the days on which it holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="lexicon")
    word = models.CharField(_("词"), max_length=LONGEST_WORD)
    kind = models.CharField(_("类别"), max_length=8, choices=LexiconKind.choices)
    since = models.DateField(_("起"), null=True, blank=True)
    until = models.DateField(_("止"), null=True, blank=True)
    note = models.CharField(_("说明"), max_length=LONGEST_NOTE, blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = LexiconEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("词条")
        verbose_name_plural = _("词表")
        constraints = [
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(since__lte=F("until")),
                name="lexicon_entry_begins_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(GreaterThanOrEqual(Length("word"), SHORTEST_WORD)),
                name="lexicon_word_has_two_characters",
            ),
            # Two, because an open beginning is a value here and NULL is never equal to NULL.
            models.UniqueConstraint(
                fields=["desk", "word", "kind", "since"],
                condition=Q(since__isnull=False),
                name="lexicon_entry_once_per_beginning",
            ),
            models.UniqueConstraint(
                fields=["desk", "word", "kind"],
                condition=Q(since__isnull=True),
                name="lexicon_entry_once_without_beginning",
            ),
        ]
        indexes = [models.Index(fields=["desk", "word"], name="lexicon_by_word")]

    def __str__(self) -> str:
        return self.word


class DeskWeight(models.Model):
    """One weight of detectors/data/weights.json as this desk has changed it."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="weights")
    key = models.CharField(max_length=40)
    amount = models.FloatField()

    class Meta:
        verbose_name = _("权重")
        verbose_name_plural = _("权重")
        constraints = [
            models.UniqueConstraint(fields=["desk", "key"], name="weight_once_per_desk_and_key"),
            models.CheckConstraint(
                condition=Q(amount__gte=0, amount__lte=1), name="weight_between_nothing_and_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.amount:g}"
