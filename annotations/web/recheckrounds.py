"""月度复查 by month: how much was drawn, how far it is, how far it agrees."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from annotations.models import Actor, Desk, Recheck, RecheckRound
from annotations.services.rechecking import first_verdicts
from annotations.web.charts import percent

NEWEST = 24
"""So many rounds are shown: two years of one desk."""


@dataclass(frozen=True)
class Round:
    """A month of a desk with its articles; ``agreed`` of ``answered`` claims over those that are finished."""

    round: RecheckRound
    rechecks: Sequence[Recheck]
    finished: int
    answered: int
    agreed: int

    @property
    def share(self) -> str:
        return percent(self.round.sampled, self.round.population)

    @property
    def agreement(self) -> str:
        return percent(self.agreed, self.answered)


def rounds_of(actor: Actor, desks: Collection[Desk]) -> list[Round]:
    """The latest months of the desks, in the same number of queries however many there are."""
    rows = RecheckRound.objects.visible_to(actor).filter(desk__in=desks)
    found = rows.select_related("desk").order_by("-month", "desk__name")
    newest = found.prefetch_related("rechecks__article", "rechecks__checker", "rechecks__answers")[:NEWEST]
    finished = {one.pk: [recheck for recheck in one.rechecks.all() if recheck.finished_at] for one in newest}
    first = first_verdicts([recheck.article_id for rechecks in finished.values() for recheck in rechecks])
    shown = []
    for one in newest:
        answers = [row for recheck in finished[one.pk] for row in recheck.answers.all()]
        agreed = sum(first[row.claim_id] == row.verdict for row in answers)
        shown.append(Round(one, list(one.rechecks.all()), len(finished[one.pk]), len(answers), agreed))
    return shown
