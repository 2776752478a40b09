"""The demo newsroom: two desks, their people, one article pre-tagged and partly checked."""

from __future__ import annotations

import secrets
from datetime import date
from importlib import resources

from django.db import transaction

from annotations.models import Actor, Article, Claim, Desk, Source, Suggestion, User
from annotations.services.annotate import edit_claim
from annotations.services.decisions import accept_suggestion, dismiss_suggestion
from annotations.services.evidence import link_evidence
from annotations.services.ingest import ingest_article
from annotations.services.members import create_member
from annotations.services.review import take_step
from annotations.services.sources import add_source
from annotations.services.worker import run_job
from annotations.vocabulary import DismissReason, Resolution, Role, Status, Verdict
from annotations.workflow import may

PEOPLE = (
    ("jizhe", "要闻", Role.REPORTER, "顾言舟"),
    ("bianji", "要闻", Role.EDITOR, "王晚晴"),
    ("bianji2", "要闻", Role.EDITOR, "李知行"),
    ("shenhe", "要闻", Role.REVIEWER, "赵明理"),
    ("zongbian", "要闻", Role.CHIEF, "钱守正"),
    ("guanli", "要闻", Role.ADMIN, "孙有度"),
    ("bianji_b", "经济", Role.EDITOR, "周算清"),
)
TITLE = "澄湾：一座小港的十年突围"
SAMPLE = "【示例】"
CHECKED = ("14.3%", "万吨级以上泊位8个", "87.6万人")
"""Figures of the sample whose claims stand checked; the first is approved, the second waits for review."""
SLIP = ("34.6万人次", "35.6万人次")
"""A planted error: the copy's figure and the bulletin's."""


def seed() -> dict[str, str]:
    """Make what is missing of the demo; returns the passwords of the people made now, by username."""
    passwords = {}
    for username, desk_name, role, name in PEOPLE:
        member = create_member(username=username, desk_name=desk_name, role=role, name=name)
        if not member.user.has_usable_password():
            passwords[username] = secrets.token_urlsafe(12)
            member.user.set_password(passwords[username])
            member.user.save(update_fields=["password"])
    desk = Desk.objects.get(name="要闻")
    article, created = _article(_actor("bianji"), desk, TITLE)
    if created:
        run_job(article.jobs.get().pk)
        _check(article, _bulletin(_actor("bianji"), article))
        run_job(article.jobs.unfinished().get().pk)  # the sweep that the bulletin asked for
    return passwords


@transaction.atomic
def sample_article(*, actor: Actor, desk: Desk) -> Article:
    """The sample with its material, for a desk that wants to try things; the stored one when it is there."""
    article, created = _article(actor, desk, f"{SAMPLE}{TITLE}")
    if created and may("add_source", actor.roles_at(desk.pk)):
        _bulletin(actor, article)
    return article


def _article(actor: Actor, desk: Desk, title: str) -> tuple[Article, bool]:
    return ingest_article(
        actor=actor,
        desk=desk,
        title=title,
        text=_copy("article.txt"),
        byline="顾言舟 沈知夏",
        source="本报",
        section="要闻",
        published_on=date(2024, 4, 2),
    )


def _bulletin(actor: Actor, article: Article) -> Source:
    return add_source(
        actor=actor,
        desk=article.desk,
        title="澄湾市2023年国民经济和社会发展统计公报（摘录）",
        issuer="澄湾市统计局",
        source_type="statistics",
        issued_on=date(2024, 2, 28),
        text=_copy("bulletin.txt"),
        article=article,
    )


def _check(article: Article, bulletin: Source) -> None:
    """Some work as it stands in the middle of an evening."""
    editor, reviewer = _actor("bianji"), _actor("shenhe")
    done = [_verified(article, editor, bulletin, figure) for figure in CHECKED]
    for claim in [claim for claim in done if claim][:2]:
        take_step(actor=editor, claim=claim, to=Status.SUBMITTED, seen=claim.version)
    if done[0]:
        done[0].refresh_from_db()
        take_step(actor=reviewer, claim=done[0], to=Status.APPROVED, seen=done[0].version)
    wrong = _linked(article, editor, bulletin, SLIP[0], SLIP[1], stance="refutes")
    if wrong:
        edit_claim(
            actor=editor,
            claim=wrong,
            seen=None,
            changes={
                "verdict": Verdict.FALSE,
                "verdict_note": "公报为 35.6 万人次，分项相加也是 35.6。",
                "resolution": Resolution.CORRECTED,
                "proposed_text": wrong.quote.replace(*SLIP),
            },
        )
    slogan = Suggestion.objects.filter(article=article, quote__contains="小港也能办大事").pending().first()
    if slogan:
        dismiss_suggestion(actor=editor, suggestion=slogan, reason=DismissReason.SLOGAN)


def _verified(article: Article, editor: Actor, bulletin: Source, figure: str) -> Claim | None:
    claim = _linked(article, editor, bulletin, figure, figure, stance="supports")
    return claim and edit_claim(actor=editor, claim=claim, seen=None, changes={"verdict": Verdict.VERIFIED})


def _linked(
    article: Article, editor: Actor, bulletin: Source, figure: str, found: str, *, stance: str
) -> Claim | None:
    """Accept the suggestion that holds ``figure`` and link the bulletin's ``found`` to it."""
    suggestion = Suggestion.objects.filter(article=article, quote__contains=figure).pending().first()
    if suggestion is None:
        return None
    claim = accept_suggestion(actor=editor, suggestion=suggestion)
    start = bulletin.snapshot.text.index(found)
    link = link_evidence(
        actor=editor,
        claim=claim,
        source=bulletin,
        stance=stance,
        tier="primary",
        start=start,
        end=start + len(found),
        quote=found,
    )
    return link.claim


def _actor(username: str) -> Actor:
    return Actor(User.objects.get(username=username))


def _copy(name: str) -> str:
    return resources.files("annotations.demo").joinpath(name).read_text(encoding="utf-8")
