"""签发条件: what an article still lacks before the chief may sign it, item by item. Pure.

Rules (superseded claims never count; a desk may switch a condition off by its id):

- ``reading`` 预标注: a text that was to be read by the machine has been read. A text nobody asked to have
  read asks for nothing.
- ``suggestions`` no suggestion of priority A waits.
- ``claims_a`` every claim of priority A is approved (or published); a reopened one is not.
- ``claims_b`` every claim of priority B is approved, or the chief's note stands on it. C is not asked for.
- ``findings`` whatever was found false, partly false, misleading or outdated is resolved: approved and kept
  by the chief with the reason, or approved with no change and the reason. Corrected, softened, attributed
  or cut stays an item as long as the claim still has that verdict on the current text: the new version
  that puts the approved correction in turns it into verified.
- ``conflict`` no evidence refutes a claim; where the verdict itself finds fault, ``findings`` asks instead.
  The chief's note settles it.
- ``orphaned``, ``stale``, ``blocking`` no claim carries the flag.
- ``number_checks`` no figure of the text differs from another one, unless somebody set the check aside.
- ``small_changes`` every 细微改动 of a new version was confirmed by a reviewer.
- ``unverifiable`` the chief decided about each: kept with the reason, or a note.
- ``questions`` every question to the writer or a source is answered.

By check level: ``full`` asks all of it. ``key`` looks only at names and leaders' posts, prominent places,
superlatives and firsts, figures in conflict or with differing evidence, what was found wrong and what is
marked blocking, and at everything in a critical article; number checks count. ``wire`` looks at all
claims and suggestions (only our changes became any), and not at the number checks of the agency's text.

A chief's note counts while the object has the version it was written on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotations.checklevels import is_key
from annotations.vocabulary import CheckLevel, Flag, Resolution, Status, Verdict, Word
from annotations.wording import marked, say
from annotations.workflow import DEMANDS_CHANGE

CONDITIONS: Mapping[str, str] = {
    "reading": marked("正文已预标注"),
    "suggestions": marked("A 类建议已全部处理"),
    "claims_a": marked("A 类核查点已全部核定"),
    "claims_b": marked("B 类核查点已核定或有总编意见"),
    "findings": marked("有误、部分有误、表述不当、已过时的已处理"),
    "conflict": marked("证据没有出入"),
    "orphaned": marked("原文位置已确认"),
    "stale": marked("依据没有待更新"),
    "blocking": marked("没有须处理后方可签发的"),
    "number_checks": marked("数字检查没有不一致"),
    "small_changes": marked("细微改动已确认"),
    "unverifiable": marked("无法核实的已由总编决定"),
    "questions": marked("提问已答复"),
}
"""Every condition by its id, in the order in which items are listed; all hold unless switched off."""

NOTABLE = frozenset({"claims_b", "conflict", "unverifiable"})
"""Conditions that the chief's note on an item settles."""

SIGNED_OFF = frozenset({Status.APPROVED, Status.PUBLISHED})
LONGEST_QUOTE = 40
"""Code points of a claim's words in an item's sentence."""


@dataclass(frozen=True)
class GateClaim:
    """What the gate looks at of one claim; ``differs``: the figure of some evidence does not agree."""

    id: str
    version: int
    quote: str
    status: Status
    priority: str = "A"
    types: Collection[str] = ()
    flags: Collection[str] = ()
    verdict: str = ""
    resolution: str = ""
    resolution_note: str = ""
    differs: bool = False
    asked: bool = False
    small_change: bool = False

    @property
    def signed_off(self) -> bool:
        return self.status in SIGNED_OFF

    @property
    def at_fault(self) -> bool:
        return self.verdict in DEMANDS_CHANGE

    def concerns(self, level: str, critical: bool) -> bool:
        """Whether the article's check level looks at this claim at all."""
        if level != CheckLevel.KEY or self.at_fault or Flag.BLOCKING in self.flags:
            return True
        doubted = self.differs or Flag.CONFLICT in self.flags
        prominent = Flag.PROMINENT in self.flags
        return is_key(self.types, prominent=prominent, conflict=doubted, quote=self.quote, critical=critical)


@dataclass(frozen=True)
class GateSuggestion:
    """A suggestion of the current text that waits."""

    id: str
    version: int
    quote: str
    priority: str = "A"
    types: Collection[str] = ()
    prominent: bool = False

    def concerns(self, level: str, critical: bool) -> bool:
        return level != CheckLevel.KEY or is_key(
            self.types, prominent=self.prominent, conflict=False, quote=self.quote, critical=critical
        )


@dataclass(frozen=True)
class GateCheck:
    """A number check that differs; ``explain`` says its arithmetic to whoever reads."""

    key: str
    explain: Callable[[], str]


@dataclass(frozen=True)
class GateArticle:
    """Everything that the gate looks at. ``notes``: item key → version of the object it was written on."""

    id: str
    version: int = 1
    level: str = CheckLevel.FULL
    critical: bool = False
    unread: bool = False
    claims: Sequence[GateClaim] = ()
    suggestions: Sequence[GateSuggestion] = ()
    checks: Sequence[GateCheck] = ()
    notes: Mapping[str, int] = field(default_factory=dict)


Part = str | Word | Callable[[], str]


