"""Articles and their immutable versions."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.people import Actor, Desk, User
from annotations.vocabulary import ENDED, ArticleStatus, CheckLevel


class ArticleQuerySet(models.QuerySet["Article"]):
    def visible_to(self, actor: Actor) -> ArticleQuerySet:
        """The one door to articles: those of one's own desks; an administrator reads all."""
        return self if actor.reads_all else self.filter(desk_id__in=actor.desk_ids)

    def newest_first(self) -> ArticleQuerySet:
        return self.order_by("-created_at", "-id")


class Article(models.Model):
    """A piece of copy. Its text lives in versions; ``text_version`` numbers the current one.

    ``wire_source`` holds the agency's text that a 通稿比对 article is compared with.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="articles")
    title = models.CharField(_("标题"), max_length=300)
    byline = models.CharField(_("作者"), max_length=300, blank=True, default="")
    source = models.CharField(_("来源"), max_length=300, blank=True, default="")
    url = models.URLField(_("网址"), max_length=2000, blank=True, default="")
    published_on = models.DateField(_("见报日期"), null=True, blank=True)
    external_id = models.CharField(max_length=200, null=True, blank=True)
    deadline = models.DateTimeField(_("截稿"), null=True, blank=True)
    assignee = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="assigned_articles"
    )
    section = models.CharField(_("版面"), max_length=80, blank=True, default="")
    status = models.CharField(max_length=12, choices=ArticleStatus.choices, default=ArticleStatus.CHECKING)
    check_level = models.CharField(max_length=8, choices=CheckLevel.choices, default=CheckLevel.FULL)
    critical = models.BooleanField(_("批评报道"), default=False)
    embargo_until = models.DateTimeField(_("解禁时间"), null=True, blank=True)
    wire_source = models.ForeignKey(
        "annotations.Source", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text_sha256 = models.CharField(max_length=64)
    text_version = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="articles")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("稿件")
        verbose_name_plural = _("稿件")
        constraints = [
            models.UniqueConstraint(fields=["desk", "text_sha256"], name="article_same_text_once_per_desk"),
            models.UniqueConstraint(
                fields=["desk", "external_id"],
                condition=Q(external_id__isnull=False),
                name="article_external_id_once_per_desk",
            ),
        ]
        indexes = [models.Index(fields=["desk", "-created_at", "-id"], name="article_queue")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_late(self) -> bool:
        """Past its deadline and not out yet."""
        return self.deadline is not None and self.deadline < timezone.now() and self.status not in ENDED

    @property
    def compares(self) -> bool:
        """通稿比对 with the agency's text at hand: only our changes are checked."""
        return self.check_level == CheckLevel.WIRE and self.wire_source_id is not None

    @property
    def text(self) -> str:
        """The current text, asked for once: a version never changes."""
        number, text = getattr(self, "_text", (0, ""))
        if number != self.text_version:
            text = self.versions.get(number=self.text_version).text
            self._text = (self.text_version, text)
        return text


class Version(models.Model):
    """One immutable state of an article's text (a trigger refuses changes)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    original = models.BinaryField()
    note = models.TextField(blank=True, default="")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="versions")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("稿件版本")
        verbose_name_plural = _("稿件版本")
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="version_number_once_per_article"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_numbers_start_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.article} v{self.number}"
