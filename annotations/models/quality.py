"""差错率: inspected issues, the errors found in them and in articles, and the monthly blind re-check."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotations.models.articles import Article
from annotations.models.claims import Claim
from annotations.models.people import Actor, Desk, User
from annotations.vocabulary import ErrorClass, ErrorPlace, ErrorStage, Verdict


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def visible_to(self, actor: Actor) -> InspectionQuerySet:
        """The one door to inspected issues: those of one's own desks; an administrator reads all."""
        return self if actor.reads_all else self.filter(desk_id__in=actor.desk_ids)


class ErrorQuerySet(models.QuerySet["ErrorEntry"]):
    def visible_to(self, actor: Actor) -> ErrorQuerySet:
        """The one door to entered errors: those of one's own desks; an administrator reads all."""
        return self if actor.reads_all else self.filter(desk_id__in=actor.desk_ids)

    def standing(self) -> ErrorQuerySet:
        """What counts: not taken back."""
        return self.filter(removed_at__isnull=True)


class RoundQuerySet(models.QuerySet["RecheckRound"]):
    def visible_to(self, actor: Actor) -> RoundQuerySet:
        """The one door to a desk's monthly rounds: those of one's own desks; an administrator reads all."""
        return self if actor.reads_all else self.filter(desk_id__in=actor.desk_ids)


class RecheckQuerySet(models.QuerySet["Recheck"]):
    def visible_to(self, actor: Actor) -> RecheckQuerySet:
        """The one door to sampled articles: those of one's own desks; an administrator reads all."""
        return self if actor.reads_all else self.filter(round__desk_id__in=actor.desk_ids)


class Inspection(models.Model):
    """One inspected issue: what was read (``characters`` 检查总字数) and what was found in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="inspections")
    issue_date = models.DateField(_("出版日期"))
    edition = models.CharField(_("版次"), max_length=80, blank=True, default="")
    characters = models.PositiveIntegerField(_("检查总字数"))
    note = models.TextField(_("说明"), blank=True, default="")
    inspector = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("质检")
        verbose_name_plural = _("质检")
        ordering = ["-issue_date", "edition", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "issue_date", "edition"], name="inspection_once_per_issue_and_edition"
            ),
            models.CheckConstraint(condition=Q(characters__gte=1), name="inspection_read_something"),
        ]

    def __str__(self) -> str:
        return f"{self.issue_date} {self.edition}".strip()


class ErrorEntry(models.Model):
    """One error that a person found and classed. Its weight is worked out, never stored (quality/).

    ``stage``: found before publication, or escaped into print. ``characters`` is how many characters are
    wrong. A row taken back keeps its place with ``removed_at``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="errors")
    inspection = models.ForeignKey(
        Inspection, null=True, blank=True, on_delete=models.PROTECT, related_name="errors"
    )
    article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.PROTECT, related_name="errors"
    )
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.SET_NULL, related_name="errors")
    stage = models.CharField(max_length=8, choices=ErrorStage.choices)
    error_class = models.CharField(max_length=20, choices=ErrorClass.choices)
    place = models.CharField(max_length=20, choices=ErrorPlace.choices, default=ErrorPlace.BODY)
    characters = models.PositiveIntegerField(default=1)
    wrong = models.TextField(_("错误"))
    right = models.TextField(_("正确"), blank=True, default="")
    note = models.TextField(_("说明"), blank=True, default="")
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    removed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ErrorQuerySet.as_manager()

    class Meta:
        verbose_name = _("差错")
        verbose_name_plural = _("差错")
        ordering = ["entered_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(wrong=""), name="error_names_what_is_wrong"),
            models.CheckConstraint(condition=Q(characters__gte=1), name="error_has_characters"),
            models.CheckConstraint(
                condition=Q(inspection__isnull=False) | Q(article__isnull=False),
                name="error_stands_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return self.wrong[:40]


class RecheckRound(models.Model):
    """A month's blind re-check of a desk: ``sampled`` of ``population`` published articles."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="recheck_rounds")
    month = models.DateField()
    population = models.PositiveIntegerField()
    sampled = models.PositiveIntegerField()
    seed = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("月度复查")
        verbose_name_plural = _("月度复查")
        ordering = ["-month"]
        constraints = [
            models.UniqueConstraint(fields=["desk", "month"], name="recheck_once_per_month"),
        ]

    def __str__(self) -> str:
        return f"{self.desk} {self.month:%Y-%m}"


class Recheck(models.Model):
    """One sampled article in the hands of somebody who had no part in checking it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(RecheckRound, on_delete=models.PROTECT, related_name="rechecks")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="rechecks")
    checker = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="rechecks"
    )
    finished_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = RecheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("复查稿件")
        verbose_name_plural = _("复查稿件")
        constraints = [
            models.UniqueConstraint(fields=["round", "article"], name="recheck_article_once_per_round"),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(checker__isnull=False), name="recheck_has_checker"
            ),
        ]

    def __str__(self) -> str:
        return str(self.article)


class RecheckAnswer(models.Model):
    """What the blind checker found about one claim, before seeing what was found the first time."""

    recheck = models.ForeignKey(Recheck, on_delete=models.CASCADE, related_name="answers")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=16, choices=Verdict.choices)
    note = models.TextField(blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("复查结论")
        verbose_name_plural = _("复查结论")
        constraints = [
            models.UniqueConstraint(fields=["recheck", "claim"], name="recheck_answer_once_per_claim"),
        ]

    def __str__(self) -> str:
        return self.verdict
