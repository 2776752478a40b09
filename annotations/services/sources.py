"""核查资料: documents of the desk's library, each with a frozen, hashed snapshot."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotations.models import Actor, Article, Desk, Snapshot, Source, User, VerifiedFact
from annotations.search import passages
from annotations.services import fields as check
from annotations.services import pairing
from annotations.services.access import require
from annotations.services.audit import Change, record
from annotations.services.errors import Invalid, Stale
from annotations.services.ingest import readable
from annotations.services.material import attach
from annotations.services.staleness import citing, settle
from annotations.services.stories import find_story, note_story
from annotations.services.viewers import checked_viewers, require_deciding
from annotations.vocabulary import Action, Confidentiality, SourceType
from annotations.wording import say

NAMED_BY = {"title", "issuer", "speaker"}
"""Fields by which a source is searched beside its text."""


@dataclass(frozen=True)
class Content:
    """What a snapshot freezes: the bytes as they came and the text that was read from them.

    ``text`` is empty for a picture and for nothing else; ``encoding`` is how a text file was read,
    ``page_starts`` the offsets (code points) at which the pages of ``text`` begin. Without ``accessed_at``
    it came just now.
    """

    original: bytes
    text: str
    media_type: str
    filename: str = ""
    encoding: str = ""
    page_starts: tuple[int, ...] = ()
    final_url: str = ""
    accessed_at: datetime | None = None


def pasted(text: str, *, url: str = "") -> Content:
    """Typed or pasted text as content. Raises ``Invalid`` for a text that is empty or cannot be kept."""
    body = readable(text, empty=say("请粘贴资料正文：没有正文就没有可核对的快照。"))
    return Content(text.encode(), body, "text/plain; charset=utf-8", final_url=url)


def add_source(
    *,
    actor: Actor,
    desk: Desk,
    title: str,
    source_type: str,
    text: str = "",
    article: Article | None = None,
    viewers: Iterable[User] = (),
    **details: Any,
) -> Source:
    """Put a pasted document into the library and freeze its text; see ``store``."""
    require(actor, desk.pk, "add_source")
    fields = checked_details({"title": title, "source_type": source_type, **details})
    content = pasted(text, url=fields.get("url", ""))
    return store(actor=actor, desk=desk, content=content, article=article, viewers=viewers, **fields)


@transaction.atomic
def store(
    *,
    actor: Actor,
    desk: Desk,
    content: Content,
    article: Article | None = None,
    viewers: Iterable[User] = (),
    **details: Any,
) -> Source:
    """The one way into the library: a source with its first snapshot; with ``article``, as its material.

    ``details`` are fields of Source, title and source_type among them. Raises ``Forbidden``, ``Invalid``.
    """
    require(actor, desk.pk, "add_source")
    source = Source.objects.create(desk=desk, created_by=actor.user, **checked_details(details))
    source.viewers.set(checked_viewers(desk, viewers))
    snapshot = _freeze(source, 1, content)
    shown = {"title": [None, source.title], "sha256": [None, snapshot.sha256]}
    if source.confidentiality == Confidentiality.PROTECTED:
        shown = {"sha256": [None, snapshot.sha256]}
    record(actor, desk.pk, source, Change(Action.CREATE, None, None, shown))
    note_story(source)
    if article is not None:
        attach(actor=actor, article=article, source=source)
    return source


@transaction.atomic
def add_snapshot(*, actor: Actor | None, source: Source, content: Content) -> Snapshot:
    """Freeze what a source holds now beside what it held before; ``actor`` None is the system itself.

    Links keep the snapshot they quote. The source's version grows by one. Raises ``Forbidden``, ``Invalid``.
    """
    if actor is not None:
        require(actor, source.desk_id, "add_source")
    # Whoever comes second waits here, and then counts on from the first one's snapshot.
    Source.objects.select_for_update(no_key=True).get(pk=source.pk)
    before = source.snapshot
    snapshot = _freeze(source, before.number + 1, content)
    Source.objects.filter(pk=source.pk).update(version=F("version") + 1, updated_at=timezone.now())
    source.refresh_from_db()
    diff = {"snapshot": [before.number, snapshot.number], "sha256": [before.sha256, snapshot.sha256]}
    record(actor, source.desk_id, source, Change(Action.EDIT, None, None, diff))
    note_story(source)
    pairing.request_beside(source, actor)
    return snapshot


def _freeze(source: Source, number: int, content: Content) -> Snapshot:
    """Store one snapshot; whatever is kept of a source's newest text is brought up to date here."""
    text = content.text
    if text or not content.media_type.startswith("image/"):
        text = readable(text, empty=say("这份资料里没有文字，不能作为快照存入。"))
    snapshot = Snapshot.objects.create(
        source=source,
        number=number,
        original=content.original,
        text=text,
        size=len(content.original),
        sha256=hashlib.sha256(content.original).hexdigest(),
        media_type=content.media_type,
        filename=content.filename,
        encoding=content.encoding,
        page_starts=list(content.page_starts),
        final_url=content.final_url,
        accessed_at=content.accessed_at or timezone.now(),
    )
    passages.write(source)
    return snapshot


