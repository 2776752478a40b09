"""What a service says when it will not do something. Doors turn these into pages or problem+json."""

from __future__ import annotations

from typing import Any

from annotations.wording import say


class Problem(Exception):
    """A refusal with a Chinese sentence that names what, where and the way out."""

    status = 400
    code = "invalid"

    def __init__(self, detail: str, *, code: str = "", errors: list[dict[str, str]] | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code or self.code
        self.errors = errors or []


class Invalid(Problem):
    """Fields that cannot be taken as sent."""

    @classmethod
    def field(cls, name: str, detail: str, code: str = "invalid") -> Invalid:
        """One field's fault; ``name`` becomes a JSON pointer."""
        return cls(detail, errors=[{"pointer": f"/{name}", "code": code, "detail": detail}])


class Forbidden(Problem):
    """A role or a key that may not do this."""

    status = 403
    code = "forbidden"


class FourEyes(Forbidden):
    """The person's own work cannot be approved by that person."""

    code = "four_eyes"


class Missing(Problem):
    """Not there, or not theirs to see: told alike."""

    status = 404
    code = "not_found"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or say("没有找到，或者您无权查看。"))


class Conflict(Problem):
    """A step that the workflow does not allow now."""

    status = 409
    code = "conflict"


class Stale(Problem):
    """Somebody else saved first; ``current`` is the row as it stands now."""

    status = 412
    code = "stale"

    def __init__(self, current: Any) -> None:
        super().__init__(say("他人已先保存，您看到的不是最新内容。请比较后再保存。"))
        self.current = current
