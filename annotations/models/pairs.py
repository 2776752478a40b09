"""材料对稿: items of an article beside their passages in the material. Machine output, like suggestions."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.anchored import Anchored
from annotations.models.articles import Article
from annotations.models.claims import Claim
from annotations.models.evidence import Snapshot, Source
from annotations.models.people import Actor, User
from annotations.models.suggestions import Suggestion
from annotations.vocabulary import AsideReason, PairKind, PairOutcome


class PairQuerySet(models.QuerySet["Pair"]):
    def visible_to(self, actor: Actor) -> PairQuerySet:
        """Pairs of one's desks' articles; what a protected source says only for its viewers."""
        mine = self if actor.reads_all else self.filter(article__desk_id__in=actor.desk_ids)
        seen = Source.objects.visible_to(actor)
        return mine.filter(
            Q(guarded_by__isnull=True) | Q(guarded_by__in=seen), Q(source__isnull=True) | Q(source__in=seen)
        )

    def current(self, article: Article) -> PairQuerySet:
        """Of the present text, and of items that still stand."""
        rows = self.filter(article=article, article_version=article.text_version)
        return rows.filter(Q(claim__isnull=False) | Q(suggestion__isnull=False))

    def in_reading_order(self) -> PairQuerySet:
        return self.order_by("start", "end", "id")


class Pair(Anchored):
    """One item (a suggestion or a claim) and what the material says of it.

    The anchor is the item's in the article's text; ``at``, ``to`` and ``passage`` are the place in the
    text of ``snapshot`` (code points). 材料未提及 has neither source nor passage. ``parts`` are the things
    compared (matching/pairing.py, Part). Every protected source is paired by itself, ``guarded_by`` it, so
    that nobody else can tell from a pair or a sum that it exists. A person may point out the passage
    (``vouched_by``) or set the pair aside; the next sweep leaves both as they are while the words stand.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="pairs")
    article_version = models.PositiveIntegerField()
    suggestion = models.ForeignKey(Suggestion, null=True, on_delete=models.SET_NULL, related_name="pairs")
    claim = models.ForeignKey(Claim, null=True, on_delete=models.SET_NULL, related_name="pairs")
    types = models.JSONField(default=list)
    kind = models.CharField(max_length=10, choices=PairKind.choices)
    outcome = models.CharField(_("比对"), max_length=12, choices=PairOutcome.choices)
    score = models.FloatField(default=0)
    source = models.ForeignKey(Source, null=True, on_delete=models.CASCADE, related_name="pairs")
    snapshot = models.ForeignKey(Snapshot, null=True, on_delete=models.CASCADE, related_name="pairs")
    guarded_by = models.ForeignKey(Source, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.PositiveIntegerField(null=True)
    to = models.PositiveIntegerField(null=True)
    passage = models.TextField(_("材料原句"), blank=True, default="")
    parts = models.JSONField(default=list)
    vouched_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    vouched_at = models.DateTimeField(null=True)
    aside = models.CharField(_("搁置"), max_length=20, choices=AsideReason.choices, blank=True, default="")
    aside_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    aside_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)

    objects = PairQuerySet.as_manager()

    class Meta(Anchored.Meta):
        verbose_name = _("材料对稿")
        verbose_name_plural = _("材料对稿")
        constraints = [
            *Anchored.Meta.constraints,
            models.UniqueConstraint(
                fields=["article", "article_version", "start", "end"],
                condition=Q(guarded_by__isnull=True),
                name="pair_once_per_item",
            ),
            models.UniqueConstraint(
                fields=["article", "article_version", "start", "end", "guarded_by"],
                condition=Q(guarded_by__isnull=False),
                name="pair_once_per_item_and_guard",
            ),
            models.CheckConstraint(
                condition=Q(outcome=PairOutcome.MISSING, source__isnull=True, snapshot__isnull=True)
                | (
                    ~Q(outcome=PairOutcome.MISSING)
                    & Q(source__isnull=False, snapshot__isnull=False, at__lt=models.F("to"))
                ),
                name="pair_has_its_passage",
            ),
            models.CheckConstraint(
                condition=Q(guarded_by__isnull=True)
                | Q(source__isnull=True)
                | Q(source=models.F("guarded_by")),
                name="pair_guarded_by_its_source",
            ),
        ]

    def __str__(self) -> str:
        return self.quote[:40]
