"""权重: the standard, the desk's own, and the engine that comes of it."""

from __future__ import annotations

from datetime import date

import pytest

from annotations.detectors.engine import STANDARD
from annotations.detectors.weights import standard_weights
from annotations.models import AuditEntry, DeskWeight
from annotations.services.engines import engine_of
from annotations.services.errors import Forbidden, Invalid, Stale
from annotations.services.weights import set_weights, table, weights_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

DAY = date(2024, 3, 8)
FIGURE = standard_weights().reasons["figure"].amount


def test_a_desk_without_weights_of_its_own_reads_with_the_standard_engine(desk) -> None:
    assert engine_of(desk.pk, DAY) == STANDARD
    assert [line for line in table(desk) if line.own] == []


def test_a_weight_of_its_own_makes_an_engine_with_a_name_of_its_own(admin, desk) -> None:
    set_weights(actor=admin, desk=desk, amounts={"figure": 0.9})

    engine = engine_of(desk.pk, DAY)
    assert engine.weights.reasons["figure"].amount == 0.9
    assert engine.weights.reasons["comparison"] == standard_weights().reasons["comparison"]
    assert engine.version.startswith(f"{STANDARD.version}+w")
    assert len(engine.version) <= 40
    assert [(line.key, line.standard, line.amount) for line in table(desk) if line.own] == [
        ("figure", FIGURE, 0.9)
    ]


def test_every_weight_of_the_file_is_in_the_table_once(desk) -> None:
    keys = [line.key for line in table(desk)]

    assert len(keys) == len(set(keys))
    assert set(keys) == {*standard_weights().reasons, *standard_weights().damping}
    assert "shown_from" not in keys


def test_setting_them_replaces_the_set_and_what_is_standard_is_not_stored(admin, desk) -> None:
    set_weights(actor=admin, desk=desk, amounts={"figure": 0.9, "intent": 0.5})

    set_weights(actor=admin, desk=desk, amounts={"figure": FIGURE, "quote": 0})

    assert weights_of(desk) == {"quote": 0}


def test_back_to_the_standard(admin, desk) -> None:
    set_weights(actor=admin, desk=desk, amounts={"figure": 0.9})

    set_weights(actor=admin, desk=desk, amounts={})

    assert engine_of(desk.pk, DAY) == STANDARD
    assert not DeskWeight.objects.exists()


def test_each_change_is_an_audit_row_and_none_is_none(admin, desk) -> None:
    text = standard_weights().reasons["figure"].text
    set_weights(actor=admin, desk=desk, amounts={"figure": 0.9})
    set_weights(actor=admin, desk=desk, amounts={"figure": 0.9})
    set_weights(actor=admin, desk=desk, amounts={})

    rows = AuditEntry.objects.about(desk)
    assert [(row.version, row.actor, row.diff) for row in rows] == [
        (2, str(admin.user.pk), {"weights": [[f"{text} 标准"], [f"{text} 0.9"]]}),
        (3, str(admin.user.pk), {"weights": [[f"{text} 0.9"], [f"{text} 标准"]]}),
    ]


@pytest.mark.parametrize(
    "amounts",
    [{"figure": 1.01}, {"figure": -0.01}, {"figure": float("nan")}, {"none": 0.5}, {"shown_from": 0.1}],
)
def test_beyond_nothing_and_one_or_unknown_is_refused(admin, desk, amounts) -> None:
    with pytest.raises(Invalid) as refused:
        set_weights(actor=admin, desk=desk, amounts={"quote": 0.5, **amounts})

    assert [error["pointer"] for error in refused.value.errors] == [f"/weights/{key}" for key in amounts]
    assert not DeskWeight.objects.exists()


@pytest.mark.parametrize("amount", [0, 1])
def test_nothing_and_one_are_taken(admin, desk, amount) -> None:
    set_weights(actor=admin, desk=desk, amounts={"figure": amount})

    assert weights_of(desk) == {"figure": amount}


def test_others_may_not_and_a_stale_table_is_told(admin, chief, desk) -> None:
    set_weights(actor=admin, desk=desk, seen=1, amounts={"figure": 0.9})

    with pytest.raises(Forbidden):
        set_weights(actor=chief, desk=desk, amounts={})
    with pytest.raises(Stale):
        set_weights(actor=admin, desk=desk, seen=1, amounts={})

    assert weights_of(desk) == {"figure": 0.9}


def test_one_desks_weights_are_not_anothers(admin, desk, stranger) -> None:
    set_weights(actor=admin, desk=desk, amounts={"figure": 0.9})

    assert engine_of(stranger.desk_ids[0], DAY) == STANDARD
