"""月度复查: two in a hundred of what a desk published in a month, drawn once."""

from __future__ import annotations

import io
from datetime import datetime, time, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from annotations.models import AuditEntry, Recheck, RecheckRound
from annotations.quality import drawn
from annotations.services.errors import Conflict
from annotations.services.rechecks import draw, published_in
from annotations.tasks import draw_rechecks
from annotations.vocabulary import Action
from tests.factories import an_article
from tests.rechecked import a_month_of, a_recheck, came_out, month, noon

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def recheck(editor, reviewer, chief) -> Recheck:
    return a_recheck(editor, reviewer, chief)


@pytest.mark.parametrize(("number", "sampled"), [(1, 1), (3, 1), (51, 2)])
def test_two_in_a_hundred_of_the_months_articles_are_drawn(chief, desk, number: int, sampled: int):
    articles = a_month_of(chief, number)

    made = draw(desk=desk, month=month())

    assert made is not None
    ids = [str(pk) for pk in made.rechecks.values_list("article", flat=True)]
    assert (made.population, made.sampled, len(ids)) == (number, sampled, sampled)
    assert sorted(ids) == sorted(drawn([str(article.pk) for article in articles], made.seed))


def test_the_draw_stands_in_the_log_with_its_seed(recheck):
    row = AuditEntry.objects.about(recheck.round).get()

    assert (row.actor, row.action, row.object_type) == ("system", Action.CREATE, "recheckround")
    assert row.diff["seed"] == [None, recheck.round.seed]
    assert row.diff["articles"] == [None, [str(recheck.article_id)]]


def test_a_month_is_drawn_once(chief, desk):
    a_month_of(chief, 3)
    first = draw(desk=desk, month=month())
    came_out(chief, an_article(chief, text="补记的一篇。"), noon(month()))

    assert draw(desk=desk, month=month().replace(day=20)) == first
    assert RecheckRound.objects.count() == Recheck.objects.count() == 1


def test_another_seed_may_draw_others_and_a_given_one_draws_the_same(chief, desk):
    articles = [str(article.pk) for article in a_month_of(chief, 30)]

    made = draw(desk=desk, month=month(), seed="一粒种子")

    assert made is not None
    assert made.seed == "一粒种子"
    assert [str(made.rechecks.get().article_id)] == drawn(articles, "一粒种子")


def test_the_population_is_what_first_came_out_in_that_month(chief, desk, stranger):
    inside, before, after, signed, foreign = (
        an_article(actor, text=text)
        for actor, text in ((chief, "甲"), (chief, "乙"), (chief, "丙"), (chief, "丁"), (stranger, "戊"))
    )
    midnight = timezone.make_aware(datetime.combine(month(), time.min))
    came_out(chief, inside, midnight)
    came_out(chief, before, midnight - timedelta(seconds=1))
    came_out(chief, before, midnight + timedelta(days=3))
    came_out(chief, after, noon(timezone.localdate().replace(day=1)))
    came_out(chief, signed, None)
    came_out(stranger, foreign, midnight)

    assert list(published_in(desk, month())) == [inside]


def test_nothing_is_drawn_of_a_month_without_articles_nor_of_one_that_is_running(chief, desk):
    assert draw(desk=desk, month=month()) is None
    with pytest.raises(Conflict, match="还没有过完"):
        draw(desk=desk, month=timezone.localdate())

    assert not RecheckRound.objects.exists()


def test_the_clock_catches_up_with_the_last_three_months_of_every_desk_and_repeats_nothing(chief, stranger):
    for back in (1, 3, 4):
        a_month_of(chief, 2, back)
    a_month_of(stranger, 1, 2)

    assert (draw_rechecks(), draw_rechecks()) == (3, 0)
    months = RecheckRound.objects.order_by("month").values_list("month", flat=True)
    assert list(months) == [month(3), month(2), month(1)]


def test_the_command_draws_what_is_due_and_says_how_many_of_how_many(chief, desk):
    a_month_of(chief, 51)
    told = io.StringIO()

    call_command("draw_rechecks", stdout=told)
    call_command("draw_rechecks", stdout=told)

    lines = told.getvalue().splitlines()
    assert lines[0].startswith(f"“{desk}”{month():%Y-%m}：刊发 51 篇，抽 2 篇（3.9%），种子 ")
    assert lines[1].startswith("没有要抽样的")


def test_the_command_draws_one_month_of_one_desk(chief, stranger, desk):
    a_month_of(chief, 1, 5)
    a_month_of(stranger, 1, 5)

    call_command("draw_rechecks", month=f"{month(5):%Y-%m}", desk=desk.name, stdout=io.StringIO())

    assert [made.desk for made in RecheckRound.objects.all()] == [desk]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"month": "03/2024"}, "请写成 2024-03"),
        ({"desk": "没有的部门"}, "没有“没有的部门”这个部门"),
        ({"month": f"{timezone.localdate():%Y-%m}"}, "还没有过完"),
    ],
)
def test_the_command_tells_what_it_cannot_do(desk, options: dict[str, str], told: str):
    with pytest.raises(CommandError, match=told):
        call_command("draw_rechecks", **options)
