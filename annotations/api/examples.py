"""One example of every answer and every body, shown in the API's description (examples.json)."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

_DATA = json.loads(resources.files("annotations.api").joinpath("examples.json").read_text(encoding="utf-8"))
ANSWERS: dict[str, Any] = _DATA["answers"]
"""Shape name → what it looks like."""
REQUESTS: dict[str, Any] = _DATA["requests"]
"""Form name → a body that it takes."""


def answer_like(shape: Any) -> Any:
    """The example of an answer, or None for one without a body.

    Of a plain array one member: drf-spectacular puts the brackets around it.
    """
    name = getattr(shape, "__name__", None) or type(getattr(shape, "child", shape)).__name__
    if name.endswith("List") and name.removesuffix("List") in ANSWERS:
        return {"count": 1, "next": None, "previous": None, "results": [ANSWERS[name.removesuffix("List")]]}
    return ANSWERS.get(name)
