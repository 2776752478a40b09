"""Number checks that a person has looked at and set aside."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.articles import Article
from annotations.models.people import User


class DismissedCheck(models.Model):
    """``key`` names the check with the words it read, so that it stays away while those words stand."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="dismissed_checks")
    key = models.CharField(max_length=64)
    dismissed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    dismissed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("已忽略的数字检查")
        verbose_name_plural = _("已忽略的数字检查")
        constraints = [
            models.UniqueConstraint(fields=["article", "key"], name="check_dismissed_once"),
        ]

    def __str__(self) -> str:
        return self.key
