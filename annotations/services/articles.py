"""What is said about an article, and how far it has come."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotations.models import Actor, Article, Claim, Suggestion, User
from annotations.services import fields as check
from annotations.services.access import require
from annotations.services.assignments import give_open_claims, require_assignable
from annotations.services.audit import Change, record
from annotations.services.errors import Invalid, Stale
from annotations.services.ingest import TITLE_LIMIT
from annotations.vocabulary import Action
from annotations.wording import say


@transaction.atomic
def edit_article(*, actor: Actor, article: Article, seen: int | None, changes: dict[str, Any]) -> Article:
    """Change title, byline, dates, assignee and the like; never the text.

    A new assignee (责编) gets the open claims with it, each logged singly; None gives the article back
    to the desk. Naming somebody else is for reviewers and chiefs. Raises ``Forbidden``, ``Stale``,
    ``Invalid``.
    """
    require(actor, article.desk_id, "annotate")
    if seen is not None and seen != article.version:
        raise Stale(article)
    if "title" in changes and not changes["title"].strip():
        raise Invalid.field("title", say("请填写标题。"), "required")
    check.limited("title", changes.get("title", ""), TITLE_LIMIT)
    if "assignee" in changes:
        require_assignable(actor, article, changes["assignee"])
    diff = {name: [_plain(getattr(article, name)), _plain(value)] for name, value in changes.items()}
    moved = Article.objects.filter(pk=article.pk, version=article.version).update(
        **changes, version=F("version") + 1, updated_at=timezone.now()
    )
    article.refresh_from_db()
    if not moved:
        raise Stale(article)
    if changes.get("assignee"):
        give_open_claims(actor, article, changes["assignee"])
    record(actor, article.desk_id, article, Change(Action.EDIT, article.status, article.status, diff))
    return article


def _plain(value: Any) -> Any:
    """A person is named by their key in the log."""
    return value.pk if isinstance(value, User) else value


def counts_of(article: Article) -> dict[str, dict[str, int]]:
    """Claims by status and by type, suggestions of the current text by state."""
    status: Counter[str] = Counter()
    types: Counter[str] = Counter()
    for state, kinds in Claim.objects.filter(article=article).values_list("status", "types"):
        status[state] += 1
        types.update(kinds)
    current = Suggestion.objects.filter(article=article, article_version=article.text_version)
    states = Counter(current.values_list("state", flat=True))
    return {"status": dict(status), "types": dict(types), "suggestions": dict(states)}
