"""The shapes of the answers: one serializer a resource, used to write and to describe it."""

from annotations.api.shapes.articles import ArticleShape, ArticleWithText, JobShape, jobs_shown
from annotations.api.shapes.basics import Person, ProblemShape
from annotations.api.shapes.checks import CheckShape
from annotations.api.shapes.claims import ClaimShape, HistoryShape, StepShape, SuggestionShape
from annotations.api.shapes.corrections import CorrectionDetailShape, CorrectionShape
from annotations.api.shapes.desks import DeskRow, DeskSettingsShape
from annotations.api.shapes.evidence import (
    EvidenceShape,
    SnapshotShape,
    SourceShape,
    SourceWithText,
    SuggestedEvidenceShape,
)
from annotations.api.shapes.facts import FactShape
from annotations.api.shapes.members import MemberShape
from annotations.api.shapes.pairs import PairShape
from annotations.api.shapes.publications import GateShape, MoveShape, PublicationShape
from annotations.api.shapes.pulse import PulseShape
from annotations.api.shapes.reviews import ApprovedShape, ReviewShape
from annotations.api.shapes.search import FoundShape, PassageShape
from annotations.api.shapes.threads import CommentShape, QueryShape
from annotations.api.shapes.versions import DiffShape, ReportShape, VersionShape
from annotations.api.shapes.wire import WireShape

__all__ = [
    "ApprovedShape",
    "ArticleShape",
    "ArticleWithText",
    "CheckShape",
    "ClaimShape",
    "CommentShape",
    "CorrectionDetailShape",
    "CorrectionShape",
    "DeskRow",
    "DeskSettingsShape",
    "DiffShape",
    "EvidenceShape",
    "FactShape",
    "FoundShape",
    "GateShape",
    "HistoryShape",
    "JobShape",
    "MemberShape",
    "MoveShape",
    "PairShape",
    "PassageShape",
    "Person",
    "ProblemShape",
    "PublicationShape",
    "PulseShape",
    "QueryShape",
    "ReportShape",
    "ReviewShape",
    "SnapshotShape",
    "SourceShape",
    "SourceWithText",
    "StepShape",
    "SuggestedEvidenceShape",
    "SuggestionShape",
    "VersionShape",
    "WireShape",
    "jobs_shown",
]
