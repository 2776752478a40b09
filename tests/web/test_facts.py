"""事实库 in the browser: what is held, withdrawn or superseded, and who may hold and supply again."""

from __future__ import annotations

import pytest
from django.utils import timezone

from annotations.models import VerifiedFact
from tests.factories import QUOTE
from tests.services.aftermath import a_published_claim, assessed, decided, newest_fact
from tests.web.test_corrections import claim, correction, people, said

__all__ = ["claim", "correction", "people"]


def test_a_fact_is_held_and_supplied_again_from_the_table(people, claim) -> None:
    fact = newest_fact(claim)
    hold, release = f"/facts/{fact.pk}/hold/", f"/facts/{fact.pk}/release/"
    assert hold in said(people["reviewer"].get("/facts/"))
    assert hold not in said(people["editor"].get("/facts/"))

    assert people["editor"].post(hold, {"reason": "误"}).status_code == 403
    assert people["reviewer"].post(hold, {"reason": ""}).status_code == 400
    assert people["reviewer"].post(hold, {"reason": "来电称有误"}).status_code == 302

    assert QUOTE not in said(people["editor"].get("/facts/"))
    marked = said(people["reviewer"].get("/facts/?state=all"))
    assert ("已暂停" in marked, release in marked) == (True, False)
    assert release in said(people["chief"].get("/facts/?state=all"))
    assert people["chief"].post(release, {"reason": "无误"}).status_code == 302
    assert VerifiedFact.objects.current().count() == 1
    assert "已被取代" in said(people["editor"].get("/facts/?state=all"))


def test_a_retracted_fact_is_marked(people, correction, claim) -> None:
    fact = newest_fact(claim)
    decided(people["chief"].actor, assessed(people["reviewer"].actor, correction))
    VerifiedFact.objects.filter(pk=fact.pk).update(retracted_at=timezone.now())

    page = said(people["chief"].get("/facts/?state=all"))

    assert "已撤回" in page
    assert f"/facts/{fact.pk}/release/" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_table_of_facts_costs_the_same_for_one_and_for_three(
    people, claim, count, django_assert_num_queries
) -> None:
    for quote in ("项目169个", "港口是全省唯一")[: count - 1]:
        a_published_claim(
            *(people[role].actor for role in ("editor", "reviewer", "chief")), claim.article, quote=quote
        )
    people["chief"].get("/facts/?state=all")

    with django_assert_num_queries(7):
        page = said(people["chief"].get("/facts/?state=all"))

    assert page.count("/hold/") == count
