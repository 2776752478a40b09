"""Our tagger beside stock jieba in one process: the same words and tags, and what they cost.

    python bench/tagger.py [FILE]

Prints the CPU ratio to ``jieba.posseg.cut``, with nothing remembered and with all of it, and to bare
``jieba.cut``; how many sentences differ (none may); the same in traditional script, on a tenth of the
text, because stock jieba takes minutes there; and the taggers that are installed beside it. News-like
copy is made here; FILE (UTF-8) is measured instead when given.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import jieba  # noqa: E402
import jieba.posseg  # noqa: E402
import opencc  # noqa: E402
from newscopy import newscopy  # noqa: E402

from annotations.text import words  # noqa: E402
from annotations.text.sentences import sentences  # noqa: E402
from annotations.text.taggers import TAGGERS  # noqa: E402

CHARACTERS = 350_000


def main(arguments: list[str]) -> None:
    text = Path(arguments[0]).read_text("utf-8-sig") if arguments else newscopy(CHARACTERS)
    jieba.setLogLevel(60)
    jieba.posseg.lcut("准备")
    words.load()
    gc.collect()
    gc.freeze()
    simplified = [text[sentence.start : sentence.end] for sentence in sentences(text)]
    compare("simplified", simplified)
    convert = opencc.OpenCC("s2t").convert
    compare("traditional", [convert(sentence) for sentence in simplified[: len(simplified) // 10]])
    for name in TAGGERS:
        try:
            words.use(name)
        except ImportError:
            print(f"{name}: not installed")
            continue
        each(words.words, simplified[:10])
        print(f"{name}: {rate(simplified, each(words.words, simplified))} characters per CPU second")


def compare(script: str, texts: list[str]) -> None:
    stock = each(jieba.posseg.lcut, texts)
    bare = each(jieba.lcut, texts)
    words.forget()
    cold, warm = each(words.words, texts), each(words.words, texts)
    print(f"{script}: {sum(map(len, texts))} characters, stock posseg {rate(texts, stock)} per CPU second")
    print(f"    ours / posseg: cold {cold / stock:.3f}, warm {warm / stock:.3f}")
    print(f"    ours / bare cut: cold {cold / bare:.2f}, warm {warm / bare:.2f}")
    print(f"    sentences that differ: {sum(map(differs, texts))} of {len(texts)}", flush=True)


def differs(text: str) -> bool:
    expected = [(pair.word, pair.flag) for pair in jieba.posseg.cut(text)]
    return [(word.text, word.tag) for word in words.words(text)] != expected


def each(work: Callable[[str], object], texts: list[str]) -> float:
    """CPU seconds for all of the texts."""
    began = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - began


def rate(texts: list[str], seconds: float) -> str:
    return f"{sum(map(len, texts)) / seconds:,.0f}"


if __name__ == "__main__":
    main(sys.argv[1:])
