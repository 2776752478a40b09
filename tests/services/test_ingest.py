"""An article comes in: stored once, exactly as sent, with its pre-tagging queued on commit."""

from __future__ import annotations

import hashlib

import pytest

from annotations.models import Actor, Article, AuditEntry, Job, Membership
from annotations.services.access import desk_for
from annotations.services.errors import Forbidden, Invalid, Missing
from annotations.services.ingest import TEXT_LIMIT, TITLE_LIMIT, ingest_article
from annotations.vocabulary import JobState, Role
from tests.factories import DeskFactory, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_an_article_is_stored_with_its_first_version_and_one_audit_row(editor, desk) -> None:
    article, created = ingest_article(
        actor=editor, desk=desk, title="港口", text="港口开工。", byline="本报记者"
    )

    version = article.versions.get()
    sha256 = hashlib.sha256("港口开工。".encode()).hexdigest()
    assert created
    assert (article.title, article.byline, article.created_by, article.version) == (
        "港口",
        "本报记者",
        editor.user,
        1,
    )
    assert (version.number, version.text, version.sha256, article.text_sha256) == (
        1,
        "港口开工。",
        sha256,
        sha256,
    )
    assert [(row.action, row.actor, row.version) for row in AuditEntry.objects.about(article)] == [
        ("create", str(editor.user.pk), 1)
    ]


def test_the_same_text_in_the_same_desk_is_stored_once(editor, desk) -> None:
    first, _ = ingest_article(actor=editor, desk=desk, title="甲", text="同一篇稿件。")

    again, created = ingest_article(actor=editor, desk=desk, title="乙", text="同一篇稿件。")

    assert (again.pk, again.title, created) == (first.pk, "甲", False)
    assert AuditEntry.objects.about(first).count() == 1
    assert Job.objects.count() == 1


def test_another_desk_stores_the_same_text_for_itself(editor, stranger, desk) -> None:
    mine = an_article(editor, text="同一篇稿件。")

    theirs = an_article(stranger, text="同一篇稿件。")

    assert mine.pk != theirs.pk


def test_an_external_id_names_one_article_of_the_desk(editor, desk) -> None:
    first = an_article(editor, text="初稿。", external_id="cms-1")

    again = an_article(editor, text="改过的初稿。", external_id="cms-1")
    other = an_article(editor, text="别的稿件。", external_id="cms-2")

    assert (again.pk, again.text) == (first.pk, "初稿。")
    assert other.pk != first.pk


def test_line_ends_become_one_kind_and_the_original_bytes_are_kept(editor) -> None:
    article = an_article(editor, text="第一行\r\n第二行\r第三行 \n")

    version = article.versions.get()
    assert version.text == "第一行\n第二行\n第三行 \n"
    assert bytes(version.original) == "第一行\r\n第二行\r第三行 \n".encode()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "required"),
        (" \n\t　", "required"),
        ("有\x00空字符", "invalid"),
        ("半个\ud83d表情", "invalid"),
        ("字" * (TEXT_LIMIT + 1), "too_long"),
    ],
    ids=["empty", "blank", "nul", "lone surrogate", "too long"],
)
def test_an_unusable_text_is_refused_and_nothing_is_stored(editor, desk, text, code) -> None:
    with pytest.raises(Invalid) as refused:
        ingest_article(actor=editor, desk=desk, title="样稿", text=text)

    assert [(error["pointer"], error["code"]) for error in refused.value.errors] == [("/text", code)]
    assert Article.objects.count() == 0


def test_a_text_of_exactly_the_limit_is_taken(editor) -> None:
    assert len(an_article(editor, text="字" * TEXT_LIMIT).text) == TEXT_LIMIT


@pytest.mark.parametrize(
    ("title", "taken"),
    [("", False), ("　 ", False), ("题" * TITLE_LIMIT, True), ("题" * (TITLE_LIMIT + 1), False)],
)
def test_a_title_has_one_to_three_hundred_characters(editor, title, taken) -> None:
    if taken:
        assert an_article(editor, title=title).title == title
    else:
        with pytest.raises(Invalid):
            an_article(editor, title=title)


def test_a_reporter_may_upload_and_an_administrator_may_not(reporter, admin, desk) -> None:
    article, created = ingest_article(actor=reporter, desk=desk, title="样稿", text="记者来稿。")

    assert created
    with pytest.raises(Forbidden):
        ingest_article(actor=admin, desk=desk, title="样稿", text="管理员来稿。")
    assert list(Article.objects.all()) == [article]


def test_a_foreign_desk_is_told_like_a_missing_one(editor) -> None:
    with pytest.raises(Missing):
        ingest_article(actor=editor, desk=DeskFactory.create(), title="样稿", text="正文。")


def test_pretagging_is_queued_with_the_article_and_hinted_only_on_commit(
    editor, desk, hints, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks() as waiting:
        article, _ = ingest_article(actor=editor, desk=desk, title="样稿", text="正文。")
        hinted_before_commit = hints.hinted()
    for callback in waiting:
        callback()

    job = Job.objects.get(article=article)
    assert (job.kind, job.state, job.text_version) == ("pretag", JobState.QUEUED, 1)
    assert hinted_before_commit == []
    assert hints.hinted() == [str(job.pk)]


def test_without_pretagging_no_job_is_queued(editor, desk) -> None:
    ingest_article(actor=editor, desk=desk, title="样稿", text="正文。", pretag=False)

    assert Job.objects.count() == 0


def test_whoever_works_at_two_desks_is_asked_which_one_is_meant(desk, editor, reporter) -> None:
    other = DeskFactory.create()
    Membership.objects.create(user=editor.user, desk=other, role=Role.EDITOR)
    both = Actor(editor.user)

    with pytest.raises(Invalid, match=other.name) as refused:
        desk_for(both, None, "annotate")
    assert refused.value.errors[0]["pointer"] == "/desk"
    with pytest.raises(Forbidden):
        desk_for(reporter, None, "annotate")

    assert (desk_for(both, other.pk, "annotate"), desk_for(editor, desk.pk, "annotate")) == (other, desk)


def test_the_desks_rules_by_section_and_source_decide_how_much_is_checked(editor, desk) -> None:
    desk.check_levels = [{"section": "", "source": "新华社", "level": "wire"}]
    desk.save()

    wire = an_article(editor, text="甲地开工。", source="新华社北京3月7日电")
    own = an_article(editor, text="乙地开工。", source="本报讯")

    assert (wire.check_level, own.check_level) == ("wire", "full")
