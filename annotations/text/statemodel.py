"""jieba's hidden Markov model of word shapes and parts of speech, with states as numbers.

A state is a place in a word (B begin, M middle, E end, S alone) and a part of speech. Numbers follow
the order of those pairs, because jieba lets the larger of two equal states win.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from threading import Lock
from typing import Any, NamedTuple

from annotations.text.dictionary import folder

#: What jieba adds for a character that a state never bears.
UNHEARD = -3.14e100
State = tuple[str, str]
#: States with the logarithm of a character's probability in each.
Emission = tuple[tuple[int, float], ...]
_reading = Lock()


class Emissions(NamedTuple):
    """A character's states, by whether a word begins there (B, S) or goes on (M, E)."""

    opening: Emission
    inner: Emission


@dataclass(frozen=True, slots=True, eq=False)
class StateModel:
    """All probabilities are logarithms; a mask has bit ``n`` set for state ``n``."""

    #: The place (B, M, E, S) and the part of speech of each state.
    places: str
    flags: tuple[str, ...]
    start: tuple[float, ...]
    #: For each state the states it can follow, in ascending order, and the same as a mask.
    before: tuple[dict[int, float], ...]
    before_mask: tuple[int, ...]
    #: The likeliest step into each state.
    likeliest: tuple[float, ...]
    #: Whether a word ends in the state (E, S); only from there can the next one begin.
    ends: tuple[bool, ...]
    #: The states a character is listed under, and those in which it is only met.
    listed: dict[str, Emissions]
    stray: dict[str, Emissions]


def statemodel() -> StateModel:
    """jieba's model, read once for the whole process."""
    with _reading:
        return _statemodel()


@lru_cache(maxsize=1)
def _statemodel() -> StateModel:
    start: dict[State, float] = _table("prob_start")
    steps: dict[State, dict[State, float]] = _table("prob_trans")
    states = sorted(steps)
    number = {state: at for at, state in enumerate(states)}
    before: list[dict[int, float]] = [{} for _ in states]
    for at, state in enumerate(states):
        for following, probability in steps[state].items():
            before[number[following]][at] = probability
    listed, stray = _characters(number)
    return StateModel(
        places="".join(place for place, _ in states),
        flags=tuple(flag for _, flag in states),
        start=tuple(start[state] for state in states),
        before=tuple(before),
        before_mask=tuple(sum(1 << at for at in row) for row in before),
        likeliest=tuple(max(row.values(), default=UNHEARD) for row in before),
        ends=tuple(place in "ES" for place, _ in states),
        listed=listed,
        stray=stray,
    )


def _characters(number: dict[State, int]) -> tuple[dict[str, Emissions], dict[str, Emissions]]:
    emitted: dict[State, dict[str, float]] = _table("prob_emit")
    listed_under: dict[str, tuple[State, ...]] = _table("char_state_tab")
    stray: dict[str, list[State]] = {}
    for state, probabilities in emitted.items():
        for char in probabilities:
            if state not in listed_under.get(char, ()):
                stray.setdefault(char, []).append(state)

    def emissions(char: str, states: Iterable[State], places: str) -> Emission:
        return tuple(
            (number[state], emitted[state].get(char, UNHEARD)) for state in states if state[0] in places
        )

    def divided(table: Mapping[str, Iterable[State]]) -> dict[str, Emissions]:
        return {
            char: Emissions(emissions(char, states, "BS"), emissions(char, states, "ME"))
            for char, states in table.items()
        }

    return divided(listed_under), divided(stray)


def _table(name: str) -> Any:
    """One of jieba.posseg's tables, without that package: importing it reads the dictionary again."""
    spec = spec_from_file_location(f"annotations.text.jieba_{name}", folder() / "posseg" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise LookupError(f"jieba has no table {name}.")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.P
