"""Why nothing came back, as a sentence for people: stored in Chinese, said again to whoever reads."""

from __future__ import annotations

from typing import Any

from annotations.wording import say


class Failure(Exception):
    """``sentence`` is the Chinese one, filled in; it never holds the address that was asked."""

    def __init__(self, sentence: str, **params: Any) -> None:
        self.pattern, self.params = sentence, params
        self.sentence = sentence.format(**params)
        super().__init__(self.sentence)

    def said(self) -> str:
        """The sentence in the reader's language."""
        return say(self.pattern, **self.params)


class Refused(Failure):
    """Asking again would change nothing: the address, the kind or the size of what lies there."""


class Unreachable(Failure):
    """It may work in a while: nobody answered, or too slowly, or with an error of their own."""
