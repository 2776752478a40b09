"""Sources, their frozen snapshots, and the links that join a claim to a passage."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.anchored import Anchored
from annotations.models.articles import Article
from annotations.models.claims import Claim
from annotations.models.people import Actor, Desk, User
from annotations.vocabulary import (
    Comparison,
    Confidentiality,
    InterviewMethod,
    SourceType,
    Stance,
    Tier,
)


class SourceQuerySet(models.QuerySet["Source"]):
    def visible_to(self, actor: Actor) -> SourceQuerySet:
        """Sources of one's desks; a protected one only for its keeper and the people named on it.

        Reading every desk does not open protected sources: that list is the whole point of them.
        """
        mine = self if actor.reads_all else self.filter(desk_id__in=actor.desk_ids)
        named = User.objects.filter(pk=actor.user.pk, viewable_sources=models.OuterRef("pk"))
        return mine.filter(
            ~Q(confidentiality=Confidentiality.PROTECTED) | Q(created_by=actor.user) | models.Exists(named)
        )

    def beside(self, article: Article) -> SourceQuerySet:
        """The article's material."""
        return self.filter(pk__in=Material.objects.filter(article=article).values("source"))

    def newest_first(self) -> SourceQuerySet:
        return self.order_by("-created_at", "-id")


class Source(models.Model):
    """核查资料: a document in the desk's library.

    ``speaker``, ``spoken_on`` and ``method`` belong to an interview record, ``fact`` to 本报已核事实.
    ``story`` is the library's earliest copy of the same text (retrieval.md, near duplicates): copies of one
    story count as one witness.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="sources")
    articles = models.ManyToManyField(
        Article, through="annotations.Material", blank=True, related_name="sources"
    )
    title = models.CharField(_("标题"), max_length=300)
    issuer = models.CharField(_("发布者"), max_length=300, blank=True, default="")
    url = models.URLField(_("网址"), max_length=2000, blank=True, default="")
    source_type = models.CharField(
        _("类型"), max_length=20, choices=SourceType.choices, default=SourceType.OTHER
    )
    issued_on = models.DateField(_("发布日期"), null=True, blank=True)
    valid_until = models.DateField(_("有效期至"), null=True, blank=True)
    origin_key = models.CharField(_("原始出处"), max_length=300, blank=True, default="")
    confidentiality = models.CharField(
        _("密级"), max_length=10, choices=Confidentiality.choices, default=Confidentiality.PUBLIC
    )
    speaker = models.CharField(_("受访人"), max_length=100, blank=True, default="")
    spoken_on = models.DateField(_("采访日期"), null=True, blank=True)
    method = models.CharField(
        _("采访方式"), max_length=20, choices=InterviewMethod.choices, blank=True, default=""
    )
    fact = models.ForeignKey(
        "annotations.VerifiedFact", null=True, blank=True, on_delete=models.PROTECT, related_name="sources"
    )
    story = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="copies")
    viewers = models.ManyToManyField(User, blank=True, related_name="viewable_sources")
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="sources")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("核查资料")
        verbose_name_plural = _("核查资料")
        indexes = [models.Index(fields=["desk", "-created_at", "-id"], name="source_library")]
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "fact"],
                condition=Q(fact__isnull=False),
                name="source_once_per_archive_fact",
            ),
            models.CheckConstraint(
                condition=Q(story__isnull=True) | ~Q(story=models.F("id")), name="source_is_no_copy_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def article_ids(self) -> list[uuid.UUID]:
        """The articles that it is material of."""
        return [article.pk for article in self.articles.all()]

    @property
    def snapshot(self) -> Snapshot:
        """The newest frozen content; a source is never stored without one."""
        return self.snapshots.order_by("-number")[0]


class Material(models.Model):
    """材料: a source laid beside an article, to be paired with its copy."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="material")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="material")
    attached_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("随稿材料")
        verbose_name_plural = _("随稿材料")
        constraints = [
            models.UniqueConstraint(fields=["article", "source"], name="material_attached_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.article}"


class Snapshot(models.Model):
    """Stored bytes and extracted text, frozen at ``accessed_at`` (a trigger refuses changes).

    ``encoding`` is how a text file was read ("" when the format says it itself); ``page_starts`` holds the
    offset in ``text`` (code points) at which each page begins. ``text`` is empty for a picture.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="snapshots")
    number = models.PositiveIntegerField()
    original = models.BinaryField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    filename = models.CharField(max_length=300, blank=True, default="")
    encoding = models.CharField(max_length=20, blank=True, default="")
    page_starts = models.JSONField(default=list)
    final_url = models.URLField(max_length=2000, blank=True, default="")
    accessed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("快照")
        verbose_name_plural = _("快照")
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="snapshot_number_once_per_source"),
        ]

    def __str__(self) -> str:
        return f"{self.source} #{self.number}"


class EvidenceLinkQuerySet(models.QuerySet["EvidenceLink"]):
    def visible_to(self, actor: Actor) -> EvidenceLinkQuerySet:
        return self.filter(source__in=Source.objects.visible_to(actor))

    def leaving_the_house(self) -> EvidenceLinkQuerySet:
        """What a partner may be shown: never a protected source."""
        return self.exclude(source__confidentiality=Confidentiality.PROTECTED)


class EvidenceLink(Anchored):
    """A passage of a snapshot set beside a claim, with what it does to the claim."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="evidence")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="links")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="links")
    stance = models.CharField(max_length=10, choices=Stance.choices)
    tier = models.CharField(max_length=10, choices=Tier.choices)
    page = models.CharField(_("页码"), max_length=40, blank=True, default="")
    timecode = models.CharField(_("时间码"), max_length=40, blank=True, default="")
    note = models.TextField(blank=True, default="")
    comparison = models.CharField(max_length=12, choices=Comparison.choices, default=Comparison.NONE)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="evidence_links")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = EvidenceLinkQuerySet.as_manager()

    class Meta(Anchored.Meta):
        verbose_name = _("证据")
        verbose_name_plural = _("证据")
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.quote[:40]


class BasisConfirmation(models.Model):
    """依据仍然成立: the state of a source that somebody looked at and held to carry the claim all the same.

    It answers for the snapshot of that number and for that end of validity, and for nothing later.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="basis_confirmations")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    snapshot_number = models.PositiveIntegerField()
    valid_until = models.DateField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("依据确认")
        verbose_name_plural = _("依据确认")
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "source"], name="basis_confirmed_once_per_claim_and_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} ← {self.source}"
