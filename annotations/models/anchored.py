"""What every row that points into a text has in common."""

from django.db import models
from django.db.models import F, Q

CONTEXT = 32
"""Code points kept on each side of a quote, to find it again in a later version."""


class Anchored(models.Model):
    """A place in a text: offsets in code points, end-exclusive, and ``text[start:end] == quote``."""

    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    prefix = models.CharField(max_length=CONTEXT, blank=True, default="")
    suffix = models.CharField(max_length=CONTEXT, blank=True, default="")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="%(class)s_span_not_empty"),
        ]
