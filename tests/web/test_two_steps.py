"""两步验证: its QR code is drawn under the strict policy, which lets data: images in on that page alone."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests.factories import UserFactory

PASSWORD = "一句很长的口令 2026"
CODE = "/accounts/2fa/totp/activate/"


def logged_in() -> Client:
    """Somebody who has typed the password once more, as the page asks for."""
    person = UserFactory.create(username="lin")
    person.set_password(PASSWORD)
    person.save()
    client = Client()
    client.force_login(person)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def images(answer: Any) -> str:
    policy = answer["Content-Security-Policy"].split(";")
    return next(part.strip() for part in policy if part.strip().startswith("img-src"))


def test_the_code_is_a_data_image_and_its_page_lets_it_in(db: None):
    page = logged_in().get(CODE)

    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    assert images(page) == "img-src 'self' data:"
    assert "script-src 'self';" in page["Content-Security-Policy"]


def test_no_other_page_lets_data_images_in(db: None):
    client = logged_in()
    others = ("/accounts/2fa/", "/settings/", "/accounts/password/change/")

    assert {images(client.get(path)) for path in others} == {"img-src 'self'"}


def test_a_stranger_is_sent_to_the_log_in(db: None):
    assert Client().get(CODE)["Location"].startswith("/accounts/login/")
