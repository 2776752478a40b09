"""词表: who may change it, what it takes, and that each change is one version and one audit row."""

from __future__ import annotations

from datetime import date

import pytest

from annotations.models import AuditEntry, Desk, LexiconEntry
from annotations.services.desks import edit_desk
from annotations.services.errors import Forbidden, Invalid, Missing, Stale
from annotations.services.lexicon import LIMIT, Wanted, add_word, change_word, remove_word
from annotations.services.pasting import paste_words
from annotations.vocabulary import Role
from tests.factories import DeskFactory, member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

PORT = Wanted("澄湾港务集团", "org", date(2021, 6, 1), None, "原澄湾港务局")


def log(desk: Desk) -> list[tuple[int, dict]]:
    rows = AuditEntry.objects.about(desk)
    return [(row.version, row.diff) for row in rows]


def words(desk: Desk) -> list[str]:
    return list(desk.lexicon.in_order().values_list("word", flat=True))


def test_a_word_is_added_with_its_days_and_its_author(admin, desk) -> None:
    entry = add_word(actor=admin, desk=desk, wanted=PORT)

    desk.refresh_from_db()
    assert (entry.word, entry.kind, entry.since, entry.until) == (
        "澄湾港务集团",
        "org",
        date(2021, 6, 1),
        None,
    )
    assert (entry.created_by, entry.version, desk.version) == (admin.user, 1, 2)
    assert log(desk) == [(2, {"lexicon": [[], ["澄湾港务集团（机构 2021-06-01–）"]]})]


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.REVIEWER, Role.CHIEF])
def test_only_administrators_of_the_desk_change_it(admin, desk, role) -> None:
    entry = add_word(actor=admin, desk=desk, wanted=PORT)
    actor = member(desk, role)

    for act in (
        lambda: add_word(actor=actor, desk=desk, wanted=Wanted("潮信园", "place")),
        lambda: change_word(actor=actor, entry=entry, seen=None, wanted=Wanted("潮信园", "place")),
        lambda: remove_word(actor=actor, entry=entry, seen=None),
        lambda: paste_words(actor=actor, desk=desk, text="潮信园,地名"),
        lambda: edit_desk(actor=actor, desk=desk, seen=None, lexicon=[]),
    ):
        with pytest.raises(Forbidden):
            act()

    assert (words(desk), len(log(desk))) == (["澄湾港务集团"], 1)


def test_an_administrator_of_another_desk_and_a_superuser_change_nothing_here(desk, stranger) -> None:
    elsewhere = member(DeskFactory.create(), Role.ADMIN)
    above = member(DeskFactory.create(), Role.EDITOR, is_superuser=True)

    for actor in (elsewhere, above):
        with pytest.raises(Forbidden):
            add_word(actor=actor, desk=desk, wanted=PORT)
    with pytest.raises(Missing):
        add_word(actor=stranger, desk=desk, wanted=PORT)
    assert not LexiconEntry.objects.exists()


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (Wanted("港", "org"), "word"),
        (Wanted("", "org"), "word"),
        (Wanted("港" * 31, "org"), "word"),
        (Wanted(" 港务", "org"), "word"),
        (Wanted("港\n务", "org"), "word"),
        (Wanted("，。", "org"), "word"),
        (Wanted("港务", "company"), "kind"),
        (Wanted("港务", "org", date(2024, 2, 1), date(2024, 1, 31)), "until"),
        (Wanted("港务", "org", note="字" * 201), "note"),
    ],
)
def test_what_is_no_word_is_refused_with_its_field(admin, desk, wanted, field) -> None:
    with pytest.raises(Invalid) as refused:
        add_word(actor=admin, desk=desk, wanted=wanted)

    assert [error["pointer"] for error in refused.value.errors] == [f"/{field}"]
    assert (words(desk), log(desk)) == ([], [])


@pytest.mark.parametrize(
    "wanted", [Wanted("港务", "org"), Wanted("港" * 30, "term", date(2024, 1, 1), date(2024, 1, 1))]
)
def test_the_shortest_the_longest_and_a_single_day_are_taken(admin, desk, wanted) -> None:
    assert add_word(actor=admin, desk=desk, wanted=wanted).word == wanted.word


@pytest.mark.parametrize("since", [None, date(2024, 1, 1)])
def test_the_same_word_kind_and_beginning_stand_once(admin, desk, since) -> None:
    add_word(actor=admin, desk=desk, wanted=Wanted("港务", "org", since))

    with pytest.raises(Invalid, match="已在词表里"):
        add_word(actor=admin, desk=desk, wanted=Wanted("港务", "org", since, note="又一次"))
    add_word(actor=admin, desk=desk, wanted=Wanted("港务", "org", date(2020, 1, 1), date(2020, 12, 31)))
    add_word(actor=admin, desk=desk, wanted=Wanted("港务", "term", since))

    assert words(desk) == ["港务"] * 3


def test_a_change_keeps_the_entry_and_raises_its_version(admin, desk) -> None:
    entry = add_word(actor=admin, desk=desk, wanted=PORT)

    changed = change_word(actor=admin, entry=entry, seen=1, wanted=Wanted("澄湾港务公司", "org"))

    assert (changed.pk, changed.word, changed.since, changed.version) == (entry.pk, "澄湾港务公司", None, 2)
    assert log(desk)[-1] == (3, {"lexicon": [["澄湾港务集团（机构 2021-06-01–）"], ["澄湾港务公司（机构）"]]})


def test_saving_what_stands_there_changes_nothing(admin, desk) -> None:
    entry = add_word(actor=admin, desk=desk, wanted=PORT)

    assert change_word(actor=admin, entry=entry, seen=1, wanted=PORT).version == 1
    assert len(log(desk)) == 1


