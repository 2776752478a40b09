"""The hash chain of the audit log: how a row follows the one before, and what is broken where it does not.

``hash = sha256(prev_hash + canonical JSON of what the row says)``. Pure: rows come in from anywhere.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

# The same bytes as json.dumps with these arguments, without making an encoder for every row. What JSON
# does not know is never written; a row that holds it was tampered with, and must not stop the walk.
_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=repr).encode


def digest(prev_hash: str, row: dict[str, Any]) -> str:
    """The hash of a row that says ``row`` and follows ``prev_hash``."""
    return hashlib.sha256((prev_hash + _canonical(row)).encode("utf-8", "surrogatepass")).hexdigest()


class Link(NamedTuple):
    """One stored row: what it says (``seq`` among it), and the two hashes that chain it."""

    says: dict[str, Any]
    prev_hash: str
    hash: str


class Tip(NamedTuple):
    """The end of a chain as its head row tells it."""

    seq: int
    hash: str


Field = Literal["seq", "prev_hash", "hash", "row", "head", "signature"]


class Fault(NamedTuple):
    """What does not fit at ``seq``.

    ``seq``: rows are missing before this one. ``prev_hash``: it does not follow the row before.
    ``row``: what it says does not give its hash. ``hash``: only the hash in it was changed, the next row
    still follows the true one. ``head``: the chain does not end where its head says, or has no head.
    ``signature``: a signed sheet names a hash that the chain does not have.
    """

    seq: int
    field: Field


@dataclass
class Walk:
    """Follows a chain from its beginning, row by row. It goes on behind a fault, to name every one."""

    seq: int = 0
    hash: str = ""
    rows: int = 0
    faults: list[Fault] = field(default_factory=list)
    _doubt: str = ""

    def follow(self, link: Link) -> None:
        """Take the next row in the order of ``seq``."""
        seq = link.says["seq"]
        self._settle(link.prev_hash)
        if seq != self.seq + 1:
            self.faults.append(Fault(seq, "seq"))
        follows = link.prev_hash == self.hash
        if not follows:
            self.faults.append(Fault(seq, "prev_hash"))
        computed = digest(self.hash, link.says)
        if computed != link.hash and (follows or digest(link.prev_hash, link.says) != link.hash):
            self._doubt = computed
        self.seq, self.hash, self.rows = seq, link.hash, self.rows + 1

    def end(self, head: Tip | None) -> list[Fault]:
        """Hold the end against the head of the chain; all faults, in order."""
        self._settle(head.hash if head else "")
        if (self.rows or head) and head != Tip(self.seq, self.hash):
            self.faults.append(Fault(self.seq, "head"))
        return self.faults

    def _settle(self, claimed: str) -> None:
        """What follows a row whose hash does not fit tells which of the two was changed."""
        if not self._doubt:
            return
        if claimed == self._doubt:
            self.hash = self._doubt
            self.faults.append(Fault(self.seq, "hash"))
        else:
            self.faults.append(Fault(self.seq, "row"))
        self._doubt = ""
