"""材料对稿: the sweep, what queues it, and what it leaves as people said it."""

from __future__ import annotations

import pytest

from annotations.models import Job, Pair, Source
from annotations.services import pairing
from annotations.services.decisions import accept_suggestion, dismiss_suggestion
from annotations.services.errors import Forbidden
from annotations.services.material import attach, detach
from annotations.services.pairacts import point_out, set_aside
from annotations.services.pretag import request_pretag
from annotations.services.sources import add_snapshot, edit_source, pasted
from annotations.services.versions import add_version
from annotations.services.worker import run_job
from annotations.vocabulary import Confidentiality, JobState, PairKind, PairOutcome
from tests.factories import a_claim, a_source, an_article, member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

TEXT = (
    "2023年，云溪市港口完成货物吞吐量2318万吨，旅游收入1.86亿元，新建泊位7个。"
    "云溪市商务局局长张伟民介绍，《云溪市港口条例》正式施行。"
)
REPORT = (
    "云溪市2023年统计公报\n全年港口完成货物吞吐量2318万吨，旅游收入1.68亿元。\n"
    "云溪市商务局局长张伟明通报，《云溪市港口条例》施行。"
)


@pytest.fixture
def article(editor):
    return an_article(editor, text=TEXT)


def tag(editor, article) -> None:
    run_job(request_pretag(actor=editor, article=article).pk)


def run_all() -> list[str]:
    waiting = Job.objects.unfinished().order_by("created_at")
    return [run_job(job.pk) for job in list(waiting)]


def swept(article) -> dict[str, Pair]:
    """The pairs of the open material, by the figure or words compared."""
    run_all()
    rows = Pair.objects.filter(article=article, guarded_by=None).in_reading_order()
    return {row.quote: row for row in rows}


def of(pairs: dict[str, Pair], words: str) -> Pair:
    return next(row for quote, row in pairs.items() if words in quote)


def test_every_item_has_its_passage_or_is_said_to_be_missing(editor, article) -> None:
    tag(editor, article)
    source = a_source(editor, text=REPORT, article=article)

    pairs = swept(article)

    tonnes = of(pairs, "2318万吨")
    assert (tonnes.outcome, tonnes.kind, tonnes.source) == (PairOutcome.SAME, PairKind.FIGURE, source)
    assert source.snapshot.text[tonnes.at : tonnes.to] == tonnes.passage
    assert TEXT[tonnes.start : tonnes.end] == tonnes.quote
    income = of(pairs, "1.86亿元")
    assert income.outcome == PairOutcome.DIFFERS
    assert [(part["ours"], part["theirs"]) for part in income.parts] == [("1.86亿元", "1.68亿元")]
    assert of(pairs, "7个").outcome == PairOutcome.MISSING
    assert of(pairs, "7个").source is None
    assert of(pairs, "张伟民").outcome == PairOutcome.DIFFERS
    assert "张伟明" in [part["theirs"] for part in of(pairs, "张伟民").parts]


def test_without_material_there_is_no_sweep_and_what_was_there_goes(editor, article) -> None:
    tag(editor, article)
    assert not Job.objects.filter(kind=pairing.KIND).exists()
    source = a_source(editor, text=REPORT, article=article)
    assert swept(article)

    detach(actor=editor, article=article, source=source)

    assert not Pair.objects.filter(article=article).exists()


def test_a_change_while_a_sweep_waits_asks_for_another_one(editor, article) -> None:
    tag(editor, article)
    a_source(editor, text=REPORT, article=article)
    first = Job.objects.get(kind=pairing.KIND)
    a_source(editor, text="补充材料：旅游收入1.86亿元。", title="补充", article=article)

    first.refresh_from_db()
    assert first.state == JobState.SUPERSEDED
    assert of(swept(article), "1.86亿元").outcome == PairOutcome.SAME


def test_the_end_of_pretagging_brings_the_suggestions_in(editor, article) -> None:
    a_source(editor, text=REPORT, article=article)
    run_all()
    assert not Pair.objects.exists()

    tag(editor, article)

    assert of(swept(article), "2318万吨").outcome == PairOutcome.SAME


def test_a_new_snapshot_is_compared_anew(editor, article) -> None:
    tag(editor, article)
    source = a_source(editor, text=REPORT, article=article)
    before = of(swept(article), "1.86亿元")

    add_snapshot(actor=editor, source=source, content=pasted(REPORT.replace("1.68", "1.86")))

    after = of(swept(article), "1.86亿元")
    assert (before.outcome, after.outcome) == (PairOutcome.DIFFERS, PairOutcome.SAME)
    assert (after.pk, after.version) == (before.pk, before.version + 1)


def test_a_sweep_that_finds_nothing_new_writes_nothing(editor, article) -> None:
    tag(editor, article)
    a_source(editor, text=REPORT, article=article)
    before = {row.pk: row.version for row in swept(article).values()}

    pairing.request(article, editor)

    assert {row.pk: row.version for row in swept(article).values()} == before


def test_a_new_version_supersedes_the_sweep_of_the_old_one(editor, article) -> None:
    tag(editor, article)
    a_source(editor, text=REPORT, article=article)
    job = Job.objects.get(kind=pairing.KIND)
    add_version(actor=editor, article=article, text=TEXT.replace("1.86", "1.68"))

    assert run_job(job.pk) == ""
    job.refresh_from_db()
    assert job.state == JobState.SUPERSEDED

    article.refresh_from_db()
    run_all()
    assert of(swept(article), "1.68亿元").outcome == PairOutcome.SAME
    assert set(Pair.objects.values_list("article_version", flat=True)) == {2}


