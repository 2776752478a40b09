"""Passages: the pieces of text that search finds, with their words."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from annotations.models.articles import Article
from annotations.models.evidence import Source
from annotations.models.facts import VerifiedFact
from annotations.models.people import Desk


class Passage(models.Model):
    """A piece of the current text of one article, source or fact.

    Written in the transaction of its text. ``number`` is the article version's or the snapshot's; ``start``
    is where the piece begins in that text (code points). ``tokens`` are its words as the index holds them,
    blank until a worker has cut them with the dictionary of ``dictionary_version``.
    """

    id = models.BigAutoField(primary_key=True)
    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="passages")
    article = models.ForeignKey(Article, null=True, on_delete=models.CASCADE, related_name="passages")
    source = models.ForeignKey(Source, null=True, on_delete=models.CASCADE, related_name="passages")
    fact = models.ForeignKey(VerifiedFact, null=True, on_delete=models.CASCADE, related_name="passages")
    number = models.PositiveIntegerField(default=1)
    ordinal = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    text = models.TextField()
    tokens = models.TextField(blank=True, default="")
    n_tokens = models.PositiveIntegerField(default=0)
    dictionary_version = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=False, source__isnull=True, fact__isnull=True)
                | Q(article__isnull=True, source__isnull=False, fact__isnull=True)
                | Q(article__isnull=True, source__isnull=True, fact__isnull=False),
                name="passage_has_one_owner",
            ),
            models.UniqueConstraint(
                fields=["article", "number", "ordinal"], name="passage_once_per_article_version"
            ),
            models.UniqueConstraint(fields=["source", "number", "ordinal"], name="passage_once_per_snapshot"),
            models.UniqueConstraint(fields=["fact", "number", "ordinal"], name="passage_once_per_fact"),
        ]
        indexes = [models.Index(fields=["dictionary_version", "id"], name="passage_to_cut")]

    def __str__(self) -> str:
        return self.text[:40]


class Term(models.Model):
    """In how many passages a word stands; kept by the worker that cuts them."""

    term = models.CharField(max_length=80, primary_key=True)
    df = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.term} {self.df}"


class Shingle(models.Model):
    """One sampled shingle of a source's newest text (retrieval.md, near duplicates)."""

    id = models.BigAutoField(primary_key=True)
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="shingles")
    value = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["value", "source"], name="shingle_once_per_source")]

    def __str__(self) -> str:
        return str(self.value)
