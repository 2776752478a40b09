"""The likeliest way to cut a text into dictionary words: jieba's ``get_DAG`` and ``calc`` in one pass.

Follows jieba to the last bit: a weight is ``log(frequency) - log(total) + rest`` in this order of
additions, of equal routes the longer word wins, and every stretch between characters that no word may
hold is weighed for itself.
"""

from __future__ import annotations

from itertools import chain
from math import log
from operator import add

from annotations.text.dictionary import NEVER, WordTable


def best_route(text: str, table: WordTable) -> tuple[bytearray, float]:
    """For each place the length of the best word that begins there, and what the whole route weighs.

    The length is 0 where no word may stand; the weight is that of the first stretch up to there.
    """
    backwards = text[::-1]
    singles = map(table.singles.get, backwards)
    # Behind the last character nothing follows.
    pairs = chain((None,), table.pairs(list(map(add, backwards[1:], backwards))))
    log_total = log(table.total)
    longer = table.longer
    # Words are sought beyond the end too; no word holds a NUL.
    padded = text + "\0" * table.longest
    found = bytearray(len(text))
    rests = [0.0] * (len(padded) + 1)
    rest = beyond = 0.0
    at = len(text)
    for single, pair in zip(singles, pairs, strict=False):
        at -= 1
        if single is None:
            rest = 0.0
            continue
        best, length = single - log_total + rest, 1
        if pair is not None:
            two, candidates, alone = pair
            if not alone:
                best = NEVER
            if (weight := two - log_total + beyond) >= best:
                best, length = weight, 2
            for candidate in candidates:
                weight = longer(padded[at : at + candidate], NEVER) - log_total + rests[at + candidate]
                if weight >= best:
                    best, length = weight, candidate
            if best == NEVER:
                best, length = single - log_total + rest, 1
        found[at] = length
        beyond = rest
        rests[at] = rest = best
    return found, rests[0]
