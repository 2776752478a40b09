"""Word lists as a sub-editor can read and correct them: words apart by blanks."""

from __future__ import annotations


def listed(text: str) -> tuple[str, ...]:
    """``"个 名 家"`` -> ``("个", "名", "家")``."""
    return tuple(text.split())
