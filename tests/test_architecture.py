"""Rules of the house that a linter does not know: layers, sizes, one place that writes, bounded versions."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
WRITES = {
    "save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete",
    "aupdate", "acreate", "asave", "adelete", "select_for_update", "raw", "execute",
}  # fmt: skip
# `update` is a dict's method too: it counts when it is called on a queryset or a manager.
QUERYSET = re.compile(r"\.objects\b|\.filter\(|\.exclude\(|\.all\(\)|\.visible_to\(")
UNNAMED = {"utils", "helpers", "manager", "base", "common", "misc"}
MACHINE = re.compile(
    r"(?<![\w.])/(?:root|home|Users|work)/\w|localhost:3141|(?<!no-emit-)index-url|https?://[^\s\"']*/simple\b"
)


def modules(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return [path for path in found if "migrations" not in path.parts and "__pycache__" not in path.parts]


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def writes(source: str) -> list[str]:
    """Calls in a module's source that change rows, as they stand there."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            on, method = ast.unparse(node.func.value), node.func.attr
            on_rows = method == "update" and QUERYSET.search(on + ".")
            plain_super = on.startswith("super()")
            if (method in WRITES and not plain_super) or on_rows:
                found.append(f"{on}.{method}")
    return found


def names_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_imports_run_one_way():
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_no_module_is_longer_than_a_reader_bears():
    long = {
        names_of(path): length
        for path in modules("annotations", "workbench", "tests")
        if (length := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    }

    assert long == {}


def test_no_function_is_longer_than_a_screen():
    long = {
        f"{names_of(path)}:{function.name}": length
        for path in modules("annotations", "workbench", "tests")
        for function in functions(ast.parse(path.read_text(encoding="utf-8")))
        if (length := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
    }

    assert long == {}


def test_only_services_write():
    doors = [*modules("annotations/api", "annotations/web"), ROOT / "annotations" / "tasks.py"]
    found = {names_of(path): calls for path in doors if (calls := writes(path.read_text(encoding="utf-8")))}

    assert found == {}


@pytest.mark.parametrize(
    ("source", "calls"),
    [
        ("Claim.objects.create(x=1)", ["Claim.objects.create"]),
        ("claim.save()", ["claim.save"]),
        ("Claim.objects.filter(pk=1).update(x=1)", ["Claim.objects.filter(pk=1).update"]),
        ("desk.claims.all().delete()", ["desk.claims.all().delete"]),
        ("answer.update(x=1)", []),
        ("Claim.objects.filter(pk=1).first()", []),
    ],
)
def test_a_write_is_noticed(source: str, calls: list[str]):
    assert writes(source) == calls


def test_a_module_is_named_for_what_it_holds():
    nameless = [names_of(path) for path in modules("annotations", "workbench") if path.stem in UNNAMED]

    assert nameless == []


def test_imports_stand_at_the_top():
    inside = [
        f"{names_of(path)}:{node.lineno}"
        for path in modules("annotations", "workbench")
        for function in functions(ast.parse(path.read_text(encoding="utf-8")))
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert inside == []


def test_every_dependency_has_both_bounds():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]

    assert [line for line in wanted if not bounded(line)] == []


def bounded(requirement: str) -> bool:
    versions = requirement.split(";")[0]
    return "==" in versions or (">=" in versions and "<" in versions)


@pytest.mark.parametrize(
    ("requirement", "expected"),
    [("jieba==0.42.1", True), ("django>=5.2,<5.3", True), ("django>=5.2", False), ("django", False)],
)
def test_an_unbounded_dependency_is_noticed(requirement: str, expected: bool):
    assert bounded(requirement) is expected


@pytest.mark.parametrize("name", ["run", "dev"])
def test_the_locks_are_hashed_and_name_no_registry(name: str):
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    pinned = re.findall(r"^([a-z0-9][^\s=]*==\S+)[^\n]*\\\n\s+--hash=sha256:", text, re.MULTILINE)

    assert len(pinned) == len(re.findall(r"^[a-z0-9][^\n]*==", text, re.MULTILINE)) > 0
    assert "://" not in text


def test_no_path_of_somebodys_machine_is_written_down():
    # This file is left out: it holds the patterns.
    files = [
        path
        for pattern in (
            "*.py",
            "*.toml",
            "*.txt",
            "*.yml",
            "*.md",
            "Makefile",
            "Dockerfile",
            "*.html",
            "*.js",
        )
        for path in ROOT.rglob(pattern)
        if not {".venv", ".git", "var", "node_modules"} & set(path.relative_to(ROOT).parts)
    ]
    found = [
        names_of(path)
        for path in files
        if path != Path(__file__) and MACHINE.search(path.read_text(encoding="utf-8"))
    ]

    assert found == []
