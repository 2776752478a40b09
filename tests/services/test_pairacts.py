"""One key on a pair: accept, link and judge in one transaction; and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import structlog

from annotations.models import AuditEntry, Claim, EvidenceLink, Pair, Suggestion
from annotations.services.annotate import edit_claim
from annotations.services.errors import Conflict, Forbidden, Invalid, Missing, Stale
from annotations.services.pairacts import bring_back, confirm_pair, point_out, refute_pair, set_aside
from annotations.services.pairlines import Pile, paired
from annotations.services.review import submit_complete
from annotations.services.sources import add_snapshot, pasted
from annotations.services.undo import undo
from annotations.services.versions import add_version
from annotations.vocabulary import PairOutcome, Status, SuggestionState, Verdict
from tests.factories import a_source, an_article
from tests.services.test_pairing import REPORT, TEXT, of, swept, tag

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def article(editor):
    article = an_article(editor, text=TEXT)
    tag(editor, article)
    a_source(editor, text=REPORT, article=article)
    return article


@contextmanager
def requested(name: str) -> Iterator[None]:
    """What is written inside is one act."""
    with structlog.contextvars.bound_contextvars(request_id=name):
        yield


@pytest.fixture
def agreeing(article) -> Pair:
    return of(swept(article), "2318万吨")


@pytest.fixture
def differing(article) -> Pair:
    return of(swept(article), "1.86亿元")


def test_an_item_of_which_the_material_lacks_a_figure_is_not_confirmed(editor) -> None:
    article = an_article(editor, text="全县民宿由2021年的64家发展到231家。")
    tag(editor, article)
    a_source(editor, text="全县现有民宿231家。", article=article)
    pair = of(swept(article), "231家")
    (line,) = [one for one in paired(editor, article).lines if one.pair == pair]

    with pytest.raises(Conflict) as refused:
        confirm_pair(actor=editor, pair=pair, seen=pair.version)

    assert "没有提到“64家”" in refused.value.detail
    assert (pair.outcome, line.agrees, line.pile) == (PairOutcome.SAME, False, Pile.MISSING)
    assert not Claim.objects.exists()


def test_one_act_accepts_links_and_judges(editor, article, agreeing) -> None:
    claim = confirm_pair(actor=editor, pair=agreeing, seen=agreeing.version)

    assert (claim.verdict, claim.status, claim.assignee) == (
        Verdict.VERIFIED,
        Status.IN_PROGRESS,
        editor.user,
    )
    link = claim.evidence.get()
    assert (link.quote, link.start, link.stance, link.tier, link.comparison) == (
        agreeing.passage,
        agreeing.at,
        "supports",
        "primary",
        "same",
    )
    assert Suggestion.objects.get(pk=agreeing.suggestion_id).state == SuggestionState.ACCEPTED
    assert len(submit_complete(actor=editor, article=article).claims) == 1


def test_confirming_again_gives_back_the_same_claim_and_links_once(editor, colleague, agreeing) -> None:
    first = confirm_pair(actor=editor, pair=agreeing)
    again = confirm_pair(actor=colleague, pair=agreeing)

    assert again == first
    assert EvidenceLink.objects.count() == Claim.objects.count() == 1


def test_undo_takes_all_of_it_back(editor, article, agreeing) -> None:
    with requested("one"):
        confirm_pair(actor=editor, pair=agreeing)
    with requested("two"):
        undo(actor=editor, article=article)

    assert not Claim.objects.exists()
    assert Suggestion.objects.get(pk=agreeing.suggestion_id).state == SuggestionState.PENDING
    again = Pair.objects.current(article).get(pk=agreeing.pk)
    confirm_pair(actor=editor, pair=again)
    assert Claim.objects.get().verdict == Verdict.VERIFIED


def test_a_pair_that_differs_or_has_no_passage_is_not_confirmed(editor, article, differing) -> None:
    missing = of(swept(article), "7个")
    for pair in (differing, missing):
        with pytest.raises(Conflict):
            confirm_pair(actor=editor, pair=pair)
    with pytest.raises(Conflict):
        refute_pair(actor=editor, pair=missing, verdict=Verdict.FALSE)
    assert not Claim.objects.exists()


def test_refuting_links_the_passage_against_it_and_proposes_the_figure(editor, differing) -> None:
    claim = refute_pair(actor=editor, pair=differing, verdict=Verdict.FALSE)

    assert (claim.verdict, claim.resolution) == (Verdict.FALSE, "corrected")
    assert claim.proposed_text == claim.quote.replace("1.86", "1.68")
    assert (claim.evidence.get().stance, claim.evidence.get().comparison) == ("refutes", "differs")
    assert "conflict" in claim.flags


def test_only_verdicts_that_demand_a_change_may_refute(editor, differing) -> None:
    with pytest.raises(Invalid):
        refute_pair(actor=editor, pair=differing, verdict=Verdict.VERIFIED)


def test_another_verdict_is_not_overwritten(editor, agreeing) -> None:
    claim = confirm_pair(actor=editor, pair=agreeing)
    edit_claim(
        actor=editor, claim=claim, seen=None, changes={"verdict": Verdict.UNVERIFIABLE, "verdict_note": "x"}
    )
    with pytest.raises(Conflict):
        confirm_pair(actor=editor, pair=agreeing)
    with pytest.raises(Conflict):
        refute_pair(actor=editor, pair=agreeing, verdict=Verdict.FALSE)


def test_a_stale_pair_a_withdrawn_one_and_an_old_text_are_refused(editor, article, agreeing) -> None:
    with pytest.raises(Stale):
        confirm_pair(actor=editor, pair=agreeing, seen=agreeing.version + 1)
    add_version(actor=editor, article=article, text="编者按。" + TEXT)
    with pytest.raises(Conflict):
        confirm_pair(actor=editor, pair=agreeing)
    Pair.objects.all().delete()
    article.refresh_from_db()
    agreeing.article = article
    with pytest.raises(Missing):
        confirm_pair(actor=editor, pair=agreeing)
    assert not Claim.objects.exists()


def test_a_passage_of_an_older_snapshot_is_not_linked(editor, agreeing) -> None:
    add_snapshot(actor=editor, source=agreeing.source, content=pasted("换了内容。"))
    with pytest.raises(Conflict):
        confirm_pair(actor=editor, pair=agreeing)
    assert not Claim.objects.exists()


def test_reporters_point_out_and_give_no_verdict(reporter, editor, agreeing) -> None:
    for act in (
        lambda: confirm_pair(actor=reporter, pair=agreeing),
        lambda: refute_pair(actor=reporter, pair=agreeing, verdict=Verdict.FALSE),
        lambda: set_aside(actor=reporter, pair=agreeing, reason="wrong_passage"),
        lambda: bring_back(actor=reporter, pair=agreeing),
        lambda: point_out(
            actor=reporter, pair=agreeing, source=agreeing.source, start=0, end=3, quote=REPORT[:3]
        ),
    ):
        with pytest.raises(Forbidden):
            act()


def test_strangers_find_nothing(stranger, agreeing) -> None:
    with pytest.raises(Missing):
        confirm_pair(actor=stranger, pair=agreeing)


def test_setting_aside_is_logged_and_taken_back(editor, agreeing) -> None:
    with pytest.raises(Invalid):
        set_aside(actor=editor, pair=agreeing, reason="slogan")
    pair = set_aside(actor=editor, pair=agreeing, reason="wrong_passage")
    with pytest.raises(Conflict):
        confirm_pair(actor=editor, pair=pair)
    pair = bring_back(actor=editor, pair=pair)

    assert (pair.aside, pair.version) == ("", 3)
    assert AuditEntry.objects.about(pair).count() == 2
    assert confirm_pair(actor=editor, pair=pair).verdict == Verdict.VERIFIED


def test_a_pointed_passage_must_stand_in_the_material(editor, article, agreeing) -> None:
    with pytest.raises(Invalid):
        point_out(actor=editor, pair=agreeing, source=agreeing.source, start=0, end=2, quote="错了")
    with pytest.raises(Missing):
        point_out(actor=editor, pair=agreeing, source=a_source(editor), start=0, end=2, quote="年末")


def test_a_pointed_passage_without_a_figure_is_for_the_editor_to_read(editor, article) -> None:
    pair = of(swept(article), "7个")
    source = article.sources.get()
    quote = "云溪市商务局"
    start = source.snapshot.text.index(quote)
    pair = point_out(actor=editor, pair=pair, source=source, start=start, end=start + len(quote), quote=quote)
    assert pair.outcome == PairOutcome.POINTED
    assert confirm_pair(actor=editor, pair=pair).verdict == Verdict.VERIFIED
