"""改动确认: one act of a reviewer for all small changes; and a place that a person gives."""

import pytest

from annotations.models import AuditEntry, Hand, Reanchoring
from annotations.services.confirmations import confirm_changes, reanchor_by_hand, waiting
from annotations.services.errors import Conflict, Forbidden, FourEyes, Invalid, Stale
from annotations.services.review import take_step
from annotations.services.versions import add_version
from annotations.vocabulary import Role, Status
from tests.factories import a_claim, an_approved_claim, an_article, member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

COPY = "全年共签约项目169个，到位资金117.77亿元。\n港口要加快的建设。\n新增就业2100人。"


@pytest.fixture
def article(editor):
    return an_article(editor, text=COPY)


def renewed(actor, article, *pairs):
    text = article.text
    for old, new in pairs:
        text = text.replace(old, new)
    report = add_version(actor=actor, article=article, text=text)
    article.refresh_from_db()
    return report


def polished(editor, reviewer, article, by=None):
    """Two approved claims, each with a small change."""
    claims = [
        an_approved_claim(editor, reviewer, article, quote="加快的建设", types=["quote"]),
        an_approved_claim(editor, reviewer, article, quote="项目169个，到位资金117.77亿元"),
    ]
    renewed(by or editor, article, ("加快的", "加快地"), ("169个，", "169个、"))
    return claims


def test_one_act_confirms_all_and_every_claim_is_logged(editor, reviewer, article):
    claims = polished(editor, reviewer, article)

    done = confirm_changes(actor=reviewer, article=article)

    assert ({claim.pk for claim in done.claims}, done.skipped) == ({claim.pk for claim in claims}, [])
    assert waiting(article) == []
    for claim in claims:
        before = claim.version
        claim.refresh_from_db()
        rows = list(AuditEntry.objects.about(claim).order_by("seq"))
        assert (claim.status, claim.version, len(rows)) == (Status.APPROVED, before + 2, before + 2)
        assert rows[-1].diff["confirmed"][1] == claim.quote
    assert {row.confirmed_by for row in Reanchoring.objects.all()} == {reviewer.user}


def test_there_is_nothing_to_confirm_twice(editor, reviewer, article):
    polished(editor, reviewer, article)
    confirm_changes(actor=reviewer, article=article)

    with pytest.raises(Conflict, match="没有待确认"):
        confirm_changes(actor=reviewer, article=article)


def test_an_editor_confirms_nothing(editor, reviewer, article):
    polished(editor, reviewer, article)

    with pytest.raises(Forbidden):
        confirm_changes(actor=editor, article=article)


def test_whoever_brought_the_version_cannot_confirm_it(editor, reviewer, article):
    polished(editor, reviewer, article, by=reviewer)

    with pytest.raises(FourEyes):
        confirm_changes(actor=reviewer, article=article)

    assert len(waiting(article)) == 2


def test_ones_own_claims_are_skipped_and_named(desk, editor, reviewer, article):
    other = member(desk, Role.REVIEWER)
    own = an_approved_claim(other, reviewer, article, quote="加快的建设", types=["quote"])
    theirs = an_approved_claim(editor, reviewer, article, quote="169个，")
    renewed(editor, article, ("加快的", "加快地"), ("169个，", "169个、"))

    done = confirm_changes(actor=other, article=article)

    assert ([claim.pk for claim in done.claims], [claim.pk for claim in done.skipped]) == (
        [theirs.pk],
        [own.pk],
    )
    assert [row.claim_id for row in waiting(article)] == [own.pk]


def test_a_claim_reopened_meanwhile_waits_for_its_review_instead(editor, reviewer, article):
    claim = polished(editor, reviewer, article)[0]
    claim.refresh_from_db()
    take_step(actor=reviewer, claim=claim, to=Status.REOPENED, seen=claim.version, comment="再看")

    assert claim.pk not in [row.claim_id for row in waiting(article)]


def lost(editor, article, quote="新增就业2100人"):
    claim = a_claim(editor, article, quote=quote, types=["quantity"])
    renewed(editor, article, ("\n" + quote + "。", "\n就业形势向好，全年新增岗位两千一百个。"))
    claim.refresh_from_db()
    assert claim.flags == ["orphaned"]
    return claim


def test_a_person_gives_a_lost_claim_its_place(desk, editor, article):
    claim, other = lost(editor, article), member(desk, Role.EDITOR)
    quote = "新增岗位两千一百个"
    start = article.text.index(quote)

    place = {"start": start, "end": start + len(quote), "quote": quote}
    claim = reanchor_by_hand(actor=other, claim=claim, seen=claim.version, **place)

    assert (claim.flags, claim.article_version, claim.quote) == ([], 2, quote)
    assert (claim.value, claim.verdict) == ("2100", "")
    row = AuditEntry.objects.about(claim).order_by("seq").last()
    assert (row.action, row.diff["flags"], row.version) == ("reanchor", [["orphaned"], []], claim.version)
    assert Hand.objects.filter(claim=claim, person=other.user, part="worked").exists()


@pytest.mark.parametrize("quote", ["新增就业2100人", ""])
def test_a_place_where_the_words_do_not_stand_is_refused(editor, article, quote):
    claim = lost(editor, article)

    with pytest.raises(Invalid):
        reanchor_by_hand(actor=editor, claim=claim, seen=None, start=0, end=len(quote), quote=quote)


def test_a_claim_that_is_not_lost_keeps_its_place(editor, article):
    claim = a_claim(editor, article, quote="169个")

    with pytest.raises(Conflict):
        reanchor_by_hand(actor=editor, claim=claim, seen=None, start=0, end=2, quote="全年")


def test_of_two_who_give_a_place_the_second_is_told(editor, article):
    claim = lost(editor, article)

    with pytest.raises(Stale):
        reanchor_by_hand(actor=editor, claim=claim, seen=claim.version - 1, start=0, end=2, quote="全年")


def test_a_lost_claim_that_was_given_up_is_restored_by_its_step(editor, article):
    claim = lost(editor, article)
    claim = take_step(actor=editor, claim=claim, to=Status.SUPERSEDED, seen=claim.version)

    with pytest.raises(Conflict, match="重新定位"):
        reanchor_by_hand(actor=editor, claim=claim, seen=claim.version, start=0, end=2, quote="全年")

    claim = take_step(actor=editor, claim=claim, to=Status.OPEN, seen=claim.version, place=(0, 2, "全年"))
    assert (claim.status, claim.flags, claim.quote) == (Status.OPEN, [], "全年")
