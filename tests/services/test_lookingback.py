"""当时的样子: what is walked back from the log is what was stored then, whatever was done in between."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from structlog.contextvars import bound_contextvars

from annotations.hindsight import FIELDS, Deed, Standing, walk_back
from annotations.models import Actor, Article, AuditEntry, Claim, EvidenceLink
from annotations.services.annotate import edit_claim
from annotations.services.decisions import accept_suggestion
from annotations.services.errors import Problem
from annotations.services.evidence import edit_evidence, link_evidence, unlink_evidence
from annotations.services.lookingback import history_of, standing_of
from annotations.services.mentions import merge_mentions, split_mention
from annotations.services.publish import publish_article
from annotations.services.review import take_step
from annotations.services.undo import undo
from annotations.vocabulary import Role, Status
from tests.factories import (
    DeskFactory,
    a_claim,
    a_link,
    a_source,
    a_suggestion,
    an_approved_claim,
    an_article,
    member,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
TEXT = "2023年，新开工项目169个。全市项目169个，到位资金117.77亿元，港口是全省唯一。共169个。"
WIDER = TEXT.index("全市项目")


class Desk:
    """People at one desk who do whatever comes to their minds with one claim."""

    def __init__(self) -> None:
        desk = DeskFactory.create()
        self.editor, self.other = member(desk, Role.EDITOR), member(desk, Role.EDITOR)
        self.reviewer, self.chief = member(desk, Role.REVIEWER), member(desk, Role.CHIEF)
        self.article: Article = an_article(self.editor, text=TEXT)
        self.source = a_source(self.editor, text="公报：项目169个；资金117.77亿元。")
        self.secret = a_source(self.other, text="知情人：169个。", confidentiality="protected")
        self.again = a_suggestion(self.article, quote="共169个", types=["quantity"], value="169", unit="个")
        self.claim: Claim = a_claim(self.editor, self.article, quote="169个", types=["quantity"])

    def now(self) -> Claim:
        return Claim.objects.select_related("article__desk").get(pk=self.claim.pk)

    def do(self, act: str, dice: random.Random) -> None:
        """One act is one request, as an undo counts them."""
        with bound_contextvars(request_id=f"r{AuditEntry.objects.count():08}"):
            getattr(self, act)(dice)

    def edit(self, dice: random.Random) -> None:
        changes = dice.choice(
            [
                {"verdict": dice.choice(["verified", "false", "unverifiable", ""])},
                {"note": dice.choice(["问统计局", "", "再看"]), "value": dice.choice(["169", "196", ""])},
                {"types": dice.choice([["quantity"], ["quantity", "comparison"]]), "unit": "个"},
                {"resolution": dice.choice(["corrected", "none", ""]), "proposed_text": "196个"},
                {"verdict_note": "口径不同", "date": dice.choice(["2023", ""])},
                {
                    "start": TEXT.index("全市项目"),
                    "end": TEXT.index("全市项目") + 8,
                    "quote": "全市项目169个",
                },
            ]
        )
        edit_claim(actor=dice.choice([self.editor, self.other]), claim=self.now(), seen=None, changes=changes)

    def prove(self, dice: random.Random) -> None:
        actor = dice.choice([self.editor, self.other])
        source = dice.choice([self.source, self.secret])
        start = source.snapshot.text.index("169个")
        link_evidence(
            actor=actor,
            claim=self.now(),
            source=source,
            stance=dice.choice(["supports", "refutes", "context"]),
            tier="primary",
            start=start,
            end=start + 4,
            quote="169个",
            page=dice.choice(["", "3"]),
        )

    def _link(self, dice: random.Random) -> EvidenceLink:
        links = list(EvidenceLink.objects.filter(claim=self.claim).select_related("claim__article", "source"))
        if not links:
            raise Problem("none")
        return dice.choice(links)

    def reprove(self, dice: random.Random) -> None:
        changes = dice.choice(
            [{"stance": "refutes"}, {"tier": "secondary"}, {"page": "9"}, {"timecode": "1:2"}]
        )
        edit_evidence(actor=self.other, link=self._link(dice), seen=None, changes=changes)

    def unprove(self, dice: random.Random) -> None:
        unlink_evidence(actor=self.editor, link=self._link(dice), seen=None)

    def merge(self, dice: random.Random) -> None:
        merge_mentions(actor=self.editor, claim=self.now(), seen=None, suggestions=[self.again.pk])

    def split(self, dice: random.Random) -> None:
        places = list(self.now().mentions.all())
        if places:
            split_mention(actor=self.editor, claim=self.now(), seen=None, start=places[0].start)

    def step(self, dice: random.Random) -> None:
        actor = dice.choice([self.editor, self.other, self.reviewer, self.chief])
        take_step(
            actor=actor,
            claim=self.now(),
            to=dice.choice(list(Status)),
            seen=None,
            comment=dice.choice(["", "看"]),
        )

    def submit_and_approve(self, dice: random.Random) -> None:
        claim = self.now()
        changes = {"verdict": "unverifiable", "verdict_note": "无从查起"}
        claim = edit_claim(actor=self.editor, claim=claim, seen=None, changes=changes)
        claim = take_step(actor=self.editor, claim=claim, to=Status.SUBMITTED, seen=None)
        take_step(actor=self.reviewer, claim=claim, to=Status.APPROVED, seen=None)

    def reopen(self, dice: random.Random) -> None:
        take_step(actor=self.chief, claim=self.now(), to=Status.REOPENED, seen=None, comment="来信")

    def take_back(self, dice: random.Random) -> None:
        # Undoing the claim's own making would end it; that is a test of its own.
        if self.now().version > 2:
            undo(actor=self.other, article=self.article)

    def publish(self, dice: random.Random) -> None:
        publish_article(actor=self.chief, article=Article.objects.get(pk=self.article.pk), seen=None)


ACTS = (
    "edit", "edit", "edit", "prove", "reprove", "unprove", "merge", "split", "step", "step",
    "submit_and_approve", "reopen", "take_back", "publish",
)  # fmt: skip


def stored(claim: Claim) -> Standing:
    return standing_of(Claim.objects.get(pk=claim.pk))


@pytest.mark.parametrize("seed", range(24))
def test_every_version_walked_back_is_what_was_stored_then(seed: int):
    dice, desk = random.Random(seed), Desk()
    acts = dice.choices(ACTS, k=20)
    kept: dict[int, Standing] = {1: stored(desk.claim)}
    for act in acts:
        try:
            desk.do(act, dice)
        except Problem:
            continue
        standing = stored(desk.claim)
        kept[standing.version] = standing

    moments = history_of(desk.now())

    told = {moment.standing.version: moment.standing for moment in moments}
    assert {version: plain(told[version]) for version in kept} == {
        version: plain(standing) for version, standing in kept.items()
    }
    assert all(not moment.standing.unknown for moment in moments)
    assert len(kept) > 3


def plain(standing: Standing) -> dict[str, Any]:
    """What is compared: words about a protected source are not in the log."""
    return {
        "status": standing.status,
        **standing.fields,
        "approvals": list(standing.approvals),
        "mentions": [dict(place) for place in standing.mentions],
        "evidence": {pk: dict(link) for pk, link in standing.evidence.items()},
    }


def test_a_wrong_row_would_be_seen_by_that_comparison():
    """The property above fails when a row hides what it changed: its own negative side."""
    desk = Desk()
    before = stored(desk.claim)
    desk.edit(random.Random(1))
    entries = list(AuditEntry.objects.about(desk.claim).order_by("-seq"))
    silent = [
        Deed(row.version, row.action, row.actor, row.source_state, row.target_state, {}) for row in entries
    ]

    walked = list(walk_back(stored(desk.claim), silent))[-1]

    assert plain(walked) != plain(before)


def test_a_claim_that_was_deleted_and_came_back_is_walked_through(editor: Actor):
    article = an_article(editor, text=TEXT)
    claim = a_claim(editor, article, quote="169个", types=["quantity"])
    start = TEXT.index("全市项目169个") + 4
    from_ = a_claim(editor, article, quote="169个。", types=["quantity"])
    type(from_).objects.filter(pk=from_.pk).update(start=start, end=start + 4, quote="169个")
    merge_mentions(actor=editor, claim=claim, seen=None, claims=[from_.pk])
    assert not Claim.objects.filter(pk=from_.pk).exists()
    undo(actor=editor, article=article)

    moments = history_of(Claim.objects.get(pk=from_.pk))

    assert [(one.standing.version, one.standing.status) for one in moments] == [
        (3, "open"),
        (2, None),
        (1, "open"),
    ]


def an_old_row(claim: Claim, forget: Callable[[dict[str, Any]], dict[str, Any]]) -> list[Deed]:
    """The log as an earlier program wrote it."""
    return [
        Deed(row.version, row.action, row.actor, row.source_state, row.target_state, forget(dict(row.diff)))
        for row in AuditEntry.objects.about(claim).order_by("-seq")
    ]


def test_what_an_earlier_program_left_out_is_said_to_be_unrecorded(editor, reviewer):
    claim = an_approved_claim(editor, reviewer)
    claim = take_step(actor=reviewer, claim=claim, to=Status.REOPENED, seen=None, comment="来信")
    left_out = {"article_version", "assignee", "approved_by", "approved_at", "approvals", "returned_at"}

    walked = list(
        walk_back(stored(claim), an_old_row(claim, lambda d: {k: d[k] for k in d.keys() - left_out}))
    )
    whole = list(walk_back(stored(claim), an_old_row(claim, dict)))

    assert walked[1].unknown == {"assignee", "approved_by", "approved_at", "returned_at", "approvals"}
    assert walked[1].status == "approved"
    assert whole[1].unknown == frozenset()
    assert whole[1].fields["approved_by"] == str(reviewer.user.pk)


def test_everything_told_is_a_field_of_the_claim():
    assert set(FIELDS) <= {field.name for field in Claim._meta.get_fields()}


def test_a_removed_link_stands_where_it_stood(editor):
    link = a_link(editor, a_claim(editor), page="3")
    unlink_evidence(actor=editor, link=link, seen=None)

    now, before, *_ = history_of(Claim.objects.get(pk=link.claim_id))

    assert now.standing.evidence == {}
    assert before.standing.evidence[str(link.pk)]["page"] == "3"
    assert before.entry.at <= timezone.now()


def test_an_accepted_suggestion_begins_with_its_figure(editor):
    claim = accept_suggestion(actor=editor, suggestion=a_suggestion(an_article(editor)))

    (only,) = history_of(claim)

    assert (only.standing.fields["value"], only.standing.fields["unit"]) == ("11777000000", "CNY")
