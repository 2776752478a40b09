"""What a search finds and what it never shows; the same on both databases."""

from __future__ import annotations

import pytest
from django.utils import timezone

from annotations.models import Actor, ApiKey, Passage
from annotations.search.candidates import candidates
from annotations.search.finding import Scope, find, nearest, scope_of
from annotations.services import facts
from annotations.services.articles import edit_article
from annotations.services.sources import edit_source
from annotations.services.versions import add_version
from annotations.vocabulary import Role
from annotations.vocabulary import Scope as KeyScope
from tests.factories import DeskFactory, a_key, a_source, an_approved_claim, an_article, member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

BULLETIN = "2023年全市新开工过亿元项目169个，到位资金117.77亿元，港口货物吞吐量达到3.2亿吨。"
HARBOUR = "渔港经济区建设全面提速，华侨返乡投资踊跃，“一区四基地”格局初步形成。"
SCHOOL = "全市中小学校新增学位一万二千个，教师队伍建设稳步推进。"


@pytest.fixture
def library(editor):
    return {
        name: a_source(editor, title=name, text=text)
        for name, text in (("公报", BULLETIN), ("渔港", HARBOUR), ("教育", SCHOOL))
    }


def titles(actor, query, **limits):
    return [hit.passage.source.title for hit in find(query, scope_of(actor, {"source"}, **limits))]


def marked(actor, query):
    hit = find(query, scope_of(actor))[0]
    return [hit.passage.text[start:end] for start, end in hit.marks]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("货物吞吐量", "公报"),
        ("渔港", "渔港"),
        ("华侨", "渔港"),
        ("侨", "渔港"),
        ("漁港經濟區", "渔港"),
        ("ＧＤＰ 學位", "教育"),
        ("11777000000", "公报"),
        ("11,777,000,000元", "公报"),
        ("117.77亿", "公报"),
        ("117.77億元", "公报"),
        ("117.77", "公报"),
        ("１１７．７７亿元", "公报"),
        ("一百一十七亿七千七百万元", "公报"),
        ("12000", "教育"),
        ("1.2万", "教育"),
        ("“一区四基地”", "渔港"),
        ("「一區四基地」", "渔港"),
        ('"到位资金117.77亿元"', "公报"),
        ("区建", "渔港"),
    ],
)
def test_a_query_finds_its_passage_first(editor, library, query, title):
    assert titles(editor, query)[:1] == [title]


@pytest.mark.parametrize(
    "query", ["", "  ", "，。", "高速铁路", "“到位资金118亿元”", "“资金到位117.77亿元”", "118.77"]
)
def test_what_stands_nowhere_is_not_found(editor, library, query):
    assert titles(editor, query) == []


def test_what_was_found_is_marked_as_it_is_written(editor, library):
    assert marked(editor, "11777000000 货物吞吐量") == ["117.77亿", "货物吞吐量"]
    assert marked(editor, "漁港") == ["渔港"]
    assert marked(editor, "“到位资金”117.77") == ["到位资金"]


def test_another_desk_finds_nothing(editor, stranger, library):
    an_article(editor, text=BULLETIN)

    assert find("货物吞吐量", scope_of(editor)) != []
    assert find("货物吞吐量", scope_of(stranger)) == []
    assert find("货物吞吐量", scope_of(stranger, desks=[editor.desk_ids[0]])) == []


def test_a_protected_source_is_found_only_by_those_it_is_open_to(editor, colleague, reviewer, library):
    for act in (find, nearest):
        edit_source(actor=editor, source=library["公报"], seen=None, changes={"confidentiality": "protected"})
        library["公报"].viewers.set([reviewer.user])

        assert [hit.passage.source for hit in act("货物吞吐量3.2亿吨", scope_of(editor))] == [library["公报"]]
        assert [hit.passage.source for hit in act("货物吞吐量3.2亿吨", scope_of(reviewer))] == [
            library["公报"]
        ]
        assert act("货物吞吐量3.2亿吨", scope_of(colleague)) == []


def test_whoever_reads_all_desks_does_not_find_protected_sources(editor, library):
    edit_source(actor=editor, source=library["公报"], seen=None, changes={"confidentiality": "protected"})
    admin = member(DeskFactory.create(), Role.ADMIN)

    assert titles(admin, "货物吞吐量") == []
    assert titles(admin, "渔港") == ["渔港"]


