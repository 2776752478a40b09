"""材料对稿: one sweep pairs every item of an article with its passage in the attached material.

Asked for whenever copy, suggestions or material change. Lock order: everything else first, this job's row
last; the sweep itself holds the article before it writes, so it never waits while others wait for it.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from annotations.matching.compare import compare
from annotations.matching.pairing import Item, Pairing, kind_of, pair
from annotations.models import Actor, Article, Job, Material, Pair, Snapshot, Source
from annotations.services import jobs, runs
from annotations.services.fields import anchor
from annotations.services.pairitems import Group, Stated, groups_of, stated_in
from annotations.vocabulary import (
    Comparison,
    JobState,
    PairOutcome,
)
from annotations.wording import marked

KIND = "pair"
SILENCE = 1.0
"""Seconds after which progress is stored, so that the lease is kept."""
COMPARED: Mapping[str, PairOutcome] = {
    Comparison.SAME: PairOutcome.SAME,
    Comparison.ROUNDED: PairOutcome.ROUNDED,
    Comparison.OTHER_UNIT: PairOutcome.OTHER_UNIT,
    Comparison.DIFFERS: PairOutcome.DIFFERS,
}
WRITTEN = (
    "suggestion_id", "claim_id", "types", "kind", "outcome", "score", "source_id", "snapshot_id", "at", "to",
    "passage", "parts", "vouched_by_id", "vouched_at", "aside", "aside_by_id", "aside_at",
)  # fmt: skip
HUMAN = ("vouched_by_id", "vouched_at", "aside", "aside_by_id", "aside_at")
NOBODY: Mapping[str, Any] = dict.fromkeys(HUMAN) | {"aside": ""}


def request(article: Article, actor: Actor | None) -> Job | None:
    """Queue a sweep in the caller's transaction; a running one would miss what has just changed.

    Without material there is nothing to do: what earlier sweeps left goes at once.
    """
    jobs.supersede(KIND, article=article)
    if not Material.objects.filter(article=article).exists():
        Pair.objects.filter(article=article).delete()
        return None
    return jobs.later(KIND, article=article, by=actor)


def request_beside(source: Source, actor: Actor | None) -> None:
    """Queue a sweep for every article that the source is material of."""
    for article in Article.objects.filter(material__source=source).order_by("pk"):
        request(article, actor)


def sweep(job: Job) -> str:
    """Do a leased job; raises ``runs.Outdated`` when the article has a newer text by now.

    Nothing is stored before the end, so that a killed sweep leaves nothing half done: it begins again.
    """
    article = job.article
    if article is None or article.text_version != job.text_version:
        raise runs.Outdated()
    heard, stated = 0.0, []
    for one in stated_in(article):
        heard = _beat(job, heard)
        if kind_of(one.item) is not None:
            stated.append(one)
    groups = groups_of(article)
    total = len(stated) * len(groups)
    found: list[tuple[Group, Stated, Pairing]] = []
    by_key = {one.item.key: one for one in stated}
    for group in groups:
        for made in _kept(job, pair(article.text, [one.item for one in stated], group.documents)):
            heard = _beat(job, heard, done=len(found), total=total)
            found.append((group, by_key[made.key], made))
    _store(job, article, found, total)
    return JobState.DONE


def _beat(job: Job, heard: float, **progress: int) -> float:
    """Tell of progress when nothing was heard for a while; when it was told last."""
    if time.monotonic() - heard <= SILENCE:
        return heard
    with jobs.step(job, phase=marked("在材料中查找"), **progress):
        return time.monotonic()


def _kept(job: Job, pairings: Iterator[Pairing]) -> Iterator[Pairing]:
    """The pairings, the lease kept while one is made: the first one reads and cuts all of the material."""
    while (made := jobs.meanwhile(job, lambda: next(pairings, None))) is not None:
        yield made


@transaction.atomic
def _store(job: Job, article: Article, found: Sequence[tuple[Group, Stated, Pairing]], total: int) -> None:
    """All pairs of this text, and the end of the job; what people said of earlier ones goes along."""
    _hold(article)
    with jobs.step(job, done=total, total=total, phase=marked("整理结果")):
        rows = list(Pair.objects.select_for_update().filter(article=article).order_by("pk"))
        before = {_key(row): row for row in rows if row.article_version == article.text_version}
        said = _said(rows)
        kept: set[uuid.UUID] = set()
        added, changed = [], []
        for group, stated, made in found:
            row = _row(article, group, stated, made, said)
            standing = before.get(_key(row))
            if standing is None:
                added.append(row)
                continue
            kept.add(standing.pk)
            if _take_over(standing, row):
                changed.append(standing)
        gone = [row.pk for row in rows if row.pk not in kept]
        Pair.objects.filter(pk__in=gone).delete()
        Pair.objects.bulk_create(added, batch_size=200)
        Pair.objects.bulk_update(changed, [*_columns(), "version", "made_at"], batch_size=50)
        jobs.count(job, added=len(added), updated=len(changed), withdrawn=len(gone))
    jobs.finish(job, JobState.DONE)


def _hold(article: Article) -> None:
    """Keep a newer text and acts on the pairs out until the end. Raises ``runs.Outdated``."""
    same = Article.objects.filter(pk=article.pk, text_version=article.text_version)
    if not same.select_for_update(no_key=True).values_list("pk", flat=True).first():
        raise runs.Outdated()


def _columns() -> list[str]:
    return [name.removesuffix("_id") for name in WRITTEN]


def _key(row: Pair) -> tuple[int, int, uuid.UUID | None]:
    return row.start, row.end, row.guarded_by_id


def _take_over(standing: Pair, row: Pair) -> bool:
    """Give a standing pair what was found now; whether anything is different."""
    changed = {name: new for name in WRITTEN if getattr(standing, name) != (new := getattr(row, name))}
    for name, value in changed.items():
        setattr(standing, name, value)
    if changed:
        standing.version += 1
        standing.made_at = timezone.now()
    return bool(changed)


def _row(article: Article, group: Group, stated: Stated, made: Pairing, said: Mapping[Any, Pair]) -> Pair:
    """The pair as it is to stand: the passage found, or the one a person pointed out."""
    item = stated.item
    earlier = said.get((item.quote, group.guard.pk if group.guard else None))
    row = Pair(
        article=article,
        article_version=article.text_version,
        **anchor(article.text, item.start, item.end, item.quote),
        suggestion_id=stated.suggestion_id,
        claim_id=stated.claim_id,
        types=list(item.types),
        kind=made.kind,
        guarded_by=group.guard,
        **_passage(group, made),
        **NOBODY,
    )
    if earlier is not None:
        _remember(row, earlier, item, group)
    return row


def _passage(group: Group, made: Pairing) -> dict[str, Any]:
    fields: dict[str, Any] = {"outcome": made.outcome, "score": made.score, "parts": []}
    if made.document is None:
        return fields
    snapshot = group.snapshots[made.document]
    parts = [
        {
            "kind": part.kind,
            "ours": part.ours,
            "start": part.start,
            "end": part.end,
            "theirs": part.theirs,
            "at": part.at,
            "to": part.to,
            "outcome": part.outcome,
        }
        for part in made.parts
    ]
    return fields | {
        "source_id": snapshot.source_id,
        "snapshot_id": snapshot.pk,
        "at": made.start,
        "to": made.end,
        "passage": snapshot.text[made.start : made.end],
        "parts": parts,
    }


def _said(rows: Iterable[Pair]) -> dict[tuple[str, uuid.UUID | None], Pair]:
    """Pairs that a person said something of, by their words; of several the newest text's."""
    spoken = [row for row in rows if row.vouched_by_id or row.aside]
    return {
        (row.quote, row.guarded_by_id): row for row in sorted(spoken, key=lambda row: row.article_version)
    }


