"""What a person typed, or a sentence to be proved, as words with weights."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotations.search.figures import figures
from annotations.search.folding import fold
from annotations.search.scoring import Asked, pairs_of
from annotations.search.terms import Rarity, containing, rarity
from annotations.search.tokens import words_of
from annotations.text.lexicon import listed

LONGEST = 2000
"""Characters of a query that are looked at."""
MOST_WORDS = 12
"""So many of the rarest words make the candidates,"""
FEWEST_WORDS = 5
"""and at least so many of them"""
BUDGET = 30_000
"""where all together stand in more passages than this,"""
CEILING = 4 * BUDGET
"""unless even these few stand in more than this."""
MOST_UNKNOWN = 12
INSTEAD = 12
"""Longer words that are looked for in place of one that is no word of its own."""

_GREAT = re.compile("(?=.{3}).*[万亿].*")
_QUOTED = re.compile('“([^”]+)”|"([^"]+)"|「([^」]+)」|『([^』]+)』|＂([^＂]+)＂')
STOP = frozenset(
    listed(
        "的 了 在 是 和 与 及 跟 同 对 为 以 等 也 都 就 而 又 或 并 把 被 让 向 从 到 由 于 将 已 还 很 更 "
        "元 最 这 那 其 之 所 个 中 上 下 一 不 有 我 你 他 她 它 们 着 过 来 去 说 要 会 能 可 我们 他们 "
        "这个 一个 没有 进行 以及 通过 什么 多少 怎么 哪些 如何 是否 几 吗 呢 the of and to in a"
    )
)


@dataclass(frozen=True, slots=True)
class Query:
    """``phrases`` must stand word for word (folded); ``terms`` are all words, those of the phrases too."""

    folded: str
    phrases: tuple[str, ...]
    terms: tuple[str, ...]


def parsed(text: str, *, quotes: bool = True) -> Query:
    """Read a query; with ``quotes`` what stands in quotation marks is a phrase."""
    text = text[:LONGEST]
    phrases: list[str] = []
    if quotes:
        for found in _QUOTED.finditer(text):
            phrase = fold(next(filter(None, found.groups()))).strip()
            if phrase:
                phrases.append(phrase)
        text = _QUOTED.sub(lambda found: f" {found.group()[1:-1]} ", text)
    plain = fold(text)
    terms = tuple(dict.fromkeys((*words_of(_without_spelt(plain)), *_figure_tokens(plain))))
    telling = tuple(term for term in terms if term not in STOP)
    return Query(plain, tuple(phrases), telling or terms)


def _figure_tokens(plain: str) -> list[str]:
    return [token for figure in figures(plain) for token in figure.tokens]


def _without_spelt(plain: str) -> str:
    """The text without great figures: 一百九十八亿 is asked for as a value; its 九十八 and 亿元 tell nothing.

    Lesser ones are parts of words as well (十三五).
    """
    for figure in figures(plain):
        if _GREAT.fullmatch(plain, figure.start, figure.end):
            plain = f"{plain[: figure.start]}{' ' * (figure.end - figure.start)}{plain[figure.end :]}"
    return plain


def asked(query: Query, *, figures: float = 1.0) -> Asked:
    """Weigh the query's words; ``figures`` is what a figure counts more than a word as rare."""
    known = rarity(query.terms)
    weights = {
        term: known.idf(term) * (figures if term.startswith(("n:", "d:")) else 1.0) for term in query.terms
    }
    return Asked(weights, pairs_of(query.folded), known)


def leading(question: Asked) -> dict[str, float]:
    """The words that make the candidates: the rarest ones, and those that nobody has counted yet."""
    df = question.rarity.df
    by_rarity = sorted(question.weights, key=lambda term: (df.get(term, 0), term))
    unknown = [term for term in by_rarity if not df.get(term)][:MOST_UNKNOWN]
    chosen: list[str] = []
    together = 0
    for term in by_rarity[len([term for term in by_rarity if not df.get(term)]) :][:MOST_WORDS]:
        together += df[term]
        if chosen and together > (BUDGET if len(chosen) >= FEWEST_WORDS else CEILING):
            break
        chosen.append(term)
    return {term: question.weights[term] for term in (*chosen, *unknown)}


def widened(question: Asked) -> Asked:
    """With longer words in place of those that stand in no passage as words of their own: 侨 finds 华侨."""
    missing = [term for term in question.weights if not question.rarity.df.get(term) and ":" not in term]
    weights = dict(question.weights)
    found: set[str] = set()
    for term in missing[:3]:
        longer = containing(term, INSTEAD)
        found.update(longer)
        for word in longer:
            weights.setdefault(word, question.weights[term])
    if not found:
        return question
    known = rarity([*question.weights, *found])
    return Asked(weights, question.pairs, Rarity(known.passages, known.words_each, known.df))
