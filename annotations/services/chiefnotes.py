"""总编意见: what the chief decides about one item of the publish gate, as the item stands now."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from annotations.models import Actor, Article, ChiefNote
from annotations.services import fields as check
from annotations.services.access import require
from annotations.services.audit import Change, record
from annotations.services.errors import Conflict, Invalid, Missing
from annotations.services.gate import Line, gate_of
from annotations.services.standing import settle_later
from annotations.vocabulary import Action
from annotations.wording import say

LONGEST = 2_000


@transaction.atomic
def note_item(*, actor: Actor, article: Article, item: str, note: str) -> ChiefNote:
    """Write the chief's note on an item; it counts as long as the thing does not change. Again replaces it.

    Raises ``Invalid`` without words, ``Conflict`` for an item that a note cannot settle, ``Missing`` for one
    that the gate does not list.
    """
    require(actor, article.desk_id, "publish")
    if not note.strip():
        raise Invalid.field("note", say("请写明总编意见。"), "required")
    note = check.limited("note", note, LONGEST)
    line = _listed(article, item)
    if not line.item.takes_note:
        raise Conflict(say("这一项不能用总编意见代替，请去处理；实在来不及，可以例外签发。"))
    before = ChiefNote.objects.select_for_update().filter(article=article, item=item).first()
    written, _ = ChiefNote.objects.update_or_create(
        article=article,
        item=item,
        defaults={
            "object_version": line.item.object_version,
            "note": note,
            "by": actor.user,
            "at": timezone.now(),
        },
    )
    _record(actor, article, item, before.note if before else None, note)
    return written


@transaction.atomic
def take_note_back(*, actor: Actor, article: Article, item: str) -> None:
    """The item is missing again. Raises ``Missing`` when there is no note on it."""
    require(actor, article.desk_id, "publish")
    note = ChiefNote.objects.select_for_update().filter(article=article, item=item).first()
    if note is None:
        raise Missing(say("这一项上没有总编意见，可能刚被撤回，请刷新页面。"))
    note.delete()
    _record(actor, article, item, note.note, None)


def _listed(article: Article, key: str) -> Line:
    line = gate_of(article).find(key)
    if line is None:
        raise Missing(say("签发条件里已没有这一项，可能刚办妥，请刷新页面。"))
    return line


def _record(actor: Actor, article: Article, item: str, old: str | None, new: str | None) -> None:
    """A note changes what the gate says and not the article: its version stays."""
    diff = {"chief_note": [old, new], "gate_item": [item, item]}
    record(actor, article.desk_id, article, Change(Action.EDIT, article.status, article.status, diff))
    settle_later(article.pk)
