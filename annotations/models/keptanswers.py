"""The first answer to a write that carried an Idempotency-Key, kept to be given again."""

from __future__ import annotations

from django.db import models

from annotations.models.people import User


class KeptAnswer(models.Model):
    """Kept in the write's own transaction; ``status`` is 0 while that transaction runs."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    key = models.CharField(max_length=200)
    body_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    etag = models.CharField(max_length=80, blank=True, default="")
    location = models.CharField(max_length=300, blank=True, default="")
    body = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "path", "key"], name="kept_answer_once_per_key"),
        ]
        indexes = [models.Index(fields=["created_at"], name="kept_answer_age")]

    def __str__(self) -> str:
        return f"{self.key} {self.status}"
