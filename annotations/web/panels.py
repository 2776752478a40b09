"""The right-hand panel: everything about one claim or suggestion, and what may be done with it now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from annotations.detectors.scoring import DAMPED
from annotations.models import Article, Claim, Suggestion, VerifiedFact
from annotations.services.checks import beside
from annotations.services.confirming import WORKABLE, why_not
from annotations.services.review import steps_for
from annotations.services.witnesses import standing_of
from annotations.text.readings import figure_words, stored_figure
from annotations.vocabulary import (
    Approx,
    ClaimType,
    DismissReason,
    Flag,
    Resolution,
    Status,
    SuggestionState,
    Verdict,
)
from annotations.web import items, places, queries
from annotations.web.basis import stale_of
from annotations.web.comparisons import SIGNS
from annotations.web.doors import Visit
from annotations.web.forms import ClaimForm, EvidenceForm
from annotations.web.history import timeline
from annotations.web.items import Item
from annotations.web.notes import notes_of
from annotations.web.surroundings import surroundings
from annotations.web.typegroups import GROUPS
from annotations.web.wanted import form_of
from annotations.wording import said_again, say
from annotations.workflow import STEPS, may

Context = dict[str, Any]
WORDS = {
    "types": ClaimType,
    "approx": Approx,
    "verdict": Verdict,
    "resolution": Resolution,
}
VERDICT_KEYS = (
    (Verdict.VERIFIED, "accept"),
    (Verdict.UNVERIFIABLE, "unverifiable"),
    (Verdict.NOT_CHECKABLE, "not_checkable"),
)
WRONG_KEYS = (
    (Verdict.FALSE, "1"),
    (Verdict.PARTLY_FALSE, "2"),
    (Verdict.MISLEADING, "3"),
    (Verdict.OUTDATED, "4"),
)
OTHER_VERDICTS = (Verdict.MOSTLY_VERIFIED, Verdict.ATTRIBUTED_ONLY)
CHANGEABLE = frozenset(set(Status) - {Status.APPROVED, Status.PUBLISHED, Status.SUPERSEDED})


@dataclass(frozen=True)
class Difference:
    """One field of a stale save: what stands there now and what the person wanted, in words and as sent."""

    name: str
    label: str
    theirs: str
    mine: str
    theirs_sent: Sequence[str]
    mine_sent: Sequence[str]


@dataclass(frozen=True)
class Clash:
    """Somebody else saved first: who, and field by field both states."""

    who: str
    differences: Sequence[Difference]


def panel_for(request: Visit, item: Item | None, article: Article) -> Context:
    """The panel of a row, or an invitation when nothing is to be shown."""
    if item is None:
        return {"panel": "articles/_panel_empty.html", "article": article}
    if item.kind == "claim":
        claim = Claim.objects.with_people().get(pk=item.pk)
        claim.article = article
        return of_claim(request, claim)
    suggestion = Suggestion.objects.get(pk=item.pk)
    suggestion.article = article
    return of_suggestion(request, suggestion)


def of_claim(request: Visit, claim: Claim, *, clash: Clash | None = None, comment: str = "") -> Context:
    roles = request.actor.roles_at(claim.article.desk_id)
    writes = may("annotate", roles)
    before, after = surroundings(claim)
    return {
        "panel": "claims/_panel.html",
        "before": before,
        "after": after,
        "undecided": why_not(claim),
        "offers": writes and claim.status in WORKABLE and not claim.verdict and not claim.evidence.exists(),
        **thread_of(request, claim),
        "checks": notes_of(beside(claim)),
        "claim": claim,
        "item": items.of_claim(claim, items.number_of(claim)),
        **form_of(request.actor, claim),
        "writes": writes and claim.status in CHANGEABLE,
        "links": may_link(request, claim),
        "lost": writes and (Flag.ORPHANED in claim.flags or claim.status == Status.SUPERSEDED),
        "evidence": _with_words(list(queries.evidence_of(claim, request.actor))),
        "standing": standing_of(claim, request.actor),
        "steps": steps_at(request, claim) if writes else [],
        "history": timeline(claim, viewer=request.actor),
        "flags": [Flag(flag).label for flag in claim.flags],
        "groups": GROUPS,
        "verdicts": [(verdict, key, claim.verdict == verdict) for verdict, key in VERDICT_KEYS],
        "wrongs": [(verdict, key, claim.verdict == verdict) for verdict, key in WRONG_KEYS],
        "others": [(verdict, "", claim.verdict == verdict) for verdict in OTHER_VERDICTS],
        "is_wrong": claim.verdict in [verdict for verdict, _ in WRONG_KEYS],
        "reasons": _reasons(claim.reasons),
        "repeats": places.of_claim(request.actor, claim),
        "reading": reading(claim, stored=True),
        "clash": clash,
        **stale_of(request.actor, claim),
        "comment": comment or answer_to_take_up(claim),
        # A reopened claim stands in a fact; that is never deleted.
        "deletable": claim.round == 1
        and claim.status in (Status.OPEN, Status.IN_PROGRESS, Status.NEEDS_INFO),
    }


def may_link(request: Visit, claim: Claim) -> bool:
    """Whether evidence may be laid beside a claim now: by editors, by reporters on what they brought."""
    roles = request.actor.roles_at(claim.article.desk_id)
    own = claim.article.created_by_id == request.actor.user.pk and may("add_source", roles)
    return (own or may("annotate", roles)) and claim.status in CHANGEABLE


def steps_at(request: Visit, claim: Claim) -> list[dict[str, Any]]:
    """What may be done next, and why not the rest. What never concerns this person here is left out.

    That is: the steps of roles they do not have, the approval of the other kind of desk (two or three
    reviews), handing a claim over to oneself, and what is only for claims whose words are gone.
    """
    roles = request.actor.roles_at(claim.article.desk_id)
    foreign = {step.name for step in STEPS if step.roles.isdisjoint(roles)}
    foreign.add("pass_on" if claim.article.desk.review_levels == 2 else "approve")
    foreign.add("restore")  # takes a place in the text, which the panel asks for (claims/_lost.html)
    if claim.assignee_id == request.actor.user.pk:
        foreign.add("hand_over")
    if Flag.ORPHANED not in claim.flags:
        foreign.add("supersede")
    return [step for step in steps_for(actor=request.actor, claim=claim) if step["step"] not in foreign]


def thread_of(request: Visit, claim: Claim) -> Context:
    """Remarks and questions beside a claim, and whether this person may add to them."""
    return {
        "comments": list(claim.comments.select_related("author")),
        "queries": list(claim.queries.select_related("asked_by", "answered_by")),
        "comments_allowed": may("comment", request.actor.roles_at(claim.article.desk_id)),
        "now": timezone.now(),
    }


def answer_to_take_up(claim: Claim) -> str:
    """What the writer answered while the claim still waits: the words of 已获答复 begin with it."""
    if claim.status != Status.NEEDS_INFO:
        return ""
    last = claim.queries.last()
    return last.answer if last and last.answered_at else ""


def of_suggestion(request: Visit, suggestion: Suggestion) -> Context:
    before, after = surroundings(suggestion)
    return {
        "panel": "suggestions/_panel.html",
        "suggestion": suggestion,
        "before": before,
        "after": after,
        "item": items.of_suggestion(suggestion),
        "writes": may("annotate", request.actor.roles_at(suggestion.article.desk_id)),
        "pending": suggestion.state == SuggestionState.PENDING,
        "groups": GROUPS,
        "dismissals": [(reason, reason.label) for reason in DismissReason],
        "not_needed": DismissReason.NOT_NEEDED,
        "reasons": _reasons(suggestion.reasons),
        "repeats": places.of_suggestion(request.actor, suggestion),
        "parts": [_part(part) for part in suggestion.parts],
        "reading": reading(suggestion, stored=True),
    }


def clash(claim: Claim, changes: dict[str, Any], form: ClaimForm) -> Clash:
    """Both states of every field that a stale save wanted to change and that stands differently now."""
    lines = timeline(claim)
    differences = [
        Difference(
            name,
            str(form.fields[name].label),
            words(name, getattr(claim, name)),
            words(name, mine),
            _sent(getattr(claim, name)),
            _sent(mine),
        )
        for name, mine in changes.items()
        if (getattr(claim, name) or "") != (mine or "")
    ]
    return Clash(lines[0].who if lines else "", differences)


def words(name: str, value: Any) -> str:
    """A field's value as people read it."""
    if name == "types":
        return say("、").join(ClaimType(one).label for one in value)
    if not value:
        return say("（空）")
    return WORDS[name](value).label if name in WORDS else str(value)


