"""A further version of an article: stored once and for good, with every claim found again in it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from annotations.models import Actor, Article, Correction, Version
from annotations.search import passages
from annotations.services import fields as check
from annotations.services import pairing, reanchoring
from annotations.services.access import require
from annotations.services.annotate import NOTE_LIMIT
from annotations.services.audit import Change, record
from annotations.services.errors import Conflict, Forbidden, Invalid, Stale
from annotations.services.ingest import readable
from annotations.services.pretag import request_pretag
from annotations.services.reanchoring import Plan, Reanchored
from annotations.services.standing import settle_later
from annotations.vocabulary import (
    ENDED,
    Action,
    ArticleStatus,
    CorrectionDecision,
    CorrectionState,
    Outcome,
    Role,
)
from annotations.wording import say

ATTEMPTS = 4
"""So often the plan is made anew when colleagues change claims meanwhile."""
PUTS_RIGHT = (CorrectionDecision.CORRECT, CorrectionDecision.CLARIFY)


@dataclass(frozen=True)
class Report:
    """The version, and what became of each claim in reading order; ``created`` is False for the same text."""

    version: Version
    created: bool
    claims: Sequence[Reanchored] = ()

    @property
    def counts(self) -> Mapping[str, int]:
        """How many claims fared how; every outcome is named."""
        found = Counter(one.outcome for one in self.claims)
        return {outcome.value: found[outcome] for outcome in Outcome}


class _Overtaken(Exception):
    """A colleague changed a claim, or the text, while places were looked for."""


def add_version(
    *,
    actor: Actor,
    article: Article,
    text: str,
    note: str = "",
    seen: int | None = None,
    correction: Correction | None = None,
) -> Report:
    """Store a new text and carry its claims over; the current text again gives back the current version.

    A published article takes a new text only with a ``correction`` that was decided. Raises ``Invalid``,
    ``Forbidden``, ``Stale``, and ``Conflict`` for the text of another article.
    """
    require(actor, article.desk_id, "upload")
    _require_own(actor, article)
    body = readable(text, empty=say("正文是空的，请粘贴新版正文。"))
    check.limited("note", note, NOTE_LIMIT)
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    article = Article.objects.select_related("desk").get(pk=article.pk)
    for _ in range(ATTEMPTS):
        if seen is not None and seen != article.version:
            raise Stale(article)
        _require_open(article, correction)
        if sha256 == article.text_sha256:
            return Report(article.versions.get(number=article.text_version), created=False)
        _require_new(article, sha256)
        if correction is not None:
            _require_put_right(article, correction, body)
        planned = reanchoring.plan(article, body)
        version = Version(text=body, sha256=sha256, original=text.encode(), note=note, author=actor.user)
        try:
            return _store(actor, article, version, planned, correction)
        except _Overtaken:
            article = Article.objects.select_related("desk").get(pk=article.pk)
    raise Stale(article)


def _require_own(actor: Actor, article: Article) -> None:
    """Reporters bring new versions of what they brought themselves."""
    if actor.roles_at(article.desk_id) <= {Role.REPORTER} and article.created_by_id != actor.user.pk:
        raise Forbidden(say("记者只能给自己上传的稿件换新版本；别人的稿件请交编辑办理。"))


def _require_open(article: Article, correction: Correction | None) -> None:
    if correction is None:
        if article.status in ENDED:
            raise Conflict(
                say(
                    "“{status}”的稿件不能直接换正文；请先提出更正，由值班总编决定后再改。",
                    status=_status(article),
                ),
                code="needs_correction",
            )
        return
    puts_right = correction.state == CorrectionState.DECIDED and correction.decision in PUTS_RIGHT
    if correction.article_id != article.pk or not puts_right or correction.corrected_version is not None:
        raise Conflict(say("这项更正不是这篇稿件的，或尚未决定更正或说明，或已有改正后的版本。"))
    if article.status not in (ArticleStatus.PUBLISHED, ArticleStatus.CORRECTED):
        raise Conflict(say("“{status}”的稿件不能发改正后的版本。", status=_status(article)))


def _require_put_right(article: Article, correction: Correction, body: str) -> None:
    """What the chief decided stands in the new text, where the original words stood in the present one.

    A decision may speak of words outside the text (a picture, a printed headline): then nothing is asked.
    """
    text = article.versions.values_list("text", flat=True).get(number=article.text_version)
    original, corrected = (
        words.replace("\r\n", "\n") for words in (correction.original_text, correction.corrected_text)
    )
    if correction.decision != CorrectionDecision.CORRECT or not original or original not in text:
        return
    if corrected and corrected not in body:
        told = say(
            "新正文里没有更正决定的改后文字“{words}”，没有保存；请照决定改正，再存成新版本。", words=corrected
        )
    elif not corrected and body.count(original) >= text.count(original):
        told = say("更正决定撤下的“{words}”还在新正文里，没有保存；请删去后再存成新版本。", words=original)
    else:
        return
    raise Invalid.field("text", told, "not_put_right")


def _status(article: Article) -> str:
    return ArticleStatus(article.status).label


def _require_new(article: Article, sha256: str) -> None:
    other = Article.objects.filter(desk=article.desk_id, text_sha256=sha256).exclude(pk=article.pk).first()
    if other is not None:
        raise _same_text(other)


def _same_text(other: Article) -> Conflict:
    told = say("这份正文与本部门的另一篇稿件《{title}》完全相同，没有保存；请打开那一篇。", title=other.title)
    return Conflict(told, code="same_text")


@transaction.atomic
def _store(
    actor: Actor, article: Article, version: Version, planned: Plan, correction: Correction | None
) -> Report:
    """All of it or nothing, if everything still stands as the plan was made from it."""
    held = Article.objects.select_for_update(no_key=True, of=("self",)).select_related("desk")
    row = held.filter(pk=article.pk, version=article.version, text_version=article.text_version).first()
    if row is None:
        raise _Overtaken
    if correction is not None:
        _note_on(actor, correction, row.text_version + 1)
    claims = reanchoring.locked(row, planned)
    if claims is None:
        raise _Overtaken
    before, number = row.status, row.text_version + 1
    _move(row, version.sha256, _status_after(row, correction))
    version.article, version.number = row, number
    version.save(force_insert=True)
    passages.write(row)
    if correction is not None:
        _log_correction(actor, correction, number)
    diff = {"text_version": [number - 1, number], "sha256": [article.text_sha256, version.sha256]}
    action = Action.CORRECT if correction else Action.EDIT
    record(actor, row.desk_id, row, Change(action, before, row.status, diff, version.note))
    done = reanchoring.carry_over(actor, version, claims, planned)
    request_pretag(actor=actor, article=row)
    pairing.request(row, actor)
    settle_later(row.pk)
    return Report(version, created=True, claims=sorted(done, key=lambda one: (one.claim.start, one.claim.pk)))


def _status_after(article: Article, correction: Correction | None) -> str:
    """What was cleared has to be looked at again."""
    if correction is not None:
        return ArticleStatus.CORRECTED
    return ArticleStatus.CHECKING if article.status == ArticleStatus.CLEARED else article.status


def _move(article: Article, sha256: str, status: str) -> None:
    try:
        with transaction.atomic():
            Article.objects.filter(pk=article.pk).update(
                text_version=F("text_version") + 1,
                text_sha256=sha256,
                status=status,
                version=F("version") + 1,
                updated_at=timezone.now(),
            )
    except IntegrityError:  # the same text came in as another article at this moment
        raise _same_text(Article.objects.get(desk=article.desk_id, text_sha256=sha256)) from None
    desk = article.desk
    article.refresh_from_db()
    article.desk = desk


def _note_on(actor: Actor, correction: Correction, number: int) -> None:
    """The correction has its version, unless somebody wrote on it since it was read."""
    moved = Correction.objects.filter(
        pk=correction.pk, version=correction.version, corrected_version__isnull=True
    ).update(corrected_version=number, version=F("version") + 1)
    if not moved:
        raise Stale(Correction.objects.filter(pk=correction.pk).first())
    correction.refresh_from_db()


def _log_correction(actor: Actor, correction: Correction, number: int) -> None:
    diff = {"corrected_version": [None, number]}
    change = Change(Action.CORRECT, correction.state, correction.state, diff)
    record(actor, correction.desk_id, correction, change)
