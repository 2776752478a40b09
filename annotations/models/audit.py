"""The audit log: append-only, hash-chained per desk. Triggers refuse updates and deletes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.evidence import Source
from annotations.models.people import Actor, Desk
from annotations.vocabulary import Action, Confidentiality
from annotations.workflow import may


class AuditHead(models.Model):
    """The end of a desk's chain; the row every writer of that desk locks last."""

    desk = models.OneToOneField(Desk, primary_key=True, on_delete=models.PROTECT, related_name="audit_head")
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.desk} #{self.seq}"


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    def visible_to(self, actor: Actor) -> AuditEntryQuerySet:
        """The one door to the log: that of a desk for those who check there, else only one's own rows.

        Rows about a protected source are for those who may know of it, whatever else somebody reads.
        """
        protected = Source.objects.filter(confidentiality=Confidentiality.PROTECTED)
        hidden = protected.exclude(pk__in=Source.objects.visible_to(actor).values("pk"))
        told = self.exclude(object_type="source", object_id__in=hidden.values("pk"))
        return told._of_desks(actor)

    def _of_desks(self, actor: Actor) -> AuditEntryQuerySet:
        if actor.reads_all:
            return self
        whole = [desk for desk in actor.desk_ids if may("read_log", actor.roles_at(desk))]
        if len(whole) == len(actor.desk_ids):
            return self.filter(desk_id__in=whole)
        own = models.Q(desk_id__in=actor.desk_ids, actor=str(actor.user.pk))
        return self.filter(models.Q(desk_id__in=whole) | own)

    def about(self, thing: models.Model) -> AuditEntryQuerySet:
        """The timeline of one object, oldest first."""
        return self.filter(object_id=thing.pk).order_by("seq")


class AuditEntry(models.Model):
    """One change. People stand here by UUID only, so erasing a name changes no row."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="audit")
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=36)
    role = models.CharField(max_length=40, blank=True)
    object_type = models.CharField(max_length=20)
    object_id = models.UUIDField()
    action = models.CharField(max_length=12, choices=Action.choices)
    source_state = models.CharField(max_length=12, null=True)
    target_state = models.CharField(max_length=12, null=True)
    diff = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField()
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("记录")
        verbose_name_plural = _("记录")
        constraints = [
            models.UniqueConstraint(fields=["desk", "seq"], name="audit_seq_once_per_desk"),
            models.CheckConstraint(condition=~models.Q(actor=""), name="audit_has_actor"),
        ]
        indexes = [
            models.Index(fields=["object_id", "seq"], name="audit_timeline"),
            models.Index(fields=["actor", "desk", "-seq"], name="audit_of_person"),
            models.Index(fields=["desk", "-at", "-id"], name="audit_of_desk_newest"),
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            models.Index(
                fields=["desk", "object_type"],
                condition=models.Q(action=Action.DELETE),
                name="audit_deletions",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.seq} {self.action}"
