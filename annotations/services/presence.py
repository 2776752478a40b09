"""Who is in an article, and at which claim: a hint for colleagues, never a lock."""

from __future__ import annotations

import uuid

from django.utils import timezone

from annotations.models import Actor, Article, Presence
from annotations.services.access import require


def arrive(*, actor: Actor, article: Article, item: uuid.UUID | None) -> None:
    """Remember that the actor is in ``article`` now, at ``item`` (a claim or suggestion) if any."""
    require(actor, article.desk_id, "read")
    now = Presence(article=article, user=actor.user, item=item, seen_at=timezone.now())
    Presence.objects.bulk_create(
        [now], update_conflicts=True, unique_fields=["article", "user"], update_fields=["item", "seen_at"]
    )


def leave(*, actor: Actor, article: Article) -> None:
    """The actor closed the page; whoever just vanishes is forgotten by the clock."""
    Presence.objects.filter(article=article, user=actor.user).delete()
