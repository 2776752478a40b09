"""Reading for pages: rows with the sums a list shows, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from annotations.models import (
    Actor,
    Article,
    Claim,
    Correction,
    Desk,
    EvidenceLink,
    FollowUp,
    Hand,
    Job,
    Membership,
    Publication,
    Source,
    Suggestion,
    User,
    VerifiedFact,
)
from annotations.models.facts import FactQuerySet
from annotations.services.searching import keys_found
from annotations.vocabulary import ENDED, Kind, Part, Role, Status, SuggestionState
from annotations.web.items import BY_VERDICT, HANDED_ON
from annotations.workflow import may

WRONG = [verdict for verdict, (look, _) in BY_VERDICT.items() if look == "wrong"]


def desks_where(actor: Actor, act: str) -> QuerySet[Desk]:
    """The desks at which the actor may do ``act``."""
    ids = [desk for desk in actor.desk_ids if may(act, actor.roles_at(desk))]
    return Desk.objects.filter(pk__in=ids)


def desks_seen(actor: Actor) -> QuerySet[Desk]:
    return Desk.objects.visible_to(actor)


def colleagues(desk: Desk) -> QuerySet[User]:
    """Who can be given work at the desk now."""
    roles = [role for role in Role if may("annotate", [role])]
    held = Membership.objects.in_force().filter(desk=desk, role__in=roles)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name", "username")


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("article").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def article_queue(actor: Actor, asked: str = "") -> QuerySet[Article]:
    """Articles with the sums that the queue shows, and their latest job's state and progress.

    All of them, or those whose title or text answers ``asked``.
    """
    rows = Article.objects.visible_to(actor)
    if asked:
        rows = rows.filter(pk__in=keys_found(actor=actor, query=asked, kind=Kind.ARTICLES))
    claims = Claim.objects.filter(article=OuterRef("pk"))
    jobs = Job.objects.filter(article=OuterRef("pk")).order_by("-created_at")
    pending = Suggestion.objects.filter(
        article=OuterRef("pk"), article_version=OuterRef("text_version"), state=SuggestionState.PENDING
    )
    return rows.select_related("desk", "assignee").annotate(
        claims_total=_count(claims),
        claims_done=_count(claims.filter(status__in=HANDED_ON)),
        claims_approved=_count(claims.filter(status__in=[Status.APPROVED, Status.PUBLISHED])),
        claims_working=_count(claims.filter(status__in=[Status.IN_PROGRESS, Status.NEEDS_INFO])),
        claims_wrong=_count(claims.filter(verdict__in=WRONG)),
        pending_total=_count(pending),
        job_state=Subquery(jobs.values("state")[:1]),
        job_done=Subquery(jobs.values("done")[:1]),
        job_total=Subquery(jobs.values("total")[:1]),
    )


def desk_tabs(actor: Actor) -> QuerySet[Desk]:
    """The desks with how many of their articles are still in work."""
    live = Q(articles__in=Article.objects.visible_to(actor).exclude(status__in=ENDED))
    return desks_seen(actor).annotate(live=Count("articles", filter=live))


def latest_job(article: Article) -> Job | None:
    return article.jobs.order_by("-created_at").first()


def latest_desk_job(desk: Desk) -> Job | None:
    """The latest job over all articles of a desk."""
    return desk.jobs.filter(article__isnull=True).order_by("-created_at").first()


def _worked_on(actor: Actor) -> Exists:
    """Whether the actor had a part in the work of a claim's present round."""
    return Exists(
        Hand.objects.filter(
            claim=OuterRef("pk"), round=OuterRef("round"), person=actor.user, part=Part.WORKED, voided_at=None
        )
    )


def review_queue(actor: Actor) -> QuerySet[Claim]:
    """Claims that wait for review at the desks where the actor takes part, article by article."""
    return (
        Claim.objects.visible_to(actor)
        .awaiting_review()
        .filter(article__desk__in=desks_where(actor, "annotate"))
        .select_related("article", "article__desk", "assignee")
        .prefetch_related("mentions")
        .annotate(
            evidence_total=Count("evidence", distinct=True),
            differs=Exists(EvidenceLink.objects.filter(claim=OuterRef("pk"), comparison="differs")),
            mine=_worked_on(actor),
        )
        .order_by("article__created_at", "article_id", "start", "end", "pk")
    )


