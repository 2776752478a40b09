"""The drawer while something arrives by a job: followed by those who may see it, ended in the snapshot."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.models import Job, Source
from annotations.services.sources import edit_source
from annotations.services.worker import run_job
from annotations.vocabulary import Role
from tests.factories import DeskFactory, a_claim, an_article
from tests.gateways.servers import Site
from tests.web.test_fetching import fields, site

__all__ = ["site"]

pytestmark = pytest.mark.django_db


def test_the_drawer_ends_in_the_snapshot(browse: Any, site: Site):
    editor = browse()
    claim = a_claim(editor.actor)
    assert 'name="url"' in editor.part(f"/claims/{claim.pk}/evidence/url/").content.decode()

    answer = editor.part(f"/claims/{claim.pk}/evidence/fetch/", fields(editor, site))
    job = Job.objects.get()
    follow = f"/claims/{claim.pk}/evidence/jobs/{job.pk}/"
    assert follow in answer.content.decode()
    run_job(job.pk)

    html = editor.part(follow).content.decode()
    assert 'id="link-form"' in html
    assert "169个" in html
    assert Source.objects.get().articles.get() == claim.article


def test_the_drawer_follows_the_jobs_of_its_own_article_alone_and_says_why_nothing_came(
    browse: Any, site: Site
):
    editor = browse()
    claim, other = (
        a_claim(editor.actor),
        a_claim(editor.actor, an_article(editor.actor, text="另一篇，169个。"), quote="169个"),
    )
    editor.part(f"/claims/{claim.pk}/evidence/fetch/", fields(editor, site, url=site.url("/missing")))
    job = Job.objects.get()
    run_job(job.pk)

    told = editor.part(f"/claims/{claim.pk}/evidence/jobs/{job.pk}/").content.decode()
    assert ("没有抓取成功" in told, "换一个网址" in told, "every 2s" in told) == (True, True, False)
    assert editor.part(f"/claims/{other.pk}/evidence/jobs/{job.pk}/").status_code == 404
    assert (
        browse(Role.EDITOR, at=DeskFactory.create())
        .get(f"/claims/{claim.pk}/evidence/jobs/{job.pk}/")
        .status_code
        == 404
    )


def test_the_job_of_a_source_that_was_hidden_since_is_not_there_for_others(browse: Any, site: Site):
    keeper, colleague = browse(), browse(Role.CHIEF)
    claim = a_claim(keeper.actor)
    keeper.part(f"/claims/{claim.pk}/evidence/fetch/", fields(keeper, site, title="线人甲"))
    job = Job.objects.get()
    run_job(job.pk)
    paths = [f"/claims/{claim.pk}/evidence/jobs/{job.pk}/", f"/sources/jobs/{job.pk}/"]
    assert [colleague.part(path).status_code for path in paths] == [200, 200]

    hidden = {"confidentiality": "protected"}
    edit_source(actor=keeper.actor, source=Source.objects.get(), seen=None, changes=hidden)

    assert [colleague.part(path).status_code for path in paths] == [404, 404]
    assert [keeper.part(path).status_code for path in paths] == [200, 200]