def test_a_sweep_of_an_old_text_writes_nothing(editor, article) -> None:
    tag(editor, article)
    a_source(editor, text=REPORT, article=article)
    job = Job.objects.get(kind=pairing.KIND)
    type(article).objects.filter(pk=article.pk).update(text_version=2)

    assert run_job(job.pk) == JobState.SUPERSEDED
    assert not Pair.objects.exists()


def test_accepted_ones_stay_and_dismissed_ones_go(editor, article) -> None:
    tag(editor, article)
    a_source(editor, text=REPORT, article=article)
    pairs = swept(article)
    claim = accept_suggestion(actor=editor, suggestion=of(pairs, "1.86亿元").suggestion)
    dismiss_suggestion(actor=editor, suggestion=of(pairs, "2318万吨").suggestion, reason="not_needed")

    pairing.request(article, editor)

    after = swept(article)
    assert of(after, "1.86亿元").claim == claim
    assert not any("2318万吨" in quote for quote in after)


def test_a_claim_made_by_hand_is_an_item_too(editor, article) -> None:
    a_claim(editor, article, quote="旅游收入1.86亿元")
    a_source(editor, text=REPORT, article=article)

    assert of(swept(article), "1.86亿元").outcome == PairOutcome.DIFFERS


def test_a_protected_source_is_paired_by_itself_and_seen_by_its_viewers_alone(
    editor, colleague, article
) -> None:
    tag(editor, article)
    secret = a_source(
        editor, text="内部人士：新建泊位7个。", confidentiality=Confidentiality.PROTECTED, article=article
    )
    run_all()

    assert Pair.objects.visible_to(editor).filter(outcome=PairOutcome.SAME).get().source == secret
    assert not Pair.objects.visible_to(colleague).exists()

    a_source(editor, text=REPORT, article=article)
    assert of(swept(article), "7个").outcome == PairOutcome.MISSING
    assert not Pair.objects.visible_to(colleague).filter(source=secret).exists()
    assert Pair.objects.visible_to(colleague).count() == len(swept(article))


def test_what_becomes_protected_is_hidden_at_once(editor, colleague, article) -> None:
    tag(editor, article)
    source = a_source(editor, text=REPORT, article=article)
    swept(article)

    edit_source(
        actor=editor,
        source=source,
        seen=source.version,
        changes={"confidentiality": Confidentiality.PROTECTED},
    )

    assert not Pair.objects.visible_to(colleague).filter(source=source).exists()
    run_all()
    assert not Pair.objects.visible_to(colleague).exists()
    assert Pair.objects.visible_to(editor).filter(outcome=PairOutcome.SAME).exists()


def test_a_reporter_points_out_a_passage_and_the_next_sweep_keeps_it(desk, reporter, editor) -> None:
    article = an_article(reporter, text=TEXT)
    tag(editor, article)
    text = "附件：本年度码头新辟靠泊点七个。" + REPORT
    source = a_source(reporter, text=text, article=article)
    pair = of(swept(article), "7个")
    assert pair.outcome == PairOutcome.MISSING
    quote = "本年度码头新辟靠泊点七个"
    start = text.index(quote)

    point_out(actor=reporter, pair=pair, source=source, start=start, end=start + len(quote), quote=quote)
    pairing.request(article, editor)
    again = of(swept(article), "7个")

    assert (again.pk, again.passage, again.vouched_by) == (pair.pk, quote, reporter.user)
    assert again.outcome == PairOutcome.SAME

    add_snapshot(actor=editor, source=source, content=pasted("前言。" + text))
    moved = of(swept(article), "7个")
    assert (moved.at, moved.passage, moved.vouched_by) == (start + 3, quote, reporter.user)

    add_snapshot(actor=editor, source=source, content=pasted(REPORT))
    gone = of(swept(article), "7个")
    assert (gone.outcome, gone.vouched_by) == (PairOutcome.MISSING, None)


def test_a_pointed_passage_goes_along_with_a_new_version(reporter, editor) -> None:
    article = an_article(reporter, text=TEXT)
    tag(editor, article)
    text = "本年度码头新辟靠泊点七个。" + REPORT
    source = a_source(reporter, text=text, article=article)
    point_out(
        actor=reporter,
        pair=of(swept(article), "7个"),
        source=source,
        start=0,
        end=12,
        quote=text[:12],
    )

    add_version(actor=reporter, article=article, text="记者按。" + TEXT)
    article.refresh_from_db()
    run_all()

    pair = of(swept(article), "7个")
    assert (pair.article_version, pair.passage, pair.vouched_by) == (2, text[:12], reporter.user)


def test_what_was_set_aside_stays_so_until_another_passage_is_found(editor, article) -> None:
    tag(editor, article)
    source = a_source(editor, text=REPORT, article=article)
    set_aside(actor=editor, pair=of(swept(article), "1.86亿元"), reason="wrong_passage")

    pairing.request(article, editor)
    assert of(swept(article), "1.86亿元").aside == "wrong_passage"

    add_snapshot(actor=editor, source=source, content=pasted(REPORT.replace("1.68", "1.96")))
    assert of(swept(article), "1.86亿元").aside == ""


def test_reporters_lay_material_only_beside_their_own_copy(desk, reporter, editor, article) -> None:
    source = a_source(reporter)
    with pytest.raises(Forbidden):
        attach(actor=reporter, article=article, source=source)
    assert attach(actor=reporter, article=an_article(reporter, text="本报自采稿件。"), source=source)
    assert Source.objects.beside(article).count() == 0
    assert member(desk, "reporter").user != reporter.user
