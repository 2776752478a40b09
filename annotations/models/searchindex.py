"""The full-text index over ``Passage.tokens``, kept by the database itself with every write to the table.

PostgreSQL: a generated column and a GIN index. The tokens are words already, so they are taken one for one:
the parser behind ``to_tsvector`` would cut ``n:1.5`` and ``c++`` apart. SQLite: an FTS5 table that holds the
index alone and is filled by triggers; like every trigger they vanish when a migration rebuilds the table.
"""

from __future__ import annotations

from typing import Any

TABLE = "annotations_passage"
FTS = "annotations_passage_words"
COLUMN = "words"
_GONE = f"INSERT INTO {FTS}({FTS}, rowid, tokens) SELECT 'delete', OLD.id, OLD.tokens WHERE OLD.tokens <> '';"
_HERE = f"INSERT INTO {FTS}(rowid, tokens) SELECT NEW.id, NEW.tokens WHERE NEW.tokens <> '';"

TRIGGERS = {
    "passage_indexed": f"AFTER INSERT ON {TABLE} BEGIN {_HERE} END",
    "passage_unindexed": f"AFTER DELETE ON {TABLE} BEGIN {_GONE} END",
    "passage_reindexed": (
        f"AFTER UPDATE OF tokens ON {TABLE} WHEN OLD.tokens <> NEW.tokens BEGIN {_GONE} {_HERE} END"
    ),
}
"""SQLite's triggers by name."""


def create(schema_editor: Any) -> None:
    """Make the index. To be called once, when the table stands."""
    if schema_editor.connection.vendor == "sqlite":
        # Blanks alone part the words; without positions the index is half the size, and none are asked for.
        schema_editor.execute(
            f"CREATE VIRTUAL TABLE {FTS} USING fts5(tokens, content='{TABLE}', content_rowid='id', "
            "detail=none, tokenize=\"ascii tokenchars ':.-+_#&'\")"
        )
        restore(schema_editor)
        schema_editor.execute(f"INSERT INTO {FTS}({FTS}) VALUES ('rebuild')")  # noqa: S608  # nosec B608
    else:
        words = "array_to_tsvector(array_remove(string_to_array(tokens, ' '), ''))"
        schema_editor.execute(
            f"ALTER TABLE {TABLE} ADD COLUMN {COLUMN} tsvector GENERATED ALWAYS AS ({words}) STORED"
        )
        schema_editor.execute(f"CREATE INDEX passage_words ON {TABLE} USING gin ({COLUMN})")


def restore(schema_editor: Any) -> None:
    """Put SQLite's triggers back; safe to run again, and before there is an index."""
    connection = schema_editor.connection
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM sqlite_master WHERE name = %s", [FTS])
        if cursor.fetchone() is None:
            return
    for name, body in TRIGGERS.items():
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        schema_editor.execute(f"CREATE TRIGGER {name} {body}")


def drop(schema_editor: Any) -> None:
    """Take the index away."""
    if schema_editor.connection.vendor == "sqlite":
        for name in TRIGGERS:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        schema_editor.execute(f"DROP TABLE IF EXISTS {FTS}")
    else:
        schema_editor.execute(f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS {COLUMN}")
