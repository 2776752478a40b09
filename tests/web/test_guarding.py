"""名单 and 算作同一出处 on the page of a source: who is offered what, and who only thinks they may."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from annotations.models import AuditEntry, Source
from annotations.vocabulary import Confidentiality, Role
from tests.factories import DeskFactory, a_claim, a_link, a_source, member
from tests.services.test_stories import WIRE, copy_of
from tests.web.conftest import Browser

pytestmark = pytest.mark.django_db


def now(source: Source) -> Source:
    return Source.objects.get(pk=source.pk)


def page_of(browser: Browser, source: Source) -> Any:
    return browser.get(reverse("web:source", args=[source.pk]))


def saved(browser: Browser, source: Source, *people: Browser, level: str = "protected", **more: Any) -> Any:
    fields = {"seen": now(source).version, "confidentiality": level, **more}
    fields["viewers"] = [str(one.actor.user.pk) for one in people]
    return browser.post(reverse("web:source-viewers", args=[source.pk]), fields)


@pytest.fixture
def keeper(browse: Any) -> Browser:
    return browse(Role.EDITOR)


@pytest.fixture
def colleague(browse: Any) -> Browser:
    return browse(Role.EDITOR)


@pytest.fixture
def secret(keeper: Browser) -> Source:
    return a_source(keeper.actor, confidentiality=Confidentiality.PROTECTED)


def test_the_keeper_lets_one_colleague_in_and_nobody_else(keeper, colleague, browse, secret) -> None:
    outsider = browse(Role.CHIEF)
    assert page_of(colleague, secret).status_code == 404

    answer = saved(keeper, secret, colleague)

    assert answer["Location"] == reverse("web:source", args=[secret.pk])
    assert page_of(colleague, secret).status_code == 200
    assert page_of(outsider, secret).status_code == 404
    assert saved(outsider, secret, outsider).status_code == 404

    saved(keeper, secret)
    assert page_of(colleague, secret).status_code == 404


def test_who_is_not_on_the_list_reads_at_the_claim_how_many_links_there_are_and_no_more(
    keeper, colleague, browse, secret
) -> None:
    claim = a_claim(keeper.actor)
    a_link(keeper.actor, claim, secret)
    a_link(keeper.actor, claim, a_source(keeper.actor, title="公开的公报"))
    panels = [f"/claims/{claim.pk}/", f"/review/{claim.pk}/"]

    told = [browse(Role.CHIEF).part(path).content.decode() for path in panels]
    own = [keeper.part(path).content.decode() for path in panels]

    for page in told:
        assert "保护信源 1 条（您不在名单上）" in page
        assert ("公开的公报" in page, secret.title in page, str(secret.pk) in page) == (True, False, False)
        assert "证据要求已满足" in page
    assert [("您不在名单上" in page, str(secret.pk) in page) for page in own] == [(False, True)] * 2


def test_an_editor_on_the_list_reads_it_and_a_reviewer_on_it_changes_it(
    keeper, colleague, browse, secret
) -> None:
    reviewer = browse(Role.REVIEWER)
    saved(keeper, secret, colleague, reviewer)

    read = page_of(colleague, secret).content.decode()
    assert reviewer.actor.user.name in read
    assert reverse("web:source-viewers", args=[secret.pk]) not in read
    assert saved(colleague, secret, colleague).status_code == 403
    assert set(now(secret).viewers.all()) == {colleague.actor.user, reviewer.actor.user}

    assert reverse("web:source-viewers", args=[secret.pk]) in page_of(reviewer, secret).content.decode()
    assert saved(reviewer, secret, colleague)["Location"] == reverse("web:sources")
    assert page_of(reviewer, secret).status_code == 404


def test_a_reporter_keeps_the_list_of_their_own_source_and_cannot_open_it(browse, colleague) -> None:
    reporter = browse(Role.REPORTER)
    own = a_source(reporter.actor, confidentiality=Confidentiality.PROTECTED)

    saved(reporter, own, colleague, level="public")

    assert now(own).confidentiality == Confidentiality.PROTECTED
    assert list(now(own).viewers.all()) == [colleague.actor.user]


def test_nothing_is_stored_for_people_of_another_desk_nor_over_a_newer_version(keeper, secret) -> None:
    stranger = Browser()
    stranger.actor = member(DeskFactory.create(), Role.EDITOR)
    assert saved(keeper, secret, stranger).status_code == 400

    assert saved(keeper, secret, seen=now(secret).version + 1, level="public").status_code == 412
    assert (now(secret).confidentiality, now(secret).viewers.count()) == ("protected", 0)


def test_saving_what_is_there_already_leaves_no_trace(keeper, colleague, secret) -> None:
    saved(keeper, secret, colleague)
    before = AuditEntry.objects.count()

    assert saved(keeper, secret, colleague).status_code == 302
    assert AuditEntry.objects.count() == before


def test_an_open_source_is_hidden_by_who_checks_and_not_by_a_reporter(keeper, browse) -> None:
    source, reporter = a_source(keeper.actor), browse(Role.REPORTER)

    assert reverse("web:source-viewers", args=[source.pk]) not in page_of(reporter, source).content.decode()
    saved(reporter, source, reporter)
    assert now(source).confidentiality == "public"

    saved(keeper, source)
    assert page_of(reporter, source).status_code == 404


@pytest.mark.parametrize("way", ["source-new", "source-upload", "source-fetch", "interview-new"])
def test_every_form_of_a_new_source_asks_for_the_list(keeper, colleague, way) -> None:
    shown = keeper.get(reverse(f"web:{way}")).content.decode()

    assert f'name="viewers" value="{colleague.actor.user.pk}"' in shown or way == "source-fetch"
    assert ('name="viewers"' in shown) == ('value="protected"' in shown)


def test_a_new_source_is_stored_with_its_list_and_refused_for_a_stranger(keeper, colleague, desk) -> None:
    fields = {"desk": desk.pk, "title": "线人", "source_type": "other", "confidentiality": "protected"}
    fields |= {"text": "线人说：项目没有开工。"}
    stranger = member(DeskFactory.create(), Role.EDITOR)
    refused = keeper.post(reverse("web:source-new"), {**fields, "viewers": [stranger.user.pk]})
    assert (refused.status_code, Source.objects.count()) == (400, 0)

    keeper.post(reverse("web:source-new"), {**fields, "viewers": [colleague.actor.user.pk]})

    assert page_of(colleague, Source.objects.get()).status_code == 200


def test_half_a_story_is_told_and_counted_as_one_by_a_click(keeper, browse) -> None:
    first = a_source(keeper.actor, text=WIRE, title="通讯社电")
    half = a_source(keeper.actor, text=WIRE[:700] + copy_of(4, 800), title="晨报")
    told = page_of(keeper, half).content.decode()
    assert "% 相同，可能出自同一通稿" in told
    assert "已算作同一出处" not in told
    address = reverse("web:source-origin", args=[half.pk])
    reporter = browse(Role.REPORTER)
    assert address not in page_of(reporter, half).content.decode()
    assert reporter.post(address, {"seen": half.version, "other": first.pk}).status_code == 403

    keeper.post(address, {"seen": half.version, "other": first.pk})

    assert (now(first).origin_key, now(half).origin_key) == ("通讯社电", "通讯社电")
    assert "已算作同一出处" in page_of(keeper, half).content.decode()


def test_a_protected_copy_is_neither_named_nor_taken_for_an_origin(keeper, colleague) -> None:
    secret = a_source(keeper.actor, text=WIRE, title="线人的原稿", confidentiality="protected")
    half = a_source(colleague.actor, text=WIRE[:700] + copy_of(4, 800))

    assert "线人的原稿" not in page_of(colleague, half).content.decode()
    address = reverse("web:source-origin", args=[half.pk])
    assert colleague.post(address, {"seen": half.version, "other": secret.pk}).status_code == 404
    assert now(half).origin_key == ""
