"""Names told without a model, scored by exact span beside jieba's own nr, ns and nt of the same run.

    python bench/names.py CORPUS [first|second]

CORPUS has either one text a line as ``word/tag word/tag …`` (nr persons, split into surname and given
name; ns places; nt institutions), or one ``character label`` a line in BIO with a blank line between
texts (PER, LOC, ORG or NR, NS, NT). ``first`` and ``second`` take one half of the file only, so that rules
can be written on one half and judged on the other. Prints precision, recall and F1 of each
kind and of all together (micro), and the time a character takes.

In word/tag files compound institutions stand in pieces (北京/ns 大学/n): what their long names cover is
counted as wrong, so the line "person+place" there says more than "all". "apart from institutions" leaves
out the places inside the institutions that we found.
"""

from __future__ import annotations

import logging
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import jieba
import jieba.posseg

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from annotations.text.names import ORG, PERSON, PLACE, names
from annotations.text.sentences import sentences
from annotations.text.words import words

Spans = set[tuple[int, int, str]]
Labelled = tuple[str, Spans]

KINDS = (PERSON, PLACE, ORG)
TAGS = {"nr": PERSON, "nrt": PERSON, "nrfg": PERSON, "ns": PLACE, "nt": ORG}
LABELS = {"PER": PERSON, "NR": PERSON, "PERSON": PERSON, "LOC": PLACE, "NS": PLACE, "LOCATION": PLACE}
LABELS |= {"GPE": PLACE, "ORG": ORG, "NT": ORG, "ORGANIZATION": ORG}


def main(corpus: Path, half: str = "") -> None:
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    texts = list(read(corpus.read_text("utf-8")))
    middle = len(texts) // 2
    texts = {"first": texts[:middle], "second": texts[middle:]}.get(half, texts)
    characters = sum(len(text) for text, _ in texts)
    print(f"{len(texts)} texts, {characters} characters, {sum(len(gold) for _, gold in texts)} names")
    for title, recognise in (("jieba.posseg", by_jieba), ("names", by_rules)):
        list(recognise("江河市市长王建国表示。"))
        began = time.process_time()
        found = [recognise(text) for text, _ in texts]
        spent = (time.process_time() - began) / characters * 1e6
        print(f"{title}, {spent:.2f} µs a character with cutting and tagging")
        report([gold for _, gold in texts], found, KINDS, "all")
        report([gold for _, gold in texts], found, (PERSON, PLACE), "person+place")
        apart = [outside(gold, spans) for (_, gold), spans in zip(texts, found, strict=True)]
        report(apart, found, (PERSON, PLACE), "apart from institutions")


def read(content: str) -> Iterator[Labelled]:
    """Texts with the spans of their names, from either format."""
    if re.search(r"^\S \S+$", content[:2000], re.MULTILINE):
        return in_bio(content)
    return in_words(content)


def in_words(content: str) -> Iterator[Labelled]:
    """``江/nr 泽民/nr`` is one person; every other tagged word stands for itself."""
    for line in content.splitlines():
        tokens = [token.rpartition("/")[::2] for token in line.split()]
        spans: Spans = set()
        at = index = 0
        while index < len(tokens):
            word, tag = tokens[index]
            end = at + len(word)
            following = tokens[index + 1] if index + 1 < len(tokens) else ("", "")
            if tag == "nr" and following[1] == "nr" and len(word) <= 2:
                end += len(following[0])
                index += 1
            if tag in TAGS:
                spans.add((at, end, TAGS[tag]))
            at = end
            index += 1
        if tokens:
            yield "".join(word for word, _ in tokens), spans


def in_bio(content: str) -> Iterator[Labelled]:
    """One character and its label a line: ``B-PER``, ``I-PER``, ``O``."""
    for block in re.split(r"\n\s*\n", content):
        text, spans, opened = "", set(), None
        for line in [*block.splitlines(), " O"]:
            character, _, label = line.rpartition(" ")
            mark, _, kind = label.strip().partition("-")
            if opened and mark != "I":
                spans.add((opened[0], len(text), opened[1]))
                opened = None
            if mark == "B" and kind in LABELS:
                opened = (len(text), LABELS[kind])
            text += character.strip()
        if text:
            yield text, spans


def by_jieba(text: str) -> Spans:
    found = set()
    at = 0
    for word, tag in jieba.posseg.cut(text):
        if tag in TAGS:
            found.add((at, at + len(word), TAGS[tag]))
        at += len(word)
    return found


def by_rules(text: str) -> Spans:
    return {
        (name.start + line.start, name.end + line.start, name.kind)
        for line in sentences(text)
        for name in names(line.text, words(line.text))
    }


def outside(gold: Spans, found: Spans) -> Spans:
    """The labelled names that no institution found covers with more than their own words."""
    covers = [(start, end) for start, end, kind in found if kind == ORG]
    return {
        name
        for name in gold
        if name[2] == PERSON
        or not any(start <= name[0] and name[1] <= end and name[:2] != (start, end) for start, end in covers)
    }


def report(gold: list[Spans], found: list[Spans], kinds: tuple[str, ...], title: str) -> None:
    right: Counter[str] = Counter()
    said: Counter[str] = Counter()
    true: Counter[str] = Counter()
    for labelled, spans in zip(gold, found, strict=True):
        right.update(kind for _, _, kind in labelled & spans)
        said.update(kind for _, _, kind in spans)
        true.update(kind for _, _, kind in labelled)
    for kind in kinds if kinds == KINDS else ():
        print(line(kind, right[kind], said[kind], true[kind]))
    print(line(title, *(sum(counts[kind] for kind in kinds) for counts in (right, said, true))))


def line(title: str, right: int, said: int, true: int) -> str:
    precision = right / said if said else 0.0
    recall = right / true if true else 0.0
    both = 2 * right / (said + true) if said + true else 0.0
    return f"  {title:24} P {precision:.3f}  R {recall:.3f}  F1 {both:.3f}  ({true} labelled)"


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), *sys.argv[2:])
