"""The likeliest states of a run of characters: jieba.posseg's Viterbi search, faster.

The same sums over the same model in the same order, so that equal weights stay equal.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain

from annotations.text.statemodel import UNHEARD, Emission, Emissions, StateModel, statemodel

# Beside a weight below this, whatever a step adds is lost in rounding.
_ABSORBING = -1e50
_NEVER = float("-inf")

#: The weight of the best path to each state; the state each was best reached from.
Layer = dict[int, float]
Steps = dict[int, int]


def likeliest(run: str, model: StateModel) -> list[int]:
    """The likeliest state of every character; of equals the larger number."""
    layer = _begin(run[0], model)
    back: list[Steps] = []
    for char in run[1:]:
        layer, steps = _step(char, layer, model)
        back.append(steps)
    state = max((weight, state) for state, weight in layer.items())[1]
    states = [state]
    for steps in reversed(back):
        state = steps[state]
        states.append(state)
    states.reverse()
    return states


def _begin(char: str, model: StateModel) -> Layer:
    listed = model.listed.get(char)
    if listed:
        return {state: model.start[state] + emitted for state, emitted in chain(*listed)}
    stray = dict(chain(*model.stray.get(char, ())))
    return {state: weight + stray.get(state, UNHEARD) for state, weight in enumerate(model.start)}


def _step(char: str, layer: Layer, model: StateModel) -> tuple[Layer, Steps]:
    """Into the states the character is listed under; when none of them can follow, into all that can."""
    weights: Layer = {}
    steps: Steps = {}
    listed = model.listed.get(char)
    if listed:
        _reach(listed, layer, model, weights, steps)
    if not weights:
        weights, steps = _unheard(layer)
        for heard in filter(None, (listed, model.stray.get(char))):
            _reach(heard, layer, model, weights, steps)
    return weights, steps


def _reach(heard: Emissions, layer: Layer, model: StateModel, weights: Layer, steps: Steps) -> None:
    ended = [(weight, state) for state, weight in layer.items() if model.ends[state]]
    ended.sort(reverse=True)
    _open(heard.opening, ended, model, weights, steps)
    _go_on(heard.inner, layer, model, weights, steps)


def _open(
    emissions: Emission, ended: list[tuple[float, int]], model: StateModel, weights: Layer, steps: Steps
) -> None:
    """Step from where a word ended (``ended`` has the heaviest first) into where the next begins."""
    for state, emitted in emissions:
        highest = model.likeliest[state]
        before = model.before[state]
        best = _NEVER
        came = -1
        for weight, origin in ended:
            if weight + highest + emitted < best:
                break
            reached = weight + before.get(origin, _NEVER) + emitted
            if reached > best or (reached == best and origin > came):
                best = reached
                came = origin
            if reached == weight:
                # Nothing was lost on the way; what comes next is lighter, or as heavy with a lower number.
                break
        if best > _NEVER:
            weights[state] = best
            steps[state] = came


def _go_on(emissions: Emission, layer: Layer, model: StateModel, weights: Layer, steps: Steps) -> None:
    """Step inside a word: there are two origins at most, its beginning and its middle."""
    for state, emitted in emissions:
        best = _NEVER
        for origin, step in model.before[state].items():
            if origin in layer and (reached := layer[origin] + step + emitted) >= best:
                best = weights[state] = reached
                steps[state] = origin


def _unheard(layer: Layer) -> tuple[Layer, Steps]:
    """Step into every state that can follow, with a character that none of them bears.

    ``UNHEARD`` swallows whatever is added to it, so all origins of one magnitude are equal and the
    largest number wins.
    """
    magnitudes: dict[float, list[int]] = {}
    for state, weight in layer.items():
        magnitudes.setdefault(weight if weight < _ABSORBING else 0.0, []).append(state)
    weights: Layer = {}
    steps: Steps = {}
    for magnitude in sorted(magnitudes):
        # The heavier ones come later and overrule.
        reached = _largest(tuple(magnitudes[magnitude]))
        weights.update(dict.fromkeys(reached, magnitude + UNHEARD))
        steps.update(reached)
    return weights, steps


@lru_cache(maxsize=128)
def _largest(origins: tuple[int, ...]) -> Steps:
    """For every state that can follow one of these the largest of those: a mask's highest bit."""
    mask = sum(1 << origin for origin in origins)
    befores = statemodel().before_mask
    return {state: (before & mask).bit_length() - 1 for state, before in enumerate(befores) if before & mask}
