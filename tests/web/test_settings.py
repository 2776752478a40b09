"""设置: what a person chooses is theirs alone and holds at once, on every page."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from annotations.models import Preference
from annotations.web.commands import COMMANDS

ENGLISH = {"Accept-Language": "en-GB,en;q=0.9"}


def form(**changes: str) -> dict[str, str]:
    """What the page sends when nothing is changed, and the changes."""
    keys = {f"key-{command.id}": command.key for command in COMMANDS}
    plain = {
        "language": "auto",
        "theme": "auto",
        "text_size": "m",
        "autospace": "on",
        "glyphs": "on",
        "keys": "on",
    }
    return {name: value for name, value in {**plain, **keys, **changes}.items() if value is not None}


def html(answer: Any) -> str:
    return answer.content.decode()


def test_a_stranger_is_sent_to_the_log_in(db: None):
    assert Client().get("/settings/")["Location"] == "/accounts/login/?next=/settings/"


def test_what_is_chosen_stands_on_the_root_of_every_page(browse: Any):
    editor = browse()

    answer = editor.post(
        "/settings/", form(theme="dark", text_size="xl", autospace=None, glyphs=None), follow=True
    )

    assert "设置已保存。" in html(answer)
    for path in ("/settings/", "/articles/"):
        page = html(editor.get(path))
        assert 'data-theme="dark" data-size="xl" data-autospace="off" data-glyphs="off"' in page, path


def test_nothing_chosen_means_the_defaults_and_no_row(browse: Any):
    page = html(browse().get("/articles/"))

    assert 'lang="zh-Hans" data-theme="auto" data-size="m" data-autospace="on" data-glyphs="on"' in page
    assert not Preference.objects.exists()


def test_settings_are_ones_own(browse: Any):
    editor, other = browse(), browse()

    editor.post("/settings/", form(theme="dark", language="en"))

    assert 'lang="zh-Hans" data-theme="auto"' in html(other.get("/articles/"))


def test_the_language_holds_at_once_and_beats_the_browsers(browse: Any):
    editor = browse()

    answer = editor.post("/settings/", form(language="en"), follow=True)

    assert "Settings saved." in html(answer)
    assert answer["Content-Language"] == "en"
    assert "Article queue" in html(editor.get("/articles/", headers={"Accept-Language": "zh-CN"}))
    assert editor.cookies["django_language"].value == "en"


def test_back_to_the_browsers_language_forgets_the_cookie(browse: Any):
    editor = browse()
    editor.post("/settings/", form(language="en"))

    answer = editor.post(
        "/settings/", form(language="auto"), follow=True, headers={"Accept-Language": "zh-CN"}
    )

    assert "设置已保存。" in html(answer)
    assert editor.cookies["django_language"].value == ""


def test_a_changed_key_is_stored_alone_and_shown(browse: Any):
    editor = browse()

    editor.post("/settings/", form(**{"key-undo": "b", "key-comment": ""}))

    preference = Preference.objects.get(user=editor.actor.user)
    assert preference.keymap == {"undo": "b", "comment": ""}
    assert 'name="key-undo" value="b"' in html(editor.get("/settings/"))


def test_two_commands_on_one_key_are_refused_beside_the_field(browse: Any):
    editor = browse()

    answer = editor.post("/settings/", form(**{"key-undo": "a", "key-comment": "1"}))

    assert answer.status_code == 400
    assert "“a”已用于“采纳建议；核查点：属实”。" in html(answer)
    assert "数字 1 至 8 固定用于类型。" in html(answer)
    assert 'name="key-undo" value="a"' in html(answer)
    assert not Preference.objects.exists()


def test_an_unknown_choice_is_refused(browse: Any):
    answer = browse().post("/settings/", form(theme="pink"))

    assert answer.status_code == 400
    assert not Preference.objects.exists()


def test_default_keys_come_back_and_the_rest_stays(browse: Any):
    editor = browse()
    editor.post("/settings/", form(theme="dark", keys="alt", **{"key-undo": "b"}))

    editor.post("/settings/", {"reset": "1"})

    preference = Preference.objects.get(user=editor.actor.user)
    assert (preference.theme, preference.keys, preference.keymap) == ("dark", "on", {})


def test_a_page_asks_for_the_settings_once(browse: Any, django_assert_max_num_queries: Any):
    editor = browse()
    editor.post("/settings/", form(theme="dark"))

    with django_assert_max_num_queries(5):  # session, person, settings, roles, corrections due
        editor.get("/settings/")


def test_a_stranger_costs_no_query_and_may_choose_a_language(db: None, django_assert_num_queries: Any):
    client = Client()
    with django_assert_num_queries(0):
        page = html(client.get("/accounts/login/"))
    assert "登录核真" in page

    answer = client.post("/language/", {"language": "en", "next": "/accounts/login/"}, follow=True)

    assert "Log in to Hezhen" in html(answer)
    assert '<html lang="en"' in html(answer)


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("", "zh-hans"),
        ("en-US", "en"),
        ("zh-TW,en;q=0.5", "zh-hans"),
        ("fr", "zh-hans"),
        ("xx;;q=b", "zh-hans"),
    ],
)
def test_a_stranger_reads_what_the_browser_asks_for(db: None, wanted: str, language: str):
    answer = Client().get("/accounts/login/", headers={"Accept-Language": wanted})

    assert answer["Content-Language"] == language
    assert {"Accept-Language", "Cookie"} <= set(answer["Vary"].split(", "))


def test_one_readers_language_does_not_stay_for_the_next(browse: Any):
    editor, other = browse(), browse()

    assert "Article queue" in html(editor.get("/articles/", headers=ENGLISH))
    assert "稿件队列" in html(other.get("/articles/"))


def test_pages_of_errors_speak_it_too(browse: Any):
    editor = browse()

    assert "Not found" in html(editor.get("/nowhere/", headers=ENGLISH))
    assert "没有找到" in html(editor.get("/nowhere/"))