def test_whoever_saw_an_older_entry_is_told(admin, desk) -> None:
    entry = add_word(actor=admin, desk=desk, wanted=PORT)
    change_word(actor=admin, entry=entry, seen=1, wanted=Wanted("澄湾港务公司", "org"))

    with pytest.raises(Stale) as stale:
        change_word(actor=admin, entry=entry, seen=1, wanted=Wanted("港务", "org"))
    with pytest.raises(Stale):
        remove_word(actor=admin, entry=entry, seen=1)

    assert stale.value.current.word == "澄湾港务公司"
    remove_word(actor=admin, entry=entry, seen=2)
    with pytest.raises(Stale) as gone:
        change_word(actor=admin, entry=entry, seen=2, wanted=PORT)
    assert (gone.value.current, words(desk)) == (None, [])


def test_a_pasted_list_is_taken_whole_with_labels_or_names_and_any_comma(admin, desk) -> None:
    text = (
        "词,类别,起,止\n潮信园,地名\n\n# 新设单位\n澄湾港务集团，机构，2021-06-01\n"
        "顾潮生\tperson\t2020年1月5日\t2024/3/8\t市长\n"
    )

    assert paste_words(actor=admin, desk=desk, text=text) == (3, 0)

    rows = {row.word: row for row in LexiconEntry.objects.all()}
    assert {word: row.kind for word, row in rows.items()} == {
        "潮信园": "place",
        "澄湾港务集团": "org",
        "顾潮生": "person",
    }
    mayor = rows["顾潮生"]
    assert (mayor.since, mayor.until, mayor.note) == (date(2020, 1, 5), date(2024, 3, 8), "市长")
    assert len(log(desk)) == 1


def test_pasting_the_same_list_again_adds_nothing(admin, desk) -> None:
    paste_words(actor=admin, desk=desk, text="潮信园,地名")

    assert paste_words(actor=admin, desk=desk, text="潮信园,地名\n顾潮生,人名") == (1, 1)
    assert paste_words(actor=admin, desk=desk, text="潮信园,地名\n顾潮生,人名") == (0, 2)
    assert len(log(desk)) == 2


def test_one_faulty_line_stores_nothing_and_every_faulty_line_is_named(admin, desk) -> None:
    text = (
        "潮信园,地名\n港,机构\n顾潮生\n码头,设施\n港务,机构,去年\n港务,机构,2024-02-30\n"
        "渔政,机构,2024-02-01,2023-01-01\n潮信园,地名"
    )

    with pytest.raises(Invalid) as refused:
        paste_words(actor=admin, desk=desk, text=text)

    told = [error["detail"] for error in refused.value.errors]
    assert [line.partition("：")[0] for line in told] == [f"第 {n} 行" for n in range(2, 9)]
    assert "2 到 30 个字" in told[0]
    assert "没有类别" in told[1]
    assert "没有“设施”这个类别" in told[2]
    assert "“去年”不是日期" in told[3]
    assert "“2024-02-30”不是日期" in told[4]
    assert "早于" in told[5]
    assert "前面已有一行" in told[6]
    assert (words(desk), log(desk)) == ([], [])


@pytest.mark.parametrize("text", ["", " \n\n", "# 只有说明", "词,类别,起,止"])
def test_a_list_without_words_is_refused(admin, desk, text) -> None:
    with pytest.raises(Invalid, match="没有可存的词"):
        paste_words(actor=admin, desk=desk, text=text)


def test_the_whole_list_is_replaced_and_what_stays_keeps_its_id(admin, desk) -> None:
    paste_words(actor=admin, desk=desk, text="潮信园,地名\n顾潮生,人名")
    stays = LexiconEntry.objects.get(word="潮信园").pk
    desk.refresh_from_db()

    edit_desk(
        actor=admin,
        desk=desk,
        seen=desk.version,
        lexicon=[Wanted("潮信园", "place", None, date(2025, 1, 1)), Wanted("港务", "org")],
    )

    rows = {row.word: row for row in LexiconEntry.objects.all()}
    assert set(rows) == {"潮信园", "港务"}
    assert (rows["潮信园"].pk, rows["潮信园"].until, rows["潮信园"].version) == (stays, date(2025, 1, 1), 2)
    assert log(desk)[-1] == (
        3,
        {"lexicon": [["顾潮生（人名）", "潮信园（地名）"], ["潮信园（地名 –2025-01-01）", "港务（机构）"]]},
    )


def test_a_list_with_a_fault_replaces_nothing(admin, desk) -> None:
    paste_words(actor=admin, desk=desk, text="潮信园,地名")

    with pytest.raises(Invalid) as refused:
        edit_desk(
            actor=admin,
            desk=desk,
            seen=None,
            lexicon=[Wanted("港务", "org"), Wanted("港", "org"), Wanted("港务", "org")],
        )

    assert [error["pointer"] for error in refused.value.errors] == ["/lexicon/1/word", "/lexicon/2/word"]
    assert words(desk) == ["潮信园"]


def test_a_list_beyond_the_limit_and_one_made_from_an_older_state_are_refused(admin, desk) -> None:
    many = [Wanted(f"词{n}", "term") for n in range(LIMIT + 1)]
    with pytest.raises(Invalid, match=f"最多 {LIMIT} 条"):
        edit_desk(actor=admin, desk=desk, seen=None, lexicon=many)
    add_word(actor=admin, desk=desk, wanted=PORT)

    with pytest.raises(Stale) as stale:
        edit_desk(actor=admin, desk=desk, seen=1, lexicon=[])

    assert (stale.value.current.version, words(desk)) == (2, ["澄湾港务集团"])
