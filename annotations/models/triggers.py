"""What must never change is guarded by the database itself, on SQLite and PostgreSQL alike.

SQLite drops a table's triggers silently when a migration rebuilds the table: every migration that
touches a guarded table calls ``install`` last, and a test lists the triggers after ``migrate``.
"""

from __future__ import annotations

from typing import Any

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

DIFFERS = {"sqlite": "OLD.{0} IS NOT NEW.{0}", "postgresql": "OLD.{0}::text IS DISTINCT FROM NEW.{0}::text"}


def guards(vendor: str) -> dict[str, tuple[str, str, str, str]]:
    """Trigger name → (table, event, condition, message)."""
    changed = [DIFFERS[vendor].format(name) for name in FROZEN_FACT]
    again = [f"(OLD.{name} IS NOT NULL AND {DIFFERS[vendor].format(name)})" for name in SET_ONCE]
    text = " OR ".join(
        DIFFERS[vendor].format(n) for n in ("article_id", "number", "text", "sha256", "original")
    )
    shot = " OR ".join(
        DIFFERS[vendor].format(n) for n in ("source_id", "number", "text", "sha256", "original")
    )
    return {
        "audit_no_update": ("annotations_auditentry", "UPDATE", "", "the audit log is append-only"),
        "audit_no_delete": ("annotations_auditentry", "DELETE", "", "the audit log is append-only"),
        "fact_frozen": (
            "annotations_verifiedfact",
            "UPDATE",
            " OR ".join(changed + again),
            "a fact is frozen",
        ),
        "fact_no_delete": ("annotations_verifiedfact", "DELETE", "", "a fact is never deleted"),
        "version_no_delete": ("annotations_version", "DELETE", "", "an article version is never deleted"),
        "snapshot_no_delete": ("annotations_snapshot", "DELETE", "", "a snapshot is never deleted"),
        "version_frozen": ("annotations_version", "UPDATE", text, "an article version is frozen"),
        "snapshot_frozen": ("annotations_snapshot", "UPDATE", shot, "a snapshot is frozen"),
    }


def install(schema_editor: Any) -> None:
    """(Re)create every trigger. Safe to run again."""
    vendor = schema_editor.connection.vendor
    remove(schema_editor)
    for name, (table, event, condition, message) in guards(vendor).items():
        when = f"WHEN ({condition})" if condition else ""
        if vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {when} "
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )
        else:
            schema_editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{message}' "
                f"USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                f"FOR EACH ROW {when} EXECUTE FUNCTION {name}()"
            )


def remove(schema_editor: Any) -> None:
    """Drop every trigger (a test's flush needs it; nothing else does)."""
    vendor = schema_editor.connection.vendor
    for name, (table, *_) in guards(vendor).items():
        if vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()")


def install_forwards(apps: Any, schema_editor: Any) -> None:
    """For ``migrations.RunPython``."""
    install(schema_editor)


def remove_backwards(apps: Any, schema_editor: Any) -> None:
    """For ``migrations.RunPython``."""
    remove(schema_editor)
