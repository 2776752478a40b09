"""Fills the throw-away library of bench/search.py: with documents that were read, or with made passages.

To be imported when the environment names the database.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from annotations.models import Desk, Membership, Passage, Snapshot, Source, User  # noqa: E402
from annotations.search import cutting, passages  # noqa: E402
from annotations.search.pieces import pieces  # noqa: E402
from annotations.search.tokens import DICTIONARY_VERSION, tokens  # noqa: E402
from annotations.services.indexing import reindex  # noqa: E402
from annotations.text.dictionary import folder as dictionary_folder  # noqa: E402
from annotations.vocabulary import Role  # noqa: E402
from bench.retrieval import Document, Query, documents  # noqa: E402
from bench.zipfcopy import PASSAGES, Made, ZipfCopy, dictionary_words  # noqa: E402

READER = "bench"
BATCH = 200
ASKED = 200
"""Queries of made passages."""


@dataclass(frozen=True)
class Built:
    """What was indexed in how many seconds, and the seconds for the same without an index."""

    documents: int
    passages: int
    seconds: float
    baseline: float

    def figures(self) -> dict[str, float]:
        return {"documents/s": self.documents / self.seconds, "passages/s": self.passages / self.seconds}

    def line(self) -> str:
        each = ", ".join(f"{value:,.0f} {name}" for name, value in self.figures().items())
        return (
            f"{self.documents:,} documents, {self.passages:,} passages indexed in {self.seconds:.1f} s: "
            f"{each}; baseline, stored without an index: {self.baseline:.1f} s"
        )


def prepared() -> tuple[Desk, User]:
    """Tables, a desk and its reader."""
    call_command("migrate", verbosity=0)
    # Nobody listens: passages are cut here, not by a worker.
    passages.hint = lambda: None
    user = User.objects.create(username=READER, name="评测")
    desk = Desk.objects.create(name="评测")
    Membership.objects.create(user=user, desk=desk, role=Role.EDITOR)
    return desk, user


def read(corpus: Path, most: int | None) -> Built:
    """Store every document as a source, up to about ``most`` passages; index as ``reindex`` does."""
    desk, user = prepared()
    began = time.perf_counter()
    waiting, count = _some(documents(corpus), most), 0
    while batch := list(islice(waiting, BATCH)):
        count += _store(batch, desk, user)
    stored = time.perf_counter()
    reindex(lambda *_: None)
    done = time.perf_counter()
    _analyze()
    return Built(count, Passage.objects.count(), done - stored, stored - began)


def _some(found: Iterable[Document], most: int | None) -> Iterator[Document]:
    count = 0
    for document in found:
        yield document
        count += len(pieces(document.text)) if most else 0
        if most and count >= most:
            return


@transaction.atomic
def _store(batch: Sequence[Document], desk: Desk, user: User) -> int:
    sources = _sources([document.name for document in batch], desk, user)
    now = timezone.now()
    Snapshot.objects.bulk_create(
        Snapshot(
            source=source, number=1, original=b"", text=document.text, size=0, sha256="",
            media_type="text/plain", final_url="", accessed_at=now,
        )
        for source, document in zip(sources, batch, strict=True)
    )  # fmt: skip
    return len(sources)


def _sources(names: Iterable[str], desk: Desk, user: User) -> list[Source]:
    # origin_key keeps the name of the file; the title stays empty, for it would be found too.
    return Source.objects.bulk_create(
        Source(desk=desk, created_by=user, title="", origin_key=name[:300]) for name in names
    )


def made(count: int) -> tuple[Built, list[Query]]:
    """About ``count`` made passages and their queries.

    They are stored with the words they are made of: cutting so many takes an hour; a corpus measures it.
    """
    desk, user = prepared()
    number = max(1, round(count / PASSAGES))
    copy = ZipfCopy(dictionary_words(dictionary_folder() / "dict.txt"))
    waiting = copy.documents(number, max(1, number // ASKED))
    queries: list[Query] = []
    seconds = bare = 0.0
    while batch := list(islice(waiting, BATCH)):
        queries += [
            Query(one.asked[0], frozenset([f"{one.name}#{one.asked[1]}"])) for one in batch if one.asked
        ]
        rows = list(_passages(batch, _sources([one.name for one in batch], desk, user)))
        if not bare:
            bare = _without_index(rows)
        began = time.perf_counter()
        with transaction.atomic():
            Passage.objects.bulk_create(rows, batch_size=500)
        seconds += time.perf_counter() - began
    began = time.perf_counter()
    cutting.recount()
    seconds += time.perf_counter() - began
    _analyze()
    total = number * PASSAGES
    return Built(number, total, seconds, bare / min(number, BATCH) * number), queries


def _passages(batch: Iterable[Made], sources: Iterable[Source]) -> Iterator[Passage]:
    for one, source in zip(batch, sources, strict=True):
        start = 0
        for ordinal, words in enumerate(one.passages):
            text = "".join(words)
            found = [token for word in words for token in _tokens(word)]
            yield Passage(
                desk_id=source.desk_id, source=source, ordinal=ordinal, start=start, text=text,
                tokens=" ".join(found), n_tokens=len(found), dictionary_version=DICTIONARY_VERSION,
            )  # fmt: skip
            start += len(text) + 1


@cache
def _tokens(word: str) -> list[str]:
    return tokens(word)


def _without_index(rows: list[Passage]) -> float:
    """Seconds for the same rows without their words, taken back afterwards."""
    kept = ("desk_id", "source_id", "ordinal", "start", "text")
    bare = [Passage(**{name: getattr(row, name) for name in kept}) for row in rows]
    with transaction.atomic():
        began = time.perf_counter()
        Passage.objects.bulk_create(bare, batch_size=500)
        seconds = time.perf_counter() - began
        transaction.set_rollback(True)
    return seconds


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
