"""A desk's settings as one whole, as the API reads and writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotations.models import Actor, Desk
from annotations.services.deskrows import changing
from annotations.services.lexicon import Wanted, replace_words
from annotations.services.weights import replace_weights


def edit_desk(
    *,
    actor: Actor,
    desk: Desk,
    seen: int | None,
    lexicon: Sequence[Wanted] | None = None,
    weights: Mapping[str, float] | None = None,
) -> Desk:
    """Replace the whole dictionary, the whole set of own weights, or both, in one act.

    Raises ``Stale`` when the desk's settings are not those of version ``seen`` any more.
    """
    with changing(actor, desk, seen) as diff:
        if lexicon is not None:
            replace_words(actor, desk, lexicon, diff)
        if weights is not None:
            replace_weights(desk, weights, diff)
    return desk
