"""Versions over the API: list, a new one with its report, the difference of two."""

import pytest
from django.utils import timezone

from annotations.models import Article, Correction, Version
from annotations.services.versions import add_version
from annotations.vocabulary import ArticleStatus, Role
from tests.api.conftest import machine_of
from tests.factories import a_claim, an_approved_claim, an_article, member

pytestmark = pytest.mark.django_db

COPY = "全年共签约项目169个，到位资金117.77亿元。\n新增就业2100人。"
NEW = COPY.replace("169个", "196个").replace("新增就业2100人。", "")


@pytest.fixture
def article(editor):
    return an_article(editor, text=COPY)


def etag(article):
    return f'"{article.pk}-{article.version}"'


def test_a_new_version_answers_with_what_became_of_the_claims(desk, editor, article):
    reviewer = member(desk, Role.REVIEWER)
    changed = an_approved_claim(editor, reviewer, article, quote="169个")
    kept = an_approved_claim(editor, reviewer, article, quote="117.77亿元")
    lost = a_claim(editor, article, quote="2100人")

    answer = machine_of(editor).post(
        f"articles/{article.pk}/versions/", {"text": NEW, "note": "核改"}, etag=etag(article)
    )

    body = answer.json()
    article.refresh_from_db()
    assert (answer.status_code, answer.headers["ETag"]) == (201, etag(article))
    assert (body["version"]["number"], body["version"]["note"], body["created"]) == (2, "核改", True)
    assert {name: n for name, n in body["counts"].items() if n} == {
        "kept": 1,
        "figure_changed": 1,
        "orphaned": 1,
    }
    (row,) = body["report"]["figure_changed"]
    changed.refresh_from_db()
    assert row == {
        "claim": str(changed.pk),
        "outcome": "figure_changed",
        "before": "169个",
        "after": "196个",
        "start": changed.start,
        "end": changed.end,
        "status": "in_progress",
        "version": changed.version,
    }
    assert [one["claim"] for one in body["report"]["kept"]] == [str(kept.pk)]
    (gone,) = body["report"]["orphaned"]
    assert (gone["claim"], gone["after"], gone["start"], gone["end"]) == (str(lost.pk), None, None, None)


def test_the_history_and_the_version_of_a_claim_grow_together(editor, article):
    claim = a_claim(editor, article, quote="117.77亿元")
    machine = machine_of(editor)

    machine.post(f"articles/{article.pk}/versions/", {"text": NEW})

    history = machine.get(f"claims/{claim.pk}/history/").json()
    shown = machine.get(f"claims/{claim.pk}/").json()
    assert (shown["version"], shown["article_version"], len(history)) == (2, 2, 2)
    assert (history[-1]["action"], history[-1]["diff"]["article_version"]) == ("reanchor", [1, 2])


def test_the_current_text_again_answers_with_the_current_version(editor, article):
    answer = machine_of(editor).post(f"articles/{article.pk}/versions/", {"text": COPY})

    assert (answer.status_code, answer.json()["version"]["number"], answer.json()["created"]) == (
        200,
        1,
        False,
    )
    assert Version.objects.count() == 1


def test_one_key_stores_one_version(editor, article):
    machine, path = machine_of(editor), f"articles/{article.pk}/versions/"

    first = machine.post(path, {"text": NEW}, key="v2")
    again = machine.post(path, {"text": NEW}, key="v2")

    assert (first.status_code, again.status_code, first.json()) == (201, 201, again.json())


@pytest.mark.parametrize(
    ("body", "status"),
    [({}, 400), ({"text": ""}, 400), ({"text": 1}, 400), ({"text": "新", "more": 1}, 400)],
)
def test_a_body_that_will_not_do_is_refused(editor, article, body, status):
    assert machine_of(editor).post(f"articles/{article.pk}/versions/", body).status_code == status


def test_who_saw_an_older_article_is_told_with_the_current_one(editor, article):
    stale = etag(article)
    add_version(actor=editor, article=article, text=COPY + "完")

    answer = machine_of(editor).post(f"articles/{article.pk}/versions/", {"text": NEW}, etag=stale)

    assert (answer.status_code, answer.json()["current"]["text_version"]) == (412, 2)


def test_the_text_of_another_article_is_refused(editor, article):
    an_article(editor, text=NEW)

    answer = machine_of(editor).post(f"articles/{article.pk}/versions/", {"text": NEW})

    assert (answer.status_code, answer.json()["type"]) == (409, "urn:hezhen:problem:same_text")


def test_versions_are_listed_without_their_texts_at_the_same_cost(
    editor, article, django_assert_max_num_queries
):
    machine, path = machine_of(editor), f"articles/{article.pk}/versions/"
    machine.get(path)  # the key notes its first use
    with django_assert_max_num_queries(30) as one:
        rows = machine.get(path).json()["results"]
    assert ([row["number"] for row in rows], "text" in rows[0]) == ([1], False)
    for n in range(2):
        add_version(actor=editor, article=article, text=COPY + "完" * (n + 1))

    with django_assert_max_num_queries(30) as three:
        rows = machine.get(path).json()["results"]

    assert ([row["number"] for row in rows], len(three)) == ([1, 2, 3], len(one))


def test_the_difference_is_told_in_runs(editor, article):
    add_version(actor=editor, article=article, text=COPY.replace("169个", "196个"))

    body = machine_of(editor).get(f"articles/{article.pk}/versions/2/diff/").json()

    assert (body["before"], body["after"]) == (1, 2)
    assert [(run["kind"], run["text"]) for run in body["runs"]][:3] == [
        ("equal", "全年共签约项目"),
        ("delete", "169"),
        ("insert", "196"),
    ]


def test_the_first_version_has_none_before_it_and_one_that_is_not_there_is_missing(editor, article):
    machine = machine_of(editor)

    first = machine.get(f"articles/{article.pk}/versions/1/diff/").json()

    assert (first["before"], [run["kind"] for run in first["runs"]]) == (None, ["insert"])
    assert machine.get(f"articles/{article.pk}/versions/2/diff/").status_code == 404


def test_a_published_text_takes_a_new_one_only_with_its_decided_correction(desk, editor, article):
    chief, now = member(desk, Role.CHIEF), timezone.now()
    Article.objects.filter(pk=article.pk).update(status=ArticleStatus.PUBLISHED)
    people = {"reported_by": chief.user, "reported_at": now, "decided_by": chief.user, "decided_at": now}
    given = {"problem": "项目数有误", "demanded_at": now, "state": "decided", "decision": "correct", **people}
    correction = Correction.objects.create(desk=desk, article=article, **given)
    foreign = Correction.objects.create(desk=desk, article=an_article(editor, text="另一篇"), **given)
    machine, path = machine_of(editor), f"articles/{article.pk}/versions/"

    without = machine.post(path, {"text": NEW})
    another = machine.post(path, {"text": NEW, "correction": str(foreign.pk)})
    answer = machine.post(path, {"text": NEW, "correction": str(correction.pk)})

    assert (without.status_code, without.json()["type"]) == (409, "urn:hezhen:problem:needs_correction")
    assert (another.status_code, another.json()["errors"][0]["pointer"]) == (400, "/correction")
    article.refresh_from_db()
    assert (answer.status_code, article.status) == (201, ArticleStatus.CORRECTED)