def _remember(row: Pair, earlier: Pair, item: Item, group: Group) -> None:
    """Carry over what a person said, as long as the words they spoke of stand."""
    if earlier.vouched_by_id:
        place = _again(earlier, group)
        if place is None:
            return
        for name, value in pointed(item.value, item.unit, item.approx, *place).items():
            setattr(row, name, value)
        row.vouched_by_id, row.vouched_at = earlier.vouched_by_id, earlier.vouched_at
    if earlier.aside and (earlier.source_id, earlier.passage) == (row.source_id, row.passage):
        row.aside, row.aside_by_id, row.aside_at = earlier.aside, earlier.aside_by_id, earlier.aside_at


def _again(earlier: Pair, group: Group) -> tuple[Snapshot, int, int] | None:
    """Where the words that a person pointed out stand in the newest text of their source, if they do."""
    for snapshot in group.snapshots:
        if snapshot.source_id != earlier.source_id or not earlier.passage:
            continue
        at, text = earlier.at or 0, snapshot.text
        if not text.startswith(earlier.passage, at):
            at = text.find(earlier.passage)
        if at >= 0:
            return snapshot, at, at + len(earlier.passage)
    return None


def pointed(
    value: str | None, unit: str, approx: str, snapshot: Snapshot, start: int, end: int
) -> dict[str, Any]:
    """The fields of a passage that a person pointed out: compared as far as there is a figure."""
    quote = snapshot.text[start:end]
    found = compare(value, unit, approx, quote)
    return {
        "outcome": COMPARED.get(found.outcome, PairOutcome.POINTED),
        "score": 0.0,
        "source_id": snapshot.source_id,
        "snapshot_id": snapshot.pk,
        "at": start,
        "to": end,
        "passage": quote,
        "parts": [],
    }
