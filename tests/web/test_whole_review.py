"""整稿审定 on a page: exceptions singly, the rest after it was on the screen."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Claim, Sighting, VerifiedFact
from annotations.vocabulary import Role, Status
from tests.drawing import draw_only
from tests.factories import DeskFactory, a_claim, a_link, a_submitted_claim, an_article


@pytest.fixture
def editor(browse: Any) -> Any:
    return browse()


@pytest.fixture
def reviewer(browse: Any) -> Any:
    return browse(Role.REVIEWER)


@pytest.fixture
def article(editor: Any) -> Any:
    return an_article(editor.actor)


@pytest.fixture
def claims(editor: Any, reviewer: Any, article: Any, settings: Any) -> list[Claim]:
    """Two plain figures, a superlative, and one of the reviewer's own."""
    made = [
        a_submitted_claim(editor.actor, article, quote=one) for one in ("117.77亿元", "到位资金117.77亿元")
    ]
    made.append(a_submitted_claim(editor.actor, article, quote="港口是全省唯一", types=["superlative"]))
    made.append(a_submitted_claim(reviewer.actor, article, quote="资金117.77亿元"))
    draw_only(settings, made)
    return made


def html(answer: Any) -> str:
    return answer.content.decode()


def pair(claim: Claim) -> str:
    return f"{claim.pk}:{claim.version}"


def address(article: Any, more: str = "") -> str:
    return f"/articles/{article.pk}/review/{more}"


def panel(text: str) -> list[str]:
    return re.findall(r'data-panel="([^"]+)"', text)


def rows(text: str) -> list[str]:
    """The rows of a list, in order, without those that only say that one goes."""
    return re.findall(r'data-item="([^"]+)"', text)


def statuses() -> dict[Any, str]:
    return dict(Claim.objects.values_list("pk", "status"))


def test_the_page_begins_with_the_exceptions_and_shows_the_evidence_of_the_rest(article, claims, reviewer):
    one, two, odd, own = claims

    text = html(reviewer.get(address(article)))

    assert rows(text) == [str(claim.pk) for claim in (odd, two, one, own)]
    assert panel(text) == [str(odd.pk)]
    assert ("类型是“唯一/最/排名”" in text, "参与过本轮核查" in text) == (True, True)
    assert text.count('data-comparison="same"') >= 2
    assert re.findall(r'data-sight="([^"]+)"', text) == [pair(two), pair(one)]
    assert "<mark" in text


def test_what_was_on_the_screen_is_remembered(article, claims, reviewer):
    answer = reviewer.post(address(article, "seen/"), {"claim": [pair(claims[0]), pair(claims[2])]})

    assert (answer.status_code, [row.claim for row in Sighting.objects.all()]) == (204, [claims[0]])
    assert html(reviewer.get(address(article))).count(" data-seen") == 1


def test_the_rest_is_approved_as_far_as_it_was_seen_and_own_claims_are_named(article, claims, reviewer):
    reviewer.post(address(article, "seen/"), {"claim": [pair(claims[0])]})
    everything = {"rest": [pair(claims[0]), pair(claims[1]), pair(claims[3])]}

    told = html(reviewer.part(address(article, "approve/"), everything))

    assert "已批准 1 个核查点" in told
    assert ("还没有在您的屏幕上显示过" in told, "参与过本轮核查" in told) == (True, True)
    assert [statuses()[claim.pk] for claim in claims] == ["approved", "submitted", "submitted", "submitted"]
    assert panel(told) == [str(claims[2].pk)]


def test_a_ticked_row_is_a_statement_of_its_own(article, claims, reviewer):
    ask = {"ticked": "1", "claim": [pair(claims[1])], "rest": [pair(claims[0]), pair(claims[1])]}

    reviewer.part(address(article, "approve/"), ask)

    assert [statuses()[claim.pk] for claim in claims[:2]] == ["submitted", "approved"]


def test_nothing_ticked_is_told(article, claims, reviewer):
    answer = reviewer.part(address(article, "approve/"), {"ticked": "1", "rest": [pair(claims[0])]})

    assert (answer.status_code, "还没有勾选任何一条" in html(answer)) == (400, True)
    assert VerifiedFact.objects.count() == 0


def test_an_exception_among_the_rest_is_refused(article, claims, reviewer):
    answer = reviewer.part(
        address(article, "approve/"), {"ticked": "1", "claim": [pair(claims[0]), pair(claims[2])]}
    )

    assert (answer.status_code, "港口是全省唯一" in html(answer)) == (409, True)
    assert VerifiedFact.objects.count() == 0


def test_an_exception_is_approved_alone_and_the_next_claim_comes(article, claims, reviewer):
    odd = claims[2]
    ask = {"to": "approved", "seen": odd.version}

    told = html(reviewer.part(f"/claims/{odd.pk}/review/", ask))

    assert statuses()[odd.pk] == Status.APPROVED
    assert f'<li id="item-{odd.pk}" hx-swap-oob="delete">' in told
    assert (rows(told), panel(told)) == ([], [str(claims[1].pk)])


