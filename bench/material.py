"""Official material to made-up copy, in which some figures are other ones, and where it speaks of a claim."""

from __future__ import annotations

import re
from typing import Any

DIGITS = re.compile(r"\d+(?:\.\d+)?")
SENTENCE = re.compile(r"[^。\n]+。?")


def material_of(text: str, wrong: float, number: int) -> str:
    """The official text of an article: its sentences, in some of which a figure is another one."""
    every = max(2, round(1 / wrong)) if wrong else 0
    told = []
    for at, sentence in enumerate(SENTENCE.findall(text)):
        figure = DIGITS.search(sentence, 6)
        if every and (at + number) % every == 0 and figure:
            other = str(int(float(figure.group())) + 7)
            sentence = sentence[: figure.start()] + other + sentence[figure.end() :]
        told.append(sentence)
    return "\n".join(told)


def passage_for(material: str, claim: dict[str, Any]) -> tuple[int, int] | None:
    """Where the material speaks of the claim: its own words, else the sentence most like the claim's own."""
    at = material.find(claim["quote"])
    if at >= 0:
        return at, at + len(claim["quote"])
    head, tail = claim["prefix"][-8:], claim["suffix"][:8]
    left = material.find(head) if head else -1
    right = material.find(tail, left + len(head)) if tail else -1
    if left < 0 or right < 0 or right - left > 3 * len(claim["quote"]) + 16:
        return None
    return left + len(head), right
