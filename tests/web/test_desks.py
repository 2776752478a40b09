"""管理 · 预标注: the page of a desk's administrators, and its words."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import LexiconEntry
from annotations.services.lexicon import Wanted, add_word, change_word
from annotations.vocabulary import Role
from annotations.web import paging
from tests.factories import DeskFactory

WORD = {"word": "澄湾港务集团", "kind": "org", "since": "2021-06-01", "until": "", "note": "原澄湾港务局"}


@pytest.fixture
def admin(browse: Any) -> Any:
    return browse(Role.ADMIN)


@pytest.fixture
def path(desk: Any) -> str:
    return f"/desks/{desk.pk}/"


def said(answer: Any) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.REVIEWER, Role.CHIEF])
def test_only_administrators_get_in(browse: Any, path: str, role: Role):
    person = browse(role)

    answers = [person.get(path), person.get("/desks/"), person.post(f"{path}words/", WORD)]

    assert [answer.status_code for answer in answers] == [403] * 3
    assert 'href="/desks/"' not in said(person.get("/articles/"))
    assert not LexiconEntry.objects.exists()


def test_an_administrator_of_another_desk_reads_it_and_sets_nothing(browse: Any, path: str):
    other = browse(Role.ADMIN, at=DeskFactory.create())

    assert [other.get(path).status_code, other.post(f"{path}words/", WORD).status_code] == [403, 403]
    assert not LexiconEntry.objects.exists()


def test_the_menu_leads_to_the_only_desk_or_to_a_choice(browse: Any, admin: Any, path: str):
    assert 'href="/desks/"' in said(admin.get("/articles/"))
    assert admin.get("/desks/")["Location"] == f"{path}rules/"

    second = DeskFactory.create(name="另一个部门")
    second.members.add(admin.actor.user, through_defaults={"role": Role.ADMIN})

    assert "另一个部门" in said(admin.get("/desks/"))


def test_an_empty_dictionary_says_what_it_is_for(admin: Any, path: str):
    assert "词表还是空的" in said(admin.get(path))


def test_a_word_is_added_changed_and_removed(admin: Any, path: str):
    page = said(admin.post(f"{path}words/", WORD, follow=True))
    entry = LexiconEntry.objects.get()
    assert "“澄湾港务集团”已加入词表" in page
    assert "2021-06-01–" in page

    form = said(admin.get(f"/words/{entry.pk}/"))
    assert 'value="2021-06-01"' in form
    changed = admin.post(f"/words/{entry.pk}/", {**WORD, "word": "澄湾港务公司", "seen": 1}, follow=True)
    assert "“澄湾港务公司”已保存" in said(changed)

    gone = admin.post(f"/words/{entry.pk}/delete/", {"seen": 2}, follow=True)
    assert "已从词表删去" in said(gone)
    assert not LexiconEntry.objects.exists()


@pytest.mark.parametrize(
    ("fields", "name", "fault"),
    [
        ({"word": ""}, "word", "请填写词。"),
        ({"word": "港"}, "word", "词须有 2 到 30 个字，“港”有 1 个。"),
        ({"word": "港" * 31}, "word", "词最多 30 个字。"),
        ({"since": "去年"}, "since", "日期请写成 2024-03-08 的样子。"),
        ({"until": "2020-01-01"}, "until", "止（2020-01-01）早于起（2021-06-01），请对调或改正。"),
    ],
)
def test_a_fault_stands_beside_its_field_and_nothing_typed_is_lost(
    admin: Any, path: str, fields: dict[str, str], name: str, fault: str
):
    answer = admin.post(f"{path}words/", WORD | fields)

    assert answer.status_code == 400
    assert answer.context["form"].errors[name] == [fault]
    assert 'value="原澄湾港务局"' in said(answer)
    assert not LexiconEntry.objects.exists()


def test_a_word_that_is_there_is_refused_beside_its_field(admin: Any, path: str):
    admin.post(f"{path}words/", WORD)

    answer = admin.post(f"{path}words/", WORD)

    assert "已在词表里" in answer.context["form"].errors["word"][0]
    assert LexiconEntry.objects.count() == 1


def test_whoever_saves_second_sees_what_stands_there_and_decides(admin: Any, desk: Any):
    entry = add_word(actor=admin.actor, desk=desk, wanted=Wanted("潮信园", "place"))
    change_word(actor=admin.actor, entry=entry, seen=1, wanted=Wanted("潮信湾", "place"))
    mine = {**WORD, "word": "潮信苑", "seen": 1}

    stale = admin.post(f"/words/{entry.pk}/", mine)

    assert stale.status_code == 412
    assert "现在存的是：潮信湾（地名）" in said(stale)
    assert 'value="潮信苑"' in said(stale)
    assert 'name="seen" value="2"' in said(stale)
    assert "“潮信苑”已保存" in said(admin.post(f"/words/{entry.pk}/", mine | {"seen": 2}, follow=True))


def test_a_word_that_somebody_removed_meanwhile_is_told(admin: Any, desk: Any):
    entry = add_word(actor=admin.actor, desk=desk, wanted=Wanted("潮信园", "place"))

    assert admin.post(f"/words/{entry.pk}/delete/", {"seen": 7}).status_code == 412
    entry.delete()

    assert admin.get(f"/words/{entry.pk}/").status_code == 404


def test_words_of_another_desk_are_not_there_for_strangers(browse: Any, admin: Any, desk: Any):
    entry = add_word(actor=admin.actor, desk=desk, wanted=Wanted("潮信园", "place"))
    chief, editor = browse(Role.CHIEF, at=DeskFactory.create()), browse(Role.EDITOR)

    foreign = [
        chief.get(f"/words/{entry.pk}/"),
        chief.post(f"/words/{entry.pk}/delete/", {"seen": 1}),
        chief.get(f"/desks/{desk.pk}/"),
        chief.post(f"/desks/{desk.pk}/retag/"),
        chief.get(f"/desks/{desk.pk}/job/"),
        chief.get(f"/desks/{desk.pk}/words/paste/"),
        chief.post(f"/desks/{desk.pk}/weights/", {"seen": 1}),
    ]

    assert [answer.status_code for answer in foreign] == [404] * 7
    assert editor.post(f"/words/{entry.pk}/delete/", {"seen": 1}).status_code == 403
    assert LexiconEntry.objects.exists()


def test_a_list_is_pasted_whole(admin: Any, path: str):
    page = said(admin.post(f"{path}words/paste/", {"lines": "潮信园,地名\r\n顾潮生,人名"}, follow=True))
    again = said(admin.post(f"{path}words/paste/", {"lines": "潮信园,地名\n港务,机构"}, follow=True))

    assert "新增 2 条。" in page
    assert "新增 1 条，1 条原来就有。" in again
    assert LexiconEntry.objects.count() == 3


def test_a_faulty_line_stores_nothing_and_stays_in_the_box(admin: Any, path: str):
    answer = admin.post(f"{path}words/paste/", {"lines": "潮信园,地名\n港,机构\n码头,设施"})

    page = said(answer)
    assert answer.status_code == 400
    assert "有 2 行不对，一条也没有存入。" in page
    assert "第 2 行：" in page
    assert "第 3 行：没有“设施”这个类别" in page
    assert "码头,设施</textarea>" in page
    assert not LexiconEntry.objects.exists()


def test_the_dictionary_is_searched_by_word_note_and_kind(admin: Any, desk: Any, path: str):
    for wanted in (
        Wanted("潮信园", "place"),
        Wanted("港务", "org", note="潮信港"),
        Wanted("顾潮生", "person"),
    ):
        add_word(actor=admin.actor, desk=desk, wanted=wanted)

    def found(asked: str) -> set[str]:
        return {entry.word for entry in admin.get(path + asked).context["page"].rows}

    assert found("?q=潮信") == {"潮信园", "港务"}
    assert found("?q=潮信&kind=org") == {"港务"}
    assert found("?kind=person") == {"顾潮生"}
    assert "没有符合条件的词" in said(admin.get(f"{path}?q=没有"))


def test_a_hundred_words_cost_as_many_queries_as_one(admin: Any, desk: Any, path: str):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert admin.get(path).status_code == 200
        return len(seen)

    add_word(actor=admin.actor, desk=desk, wanted=Wanted("潮信园", "place"))
    one = queries()
    for n in range(paging.SIZE + 1):
        add_word(actor=admin.actor, desk=desk, wanted=Wanted(f"潮信园{n}", "place"))

    assert queries() == one
    assert "后面的" in said(admin.get(path))
