"""``manage.py draw_rechecks``: the monthly samples of published articles, for the months that lack one."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.models import Desk, RecheckRound
from annotations.services.errors import Problem
from annotations.services.rechecks import draw, draw_what_is_due


class Command(BaseCommand):
    help = "抽取月度复查的稿件：各部门上几个月还没有抽样的；或只抽一个月、一个部门。重复运行不会重抽。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--month", help="月份，写成 2024-03；默认最近几个月中还没有抽样的")
        parser.add_argument("--desk", help="部门名；默认全部部门")

    def handle(self, *args: Any, **options: Any) -> None:
        month, desks = _month(options["month"]), _desks(options["desk"])
        if month is None:
            rounds = draw_what_is_due(desks)
        else:
            rounds = [made for desk in desks if (made := self._drawn(desk, month)) is not None]
        for made in rounds:
            self.stdout.write(_told(made))
        if not rounds:
            self.stdout.write("没有要抽样的：这些月份已经抽过，或当月没有稿件刊发。")

    def _drawn(self, desk: Desk, month: date) -> RecheckRound | None:
        try:
            return draw(desk=desk, month=month)
        except Problem as problem:
            raise CommandError(problem.detail) from None


def _told(made: RecheckRound) -> str:
    return (
        f"“{made.desk}”{made.month:%Y-%m}：刊发 {made.population} 篇，抽 {made.sampled} 篇"
        f"（{made.sampled / made.population:.1%}），种子 {made.seed}。"
    )


def _month(given: str | None) -> date | None:
    if given is None:
        return None
    try:
        return date.fromisoformat(f"{given}-01")
    except ValueError:
        raise CommandError(f"月份“{given}”读不懂，请写成 2024-03 的样子。") from None


def _desks(name: str | None) -> list[Desk]:
    rows = Desk.objects.order_by("name")
    found = list(rows if name is None else rows.filter(name=name))
    if name is not None and not found:
        known = "、".join(rows.values_list("name", flat=True)) or "（还没有部门）"
        raise CommandError(f"没有“{name}”这个部门；现有：{known}。")
    return found
