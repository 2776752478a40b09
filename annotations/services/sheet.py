"""核查清单: how an article was checked, as one page to print, to sign and to keep.

The page is complete in itself (its style stands in it, nothing is fetched), so that what is stored with a
signature reads the same years later. Suggestions are counted, never printed: a guess is not a fact.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from annotations.models import Article, AuditHead, FollowUp, Publication, User
from annotations.services.checkresults import unresolved
from annotations.services.gate import gate_of
from annotations.services.sheetrows import Proof, Row, names_of, numbered, rows_of
from annotations.vocabulary import SuggestionState

TOLD = frozenset({"suggestions", "claims_a", "claims_b", "number_checks"})
"""Conditions of the gate that the sheet tells by the claims themselves, by a count, by the arithmetic."""
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def render_sheet(article: Article, *, publication: Publication | None = None, by: User | None = None) -> str:
    """The whole page as HTML, as things stand now; ``by`` is whoever asks for it.

    With the ``publication`` that is being signed (it need not be stored yet) the page is in Chinese whoever
    signs, as everything stored is, and that person stands on the line 终审. Without, it is in the language
    of whoever reads it.
    """
    house = translation.override(settings.LANGUAGE_CODE) if publication else nullcontext()
    with house:
        return render_to_string("sheets/sheet.html", _sheet(article, publication, by))


def policy_of(html: str) -> str:
    """The Content-Security-Policy under which a sheet is shown: only its own style holds.

    Words of people are escaped, so the one style element is ours.
    """
    style = _STYLE.search(html)
    own = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode() if style else ""
    allowed = f"'sha256-{own}'" if own else "'none'"
    return (
        f"default-src 'none'; style-src {allowed}; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )


def _sheet(article: Article, publication: Publication | None, by: User | None) -> dict[str, Any]:
    rows, lacking = rows_of(article), gate_of(article)
    signings = _signings(article, publication)
    signed = [one for one in signings if one.text_version == article.text_version]
    return {
        "article": article,
        "version": article.versions.select_related("author").get(number=article.text_version),
        "rows": rows,
        "text": numbered(article, rows),
        "unsettled": [row for row in rows if not row.settled],
        "differing": unresolved(article),
        "suggestions": _suggestions(article),
        "gate": [line for line in lacking.missing if line.item.kind not in TOLD],
        "notes": [line for line in lacking.settled if line.note],
        "snapshots": _snapshots(rows),
        "signings": signings,
        "follow_ups": list(FollowUp.objects.filter(article=article).select_related("assignee", "done_by")),
        "names": names_of(rows, signed[-1].signed_by if signed else None, article.desk.review_levels),
        "head": AuditHead.objects.filter(desk=article.desk_id).first(),
        "made_at": timezone.now(),
        "made_by": publication.signed_by if publication else by,
        "frozen": publication is not None,
        "sums": _sums(rows),
    }


def _snapshots(rows: Sequence[Row]) -> list[Proof]:
    """Every snapshot that the evidence stands on, once, in the order of the claims.

    Not of a protected source: whoever has guessed the document could prove it by its hash.
    """
    proofs = {
        proof.link.snapshot_id: proof
        for row in reversed(rows)
        for proof in reversed(row.proofs)
        if not proof.protected
    }
    return list(reversed(proofs.values()))


def _signings(article: Article, publication: Publication | None) -> list[Publication]:
    """The signatures so far, oldest first, the one that is being given among them."""
    stored = article.publications.select_related("signed_by").defer("sheet").order_by("signed_at", "pk")
    found = [one for one in stored if publication is None or one.pk != publication.pk]
    return [*found, publication] if publication else found


def _suggestions(article: Article) -> dict[str, int]:
    """How many suggestions for the current text wait or were set aside; of those that wait, the urgent."""
    rows = article.suggestions.filter(article_version=article.text_version).values_list("state", "priority")
    found = list(rows)
    pending = [priority for state, priority in found if state == SuggestionState.PENDING]
    return {
        "pending": len(pending),
        "urgent": pending.count("A"),
        "dismissed": sum(state == SuggestionState.DISMISSED for state, _ in found),
    }


def _sums(rows: Sequence[Row]) -> dict[str, int]:
    return {"claims": len(rows), "settled": sum(row.settled for row in rows)}
