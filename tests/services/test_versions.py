"""A further version: stored once, refused where the text is locked, safe beside colleagues."""

import pytest
from django.utils import timezone

from annotations.models import (
    AuditEntry,
    Claim,
    Correction,
    Job,
    VerifiedFact,
    Version,
)
from annotations.services import reanchoring
from annotations.services.annotate import edit_claim
from annotations.services.articles import edit_article
from annotations.services.errors import Conflict, Forbidden, Invalid, Missing, Stale
from annotations.services.publish import publish_article
from annotations.services.undo import undo
from annotations.services.versions import add_version
from annotations.vocabulary import ArticleStatus, Outcome, Role, Status
from tests.factories import (
    TEXT,
    DeskFactory,
    a_claim,
    an_article,
    member,
)
from tests.services.rewriting import COPY, an_approval, outcome_of, renewed, rows_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def article(editor):
    return an_article(editor, text=COPY)


def test_a_version_is_stored_for_good_and_the_article_moves_to_it(editor, article):
    report = renewed(editor, article, "35万", "36万", note="核改游客数")

    assert (report.version.number, report.version.note, report.version.author) == (
        2,
        "核改游客数",
        editor.user,
    )
    assert (article.text_version, article.version) == (2, 2)
    assert article.text == COPY.replace("35万", "36万")
    assert article.text_sha256 == report.version.sha256
    assert [row.diff["text_version"] for row in rows_of(article)[1:]] == [[1, 2]]
    assert Job.objects.get(article=article).text_version == 2


def test_the_same_text_again_writes_nothing(editor, article):
    rows = AuditEntry.objects.count()

    report = add_version(actor=editor, article=article, text=COPY)

    assert (report.created, report.version.number) == (False, 1)
    assert (Version.objects.count(), AuditEntry.objects.count()) == (1, rows)


def test_the_text_of_another_article_is_refused(editor, article):
    an_article(editor, text=TEXT, title="另一篇")

    with pytest.raises(Conflict, match="另一篇"):
        add_version(actor=editor, article=article, text=TEXT)

    assert Version.objects.filter(article=article).count() == 1


@pytest.mark.parametrize("text", ["", "  \n", "坏\0字"])
def test_an_unusable_text_is_refused(editor, article, text):
    with pytest.raises(Invalid):
        add_version(actor=editor, article=article, text=text)


def test_who_saw_an_older_article_is_told(editor, article):
    edit_article(actor=editor, article=article, seen=1, changes={"byline": "记者"})

    with pytest.raises(Stale):
        renewed(editor, article, "35万", "36万", seen=1)

    assert renewed(editor, article, "35万", "36万", seen=2).created


def test_reporters_bring_versions_of_their_own_articles_only(desk, editor, article):
    reporter = member(desk, Role.REPORTER)
    own = an_article(reporter, text=TEXT)

    with pytest.raises(Forbidden, match="自己上传"):
        renewed(reporter, article, "35万", "36万")

    assert add_version(actor=reporter, article=own, text=TEXT + "完").created


def test_a_stranger_finds_no_article(article):
    with pytest.raises(Missing):
        add_version(actor=member(DeskFactory.create(), Role.EDITOR), article=article, text="新")


def published(desk, editor, reviewer, article):
    claim = an_approval(editor, reviewer, article, "到位资金117.77亿元")
    chief = member(desk, Role.CHIEF)
    publish_article(actor=chief, article=article, seen=None)
    article.refresh_from_db()
    return claim, chief


def a_correction(desk, article, person, **fields):
    now = timezone.now()
    given = {"state": "decided", "decision": "correct", "decided_by": person, "decided_at": now} | fields
    return Correction.objects.create(
        desk=desk,
        article=article,
        problem="资金数有误",
        demanded_at=now,
        reported_by=person,
        reported_at=now,
        **given,
    )


def test_a_published_text_is_locked(desk, editor, reviewer, article):
    published(desk, editor, reviewer, article)

    with pytest.raises(Conflict, match="更正"):
        renewed(editor, article, "117.77", "118.2")

    assert article.text == COPY


