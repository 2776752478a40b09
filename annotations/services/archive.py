"""本报已核事实 as evidence: a verified fact becomes a source of its desk's library, once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from annotations.models import Actor, Article, Claim, EvidenceLink, Source, VerifiedFact
from annotations.services.access import require
from annotations.services.errors import Conflict
from annotations.services.evidence import link_evidence, require_linking
from annotations.services.export import protected_sources, without_protected
from annotations.services.ingest import TITLE_LIMIT
from annotations.services.material import attach
from annotations.services.sources import pasted, store
from annotations.text.readings import figure_words
from annotations.vocabulary import Approx, Confidentiality, SourceType, Stance, Tier, Verdict, Word
from annotations.wording import as_stored, marked, say
from annotations.workflow import likely_tier

TITLE = marked("本报已核事实：{statement}")


def source_of_fact(*, actor: Actor, fact: VerifiedFact, article: Article | None = None) -> Source:
    """The library's source for a fact: made when it is first asked for, the same one ever after.

    With ``article`` it is laid beside it. Raises ``Forbidden``, and ``Conflict`` for a fact that the
    newsroom does not stand by any more.
    """
    require(actor, fact.desk_id, "add_source")
    require(actor, fact.desk_id, "read_facts")
    fact = VerifiedFact.objects.select_related("successor", "desk", "article").get(pk=fact.pk)
    if gone := why_not(fact):
        raise Conflict(gone, code="fact_not_current")
    with transaction.atomic():
        source = _stored(fact) or _store_once(actor, fact)
        if article is not None:
            attach(actor=actor, article=article, source=source)
    return source


def cite_fact(*, actor: Actor, claim: Claim, fact: VerifiedFact, stance: str) -> EvidenceLink:
    """Link a fact's statement to a claim of its desk; the source that it becomes is laid beside the article.

    Raises as ``source_of_fact`` and ``link_evidence``, and ``Conflict`` for the claim's own fact.
    """
    require_linking(actor, claim)
    if fact.claim_id == claim.pk:
        raise Conflict(say("这条事实就是这个核查点核定的，不能作它自己的证据。"), code="own_fact")
    # Not in one transaction: what lies beside an article queues a job, whose row is locked last.
    source = source_of_fact(actor=actor, fact=fact, article=claim.article)
    text = source.snapshot.text
    start = text.find(fact.statement)
    if start < 0:
        raise Conflict(say("这份资料现在的快照里没有这条事实的原句，请打开它另选。"))
    return link_evidence(
        actor=actor,
        claim=claim,
        source=source,
        stance=stance,
        tier=likely_tier(source.source_type),
        start=start,
        end=start + len(fact.statement),
        quote=fact.statement,
    )


def why_not(fact: VerifiedFact) -> str:
    """Why a fact cannot be evidence, or an empty string."""
    if getattr(fact, "successor", None):
        return say("这条事实已被新的核定取代，请引用新的那一条。")
    if fact.retracted_at:
        return say("这条事实已撤回，不能作为证据。")
    if fact.held_at:
        return say("这条事实已暂停外供，恢复以前不能作为证据。")
    if fact.verdict == Verdict.NOT_CHECKABLE:
        return say("“{verdict}”的核查点没有核定任何事实，不能作为证据。", verdict=Verdict(fact.verdict).label)
    return ""


def in_words(fact: VerifiedFact) -> str:
    """The fact as its source's text: first the statement alone, so that it can be quoted; stored, Chinese."""
    with as_stored():
        return "\n".join(_lines(fact))


def _lines(fact: VerifiedFact) -> Iterator[str]:
    yield fact.statement
    if fact.value:
        figure = figure_words(fact.value, fact.unit)
        approx = _label(Approx, fact.approx) if fact.approx and fact.approx != Approx.EQ else ""
        yield say("数值：{value}", value=f"{approx}{figure}")
    if fact.date:
        yield say("时间：{date}", date=fact.date)
    yield say("结论：{verdict}", verdict=_label(Verdict, fact.verdict))
    if fact.verdict_note:
        yield say("结论说明：{note}", note=fact.verdict_note)
    yield say("核定：{day}，{person}", day=localtime(fact.approved_at).date(), person=fact.approved_by)
    article = fact.article
    yield say("出处：《{title}》第 {n} 版", title=article.title, n=fact.article_version)
    yield say("上下文：{context}", context=fact.context)
    evidence = without_protected(fact.evidence, protected_sources())
    yield say("证据：") if evidence else say("证据：未列出")
    for number, link in enumerate(evidence, 1):
        yield f"{number}. {_evidence(link)}"


def _evidence(link: dict[str, Any]) -> str:
    source = link["source"]
    parts = [say("《{title}》", title=source["title"]), source["issuer"], source["issued_on"]]
    parts += [_label(Stance, link["stance"]), _label(Tier, link["tier"])]
    return say("{about}：“{quote}”", about=say("，").join(filter(None, parts)), quote=link["quote"])


def _label(words: type[Word], value: str) -> str:
    return words(value).label if value in list(words) else value


def _stored(fact: VerifiedFact) -> Source | None:
    return Source.objects.filter(desk=fact.desk_id, fact=fact).first()


def _store_once(actor: Actor, fact: VerifiedFact) -> Source:
    try:
        with transaction.atomic():
            return _store(actor, fact)
    except IntegrityError:  # somebody else asked for it at the same moment
        return Source.objects.get(desk=fact.desk_id, fact=fact)


def _store(actor: Actor, fact: VerifiedFact) -> Source:
    with as_stored():
        title = say(TITLE, statement=fact.statement)[:TITLE_LIMIT]
    return store(
        actor=actor,
        desk=fact.desk,
        content=pasted(in_words(fact)),
        title=title,
        source_type=SourceType.ARCHIVE_FACT,
        issuer=fact.desk.name,
        issued_on=localtime(fact.approved_at).date(),
        confidentiality=Confidentiality.INTERNAL,
        fact=fact,
    )
