"""How well and how fast the library is searched, on SQLite and on PostgreSQL, beside plain ways to search.

    python bench/search.py CORPUS QUERIES.jsonl [--sqlite | --postgres] [--passages N] [--typed] [--page]
    python bench/search.py --generate 1000000 [--sqlite | --postgres] [--typed]

CORPUS is a folder, one document a file (UTF-8, any names, subfolders too). QUERIES holds JSON lines:
{"query": "…", "id": "…"}; the id is the file that answers (its name with or without suffix, or its way from
CORPUS), or one passage of it (NAME#ORDINAL, from 0), or a list of these. With --generate the documents and
their queries are made here, of words drawn as often as people write them.

Each database is a throw-away one in a process of its own; without --sqlite or --postgres both are
measured, one after the other, and compared. Documents become sources, and the code of `manage.py reindex`
writes their passages, cuts them into words and counts these. A query is then asked as a sentence to be
proved (nearest), or with --typed as what a person types (find). With --page the page 检索 is asked too, in
process: from the request to its HTML, as htmx gets it while somebody types.

- R@k: the share of queries whose right passage is among the first k, of the candidates that the database
  gives, and of the final order. ms: one query from its text to a page of hits with their marks;
  work: the time a processor spent on it, here and in the database, which a busy machine does not change.
- common words: twenty queries of three of the commonest words each, which give the index most to do.
- own order: the same words, ordered by FTS5's bm25() or PostgreSQL's ts_rank() alone.
- LIKE: each passage read for the words of the query, the one with most of them first; a few queries only.
- index: the full-text index alone; passages: their table (on SQLite without the index) with all its indexes.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.retrieval import Unusable, check_ids, names, read_queries  # noqa: E402

DATABASES = ("sqlite", "postgresql")


def main() -> None:
    options = _options()
    try:
        if not options.generate:
            check_ids(read_queries(options.queries), names(options.corpus))
        if options.only:
            _measure(options)
            return
        _each_apart(options)
    except Unusable as error:
        raise SystemExit(str(error)) from None


def _options() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("corpus", type=Path, nargs="?", help="the folder of the documents")
    asked.add_argument("queries", type=Path, nargs="?", help="the file of queries, JSON lines")
    asked.add_argument("--generate", type=int, metavar="N", help="make about N passages and queries for them")
    asked.add_argument("--sqlite", action="store_true", help="measure SQLite alone")
    asked.add_argument("--postgres", action="store_true", help="measure PostgreSQL alone")
    asked.add_argument(
        "--passages", type=int, metavar="N", help="stop reading the corpus at about N passages"
    )
    asked.add_argument("--typed", action="store_true", help="ask as a person at the search box does")
    asked.add_argument("--page", action="store_true", help="ask the page of the workbench too")
    asked.add_argument("--misses", action="store_true", help="list queries whose right passage is not first")
    asked.add_argument("--only", choices=DATABASES, help=argparse.SUPPRESS)
    asked.add_argument("--result", type=Path, help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.generate and options.corpus:
        asked.error("give either CORPUS and QUERIES, or --generate N")
    if not options.generate and not options.queries:
        asked.error("give CORPUS and QUERIES, or --generate N")
    return options


def _each_apart(options: argparse.Namespace) -> None:
    """Django speaks to one database in a process, so each gets a process of its own."""
    chosen = [
        name
        for name, wanted in zip(DATABASES, (options.sqlite, options.postgres), strict=True)
        if wanted or not (options.sqlite or options.postgres)
    ]
    found = {}
    with tempfile.TemporaryDirectory(prefix="bench-search-") as folder:
        for name in chosen:
            result = Path(folder) / f"{name}.json"
            command = [sys.executable, __file__, *sys.argv[1:], "--only", name, "--result", str(result)]
            if subprocess.run(command, check=False).returncode:
                raise SystemExit(f"{name}: not measured.")
            found[name] = json.loads(result.read_text())
    if len(found) > 1:
        _compare(*(found[name] for name in DATABASES))


def _compare(sqlite: dict[str, float], postgresql: dict[str, float]) -> None:
    print("\nSQLite beside PostgreSQL")
    for name, value in sqlite.items():
        other = postgresql[name]
        apart = f"{other - value:+.3f}" if "@" in name else f"× {other / value:.2f}" if value else ""
        print(f"  {name:28} {value:12.3f} {other:12.3f}  {apart}")


def _measure(options: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-search-") as name:
        folder = Path(name)
        # A database that runs as another user must be able to walk through.
        folder.chmod(0o755)
        server = _prepare(folder, options.only)
        try:
            _report(options)
        finally:
            if server:
                server.stop()


def _prepare(folder: Path, database: str) -> Any:
    for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY_FILE"):
        os.environ.pop(name, None)
    os.environ |= {
        "TEST_DATABASE": "sqlite",
        "WORKBENCH_DATA": f"{folder}/data",
        "WORKBENCH_TEST_SERVERS": str(folder),
        "DJANGO_SETTINGS_MODULE": "workbench.settings",
        "LOG_LEVEL": "ERROR",
    }
    if database == "sqlite":
        return None
    from tests.servers import start_postgres  # noqa: PLC0415

    server = start_postgres(folder)
    os.environ |= {"DATABASE_URL": server.url, "SECRET_KEY": uuid.uuid4().hex * 2}
    return server


def _report(options: argparse.Namespace) -> None:
    # Django reads its settings when it is imported, and the database must be known by then.
    from bench import filling, searching  # noqa: PLC0415

    began = time.perf_counter()
    if options.generate:
        built, queries = filling.made(options.generate)
    else:
        built, queries = filling.read(options.corpus, options.passages), read_queries(options.queries)
    print(f"\n{options.only}: {built.line()}", flush=True)
    sizes = searching.sizes()
    print("  " + ", ".join(f"{name} {size:.1f} MB" for name, size in sizes.items()))
    found = searching.ask(queries, typed=options.typed, misses=options.misses)
    if options.page:
        found |= searching.pages(queries)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = time.perf_counter() - began
    load = os.getloadavg()[0] / (os.cpu_count() or 1)
    print(f"  {seconds:.0f} s in all, peak memory of this process {peak:.0f} MB, load {load:.1f} a core")
    if options.result:
        options.result.write_text(json.dumps(built.figures() | sizes | found))


if __name__ == "__main__":
    main()
