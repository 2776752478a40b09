"""The random tenth under control: a secret with which none, or just these, of some claims are drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import count
from typing import Any

from annotations.exceptions import ONE_IN
from annotations.models import Claim
from annotations.services.reviewlines import draw


def draw_only(settings: Any, claims: Iterable[Claim], drawn: Collection[Claim] = ()) -> None:
    """Choose a SECRET_KEY under which exactly ``drawn`` of ``claims`` are drawn; sessions stay good."""
    claims = list(claims)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    for number in count():
        settings.SECRET_KEY = f"a secret of the tests, number {number}"
        if all((draw(claim) % ONE_IN == 0) == (claim in drawn) for claim in claims):
            return
