"""The acts of a correction as its page does them: one service each, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from annotations.models import Actor, Correction
from annotations.services import corrections as service
from annotations.services.notices import close, write_notice
from annotations.services.rulings import Decision, decide
from annotations.vocabulary import CorrectionDecision
from annotations.wording import say


def _view(actor: Actor, correction: Correction, seen: int, data: dict[str, Any]) -> Correction:
    return service.give_view(actor=actor, correction=correction, seen=seen, **data)


def _assess(actor: Actor, correction: Correction, seen: int, data: dict[str, Any]) -> Correction:
    claims = [claim.pk for claim in data.pop("claims")]
    return service.assess(actor=actor, correction=correction, seen=seen, claims=claims, **data)


def _decide(actor: Actor, correction: Correction, seen: int, data: dict[str, Any]) -> Correction:
    claims = [claim.pk for claim in data.pop("claims")]
    ruling = Decision(reason=data.pop("decision_reason"), claims=claims, **data)
    return decide(actor=actor, correction=correction, seen=seen, decision=ruling)


def _notice(actor: Actor, correction: Correction, seen: int, data: dict[str, Any]) -> Correction:
    return write_notice(actor=actor, correction=correction, seen=seen, changes=data)


def _close(actor: Actor, correction: Correction, seen: int, data: dict[str, Any]) -> Correction:
    return close(actor=actor, correction=correction, seen=seen, **data)


Doing = Callable[[Actor, Correction, int, dict[str, Any]], Correction]
DO: Mapping[str, Doing] = {
    "view": _view,
    "assess": _assess,
    "decide": _decide,
    "notice": _notice,
    "close": _close,
}


def _decided(correction: Correction) -> str:
    if correction.decision == CorrectionDecision.CORRECT:
        return say("已决定更正：涉及的核查点已重开，请提交改正后的版本并写好启事。")
    if correction.decision == CorrectionDecision.NO_ERROR:
        return say("已决定无误：暂停的事实恢复外供。")
    return say("已决定说明：请刊出说明后结案。")


DONE: Mapping[str, Callable[[Correction], str]] = {
    "view": lambda correction: say("作者意见已记下。"),
    "assess": lambda correction: say("已评估，等待值班总编决定。"),
    "decide": _decided,
    "notice": lambda correction: say("启事已保存。"),
    "close": lambda correction: say("已结案。"),
}
