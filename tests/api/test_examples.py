"""The examples in the API's description are what the API really says and takes."""

from __future__ import annotations

from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator

from annotations.api import (
    articles,
    claims,
    corrections,
    desks,
    evidence,
    fields,
    me,
    members,
    pairs,
    publications,
    review,
    shapes,
    snapshots,
    sources,
    suggestions,
    threads,
    uploads,
    versions,
)
from annotations.api.examples import ANSWERS, REQUESTS

SHOWN = ("application/json", "application/problem+json")
MODULES = (
    articles,
    claims,
    corrections,
    desks,
    evidence,
    fields,
    me,
    members,
    pairs,
    publications,
    review,
    shapes,
    snapshots,
    sources,
    suggestions,
    threads,
    uploads,
    versions,
)


def named(name: str) -> Any:
    return next(getattr(module, name) for module in MODULES if hasattr(module, name))


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answers_example_has_exactly_the_fields_of_its_shape(name: str) -> None:
    assert set(ANSWERS[name]) == set(named(name)().fields)


@pytest.mark.parametrize("name", REQUESTS)
def test_a_bodys_example_is_taken(name: str) -> None:
    form = named(name)(data=REQUESTS[name], partial=True)

    assert form.is_valid(), form.errors


def test_every_operation_has_an_example_of_its_answer_body_and_refusals() -> None:
    schema = SchemaGenerator().get_schema(public=True)
    missing = []
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            contents = [answer.get("content", {}) for answer in operation["responses"].values()]
            contents.append(operation.get("requestBody", {}).get("content", {}))
            shown = [media for content in contents for name, media in content.items() if name in SHOWN]
            # An export is a file, and 204 has no body: those show their refusals only.
            missing += [f"{method} {path}" for media in shown if "examples" not in media]

    assert missing == []


def test_a_plain_arrays_example_is_one_array() -> None:
    schema = SchemaGenerator().get_schema(public=True)
    history = schema["paths"]["/api/v1/claims/{id}/history/"]["get"]["responses"]["200"]

    (example,) = history["content"]["application/json"]["examples"].values()

    assert [set(row) for row in example["value"]] == [set(ANSWERS["HistoryShape"])]
