"""Passages get their words by the worker or the command, once each, whatever breaks off."""

from __future__ import annotations

import pytest
from django.db import connection

from annotations.models import Passage, Term
from annotations.search import cutting, passages, terms
from annotations.search.finding import find, scope_of
from annotations.search.tokens import DICTIONARY_VERSION
from annotations.services import indexing
from tests.factories import a_source, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

LINE = "全市港口货物吞吐量达到{n}万吨，比上年增长百分之五，渔港经济区建设全面提速。\n"
LONG = "".join(LINE.format(n=1000 + n) for n in range(700))


def df(term: str) -> int:
    return Term.objects.filter(term=term).values_list("df", flat=True).first() or 0


def silent(step: str, done: int, total: int) -> None: ...


def test_a_short_text_is_found_before_any_worker_has_seen_it(editor):
    a_source(editor, text="渔港经济区建设全面提速。")

    assert len(find("渔港", scope_of(editor))) == 1
    assert Term.objects.count() == 0


def test_a_long_text_is_cut_by_the_worker(editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        article = an_article(editor, text=LONG)
    assert callbacks == [passages.hint]
    assert set(article.passages.values_list("tokens", "dictionary_version")) == {("", "")}
    assert find("渔港 吞吐量", scope_of(editor)) == []

    while indexing.cut_waiting():
        pass

    assert find("1500万吨", scope_of(editor))[0].passage.text.count("1500万吨") == 1
    assert set(article.passages.values_list("dictionary_version", flat=True)) == {DICTIONARY_VERSION}
    assert df("渔港") == df(terms.PASSAGES) == article.passages.count()
    assert not cutting.waiting()


def test_a_worker_that_dies_counts_nothing_twice(editor, monkeypatch):
    article = an_article(editor, text=LONG)
    monkeypatch.setattr(cutting, "SLICE", 40)
    assert cutting.cut_some() == 40

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(terms, "add", die)
        with pytest.raises(KeyboardInterrupt):
            cutting.cut_some()
    assert article.passages.filter(dictionary_version=DICTIONARY_VERSION).count() == df(terms.PASSAGES) == 40

    indexing.reindex(silent)
    assert df("渔港") == df(terms.PASSAGES) == article.passages.count()


def test_of_two_workers_with_the_same_slice_one_counts(editor, monkeypatch):
    article = an_article(editor, text=LONG)
    first = passages.give_words

    def slow(rows: list[Passage]) -> None:
        first(rows)
        monkeypatch.setattr(cutting, "give_words", first)
        cutting.cut_some()

    monkeypatch.setattr(cutting, "give_words", slow)
    monkeypatch.setattr(cutting, "SLICE", 5000)
    cutting.cut_some()

    assert df(terms.PASSAGES) == article.passages.count()


def test_another_dictionary_cuts_everything_again(editor):
    source = a_source(editor, text="渔港经济区建设全面提速。")
    indexing.reindex(silent)
    source.passages.update(dictionary_version="jieba-0.1", tokens="渔 港")
    Term.objects.bulk_create([Term(term="渔", df=1), Term(term="港", df=1)])
    assert indexing.remind()

    indexing.cut_waiting()

    assert "渔港" in source.passages.get().tokens.split()
    assert (df("渔"), df("港"), df("渔港")) == (0, 0, 2)
    assert not indexing.remind()


def test_what_has_no_passages_gets_them_by_the_command(editor):
    source, article = a_source(editor, text="渔港经济区。"), an_article(editor)
    before = list(Passage.objects.order_by("text").values_list("text", "start", "ordinal"))
    Passage.objects.all().delete()
    heard = []

    indexing.reindex(lambda *step: heard.append(step))

    assert list(Passage.objects.order_by("text").values_list("text", "start", "ordinal")) == before
    assert heard[:2] == [("write", 1, 1), ("write", 1, 1)]
    assert {hit.passage.source or hit.passage.article for hit in find("渔港 到位资金", scope_of(editor))} == {
        source,
        article,
    }
    heard.clear()
    indexing.reindex(lambda *step: heard.append(step))
    assert [step[0] for step in heard] == ["count"]


def test_the_index_follows_the_table(editor):
    """Rows that go, by whatever way, are out of the index; rows that come are in it."""
    source = a_source(editor, text="渔港经济区。")
    words = source.passages.get().tokens
    source.passages.update(tokens="别的 词")
    assert find("渔港 吞吐量", scope_of(editor)) == []
    source.passages.update(tokens=words)
    assert len(find("渔港 吞吐量", scope_of(editor))) == 1

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM annotations_passage")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # Raises when the index and the table do not agree.
            cursor.execute(
                "INSERT INTO annotations_passage_words(annotations_passage_words, rank) "
                "VALUES ('integrity-check', 1)"
            )
    assert find("渔港 吞吐量", scope_of(editor)) == []
