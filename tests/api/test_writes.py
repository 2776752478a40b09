"""Writes: ETag and If-Match, Idempotency-Key, and the history that grows with them."""

from __future__ import annotations

from datetime import datetime

import pytest

from annotations.models import Article, AuditEntry, Claim, EvidenceLink, Job, Membership, Source
from annotations.services.keys import create_key
from annotations.services.publish import publish_article
from annotations.vocabulary import SYSTEM, Role
from tests.api.conftest import API, Machine, machine_of
from tests.factories import (
    BULLETIN,
    QUOTE,
    TEXT,
    a_claim,
    a_link,
    a_source,
    a_suggestion,
    an_approved_claim,
    an_article,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def etag_of(row) -> str:
    row.refresh_from_db()
    return f'"{row.pk}-{row.version}"'


def test_every_representation_of_a_versioned_row_carries_its_etag(editor, machine) -> None:
    claim = a_claim(editor)
    source = a_source(editor)
    link = a_link(editor, claim, source)

    for name, row in (
        ("articles", claim.article),
        ("claims", claim),
        ("sources", source),
        ("evidence", link),
    ):
        answer = machine.get(f"{name}/{row.pk}/")
        assert (answer.status_code, answer["ETag"], answer.json()["version"]) == (
            200,
            etag_of(row),
            row.version,
        )


def test_a_created_row_comes_with_its_etag_and_the_next_write_works_with_it(machine) -> None:
    article = machine.post("articles/", {"title": "样稿", "text": TEXT, "pretag": False})
    start = TEXT.index(QUOTE)
    claim = machine.post(
        f"articles/{article.json()['id']}/claims/",
        {"start": start, "end": start + len(QUOTE), "quote": QUOTE, "types": ["money"]},
    )
    source = machine.post("sources/", {"title": "公报", "source_type": "statistics", "text": BULLETIN})
    passage = BULLETIN.index("117.77亿元")
    body = {
        "source": source.json()["id"],
        "stance": "supports",
        "tier": "primary",
        "start": passage,
        "end": passage + 8,
        "quote": "117.77亿元",
    }
    link = machine.post(f"claims/{claim.json()['id']}/evidence/", body, etag=claim["ETag"])

    assert [answer.status_code for answer in (article, claim, source, link)] == [201] * 4
    assert article["Location"] == f"{API}articles/{article.json()['id']}/"
    assert link.json()["claim_version"] == 3
    for name, made, change in (
        ("articles", article, {"byline": "记者"}),
        ("sources", source, {"issuer": "局"}),
        ("evidence", link, {"note": "二"}),
    ):
        changed = machine.patch(f"{name}/{made.json()['id']}/", change, etag=made["ETag"])
        assert (changed.status_code, changed.json()["version"]) == (200, 2)
        assert machine.patch(f"{name}/{made.json()['id']}/", change, etag=made["ETag"]).status_code == 412


def test_evidence_against_a_claim_that_moved_on_is_stale_when_a_version_is_named(editor, machine) -> None:
    claim, source = a_claim(editor), a_source(editor)
    body = {
        "source": str(source.pk),
        "stance": "supports",
        "tier": "primary",
        "start": 0,
        "end": 4,
        "quote": "年末统计",
    }
    seen = etag_of(claim)
    machine.patch(f"claims/{claim.pk}/", {"note": "新"}, etag=seen)

    late = machine.post(f"claims/{claim.pk}/evidence/", body, etag=seen)
    unnamed = machine.post(f"claims/{claim.pk}/evidence/", body)

    assert (late.status_code, unnamed.status_code, EvidenceLink.objects.count()) == (412, 201, 1)


def test_the_same_text_again_is_answered_with_the_stored_article(machine) -> None:
    body = {"title": "样稿", "text": TEXT}

    first, again = machine.post("articles/", body), machine.post("articles/", body)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert Job.objects.count() == 1


def test_a_repeated_post_gets_the_first_answer_again_etag_included(editor, machine) -> None:
    article = an_article(editor)
    path, body = (
        f"articles/{article.pk}/claims/",
        {"start": 0, "end": 5, "quote": "2023年", "types": ["date"]},
    )
    first = machine.post(path, body, key="k-1")
    machine.patch(f"claims/{first.json()['id']}/", {"note": "改"}, etag=first["ETag"])

    again = machine.post(path, body, key="k-1")
    other = machine.post(path, {**body, "note": "别的"}, key="k-1")

    assert (again.status_code, again.content, again["ETag"]) == (201, first.content, first["ETag"])
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    assert Claim.objects.count() == 1


def test_a_repeated_step_is_taken_once_though_its_etag_has_passed(editor, machine) -> None:
    claim = a_claim(editor)
    path, etag = f"claims/{claim.pk}/transitions/", etag_of(claim)

    first = machine.post(path, {"to": "in_progress"}, etag=etag, key="k")
    again = machine.post(path, {"to": "in_progress"}, etag=etag, key="k")

    assert (first.status_code, again.status_code, again.content) == (200, 200, first.content)
    assert again["ETag"] == first["ETag"] == f'"{claim.pk}-2"'
    assert machine.post(path, {"to": "in_progress"}, etag=etag, key="another").status_code == 412


def test_a_refused_write_keeps_no_answer(editor, machine) -> None:
    article = an_article(editor)
    path = f"articles/{article.pk}/claims/"
    refused = machine.post(path, {"start": 0, "end": 5, "quote": "不对", "types": ["date"]}, key="k")

    taken = machine.post(path, {"start": 0, "end": 5, "quote": "2023年", "types": ["date"]}, key="k")

    assert (refused.status_code, taken.status_code) == (400, 201)


def test_a_repeated_article_and_source_are_stored_once(machine) -> None:
    for _ in range(2):
        machine.post("articles/", {"title": "样稿", "text": TEXT}, key="a")
        machine.post("sources/", {"title": "公报", "source_type": "other", "text": BULLETIN}, key="a")

    assert (Article.objects.count(), Source.objects.count()) == (1, 1)


def test_suggestions_are_accepted_singly_or_together_and_set_aside(editor, machine) -> None:
    article = an_article(editor)
    one, two, three = (a_suggestion(article, quote=quote) for quote in (QUOTE, "169个", "2023年"))

    single = machine.post(f"suggestions/{one.pk}/accept/")
    several = machine.post(f"articles/{article.pk}/suggestions/accept/", {"ids": [str(two.pk)]})
    aside = machine.post(f"suggestions/{three.pk}/dismiss/", {"reason": "slogan"})

    assert [answer.status_code for answer in (single, several, aside)] == [201, 201, 200]
    assert single["ETag"] == f'"{single.json()["id"]}-1"'
    assert [claim["quote"] for claim in several.json()] == ["169个"]
    assert machine.post(f"suggestions/{three.pk}/dismiss/", {"reason": "because"}).status_code == 400
    assert machine.post(f"suggestions/{one.pk}/dismiss/", {"reason": "slogan"}).status_code == 409


def test_the_history_is_a_plain_array_that_grows_by_one_with_every_version(
    editor, reviewer, chief, machine
) -> None:
    claim = an_approved_claim(editor, reviewer)
    publish_article(actor=chief, article=claim.article, seen=None)
    claim.refresh_from_db()

    rows = machine.get(f"claims/{claim.pk}/history/").json()

    assert isinstance(rows, list)
    assert [row["version"] for row in rows] == list(range(1, claim.version + 1))
    assert (rows[0]["from"], rows[0]["to"], rows[0]["action"]) == (None, "open", "create")
    assert [row["from"] for row in rows[1:]] == [row["to"] for row in rows[:-1]]
    assert rows[-1]["actor"] == {"id": SYSTEM, "name": "系统"}
    assert rows[0]["actor"] == {"id": str(editor.user.pk), "name": editor.user.name}
    assert all({"seq", "at", "diff", "prev_hash", "hash"} <= row.keys() for row in rows)
    assert {datetime.fromisoformat(row["at"]).utcoffset().total_seconds() for row in rows} == {0}


def test_deleting_a_claim_needs_its_etag_and_leaves_its_rows(editor, machine) -> None:
    claim = a_claim(editor)
    path = f"claims/{claim.pk}/"

    assert machine.delete(path).status_code == 428
    assert machine.delete(path, etag=etag_of(claim)).status_code == 204
    assert machine.get(path).status_code == 404
    assert AuditEntry.objects.about(claim).count() == 2


def test_taking_evidence_away_needs_the_links_etag(editor, machine) -> None:
    link = a_link(editor, a_claim(editor))

    assert machine.delete(f"evidence/{link.pk}/").status_code == 428
    assert machine.delete(f"evidence/{link.pk}/", etag=f'"{link.pk}-9"').status_code == 412
    assert machine.delete(f"evidence/{link.pk}/", etag=etag_of(link)).status_code == 204
    assert EvidenceLink.objects.count() == 0


def test_a_protected_source_is_hidden_from_the_other_editor_and_no_evidence_for_him(
    editor, colleague
) -> None:
    source = a_source(editor, confidentiality="protected", title="内线")
    claim = a_claim(editor)
    link = a_link(editor, claim, source)
    mine, theirs = machine_of(editor), machine_of(colleague)
    body = {
        "source": str(source.pk),
        "stance": "supports",
        "tier": "primary",
        "start": 0,
        "end": 4,
        "quote": "年末统计",
    }

    for path in (f"sources/{source.pk}/", f"evidence/{link.pk}/"):
        assert (mine.get(path).status_code, theirs.get(path).status_code) == (200, 404)
    assert [len(m.get(f"claims/{claim.pk}/evidence/").json()) for m in (mine, theirs)] == [1, 0]
    assert [m.get("sources/").json()["count"] for m in (mine, theirs)] == [1, 0]
    assert [m.post(f"claims/{claim.pk}/evidence/", body).status_code for m in (theirs, mine)] == [400, 201]


def test_publishing_by_the_api_needs_the_articles_etag(editor, reviewer, chief) -> None:
    claim = an_approved_claim(editor, reviewer)
    machine, path = machine_of(chief), f"articles/{claim.article_id}/publications/"

    assert machine.post(path, {"channel": "web"}).status_code == 428
    assert machine.post(path, {"channel": "web"}, etag=etag_of(claim.article)).status_code == 201
    assert machine.get(f"claims/{claim.pk}/").json()["status"] == "published"
    assert [row["channel"] for row in machine.get(path).json()] == ["web"]


def test_an_article_is_given_to_a_colleague_but_not_to_a_stranger(machine, colleague, stranger) -> None:
    body = {"title": "样稿", "text": TEXT}

    refused = machine.post("articles/", {**body, "assignee": str(stranger.user.pk)})
    given = machine.post("articles/", {**body, "assignee": str(colleague.user.pk)})

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, "/assignee")
    assert given.json()["assignee"] == {"id": str(colleague.user.pk), "name": colleague.user.name}


