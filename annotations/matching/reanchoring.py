"""What a new text means for a claim: where its places are now, and whether its finding still holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from annotations.matching.rewording import Span, rewording
from annotations.text.anchoring import Lost, Relocator
from annotations.vocabulary import Outcome

_WORST_LAST = (
    Outcome.KEPT,
    Outcome.MOVED,
    Outcome.CORRECTED,
    Outcome.CHANGED_MINOR,
    Outcome.CHANGED,
    Outcome.FIGURE_CHANGED,
    Outcome.ORPHANED,
)
_STOPS = "。！？!?\n"
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim as it stands in the old text: its places, its own first; ``correction`` if one was approved."""

    places: Sequence[Span]
    types: Collection[str] = ()
    correction: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """``places`` has the new place of each old one, None where the words were struck. Orphaned has none."""

    outcome: Outcome
    places: Sequence[Span | None]


class Reanchorer:
    """Settles the claims of one text in the next. ``standings`` are all of them: corrections may meet."""

    def __init__(self, old: str, new: str, standings: Iterable[Standing] = ()) -> None:
        self.old, self.new = old, new
        self.relocator = Relocator(old, new)
        self.corrections = sorted(
            (*place, one.correction) for one in standings if one.correction for place in one.places[:1]
        )

    def settle(self, claim: Standing) -> Settled:
        """The outcome is that of the place that fared worst; a place that was struck is let go.

        A claim none of whose places is left has no place: a person looks.
        """
        found = [self._settle_place(place, claim) for place in claim.places]
        standing = [outcome for outcome, place in found if outcome is not None]
        if not standing or Outcome.ORPHANED in standing:
            return Settled(Outcome.ORPHANED, ())
        worst = max(standing, key=_WORST_LAST.index)
        if worst != Outcome.CORRECTED and Outcome.CORRECTED in standing:
            worst = max(worst, Outcome.CHANGED, key=_WORST_LAST.index)
        elif worst == Outcome.CORRECTED and set(standing) != {Outcome.CORRECTED}:
            worst = Outcome.CHANGED  # put right in one place, left wrong in another
        return Settled(worst, [place for _, place in found])

    def _settle_place(self, place: Span, claim: Standing) -> tuple[Outcome | None, Span | None]:
        """The outcome and the new place; both None when the words were struck without replacement."""
        if claim.correction and (put_right := self._corrected(place, claim.correction)):
            return Outcome.CORRECTED, put_right
        found = self.relocator.find(*place)
        if isinstance(found, Lost):
            return (None, None) if found.struck else (Outcome.ORPHANED, None)
        now = (found.start, found.end)
        outcome = rewording(self.old, place, self.new, now, claim.types)
        if found.moved and outcome not in (Outcome.KEPT, Outcome.CHANGED_MINOR):
            return Outcome.ORPHANED, None  # other words in another place may be another statement
        return Outcome.MOVED if found.moved and outcome is Outcome.KEPT else outcome, now

    def _corrected(self, place: Span, proposed: str) -> Span | None:
        """Where the sentence stands with nothing but the approved words changed; None when it does not.

        Other approved corrections of the same sentence may have been put in with it.
        """
        begin, stop = self._sentence(place)
        mine = [(*place, proposed)]
        others = [one for one in self.corrections if begin <= one[0] and one[1] <= stop and one[:2] != place]
        for changes in (mine, sorted([*mine, *others])):
            wanted, at = self._with(changes, place, begin, stop)
            here = self.new.find(wanted)
            if here >= 0 and self.new.find(wanted, here + 1) < 0:
                return here + at, here + at + len(proposed)
        return None

    def _with(
        self, changes: Sequence[tuple[int, int, str]], place: Span, begin: int, stop: int
    ) -> tuple[str, int]:
        """The sentence with the changes, and where ``place`` begins in it."""
        pieces, at, mine, length = [], begin, 0, 0
        for start, end, words in changes:
            if start < at:
                continue  # overlaps the one before
            pieces += [self.old[at:start], words]
            length += start - at
            mine = length if (start, end) == place else mine
            length += len(words)
            at = end
        return "".join([*pieces, self.old[at:stop]]), mine

    def _sentence(self, place: Span) -> Span:
        start, end = place
        floor = max(0, start - _LONGEST)
        begin = max(self.old.rfind(stop, floor, start) for stop in _STOPS) + 1
        ends = [at for stop in _STOPS if (at := self.old.find(stop, end, end + _LONGEST)) >= 0]
        return max(begin, floor), min(ends) + 1 if ends else min(len(self.old), end + _LONGEST)
