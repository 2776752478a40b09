"""引述无误，内容未核实: does the copy say whose words a claim is?"""

from __future__ import annotations

from annotations.detectors.credited import credited
from annotations.models import Claim
from annotations.vocabulary import ClaimType, Verdict


def credited_in_text(claim: Claim) -> bool:
    """Whether it does; only asked where the verdict says that the words are somebody's.

    The text that the claim stands in is read, which may be older than the article's current one.
    """
    if claim.verdict != Verdict.ATTRIBUTED_ONLY:
        return True
    text = claim.article.versions.get(number=claim.article_version).text
    return credited(text, claim.start, claim.end, quote=ClaimType.QUOTE in claim.types)
