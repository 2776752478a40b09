"""抓取网页: asked for, done by the worker, kept; and every way in which it does not come to that."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date

import pytest

from annotations.models import Article, AuditEntry, Claim, EvidenceLink, Job, Source
from annotations.services import fetching, jobs
from annotations.services.errors import Conflict, Forbidden, Invalid, Missing
from annotations.services.fetching import request_fetch, request_recheck
from annotations.services.jobs import MAX_ATTEMPTS, cancel_job, retry_job
from annotations.services.worker import run_job
from annotations.vocabulary import Flag, JobState
from tests.factories import QUOTE, DeskFactory, a_claim, a_link, a_source, an_article, member
from tests.gateways.servers import Site, page, redirect, serving

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

PAGE = f"<html><head><title>统计公报</title></head><body><p>年末统计：{QUOTE}。</p></body></html>"


@pytest.fixture
def site(settings) -> Iterator[Site]:
    """A web server on this machine, and a worker that may ask exactly that one."""
    with serving() as found:
        found.pages["/gongbao.html"] = page(PAGE)
        settings.FETCH = found.rules(seconds=3.0)
        yield found


def asked(actor, desk, site: Site, path: str = "/gongbao.html", **more) -> Job:
    return request_fetch(actor=actor, desk=desk, url=site.url(path), source_type="statistics", **more)


def done(job: Job) -> Job:
    run_job(job.pk)
    return Job.objects.get(pk=job.pk)


def test_a_page_becomes_a_source_with_a_frozen_snapshot(editor, desk, site) -> None:
    article = an_article(editor)
    job = done(asked(editor, desk, site, article=article, issuer="统计局", issued_on=date(2024, 2, 28)))

    assert (job.state, job.errors, job.payload) == (JobState.DONE, [], {})
    source = job.source
    assert (source.title, source.issuer, source.issued_on) == ("统计公报", "统计局", date(2024, 2, 28))
    assert (source.url, source.created_by) == (site.url("/gongbao.html"), editor.user)
    assert list(source.articles.all()) == [article]
    snapshot = source.snapshot
    assert QUOTE in snapshot.text
    assert bytes(snapshot.original) == PAGE.encode()
    assert (snapshot.final_url, snapshot.filename) == (source.url, "gongbao.html")
    assert AuditEntry.objects.about(source).get().actor == str(editor.user.pk)


def test_the_title_that_was_typed_goes_before_the_pages_own(editor, desk, site) -> None:
    assert done(asked(editor, desk, site, title="2023年公报")).source.title == "2023年公报"


def test_a_page_without_a_title_is_called_by_its_address(editor, desk, site) -> None:
    long = "/" + "a" * 1500 + ".txt"
    site.pages |= {long: page("正文。", "text/plain"), "/": page("正文。", "text/plain")}

    assert done(asked(editor, desk, site, long)).source.title == "a" * 100
    assert done(asked(editor, desk, site, "/")).source.title == f"127.0.0.1:{site.port}"


def test_the_final_address_is_told_after_a_redirect(editor, desk, site) -> None:
    site.pages["/old"] = redirect("/gongbao.html")

    source = done(asked(editor, desk, site, "/old")).source

    assert (source.url, source.snapshot.final_url) == (site.url("/old"), site.url("/gongbao.html"))


def test_a_page_in_another_encoding_is_read(editor, desk, site) -> None:
    site.pages["/gbk"] = page(f"年末统计：{QUOTE}。".encode("gb18030"), "text/plain; charset=gbk")
    site.pages["/wrong"] = page(f"年末统计：{QUOTE}。", "text/plain; charset=gb2312")

    snapshot = done(asked(editor, desk, site, "/gbk")).source.snapshot
    assert (snapshot.text, snapshot.encoding) == (f"年末统计：{QUOTE}。", "gb18030")


def test_nothing_is_fetched_while_it_is_off(editor, desk, settings) -> None:
    settings.FETCH = None

    with pytest.raises(Conflict, match="FETCH_ENABLED=1") as caught:
        request_fetch(actor=editor, desk=desk, url="https://example.com/", source_type="other")
    assert caught.value.code == "fetch_off"
    assert not Job.objects.exists()


def test_switched_off_between_asking_and_doing_it_fails_at_once(editor, desk, site, settings) -> None:
    job = asked(editor, desk, site)
    settings.FETCH = None

    job = done(job)

    assert job.state == JobState.FAILED
    assert "FETCH_ENABLED=1" in job.errors[0]["detail"]
    assert site.hits == []


@pytest.mark.parametrize(
    "url", ["http://10.0.0.1/", "ftp://example.com/", "http://u:p@example.com/", "http://localhost/", "x", ""]
)
def test_a_refused_address_is_refused_before_anybody_waits(editor, desk, site, url) -> None:
    with pytest.raises(Invalid) as caught:
        request_fetch(actor=editor, desk=desk, url=url, source_type="other")

    assert caught.value.errors[0]["pointer"] == "/url"
    assert not Job.objects.exists()


def test_wrong_fields_are_refused_before_anybody_waits(editor, desk, site) -> None:
    with pytest.raises(Invalid):
        request_fetch(actor=editor, desk=desk, url=site.url(), source_type="blog")

    assert not Job.objects.exists()


def test_an_administrator_fetches_nothing(admin, desk, site) -> None:
    with pytest.raises(Forbidden):
        asked(admin, desk, site)


def test_asking_twice_is_one_job_and_another_person_has_one_of_their_own(
    editor, reviewer, desk, site
) -> None:
    first = asked(editor, desk, site)

    assert asked(editor, desk, site) == first
    assert asked(reviewer, desk, site) != first
    assert asked(editor, desk, site, confidentiality="protected") != first


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/missing", "状态码 404"),
        ("/zip", "application/zip"),
        ("/inside", "内部网络"),
        ("/empty", "空的"),
        ("/blank", "没有文字"),
    ],
)
def test_what_will_not_change_fails_at_once_and_stores_nothing(editor, desk, site, path, told) -> None:
    site.pages |= {
        "/zip": page("x", "application/zip"),
        "/inside": redirect("http://169.254.169.254/"),
        "/empty": page(""),
        "/blank": page("  \n ", "text/plain"),
    }

    job = done(asked(editor, desk, site, path))

    assert (job.state, job.attempts) == (JobState.FAILED, 1)
    assert told in job.errors[0]["detail"]
    assert not Source.objects.exists()


def test_what_may_change_is_tried_again_and_then_given_up(editor, desk, site) -> None:
    site.pages["/busy"] = page(status=503)
    job = asked(editor, desk, site, "/busy")

    for attempt in range(1, MAX_ATTEMPTS):
        job = done(job)
        assert (job.state, job.attempts) == (JobState.QUEUED, attempt)
        assert job.errors == [{"detail": "对方网站出错或太忙（状态码 503）。"}]
    job = done(job)
    assert (job.state, len(site.hits)) == (JobState.FAILED, MAX_ATTEMPTS)

    site.pages["/busy"] = page(PAGE)
    assert done(retry_job(actor=editor, job=job)).state == JobState.DONE


def test_a_second_run_stores_nothing_twice(editor, desk, site) -> None:
    job = done(asked(editor, desk, site))

    assert run_job(job.pk) == ""
    assert Source.objects.count() == 1


def test_a_worker_that_lost_its_job_stores_nothing(editor, desk, site, monkeypatch) -> None:
    job = asked(editor, desk, site)
    real = fetching.fetch

    def cancelled_meanwhile(*arguments):
        cancel_job(actor=editor, job=Job.objects.get(pk=job.pk))
        return real(*arguments)

    monkeypatch.setattr(fetching.jobs, "meanwhile", lambda job, work: work())
    monkeypatch.setattr(fetching, "fetch", cancelled_meanwhile)

    assert done(job).state == JobState.CANCELLED
    assert not Source.objects.exists()


def test_a_person_who_may_no_longer_add_sources_gets_none(editor, desk, site) -> None:
    job = asked(editor, desk, site)
    editor.user.memberships.all().delete()

    assert done(job).state == JobState.FAILED
    assert not Source.objects.exists()


def test_a_slow_site_keeps_the_lease(editor, desk, monkeypatch) -> None:
    """The lease is six seconds, fetching and reading may take more."""
    job = request_job(editor, desk)
    leased = jobs.lease(job.pk)
    before = Job.objects.get(pk=job.pk).heartbeat
    monkeypatch.setattr(jobs, "BEAT", 0.05)

    assert jobs.meanwhile(leased, lambda: time.sleep(0.3) or 7) == 7
    assert Job.objects.get(pk=job.pk).heartbeat > before


def request_job(editor, desk) -> Job:
    return Job.objects.create(kind="fetch", desk=desk, requested_by=editor.user)


def test_a_protected_address_is_nowhere_but_in_the_job(editor, desk, site, caplog) -> None:
    site.pages["/busy-secret"] = page(status=503)
    job = asked(editor, desk, site, "/busy-secret", title="线人甲", confidentiality="protected")
    colleague = member(desk, "editor")

    job = done(job)

    assert not Job.objects.visible_to(colleague).exists()
    assert Job.objects.visible_to(editor).exists()
    assert "busy-secret" not in str(job.errors)
    assert "busy-secret" not in caplog.text
    site.pages["/busy-secret"] = page(PAGE)
    source = done(job).source
    assert not Source.objects.visible_to(colleague).exists()
    assert "线人甲" not in str(AuditEntry.objects.about(source).get().diff)


def test_a_recheck_that_differs_flags_the_claim(editor, desk, site) -> None:
    source = done(asked(editor, desk, site)).source
    claim = a_claim(editor)
    a_link(editor, claim, source)
    site.pages["/gongbao.html"] = page(PAGE.replace(QUOTE, "到位资金118.20亿元"))

    job = request_recheck(actor=editor, source=source)
    assert request_recheck(actor=editor, source=source) == job
    assert done(job).state == JobState.DONE

    assert source.snapshots.count() == 2
    assert Claim.objects.get(pk=claim.pk).flags == [Flag.STALE]
    assert EvidenceLink.objects.get(claim=claim).snapshot.number == 1


def test_a_recheck_of_an_unchanged_page_is_a_snapshot_and_no_flag(editor, desk, site) -> None:
    source = done(asked(editor, desk, site)).source
    claim = a_claim(editor)
    a_link(editor, claim, source)

    done(request_recheck(actor=editor, source=source))

    assert source.snapshots.count() == 2
    assert Claim.objects.get(pk=claim.pk).flags == []


def test_a_recheck_that_fails_leaves_everything_as_it_was(editor, desk, site) -> None:
    source = done(asked(editor, desk, site)).source
    site.pages.clear()

    assert done(request_recheck(actor=editor, source=source)).state == JobState.FAILED
    assert source.snapshots.count() == 1


def test_a_source_without_an_address_is_not_fetched_again(editor, desk, site) -> None:
    with pytest.raises(Invalid, match="没有网址"):
        request_recheck(actor=editor, source=a_source(editor))


def test_a_reporter_adds_a_page_and_rechecks_none(reporter, editor, desk, site) -> None:
    source = done(asked(reporter, desk, site)).source

    assert source.created_by == reporter.user
    with pytest.raises(Forbidden):
        request_recheck(actor=reporter, source=source)


def test_a_page_is_not_fetched_for_an_article_of_another_desk(editor, desk, site) -> None:
    other = DeskFactory.create()
    article: Article = an_article(member(other, "editor"))

    with pytest.raises(Missing):
        asked(editor, desk, site, article=article)
