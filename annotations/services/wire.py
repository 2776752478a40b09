"""通稿比对: an article gets the agency's text beside it, and claims are made of our changes."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F

from annotations.models import Actor, Article, Claim, Desk, Source
from annotations.services import jobs, pretag
from annotations.services.access import require
from annotations.services.annotate import add_claim, read_proposal
from annotations.services.articles import edit_article
from annotations.services.audit import Change, record
from annotations.services.decisions import accept_suggestion
from annotations.services.errors import Conflict, Stale
from annotations.services.ingest import TITLE_LIMIT, ingest_article
from annotations.services.ourchanges import differences, handled
from annotations.services.sources import add_source
from annotations.vocabulary import Action, ClaimType, SourceType, SuggestionState
from annotations.wording import marked, say

TITLE = marked("通稿：{title}")
"""How a pasted agency's text is called in the library; stored, so it is Chinese."""


@transaction.atomic
def take_in(*, actor: Actor, desk: Desk, wire_text: str = "", **article: Any) -> tuple[Article, bool]:
    """Store an article together with the agency's text it was made from, if one is given.

    Of an article that is stored already nothing is changed. Raises what ``ingest_article`` does.
    """
    stored, created = ingest_article(actor=actor, desk=desk, **article)
    if created and wire_text.strip():
        source = _as_source(actor, stored, wire_text)
        Article.objects.filter(pk=stored.pk).update(wire_source=source, version=F("version") + 1)
        stored.refresh_from_db()
        diff = {"wire_source": [None, source.pk]}
        record(actor, desk.pk, stored, Change(Action.EDIT, stored.status, stored.status, diff))
    return stored, created


@transaction.atomic
def paste_wire(
    *, actor: Actor, article: Article, seen: int | None, text: str, title: str = "", issuer: str = ""
) -> Article:
    """Put the agency's text into the library and compare the article with it, in one act.

    Raises ``Forbidden``, ``Stale``, ``Invalid``.
    """
    require(actor, article.desk_id, "annotate")
    # Job, article, then the chain: the order in which a worker and every other edit take their locks.
    jobs.supersede(pretag.KIND, article=article)
    now = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if seen is not None and seen != now.version:
        raise Stale(now)
    source = _as_source(actor, article, text, title=title, issuer=issuer)
    return edit_article(actor=actor, article=article, seen=seen, changes={"wire_source": source})


def _as_source(actor: Actor, article: Article, text: str, *, title: str = "", issuer: str = "") -> Source:
    """The pasted text as 通稿 in the library, attached to the article."""
    issuer = issuer.strip() or article.source
    return add_source(
        actor=actor,
        desk=article.desk,
        title=title.strip() or TITLE.format(title=article.title)[:TITLE_LIMIT],
        source_type=SourceType.PRESS_RELEASE,
        text=text,
        article=article,
        issuer=issuer,
        origin_key=issuer,
    )


@transaction.atomic
def claim_of_change(*, actor: Actor, article: Article, start: int, end: int) -> Claim:
    """The claim on one of our changes: the one that stands there, its suggestion accepted, or a new one.

    Raises ``Conflict`` when the text or the agency's text has moved on and the change is none any more.
    """
    require(actor, article.desk_id, "annotate")
    change = next((one for one in differences(article) or () if one.span == (start, end)), None)
    if change is None:
        raise Conflict(say("这一处改动已不在了：正文或通稿原文刚有变动，请刷新页面。"))
    one = handled(article, [change])[0]
    if one.claim is not None:
        return one.claim
    if one.suggestion is not None and one.suggestion.state == SuggestionState.PENDING:
        return accept_suggestion(actor=actor, suggestion=article.suggestions.get(pk=one.suggestion.pk))
    quote = article.text[start:end]
    found = read_proposal(article, quote)
    types = [str(kind) for kind in (found.types if found else [ClaimType.EVENT])]
    return add_claim(actor=actor, article=article, start=start, end=end, quote=quote, types=types)
