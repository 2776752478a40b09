"""Machine output: never more than a proposal, and never in the claims table."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.anchored import Anchored
from annotations.models.articles import Article
from annotations.models.people import Actor, User
from annotations.vocabulary import Approx, DismissReason, SuggestionState


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def visible_to(self, actor: Actor) -> SuggestionQuerySet:
        return self if actor.reads_all else self.filter(article__desk_id__in=actor.desk_ids)

    def pending(self) -> SuggestionQuerySet:
        return self.filter(state=SuggestionState.PENDING)

    def in_reading_order(self) -> SuggestionQuerySet:
        return self.order_by("start", "end", "id")


class Suggestion(Anchored):
    """One checkable statement as the engine saw it, with the reasons why.

    ``run`` is the run over this text that first made it: what came with a re-run is shown as new.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="suggestions")
    article_version = models.PositiveIntegerField()
    types = models.JSONField(default=list)
    value = models.CharField(max_length=200, null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True, default="")
    approx = models.CharField(max_length=8, choices=Approx.choices, blank=True, default="")
    date = models.CharField(max_length=80, blank=True, default="")
    score = models.FloatField(default=0)
    priority = models.CharField(max_length=1, default="B")
    prominent = models.BooleanField(default=False)
    marks = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    parts = models.JSONField(default=list)
    detector = models.CharField(max_length=40)
    engine_version = models.CharField(max_length=40)
    run = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=SuggestionState.choices, default=SuggestionState.PENDING)
    dismiss_reason = models.CharField(max_length=12, choices=DismissReason.choices, blank=True, default="")
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta(Anchored.Meta):
        verbose_name = _("建议")
        verbose_name_plural = _("建议")
        constraints = [
            *Anchored.Meta.constraints,
            models.UniqueConstraint(
                fields=["article", "article_version", "start", "end"],
                name="suggestion_once_per_span",
            ),
            models.CheckConstraint(
                condition=models.Q(state=SuggestionState.PENDING) | models.Q(decided_by__isnull=False),
                name="suggestion_decided_by_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.quote[:40]


class LastRun(models.Model):
    """What the last complete pre-tagging of an article left behind: its engine and what is checkable.

    ``number`` counts the complete runs over text ``text_version``; ``checkable`` are the sentences, as
    [start, end], that hold something to check (see detectors/coverage.py), of ``sentences`` read;
    ``boundaries`` tells where words and units begin, per paragraph (see text/boundaries.py);
    ``checks`` are the results of the number checks (see services/checkresults.py).
    """

    article = models.OneToOneField(
        Article, primary_key=True, on_delete=models.CASCADE, related_name="last_run"
    )
    text_version = models.PositiveIntegerField()
    engine_version = models.CharField(max_length=40, blank=True, default="")
    number = models.PositiveIntegerField(default=1)
    sentences = models.PositiveIntegerField(null=True)
    checkable = models.JSONField(default=list)
    boundaries = models.JSONField(default=dict)
    checks = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("最近一次预标注")
        verbose_name_plural = _("最近一次预标注")

    def __str__(self) -> str:
        return f"{self.article_id} #{self.number}"
