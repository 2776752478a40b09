"""Find every sentence that people read: in Python, templates, vocabulary and the table of weights."""

from __future__ import annotations

import ast
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("annotations", "workbench")
SAYING = {"say", "marked", "gettext", "gettext_lazy", "gettext_noop", "_"}
SAYING_MANY = {"say_many", "ngettext"}
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
WEIGHTS = "annotations/detectors/data/weights.json"
KEYWORDS = {"gettext": None, "_": None, "gettext_noop": None, "ngettext": (1, 2)}


@dataclass(frozen=True)
class Sentence:
    """One sentence and the file where it is said; ``many`` when it has a form for one and for many."""

    text: str
    file: str
    many: bool = False


def collect(root: Path = ROOT) -> list[Sentence]:
    """Every sentence, file by file, each file's own once."""
    found: dict[Sentence, None] = {}
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            if "migrations" not in path.parts:
                found |= dict.fromkeys(of_python(path.read_text(), str(path.relative_to(root))))
    found |= dict.fromkeys(of_weights(root / WEIGHTS))
    for path in sorted((root / "templates").rglob("*.html")):
        found |= dict.fromkeys(of_template(path.read_text(), str(path.relative_to(root))))
    return [one for one in found if CHINESE.search(one.text)]


def of_python(source: str, file: str) -> Iterator[Sentence]:
    """What is said in a module, and the labels of its vocabulary."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            first = node.args[0]
            if (
                name in SAYING | SAYING_MANY
                and isinstance(first, ast.Constant)
                and isinstance(first.value, str)
            ):
                yield Sentence(first.value, file, name in SAYING_MANY)
        elif isinstance(node, ast.ClassDef) and _is_vocabulary(node):
            yield from (Sentence(label, file) for label in _labels(node))


def _is_vocabulary(node: ast.ClassDef) -> bool:
    return any(getattr(base, "id", "") in ("Word", "StrEnum") for base in node.bases)


def _labels(node: ast.ClassDef) -> Iterator[str]:
    """A member is (identifier, label, …)."""
    for statement in node.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Tuple):
            label = statement.value.elts[1]
            if isinstance(label, ast.Constant):
                yield str(label.value)


def of_weights(path: Path) -> Iterator[Sentence]:
    """The reasons of the score, which are shown beside a suggestion."""
    table = json.loads(path.read_text())
    for part in ("reasons", "damping"):
        for entry in table[part].values():
            yield Sentence(entry["text"], WEIGHTS)


def of_template(source: str, file: str) -> Iterator[Sentence]:
    """What the tags translate and blocktranslate hold."""
    # Everything but the tags is blanked out; the indents left over are no Python.
    told = "\n".join(line.lstrip() for line in templatize(source, origin=file).splitlines())
    for _, name, texts, _ in extract_python(io.BytesIO(told.encode()), KEYWORDS, (), {"encoding": "utf-8"}):
        text = texts[0] if isinstance(texts, tuple) else texts
        if text:
            yield Sentence(text, file, name == "ngettext")