def test_a_reporter_finds_no_facts_and_an_export_key_nothing(desk, editor, reviewer):
    an_approved_claim(editor, reviewer)
    reporter = member(desk, Role.REPORTER)
    secret = a_key(editor, KeyScope.EXPORT)
    partner = Actor(editor.user, ApiKey.objects.get(prefix=secret[:11]))

    assert find("到位资金", scope_of(editor, {"fact"})) != []
    assert find("到位资金", scope_of(reporter, {"fact"})) == []
    assert find("到位资金", scope_of(reporter, {"article"})) != []
    assert find("到位资金", scope_of(partner)) == []


def test_one_s_own_is_found_behind_any_number_of_others(editor, stranger):
    """What others have may not fill the places of what one may see."""
    mine = a_source(editor, text="渔港。")
    for n in range(12):
        a_source(stranger, title=f"外部{n}", text=f"渔港渔港第{n}期。")

    assert candidates({"渔港": 1.0}, 1, scope_of(editor).condition()) == [mine.passages.get().pk]
    assert candidates({"渔港": 1.0}, 1, Scope(frozenset()).condition()) == []


def test_what_holds_all_words_comes_before_what_holds_the_rarest(editor):
    both = a_source(editor, title="甲", text="渔港建设和港口建设。")
    for n in range(6):
        a_source(editor, title=f"乙{n}", text=f"渔港渔港渔港第{n}期。")
    weights = {"渔港": 9.0, "港口": 1.0}

    found = candidates(weights, 3, scope_of(editor).condition())

    assert found[0] == both.passages.get().pk
    assert len(found) == len(set(found)) == 3
    first = candidates({"渔港": 9.0}, 1, scope_of(editor).condition(), together=list(weights))
    assert first == [both.passages.get().pk]


def test_kinds_sources_and_articles_narrow_the_search(editor, library):
    article = an_article(editor, text=BULLETIN)
    query = "货物吞吐量"

    def owners(*kinds, **limits):
        hits = find(query, scope_of(editor, kinds, **limits))
        return [hit.passage.article or hit.passage.source for hit in hits]

    assert owners("article") == [article]
    assert owners("source") == [library["公报"]]
    assert owners("article", not_articles=frozenset({article.pk})) == []
    assert owners("source", sources=frozenset({library["渔港"].pk})) == []
    assert owners() == []


def test_an_article_is_found_by_its_current_text_and_title(editor):
    article = an_article(editor, title="海上牧场", text=BULLETIN + "\n" + SCHOOL)

    assert len(find("海上牧场", scope_of(editor))) == 1
    assert len(find("货物吞吐量", scope_of(editor))) == 1

    add_version(actor=editor, article=article, text=HARBOUR + "\n" + SCHOOL)
    article.refresh_from_db()
    edit_article(actor=editor, article=article, seen=None, changes={"title": "蓝色粮仓"})

    assert find("货物吞吐量", scope_of(editor)) == []
    assert find("海上牧场", scope_of(editor)) == []
    assert len(find("蓝色粮仓", scope_of(editor))) == 1
    assert len(find("渔港", scope_of(editor))) == 1
    assert set(Passage.objects.values_list("number", flat=True)) == {2}


def test_a_fact_is_found_while_it_stands(editor, reviewer):
    claim = an_approved_claim(editor, reviewer)
    scope = scope_of(editor, {"fact"})

    assert [hit.passage.fact.claim for hit in find("到位资金", scope)] == [claim]

    row = Passage.objects.get(fact__isnull=False).pk
    facts.publish(claim, timezone.now())
    assert Passage.objects.get(fact__isnull=False).pk == row

    facts.hold(claim)
    assert find("到位资金", scope) == []


def test_a_sentence_finds_its_evidence_although_its_figure_differs(editor, library):
    a_source(editor, title="旧公报", text="2019年全市到位资金95亿元。")
    sentence = "去年，全市新开工过亿元项目196个，到位资金117.77亿元。"

    assert nearest(sentence, scope_of(editor))[0].passage.source == library["公报"]
