"""What browsers fetch: hashed, without comments, and small enough for a first visit."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.test import override_settings

from workbench.static_files import WithoutComments

SERVED = {**settings.STORAGES, "staticfiles": {"BACKEND": "workbench.static_files.ModuleStorage"}}
SOURCES = settings.BASE_DIR / "annotations/static"
IMPORT = re.compile(r"""from\s*["'](\./[^"']+)["']""")
KB = 1024


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that is served."""
    root: Path = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=root, STORAGES=SERVED):
        call_command("collectstatic", interactive=False, verbosity=0)
    return root


@pytest.fixture(scope="module")
def served(collected: Path) -> dict[str, Path]:
    """Where each source is served from."""
    names = json.loads((collected / "staticfiles.json").read_text())["paths"]
    return {name: collected / hashed for name, hashed in names.items()}


def packed(paths: list[Path]) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def scripts(served: dict[str, Path]) -> dict[str, Path]:
    return {name: path for name, path in served.items() if name.startswith("annotations/js/")}


def test_every_module_imports_modules_that_are_served_under_that_name(served: dict[str, Path]):
    found = {name: IMPORT.findall(path.read_text()) for name, path in scripts(served).items()}

    assert len(found["annotations/js/main.js"]) == (SOURCES / "annotations/js/main.js").read_text().count(
        "import "
    )
    for name, path in scripts(served).items():
        missing = [other for other in found[name] if not (path.parent / other).exists()]
        assert missing == [], name
        assert all(re.search(r"\.[0-9a-f]{12}\.js$", other) for other in found[name]), name


def test_scripts_are_served_without_their_comments(served: dict[str, Path]):
    for name, path in scripts(served).items():
        assert "/**" in (SOURCES / name).read_text(), name
        assert "/**" not in path.read_text(), name


@pytest.mark.parametrize(
    ("script", "kept"),
    [
        ("const a = 1 // one\nconst b = 2\n", "const a=1\nconst b=2"),
        ("say('// 不是注释', `a  // b ${ c }`)", "say('// 不是注释',`a  // b ${ c }`)"),
        ("const han = /[/]\\/\\*/u", "const han=/[/]\\/\\*/u"),
        ("go(a + +b)", "go(a+ +b)"),
    ],
)
def test_only_comments_and_blanks_go(tmp_path: Path, script: str, kept: str):
    (tmp_path / "one.js").write_text(script)

    folder = WithoutComments(FileSystemStorage(tmp_path))

    assert folder.open("one.js").read().decode().strip() == kept


def test_a_first_visit_fetches_little(collected: Path, served: dict[str, Path]):
    htmx = next(path for name, path in served.items() if name.endswith("htmx-2.min.js"))

    assert packed([htmx, *scripts(served).values()]) <= 40 * KB
    assert packed([path for name, path in served.items() if name.startswith("annotations/css/")]) <= 12 * KB