def _sent(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value or "")]


def reading(row: Claim | Suggestion | VerifiedFact, *, stored: bool = False) -> str:
    """The figure and date as the machine holds them, in words: 11777000000 CNY reads 117.77亿元.

    With ``stored`` the figure as it is stored beside it: 117.77亿元 = 11 777 000 000 CNY.
    """
    value = row.value or ""
    around = Approx(row.approx).label if row.approx and row.approx != Approx.EQ else ""
    figure = f"{around} {figure_words(value, row.unit)}".strip()
    exact = stored_figure(value, row.unit) if stored else ""
    return " · ".join(part for part in (f"{figure} = {exact}" if exact else figure, row.date) if part)


def _with_words(links: list[Any]) -> list[tuple[Any, str, EvidenceForm]]:
    """Each link with the sign of its comparison and the form that corrects it."""
    return [
        (
            link,
            SIGNS.get(link.comparison, ""),
            EvidenceForm(
                initial={name: getattr(link, name) for name in EvidenceForm.base_fields},
                auto_id=f"link-{link.pk}-%s",
            ),
        )
        for link in links
    ]


def _reasons(reasons: list[dict[str, Any]]) -> list[str]:
    """Why it was proposed, each reason once."""
    return list(dict.fromkeys(said_again(str(reason["text"]), DAMPED) for reason in reasons))


def _part(part: dict[str, Any]) -> dict[str, str]:
    kind = part.get("type", "")
    return {
        "text": part["text"],
        "kind": ClaimType(kind).label if kind in list(ClaimType) else "",
        "value": " · ".join(
            word
            for word in (
                figure_words(str(part.get("value") or ""), str(part.get("unit") or "")),
                part.get("date"),
            )
            if word
        ),
    }
