"""How operations are described in the OpenAPI document."""

from __future__ import annotations

from functools import cache
from typing import Any

from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    inline_serializer,
)
from rest_framework import serializers

from annotations.api import problems
from annotations.api.examples import REQUESTS, answer_like
from annotations.api.problems import DETAILS, TITLES
from annotations.api.shapes import ProblemShape

IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, required=True, description="The ETag that was read."
)
IF_MATCH_OPTIONAL = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="The claim's ETag."
)
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="The same key and body get the first answer again.",
)
CODES = {
    400: "invalid",
    401: "not_authenticated",
    403: "forbidden",
    404: "not_found",
    406: "unknown_format",
    409: "conflict",
    412: "stale",
    413: "too_large",
    415: "unsupported_media_type",
    428: "if_match_required",
}
MEANINGS = {
    400: "Fields or JSON that cannot be taken as sent.",
    401: "No valid session or key.",
    403: "The role or the key's scopes do not allow it.",
    404: "Missing, or of another desk: told alike.",
    406: "No such format.",
    409: "The workflow does not allow it now.",
    412: "Somebody else wrote first; the current state is in `current`.",
    413: "Too large.",
    415: "Not application/json.",
    428: "If-Match is missing.",
}
READ = (401, 403, 404)
CREATE = (400, 401, 403, 404, 409, 413, 415)
CHANGE = (*CREATE, 412, 428)


def described(
    summary: str, answer: Any, *, status: int = 200, errors: tuple[int, ...] = READ, **more: Any
) -> Any:
    """``extend_schema`` with the errors of our kinds of operation spelled out."""
    refusals = {
        (code, "application/problem+json"): OpenApiResponse(ProblemShape, MEANINGS[code]) for code in errors
    }
    # Most answers are one shape in JSON; an export names its own media types.
    answers = answer if isinstance(answer, dict) else {status: answer}
    examples = [_problem_example(code) for code in errors]
    for code, shape in answers.items():
        # An export's answers are named by status and media type, and have no shape.
        if isinstance(code, int) and (shown := answer_like(shape)) is not None:
            examples.append(OpenApiExample("answer", shown, response_only=True, status_codes=[str(code)]))
    if form := more.get("request"):
        examples.append(OpenApiExample("body", REQUESTS[form.__name__], request_only=True))
    return extend_schema(summary=summary, responses={**answers, **refusals}, examples=examples, **more)


def _problem_example(status: int) -> OpenApiExample:
    detail = DETAILS.get(status, TITLES[status])
    return OpenApiExample(
        f"problem {status}",
        problems.body(status, CODES[status], detail),
        response_only=True,
        status_codes=[str(status)],
        media_type="application/problem+json",
    )


@cache
def listed(shape: type[serializers.BaseSerializer[Any]]) -> Any:
    """The envelope of a list of ``shape``."""
    return inline_serializer(
        name=f"{shape.__name__}List",
        fields={
            "count": serializers.IntegerField(),
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
            "results": shape(many=True),
        },
    )


def parameters(*names: str) -> list[OpenApiParameter]:
    """The filters of a list, with the two that every list has."""
    return [OpenApiParameter(name, str) for name in (*names, "cursor", "page_size")]
