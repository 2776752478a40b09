"""Bring the English catalogue up to date with what the program says, and compile it.

``python -m tools.messages`` keeps translations that are there, adds new sentences without one, drops
sentences that are said no more, and tells how many still wait for English. Nothing is ever guessed.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools.sentences import ROOT, Sentence, collect

FOLDER = ROOT / "locale" / "en" / "LC_MESSAGES"
BEGUN = datetime(2026, 11, 24, tzinfo=UTC)
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"


def read(path: Path = PO) -> Catalog:
    """The catalogue as it stands in the project."""
    with path.open("rb") as file:
        return read_po(file, locale="en")


def renewed(old: Catalog, sentences: Iterable[Sentence]) -> Catalog:
    """A catalogue of exactly these sentences with the translations that ``old`` has for them."""
    # Fixed dates: two runs over the same sentences write the same bytes.
    new = Catalog(
        locale="en",
        project="Hezhen",
        version="1",
        header_comment="# English for every sentence of the product; renewed by `make messages`.",
        creation_date=BEGUN,
        revision_date=BEGUN,
        last_translator="the newsroom",
        language_team="the newsroom",
        msgid_bugs_address="docs/glossary.md",
        fuzzy=False,
    )
    places: dict[str, list[str]] = {}
    many: dict[str, bool] = {}
    for one in sentences:
        places.setdefault(one.text, []).append(one.file)
        many[one.text] = many.get(one.text, False) or one.many
    for text, files in places.items():
        known = old.get(text)
        english = known.string if known else ""
        if many[text]:
            english = english if isinstance(english, tuple) else (english, english)
        else:
            english = english[-1] if isinstance(english, tuple) else english
        new.add((text, text) if many[text] else text, english, [(file, 0) for file in files])
    return new


def compiled(catalogue: Catalog) -> bytes:
    """What is read at run time."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def waiting(catalogue: Catalog) -> list[str]:
    """Sentences that have no English yet."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue
        if message.id and not all(message.string if isinstance(message.string, tuple) else (message.string,))
    ]


def main() -> int:
    """Renew both files; 1 when sentences wait for English."""
    catalogue = renewed(read() if PO.exists() else Catalog(locale="en"), collect())
    with PO.open("wb") as file:
        write_po(file, catalogue, width=110, include_lineno=False, omit_header=False)
    MO.write_bytes(compiled(catalogue))
    left = waiting(catalogue)
    sys.stdout.write(f"{len(catalogue)} sentences, {len(left)} without English\n")
    sys.stdout.writelines(f"  {text}\n" for text in left)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
