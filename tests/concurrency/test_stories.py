"""Copies of one story stored at the same moment: one of them is the first."""

from __future__ import annotations

import random
from functools import partial

import pytest

from annotations.models import Actor, Source
from annotations.services.sources import edit_source
from annotations.vocabulary import Role
from tests.concurrency.conftest import at_once, lost
from tests.factories import DeskFactory, a_source, member

pytestmark = [pytest.mark.usefixtures("real_transactions"), pytest.mark.both_databases]

WIRE = "".join(random.Random(1).choices("".join(map(chr, range(0x4E00, 0x4E00 + 900))), k=800))


def test_of_copies_stored_at_the_same_moment_all_but_one_point_at_it() -> None:
    editor = member(DeskFactory.create(), Role.EDITOR)

    results = at_once([partial(a_source, Actor(editor.user), text=WIRE) for _ in range(6)])

    assert lost(results) == set()
    roots = Source.objects.filter(story=None)
    assert (roots.count(), Source.objects.filter(story=roots[0]).count()) == (1, 5)


def test_hiding_copies_while_others_are_stored_locks_nobody_out() -> None:
    editor = member(DeskFactory.create(), Role.EDITOR)
    stored = [a_source(editor, text=WIRE) for _ in range(3)]
    hide = {"confidentiality": "protected"}

    results = at_once(
        [partial(edit_source, actor=Actor(editor.user), source=one, seen=1, changes=hide) for one in stored]
        + [partial(a_source, Actor(editor.user), text=WIRE) for _ in range(3)]
    )

    assert lost(results) == set()
    assert Source.objects.filter(story__confidentiality="protected").count() == 0
