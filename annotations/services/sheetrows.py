"""What the 核查清单 tells: the numbered text, every claim with its proof and its people, what is open."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import Prefetch

from annotations.models import Article, AuditEntry, Claim, EvidenceLink, Hand, User
from annotations.services.witnesses import Standing, standings_of
from annotations.text.readings import figure_words
from annotations.text.spans import segments
from annotations.vocabulary import Action, Approx, ClaimType, Confidentiality, Part, Status
from annotations.wording import listed, say

_LINE = re.compile(r"[^\n]+")
SETTLED = (Status.APPROVED, Status.PUBLISHED)


class Signed(NamedTuple):
    """Who did something to a claim, and when."""

    who: User
    at: datetime


@dataclass(frozen=True)
class Proof:
    """One piece of evidence as it may be printed: of a protected source no words."""

    link: EvidenceLink
    protected: bool
    snapshot: str

    @property
    def short(self) -> str:
        """Enough of the hash to find it in the list of snapshots."""
        return self.snapshot[:12]


@dataclass(frozen=True)
class Row:
    """One claim. ``number`` is the one it has in the list of the workbench."""

    number: int
    claim: Claim
    kinds: str
    figure: str
    placed: bool
    proofs: Sequence[Proof]
    once: Sequence[str]
    worked: Sequence[Signed]
    submitted: Signed | None
    reviewed: Signed | None
    final: Signed | None

    @property
    def settled(self) -> bool:
        return self.claim.status in SETTLED


@dataclass(frozen=True)
class Piece:
    """A stretch of the text; ``numbers`` are those of the claims that end with it."""

    text: str
    marked: bool = False
    numbers: str = ""


@dataclass
class Names:
    """The people of the signature lines, each once, in the order in which they signed."""

    first: list[User] = field(default_factory=list)
    second: list[User] = field(default_factory=list)
    third: list[User] = field(default_factory=list)


def rows_of(article: Article) -> list[Row]:
    """The claims in reading order, in a fixed number of queries."""
    links = EvidenceLink.objects.select_related("source", "snapshot").defer(
        "snapshot__original", "snapshot__text"
    )
    claims = list(
        article.claims.order_by("created_at", "pk")
        .select_related("created_by", "assignee", "approved_by")
        .prefetch_related(
            "mentions",
            Prefetch("evidence", links),
            Prefetch("hands", Hand.objects.filter(voided_at__isnull=True).select_related("person")),
        )
    )
    submissions = _submissions(claims)
    for claim in claims:
        claim.article = article
    standings = standings_of(claims)
    rows = [
        _row(article, number, claim, submissions.get(claim.pk), standings[claim.pk])
        for number, claim in enumerate(claims, 1)
    ]
    return sorted(rows, key=lambda row: (row.claim.start, -row.claim.end, row.number))


def _row(article: Article, number: int, claim: Claim, submitted: Signed | None, standing: Standing) -> Row:
    hands = [hand for hand in claim.hands.all() if hand.round == claim.round]
    approvals = [Signed(hand.person, hand.at) for hand in hands if hand.part == Part.APPROVED]
    return Row(
        number=number,
        claim=claim,
        kinds=listed(ClaimType(kind).label for kind in claim.types),
        figure=_figure(claim),
        placed=bool(_places(article, claim)),
        proofs=[_proof(link) for link in claim.evidence.all()],
        once=standing.once,
        worked=[Signed(hand.person, hand.at) for hand in hands if hand.part == Part.WORKED],
        submitted=submitted,
        reviewed=approvals[0] if approvals else None,
        final=approvals[1] if len(approvals) > 1 else None,
    )


def _figure(claim: Claim) -> str:
    """Value and unit in words; how exactly it is meant stands behind, unless it is meant exactly."""
    figure = figure_words(claim.value or "", claim.unit)
    loose = claim.approx in list(Approx) and claim.approx != Approx.EQ
    return (
        say("{figure}（{approx}）", figure=figure, approx=Approx(claim.approx).label)
        if figure and loose
        else figure
    )


def _proof(link: EvidenceLink) -> Proof:
    protected = link.source.confidentiality == Confidentiality.PROTECTED
    return Proof(link, protected, link.snapshot.sha256)


def _submissions(claims: Sequence[Claim]) -> dict[uuid.UUID, Signed]:
    """The last submission of each claim that still stands (the signed 初审)."""
    standing = [
        claim.pk for claim in claims if claim.status in (*SETTLED, Status.SUBMITTED, Status.FINAL_REVIEW)
    ]
    entries = AuditEntry.objects.filter(
        object_id__in=standing, action=Action.TRANSITION, target_state=Status.SUBMITTED
    ).order_by("seq")
    last = {entry.object_id: entry for entry in entries}
    people = {
        str(user.pk): user for user in User.objects.filter(pk__in={entry.actor for entry in last.values()})
    }
    return {pk: Signed(people[entry.actor], entry.at) for pk, entry in last.items() if entry.actor in people}


def _places(article: Article, claim: Claim) -> list[tuple[int, int]]:
    """Where the claim stands in the current text; nowhere when its words do not stand there."""
    if claim.article_version != article.text_version or claim.status == Status.SUPERSEDED:
        return []
    anchors = [claim, *claim.mentions.all()]
    text = article.text
    return [(one.start, one.end) for one in anchors if text[one.start : one.end] == one.quote]


def numbered(article: Article, rows: Iterable[Row]) -> list[list[Piece]]:
    """The current text, paragraph by paragraph, with the numbers of the claims where they end."""
    spans = [(start, end, row.number) for row in rows for start, end in _places(article, row.claim)]
    ending: dict[int, list[int]] = {}
    for _, end, number in sorted(spans, key=lambda span: span[2]):
        ending.setdefault(end, []).append(number)
    return [
        [
            Piece(
                article.text[segment.start : segment.end],
                bool(segment.keys),
                " ".join(map(str, ending.get(segment.end, ()))),
            )
            for segment in segments(line.start(), line.end(), spans)
        ]
        for line in _LINE.finditer(article.text)
    ]


def names_of(rows: Iterable[Row], signer: User | None, levels: int) -> Names:
    """Who stands on the signature lines; at a two-step desk 终审 is the chief's 签发."""
    names = Names()
    for row in rows:
        for signed, line in (
            (row.submitted, names.first),
            (row.reviewed, names.second),
            (row.final, names.third),
        ):
            if signed and signed.who not in line:
                line.append(signed.who)
    if levels == 2 and signer:
        names.third = [signer]
    return names
