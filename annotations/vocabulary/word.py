"""What every word is: an identifier with its Chinese label."""

from __future__ import annotations

from enum import StrEnum

from annotations.wording import say


class Word(StrEnum):
    """A member is its identifier; ``chinese`` is the word beside it, ``label`` that in the reader's language.

    The constructors have defaults only so that ``Word("identifier")`` type-checks as a look-up.
    """

    chinese: str

    def __new__(cls, value: str, label: str = "") -> Word:
        member = str.__new__(cls, value)
        member._value_ = value
        member.chinese = label
        return member

    @property
    def label(self) -> str:
        return say(self.chinese)

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs for a form or a model field; pass the method itself, so a new word needs no migration."""
        return [(member.value, member.label) for member in cls]
