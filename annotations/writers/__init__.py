"""Facts → bytes. A new format is one file and one line here."""

from types import ModuleType

from annotations.writers import csv, jsonl

WRITERS: dict[str, ModuleType] = {"jsonl": jsonl, "csv": csv}
