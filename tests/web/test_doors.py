"""Who gets in where: log-in, foreign desks, roles."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from annotations.models import Claim
from annotations.vocabulary import Role
from tests.factories import (
    DeskFactory,
    a_claim,
    a_link,
    a_source,
    a_submitted_claim,
    a_suggestion,
    an_article,
    member,
)

PAGES = [
    "/articles/",
    "/articles/new/",
    "/review/",
    "/facts/",
    "/sources/",
    "/sources/new/",
    "/sources/fetch/",
]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_sent_to_the_log_in(path: str):
    answer = Client().get(path)

    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={path}")


def test_an_ended_session_takes_the_whole_page_to_the_log_in(browse: Any):
    editor = browse()
    claim = a_claim(editor.actor)
    editor.logout()

    answer = editor.get(
        f"/claims/{claim.pk}/",
        headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver/articles/{claim.article_id}/"},
    )

    assert answer["HX-Redirect"] == f"/accounts/login/?next=/articles/{claim.article_id}/"


@pytest.mark.parametrize("path", PAGES)
def test_an_editor_gets_every_page(browse: Any, path: str):
    assert browse().get(path).status_code == 200


def _addresses(article: Any, claim: Any, suggestion: Any, link: Any, source: Any) -> dict[str, Any]:
    """Every address that names a row, with what would be posted there (None: only read)."""
    step = {"to": "approved", "seen": claim.version}
    return {
        f"/articles/{article.pk}/": None,
        f"/articles/{article.pk}/job/": None,
        f"/articles/{article.pk}/claims/": {
            "start": 0,
            "end": 2,
            "quote": "20",
            "article_version": 1,
            "key": "1",
        },
        f"/articles/{article.pk}/pretag/": {},
        f"/articles/{article.pk}/sign/": {"seen": 1, "channel": "web"},
        f"/suggestions/{suggestion.pk}/": None,
        f"/suggestions/{suggestion.pk}/accept/": {},
        f"/suggestions/{suggestion.pk}/dismiss/": {},
        f"/suggestions/{suggestion.pk}/restore/": {},
        f"/claims/{claim.pk}/": None,
        f"/claims/{claim.pk}/edit/": {"seen": claim.version, "note": "x"},
        f"/claims/{claim.pk}/step/": step,
        f"/suggestions/{suggestion.pk}/merge/": {},
        f"/claims/{claim.pk}/merge/": {"seen": claim.version, "suggestions": [suggestion.pk]},
        f"/claims/{claim.pk}/split/": {"seen": claim.version, "start": 0},
        f"/claims/{claim.pk}/delete/": {"seen": claim.version},
        f"/claims/{claim.pk}/evidence/": None,
        f"/claims/{claim.pk}/evidence/library/": None,
        f"/claims/{claim.pk}/evidence/new/": {},
        f"/claims/{claim.pk}/evidence/{source.pk}/": None,
        f"/evidence/{link.pk}/unlink/": {"seen": link.version},
        f"/sources/{source.pk}/": None,
        f"/review/{claim.pk}/": None,
        f"/review/{claim.pk}/step/": step,
    }


def _of_the_library(claim: Any, link: Any, source: Any) -> dict[str, Any]:
    """Every address around a source's snapshots, like ``_addresses``."""
    return {
        f"/claims/{claim.pk}/evidence/fetch/": {"url": "https://example.com/"},
        f"/claims/{claim.pk}/basis/": {"seen": claim.version, "reason": "x"},
        f"/evidence/{link.pk}/newest/": {"seen": link.version},
        f"/sources/{source.pk}/recheck/": {},
        f"/sources/{source.pk}/renew/": {"text": "x"},
        f"/sources/{source.pk}/validity/": {"seen": 1, "valid_until": ""},
        f"/sources/{source.pk}/snapshots/1/": None,
    }


def test_rows_of_another_desk_do_not_exist(browse: Any):
    insider, outsider = browse(), browse(Role.CHIEF, at=DeskFactory.create())
    claim = a_submitted_claim(insider.actor)
    link = claim.evidence.get()
    suggestion = a_suggestion(claim.article, quote="港口是全省唯一", types=["superlative"])
    addresses = _addresses(claim.article, claim, suggestion, link, link.source)
    addresses |= _of_the_library(claim, link, link.source)

    answers = {path: outsider.part(path, data).status_code for path, data in addresses.items()}

    assert answers == dict.fromkeys(addresses, 404)
    assert insider.part(f"/claims/{claim.pk}/").status_code == 200


def test_a_protected_source_is_not_there_for_a_colleague_who_is_not_named(browse: Any):
    keeper, colleague = browse(), browse()
    source = a_source(keeper.actor, title="线人甲", confidentiality="protected")

    assert keeper.get(f"/sources/{source.pk}/").status_code == 200
    assert colleague.get(f"/sources/{source.pk}/").status_code == 404
    assert "线人甲" not in colleague.get("/sources/").content.decode()


def test_a_reporter_reads_but_may_not_tag(browse: Any):
    reporter = browse(Role.REPORTER)
    article = an_article(reporter.actor)
    tag = {"start": 0, "end": 5, "quote": article.text[:5], "article_version": 1, "key": "2"}

    page = reporter.get(f"/articles/{article.pk}/")
    answer = reporter.part(f"/articles/{article.pk}/claims/", tag)

    assert "data-typebar" not in page.content.decode()
    assert (page.status_code, answer.status_code, answer["HX-Retarget"]) == (200, 403, "#notice")
    assert not Claim.objects.exists()


def test_only_the_chief_signs(browse: Any, desk: Any):
    editor, chief = browse(), browse(Role.CHIEF)
    article = an_article(editor.actor)
    asked = {"seen": article.version, "channel": "web"}

    refused = editor.post(f"/articles/{article.pk}/sign/", asked)
    signed = chief.post(f"/articles/{article.pk}/sign/", asked)

    assert (refused.status_code, signed.status_code) == (403, 302)
    assert article.publications.count() == 1


def test_a_reporter_is_told_that_the_facts_are_not_for_reporters(browse: Any):
    answer = browse(Role.REPORTER).get("/facts/")

    assert answer.status_code == 403
    assert "您没有查看已核事实的权限" in answer.content.decode()


@pytest.mark.both_databases
def test_nul_in_a_search_box_is_left_out(browse: Any, desk: Any):
    editor, admin = browse(), browse(Role.ADMIN)
    claim = a_claim(editor.actor)

    paths = ["/facts/", "/sources/", f"/claims/{claim.pk}/evidence/library/"]
    answers = [editor.get(path, {"q": "公\0报"}) for path in paths]
    answers.append(admin.get(f"/desks/{desk.pk}/", {"q": "公\0报"}))

    assert [(answer.status_code, answer.context["asked"]) for answer in answers] == [(200, "公报")] * 4


def test_pages_obey_a_strict_policy(browse: Any):
    editor = browse()
    article = an_article(editor.actor)
    a_link(editor.actor, a_claim(editor.actor, article))
    member(editor.actor.user.desks.get(), Role.CHIEF)

    for path in [*PAGES, f"/articles/{article.pk}/"]:
        answer = editor.get(path)
        html = answer.content.decode()

        assert "script-src 'self'" in answer["Content-Security-Policy"]
        assert [
            word for word in (" style=", "<style", "hx-on", "js:", "javascript:", "onclick") if word in html
        ] == []
        assert html.count("<script") == html.count("<script src=") + html.count('<script type="module" src=')
