"""More words over a dictionary that many share: what jieba's ``add_word`` does, without a second table."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log

from annotations.text.dictionary import NEVER, Pair, WordTable, holds
from annotations.text.route import best_route


def laid_over(base: WordTable, words: Mapping[str, tuple[int, str]]) -> WordTable:
    """``base`` with other words (two characters at least), each with its frequency and tag.

    Cuts as jieba cuts after ``add_word(word, frequency, tag)`` for each. Every frequency counts in the
    total, also that of a word the dictionary had, or whose characters no word may hold.
    """
    tags = {word: tag for word, (_, tag) in words.items()}
    longer: dict[str, float] = {}
    pairs: dict[str, Pair] = {}
    for word, (frequency, _) in words.items():
        if holds(word):
            two = word[:2]
            begun = pairs.get(two) or next(iter(base.pairs([two])))
            weight, longer_ones, alone = begun or (NEVER, (), base.tag(word[0]) is not None)
            if len(word) == 2:
                weight = log(frequency)
            else:
                longer[word] = log(frequency)
                longer_ones = tuple(sorted({*longer_ones, len(word)}))
            pairs[two] = (weight, longer_ones, alone)
    return WordTable(
        total=base.total + sum(frequency for frequency, _ in words.values()),
        longest=max(base.longest, *map(len, words)) if words else base.longest,
        singles=base.singles,
        pairs=lambda twos: map(pairs.get, twos, base.pairs(twos)),
        longer=lambda word, default: longer.get(word, base.longer(word, default)),
        tag=lambda word: tags.get(word) or base.tag(word),
    )


def frequency_to_stay_whole(word: str, base: WordTable) -> int:
    """How frequent a word must be to outweigh its parts: the idea of jieba's ``suggest_freq``.

    More would not help: of names in their sentences 99.7 % are then cut whole, and each tenfold of it
    tears more other words apart than it saves names.
    """
    _, weight = best_route(word, base)
    return int(exp(weight + log(base.total))) + 1
