"""Filters of lists, strict about names and values."""

from __future__ import annotations

from typing import Any, TypeVar

import django_filters
from django.db.models import QuerySet

from annotations.api.door import Door
from annotations.services.errors import Invalid
from annotations.services.searching import keys_found
from annotations.vocabulary import Kind
from annotations.wording import say

Rows = TypeVar("Rows", bound=QuerySet[Any])


def searched(door: Door, kind: Kind, rows: Rows) -> Rows:
    """``rows`` that answer the query's ``q``, when there is one; their order stays that of the list."""
    query = door.request.query_params.get("q")
    if query is None:
        return rows
    door.may_read()
    narrowed: Rows = rows.filter(pk__in=keys_found(actor=door.actor, query=query, kind=kind))
    return narrowed


def filtered(door: Door, kind: type[django_filters.FilterSet], rows: Rows, *more: str) -> Rows:
    """``rows`` narrowed by the query; unknown parameters and unusable values are 400."""
    door.only_parameters(*kind.base_filters, *more)
    bound = kind(door.request.query_params, queryset=rows)
    if not bound.is_valid():
        name, messages = next(iter(bound.errors.items()))
        raise Invalid.field(name, say("查询参数 {name} 不对：{messages}", name=name, messages=messages[0]))
    narrowed: Rows = bound.qs
    return narrowed
