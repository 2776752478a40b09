"""What must never change is guarded by the database itself, on SQLite and PostgreSQL alike.

SQLite drops a table's triggers silently when a migration rebuilds the table: every migration that
touches a guarded table calls ``install`` last, and a test lists the triggers after ``migrate``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from annotations.models import searchindex

FROZEN_FACT = [
    "desk_id",
    "claim_id",
    "article_id",
    "article_version",
    "claim_version",
    "statement",
    "context",
    "types",
    "value",
    "unit",
    "approx",
    "date",
    "slots",
    "verdict",
    "rating",
    "verdict_note",
    "attribution",
    "evidence",
    "approved_by_id",
    "approved_at",
    "supersedes_id",
    "id",
]
SET_ONCE = ["published_at", "retracted_at", "held_at"]
SIGNED = [
    "id",
    "article_id",
    "text_version",
    "channel",
    "edition",
    "page",
    "signed_by_id",
    "signed_at",
    "override_code",
    "override_reason",
    "open_items",
    "sheet",
    "sheet_sha256",
    "audit_hash",
]
CONTENT = ["text", "sha256", "original"]
PUBLISHED_ONCE = ["published_at", "published_by_id"]

DIFFERS = {"sqlite": "OLD.{0} IS NOT NEW.{0}", "postgresql": "OLD.{0}::text IS DISTINCT FROM NEW.{0}::text"}


class Guard(NamedTuple):
    """One trigger. ``fixed`` columns may not change, ``once`` ones not a second time; none means no write.

    TRUNCATE, which passes by the triggers of rows, is PostgreSQL's alone.
    """

    table: str
    event: str
    message: str
    fixed: Sequence[str] = ()
    once: Sequence[str] = ()

    def condition(self, vendor: str) -> str:
        changed = [DIFFERS[vendor].format(name) for name in self.fixed]
        again = [f"(OLD.{name} IS NOT NULL AND {DIFFERS[vendor].format(name)})" for name in self.once]
        return " OR ".join(changed + again)

    def stands_on(self, vendor: str) -> bool:
        return self.event != "TRUNCATE" or vendor == "postgresql"


GUARDS: Mapping[str, Guard] = {
    "audit_no_update": Guard("annotations_auditentry", "UPDATE", "the audit log is append-only"),
    "audit_no_delete": Guard("annotations_auditentry", "DELETE", "the audit log is append-only"),
    "audit_no_truncate": Guard("annotations_auditentry", "TRUNCATE", "the audit log is append-only"),
    "fact_frozen": Guard("annotations_verifiedfact", "UPDATE", "a fact is frozen", FROZEN_FACT, SET_ONCE),
    "fact_no_delete": Guard("annotations_verifiedfact", "DELETE", "a fact is never deleted"),
    "fact_no_truncate": Guard("annotations_verifiedfact", "TRUNCATE", "a fact is never deleted"),
    "factchange_no_update": Guard("annotations_factchange", "UPDATE", "changes of facts are append-only"),
    "factchange_no_delete": Guard("annotations_factchange", "DELETE", "changes of facts are append-only"),
    "factchange_no_truncate": Guard("annotations_factchange", "TRUNCATE", "changes of facts are append-only"),
    "publication_frozen": Guard(
        "annotations_publication", "UPDATE", "a signature is frozen", SIGNED, PUBLISHED_ONCE
    ),
    "publication_no_delete": Guard("annotations_publication", "DELETE", "a signature is never deleted"),
    "publication_no_truncate": Guard("annotations_publication", "TRUNCATE", "a signature is never deleted"),
    "version_no_delete": Guard("annotations_version", "DELETE", "an article version is never deleted"),
    "version_no_truncate": Guard("annotations_version", "TRUNCATE", "an article version is never deleted"),
    "version_frozen": Guard(
        "annotations_version", "UPDATE", "an article version is frozen", ["article_id", "number", *CONTENT]
    ),
    "snapshot_no_delete": Guard("annotations_snapshot", "DELETE", "a snapshot is never deleted"),
    "snapshot_no_truncate": Guard("annotations_snapshot", "TRUNCATE", "a snapshot is never deleted"),
    "snapshot_frozen": Guard(
        "annotations_snapshot", "UPDATE", "a snapshot is frozen", ["source_id", "number", *CONTENT]
    ),
}
"""Trigger name → what it guards."""


def install(schema_editor: Any) -> None:
    """(Re)create every trigger whose table stands as it needs it. Safe to run again.

    An earlier migration meets tables that a later one completes, and leaves those to it.
    """
    vendor = schema_editor.connection.vendor
    remove(schema_editor)
    for name, guard in GUARDS.items():
        columns = _columns(schema_editor.connection, guard.table)
        if not guard.stands_on(vendor) or not {*guard.fixed, *guard.once, "id"} <= columns:
            continue
        condition = guard.condition(vendor)
        when = f"WHEN ({condition})" if condition else ""
        if vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {guard.event} ON {guard.table} FOR EACH ROW {when} "
                f"BEGIN SELECT RAISE(ABORT, '{guard.message}'); END"
            )
        else:
            schema_editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{guard.message}' "
                f"USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
            each = "STATEMENT" if guard.event == "TRUNCATE" else "ROW"
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {guard.event} ON {guard.table} "
                f"FOR EACH {each} {when} EXECUTE FUNCTION {name}()"
            )
    searchindex.restore(schema_editor)


def _columns(connection: Any, table: str) -> set[str]:
    """The columns of a table; none when it is not there."""
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return set()
        return {column.name for column in connection.introspection.get_table_description(cursor, table)}


def remove(schema_editor: Any) -> None:
    """Drop every trigger (a test's flush needs it; nothing else does)."""
    vendor = schema_editor.connection.vendor
    for name in GUARDS:
        if vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE")


def install_forwards(apps: Any, schema_editor: Any) -> None:
    """For ``migrations.RunPython``."""
    install(schema_editor)


def remove_backwards(apps: Any, schema_editor: Any) -> None:
    """For ``migrations.RunPython``."""
    remove(schema_editor)
