"""What the environment decides: where data lies, which database, which broker, which secret.

Everything has a working default, so that a fresh clone runs with nothing set (the embedded mode:
SQLite and a folder as broker). Once DATABASE_URL is set the installation counts as production,
and nothing that protects it is made up for the operator.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from annotations.gateways import Rules
from annotations.text.taggers import EXTRAS, OWN, TAGGERS

SQLITE_OPTIONS = {
    # IMMEDIATE takes the write lock when a transaction begins; the default upgrades in the middle
    # of it, which SQLite answers with "database is locked" as soon as two people save.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON",
}
WEAKEST_SECRET = 50
FEWEST_DISTINCT = 12


def flag(env: Mapping[str, str], name: str) -> bool:
    """Whether a switch is on: 1, true, yes or on."""
    return env.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def words(env: Mapping[str, str], name: str) -> list[str]:
    """A comma-separated list without blanks."""
    return [word.strip() for word in env.get(name, "").split(",") if word.strip()]


def number(env: Mapping[str, str], name: str, default: int) -> int:
    try:
        return int(env.get(name) or default)
    except ValueError:
        raise ImproperlyConfigured(f"环境变量 {name} 应是整数，现在是“{env[name]}”。") from None


def tagger(env: Mapping[str, str]) -> str:
    """Who cuts text into words; another than our own must be installed."""
    name = env.get("PRETAG_TAGGER", "").strip() or OWN
    if name not in TAGGERS:
        raise ImproperlyConfigured(f"环境变量 PRETAG_TAGGER 应是 {'、'.join(TAGGERS)} 之一，现在是“{name}”。")
    try:
        TAGGERS[name]()
    except ImportError:
        raise ImproperlyConfigured(
            f"PRETAG_TAGGER 是“{name}”，但没有安装它的软件包。可用 pip install '.[{EXTRAS[name]}]' 安装。"
        ) from None
    return name


def fetching(env: Mapping[str, str]) -> Rules | None:
    """How web pages are fetched into the library; None while it is not switched on."""
    proxy = value_or_file(env, "FETCH_PROXY").strip()
    if proxy and (urlsplit(proxy).scheme not in {"http", "https"} or not urlsplit(proxy).hostname):
        raise ImproperlyConfigured("FETCH_PROXY 应形如 http://主机:端口。")
    return Rules(proxy=proxy) if flag(env, "FETCH_ENABLED") else None


def value_or_file(env: Mapping[str, str], name: str) -> str:
    """The variable itself, or the content of the file that NAME_FILE names (container secrets)."""
    path = env.get(f"{name}_FILE", "")
    if not path:
        return env.get(name, "")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"读不到 {name}_FILE 指定的文件“{path}”：{error.strerror}。") from error


def data_folder(env: Mapping[str, str], base: Path) -> Path:
    """Where this installation keeps everything that is not code; made when missing."""
    folder = Path(env.get("WORKBENCH_DATA") or base / "var").expanduser().resolve()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"数据目录“{folder}”建不了：{error.strerror}。请检查 WORKBENCH_DATA。"
        ) from error
    return folder


def database(env: Mapping[str, str], data: Path) -> dict[str, Any]:
    """Django's database settings: PostgreSQL by DATABASE_URL, else SQLite in the data folder."""
    url = value_or_file(env, "DATABASE_URL")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data / "workbench.sqlite3",
            "OPTIONS": SQLITE_OPTIONS,
            "TEST": {"NAME": data / "test.sqlite3"},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured("DATABASE_URL 应形如 postgres://用户:密码@主机:端口/库名。")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": value_or_file(env, "DATABASE_PASSWORD") or unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "OPTIONS": {"connect_timeout": 5, **dict(parse_qsl(parts.query))},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def secret_key(env: Mapping[str, str], data: Path, *, embedded: bool) -> str:
    """The signing secret. Embedded: made once beside the data. Otherwise: given and strong."""
    given = value_or_file(env, "SECRET_KEY")
    if given or not embedded:
        if len(given) < WEAKEST_SECRET or len(set(given)) < FEWEST_DISTINCT:
            raise ImproperlyConfigured(
                f"SECRET_KEY 缺失或太弱：至少 {WEAKEST_SECRET} 个字符、{FEWEST_DISTINCT} 种不同字符。"
                '可用 python -c "import secrets; print(secrets.token_urlsafe(64))" 生成，'
                "经 SECRET_KEY 或 SECRET_KEY_FILE 传入。"
            )
        return given
    return _made_once(data / "secret-key")


def _made_once(path: Path) -> str:
    """Read the secret, or make it; of two processes that start together one makes it for both."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="utf-8")


def broker(env: Mapping[str, str], data: Path) -> dict[str, Any]:
    """Celery's broker: Redis by REDIS_URL, else a folder. Never the database's own file.

    Losing it loses no work (the Job row is the truth), so a publisher gives up within a second.
    """
    url = value_or_file(env, "REDIS_URL")
    if url:
        options: dict[str, Any] = {
            "visibility_timeout": 900,
            "socket_connect_timeout": 0.5,
            "socket_timeout": 0.8,
            "socket_keepalive": True,
            "health_check_interval": 25,
            "max_retries": 0,
            "interval_start": 0,
            "interval_step": 0.1,
            "interval_max": 0.1,
        }
        return {"url": url, "options": options}
    queue, control = data / "broker" / "queue", data / "broker" / "control"
    for folder in (queue, control):
        folder.mkdir(parents=True, exist_ok=True)
    return {
        "url": "filesystem://localhost",
        "options": {
            "data_folder_in": str(queue),
            "data_folder_out": str(queue),
            "control_folder": str(control),
            "polling_interval": 0.1,
        },
    }
