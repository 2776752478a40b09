"""The newsroom's words: identifiers are stable (database, API), labels are what people read.

Pure Python on purpose: the detectors and the command line speak these words without Django.
Source of the lists: the domain model in docs/architecture.md.
"""

from annotations.vocabulary.afterwards import (
    CorrectionDecision,
    CorrectionKind,
    CorrectionState,
    ErrorClass,
    ErrorPlace,
    ErrorStage,
    WriterView,
)
from annotations.vocabulary.articles import (
    ENDED,
    ArticleStatus,
    Channel,
    CheckLevel,
    FactEvent,
    Outcome,
    OverrideCode,
)
from annotations.vocabulary.checking import (
    Approx,
    ClaimType,
    DismissReason,
    Flag,
    Part,
    Resolution,
    Status,
    SuggestionState,
    Verdict,
)
from annotations.vocabulary.desk import SYSTEM, Action, JobState, LexiconKind, Role, Scope
from annotations.vocabulary.evidence import (
    AsideReason,
    Comparison,
    Confidentiality,
    InterviewMethod,
    PairKind,
    PairOutcome,
    SourceType,
    Stance,
    Tier,
)
from annotations.vocabulary.finding import Kind
from annotations.vocabulary.word import Word

__all__ = [
    "ENDED",
    "SYSTEM",
    "Action",
    "Approx",
    "ArticleStatus",
    "AsideReason",
    "Channel",
    "CheckLevel",
    "ClaimType",
    "Comparison",
    "Confidentiality",
    "CorrectionDecision",
    "CorrectionKind",
    "CorrectionState",
    "DismissReason",
    "ErrorClass",
    "ErrorPlace",
    "ErrorStage",
    "FactEvent",
    "Flag",
    "InterviewMethod",
    "JobState",
    "Kind",
    "LexiconKind",
    "Outcome",
    "OverrideCode",
    "PairKind",
    "PairOutcome",
    "Part",
    "Resolution",
    "Role",
    "Scope",
    "SourceType",
    "Stance",
    "Status",
    "SuggestionState",
    "Tier",
    "Verdict",
    "Word",
    "WriterView",
]
