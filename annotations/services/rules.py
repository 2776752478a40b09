"""规则: what a desk demands of its work, apart from the words and weights of its pre-tagging."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import F

from annotations.deskrules import FAULTS, GUARDED, WEEKDAYS
from annotations.models import Actor, Desk, Hand
from annotations.models.claims import SIGNED_OFF
from annotations.services.errors import Conflict, Forbidden, Invalid
from annotations.vocabulary import Part, Role, Status
from annotations.wording import say
from annotations.workflow import DEFAULT_RULE, rule_of


def replace_rules(actor: Actor, desk: Desk, wanted: Mapping[str, Any], diff: dict[str, Any]) -> None:
    """Set the rules named in ``wanted``, inside ``changing``; each replaces the whole of its setting.

    Raises ``Invalid`` for what no rule may look like, ``Forbidden`` or ``Conflict`` when the actor works
    on claims of the desk and would change a rule that decides when such work is enough.
    """
    faults = [
        {"pointer": f"/{name}{place}", "code": "invalid", "detail": detail}
        for name, given in wanted.items()
        for place, detail in FAULTS[name](given)
    ]
    if faults:
        raise Invalid(faults[0]["detail"], errors=faults[:100])
    desk.refresh_from_db()
    fields = {name: _plain(name, given) for name, given in wanted.items()}
    changed = {name: value for name, value in fields.items() if value != getattr(desk, name)}
    if any(name in GUARDED for name in changed):
        _require_outsider(actor, desk)
    for name, value in changed.items():
        diff[name] = [getattr(desk, name), value]
        setattr(desk, name, value)
    if changed:
        Desk.objects.filter(pk=desk.pk).update(**changed)


def _plain(name: str, given: Any) -> Any:
    """A rule as it is stored: what says no more than the standard is left out."""
    if name == "evidence_rules":
        own = {kind: _own(kind, rule) for kind, rule in sorted(given.items())}
        return {kind: rule for kind, rule in own.items() if rule != DEFAULT_RULE}
    if name == "issue_calendar":
        days, free = (sorted(set(given.get(part, []))) for part in ("weekdays", "no_issue"))
        some = {"weekdays": days} if 0 < len(days) < len(WEEKDAYS) else {}
        return some | ({"no_issue": free} if free else {})
    if name == "gate":
        return {condition: False for condition, on in sorted(given.items()) if not on}
    if name == "check_levels":
        return [{"section": "", "source": "", **rule} for rule in given]
    return given


def _own(kind: str, rule: Mapping[str, Any]) -> dict[str, Any]:
    """The type's rule without an ``authoritative`` that says no more than the standard."""
    standard = rule_of(kind, {})["authoritative"]
    return {name: value for name, value in rule.items() if (name, value) != ("authoritative", standard)}


def _require_outsider(actor: Actor, desk: Desk) -> None:
    """Refuse whoever works at the desk beside administering it, or has work there that is not decided."""
    works_as = [role for role in Role if role in actor.roles_at(desk.pk) and role != Role.ADMIN]
    if works_as:
        who = say("、").join(role.label for role in works_as)
        raise Forbidden(
            say(
                "您同时是本部门的{who}，不能修改审次、证据要求和签发条件；请由不参与核查的管理员办理。",
                who=who,
            )
        )
    mine = Hand.objects.filter(
        person=actor.user, part=Part.WORKED, round=F("claim__round"), claim__article__desk=desk
    )
    undecided = mine.exclude(claim__status__in=[*SIGNED_OFF, Status.SUPERSEDED]).count()
    if undecided:
        raise Conflict(
            say(
                "您参与过的核查点还有 {n} 个没有审完，审完以前不能修改审次、证据要求和签发条件；"
                "请由另一位管理员办理。",
                n=undecided,
            )
        )
