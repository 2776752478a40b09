"""verify_audit finds one byte changed by SQL in any column, and nothing where nothing was changed."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from annotations.models import AuditEntry, AuditHead, Publication
from annotations.services.audit import Change, record
from annotations.services.verifying import verify_desk
from annotations.vocabulary import Action
from tests.factories import a_claim, an_approved_claim, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def unguarded(db: None) -> None:
    """Whoever can write SQL can drop a trigger. The end of the test's transaction brings it back."""
    for name in ("audit_no_update", "audit_no_delete"):
        on = "" if connection.vendor == "sqlite" else " ON {log}"
        sql("DROP TRIGGER {name}" + on, name=name)


def sql(statement: str, *values: object, **names: str) -> None:
    """Run SQL on the log; ``names`` fill the blanks of the statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement.format(log="annotations_auditentry", **names), values)


def found_at(desk) -> list[tuple[int, str]]:
    return [tuple(fault) for fault in verify_desk(desk).faults]


def test_an_untouched_log_is_sound(desk, editor, reviewer, stranger):
    an_approved_claim(editor, reviewer)

    found = verify_desk(desk)

    head = AuditHead.objects.get(desk=desk)
    assert (found.faults, found.rows, found.hash) == ([], head.seq, head.hash)
    assert verify_desk(stranger.user.desks.get()).faults == []


CHANGES = {
    "at": ("CAST('2026-01-02 03:04:05.000006' AS timestamp)", "'2026-01-02 03:04:05.000006'"),
    "actor": ("'x' || substr(actor, 2)",) * 2,
    "role": ("'x' || substr(role, 2)",) * 2,
    "object_type": ("'x' || substr(object_type, 2)",) * 2,
    "object_id": (
        "CAST(translate(substr(object_id::text, 1, 1), '0123456789abcdef', '123456789abcdef0')"
        " || substr(object_id::text, 2) AS uuid)",
        "CASE WHEN object_id LIKE 'a%%' THEN 'b' ELSE 'a' END || substr(object_id, 2)",
    ),
    "action": ("'x' || substr(action, 2)",) * 2,
    "source_state": ("'x'",) * 2,
    "target_state": ("'x' || substr(target_state, 2)",) * 2,
    "diff": ("replace(diff::text, '117.77', '117.78')::jsonb", "replace(diff, '117.77', '117.78')"),
    "reason": ("'x'",) * 2,
    "request_id": ("'x'",) * 2,
    "version": ("version + 1",) * 2,
    "prev_hash": ("'x' || substr(prev_hash, 2)",) * 2,
    "hash": ("'x' || substr(hash, 2)",) * 2,
}
"""Column → the one changed byte, for PostgreSQL and for SQLite."""


@pytest.mark.parametrize("column", CHANGES)
def test_one_changed_byte_is_found_in_the_row_where_it_is(desk, editor, unguarded, column):
    claim = a_claim(editor)
    a_claim(editor, claim.article, quote="169个")
    row = AuditEntry.objects.about(claim).get()
    changed = CHANGES[column][connection.vendor == "sqlite"]

    sql("UPDATE {log} SET {column} = {changed} WHERE id = %s", row.pk, column=column, changed=changed)

    told = column if column in ("prev_hash", "hash") else "row"
    assert AuditEntry.objects.filter(pk=row.pk).count() == 1
    assert found_at(desk) == [(row.seq, told)]


def test_what_cannot_be_read_any_more_is_named_and_not_a_crash(desk, editor, unguarded):
    row = AuditEntry.objects.about(a_claim(editor)).get()
    if connection.vendor == "postgresql":
        sql("""UPDATE {log} SET diff = '"x"' WHERE id = %s""", row.pk)
    else:
        for change in ("diff = '1'", "at = 'gestern'", "object_id = 'x'"):
            sql("UPDATE {log} SET {change} WHERE id = %s", row.pk, change=change)

    assert found_at(desk) == [(row.seq, "row")]


def test_a_moved_sequence_is_found(desk, editor, unguarded):
    article = an_article(editor)
    row = AuditEntry.objects.about(a_claim(editor, article)).get()

    sql("UPDATE {log} SET seq = seq + 5 WHERE id = %s", row.pk)

    # Behind the head, as far as the head knows.
    assert found_at(desk) == [(row.seq - 1, "head"), (row.seq + 5, "head")]


def test_rows_deleted_in_the_middle_and_at_the_end_are_missed(desk, editor, unguarded):
    article = an_article(editor)
    for quote in ("169个", "2023年", "到位资金117.77亿元"):
        a_claim(editor, article, quote=quote)
    first, *_, middle, last = AuditEntry.objects.filter(desk=desk).order_by("seq")

    sql("DELETE FROM {log} WHERE id = %s", last.pk)
    assert found_at(desk) == [(middle.seq, "head")]

    sql("DELETE FROM {log} WHERE id = %s", first.pk)
    assert found_at(desk) == [(2, "seq"), (2, "prev_hash"), (middle.seq, "head")]


def test_all_rows_deleted_or_the_head_deleted_is_found(desk, editor, unguarded):
    an_article(editor)
    sql("DELETE FROM annotations_audithead")
    assert found_at(desk) == [(1, "head")]

    AuditHead.objects.create(desk=desk, seq=1, hash=AuditEntry.objects.get().hash)
    assert found_at(desk) == []

    sql("DELETE FROM {log}")
    assert found_at(desk) == [(0, "head")]


def test_a_head_turned_back_with_the_rows_is_found_by_a_signed_sheet(
    desk, editor, reviewer, chief, unguarded
):
    claim = an_approved_claim(editor, reviewer)
    head = AuditHead.objects.get(desk=desk)
    Publication.objects.create(
        article=claim.article,
        text_version=1,
        signed_by=chief.user,
        signed_at=timezone.now(),
        audit_hash=head.hash,
    )
    assert found_at(desk) == []

    before = AuditEntry.objects.get(desk=desk, seq=head.seq - 1)
    sql("DELETE FROM {log} WHERE seq = %s", head.seq)
    AuditHead.objects.filter(desk=desk).update(seq=before.seq, hash=before.hash)

    assert found_at(desk) == [(0, "signature")]


def test_the_head_alone_changed_is_found(desk, editor):
    an_article(editor)

    AuditHead.objects.filter(desk=desk).update(hash="0" * 64)

    assert found_at(desk) == [(1, "head")]


def run(*words: str) -> tuple[int, str]:
    """What the command prints, and its exit code."""
    out = io.StringIO()
    try:
        call_command("verify_audit", *words, stdout=out, stderr=io.StringIO())
    except SystemExit as ended:
        return int(str(ended.code)), out.getvalue()
    return 0, out.getvalue()


def test_the_command_tells_every_desk_and_ends_with_one_when_a_row_is_broken(
    desk, editor, stranger, unguarded
):
    claim = a_claim(editor)
    an_article(stranger)
    other = stranger.user.desks.get().name
    code, told = run()
    assert (code, told.count("无误")) == (0, 2)

    sql("UPDATE {log} SET reason = 'x' WHERE object_id = %s", _stored(claim.pk))

    code, told = run()
    assert code == 1
    assert f"{desk.name}：不符。2 条" in told
    assert "第 2 条的内容与它的哈希不符：这一行被改过。" in told
    assert f"{other}：无误。1 条" in told
    assert run("--desk", other)[0] == 0


def _stored(pk) -> str:
    return pk.hex if connection.vendor == "sqlite" else str(pk)


def test_an_unknown_desk_is_said_to_be_unknown():
    with pytest.raises(CommandError, match="没有“编外”这个部门"):
        call_command("verify_audit", "--desk", "编外")


def test_floats_and_great_numbers_are_hashed_as_they_were_written(desk, editor, admin):
    """PostgreSQL keeps JSON numbers as numerics: 1e16 comes back as a whole number."""
    for value in (1e16, 1e300, 1e-7, 0.1, 1.0, 2**70, -0.0, [1, {"b": 1, "a": "\x7f\u2028"}]):
        record(editor, desk.pk, desk, Change(Action.EDIT, None, None, {"n": [None, value]}))

    assert found_at(desk) == []
