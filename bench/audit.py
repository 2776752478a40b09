"""verify_audit on a million rows: seconds, beside reading the same rows without hashing them.

    python bench/audit.py [--rows 1000000] [--postgres]

Fills a throw-away database (SQLite; with --postgres a PostgreSQL of its own) with the log of one desk,
chained by the rules of chain.py, and verifies it. The rows are like real ones: three in ten edit a claim's
verdict or note, one in ten holds a list of places.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
asked.add_argument("--rows", type=int, default=1_000_000)
asked.add_argument("--postgres", action="store_true")
OPTIONS = asked.parse_args()
os.environ["TEST_DATABASE"] = "sqlite"
for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY_FILE"):
    os.environ.pop(name, None)
FOLDER = tempfile.TemporaryDirectory(prefix="bench-audit-")
# A database that runs as another user must be able to walk through.
Path(FOLDER.name).chmod(0o755)
os.environ |= {"WORKBENCH_DATA": f"{FOLDER.name}/data", "DJANGO_SETTINGS_MODULE": "workbench.settings"}

from tests.servers import start_postgres  # noqa: E402

SERVER = start_postgres(Path(FOLDER.name)) if OPTIONS.postgres else None
if SERVER:
    os.environ |= {"DATABASE_URL": SERVER.url, "SECRET_KEY": uuid.uuid4().hex * 2}

import django  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

django.setup()

from annotations.chain import digest  # noqa: E402
from annotations.models import AuditEntry, AuditHead, Desk  # noqa: E402
from annotations.services.audit import payload  # noqa: E402
from annotations.services.verifying import CHUNK, verify_desk  # noqa: E402

BATCH = 10_000
PLAIN = (
    "seq", "at", "actor", "role", "object_type", "object_id", "action", "source_state", "target_state",
    "diff", "reason", "request_id", "version", "prev_hash", "hash",
)  # fmt: skip
PLACES = [
    {"start": 40 * n, "end": 40 * n + 9, "quote": "117.77亿元", "suggestion_id": None} for n in range(4)
]
DIFFS: tuple[dict[str, Any], ...] = (
    {"verdict": ["", "verified"], "verdict_note": ["", "公报第三页，口径为全市。"]},
    {"quote": [None, "到位资金117.77亿元"], "types": [None, ["money"]], "note": [None, ""]},
    {"verdict": ["verified", "mostly_verified"], "verdict_note": ["", "四舍五入后一致。"]},
    {"evidence": [None, {"id": str(uuid.uuid4()), "stance": "supports", "tier": "primary"}]},
    {"mentions": [[], PLACES]},
    {}, {}, {"assignee": [None, str(uuid.uuid4())]}, {}, {"seen_version": [4, 4]},
)  # fmt: skip


def main() -> None:
    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    desk = fill(OPTIONS.rows)
    print(f"{connection.vendor}, {OPTIONS.rows:,} rows written in {time.perf_counter() - began:.1f} s")
    began = time.perf_counter()
    rows = AuditEntry.objects.filter(desk=desk).order_by("seq").values_list(*PLAIN)
    read = sum(1 for _ in rows.iterator(chunk_size=CHUNK))
    baseline = time.perf_counter() - began
    found = verify_desk(desk)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{baseline:7.1f} s  baseline: {read:,} rows read and decoded, not hashed")
    print(f"{found.seconds:7.1f} s  verify_audit: {found.rows:,} rows, {len(found.faults)} faults")
    print(
        f"ratio {found.seconds / baseline:.2f}; {found.rows / found.seconds:,.0f} rows/s; peak {peak:.0f} MB"
    )


def fill(rows: int) -> Desk:
    """A desk with a chained log of so many rows."""
    desk, before = Desk.objects.create(name="要闻"), ""
    people = [str(uuid.uuid4()) for _ in range(7)]
    claims = [uuid.uuid4() for _ in range(1_000)]
    start = datetime(2026, 1, 1, tzinfo=UTC)
    made: list[AuditEntry] = []
    for seq in range(1, rows + 1):
        entry = AuditEntry(
            desk=desk,
            seq=seq,
            at=start + timedelta(milliseconds=137 * seq, microseconds=1),
            actor=people[seq % 7],
            role="editor",
            object_type="claim",
            object_id=claims[seq % 1_000],
            action="edit",
            source_state="open",
            target_state="in_progress",
            diff=DIFFS[seq % 10],
            reason="退回：请补充出处" if seq % 50 == 0 else "",
            request_id=uuid.UUID(int=seq).hex,
            version=seq % 90 + 1,
            prev_hash=before,
        )
        entry.hash = before = digest(before, payload(entry))
        made.append(entry)
        if len(made) == BATCH or seq == rows:
            AuditEntry.objects.bulk_create(made)
            made = []
    AuditHead.objects.create(desk=desk, seq=rows, hash=before)
    return desk


if __name__ == "__main__":
    try:
        main()
    finally:
        connection.close()
        if SERVER:
            SERVER.stop()
        FOLDER.cleanup()
