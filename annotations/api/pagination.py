"""Keyset lists: opaque cursors, stable order, and a last page that costs no more than the first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from annotations.services.errors import Invalid
from annotations.wording import say

PAGE = 50
MOST = 200
ROWS, RANKS = "cursor", "rank"
"""What the two kinds of cursor are signed with: one cannot be taken for the other."""
OWN_PARAMETERS = frozenset({"cursor", "page_size"})


def page(request: Request, rows: QuerySet[Any], order: tuple[str, ...]) -> tuple[list[Any], dict[str, Any]]:
    """One page of ``rows`` and the envelope of the list (count, next, previous).

    ``order`` names fields that never change and end in a unique one; a leading ``-`` descends.
    ``count`` is taken on the first page and carried inside the cursor.
    """
    size = _size(request)
    state = _state(request.query_params.get("cursor"), len(order))
    count = rows.count() if state is None else state["n"]
    backwards = bool(state and state["b"])
    directed = tuple(_turned(name) if backwards else name for name in order)
    if state:
        rows = rows.filter(_after(directed, state["k"]))
    found = list(rows.order_by(*directed)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_next = bool(found) and (more if not backwards else True)
    has_previous = bool(found) and (more if backwards else state is not None)
    return found, {
        "count": count,
        "next": _link(request, order, found[-1], count, False) if has_next else None,
        "previous": _link(request, order, found[0], count, True) if has_previous else None,
    }


def ranked_page(request: Request, ranked: Sequence[Any]) -> tuple[Sequence[Any], dict[str, Any]]:
    """One page of a ranking that is at hand as a whole, and the envelope of the list.

    Ranks have no key that stays: the cursor counts them.
    """
    size = _size(request)
    state = _state(request.query_params.get("cursor"), 1, RANKS)
    start = state["k"][0] if state else 0
    count = state["n"] if state else len(ranked)

    def link(at: int) -> str:
        cursor = signing.dumps({"k": [at], "b": False, "n": count}, salt=RANKS, compress=False)
        return replace_query_param(request.build_absolute_uri(), "cursor", cursor)

    return ranked[start : start + size], {
        "count": count,
        "next": link(start + size) if start + size < len(ranked) else None,
        "previous": link(max(0, start - size)) if start else None,
    }


def _size(request: Request) -> int:
    given = request.query_params.get("page_size", str(PAGE))
    if not (given.isascii() and given.isdigit() and 1 <= int(given[:9]) <= MOST):
        raise Invalid.field("page_size", say("page_size 须是 1 到 {most} 的整数。", most=MOST))
    return int(given)


def _state(cursor: str | None, length: int, salt: str = ROWS) -> dict[str, Any] | None:
    if cursor is None:
        return None
    try:
        state = signing.loads(cursor, salt=salt)
    except signing.BadSignature:
        state = None
    if not isinstance(state, dict) or len(state["k"]) != length:
        raise Invalid.field("cursor", say("cursor 无效；请从列表的第一页重新开始。"))
    return state


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _after(order: tuple[str, ...], values: list[Any]) -> Q:
    """Rows behind ``values`` in ``order``: (a > x) or (a = x and b > y) …"""
    behind, same = Q(), Q()
    for name, value in zip(order, values, strict=True):
        field = name.removeprefix("-")
        sign = "lt" if name.startswith("-") else "gt"
        behind |= same & Q(**{f"{field}__{sign}": value})
        same &= Q(**{field: value})
    return behind


def _link(request: Request, order: tuple[str, ...], row: Any, count: int, backwards: bool) -> str:
    keys = [_plain(getattr(row, name.removeprefix("-"))) for name in order]
    cursor = signing.dumps({"k": keys, "b": backwards, "n": count}, salt=ROWS, compress=False)
    return replace_query_param(request.build_absolute_uri(), "cursor", cursor)


def _plain(value: Any) -> Any:
    return (
        value
        if isinstance(value, int | str)
        else value.isoformat()
        if hasattr(value, "isoformat")
        else str(value)
    )