def test_a_claim_is_returned_with_a_comment_and_not_without(article, claims, reviewer):
    odd = claims[2]
    ask = {"to": "in_progress", "seen": odd.version}

    silent = reviewer.part(f"/claims/{odd.pk}/review/", {**ask, "comment": " "})
    before = statuses()[odd.pk]
    reviewer.part(f"/claims/{odd.pk}/review/", {**ask, "comment": "范围不清"})

    assert (silent.status_code, before, statuses()[odd.pk]) == (400, "submitted", "in_progress")


@pytest.mark.parametrize("to", ["approved", "in_progress"])
def test_a_claim_that_changed_meanwhile_is_told_and_shown_anew(editor, article, claims, reviewer, to: str):
    odd = claims[2]
    a_link(editor.actor, odd)
    ask = {"to": to, "seen": odd.version, "comment": "范围不清"}

    told = html(reviewer.part(f"/claims/{odd.pk}/review/", ask))

    assert (statuses()[odd.pk], panel(told)) == (Status.SUBMITTED, [str(odd.pk)])
    assert f'data-v="{odd.version + 1}"' in told
    assert ("范围不清" in told) == (to == "in_progress")


def test_ones_own_claim_is_shown_without_a_way_to_approve_it(article, claims, reviewer):
    own = claims[3]

    card = html(reviewer.part(f"/claims/{own.pk}/review/"))
    answer = html(reviewer.part(f"/claims/{own.pk}/review/", {"to": "approved", "seen": own.version}))

    assert ("须由他人审核" in card, 'data-key="a"' in card) == (True, False)
    assert ("参与过本轮核查" in answer, statuses()[own.pk]) == (True, Status.SUBMITTED)


def test_without_scripts_every_act_leads_back_to_the_page(article, claims, reviewer):
    one, two, odd, _ = claims

    card = reviewer.get(f"/claims/{odd.pk}/review/")
    step = reviewer.post(f"/claims/{odd.pk}/review/", {"to": "approved", "seen": odd.version})
    many = reviewer.post(address(article, "approve/"), {"ticked": "1", "claim": [pair(one), pair(two)]})

    assert card["Location"] == address(article, f"?at={odd.pk}")
    assert (step["Location"], many["Location"]) == (address(article), address(article))
    page = html(reviewer.get(address(article)))
    assert ("已批准 2 个核查点。" in page, "剩下的须由他人批准" in page) == (True, True)


def test_an_article_with_nothing_under_review_says_what_is_missing(editor, article, reviewer):
    a_claim(editor.actor, article)

    page = html(reviewer.get(address(article)))

    assert "还有 1 条在核查中" in page


@pytest.mark.parametrize("field", ["x", "x:1", "00000000-0000-4000-8000-000000000000:x", ":", ""])
def test_what_cannot_be_read_changes_nothing(article, claims, reviewer, field: str):
    for where in ("seen/", "approve/"):
        assert reviewer.part(address(article, where), {"claim": [field], "ticked": "1"}).status_code == 400

    assert (VerifiedFact.objects.count(), Sighting.objects.count()) == (0, 0)


def test_an_editor_has_no_such_page_and_no_way_to_it(editor, article, claims, browse, desk):
    asks = [
        editor.get(address(article)),
        editor.post(address(article, "seen/"), {"claim": pair(claims[0])}),
        editor.post(address(article, "approve/"), {"ticked": "1", "claim": pair(claims[0])}),
        editor.get(f"/claims/{claims[0].pk}/review/"),
        editor.post(f"/claims/{claims[0].pk}/review/", {"to": "approved", "seen": claims[0].version}),
    ]

    assert [answer.status_code for answer in asks] == [403] * 5
    assert set(statuses().values()) == {Status.SUBMITTED}
    for path in ("/review/", f"/articles/{article.pk}/"):
        assert address(article) not in html(editor.get(path))


def test_the_queue_and_the_workbench_lead_there(article, claims, reviewer):
    for path in ("/review/", f"/articles/{article.pk}/"):
        assert f'href="{address(article)}"' in html(reviewer.get(path))


def test_a_stranger_finds_nothing(article, claims, browse):
    stranger = browse(Role.REVIEWER, at=DeskFactory.create())

    assert stranger.get(address(article)).status_code == 404
    assert stranger.get(f"/claims/{claims[0].pk}/review/").status_code == 404


def test_a_page_of_three_claims_costs_as_many_questions_as_one_of_one(editor, reviewer, settings):
    few, many = (an_article(editor.actor, text=f"第{n}篇，到位资金117.77亿元。") for n in (1, 2))
    made = [a_submitted_claim(editor.actor, one, quote="117.77亿元") for one in (few, many, many, many)]
    draw_only(settings, made)
    reviewer.get(address(few))
    asked = []

    for article in (few, many):
        with CaptureQueriesContext(connection) as captured:
            reviewer.get(address(article))
        asked.append(len(captured))

    assert asked[0] == asked[1]
