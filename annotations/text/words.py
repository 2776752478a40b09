"""Words with their places: they tell 现在 from 实现|在 (see gate.py)."""

from __future__ import annotations

from annotations.text import unknown
from annotations.text.deskwords import Lexicon
from annotations.text.dictionary import dictionary
from annotations.text.statemodel import statemodel
from annotations.text.tagger import Word
from annotations.text.taggers import OWN, TAGGERS, Tagger, own

__all__ = ["Word", "forget", "load", "tagger", "use", "words"]

_name = OWN
_cut: Tagger = own


def words(text: str, lexicon: Lexicon | None = None) -> tuple[Word, ...]:
    """Cut a text into words that together are exactly the text; a desk's ``lexicon`` adds its own."""
    return _cut(text, lexicon)


def use(name: str) -> None:
    """Let another tagger cut from now on, in the whole process: own, rjieba or lac.

    Raises ``ValueError`` for a tagger there is none of, ``ImportError`` when its package is missing.
    """
    global _name, _cut
    if name not in TAGGERS:
        raise ValueError(f"There is no tagger {name!r}, only {', '.join(TAGGERS)}.")
    _name, _cut = name, TAGGERS[name]()


def tagger() -> str:
    """The name of the tagger in use."""
    return _name


def load() -> None:
    """Read the tables now: once, before a server forks its workers."""
    dictionary()
    statemodel()


def forget() -> None:
    """Drop what was remembered of unknown runs, to measure a cold start."""
    unknown.forget()
