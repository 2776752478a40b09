"""签发: the page with what is missing, the chief's notes, the signature, 刊发 and 补核."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.models import ChiefNote, FollowUp, Publication
from annotations.services.review import take_step
from annotations.services.signing import Override, sign_article
from annotations.vocabulary import OverrideCode, Role, Status
from tests.factories import DeskFactory, a_claim, a_suggestion, an_approved_claim, an_article

pytestmark = pytest.mark.django_db

HURRY = Override(OverrideCode.DEADLINE, "22时付印")


def sign(chief: Any, article: Any, **data: Any) -> Any:
    article.refresh_from_db()
    sent = {"seen": article.version, "channel": "web", **data}
    return chief.post(f"/articles/{article.pk}/sign/", sent, follow=True)


def test_everybody_reads_what_is_missing_and_only_the_chief_can_sign(browse: Any):
    editor, chief = browse(), browse(Role.CHIEF)
    article = an_article(editor.actor)
    claim = a_claim(editor.actor, article)

    pages = {
        who: browse(role).get(f"/articles/{article.pk}/sign/").content.decode()
        for who, role in (("reporter", Role.REPORTER), ("editor", Role.EDITOR), ("chief", Role.CHIEF))
    }

    assert all("A 类核查点还没有核定（待核查）" in body for body in pages.values())
    assert all(f"/articles/{article.pk}/?at={claim.pk}" in body for body in pages.values())
    assert {who: "例外签发的原因" in body for who, body in pages.items()} == {
        "reporter": False,
        "editor": False,
        "chief": True,
    }
    assert sign(editor, article).status_code == 403
    assert "可以签发" not in pages["chief"]
    assert chief.get(f"/articles/{article.pk}/").content.decode().count(f"/articles/{article.pk}/sign/") == 1


def test_what_is_clear_says_so_and_needs_no_override(browse: Any):
    editor, reviewer, chief = browse(), browse(Role.REVIEWER), browse(Role.CHIEF)
    article = an_article(editor.actor)
    an_approved_claim(editor.actor, reviewer.actor, article)

    body = chief.get(f"/articles/{article.pk}/sign/").content.decode()

    assert "✓ 可以签发" in body
    assert "1 个已核定的核查点将随稿刊发" in body
    assert "例外签发的原因" not in body


def test_a_missing_item_refuses_and_keeps_what_was_typed(browse: Any):
    editor, chief = browse(), browse(Role.CHIEF)
    article = an_article(editor.actor)
    a_claim(editor.actor, article)

    plain = sign(chief, article, edition="A叠")
    no_reason = sign(chief, article, code="deadline")
    no_code = sign(chief, article, reason="来不及")

    assert [answer.status_code for answer in (plain, no_reason, no_code)] == [409, 400, 400]
    assert 'value="A叠"' in plain.content.decode()
    assert "还有 1 项没有办妥" in plain.content.decode()
    assert "例外签发必须写明理由。" in no_reason.content.decode()
    assert "例外签发须选择原因" in no_code.content.decode()
    assert not Publication.objects.exists()


def test_an_override_is_signed_listed_and_leaves_its_tasks(browse: Any):
    editor, chief = browse(), browse(Role.CHIEF)
    article = an_article(editor.actor)
    a_suggestion(article, quote="169个")

    body = sign(chief, article, code="deadline", reason="22时付印").content.decode()

    assert "22时付印" in body
    assert "1 项遗留" in body
    assert "前补核" in body
    assert FollowUp.objects.count() == 1


def test_signed_now_and_published_later(browse: Any):
    editor, reviewer, chief = browse(), browse(Role.REVIEWER), browse(Role.CHIEF)
    article = an_article(editor.actor)
    an_approved_claim(editor.actor, reviewer.actor, article)
    assert "已签发，等待刊发" in sign(chief, article, later="1").content.decode()
    signed = Publication.objects.get()
    article.refresh_from_db()

    refused = editor.post(f"/publications/{signed.pk}/publish/", {"seen": article.version})
    stale = chief.post(f"/publications/{signed.pk}/publish/", {"seen": 1}, follow=True)
    assert (refused.status_code, Publication.objects.get().published_at) == (403, None)
    assert "他人已先保存" in stale.content.decode()
    done = chief.post(f"/publications/{signed.pk}/publish/", {"seen": article.version}, follow=True)

    assert "已刊发。" in done.content.decode()
    article.refresh_from_db()
    assert (article.status, Publication.objects.get().published_by) == ("published", chief.actor.user)


def test_the_chief_decides_about_an_item_and_takes_it_back(browse: Any):
    editor, chief = browse(), browse(Role.CHIEF)
    article = an_article(editor.actor)
    claim = a_claim(editor.actor, article, types=["event"])
    item = f"claims_b:{claim.pk}"
    path = f"/articles/{article.pk}/sign/note/"

    refused = editor.post(path, {"item": item, "note": "不核"})
    empty = chief.post(path, {"item": item, "note": " "})
    noted = chief.post(path, {"item": item, "note": "背景事件，不核"}, follow=True).content.decode()
    back = chief.post(path, {"item": item, "back": "1"}, follow=True).content.decode()

    assert (refused.status_code, empty.status_code) == (403, 400)
    assert "✓ 可以签发" in noted
    assert "背景事件，不核" in noted
    assert "还缺 1 项" in back
    assert not ChiefNote.objects.exists()


def test_an_article_is_withdrawn_by_the_chief_with_a_reason(browse: Any):
    editor, chief = browse(), browse(Role.CHIEF)
    article = an_article(editor.actor)
    path, sent = f"/articles/{article.pk}/move/", {"seen": 1, "to": "withdrawn"}

    refused = editor.post(path, {**sent, "reason": "x"})
    silent = chief.post(path, sent)
    done = chief.post(path, {**sent, "reason": "来源撤回"}, follow=True)

    assert (refused.status_code, silent.status_code) == (403, 400)
    assert "已撤稿" in done.content.decode()
    assert "撤稿</button>" not in done.content.decode()


@pytest.fixture
def task(browse: Any) -> FollowUp:
    editor, chief = browse(), browse(Role.CHIEF)
    article = an_article(editor.actor)
    claim = a_claim(editor.actor, article)
    take_step(actor=editor.actor, claim=claim, to=Status.IN_PROGRESS, seen=None)
    sign_article(actor=chief.actor, article=article, seen=None, override=HURRY)
    task = FollowUp.objects.get()
    task.editor = editor
    return task


def test_a_task_stands_in_mine_in_the_handover_and_on_the_article_until_it_is_done(browse: Any, task: Any):
    editor, other = task.editor, browse()
    places = ["/mine/", "/handover/", f"/articles/{task.article_id}/sign/"]
    assert ["前补核" in editor.get(path).content.decode() for path in places] == [True] * 3
    assert ["前补核" in other.get(path).content.decode() for path in places] == [False, True, True]

    path = f"/follow-ups/{task.pk}/done/"
    assert editor.post(path, {"seen": 1, "note": ""}).status_code == 400
    done = editor.post(path, {"seen": 1, "note": "公报一致"}, follow=True).content.decode()

    assert "公报一致" in done
    assert ["前补核" in editor.get(path).content.decode() for path in places] == [False] * 3


def test_signing_things_of_another_desk_do_not_exist(browse: Any, task: Any):
    outsider = browse(Role.CHIEF, at=DeskFactory.create())
    paths = {
        f"/articles/{task.article_id}/sign/": None,
        f"/articles/{task.article_id}/sign/note/": {"item": "x", "note": "x"},
        f"/articles/{task.article_id}/move/": {"to": "withdrawn", "seen": 1, "reason": "x"},
        f"/publications/{task.publication_id}/publish/": {"seen": 1},
        f"/publications/{task.publication_id}/sheet/": None,
        f"/follow-ups/{task.pk}/done/": {"seen": 1, "note": "x"},
    }

    answers = [outsider.part(path, data).status_code for path, data in paths.items()]

    assert answers == [404] * len(paths)


def test_the_page_asks_as_often_for_three_items_as_for_one(browse: Any, django_assert_max_num_queries: Any):
    editor, chief = browse(), browse(Role.CHIEF)
    article = an_article(editor.actor)
    path = f"/articles/{article.pk}/sign/"
    a_claim(editor.actor, article, types=["event"])
    chief.get(path)
    with django_assert_max_num_queries(60) as one:
        chief.get(path)

    for quote in ("169个", "2023年"):
        a_claim(editor.actor, article, quote=quote, types=["event"])

    with django_assert_max_num_queries(60) as three:
        chief.get(path)
    assert len(three) == len(one)
