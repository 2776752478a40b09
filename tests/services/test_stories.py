"""Copies of one story: which source is pointed at, and that a protected one is never told of."""

from __future__ import annotations

import random

import pytest

from annotations.models import Shingle, Source
from annotations.services.sources import edit_source
from annotations.services.stories import alike_to
from tests.factories import a_source

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

HAN = "".join(map(chr, range(0x4E00, 0x4E00 + 900)))


def copy_of(seed: int, length: int = 1500) -> str:
    return "".join(random.Random(seed).choices(HAN, k=length))


WIRE = copy_of(1)


def now(source: Source) -> Source:
    return Source.objects.get(pk=source.pk)


def hide(actor, source: Source, level: str = "protected") -> Source:
    return edit_source(actor=actor, source=now(source), seen=None, changes={"confidentiality": level})


def test_a_copy_points_at_the_earliest_one_and_a_copy_of_the_copy_too(editor) -> None:
    first = a_source(editor, text=WIRE)
    second = a_source(editor, text="本报讯 " + WIRE[:1000] + copy_of(2, 300))
    third = a_source(editor, text=WIRE[100:900])

    assert [now(one).story for one in (first, second, third)] == [None, first, first]
    assert Shingle.objects.filter(source=first).exists()


def test_another_text_and_another_desk_have_nothing_to_do_with_it(editor, stranger) -> None:
    a_source(editor, text=WIRE)

    other, elsewhere = a_source(editor, text=copy_of(3)), a_source(stranger, text=WIRE)

    assert (now(other).story, now(elsewhere).story) == (None, None)
    assert alike_to(stranger, elsewhere) == []


def test_the_same_few_sentences_are_no_story(editor) -> None:
    sources = [a_source(editor, text=WIRE[:150]) for _ in range(2)]

    assert [now(one).story for one in sources] == [None, None]
    assert Shingle.objects.count() == 0


def test_half_a_story_is_shown_with_how_much_it_shares_and_is_not_taken_for_the_same(editor) -> None:
    first = a_source(editor, text=WIRE)
    half = a_source(editor, text=WIRE[:700] + copy_of(4, 800))

    (alike,) = alike_to(editor, half)

    assert now(half).story is None
    assert (alike.source, 35 <= alike.percent <= 58) == (first, True)


def test_a_protected_source_points_at_a_public_copy_and_nothing_ever_points_at_it(editor, colleague) -> None:
    secret = a_source(editor, text=WIRE, confidentiality="protected")
    again = a_source(editor, text=WIRE, confidentiality="protected")
    assert [now(one).story for one in (secret, again)] == [None, None]

    public = a_source(colleague, text=WIRE)

    assert [now(one).story for one in (secret, again, public)] == [public, public, None]
    assert alike_to(colleague, public) == []
    assert alike_to(editor, public) == []
    assert [one.source for one in alike_to(editor, now(secret))] == [public]


def test_a_story_whose_first_copy_becomes_protected_goes_on_without_it(editor) -> None:
    first, second, third = (a_source(editor, text=WIRE) for _ in range(3))

    hide(editor, first)
    assert [now(one).story for one in (first, second, third)] == [second, None, second]

    hide(editor, first, "public")
    assert [now(one).story for one in (first, second, third)] == [second, None, second]


def test_the_only_public_copy_becomes_protected_and_nothing_points_anywhere(editor) -> None:
    public = a_source(editor, text=WIRE)
    secret = a_source(editor, text=WIRE, confidentiality="protected")
    assert now(secret).story == public

    hide(editor, public)

    assert [now(one).story for one in (public, secret)] == [None, None]
