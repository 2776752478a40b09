"""Every page in both languages: nothing half translated, no identifiers where words should stand."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.timezone import localdate

from annotations.models import Actor, Article, Preference, User, VerifiedFact
from annotations.services import demo
from annotations.services.errata import Entry, Where, enter_error
from annotations.services.inspections import Issue, open_inspection
from annotations.services.rechecks import draw
from annotations.vocabulary import ErrorClass, ErrorPlace
from tests.rechecked import came_out, month, noon
from tests.web.walking import addresses, names_in_the_newsroom, read, walk

HAN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uff60]")
GLYPH = re.compile(r"(?<![\u4e00-\u9fff])[数时策人引最因他](?![\u4e00-\u9fff])")
"""The sign of a type is the same in every language: it stands in Chinese text."""
OWN_NAMES = ("简体中文", "中文")
LATIN = re.compile(r"[A-Za-z]{2,}")
ALLOWED = frozenset({"SHA", "API", "JSON", "CSV", "URL", "EDTF", "NUL", "CNY", "Email", "Idempotency"})
ALLOWED |= {"Key", "Tab", "Enter", "Alt", "Shift", "Space", "Esc", "English", "Word"}
ALLOWED |= {"txt", "html", "docx", "PDF", "MB", "GBK", "Big", "FETCH", "ENABLED", "FETCH_ENABLED"}
IDENTIFIER = re.compile(r"\b[a-z]+_[a-z_]+\b|\{\w*\}|%\(\w+\)s|\b(?:None|True|False)\b|Traceback")
PEOPLE = ("jizhe", "bianji", "shenhe", "zongbian", "guanli")


@pytest.fixture
def newsroom(db: None) -> None:
    """The demo: people in every role, an article with suggestions, claims, evidence and a fact."""
    cache.clear()
    demo.seed()
    an_inspected_issue_and_a_sample(*(User.objects.get(username=name) for name in ("bianji", "zongbian")))


def an_inspected_issue_and_a_sample(editor: User, chief: User) -> None:
    """What 统计 and its pages show: errors of each kind of reason, and a month's article to re-check."""
    article, at = Article.objects.get(), noon(month())
    issue = Issue(localdate(), 20_000, "1版", "整版通读")
    inspection = open_inspection(actor=Actor(editor), desk=article.desk, issue=issue)
    for kind, wrong in [(ErrorClass.FOREIGN_WORD, "lodnon"), *[(ErrorClass.FACT, "二〇二一年")] * 4]:
        entry = Entry(kind, wrong, "二〇一五年", place=ErrorPlace.TITLE)
        enter_error(actor=Actor(editor), where=Where(inspection, article), entry=entry)
    came_out(Actor(chief), article, at)
    VerifiedFact.objects.filter(article=article).update(published_at=at)
    draw(desk=article.desk, month=month())


def client_of(username: str, language: str) -> Client:
    user = User.objects.get(username=username)
    Preference.objects.update_or_create(user=user, defaults={"language": language})
    client = Client()
    client.force_login(user)
    return client


def faults(texts: list[str], language: str) -> list[str]:
    """What should not be read on a page in this language."""
    found = [text for text in texts if IDENTIFIER.search(text)]
    for text in texts:
        bare = GLYPH.sub("", text)
        for name in OWN_NAMES:
            bare = bare.replace(name, "")
        if language == "en" and HAN.search(bare):
            found.append(text)
        if language == "zh-hans" and set(LATIN.findall(bare)) - ALLOWED:
            found.append(text)
    return found


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_speaks_one_language(newsroom: None, language: str):
    told = {}
    names = names_in_the_newsroom()
    for username in PEOPLE:
        for stop in walk(client_of(username, language)):
            assert stop.language == language, stop.path
            assert stop.status < 500, stop.path
            if wrong := faults(read(stop.body, names), language):
                told[f"{username} {stop.name} {stop.status}"] = wrong[:12]
    assert told == {}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("path", ["login/", "logout/", "password/change/", "2fa/", "2fa/totp/activate/"])
def test_log_in_and_its_kin_speak_one_language(newsroom: None, path: str, language: str):
    client = Client() if path == "login/" else client_of("bianji", language)
    client.cookies["django_language"] = language

    answer = client.get(f"/accounts/{path}", follow=True)

    assert answer.status_code == 200
    assert faults(read(answer.content.decode(), ["bianji"]), language) == []


def test_the_walk_goes_everywhere(newsroom: None):
    names = [name for name, _ in addresses()]

    assert len(names) == len(set(names)) > 40


@pytest.mark.parametrize(
    ("text", "language", "wrong"),
    [
        ("Save", "en", False),
        ("保存", "en", True),
        ("Saved（1）", "en", True),
        ("保存", "zh-hans", False),
        ("Save 保存", "zh-hans", True),
        ("按 Enter 键", "zh-hans", False),
        ("in_progress", "zh-hans", True),
        ("共 {n} 条", "zh-hans", True),
    ],
)
def test_a_foreign_word_is_noticed(text: str, language: str, wrong: bool):
    assert bool(faults([text], language)) is wrong
