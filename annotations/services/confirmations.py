"""After a new version: the reviewer's one 改动确认 for small changes, and places that a person gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from annotations.models import Actor, Article, Claim, Hand, Reanchoring
from annotations.services import claimrows, places
from annotations.services.access import require
from annotations.services.annotate import read_figure
from annotations.services.comparing import compare_again, locked_links
from annotations.services.errors import Conflict, FourEyes
from annotations.vocabulary import Action, Flag, Part, Status
from annotations.wording import say


@dataclass(frozen=True)
class Confirmed:
    """The claims whose small changes were confirmed, and one's own, which somebody else must look at."""

    claims: Sequence[Claim]
    skipped: Sequence[Claim]


def waiting(article: Article) -> list[Reanchoring]:
    """Small changes under an approval that a reviewer has yet to confirm, in the order of the text."""
    rows = Reanchoring.objects.filter(claim__article=article).awaiting_confirmation()
    return list(rows.select_related("claim__article__desk", "version"))


@transaction.atomic
def confirm_changes(*, actor: Actor, article: Article) -> Confirmed:
    """改动确认: all small changes of the article in one act; every claim is logged singly.

    Four eyes: whoever worked on a claim in this round, or brought the version, cannot confirm it; those
    are skipped and named. Raises ``Conflict`` when nothing waits, ``FourEyes`` when all are one's own.
    """
    require(actor, article.desk_id, "review")
    Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    rows = waiting(article)
    if not rows:
        raise Conflict(say("没有待确认的改动。"))
    keys = sorted({row.claim_id for row in rows})
    locked = Claim.objects.select_for_update(of=("self",)).select_related("article").filter(pk__in=keys)
    claims = {claim.pk: claim for claim in locked.order_by("pk")}
    own = _own(actor, rows)
    theirs = [row for row in rows if row.claim_id not in own]
    if not theirs:
        raise FourEyes(say("这些改动是您上传的，或您参与过核查，须由他人确认（四眼原则）。"))
    Reanchoring.objects.filter(pk__in=[row.pk for row in theirs]).update(
        confirmed_by=actor.user, confirmed_at=timezone.now()
    )
    newest = {row.claim_id: row for row in theirs}
    writes = [
        claimrows.Write(claims[pk], {}, {"confirmed": [newest[pk].quote_before, newest[pk].quote_after]})
        for pk in sorted(newest)
    ]
    claimrows.write_many(actor, article.desk_id, Action.REANCHOR, writes)
    return Confirmed([claims[pk] for pk in sorted(newest)], [claims[pk] for pk in keys if pk in own])


def _own(actor: Actor, rows: Sequence[Reanchoring]) -> set[object]:
    """Claims that this person worked on in their round, or whose new words this person brought."""
    worked = Hand.objects.filter(
        claim__in=[row.claim_id for row in rows], person=actor.user, part=Part.WORKED, voided_at__isnull=True
    ).values_list("claim_id", "round")
    mine = set(worked)
    return {
        row.claim_id
        for row in rows
        if (row.claim_id, row.claim.round) in mine or row.version.author_id == actor.user.pk
    }


@transaction.atomic
def reanchor_by_hand(
    *, actor: Actor, claim: Claim, seen: int | None, start: int, end: int, quote: str
) -> Claim:
    """选取新位置: a person says where an orphaned claim stands in the current text. Counts as work.

    Other words are a claim to be looked at again: the verdict goes, the figure is read anew. Further places
    stood in another text and are dropped. Raises ``Conflict`` when the claim is not orphaned, ``Invalid``.
    """
    require(actor, claim.article.desk_id, "annotate")
    claimrows.require_version(claim, seen)
    if claim.status == Status.SUPERSEDED:
        raise Conflict(say("这个核查点已确认失效；要恢复，请用“重新定位”这一步。"))
    if Flag.ORPHANED not in claim.flags:
        raise Conflict(say("这个核查点的位置没有丢失；要改选区，请直接修改。"))
    claimrows.hold_text(claim.article)
    fields = places.moved_to(claim, start, end, quote)
    other_words = quote != claim.quote
    if other_words:
        fields |= read_figure(claim.article, quote, claim.types)
    links = locked_links(claim) if other_words else []
    diff = {name: [getattr(claim, name), value] for name, value in fields.items()}
    diff |= places.forget_further(claim)
    claim = claimrows.write(claim, actor, Action.REANCHOR, fields, diff=diff)
    compare_again(claim, links)
    claimrows.worked(claim, actor)
    return claim
