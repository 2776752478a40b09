"""改稿单: which claims ask for other words, and what is already put in."""

import pytest

from annotations.services.annotate import edit_claim
from annotations.services.changelist import changes_of, revisions
from annotations.services.versions import add_version
from annotations.vocabulary import Role
from tests.factories import a_claim, a_link, a_source, an_article, member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

COPY = "全年共签约项目169个，到位资金117.77亿元。\n港口是全省唯一的深水港。\n又：项目169个。"


@pytest.fixture
def article(editor):
    return an_article(editor, text=COPY)


def judged(editor, article, quote, **changes):
    claim = a_claim(editor, article, quote=quote, types=["quantity"], mentions=changes.pop("mentions", ()))
    return edit_claim(actor=editor, claim=claim, seen=None, changes=changes)


def wrong(editor, article, quote="169个", new="196个", **more):
    return judged(editor, article, quote, verdict="false", resolution="corrected", proposed_text=new, **more)


@pytest.mark.parametrize(
    ("resolution", "new"),
    [("corrected", "196个"), ("softened", None), ("attributed", None), ("cut", "")],
)
def test_a_resolution_that_asks_for_other_words_is_listed(editor, article, resolution, new):
    proposed = {"proposed_text": new} if new else {}
    judged(editor, article, "169个", verdict="false", resolution=resolution, **proposed)

    assert [(row.claim.quote, row.new) for row in changes_of(editor, article)] == [("169个", new)]


@pytest.mark.parametrize("resolution", ["", "none", "kept"])
def test_a_resolution_that_leaves_the_copy_alone_is_not(desk, article, resolution):
    chief = member(desk, Role.CHIEF)  # keeping the wording is the chief's to decide

    judged(chief, article, "169个", verdict="verified", resolution=resolution, resolution_note="原文如此")

    assert changes_of(chief, article) == []


def test_what_the_writer_has_put_in_is_off_the_list(editor, article):
    wrong(editor, article)
    add_version(actor=editor, article=article, text=COPY.replace("项目169个，", "项目196个，"))
    article.refresh_from_db()

    assert changes_of(editor, article) == []


def test_the_same_words_in_another_place_are_changed_with_them(editor, article):
    start = COPY.rindex("169个")
    wrong(editor, article, mentions=[{"start": start, "end": start + 4, "quote": "169个"}])

    found = revisions(changes_of(editor, article))

    assert [(one.start, one.new, one.author) for one in found] == [
        (COPY.index("169个"), "196个", str(editor.user)),
        (start, "196个", str(editor.user)),
    ]


def test_evidence_speaks_beside_a_change_but_a_protected_source_only_to_its_readers(desk, editor, article):
    claim = wrong(editor, article, "117.77亿元", "118.2亿元")
    a_link(editor, claim, stance="refutes")
    hidden = a_source(editor, confidentiality="protected")
    a_link(editor, claim, hidden, stance="refutes")
    other = member(desk, Role.EDITOR)

    assert len(changes_of(editor, article)[0].evidence) == 2
    assert [link.source.title for link in changes_of(other, article)[0].evidence] == ["统计公报"]


def test_the_list_costs_the_same_for_one_change_and_three(editor, article, django_assert_max_num_queries):
    wrong(editor, article, "117.77亿元", "118.2亿元")
    with django_assert_max_num_queries(20) as one:
        changes_of(editor, article)
    wrong(editor, article)
    wrong(editor, article, "全省唯一", "全省较大")

    with django_assert_max_num_queries(20) as three:
        assert len(changes_of(editor, article)) == 3

    assert len(three) == len(one)
