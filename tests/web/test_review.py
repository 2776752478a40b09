"""待审: approving, returning, four eyes."""

from __future__ import annotations

import re
from typing import Any

from annotations.models import VerifiedFact
from annotations.vocabulary import Role, Status
from tests.factories import a_submitted_claim, an_article

TEXT = "第{n}篇，到位资金117.77亿元，项目169个。"


def test_the_queue_stands_in_reading_order_article_by_article(browse: Any):
    editor, reviewer = browse(), browse(Role.REVIEWER)
    one, two = (an_article(editor.actor, text=TEXT.format(n=n)) for n in (1, 2))
    late = a_submitted_claim(editor.actor, one, quote="169个", types=["money"])
    other = a_submitted_claim(editor.actor, two)
    early = a_submitted_claim(editor.actor, one)

    rows = [claim for claim, _ in reviewer.get("/review/").context["rows"]]

    assert rows == [early, late, other]


def test_a_reviewer_approves_and_the_next_comes(browse: Any):
    editor, reviewer = browse(), browse(Role.REVIEWER)
    first = a_submitted_claim(editor.actor, an_article(editor.actor, text=TEXT.format(n=1)))
    second = a_submitted_claim(editor.actor, an_article(editor.actor, text=TEXT.format(n=2)))
    ask = {"to": "approved", "seen": first.version, "next": str(second.pk)}

    answer = reviewer.part(f"/review/{first.pk}/step/", ask).content.decode()

    first.refresh_from_db()
    fact = VerifiedFact.objects.get()
    assert (first.status, fact.approved_by) == (Status.APPROVED, reviewer.actor.user)
    assert f'<li id="item-{first.pk}" hx-swap-oob="delete">' in answer
    assert re.findall(r'data-panel="([^"]+)"', answer) == [str(second.pk)]
    assert fact.statement in reviewer.get("/facts/").content.decode()


def test_returning_needs_a_comment(browse: Any):
    editor, reviewer = browse(), browse(Role.REVIEWER)
    claim = a_submitted_claim(editor.actor)
    ask = {"to": "in_progress", "seen": claim.version}

    silent = reviewer.part(f"/review/{claim.pk}/step/", {**ask, "comment": "  "})
    claim.refresh_from_db()
    before = claim.status
    reviewer.part(f"/review/{claim.pk}/step/", {**ask, "comment": "补一个一手来源"})

    claim.refresh_from_db()
    assert (silent.status_code, before, claim.status) == (400, Status.SUBMITTED, Status.IN_PROGRESS)
    assert "补一个一手来源" in editor.part(f"/claims/{claim.pk}/").content.decode()


def test_ones_own_claim_is_shown_with_the_reason_and_refused(browse: Any):
    reviewer = browse(Role.REVIEWER)
    claim = a_submitted_claim(reviewer.actor)

    page = reviewer.get("/review/").content.decode()
    answer = reviewer.part(f"/review/{claim.pk}/step/", {"to": "approved", "seen": claim.version})

    assert ("须由他人审核" in page, 'data-key="a"' in page) == (True, False)
    assert (answer.status_code, VerifiedFact.objects.count()) == (403, 0)


def test_an_editor_sees_the_queue_but_cannot_approve(browse: Any):
    author, editor = browse(), browse()
    claim = a_submitted_claim(author.actor)

    page = editor.get("/review/").content.decode()
    answer = editor.part(f"/review/{claim.pk}/step/", {"to": "approved", "seen": claim.version})

    assert ("由审核人办理" in page, 'data-key="a"' in page) == (True, False)
    assert answer.status_code == 403


def test_the_slower_of_two_reviewers_is_told(browse: Any):
    editor, first, second = browse(), browse(Role.REVIEWER), browse(Role.CHIEF)
    claim = a_submitted_claim(editor.actor)
    ask = {"to": "approved", "seen": claim.version}

    first.part(f"/review/{claim.pk}/step/", ask)
    told = second.part(f"/review/{claim.pk}/step/", ask)

    assert (told.status_code, told["HX-Retarget"]) == (412, "#panel")
    assert str(first.actor.user) in told.content.decode()
    assert VerifiedFact.objects.count() == 1
