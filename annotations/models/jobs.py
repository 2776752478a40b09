"""Background work. The row is the outbox: written with the user's change, leased by a worker."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.articles import Article
from annotations.models.evidence import Source
from annotations.models.people import Actor, Desk, User
from annotations.vocabulary import JobState

LEASE = timedelta(seconds=6)
"""A running job whose heartbeat is older has lost its worker and may be taken over."""

ALIVE = timedelta(seconds=20)
"""A worker that has not been heard of for this long counts as gone."""


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, actor: Actor) -> JobQuerySet:
        """Work of one's desks; what concerns a protected source only for whoever asked for it.

        One that became protected after its job was done is seen by those who may see the source.
        """
        mine = self if actor.reads_all else self.filter(desk_id__in=actor.desk_ids)
        mine = mine.filter(Q(protected=False) | Q(requested_by=actor.user))
        return mine.filter(Q(source=None) | Q(source__in=Source.objects.visible_to(actor)))

    def takeable(self, now: datetime) -> JobQuerySet:
        """Queued, or running without a sign of life: what a worker may lease."""
        return self.filter(Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, heartbeat__lt=now - LEASE))

    def unfinished(self) -> JobQuerySet:
        return self.filter(state__in=[JobState.QUEUED, JobState.RUNNING])


class Job(models.Model):
    """One piece of background work with its progress. Only the holder of ``lease`` may write to it.

    ``subject`` tells jobs of one kind apart that concern neither the whole article nor the whole desk (the
    digest of an address); ``payload`` is what the work needs to know and is shown to nobody; ``source`` is
    what it is about or what came of it. ``done`` and ``total`` count characters of an article, or articles
    of a desk; ``cursor`` is the last article a desk-wide job has finished. Nobody stands behind a job that
    the command line asked for.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)
    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="jobs")
    article = models.ForeignKey(Article, null=True, on_delete=models.CASCADE, related_name="jobs")
    text_version = models.PositiveIntegerField(null=True)
    source = models.ForeignKey("annotations.Source", null=True, on_delete=models.CASCADE, related_name="jobs")
    subject = models.CharField(max_length=64, blank=True, default="")
    payload = models.JSONField(default=dict)
    protected = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=JobState.choices, default=JobState.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    phase = models.CharField(max_length=40, blank=True, default="")
    cursor = models.UUIDField(null=True)
    engine_version = models.CharField(max_length=40, blank=True, default="")
    added = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    errors = models.JSONField(default=list)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True)
    heartbeat = models.DateTimeField(null=True)
    hinted_at = models.DateTimeField(null=True)
    requested_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="jobs")
    created_at = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("任务")
        verbose_name_plural = _("任务")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "article", "subject"],
                condition=Q(state__in=[JobState.QUEUED, JobState.RUNNING]),
                name="job_one_unfinished_per_kind_and_article",
            ),
            models.UniqueConstraint(
                fields=["kind", "desk", "subject"],
                condition=Q(state__in=[JobState.QUEUED, JobState.RUNNING], article__isnull=True),
                name="job_one_unfinished_per_kind_and_desk",
            ),
        ]
        indexes = [models.Index(fields=["state", "heartbeat"], name="job_waiting")]

    def __str__(self) -> str:
        return f"{self.kind} {self.get_state_display()}"


class Upload(models.Model):
    """A file that takes too long to be read while its sender waits; gone once its job has read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="upload")
    filename = models.CharField(max_length=300, blank=True, default="")
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.filename


class WorkerPulse(models.Model):
    """The last sign of life of any worker: one row, renewed by the sweep."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="worker_pulse_is_one_row")]

    def __str__(self) -> str:
        return str(self.at)


def worker_alive() -> bool:
    """Whether a worker was heard of lately: an idle one by its pulse, a busy one by its job."""
    since = timezone.now() - ALIVE
    return (
        WorkerPulse.objects.filter(at__gte=since).exists()
        or Job.objects.filter(state=JobState.RUNNING, heartbeat__gte=since).exists()
    )
