"""One search over articles, claims, facts and sources: what it finds, and what it never tells of."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.models import Actor, Article, VerifiedFact
from annotations.services.errors import Invalid
from annotations.services.searching import keys_found, passages_of, search
from annotations.services.wishes import Wishes
from annotations.vocabulary import Confidentiality, Kind, Role
from tests.factories import QUOTE, TEXT, DeskFactory, a_claim, a_source, an_approved_claim, an_article, member
from tests.services.finding import indexed

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

OTHER = "临江港全年完成吞吐量1.2亿吨，港口集团称增长明显。\n" + "市里另有安排。" * 30 + "\n港口二期本月开工。"


def titles(actor: Actor, query: str, kind: Kind, **wishes) -> list[str]:
    results = search(actor=actor, query=query, wishes=Wishes(**wishes))
    return [found.title for found in results.of[kind]]


@pytest.fixture
def library(editor, reviewer) -> Article:
    """An article with two claims, one approved; a source; another article."""
    article = an_article(editor, title="临江开港")
    an_approved_claim(editor, reviewer, article)
    a_claim(editor, article, quote="港口是全省唯一", types=["superlative"])
    an_article(editor, text=OTHER, title="二期开工")
    indexed()
    return article


def test_each_kind_is_found_by_its_text(editor, library) -> None:
    results = search(actor=editor, query="到位资金")

    assert {kind: [found.title for found in results.of[kind]] for kind in Kind} == {
        Kind.ARTICLES: ["临江开港"],
        Kind.CLAIMS: [QUOTE, "港口是全省唯一"][:1],
        Kind.FACTS: [QUOTE],
        Kind.SOURCES: ["统计公报"],
    }
    assert (results.waiting, list(results.full)) == (0, [])


@pytest.mark.parametrize(
    "query", ["117.77亿", "11777000000", "11,777,000,000元", "１１７.７７億元", "一百一十七点七七亿"]
)
def test_a_figure_is_found_however_it_is_written(editor, library, query) -> None:
    assert titles(editor, query, Kind.CLAIMS)[:1] == [QUOTE]
    assert titles(editor, query, Kind.SOURCES) == ["统计公报"]


def test_an_excerpt_stands_in_the_text_and_its_marks_in_the_excerpt(editor, library) -> None:
    found = search(actor=editor, query="到位资金117.77亿元").of[Kind.ARTICLES][0]

    assert TEXT[found.start : found.end] == found.excerpt
    assert "117.77亿" in "".join(found.excerpt[start:end] for start, end in found.marks)
    assert f"?find={found.start + found.marks[0][0]}-" in found.url


def test_a_claim_ranks_by_its_own_words_before_its_sentence(editor, library) -> None:
    assert titles(editor, "港口唯一", Kind.CLAIMS)[0] == "港口是全省唯一"
    assert QUOTE not in titles(editor, "港口唯一", Kind.CLAIMS)


def test_a_claim_of_an_older_text_is_not_pointed_to(editor, library) -> None:
    Article.objects.filter(pk=library.pk).update(text_version=2)

    assert titles(editor, "到位资金", Kind.CLAIMS) == []


def test_a_thing_is_listed_once_with_its_further_places(editor, library) -> None:
    first = search(actor=editor, query="港口", kinds=[Kind.ARTICLES]).of[Kind.ARTICLES]

    assert sorted((found.title, found.further > 0) for found in first) == [
        ("临江开港", False),
        ("二期开工", True),
    ]


def test_a_title_is_found_and_comes_first(editor, library) -> None:
    an_article(editor, title="别的", text="文中提到临江开港。")
    indexed()

    assert titles(editor, "临江开港", Kind.ARTICLES)[0] == "临江开港"
    assert titles(editor, "统计公报", Kind.SOURCES) == ["统计公报"]


def test_a_quoted_phrase_stands_exactly_so(editor, library) -> None:
    assert titles(editor, "“港口二期”", Kind.ARTICLES) == ["二期开工"]
    assert titles(editor, "“二期港口”", Kind.ARTICLES) == []


def test_facts_are_the_newest_and_carry_their_mark(editor, library) -> None:
    VerifiedFact.objects.update(held_at=timezone.now())
    indexed()
    (found,) = search(actor=editor, query="到位资金", kinds=[Kind.FACTS]).of[Kind.FACTS]
    assert found.standing == "held"
    VerifiedFact.objects.update(retracted_at=timezone.now())
    (found,) = search(actor=editor, query="到位资金", kinds=[Kind.FACTS]).of[Kind.FACTS]

    assert found.standing == "retracted"


def test_filters_narrow_and_leave_out_kinds_that_lack_them(editor, library) -> None:
    today = timezone.localdate()
    other = DeskFactory.create()

    def kinds(**wishes) -> set[str]:
        found = search(actor=editor, query="到位资金", wishes=Wishes(**wishes)).of
        return {kind.value for kind in Kind if found[kind]}

    assert kinds(types=frozenset({"money"})) == {"claims", "facts"}
    assert kinds(types=frozenset({"date"})) == set()
    assert kinds(source_types=frozenset({"statistics"})) == {"sources"}
    assert kinds(source_types=frozenset({"law"})) == set()
    assert kinds(verdicts=frozenset({"verified"})) == {"claims", "facts"}
    assert kinds(statuses=frozenset({"approved"})) == {"claims"}
    assert kinds(desk=library.desk_id, first=today, last=today) == {"articles", "claims", "facts", "sources"}
    assert kinds(first=today + timedelta(days=1)) == kinds(last=today - timedelta(days=1)) == set()
    assert kinds(desk=other.pk) == set()


def test_another_desk_is_told_nothing_at_all(editor, library, stranger) -> None:
    results = search(actor=stranger, query="到位资金 临江开港 统计公报")

    assert [len(results.of[kind]) for kind in Kind] == [0, 0, 0, 0]
    assert results.waiting == 0


def test_a_protected_source_is_found_by_those_named_on_it_alone(editor, colleague, library) -> None:
    a_source(
        editor,
        title="线人谈话",
        text="线人说到位资金另有来历。",
        confidentiality=Confidentiality.PROTECTED,
    )
    indexed()

    assert titles(editor, "线人", Kind.SOURCES) == titles(editor, "来历", Kind.SOURCES) == ["线人谈话"]
    results = search(actor=colleague, query="线人谈话 来历")
    assert [len(results.of[kind]) for kind in Kind] == [0, 0, 0, 0]
    told = search(actor=colleague, query="到位资金")
    assert [found.title for found in told.of[Kind.SOURCES]] == ["统计公报"]
    assert "线人" not in "".join(found.excerpt for kind in Kind for found in told.of[kind])


def test_what_waits_for_the_index_is_counted_within_what_one_may_see(editor, colleague, stranger) -> None:
    a_source(editor, text="一段。", confidentiality=Confidentiality.PROTECTED)
    an_article(editor, text="另一段。")
    indexed(cut=False)

    assert [search(actor=who, query="x").waiting for who in (editor, colleague, stranger)] == [2, 1, 0]


def test_a_reporter_finds_no_facts(reporter, library) -> None:
    results = search(actor=reporter, query="到位资金")

    assert (len(results.of[Kind.FACTS]), len(results.of[Kind.CLAIMS])) == (0, 1)


def test_who_reads_facts_at_one_desk_only_finds_those(editor, library, desk) -> None:
    both = member(DeskFactory.create(), Role.EDITOR)
    both.user.memberships.create(desk=desk, role=Role.REPORTER)

    results = search(actor=Actor(both.user), query="到位资金")

    assert (len(results.of[Kind.FACTS]), len(results.of[Kind.ARTICLES])) == (0, 1)


@pytest.mark.parametrize("query", ["", "  ", "\0", "字" * 401])
def test_nothing_or_too_much_to_look_for_is_refused(editor, query) -> None:
    with pytest.raises(Invalid):
        search(actor=editor, query=query)


@pytest.mark.parametrize(
    "query", ["“", '""', "%_\\", "的", "(((", "' OR 1=1 --", "NEAR/3 *", "a" * 400, "😀"]
)
def test_no_sign_means_anything_to_the_database(editor, library, query) -> None:
    assert search(actor=editor, query=query).of.keys() == set(Kind)


def test_the_keys_of_a_list_and_the_passages_of_a_source(editor, library, stranger) -> None:
    source = library.desk.sources.get()

    assert keys_found(actor=editor, query="二期", kind=Kind.ARTICLES) == {
        Article.objects.get(title="二期开工").pk
    }
    assert [hit.passage.source_id for hit in passages_of(actor=editor, source=source.pk, query="资金")] == [
        source.pk
    ]
    assert passages_of(actor=stranger, source=source.pk, query="资金") == []
