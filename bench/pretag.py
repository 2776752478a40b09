"""What pre-tagging costs, beside stock jieba in the same run.

    python bench/pretag.py [FILE]

Prints CPU ratios to ``jieba.posseg.cut`` (whole engine: words, all detectors, score), the time of an
article in a warm worker and of its re-tagging after one changed sentence, the memory of a worker's
parent and of a forked worker, linearity up to 5 MB and on hostile text, traditional script against
bare ``jieba.cut``, and the throughput of two forked workers against one. News-like copy is made here;
FILE (UTF-8) is measured the same way when given.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import jieba  # noqa: E402
import jieba.posseg  # noqa: E402
from newscopy import newscopy  # noqa: E402

from annotations.detectors import suggestions  # noqa: E402
from annotations.detectors.statements import statements  # noqa: E402
from annotations.detectors.suggestions import load, propose  # noqa: E402
from annotations.text import words  # noqa: E402

DAY = date(2024, 3, 8)
ARTICLE = 3_700
HOSTILE_LENGTH = 350_000
# Enough characters to make the copy unknown to a dictionary of simplified words.
SIMPLIFIED = (
    "个万亿与业东为举义书产亲会传体兴关农动区华单协厂发变员园国场备头开张总战护报时条来极标气决济现电盘码种积签类"
    "纺经续统绍缩网职艺计认议设证评说谈财责质车转轮轻运进远连适选里铁银长门间闻阳际难须领题验鱼龙"
)
TRADITIONAL = (
    "個萬億與業東為舉義書產親會傳體興關農動區華單協廠發變員園國場備頭開張總戰護報時條來極標氣決濟現電盤碼種積簽類"
    "紡經續統紹縮網職藝計認議設證評說談財責質車轉輪輕運進遠連適選裡鐵銀長門間聞陽際難須領題驗魚龍"
)
HOSTILE = {
    "digits only": "0123456789",
    "quotes only": "“”",
    "opening brackets": "（",
    "nested brackets": "（《“",
    "one word, no punctuation": "德高望重的人",
    "grouped digits": "1,234,",
    "date pieces": "年月日至到",
    "emoji": "😀🀄",
    "HTML": "<p class=\"x\">&nbsp;",
}  # fmt: skip


def main(arguments: list[str]) -> None:
    texts = {"news-like copy, 1 MB": newscopy(350_000)}
    for name in arguments:
        texts[Path(name).name] = Path(name).read_text("utf-8-sig")
    show("memory, in MB", worker_memory())
    jieba.setLogLevel(60)
    exhaust(jieba.posseg.cut("准备"))
    load()
    # As in the worker: what is loaded before the fork is no matter for the collector.
    gc.freeze()
    for name, text in texts.items():
        against_posseg(name, text)
    one_article(newscopy(ARTICLE, seed=11)[:ARTICLE], "made article")
    for name in arguments:
        one_article(Path(name).read_text("utf-8-sig")[: 2 * ARTICLE], Path(name).name)
    traditional()
    linearity()
    two_workers()


def show(what: str, figure: Any) -> None:
    print(f"{what:<58} {figure}", flush=True)


def cpu(work: Callable[[], object], times: int = 1) -> float:
    """The least CPU seconds of ``times`` runs."""
    best = float("inf")
    for _ in range(times):
        gc.collect()
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def pretag(text: str) -> int:
    return sum(len(step.proposals) for step in propose(text, reference_date=DAY))


def cold(text: str) -> int:
    """With nothing kept from earlier runs."""
    statements.cache_clear()
    words.forget()
    return pretag(text)


def against_posseg(name: str, text: str) -> None:
    """The target of the project: the whole engine at most 0.60 of stock part-of-speech tagging."""
    times = 3 if len(text) < 50_000 else 1
    stock = cpu(lambda: exhaust(jieba.posseg.cut(text)), times)
    ours = cpu(lambda: cold(text), times)
    show(f"{name} ({len(text)} characters): engine / posseg.cut, cold", f"{ours / stock:.2f}")
    show("    characters per CPU second", f"{len(text) / ours:,.0f}")


def exhaust(pieces: Iterable[object]) -> None:
    for _ in pieces:
        pass


def one_article(text: str, name: str) -> None:
    """A worker that has seen other copy; then the same article with one changed sentence."""
    cold(newscopy(20_000, seed=3))
    show(f"{name} ({len(text)} characters), warm worker, ms", f"{1000 * cpu(lambda: pretag(text)):.1f}")
    at = text.index("。", len(text) // 2) + 1
    edits = iter(text[:at] + f"全市又建成标准厂房{number}座。" + text[at:] for number in range(100, 105))
    show("    again after a one-sentence edit, ms", f"{1000 * cpu(lambda: pretag(next(edits)), 5):.2f}")


def traditional() -> None:
    """Stock posseg falls to a thousand characters a second here; the limit is 12 times bare cut."""
    text = newscopy(40_000, seed=5).translate(str.maketrans(SIMPLIFIED, TRADITIONAL))
    bare = cpu(lambda: exhaust(jieba.cut(text)))
    show("traditional script: engine / bare jieba.cut (limit 12)", f"{cpu(lambda: cold(text)) / bare:.1f}")


def linearity() -> None:
    """Time per character: 5 MB against 0.5 MB, and hostile text against news."""
    normal = per_character(newscopy(175_000, seed=21))
    large = per_character(newscopy(1_750_000, seed=22))
    show("time per character, 5 MB / 0.5 MB", f"{large / normal:.2f}")
    hostile = {
        name: (unit * (HOSTILE_LENGTH // len(unit) + 1))[:HOSTILE_LENGTH] for name, unit in HOSTILE.items()
    }
    hostile["100,000 nested brackets"] = "（" * 50_000 + "）" * 50_000
    # Its sentences are alike: without this, all but the first would be remembered.
    suggestions.statements = statements.__wrapped__
    for name, text in hostile.items():
        show(f"    {len(text):,} characters, {name} (limit 3)", f"{per_character(text) / normal:.2f}")
    suggestions.statements = statements


def per_character(text: str) -> float:
    return cpu(lambda: cold(text)) / len(text)


def two_workers() -> None:
    """Forked workers side by side, wall time; two cores are needed for a fair figure."""
    one, two = wall(1), wall(2)
    show(f"two workers / one, throughput ({os.cpu_count()} cores)", f"{2 * one / two:.2f}")


def wall(workers: int) -> float:
    began = time.monotonic()
    children = []
    for number in range(workers):
        child = os.fork()
        if not child:
            cold(newscopy(200_000, seed=40 + number))
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    return time.monotonic() - began


def worker_memory() -> str:
    """In a process of its own, because stock jieba in this one would count too."""
    run = [sys.executable, str(ROOT / "bench" / "worker_memory.py")]
    return subprocess.run(run, capture_output=True, text=True, check=True, cwd=ROOT).stdout.strip()


if __name__ == "__main__":
    main(sys.argv[1:])
