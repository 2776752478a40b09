"""What is said about an article, and how far it has come."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotations.models import Actor, Article, Claim, Source, Suggestion, User
from annotations.search import passages
from annotations.services import facts, jobs, pretag
from annotations.services import fields as check
from annotations.services.access import require
from annotations.services.assignments import give_open_claims, require_assignable
from annotations.services.audit import Change, record
from annotations.services.errors import Invalid, Missing, Stale
from annotations.services.ingest import TITLE_LIMIT
from annotations.vocabulary import Action, Confidentiality
from annotations.wording import say

GUARDED = {"check_level": "set_check_level", "critical": "review"}
"""What is said about an article and needs more than the right to check it: field and act."""
READ_AGAIN = ("check_level", "wire_source")


@transaction.atomic
def edit_article(*, actor: Actor, article: Article, seen: int | None, changes: dict[str, Any]) -> Article:
    """Change title, byline, dates, assignee and the like; never the text.

    A new assignee (责编) gets the open claims with it, each logged singly; None gives the article back
    to the desk. Naming somebody else is for reviewers and chiefs, and so is 批评报道; 核查程度 is the
    chief's. Another level or another agency's text is read again, what people decided stays. Raises
    ``Forbidden``, ``Stale``, ``Invalid``.
    """
    require(actor, article.desk_id, "annotate")
    for name, act in GUARDED.items():
        if name in changes:
            require(actor, article.desk_id, act)
    if seen is not None and seen != article.version:
        raise Stale(article)
    _require_usable(actor, article, changes)
    again = any(name in changes and getattr(article, name) != changes[name] for name in READ_AGAIN)
    if again:
        jobs.supersede(pretag.KIND, article=article)
    diff = {name: [_plain(getattr(article, name)), _plain(value)] for name, value in changes.items()}
    moved = Article.objects.filter(pk=article.pk, version=article.version).update(
        **changes, version=F("version") + 1, updated_at=timezone.now()
    )
    article.refresh_from_db()
    if not moved:
        raise Stale(article)
    if "title" in changes:
        passages.rename(article)
    if again:
        jobs.later(pretag.KIND, article=article, by=actor)
    if changes.get("assignee"):
        give_open_claims(actor, article, changes["assignee"])
    record(actor, article.desk_id, article, Change(Action.EDIT, article.status, article.status, diff))
    if "embargo_until" in changes:
        facts.embargo_changed(article)
    return article


def _require_usable(actor: Actor, article: Article, changes: dict[str, Any]) -> None:
    """Raise for what cannot be stored, or not by this person."""
    if "title" in changes and not changes["title"].strip():
        raise Invalid.field("title", say("请填写标题。"), "required")
    check.limited("title", changes.get("title", ""), TITLE_LIMIT)
    if "assignee" in changes:
        require_assignable(actor, article, changes["assignee"])
    if "check_level" in changes:
        check.check_level(changes["check_level"])
    if changes.get("wire_source"):
        _require_readable_by_all(article, changes["wire_source"])


def _require_readable_by_all(article: Article, source: Source) -> None:
    """The agency's text is shown to the whole desk beside the article."""
    if source.desk_id != article.desk_id:
        raise Missing()
    if source.confidentiality == Confidentiality.PROTECTED:
        raise Invalid.field("wire_source", say("保护信源不能作为通稿：比对时全部门都会看到它的原文。"))


def _plain(value: Any) -> Any:
    """A person or a source is named by its key in the log."""
    return value.pk if isinstance(value, (User, Source)) else value


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
