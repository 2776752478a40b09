"""我的, 交接 and 责编: the pages of a shift, and their refusals."""

from __future__ import annotations

from annotations.models import Article, Claim
from annotations.services.annotate import edit_claim
from annotations.services.articles import edit_article
from annotations.services.review import take_step
from annotations.vocabulary import Role, Status
from tests.factories import DeskFactory, a_claim, a_link, a_submitted_claim, an_article


def told(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_taking_an_article_names_the_editor_on_its_page(browse) -> None:
    wang = browse()
    article = an_article(wang.actor)
    claim = a_claim(wang.actor, article)

    answer = wang.post(f"/articles/{article.pk}/assign/", {"seen": 1}, follow=True)

    article.refresh_from_db()
    claim.refresh_from_db()
    assert article.assignee == claim.assignee == wang.actor.user
    assert told(answer) == [f"责编：{wang.actor.user}"]
    answer = wang.post(f"/articles/{article.pk}/assign/", {"seen": 2, "back": 1}, follow=True)
    article.refresh_from_db()
    assert article.assignee is None
    assert told(answer) == ["稿件已放回部门，没有责编。"]


def test_an_editor_gives_to_nobody_a_chief_does(browse) -> None:
    wang, li, zhou = browse(), browse(), browse(Role.CHIEF)
    article = an_article(wang.actor)
    path, data = f"/articles/{article.pk}/assign/", {"seen": 1, "person": li.actor.user.pk}

    assert wang.post(path, data).status_code == 403
    assert b'name="person"' not in wang.get(f"/articles/{article.pk}/").content
    assert b'name="person"' in zhou.get(f"/articles/{article.pk}/").content
    assert zhou.post(path, data).status_code == 302
    assert Article.objects.get().assignee == li.actor.user


def test_a_stale_page_and_a_foreign_desk_take_nothing(browse) -> None:
    wang, li, stranger = browse(), browse(), browse(at=DeskFactory.create())
    article = an_article(wang.actor)
    path = f"/articles/{article.pk}/assign/"
    edit_article(actor=wang.actor, article=article, seen=1, changes={"assignee": wang.actor.user})

    assert li.post(path, {"seen": 1}).status_code == 412
    assert stranger.post(path, {"seen": 2}).status_code == 404
    assert browse(Role.REPORTER).post(path, {"seen": 2}).status_code == 403
    assert Article.objects.get().assignee == wang.actor.user


def test_mine_lists_what_waits_for_me_and_nothing_else(browse) -> None:
    wang, li, chen = browse(), browse(), browse(Role.REVIEWER)
    article = an_article(wang.actor)
    returned = a_submitted_claim(wang.actor, article)
    take_step(
        actor=chen.actor, claim=returned, to=Status.IN_PROGRESS, seen=returned.version, comment="查原文"
    )
    theirs = a_claim(li.actor, article, quote="169个")
    take_step(actor=li.actor, claim=theirs, to=Status.IN_PROGRESS, seen=1)

    (group,) = wang.get("/mine/").context["groups"]

    assert (group.name, [claim.pk for claim in group.rows]) == ("退回给我", [returned.pk])
    assert "没有要做的" in browse().get("/mine/").content.decode()


def test_a_question_to_the_writer_stands_in_the_writers_own_work(browse) -> None:
    writer, wang = browse(Role.REPORTER), browse()
    claim = a_claim(wang.actor, an_article(writer.actor))
    claim = take_step(actor=wang.actor, claim=claim, to=Status.IN_PROGRESS, seen=claim.version)
    take_step(
        actor=wang.actor, claim=claim, to=Status.NEEDS_INFO, seen=claim.version, comment="出自哪份公报？"
    )

    assert "出自哪份公报？" in writer.get("/mine/").content.decode()
    assert [group.name for group in wang.get("/mine/").context["groups"]] == ["等答复"]


def test_the_handover_lists_what_is_left_and_whoever_comes_takes_it(browse) -> None:
    wang, li = browse(), browse()
    article = an_article(wang.actor)
    free, held = a_claim(wang.actor, article), a_claim(wang.actor, article, quote="169个")
    take_step(actor=wang.actor, claim=held, to=Status.IN_PROGRESS, seen=1)

    groups = li.get("/handover/").context["groups"]
    answer = li.post("/handover/give/", {"ids": [free.pk, held.pk]}, follow=True)

    assert [(group.name, group.total) for group in groups] == [
        ("无人负责", 1),
        (f"{wang.actor.user} 在核查", 1),
    ]
    assert told(answer) == [f"2 个核查点已交给{li.actor.user}。"]
    assert set(Claim.objects.values_list("assignee", "status")) == {(li.actor.user.pk, Status.IN_PROGRESS)}


def test_a_doubtful_claim_stands_once(browse) -> None:
    wang = browse()
    claim = edit_claim(actor=wang.actor, claim=a_claim(wang.actor), seen=1, changes={"verdict": "verified"})
    sure = a_claim(wang.actor, claim.article, quote="169个")
    take_step(actor=wang.actor, claim=sure, to=Status.IN_PROGRESS, seen=1)
    a_link(wang.actor, claim, quote="项目169个", stance="refutes")

    groups = browse().get("/handover/").context["groups"]

    assert [(group.name, [row.pk for row in group.rows]) for group in groups] == [
        ("存疑", [claim.pk]),
        (f"{wang.actor.user} 在核查", [sure.pk]),
    ]


def test_nothing_chosen_and_nonsense_are_told_and_nothing_moves(browse) -> None:
    wang = browse()
    claim = a_claim(wang.actor)

    for ids, words in (([], "勾选"), (["x", str(claim.pk)], "读不懂")):
        answer = wang.post("/handover/give/", {"ids": ids})
        assert answer.status_code == 400
        assert words in answer.content.decode()
    assert Claim.objects.get().status == Status.OPEN


def test_a_reporter_has_no_desk_to_hand_over(browse) -> None:
    reporter = browse(Role.REPORTER)

    page = reporter.get("/handover/").content.decode()

    assert "没有可以交接的部门" in page
    assert "/handover/" not in reporter.get("/articles/").content.decode()