@transaction.atomic
def edit_source(*, actor: Actor, source: Source, seen: int | None, changes: dict[str, Any]) -> Source:
    """Correct what is said about a source; its snapshot stays as it is.

    ``viewers`` among the changes are the people on the list of a protected one, to which whoever hides a
    source is put. A keeper may change the list without the right to check. Raises ``Forbidden``, ``Stale``.
    """
    alone = changes.keys() == {"viewers"} and source.created_by_id == actor.user.pk
    require(actor, source.desk_id, "add_source" if alone else "annotate")
    require_deciding(actor, source, changes)
    viewers = _viewers_after(actor, source, changes)
    named = {name: value for name, value in changes.items() if name != "viewers"}
    fields = checked_details(named, fact=source.fact)
    if source.fact_id and fields.get("confidentiality") == Confidentiality.PROTECTED:
        told = say("本报已核事实本部门都能看到，不能设为保护信源。")
        raise Invalid.field("confidentiality", told)
    if seen is not None and seen != source.version:
        raise Stale(source)
    diff = {name: [getattr(source, name), value] for name, value in fields.items()}
    if Confidentiality.PROTECTED in (source.confidentiality, fields.get("confidentiality")):
        diff = {name: ["…", "…"] for name in diff}
    moved = Source.objects.filter(pk=source.pk, version=source.version).update(
        **fields, version=F("version") + 1, updated_at=timezone.now()
    )
    source.refresh_from_db()
    if not moved:
        raise Stale(source)
    if NAMED_BY & fields.keys():
        passages.rename(source)
    if "valid_until" in diff:
        settle(citing(source))
    if viewers is not None:
        diff["viewers"] = [_ids(source.viewers.all()), _ids(viewers)]
        source.viewers.set(viewers)
    record(actor, source.desk_id, source, Change(Action.EDIT, None, None, diff))
    if "confidentiality" in fields:
        find_story(source)
    if "confidentiality" in fields or "issued_on" in fields:
        pairing.request_beside(source, actor)
    return source


def _viewers_after(actor: Actor, source: Source, changes: dict[str, Any]) -> list[User] | None:
    """Who is on the list after the changes; None when the list stays as it is."""
    named = checked_viewers(source.desk, changes["viewers"]) if "viewers" in changes else None
    hiding = changes.get("confidentiality") == Confidentiality.PROTECTED != source.confidentiality
    if hiding and source.created_by_id != actor.user.pk:
        return sorted({*(named or source.viewers.all()), actor.user}, key=lambda person: str(person.pk))
    return named


def _ids(people: Iterable[User]) -> list[str]:
    return sorted(str(person.pk) for person in people)


def checked_details(fields: dict[str, Any], fact: VerifiedFact | None = None) -> dict[str, Any]:
    """Fields of a source as they may be stored; ``fact`` is what it is made of. Raises ``Invalid``."""
    if "title" in fields and not fields["title"].strip():
        raise Invalid.field("title", say("请填写资料标题。"), "required")
    for name in ("title", "issuer", "origin_key"):
        check.limited(name, fields.get(name, ""), 300)
    for name, known in (("source_type", SourceType), ("confidentiality", Confidentiality)):
        if name in fields and fields[name] not in list(known):
            words = say("、").join(say("{word}（{label}）", word=word, label=word.label) for word in known)
            raise Invalid.field(
                name,
                say("没有“{fields}”这一项；可用：{words}。", fields=fields[name], words=words),
                "unknown",
            )
    if "source_type" in fields:
        _require_its_fact(fields["source_type"], fields.get("fact") or fact)
    return fields


def _require_its_fact(source_type: str, fact: VerifiedFact | None) -> None:
    """Only what is made of a fact of ours may be called one, and never anything else."""
    kind = SourceType.ARCHIVE_FACT
    if source_type == kind and fact is None:
        told = say(
            "“{kind}”须引自事实库：请引用那一条事实（接口：给出 fact），或者换一个类型。", kind=kind.label
        )
        raise Invalid.field("source_type", told, "needs_fact")
    if source_type != kind and fact is not None:
        told = say("这份资料就是本报的一条事实，类型只能是“{kind}”。", kind=kind.label)
        raise Invalid.field("source_type", told, "not_with_fact")
