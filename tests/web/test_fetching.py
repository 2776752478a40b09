"""The pages around a source's snapshots: fetching, checking again, comparing, and 依据待更新 in the panel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from annotations.models import Claim, EvidenceLink, Job, Source
from annotations.services.renewing import renew_with_text
from annotations.services.worker import run_job
from annotations.vocabulary import Role
from tests.factories import (
    BULLETIN,
    QUOTE,
    a_claim,
    a_link,
    a_source,
    a_submitted_claim,
)
from tests.gateways.servers import Site, page, serving

LATER = BULLETIN.replace(QUOTE, "到位资金118.20亿元")
ADDED = "又及。\n" + BULLETIN


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    with serving() as found:
        found.pages["/a"] = page()
        settings.FETCH = found.rules(seconds=3.0)
        yield found


def fields(editor: Any, site: Site, **more: str) -> dict[str, str]:
    desk = str(editor.actor.desk_ids[0]) if isinstance(editor.actor.desk_ids, list) else ""
    desk = desk or str(next(iter(editor.actor.desk_ids)))
    return {
        "desk": desk,
        "url": site.url("/a"),
        "source_type": "statistics",
        "confidentiality": "public",
        **more,
    }


def test_a_page_is_asked_for_followed_and_found_in_the_library(browse: Any, site: Site):
    editor = browse()

    answer = editor.post("/sources/fetch/", fields(editor, site))
    job = Job.objects.get()
    assert answer["Location"] == f"/sources/jobs/{job.pk}/"
    polled = editor.part(answer["Location"]).content.decode()
    assert 'hx-trigger="every 2s"' in polled
    run_job(job.pk)

    assert "资料已存入" in editor.part(answer["Location"]).content.decode()
    assert editor.get(answer["Location"])["Location"] == f"/sources/{Source.objects.get().pk}/"


def test_a_failure_says_why_and_offers_to_try_again(browse: Any, site: Site):
    editor = browse()
    editor.post("/sources/fetch/", fields(editor, site, url=site.url("/missing")))
    job = Job.objects.get()
    run_job(job.pk)

    html = editor.get(f"/sources/jobs/{job.pk}/").content.decode()
    assert "状态码 404" in html
    assert "every 2s" not in html
    again = editor.post(f"/jobs/{job.pk}/retry/")
    assert again["Location"] == f"/sources/jobs/{job.pk}/"


def test_while_it_is_off_the_page_says_how_to_go_on(browse: Any):
    html = browse().get("/sources/fetch/").content.decode()

    assert "FETCH_ENABLED=1" in html
    assert 'name="url"' not in html


def test_a_refused_address_stands_beside_its_field(browse: Any, site: Site):
    editor = browse()

    answer = editor.post("/sources/fetch/", fields(editor, site, url="http://10.0.0.1/"))

    assert answer.status_code == 400
    assert "这个网址指向内部网络" in answer.content.decode()
    assert not Job.objects.exists()


def test_another_persons_protected_job_is_not_there(browse: Any, site: Site):
    keeper, colleague = browse(), browse(Role.CHIEF)
    keeper.post("/sources/fetch/", fields(keeper, site, title="线人甲", confidentiality="protected"))
    path = f"/sources/jobs/{Job.objects.get().pk}/"

    assert keeper.get(path).status_code == 200
    assert colleague.get(path).status_code == 404


def test_a_source_is_checked_again_by_its_address(browse: Any, site: Site):
    editor = browse()
    source = a_source(editor.actor, url=site.url("/a"))
    assert "重新核对" in editor.get(f"/sources/{source.pk}/").content.decode()

    answer = editor.part(f"/sources/{source.pk}/recheck/", {})
    assert 'id="fetch-job"' in answer.content.decode()
    job = Job.objects.get()
    run_job(job.pk)

    html = editor.part(f"/sources/jobs/{job.pk}/").content.decode()
    assert f"/sources/{source.pk}/snapshots/2/" in html


def test_two_snapshots_are_compared_with_the_quotations_marked(browse: Any):
    editor = browse()
    link = a_link(editor.actor, a_claim(editor.actor))

    answer = editor.post(f"/sources/{link.source_id}/renew/", {"text": LATER})
    assert answer["Location"] == f"/sources/{link.source_id}/snapshots/2/"
    html = editor.get(answer["Location"]).content.decode()

    assert "<ins>118.20</ins>" in html
    assert '<u class="cited">' in html
    assert "引文不在新快照里" in html
    renew_with_text(actor=editor.actor, source=link.source, text=LATER)
    assert "正文没有变化" in editor.get(f"/sources/{link.source_id}/snapshots/3/").content.decode()
    assert editor.get(f"/sources/{link.source_id}/snapshots/1/").status_code == 404


def test_a_source_is_checked_again_by_the_file_it_is_now(browse: Any):
    editor = browse()
    link = a_link(editor.actor, a_claim(editor.actor))
    path = f"/sources/{link.source_id}/renew/"

    answer = editor.post(path, {"text": "", "file": SimpleUploadedFile("公报.txt", LATER.encode("gb18030"))})

    assert answer["Location"] == f"/sources/{link.source_id}/snapshots/2/"
    newest = link.source.snapshot
    assert (newest.text, newest.filename, newest.encoding) == (LATER, "公报.txt", "gb18030")
    assert Claim.objects.get().flags == ["stale"]
    assert editor.post(path, {"text": ""}).status_code == 400
    assert editor.post(path, {"file": SimpleUploadedFile("a.zip", b"PK\x03\x04")}).status_code == 400
    assert link.source.snapshots.count() == 2


def test_a_quotation_that_still_stands_is_told(browse: Any):
    editor = browse()
    link = a_link(editor.actor, a_claim(editor.actor))
    renew_with_text(actor=editor.actor, source=link.source, text=ADDED)

    assert "引文仍在" in editor.get(f"/sources/{link.source_id}/snapshots/2/").content.decode()


def test_a_reporter_sees_the_snapshots_and_no_way_to_add_one(browse: Any):
    editor, reporter = browse(), browse(Role.REPORTER)
    source = a_source(editor.actor)

    html = reporter.get(f"/sources/{source.pk}/").content.decode()
    assert "快照记录" in html
    assert "存为新快照" not in html
    assert reporter.post(f"/sources/{source.pk}/renew/", {"text": LATER}).status_code == 403


def test_the_panel_moves_a_quotation_to_the_newest_snapshot(browse: Any):
    editor = browse()
    claim = a_claim(editor.actor)
    link = a_link(editor.actor, claim)
    renew_with_text(actor=editor.actor, source=link.source, text=ADDED)
    html = editor.get(f"/articles/{claim.article_id}/?at={claim.pk}").content.decode()
    assert "引文仍在，改用新快照" in html
    assert f"/sources/{link.source_id}/snapshots/2/" in html

    answer = editor.part(f"/evidence/{link.pk}/newest/", {"seen": "1"})

    assert "引文已改用新快照" in answer.content.decode()
    assert EvidenceLink.objects.get().snapshot.number == 2
    assert 'id="stale"' not in answer.content.decode()


def test_the_panel_takes_a_reason_and_says_when_the_words_are_gone(browse: Any):
    editor = browse()
    claim = a_claim(editor.actor)
    link = a_link(editor.actor, claim)
    renew_with_text(actor=editor.actor, source=link.source, text=LATER)
    html = editor.get(f"/articles/{claim.article_id}/?at={claim.pk}").content.decode()
    assert "引文在新快照里找不到了" in html
    assert "引文仍在，改用新快照" not in html
    version = Claim.objects.get().version

    refused = editor.part(f"/claims/{claim.pk}/basis/", {"seen": version, "reason": " "})
    assert "请写明依据为什么仍然成立" in refused.content.decode()
    answer = editor.part(f"/claims/{claim.pk}/basis/", {"seen": version, "reason": "口径未变。"})
    assert "已确认依据仍然成立" in answer.content.decode()
    assert Claim.objects.get().flags == []


def test_after_submission_only_a_reviewer_is_asked_for_a_reason(browse: Any):
    editor, reviewer = browse(), browse(Role.REVIEWER)
    claim = a_submitted_claim(editor.actor)
    renew_with_text(actor=editor.actor, source=Source.objects.get(), text=LATER)
    path = f"/articles/{claim.article_id}/?at={claim.pk}"

    assert f"/claims/{claim.pk}/basis/" not in editor.get(path).content.decode()
    assert f"/claims/{claim.pk}/basis/" in reviewer.get(path).content.decode()


def test_of_a_protected_source_a_colleague_reads_only_that_it_changed(browse: Any):
    keeper, colleague = browse(), browse()
    source = a_source(keeper.actor, title="线人甲", confidentiality="protected")
    claim = a_claim(keeper.actor)
    a_link(keeper.actor, claim, source)
    renew_with_text(actor=keeper.actor, source=source, text=LATER)

    html = colleague.get(f"/articles/{claim.article_id}/?at={claim.pk}").content.decode()
    assert "一份您无权查看的保护信源有变化" in html
    assert "线人甲" not in html
    assert str(source.pk) not in html
    assert f"/claims/{claim.pk}/basis/" not in html


def test_the_end_of_validity_is_changed_on_the_page(browse: Any):
    editor = browse()
    link = a_link(editor.actor, a_claim(editor.actor))

    editor.post(f"/sources/{link.source_id}/validity/", {"seen": "1", "valid_until": "2020-01-01"})
    assert Claim.objects.get().flags == ["stale"]
    assert "有效期已过" in editor.get(f"/sources/{link.source_id}/").content.decode()
    editor.post(f"/sources/{link.source_id}/validity/", {"seen": "2", "valid_until": "2099-01-01"})

    assert Claim.objects.get().flags == []
    late = editor.post(f"/sources/{link.source_id}/validity/", {"seen": "2", "valid_until": ""})
    assert late.status_code == 412


def test_the_library_lists_what_runs_out(browse: Any):
    editor = browse()
    today = timezone.localdate()
    for title, day in (("已过期", today - timedelta(days=1)), ("快到期", today + timedelta(days=14)),
                       ("还早", today + timedelta(days=15)), ("不过期", None)):  # fmt: skip
        a_source(editor.actor, title=title, valid_until=day)

    html = editor.get("/sources/?validity=due").content.decode()

    assert "已过期" in html
    assert "快到期" in html
    assert "还早" not in html
    assert "不过期" not in html
    Source.objects.update(valid_until=date(2099, 1, 1))
    assert "没有将到期的资料" in editor.get("/sources/?validity=due").content.decode()