def test_an_article_given_by_patch_takes_its_open_claims_along(editor, reviewer, machine, colleague) -> None:
    claim = a_claim(editor)
    path, seen = f"articles/{claim.article_id}/", etag_of(claim.article)
    chosen = {"assignee": str(colleague.user.pk)}

    refused = machine.patch(path, chosen, etag=seen)
    given = machine_of(reviewer).patch(path, {**chosen, "section": "财经"}, etag=seen)

    claim.refresh_from_db()
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert (given.status_code, given.json()["version"]) == (200, 2)
    assert given.json()["assignee"]["id"] == chosen["assignee"]
    assert (claim.status, claim.assignee, claim.version) == ("in_progress", colleague.user, 2)


def test_one_persons_keys_of_two_desks_are_two_callers(editor, machine, stranger) -> None:
    other = stranger.user.memberships.get().desk
    Membership.objects.create(user=editor.user, desk=other, role=Role.EDITOR)
    there = Machine(create_key(username=editor.user.username, desk_name=other.name, scopes=["write"]))
    body = {"title": "样稿", "text": TEXT}

    first, second = machine.post("articles/", body, key="k-9"), there.post("articles/", body, key="k-9")

    assert (first.status_code, second.status_code) == (201, 201)
    assert [first.json()["desk"]["name"], second.json()["desk"]["name"]] == [
        editor.user.desks.exclude(pk=other.pk).get().name,
        other.name,
    ]


def test_the_order_of_a_bodys_keys_does_not_make_it_another_body(editor, machine) -> None:
    path = f"articles/{an_article(editor).pk}/claims/"
    body = {"start": 0, "end": 5, "quote": "2023年", "types": ["date"]}

    first = machine.post(path, body, key="k-1")
    again = machine.post(path, dict(reversed(body.items())), key="k-1")

    assert (again.status_code, again.content) == (201, first.content)
