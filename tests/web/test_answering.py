"""答复: the writer's page, and who may use it."""

from __future__ import annotations

from annotations.models import Query
from annotations.services.review import take_step
from annotations.vocabulary import Role, Status
from tests.factories import DeskFactory, a_claim, an_article


def asked(editor, writer) -> Query:
    claim = a_claim(editor.actor, an_article(writer.actor))
    claim = take_step(actor=editor.actor, claim=claim, to=Status.IN_PROGRESS, seen=None)
    claim = take_step(actor=editor.actor, claim=claim, to=Status.NEEDS_INFO, seen=None, comment="哪一年？")
    return claim.queries.get()


def test_a_writer_finds_the_question_answers_it_and_the_editor_sees_the_words(browse) -> None:
    wang, zhao = browse(), browse(Role.REPORTER)
    query = asked(wang, zhao)
    path = f"/queries/{query.pk}/"

    assert path in zhao.get("/mine/").content.decode()
    assert "哪一年？" in zhao.get(path).content.decode()
    answer = zhao.post(path, {"answer": "2023年。"}, follow=True)

    assert "已答复" in answer.content.decode()
    assert Query.objects.get().answer == "2023年。"
    assert "已有答复" in wang.get("/mine/").content.decode()
    panel = wang.part(f"/claims/{query.claim_id}/").content.decode()
    assert ">2023年。</textarea>" in panel


def test_what_cannot_be_stored_stays_on_the_page(browse) -> None:
    wang, zhao = browse(), browse(Role.REPORTER)
    query = asked(wang, zhao)

    empty = zhao.post(f"/queries/{query.pk}/", {"answer": "  "})
    zhao.post(f"/queries/{query.pk}/", {"answer": "2023年。"})
    late = wang.post(f"/queries/{query.pk}/", {"answer": "2022年。"})

    assert (empty.status_code, "答复是空的" in empty.content.decode()) == (400, True)
    assert (late.status_code, "没有再存一份" in late.content.decode()) == (409, True)
    assert "2022年。" in late.content.decode()


def test_others_may_read_or_not_even_that(browse) -> None:
    wang, zhao, other = browse(), browse(Role.REPORTER), browse(Role.REPORTER)
    query = asked(wang, zhao)
    path = f"/queries/{query.pk}/"

    page = other.get(path)
    assert (page.status_code, "<textarea" in page.content.decode()) == (200, False)
    assert other.post(path, {"answer": "2023年。"}).status_code == 403
    assert browse(at=DeskFactory.create()).get(path).status_code == 404
    assert Query.objects.get().answered_at is None
