"""Word lists and weights of the detectors: files a sub-editor can correct."""

from __future__ import annotations

from importlib import resources


def entries(name: str, part: str = "") -> tuple[str, ...]:
    """The words of ``name`` (a file beside this one): one or more a line, ``#`` begins a comment.

    A line ``[part]`` begins a part; without ``part`` the words before the first one are meant.
    Raises ``FileNotFoundError`` when there is no such list and ``LookupError`` when it has no such part.
    """
    lines = resources.files(__package__).joinpath(name).read_text("utf-8").splitlines()
    parts: dict[str, list[str]] = {"": []}
    words = parts[""]
    for line in lines:
        text = line.partition("#")[0].strip()
        if text.startswith("[") and text.endswith("]"):
            words = parts.setdefault(text[1:-1], [])
        else:
            words.extend(text.split())
    if part not in parts:
        raise LookupError(f"The list {name} has no part {part!r}.")
    return tuple(parts[part])
