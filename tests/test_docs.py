"""The documents tell the truth: what they name exists, what they show runs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import Resolver404, resolve

from annotations.api.urls import urlpatterns
from tests import browser, stack

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")
LONGEST_README = 120
PAGES = [
    *(ROOT / name for name in (*READMES, "CHANGELOG.md", "SECURITY.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"```\w*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
FILE = re.compile(r"[\w.-]*(?:/[\w.-]+)*\.(?:py|js|json|toml|yml|md|html)")
# Where a path in a sentence may start from.
STARTS = ("", "annotations", "docs")
# Folders of a running desk, not of this tree.
OF_THE_DATA = {"var/", "broker/", "cache/", "static/", "mail/"}
DECISION_PARTS = ["Context", "Decision", "Consequences", "What would make us change our mind"]


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def code_of(text: str) -> Iterator[str]:
    return (block or span for block, span in CODE.findall(text))


def anchors(text: str) -> set[str]:
    """The anchors that the headings of a page make."""
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def dead_links(text: str, folder: Path) -> list[str]:
    dead = []
    for link in LINK.findall(text):
        path, _, anchor = link.partition("#")
        target = folder / path
        if "://" in link or (target.exists() and not anchor):
            continue
        if not target.is_file() or anchor not in anchors(target.read_text(encoding="utf-8")):
            dead.append(link)
    return dead


def missing_paths(text: str) -> list[str]:
    """Files, folders and addresses named in backticks that are not there."""
    spans = [span for _, span in CODE.findall(text) if span and "…" not in span]
    files = [span for span in spans if FILE.fullmatch(span) and "{" not in span]
    folders = [span for span in spans if re.fullmatch(r"[\w./{}-]+/", span) and span not in OF_THE_DATA]
    return [name for name in files if not on_disk(name)] + [
        name for name in folders if not on_disk(name) and not is_address(name)
    ]


def on_disk(name: str) -> bool:
    return any((ROOT / start / name.lstrip("/")).exists() for start in STARTS)


def is_address(name: str) -> bool:
    """Whether it leads somewhere, from the root or from the API's base."""
    path = name.lstrip("/").replace("{number}", "1")
    path = re.sub(r"\{\w+\}", "00000000-0000-0000-0000-000000000000", path)
    for start in ("/", "/api/v1/"):
        try:
            resolve(start + path)
        except Resolver404:
            continue
        return True
    return path == "api/v1/"


def unknown_targets(text: str) -> set[str]:
    named = {name for code in code_of(text) for name in re.findall(r"\bmake ([a-z]+)", code)}
    return named - set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))


def unknown_commands(text: str) -> set[str]:
    return set(re.findall(r"manage\.py ([a-z_]+)(?![\w.])", text)) - set(get_commands())


@pytest.mark.parametrize("name", READMES)
def test_a_readme_is_short_and_shows_one_picture(name: str):
    text = text_of(name)

    assert len(text.splitlines()) <= LONGEST_README
    assert len(re.findall(r"!\[", text)) == 1


@pytest.mark.parametrize("document", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_document_names_only_what_exists(document: Path):
    text = document.read_text(encoding="utf-8")

    assert dead_links(text, document.parent) == []
    assert missing_paths(text) == []
    assert unknown_targets(text) == set()
    assert unknown_commands(text) == set()


@pytest.mark.parametrize(
    ("find", "text", "found"),
    [
        (lambda text: dead_links(text, ROOT), "[a](docs/none.md) [b](docs/api.md)", ["docs/none.md"]),
        (lambda text: dead_links(text, ROOT), "[a](docs/api.md#keys) [b](LICENSE#none)", ["LICENSE#none"]),
        (missing_paths, "`wording.py` `services/none.py`", ["services/none.py"]),
        (missing_paths, "`jobs/{id}/retry/` `jobs/{id}/none/` `/admin/`", ["jobs/{id}/none/"]),
        (unknown_targets, "`make up`, `make coffee`", {"coffee"}),
        (unknown_commands, "`manage.py up` `manage.py coffee`", {"coffee"}),
    ],
)
def test_what_does_not_exist_is_noticed(find: Callable[[str], object], text: str, found: object):
    assert find(text) == found


def test_the_changelog_knows_this_version():
    version = tomllib.loads(text_of("pyproject.toml"))["project"]["version"]

    assert f"\n## {version}" in text_of("CHANGELOG.md")


def test_every_variable_that_is_read_is_described_and_no_other():
    sources = (ROOT / "workbench").rglob("*.py")
    read = {
        name
        for path in sources
        for name in re.findall(r'\b(?:ENV|env)(?:\.get\(|, )"([A-Z_]+)"', path.read_text(encoding="utf-8"))
    }
    table = text_of("docs/operations.md").partition("## Environment variables")[2].partition("\n## ")[0]
    rows = re.findall(r"^\|([^|]*)\|", table, re.MULTILINE)

    assert {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)} == read


def test_the_tree_of_the_architecture_page_is_the_tree():
    tree = text_of("docs/architecture.md").partition("```\n")[2].partition("```")[0]
    named = set(re.findall(r"[\w.]+(?=/|\.py)", tree))
    modules = {
        path.stem
        for path in (ROOT / "annotations").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }

    assert modules - {"__init__", "apps", "migrations"} - named == set()
    for line in re.findall(r"^  ([\w.]+(?:/|\.py))", tree, re.MULTILINE):
        assert on_disk(line), line


def test_every_operation_of_the_api_is_in_its_guide_and_no_other():
    table = text_of("docs/api.md").partition("## All operations")[2]
    listed = set(re.findall(r"`([\w/{}-]+/)`", table))
    routes = {re.sub(r"<\w+:(\w+)>", r"{\1}", str(route.pattern)) for route in urlpatterns}

    assert listed == routes


def test_a_decision_has_four_parts_and_its_number():
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))

    assert [page.name[:3] for page in pages] == [f"{number:03}" for number in range(1, len(pages) + 1)]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert text.startswith(f"# {page.name[:3]} ")
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == DECISION_PARTS, page.name


@pytest.mark.live
def test_the_examples_of_the_api_guide_answer_as_shown(live_stack: Callable[..., stack.Stack]):
    for program in ("curl", "jq"):
        assert shutil.which(program) or browser.install(program), f"The guide uses {program}: install it."
    running = live_stack("sqlite", NO_DEMO="")
    guide = text_of("docs/api.md")
    script = "\n".join(re.findall(r"```sh\n(.*?)```", guide, re.DOTALL))
    shown = "".join(re.findall(r"```(?:json|text)\n(.*?)```", guide, re.DOTALL))
    script = script.replace("http://127.0.0.1:8000", running.base_url)
    script = script.replace(".venv/bin/python", sys.executable)

    done = subprocess.run(
        ["sh", "-c", script],
        cwd=ROOT,
        env=running.environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.stdout.replace("\ufeff", "").splitlines() == shown.splitlines(), done.stderr
