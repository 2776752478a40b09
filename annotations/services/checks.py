"""What people do with the number checks of an article: look, set aside, make a claim of."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from annotations.models import Actor, Article, Claim, DismissedCheck
from annotations.services.access import require
from annotations.services.annotate import add_claim, read_proposal
from annotations.services.audit import Change, record
from annotations.services.checkresults import Checked, checks_of
from annotations.services.decisions import accept_suggestion
from annotations.services.errors import Missing
from annotations.services.standing import settle_later
from annotations.vocabulary import Action, ClaimType
from annotations.wording import as_stored, say

_TYPES = {"share": ClaimType.SHARE, "change": ClaimType.COMPARISON, "date": ClaimType.DATE}


def beside(claim: Claim) -> list[Checked]:
    """The results that read words of the claim."""
    places = [(claim.start, claim.end), *claim.mentions.values_list("start", "end")]
    return [one for one in checks_of(claim.article) if _touches(one, places)]


def _touches(one: Checked, places: Sequence[tuple[int, int]]) -> bool:
    return any(start < right and left < end for start, end, _ in one.check.spans for left, right in places)


@transaction.atomic
def dismiss_check(*, actor: Actor, article: Article, key: str) -> Checked:
    """Set a result aside; it stays away while the words that it read stand. Twice is once."""
    require(actor, article.desk_id, "annotate")
    one = _known(article, key)
    _, new = DismissedCheck.objects.get_or_create(
        article=article, key=key, defaults={"dismissed_by": actor.user}
    )
    if new:
        _record(actor, article, one, [None, "dismissed"])
    return Checked(one.check, dismissed=True)


@transaction.atomic
def restore_check(*, actor: Actor, article: Article, key: str) -> Checked:
    """Take a dismissal back."""
    require(actor, article.desk_id, "annotate")
    one = _known(article, key)
    gone, _ = DismissedCheck.objects.filter(article=article, key=key).delete()
    if gone:
        _record(actor, article, one, ["dismissed", None])
    return Checked(one.check)


@transaction.atomic
def claim_of_check(*, actor: Actor, article: Article, key: str) -> Claim:
    """The claim on the words of a result: the one that stands there, a suggestion accepted, or a new one."""
    require(actor, article.desk_id, "annotate")
    one = _known(article, key)
    start, end = one.span
    around = {"start__lte": start, "end__gte": end}
    if claim := article.claims.filter(**around).order_by("start", "-end").last():
        return claim
    waiting = article.suggestions.pending().filter(article_version=article.text_version, **around)
    if suggestion := waiting.order_by("start", "-end").last():
        return accept_suggestion(actor=actor, suggestion=suggestion)
    types = _types(article, one)
    quote = article.text[start:end]
    return add_claim(actor=actor, article=article, start=start, end=end, quote=quote, types=types)


def _types(article: Article, one: Checked) -> list[str]:
    """The kind of figure that the check spoke of, else what the detectors see in the words alone."""
    start, end = one.span
    role = next((role for left, right, role in one.check.spans if (left, right) == one.span), "")
    if role in _TYPES:
        return [_TYPES[role]]
    proposal = read_proposal(article, article.text[start:end])
    return list(proposal.types) if proposal else [ClaimType.QUANTITY]


def _known(article: Article, key: str) -> Checked:
    found = next((one for one in checks_of(article) if one.check.key == key), None)
    if found is None:
        raise Missing(say("这项数字检查已不在当前正文上，请刷新页面。"))
    return found


def _record(actor: Actor, article: Article, one: Checked, states: list[str | None]) -> None:
    with as_stored():
        words = {"check": one.check.name, "explanation": one.check.explanation}
    diff = {"number_check": states, **{name: [None, said] for name, said in words.items()}}
    record(actor, article.desk_id, article, Change(Action.EDIT, article.status, article.status, diff))
    settle_later(article.pk)
