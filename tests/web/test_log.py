"""记录: who reads which rows, what may be asked, how they are told, and what nobody is told."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.models import AuditEntry, Desk, Source
from annotations.services.annotate import delete_claim, edit_claim
from annotations.services.audit import Change, record
from annotations.services.decisions import dismiss_suggestion
from annotations.services.evidence import edit_evidence
from annotations.services.publish import publish_article
from annotations.services.review import take_step
from annotations.services.sources import edit_source
from annotations.vocabulary import Action, Role, Status
from tests.factories import (
    DeskFactory,
    a_claim,
    a_link,
    a_source,
    a_suggestion,
    an_approved_claim,
    an_article,
)

pytestmark = pytest.mark.django_db


def seqs(browser: Any, path: str = "/log/") -> list[int]:
    return [row.entry.seq for row in browser.get(path).context["rows"]]


def words(browser: Any, path: str = "/log/") -> str:
    return browser.get(path).content.decode()


def exported(browser: Any, query: str = "") -> list[dict[str, str]]:
    answer = browser.get(f"/log/export/{query}")
    body = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body)))


def test_the_newest_comes_first_in_words_with_a_way_there(browse: Any):
    editor = browse()
    claim = a_claim(editor.actor)
    edit_claim(actor=editor.actor, claim=claim, seen=None, changes={"verdict": "verified"})

    rows = editor.get("/log/").context["rows"]
    page = words(editor)

    assert [row.entry.action for row in rows] == ["edit", "transition", "create", "create"]
    assert (rows[0].thing.kind, rows[0].thing.name) == ("核查点", claim.quote)
    assert f'href="/articles/{claim.article_id}/?at={claim.pk}"' in page
    assert "属实" in page


def test_a_reporter_reads_their_own_rows_an_editor_the_desk_s_and_an_admin_all(browse: Any, desk: Desk):
    reporter, editor, admin = browse(Role.REPORTER), browse(), browse(Role.ADMIN)
    stranger = browse(Role.EDITOR, DeskFactory.create())
    an_article(reporter.actor, text="甲")
    an_article(editor.actor, text="乙")
    an_article(stranger.actor, text="丙")

    told = [len(seqs(one)) for one in (reporter, editor, stranger, admin)]

    assert told == [1, 2, 1, 3]
    assert [len(exported(one)) for one in (reporter, editor, stranger, admin)] == told


def test_another_desk_s_log_cannot_be_asked_for(browse: Any):
    editor, stranger = browse(), browse(Role.EDITOR, DeskFactory.create())
    article = an_article(editor.actor)

    assert stranger.get(f"/articles/{article.pk}/log/").status_code == 404
    assert stranger.get(f"/log/?article={article.pk}").status_code == 400
    assert stranger.get(f"/log/?desk={article.desk_id}").status_code == 400
    assert editor.get(f"/articles/{article.pk}/log/").status_code == 200


def test_each_filter_narrows(browse: Any):
    editor, colleague = browse(), browse()
    article = an_article(editor.actor)
    claim = a_claim(editor.actor, article)
    a_source(colleague.actor)
    dismiss_suggestion(
        actor=colleague.actor, suggestion=a_suggestion(article, quote="169个"), reason="slogan"
    )
    today = timezone.localdate()

    assert seqs(editor) == [4, 3, 2, 1]
    for query, expected in [
        (f"person={colleague.actor.user.pk}", [4, 3]),
        ("person=system", []),
        ("kind=claim", [2]),
        ("action=create", [3, 2, 1]),
        ("reason=slog", [4]),
        (f"since={today}", [4, 3, 2, 1]),
        (f"until={today}", [4, 3, 2, 1]),
        (f"since={today + timedelta(days=1)}", []),
        (f"until={today - timedelta(days=1)}", []),
        (f"article={article.pk}", [4, 2, 1]),
        (f"article={article.pk}&kind=claim&person={editor.actor.user.pk}", [2]),
    ]:
        assert seqs(editor, f"/log/?{query}") == expected, query
        assert [int(row["序号"]) for row in exported(editor, f"?{query}")] == expected, query
    assert claim.version == 1


@pytest.mark.parametrize(
    "query", ["since=gestern", "kind=x", "since=2026-02-02&until=2026-01-01", "person=0"]
)
def test_a_filter_that_cannot_be_is_said_to_be_wrong_and_shows_nothing(browse: Any, query: str):
    editor = browse()
    an_article(editor.actor)

    answer = editor.get(f"/log/?{query}")

    assert (answer.status_code, answer.context["rows"]) == (400, [])
    assert 'class="fault"' in answer.content.decode()
    assert editor.get(f"/log/export/?{query}").status_code == 400


def test_an_article_s_log_holds_what_belongs_to_it_and_what_was_deleted_from_it(browse: Any):
    editor, reviewer, chief = browse(), browse(Role.REVIEWER), browse(Role.CHIEF)
    article, other = an_article(editor.actor), an_article(editor.actor, text="另一篇169个")
    a_claim(editor.actor, other, quote="169个")
    an_approved_claim(editor.actor, reviewer.actor, article)
    gone = a_claim(editor.actor, article, quote="169个")
    delete_claim(actor=editor.actor, claim=gone, seen=None)
    publish_article(actor=chief.actor, article=article, seen=None)
    theirs = {row.seq for row in AuditEntry.objects.filter(object_id=other.pk)}
    theirs |= {row.seq for row in AuditEntry.objects.filter(object_id__in=other.claims.values("pk"))}

    told = editor.get(f"/articles/{article.pk}/log/").context["rows"]

    assert not theirs & {row.entry.seq for row in told}
    assert {"稿件", "核查点"} <= {row.thing.kind for row in told}
    deleted = [row for row in told if row.entry.action == "delete"]
    assert [(row.thing.name, row.thing.url) for row in deleted] == [("169个", "")]


def test_pages_follow_each_other_without_a_gap(browse: Any):
    editor = browse()
    article = an_article(editor.actor)
    claim = a_claim(editor.actor, article)
    for n in range(40):
        claim = edit_claim(actor=editor.actor, claim=claim, seen=None, changes={"note": f"{n}"})

    first = editor.get("/log/?kind=claim")
    second = editor.get("/log/", {"kind": "claim", "after": first.context["page"].following})

    numbers = [row.entry.seq for row in [*first.context["rows"], *second.context["rows"]]]
    assert numbers == list(range(42, 1, -1))
    assert second.context["page"].following == ""


def test_words_of_a_protected_source_are_told_to_nobody_else(browse: Any):
    keeper, colleague, admin = browse(), browse(), browse(Role.ADMIN)
    source = a_source(keeper.actor, title="线人甲的信")
    link = a_link(keeper.actor, a_claim(keeper.actor), source)
    edit_evidence(actor=keeper.actor, link=link, seen=1, changes={"note": "在茶馆"})
    for browser in (keeper, colleague, admin):
        assert "线人甲" in words(browser)
        assert "茶馆" in words(browser)

    edit_source(actor=keeper.actor, source=source, seen=None, changes={"confidentiality": "protected"})

    assert "线人甲" in words(keeper)
    assert "茶馆" in words(keeper)
    for browser in (colleague, admin):
        page, table = words(browser), str(exported(browser))
        panel = browser.part(f"/claims/{link.claim_id}/").content.decode()
        assert f"/sources/{source.pk}/" not in page
        assert [word for word in ("线人甲", "茶馆") if word in page + table + panel] == []


def test_whatever_a_row_holds_is_told_and_never_a_crash(browse: Any, desk: Desk):
    editor = browse()
    thing = an_article(editor.actor)
    odd = {
        "brand_new": [None, {"a": [1, None, {"b": True}]}],
        "plain": "just text",
        "three": [1, 2, 3],
        "empty": [],
        "evidence": [None, None],
        "mentions": "x",
        "verdict": [None, "no_such_verdict"],
        "assignee": [None, "00000000-0000-4000-8000-000000000000"],
        "critical": [False, True],
    }
    for action in (Action.EDIT, Action.EVIDENCE):
        record(editor.actor, desk.pk, thing, Change(action, "no_state", "x", odd))
    AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                desk=desk, seq=99, at=timezone.now(), actor="not-a-uuid", role="ghost",
                object_type="spaceship", object_id=thing.pk, action="teleport", diff={"warp": [1, 9]},
                version=1, hash="x",
            )
        ]
    )  # fmt: skip

    page, table = words(editor), exported(editor)

    for told in (
        "brand_new",
        "just text",
        "no_such_verdict",
        "已删除的人员",
        "spaceship",
        "teleport",
        "warp",
    ):
        assert told in page
        assert told in str(table)


def test_the_csv_opens_in_excel_and_runs_no_formula(browse: Any):
    editor = browse()
    claim = a_claim(editor.actor, note="=1+1")
    edit_claim(actor=editor.actor, claim=claim, seen=None, changes={"verdict": "verified"})
    take_step(actor=editor.actor, claim=claim, to=Status.NEEDS_INFO, seen=None, comment="=cmd|' /C calc'!A0")

    answer = editor.get("/log/export/")
    body = b"".join(answer.streaming_content)

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    assert rows[0]["理由"] == "'=cmd|' /C calc'!A0"
    assert [row["序号"] for row in rows] == ["5", "4", "3", "2", "1"]
    assert rows[0]["哈希"] == AuditEntry.objects.get(seq=5).hash


def test_the_log_asks_as_often_for_three_of_a_kind_as_for_one(browse: Any):
    editor = browse()
    article = an_article(editor.actor)
    asked = []
    for n in range(3):
        source = a_source(editor.actor, title=f"公报{n}")
        claim = a_claim(editor.actor, article, quote=("169个", "2023年", "到位资金117.77亿元")[n])
        a_link(editor.actor, claim, source)
        waiting = a_suggestion(article, quote=("全市", "项目", "港口")[n])
        dismiss_suggestion(actor=editor.actor, suggestion=waiting, reason="slogan")
        editor.get("/log/")
        with CaptureQueriesContext(connection) as queries:
            editor.get(f"/articles/{article.pk}/log/")
        asked.append(len(queries))

    assert len(set(asked)) == 1
    assert Source.objects.count() == 3
