"""Django's admin: looked at by superusers, written by nobody but for the marks of an account."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client, RequestFactory
from django.urls import reverse

from annotations import models
from annotations.models import AuditEntry, Claim, User
from annotations.vocabulary import Role
from tests.factories import (
    DeskFactory,
    UserFactory,
    a_claim,
    a_key,
    a_link,
    a_source,
    a_suggestion,
    an_approved_claim,
    member,
)

pytestmark = pytest.mark.django_db

SHOWN = sorted((model for model in admin.site._registry), key=lambda model: model.__name__)
CONTENT = [model for model in SHOWN if model is not User and model._meta.app_label == "annotations"]


@pytest.fixture
def superuser() -> User:
    return UserFactory.create(is_superuser=True, is_staff=True)


@pytest.fixture
def client(superuser: User) -> Client:
    client = Client()
    client.force_login(superuser)
    return client


@pytest.fixture
def newsroom() -> Any:
    """A desk with something of most things."""
    desk = DeskFactory.create()
    editor = member(desk, Role.EDITOR)
    claim = an_approved_claim(editor, member(desk, Role.REVIEWER))
    a_suggestion(claim.article, quote="港口是全省唯一")
    a_key(editor)
    return claim


def address(model: Any, act: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{act}", args=args)


def test_all_content_that_matters_is_there():
    assert {
        models.Article, models.Claim, models.EvidenceLink, models.VerifiedFact, models.Publication,
        models.Correction, models.AuditEntry, models.Desk, models.Membership, models.ApiKey,
    } <= set(CONTENT)  # fmt: skip


@pytest.mark.parametrize("model", CONTENT, ids=lambda model: model.__name__)
def test_a_superuser_adds_changes_and_deletes_nothing(superuser: User, client: Client, model: Any):
    request = RequestFactory().get("/admin/")
    request.user = superuser
    shown = admin.site._registry[model]

    rights = [
        shown.has_add_permission(request),
        shown.has_change_permission(request),
        shown.has_delete_permission(request),
    ]

    assert rights == [False] * 3
    assert shown.get_actions(request) == {}
    assert shown.get_inline_instances(request) == []
    assert client.get(address(model, "add")).status_code == 403


@pytest.mark.parametrize("model", SHOWN, ids=lambda model: model.__name__)
def test_every_list_and_row_can_be_looked_at(newsroom: Any, client: Client, model: Any):
    row = model.objects.order_by("pk").first()
    page = client.get(address(model, "changelist"))

    assert page.status_code == 200
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert [word for word in (" style=", "<style", "onclick") if word in page.content.decode()] == []
    assert row is None or client.get(address(model, "change", row.pk)).status_code == 200


def test_posting_to_a_row_changes_nothing(newsroom: Any, client: Client):
    answers = [
        client.post(address(Claim, "change", newsroom.pk), {"quote": "x", "status": "open"}),
        client.post(address(Claim, "delete", newsroom.pk), {"post": "yes"}),
        client.post(address(AuditEntry, "delete", AuditEntry.objects.first().pk), {"post": "yes"}),
    ]

    assert [answer.status_code for answer in answers] == [403] * 3
    newsroom.refresh_from_db()
    assert newsroom.status == "approved"


def test_a_superuser_names_people_and_gives_no_role_and_no_password(client: Client, superuser: User):
    person = UserFactory.create()
    fields = {"username": "lin", "name": "林见微", "email": "", "is_superuser": "on"}

    answer = client.post(address(User, "change", person.pk), {**fields, "password": "x", "is_active": "on"})

    person.refresh_from_db()
    assert answer.status_code == 302
    assert (person.name, person.is_superuser, person.password, person.is_active) == ("林见微", True, "", True)
    form = client.get(f"/admin/annotations/user/{person.pk}/password/", follow=True).content.decode()
    assert 'type="password"' not in form
    assert client.get(address(User, "add")).status_code == 403
    assert client.post(address(User, "delete", person.pk), {"post": "yes"}).status_code == 403


def test_of_a_desks_people_the_account_ends_on_the_desks_page(client: Client):
    person = member(DeskFactory.create(), Role.EDITOR).user
    fields = {"username": person.username, "name": person.name, "email": ""}

    client.post(address(User, "change", person.pk), fields)

    person.refresh_from_db()
    assert person.is_active


def test_a_protected_source_is_not_shown_here_either(client: Client):
    editor = member(DeskFactory.create(), Role.EDITOR)
    source = a_source(editor, title="线人甲", confidentiality="protected")
    a_link(editor, a_claim(editor), source, note="线人甲说的")
    open_source = a_source(editor, title="统计公报")

    page = client.get(address(models.Source, "changelist")).content.decode()
    links = client.get(address(models.EvidenceLink, "changelist")).content.decode()

    assert ("线人甲" in page, open_source.title in page, "线人甲" in links) == (False, True, False)
    assert client.get(address(models.Source, "change", source.pk)).status_code == 302


def test_nobody_but_staff_gets_in(newsroom: Any):
    client = Client()
    client.force_login(member(newsroom.article.desk, Role.ADMIN).user)

    assert client.get(address(Claim, "changelist")).status_code in (302, 403)
