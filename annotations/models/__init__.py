"""Tables, their constraints, and QuerySets that speak the newsroom's language."""

from annotations.models.articles import Article, Version
from annotations.models.audit import AuditEntry, AuditHead
from annotations.models.checks import DismissedCheck
from annotations.models.claims import Claim, Hand, Mention
from annotations.models.corrections import Correction
from annotations.models.evidence import BasisConfirmation, EvidenceLink, Material, Snapshot, Source
from annotations.models.facts import FactChange, VerifiedFact
from annotations.models.jobs import Job, Upload, WorkerPulse
from annotations.models.keptanswers import KeptAnswer
from annotations.models.pairs import Pair
from annotations.models.passages import Passage, Shingle, Term
from annotations.models.people import Actor, ApiKey, Desk, Membership, User
from annotations.models.preferences import Preference
from annotations.models.publications import ChiefNote, FollowUp, Publication
from annotations.models.quality import ErrorEntry, Inspection, Recheck, RecheckAnswer, RecheckRound
from annotations.models.reviewing import Reanchoring, Sighting
from annotations.models.settings import DeskWeight, LexiconEntry
from annotations.models.suggestions import LastRun, Suggestion
from annotations.models.teamwork import Comment, Presence, Query

__all__ = [
    "Actor",
    "ApiKey",
    "Article",
    "AuditEntry",
    "AuditHead",
    "BasisConfirmation",
    "ChiefNote",
    "Claim",
    "Comment",
    "Correction",
    "Desk",
    "DeskWeight",
    "DismissedCheck",
    "ErrorEntry",
    "EvidenceLink",
    "FactChange",
    "FollowUp",
    "Hand",
    "Inspection",
    "Job",
    "KeptAnswer",
    "LastRun",
    "LexiconEntry",
    "Material",
    "Membership",
    "Mention",
    "Pair",
    "Passage",
    "Preference",
    "Presence",
    "Publication",
    "Query",
    "Reanchoring",
    "Recheck",
    "RecheckAnswer",
    "RecheckRound",
    "Shingle",
    "Sighting",
    "Snapshot",
    "Source",
    "Suggestion",
    "Term",
    "Upload",
    "User",
    "VerifiedFact",
    "Version",
    "WorkerPulse",
]
