"""权重: what a desk gives the reasons of the score, where it differs from the standard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotations.detectors.weights import Weight, standard_weights
from annotations.models import Actor, Desk, DeskWeight
from annotations.services.deskrows import changing
from annotations.services.errors import Invalid
from annotations.wording import marked, say

STANDARD = marked("{text} 标准")
AMOUNT = "{text} {amount}"
"""How the log names a weight, in Chinese: that it is the standard again, or its amount."""


@dataclass(frozen=True)
class Line:
    """One weight as the desk's page shows it; ``damps`` when it multiplies the score instead of adding."""

    key: str
    text: str
    standard: float
    amount: float
    damps: bool

    @property
    def label(self) -> str:
        return say(self.text)

    @property
    def own(self) -> bool:
        """Whether the desk has changed it."""
        return self.amount != self.standard


def table(desk: Desk) -> list[Line]:
    """Every weight, reasons first, in the order of the data file."""
    own = weights_of(desk)
    weights = standard_weights()
    return [
        Line(key, weight.text, weight.amount, own.get(key, weight.amount), damps)
        for part, damps in ((weights.reasons, False), (weights.damping, True))
        for key, weight in part.items()
    ]


def weights_of(desk: Desk) -> dict[str, float]:
    """The weights that the desk has changed; unknown keys of an older table are left out."""
    known = _standard()
    rows = desk.weights.order_by("key").values_list("key", "amount")
    return {key: amount for key, amount in rows if key in known}


def set_weights(*, actor: Actor, desk: Desk, seen: int | None = None, amounts: Mapping[str, float]) -> None:
    """Make the desk's own weights exactly ``amounts``; what is left out is standard again."""
    with changing(actor, desk, seen) as diff:
        replace_weights(desk, amounts, diff)


def replace_weights(desk: Desk, amounts: Mapping[str, float], diff: dict[str, Any]) -> None:
    """The same inside ``changing``. Raises ``Invalid`` for unknown keys and amounts beyond 0 to 1."""
    standard = _standard()
    faults = [fault for key, amount in amounts.items() if (fault := _fault(key, amount))]
    if faults:
        raise Invalid(faults[0]["detail"], errors=faults)
    before = dict(desk.weights.values_list("key", "amount"))
    after = {key: float(amount) for key, amount in amounts.items() if amount != standard[key].amount}
    if before == after:
        return
    desk.weights.all().delete()
    DeskWeight.objects.bulk_create([DeskWeight(desk=desk, key=k, amount=v) for k, v in after.items()])
    changed = sorted(key for key in {*before, *after} if before.get(key) != after.get(key))
    diff["weights"] = [_words(changed, before), _words(changed, after)]


def _fault(key: str, amount: float) -> dict[str, str] | None:
    pointer = f"/weights/{key[:40]}"
    if key not in _standard():
        known = say("、").join(_standard())
        detail = say("没有“{key}”这个权重；可用：{known}。", key=key[:40], known=known)
        return {"pointer": pointer, "code": "unknown", "detail": detail}
    if not 0 <= amount <= 1:
        detail = say(
            "“{text}”的权重须在 0 和 1 之间，收到 {amount}。",
            text=say(_standard()[key].text),
            amount=f"{amount:g}",
        )
        return {"pointer": pointer, "code": "invalid", "detail": detail}
    return None


def _words(keys: list[str], amounts: Mapping[str, float]) -> list[str]:
    standard = _standard()
    texts = {key: standard[key].text if key in standard else key for key in keys}
    return [
        AMOUNT.format(text=texts[key], amount=f"{amounts[key]:g}")
        if key in amounts
        else STANDARD.format(text=texts[key])
        for key in keys
    ]


def _standard() -> dict[str, Weight]:
    weights = standard_weights()
    return {**weights.reasons, **weights.damping}
