"""An article comes in: stored once, exactly, with its pre-tagging queued."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import IntegrityError, transaction

from annotations.checklevels import level_for
from annotations.models import Actor, Article, Desk, Version
from annotations.search import passages
from annotations.services import fields as check
from annotations.services.access import require
from annotations.services.audit import Change, record
from annotations.services.errors import Invalid
from annotations.services.pretag import request_pretag
from annotations.text.normalise import clean
from annotations.vocabulary import Action, CheckLevel
from annotations.wording import say

TEXT_LIMIT = 500_000
TITLE_LIMIT = 300


def ingest_article(
    *,
    actor: Actor,
    desk: Desk,
    title: str,
    text: str,
    original: bytes = b"",
    pretag: bool = True,
    **details: Any,
) -> tuple[Article, bool]:
    """Store an article with its version 1 and queue its pre-tagging.

    The same text (or the same ``external_id``) in the same desk gives back the stored article and
    False. ``original`` are the bytes of the file that ``text`` was read from. ``details`` are further
    fields of Article; another 核查程度 than the desk's rules give is the chief's to name. Raises
    ``Invalid`` for an empty or unusable text.
    """
    require(actor, desk.pk, "upload")
    body = readable(text, empty=say("正文是空的，请粘贴稿件正文。"))
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    stored = _stored(desk, sha256, details.get("external_id"))
    if stored:
        return stored, False
    level = _level(desk, details)
    if details.setdefault("check_level", level) != level:
        require(actor, desk.pk, "set_check_level")
    version = Version(number=1, text=body, sha256=sha256, original=original or text.encode())
    try:
        article = _create(actor, desk, version, title=_title(title), pretag=pretag, **details)
    except IntegrityError:  # the same copy was sent twice at the same moment
        stored = _stored(desk, sha256, details.get("external_id"))
        if stored is None:
            raise
        return stored, False
    return article, True


@transaction.atomic
def _create(actor: Actor, desk: Desk, version: Version, *, pretag: bool, **fields: Any) -> Article:
    """The article with its first version, its row in the log, and its pre-tagging on the list."""
    sha256 = version.sha256
    article = Article.objects.create(desk=desk, text_sha256=sha256, created_by=actor.user, **fields)
    version.article, version.author = article, actor.user
    version.save(force_insert=True)
    passages.write(article)
    record(actor, desk.pk, article, Change(Action.CREATE, None, article.status, {"sha256": [None, sha256]}))
    if pretag:
        request_pretag(actor=actor, article=article)
    return article


def _level(desk: Desk, details: dict[str, Any]) -> CheckLevel:
    """How much of the article is checked, as the desk's rules by section and source have it."""
    return level_for(
        desk.check_levels,
        section=details.get("section", ""),
        source=details.get("source", ""),
        default=desk.check_level,
    )


def _stored(desk: Desk, sha256: str, external_id: str | None) -> Article | None:
    same = Article.objects.filter(desk=desk, text_sha256=sha256).first()
    if same is None and external_id is not None:
        same = Article.objects.filter(desk=desk, external_id=external_id).first()
    return same


def readable(text: str, *, empty: str) -> str:
    """The text as it is stored. Raises ``Invalid``, for a text of blanks with the words of ``empty``."""
    if len(text) > TEXT_LIMIT:
        raise Invalid.field(
            "text",
            say(
                "正文有 {n} 个字符，最多 {text_limit} 个；请分成几篇提交。",
                n=len(text),
                text_limit=TEXT_LIMIT,
            ),
            "too_long",
        )
    try:
        body = clean(text)
    except ValueError as error:
        raise Invalid.field("text", str(error)) from error
    if not body.strip():
        raise Invalid.field("text", empty, "required")
    return body


def _title(title: str) -> str:
    if not title.strip():
        raise Invalid.field("title", say("请填写标题。"), "required")
    return check.limited("title", title, TITLE_LIMIT)