@dataclass(frozen=True)
class GateItem:
    """One thing that is missing; ``settled_by_note`` when a note of the chief answers it as it now stands.

    ``object_type`` is claim, suggestion, check or article. ``text`` is said in the reader's language.
    """

    kind: str
    object_type: str
    object_id: str
    object_version: int
    saying: str
    parts: Mapping[str, Part] = field(default_factory=dict)
    settled_by_note: bool = False

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.object_id}"

    @property
    def takes_note(self) -> bool:
        return self.kind in NOTABLE

    @property
    def text(self) -> str:
        return say(self.saying, **{name: _said(part) for name, part in self.parts.items()})


def _said(part: Part) -> str:
    if isinstance(part, Word):
        return part.label
    return part if isinstance(part, str) else part()


def gate(article: GateArticle, rules: Mapping[str, bool] | None = None) -> list[GateItem]:
    """What is missing, by condition and then in the order given; ``rules`` switch conditions off by id."""
    found = [item for item in _items(article) if (rules or {}).get(item.kind, True)]
    order = list(CONDITIONS)
    return [_with_note(item, article.notes) for item in sorted(found, key=lambda one: order.index(one.kind))]


def _with_note(item: GateItem, notes: Mapping[str, int]) -> GateItem:
    stands = item.takes_note and notes.get(item.key) == item.object_version
    return replace(item, settled_by_note=stands)


def _items(article: GateArticle) -> Iterator[GateItem]:
    if article.unread:
        unread = marked("正文的预标注还没有完成。")
        yield GateItem("reading", "article", article.id, article.version, unread)
    for waiting in article.suggestions:
        if waiting.priority == "A" and waiting.concerns(article.level, article.critical):
            parts: dict[str, Part] = {"quote": _short(waiting.quote)}
            saying = marked("“{quote}”：A 类建议还没有处理。")
            yield GateItem("suggestions", "suggestion", waiting.id, waiting.version, saying, parts)
    for claim in article.claims:
        if claim.status != Status.SUPERSEDED and claim.concerns(article.level, article.critical):
            yield from _of_claim(claim)
    if article.level != CheckLevel.WIRE:
        for check in article.checks:
            saying = marked("数字检查不一致：{explanation}")
            yield GateItem("number_checks", "check", check.key, 0, saying, {"explanation": check.explain})


def _of_claim(claim: GateClaim) -> Iterator[GateItem]:
    parts: dict[str, Part] = {"quote": _short(claim.quote), "status": claim.status}
    if claim.verdict:
        parts["verdict"] = Verdict(claim.verdict)
    if claim.resolution:
        parts["resolution"] = Resolution(claim.resolution)
    for kind, saying in _missing(claim):
        yield GateItem(kind, "claim", claim.id, claim.version, saying, parts)


def _missing(claim: GateClaim) -> Iterator[tuple[str, str]]:
    """Each condition that the claim does not meet, with the sentence for it."""
    if not claim.signed_off and claim.priority == "A":
        yield "claims_a", marked("“{quote}”：A 类核查点还没有核定（{status}）。")
    if not claim.signed_off and claim.priority == "B":
        yield "claims_b", marked("“{quote}”：B 类核查点还没有核定（{status}），也没有总编意见。")
    if claim.at_fault and (saying := _unresolved(claim)):
        yield "findings", saying
    yield from _flagged(claim)
    if claim.small_change:
        yield "small_changes", marked("“{quote}”：新版本的细微改动等审核人确认。")
    if claim.verdict == Verdict.UNVERIFIABLE and not _kept(claim):
        yield "unverifiable", marked("“{quote}”：无法核实，等总编决定。")
    if claim.asked:
        yield "questions", marked("“{quote}”：提问还没有答复。")


def _flagged(claim: GateClaim) -> Iterator[tuple[str, str]]:
    if Flag.CONFLICT in claim.flags and not claim.at_fault:
        yield "conflict", marked("“{quote}”：有证据反驳，有出入。")
    if Flag.ORPHANED in claim.flags:
        yield "orphaned", marked("“{quote}”：原文位置待确认。")
    if Flag.STALE in claim.flags:
        yield "stale", marked("“{quote}”：依据待更新。")
    if Flag.BLOCKING in claim.flags:
        yield "blocking", marked("“{quote}”：标明处理后方可签发。")


def _unresolved(claim: GateClaim) -> str:
    """Why a fault that was found is not dealt with yet, or an empty string."""
    if not claim.signed_off:
        return marked("“{quote}”：结论是“{verdict}”，处理还没有核定。")
    if _kept(claim):
        return ""
    if claim.resolution in ("", Resolution.NONE, Resolution.KEPT):
        explained = claim.resolution != Resolution.KEPT and claim.resolution_note.strip()
        return "" if explained else marked("“{quote}”：结论是“{verdict}”，没有写明不改的理由。")
    return marked("“{quote}”：结论是“{verdict}”，处理是“{resolution}”，改稿尚未落实到正文。")


def _kept(claim: GateClaim) -> bool:
    """Only a chief can keep the original wording, and only with the reason (see workflow)."""
    return claim.resolution == Resolution.KEPT and bool(claim.resolution_note.strip())


def _short(quote: str) -> str:
    """The words as they stand inside quotation marks: double ones become single ones."""
    words = quote.replace("“", "‘").replace("”", "’")
    return words if len(words) <= LONGEST_QUOTE else words[:LONGEST_QUOTE] + "…"
