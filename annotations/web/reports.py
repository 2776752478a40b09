"""统计: figures of the desks' work, 差错率 and 月度复查 on one page, each table as CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from annotations.quality.arithmetic import plain
from annotations.services.errorrates import Period, desks_read, inspected, require_reader, weighed_articles
from annotations.web import statistics
from annotations.web.charts import Table
from annotations.web.doors import Visit, door
from annotations.web.forms import desk_of
from annotations.web.qualityforms import PeriodForm
from annotations.web.recheckrounds import rounds_of
from annotations.web.statistics import Reading
from annotations.wording import say
from annotations.writers import tables

DAYS = timedelta(days=29)
"""The last thirty days, today included, unless others are asked for."""


def inspections(visit: Visit, reading: Reading) -> Table:
    """Inspected issues with the official rate."""
    rows = [
        [
            one.inspection.issue_date.isoformat(),
            one.inspection.edition,
            one.inspection.desk.name,
            one.inspection.characters,
            plain(one.sheet.total),
            str(one.sheet.shown),
            say("合格") if one.sheet.passes else say("不合格"),
            str(one.inspection.inspector),
        ]
        for one in inspected(visit.actor, reading.desks, Period(reading.since, reading.until))
    ]
    heads = [
        say("出版日期"),
        say("版次"),
        say("部门"),
        say("检查总字数"),
        say("加权差错"),
        say("差错率（万分比）"),
        say("结果"),
        say("检查人"),
    ]
    return Table("inspections", say("差错率"), "", heads, rows)


def weighed(visit: Visit, reading: Reading) -> Table:
    """折算差错: for the desk's own use, never a rate."""
    found = weighed_articles(visit.actor, reading.desks, Period(reading.since, reading.until))
    rows = [[one.article.title, plain(one.found), plain(one.escaped)] for one in found]
    note = say("内部测算，非质检结论")
    heads = [say("稿件"), say("折算差错：刊发前发现"), say("折算差错：刊发后发现")]
    return Table("weighed", say("折算差错"), note, heads, rows)


def rechecks(visit: Visit, reading: Reading) -> Table:
    """The monthly rounds, their share and how far they agree."""
    rows = [
        [f"{one.round.month:%Y-%m}", one.round.desk.name, one.round.population, one.round.sampled,
         one.share, one.finished, one.agreed, one.answered,
         one.agreement]
        for one in rounds_of(visit.actor, reading.desks)
    ]  # fmt: skip
    heads = [
        say("月份"),
        say("部门"),
        say("刊发"),
        say("抽查"),
        say("比例"),
        say("已查完"),
        say("一致的核查点"),
        say("复查的核查点"),
        say("一致率"),
    ]
    return Table("rechecks", say("月度复查"), "", heads, rows)


TABLES: Mapping[str, Callable[[Visit, Reading], Table]] = {
    "articles": lambda visit, reading: statistics.articles(reading),
    "claims": lambda visit, reading: statistics.claims(reading),
    "verdicts": lambda visit, reading: statistics.verdicts(reading),
    "times": lambda visit, reading: statistics.times(reading),
    "overrides": lambda visit, reading: statistics.overrides(reading),
    "inspections": inspections,
    "weighed": weighed,
    "rechecks": rechecks,
}
CHARTS = ("articles", "claims", "verdicts", "times", "overrides")


@door
@require_GET
def dashboard(request: Visit) -> HttpResponse:
    require_reader(request.actor)
    desks = list(desks_read(request.actor))
    desk = desk_of(request.GET.get("desk"), desks)
    form, reading = asked(request)
    period = Period(reading.since, reading.until)
    context = {
        "desks": desks,
        "desk": desk,
        "form": form,
        "charts": [TABLES[name](request, reading) for name in CHARTS],
        "inspected": inspected(request.actor, reading.desks, period),
        "weighed": weighed_articles(request.actor, reading.desks, period),
        "rounds": rounds_of(request.actor, reading.desks),
        "may_inspect": request.actor.may_somewhere("inspect"),
    }
    return render(request, "reports/dashboard.html", context)


@door
@require_GET
def table_csv(request: Visit, name: str) -> HttpResponse:
    """One of the tables for a spreadsheet."""
    require_reader(request.actor)
    if name not in TABLES:
        raise Http404(say("没有这张表。"))
    table = TABLES[name](request, asked(request)[1])
    content = b"".join(tables.write(table.heads, table.rows))
    answer = HttpResponse(content, content_type=tables.MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def asked(request: Visit) -> tuple[PeriodForm, Reading]:
    """The desks and days of the address; days that are missing or cannot be read are the last thirty."""
    desks = list(desks_read(request.actor))
    desk = desk_of(request.GET.get("desk"), desks)
    today = localdate()
    usual = {"since": today - DAYS, "until": today}
    form = PeriodForm({name: request.GET.get(name) or day.isoformat() for name, day in usual.items()})
    form.is_valid()
    since, until = (form.cleaned_data.get(name, day) for name, day in usual.items())
    if since > until:
        form.add_error("until", say("“到”早于“从”，按对调后的日期显示。"))
        since, until = until, since
    return form, Reading([desk] if desk else desks, since, until)