def for_review_by(actor: Actor) -> QuerySet[Claim]:
    """What waits for review and may be reviewed by this person: nothing they worked on themselves."""
    desks = desks_where(actor, "review")
    return review_queue(actor).filter(article__desk__in=desks).exclude(_worked_on(actor))


def evidence_of(claim: Claim, actor: Actor) -> QuerySet[EvidenceLink]:
    """The links a person may see: a protected source stays between its viewers."""
    return (
        claim.evidence.visible_to(actor)
        .select_related("source", "snapshot", "created_by")
        .order_by("created_at", "pk")
    )


def evidence_of_many(claims: Sequence[Claim], actor: Actor) -> QuerySet[EvidenceLink]:
    """The links of several claims that a person may see, with what a row shows of them."""
    links = EvidenceLink.objects.filter(claim__in=claims).visible_to(actor)
    return links.select_related("source").order_by("created_at", "pk")


def under_review(article: Article) -> int:
    return article.claims.awaiting_review().count()


def library(actor: Actor, asked: str = "") -> QuerySet[Source]:
    """Sources by title, publisher or text: all of them, or those that answer ``asked``."""
    rows = Source.objects.visible_to(actor).select_related("desk", "created_by")
    if asked:
        rows = rows.filter(pk__in=keys_found(actor=actor, query=asked, kind=Kind.SOURCES))
    return rows.annotate(links_total=Count("links", distinct=True))


def running_out(sources: QuerySet[Source]) -> QuerySet[Source]:
    """Sources that do not hold any more, or only for the next fortnight."""
    return sources.filter(valid_until__lte=localdate() + timedelta(days=14))


def uses_of(source: Source, actor: Actor) -> QuerySet[EvidenceLink]:
    """Where a source is cited, among claims the person may see."""
    return (
        source.links.filter(claim__in=Claim.objects.visible_to(actor))
        .select_related("claim", "claim__article")
        .order_by("claim__article__created_at", "claim__start")
    )


def facts_for(actor: Actor) -> FactQuerySet:
    """The facts of the desks where the actor may read them, whatever became of them."""
    rows = VerifiedFact.objects.visible_to(actor)
    if not actor.reads_all:
        rows = rows.filter(desk__in=desks_where(actor, "read_facts"))
    return rows.checkable().select_related("article", "approved_by", "claim", "desk", "successor")


def open_corrections(article: Article) -> list[Correction]:
    """What was reported about an article and is not closed; nothing was about one that is not out."""
    return list(article.corrections.open().newest_first()) if article.status in ENDED else []


def corrections_due(actor: Actor) -> QuerySet[Correction]:
    """What must be put right today, or should have been before."""
    return Correction.objects.visible_to(actor).open().filter(due_on__lte=localdate())


def approved_claims(article: Article) -> int:
    return article.claims.filter(status=Status.APPROVED).count()


def signatures(article: Article) -> QuerySet[Publication]:
    """What was signed, newest first, without the frozen sheets."""
    rows = Publication.objects.filter(article=article).select_related("signed_by", "published_by")
    return rows.defer("sheet").order_by("-signed_at", "pk")


def follow_ups(article: Article) -> QuerySet[FollowUp]:
    """补核 of an article: what waits first."""
    rows = FollowUp.objects.filter(article=article).select_related("assignee", "done_by", "claim")
    return rows.order_by(F("done_at").asc(nulls_first=True), "due_at", "pk")


def waiting_follow_ups(actor: Actor) -> QuerySet[FollowUp]:
    """补核 that waits at the actor's desks, what is due first."""
    return FollowUp.objects.visible_to(actor).waiting().select_related("article", "assignee")


def tasks_of(desk: Desk) -> QuerySet[FollowUp]:
    """补核 that waits at one desk, what is due first."""
    rows = FollowUp.objects.filter(article__desk=desk).waiting()
    return rows.select_related("article", "assignee")
