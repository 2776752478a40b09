"""A desk's own engine at work: the words it has entered are known in articles of their days."""

from __future__ import annotations

from datetime import date

import pytest

from annotations.models import Actor, Article, Suggestion
from annotations.services.annotate import read_proposal
from annotations.services.lexicon import Wanted, add_word, remove_word
from annotations.services.pretag import request_pretag
from annotations.services.worker import run_job
from annotations.vocabulary import JobState
from tests.factories import an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

TEXT = "云溪潮信已正式投产。"
READ = Wanted("云溪潮信", "org")


def read_again(actor: Actor, article: Article) -> Suggestion:
    assert run_job(request_pretag(actor=actor, article=article).pk) == JobState.DONE
    return Suggestion.objects.get()


def test_the_engine_knows_the_words_from_the_next_run_on(admin, editor, desk) -> None:
    article = an_article(editor, text=TEXT, published_on=date(2024, 3, 8))
    before = read_again(editor, article)
    entry = add_word(actor=admin, desk=desk, wanted=READ)

    knowing = read_again(editor, article)
    assert ("org" in before.types, "org" in knowing.types) == (False, True)
    assert (knowing.pk, knowing.engine_version != before.engine_version) == (before.pk, True)

    remove_word(actor=admin, entry=entry, seen=None)
    assert read_again(editor, article).types == before.types


@pytest.mark.parametrize(
    ("since", "until", "known"),
    [
        (date(2024, 3, 8), date(2024, 3, 8), True),
        (date(2024, 3, 9), None, False),
        (None, date(2024, 3, 7), False),
        (None, None, True),
    ],
)
def test_a_word_is_known_in_articles_of_its_days(admin, editor, desk, since, until, known) -> None:
    add_word(actor=admin, desk=desk, wanted=Wanted("云溪潮信", "org", since, until))

    row = read_again(editor, an_article(editor, text=TEXT, published_on=date(2024, 3, 8)))

    assert ("org" in row.types) == known


def test_the_words_of_one_desk_are_not_anothers(admin, desk, stranger) -> None:
    add_word(actor=admin, desk=desk, wanted=READ)

    assert "org" not in read_again(stranger, an_article(stranger, text=TEXT)).types


def test_words_tagged_by_hand_are_read_with_the_desks_engine(admin, editor, desk) -> None:
    add_word(actor=admin, desk=desk, wanted=READ)

    found = read_proposal(an_article(editor, text=TEXT), TEXT)

    assert found is not None
    assert "org" in found.types