def test_a_decided_correction_unlocks_the_text_once(desk, editor, reviewer, article):
    claim, chief = published(desk, editor, reviewer, article)
    kept = Claim.objects.get(pk=claim.pk)
    correction = a_correction(desk, article, chief.user)

    report = renewed(editor, article, "35万", "36万", correction=correction)

    correction.refresh_from_db()
    kept.refresh_from_db()
    assert (article.status, correction.corrected_version) == (ArticleStatus.CORRECTED, 2)
    assert (outcome_of(report, claim), kept.status) == (Outcome.KEPT, Status.PUBLISHED)
    assert [row.action for row in rows_of(correction)] == ["correct"]
    with pytest.raises(Conflict):
        renewed(editor, article, "35万", "37万", correction=correction)


@pytest.mark.parametrize(
    ("original", "corrected", "new"),
    [
        ("35万", "36万", "37万"),
        ("35万", "", "35万 "),
    ],
    ids=["another figure than decided", "what was withdrawn still stands"],
)
def test_a_correction_s_version_without_what_was_decided_is_refused(
    desk, editor, reviewer, article, original, corrected, new
):
    _, chief = published(desk, editor, reviewer, article)
    decision = {"original_text": original, "corrected_text": corrected}
    correction = a_correction(desk, article, chief.user, **decision)

    with pytest.raises(Invalid) as refused:
        renewed(editor, article, original, new, correction=correction)

    correction.refresh_from_db()
    assert refused.value.errors[0]["pointer"] == "/text"
    assert (article.text, article.status, correction.corrected_version) == (
        COPY,
        ArticleStatus.PUBLISHED,
        None,
    )
    assert renewed(editor, article, original, corrected, correction=correction).created


@pytest.mark.parametrize(
    ("original", "corrected", "new"),
    [
        ("35万", "约35万", "约35万"),
        ("图片说明：项目35个", "图片说明：项目36个", "36万"),
    ],
    ids=["the corrected words hold the original ones", "words that stand outside the text"],
)
def test_a_correction_s_version_with_what_was_decided_is_taken(
    desk, editor, reviewer, article, original, corrected, new
):
    _, chief = published(desk, editor, reviewer, article)
    decision = {"original_text": original, "corrected_text": corrected}

    report = renewed(
        editor, article, "35万", new, correction=a_correction(desk, article, chief.user, **decision)
    )

    assert (report.created, article.status) == (True, ArticleStatus.CORRECTED)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "assessed", "decision": "", "decided_by": None},
        {"decision": "no_error"},
    ],
)
def test_an_undecided_or_refused_correction_unlocks_nothing(desk, editor, reviewer, article, fields):
    _, chief = published(desk, editor, reviewer, article)

    with pytest.raises(Conflict):
        renewed(editor, article, "35万", "36万", correction=a_correction(desk, article, chief.user, **fields))


def test_a_published_claim_whose_figure_changed_is_held_from_export(desk, editor, reviewer, article):
    claim, chief = published(desk, editor, reviewer, article)

    renewed(editor, article, "117.77", "118.2", correction=a_correction(desk, article, chief.user))

    claim.refresh_from_db()
    assert (claim.status, VerifiedFact.objects.get(claim=claim).held_at is not None) == (
        Status.IN_PROGRESS,
        True,
    )


def test_a_claim_that_changes_meanwhile_is_looked_at_again(editor, article, monkeypatch):
    claim = a_claim(editor, article, quote="到位资金117.77亿元")
    plan, calls = reanchoring.plan, []

    def slow(article_, text):
        made = plan(article_, text)
        if not calls:
            edit_claim(
                actor=editor, claim=Claim.objects.get(pk=claim.pk), seen=1, changes={"note": "我的备注"}
            )
        calls.append(1)
        return made

    monkeypatch.setattr(reanchoring, "plan", slow)
    renewed(editor, article, "35万", "36万")

    claim.refresh_from_db()
    assert (claim.note, claim.article_version, claim.version, len(calls)) == ("我的备注", 2, 3, 2)


def test_a_new_version_is_not_taken_back_by_undo(editor, article):
    a_claim(editor, article, quote="到位资金117.77亿元")
    renewed(editor, article, "35万", "36万")

    with pytest.raises(Conflict):
        undo(actor=editor, article=article)


def test_a_claim_cannot_be_put_on_a_text_that_was_replaced(editor, article):
    stale = type(article).objects.get(pk=article.pk)
    assert stale.text == COPY
    renewed(editor, article, "35万", "36万")

    with pytest.raises(Conflict, match="新版本"):
        a_claim(editor, stale, quote="到位资金117.77亿元")
