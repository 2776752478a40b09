"""Measure how safely claims find their place again after eleven kinds of edits.

    python bench/reanchoring.py ARTICLE [--rounds 12] [--seed 5]

ARTICLE is a text file. Its suggestions, its numbers and places at random are the annotations; every edit
is made here, with the place of every character kept, so that the truth is known. Beside the ladder
stands a named baseline: the exact quote where its context fits best. ``right``: the same words within
two characters at either end, or orphaned when nothing is left; ``wrong``: on other words; ``deleted but
anchored``: of the annotations whose words were all deleted. ``silent``: an approval carried over to
other digits (must be 0).
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from annotations.detectors.suggestions import propose_all
from annotations.matching.reanchoring import Reanchorer, Standing
from annotations.text.anchoring import Lost, Relocator
from annotations.text.sentences import sentences
from annotations.vocabulary import Outcome

Span = tuple[int, int]
Traced = list[tuple[str, int | None]]
CARRIED = (Outcome.KEPT, Outcome.MOVED, Outcome.CHANGED_MINOR)
SLACK = 2
FILLER = ("记者了解到，相关工作正在推进。", "当天共有5家企业到场。", "截至目前，累计完成投资12.6亿元。")
POINTS = str.maketrans({"，": ",", ",": "，", "：": ":", ":": "：", "；": ";", "、": "，"})


def edit_insert(text: Traced, rng: random.Random) -> Traced:
    for _ in range(4):
        at = rng.choice(stops(text))
        text = text[:at] + new(rng.choice(FILLER)) + text[at:]
    return text


def edit_delete(text: Traced, rng: random.Random) -> Traced:
    for start, end in reversed(some(text, rng, 4)):
        text = text[:start] + text[end:]
    return text


def edit_replace(text: Traced, rng: random.Random) -> Traced:
    for start, end in reversed(some(text, rng, 3)):
        text = text[:start] + new(rng.choice(FILLER)) + text[end:]
    return text


def edit_typo(text: Traced, rng: random.Random) -> Traced:
    for _ in range(12):
        at = rng.randrange(len(text))
        if "\u4e00" <= text[at][0] <= "\u9fff":
            text = [*text[:at], (rng.choice("德地市资金项目发展"), text[at][1]), *text[at + 1 :]]
    return text


def edit_figures(text: Traced, rng: random.Random) -> Traced:
    found = list(re.finditer(r"[0-9]+(?:\.[0-9]+)?", plain(text)))
    for one in sorted(rng.sample(found, min(8, len(found))), key=lambda one: -one.start()):
        number = str(rng.randrange(2, 9999))
        origin = [place for _, place in text[one.start() : one.end()]]
        put = [(char, origin[min(at, len(origin) - 1)]) for at, char in enumerate(number)]
        text = text[: one.start()] + put + text[one.end() :]
    return text


def edit_move_paragraph(text: Traced, rng: random.Random) -> Traced:
    parts = split(text, "\n")
    for _ in range(2):
        part = parts.pop(rng.randrange(len(parts)))
        parts.insert(rng.randrange(len(parts) + 1), part)
    return [one for part in parts for one in part]


def edit_move_sentence(text: Traced, rng: random.Random) -> Traced:
    for start, end in some(text, rng, 2)[::-1]:
        piece = text[start:end]
        text = text[:start] + text[end:]
        at = rng.choice(stops(text))
        text = text[:at] + piece + text[at:]
    return text


def edit_points(text: Traced, rng: random.Random) -> Traced:
    return [(char.translate(POINTS) if rng.random() < 0.4 else char, place) for char, place in text]


def edit_blanks(text: Traced, rng: random.Random) -> Traced:
    return [two for one in text for two in ((one, (" ", None)) if rng.random() < 0.03 else (one,))]


def edit_repeat(text: Traced, rng: random.Random) -> Traced:
    for start, end in some(text, rng, 3)[::-1]:
        at = rng.choice(stops(text))
        text = text[:at] + new(plain(text[start:end])) + text[at:]
    return text


def edit_join(text: Traced, rng: random.Random) -> Traced:
    return [one for one in text if one[0] != "\n" or rng.random() > 0.5]


EDITS: dict[str, Callable[[Traced, random.Random], Traced]] = {
    "sentences put in": edit_insert,
    "sentences deleted": edit_delete,
    "sentences replaced": edit_replace,
    "typos": edit_typo,
    "figures changed": edit_figures,
    "paragraphs moved": edit_move_paragraph,
    "sentences moved": edit_move_sentence,
    "punctuation": edit_points,
    "blanks": edit_blanks,
    "sentences repeated": edit_repeat,
    "paragraphs joined": edit_join,
}


def everything(text: Traced, rng: random.Random) -> Traced:
    for edit in rng.sample(list(EDITS.values()), 4):
        text = edit(text, rng)
    return text


def new(text: str) -> Traced:
    return [(char, None) for char in text]


def plain(text: Traced) -> str:
    return "".join(char for char, _ in text)


def stops(text: Traced) -> list[int]:
    return [line.end for line in sentences(plain(text))]


def some(text: Traced, rng: random.Random, count: int) -> list[Span]:
    lines = [(line.start, line.end) for line in sentences(plain(text))]
    return sorted(rng.sample(lines, min(count, len(lines))))


def split(text: Traced, mark: str) -> list[Traced]:
    parts: list[Traced] = [[]]
    for one in text:
        parts[-1].append(one)
        if one[0] == mark:
            parts.append([])
    return parts


def truth(text: Traced, span: Span) -> Span | None:
    """Where the words of ``span`` are now, from the first that is left to the last."""
    at = [index for index, (_, place) in enumerate(text) if place is not None and span[0] <= place < span[1]]
    return (at[0], at[-1] + 1) if at else None


def exact_quote(old: str, changed: str, span: Span) -> Span | None:
    """The baseline: the same words where most of the 32 characters on either side are the same."""
    quote, found = old[slice(*span)], []
    at = changed.find(quote)
    while at >= 0:
        end = at + len(quote)
        same = sum(
            1 for a, b in zip(old[: span[0]][::-1][:32], changed[:at][::-1][:32], strict=False) if a == b
        )
        same += sum(1 for a, b in zip(old[span[1] :][:32], changed[end:][:32], strict=False) if a == b)
        found.append((same, -at))
        at = changed.find(quote, at + 1)
    if not found:
        return None
    start = -max(found)[1]
    return start, start + len(quote)


def judged(found: Span | None, wanted: Span | None) -> str:
    if wanted is None:
        return "right" if found is None else "deleted but anchored"
    if found is None:
        return "orphaned"
    near = abs(found[0] - wanted[0]) <= SLACK and abs(found[1] - wanted[1]) <= SLACK
    return "right" if near else "wrong" if found[1] <= wanted[0] or wanted[1] <= found[0] else "other edges"


def measured(text: str, spans: Sequence[Span], rounds: int, seed: int) -> None:
    rng = random.Random(seed)
    print(
        f"{'edit':22} {'method':12} {'right':>7} {'wrong':>7} {'edges':>7} {'orphan':>7} "
        f"{'deleted but anchored':>21}"
    )
    totals: dict[str, Counter[str]] = {"ladder": Counter(), "exact quote": Counter()}
    for name, edit in [*EDITS.items(), ("four of these at once", everything)]:
        tallies: dict[str, Counter[str]] = {"ladder": Counter(), "exact quote": Counter()}
        for _ in range(rounds):
            changed = edit([(char, at) for at, char in enumerate(text)], rng)
            tally(text, changed, spans, tallies)
        for method, tally_ in tallies.items():
            totals[method] += tally_
            print(row(name, method, tally_))
    for method, tally_ in totals.items():
        print(row("ALL", method, tally_))
    ladder = totals["ladder"]
    print(f"silent: {ladder['silent']} of {ladder['kept'] + ladder['deleted']}")


def tally(text: str, changed: Traced, spans: Sequence[Span], tallies: dict[str, Counter[str]]) -> None:
    now = plain(changed)
    standings = [Standing([span]) for span in spans]
    reanchorer = Reanchorer(text, now, standings)
    for span, standing in zip(spans, standings, strict=True):
        wanted = truth(changed, span)
        gone = wanted is None
        settled = reanchorer.settle(standing)
        place = settled.places[0] if settled.places else None
        for method, found in (("ladder", place), ("exact quote", exact_quote(text, now, span))):
            tallies[method]["deleted" if gone else "kept"] += 1
            tallies[method][judged(found, wanted)] += 1
        if place and settled.outcome in CARRIED and digits(text[slice(*span)]) != digits(now[slice(*place)]):
            tallies["ladder"]["silent"] += 1


def digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def row(name: str, method: str, tally_: Counter[str]) -> str:
    kept, deleted = tally_["kept"], tally_["deleted"]
    right = tally_["right"] / (kept + deleted)
    shares = [right, tally_["wrong"] / kept, tally_["other edges"] / kept, tally_["orphaned"] / kept]
    anchored = tally_["deleted but anchored"]
    told = f"{anchored / deleted:8.1%} of {deleted}" if deleted else "–"
    return f"{name:22} {method:12} " + " ".join(f"{share:7.2%}" for share in shares) + f" {told:>21}"


def timed(text: str, seed: int) -> None:
    """2,000 annotations on 100 KB, four kinds of edits at once."""
    rng = random.Random(seed)
    lines = [line for line in text.split("\n") if line]
    long = ""
    while len(long.encode()) < 100_000:
        long += re.sub("[0-9]", lambda _: str(rng.randrange(10)), rng.choice(lines)) + "\n"
    places = sorted(rng.randrange(len(long) - 20) for _ in range(2000))
    spans = [(at, at + rng.randrange(2, 20)) for at in places]
    changed = plain(everything([(char, at) for at, char in enumerate(long)], rng))
    seconds = {}
    began = time.process_time()
    relocator = Relocator(long, changed)
    lost = sum(isinstance(relocator.find(*span), Lost) for span in spans)
    seconds["places alone"] = time.process_time() - began
    began = time.process_time()
    reanchorer = Reanchorer(long, changed)
    outcomes = Counter(reanchorer.settle(Standing([span])).outcome for span in spans)
    seconds["with outcomes"] = time.process_time() - began
    began = time.process_time()
    for span in spans:
        exact_quote(long, changed, span)
    baseline = time.process_time() - began
    print(
        f"\n{len(long)} characters, {len(long.encode())} bytes, {len(spans)} annotations, "
        f"{lost} without place"
    )
    print(", ".join(f"{outcome.label} {count}" for outcome, count in outcomes.most_common()))
    for name, value in seconds.items():
        print(f"ladder, {name}: {value:.2f} s CPU; {value / baseline:.1f} × exact quote ({baseline:.2f} s)")


def annotated(text: str, rng: random.Random) -> list[Span]:
    """What is suggested, every bare number with the character behind it, and as many places at random."""
    spans = {(one.start, one.end) for one in propose_all(text)}
    spans |= {found.span() for found in re.finditer(r"[0-9]+(?:\.[0-9]+)?[^\W0-9]", text)}
    for _ in range(len(spans) // 2):
        at = rng.randrange(len(text) - 12)
        if text[at : at + 2].strip():
            spans.add((at, at + rng.randrange(2, 12)))
    return sorted(span for span in spans if text[slice(*span)].strip())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("article", type=Path)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    text = options.article.read_text("utf-8")
    spans = annotated(text, random.Random(options.seed))
    print(f"{len(text)} characters, {len(spans)} annotations, {options.rounds} rounds of each edit")
    measured(text, spans, options.rounds, options.seed)
    timed(text, options.seed)


if __name__ == "__main__":
    main()
