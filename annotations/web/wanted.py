"""Which fields the chosen verdict and handling want, and the form that says so."""

from __future__ import annotations

from typing import Any

from django import forms

from annotations.models import Actor, Claim
from annotations.services.review import situation
from annotations.vocabulary import Resolution, Status, Verdict
from annotations.web.forms import ClaimForm
from annotations.web.worddiff import worddiff
from annotations.workflow import DEMANDS_CHANGE, demands, may

FORM_FIELDS = tuple(name for name in ClaimForm.base_fields if name not in ("seen", "key"))


def form_of(actor: Actor, claim: Claim) -> dict[str, Any]:
    """The claim's form; ``must`` are the fields that verdict and handling want, ``wants`` those still open.

    The new wording begins with the old one, so that only the difference is typed; sent back unchanged it
    is no change. ``reworded`` is what was saved of it, word by word.
    """
    initial = {name: getattr(claim, name) for name in FORM_FIELDS} | {"seen": claim.version}
    initial["proposed_text"] = claim.proposed_text or claim.quote
    form = ClaimForm(initial=initial)
    chief = may("keep_wording", actor.roles_at(claim.article.desk_id))
    handling = form.fields["resolution"]
    if isinstance(handling, forms.ChoiceField) and not chief and claim.resolution != Resolution.KEPT:
        handling.choices = [("", "—"), *(one for one in Resolution.choices() if one[0] != Resolution.KEPT)]
    wanted = demands(situation(actor, claim))
    for demand in wanted:
        form.fields[demand.field].widget.attrs["aria-required"] = "true"
        if not demand.met:
            form.fields[demand.field].help_text = demand.why
    return {
        "form": form,
        "must": {demand.field for demand in wanted},
        "wants": {demand.field for demand in wanted if not demand.met},
        "reworded": worddiff(claim.quote, claim.proposed_text) if claim.proposed_text else (),
        "may_rule": chief and _waits_with_a_fault(claim),
    }


def wanted_field(actor: Actor, claim: Claim) -> str:
    """The field that verdict and handling still ask for before the claim may be submitted, or nothing."""
    return next((one.field for one in demands(situation(actor, claim)) if not one.met), "")


def _waits_with_a_fault(claim: Claim) -> bool:
    """Whether 保留原文 is still to be decided on a claim that waits for review."""
    wrong = bool(claim.verdict) and Verdict(claim.verdict) in DEMANDS_CHANGE
    return wrong and claim.status == Status.SUBMITTED and claim.resolution != Resolution.KEPT
