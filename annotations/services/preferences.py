"""个人设置: how one person wants the pages to look and the keys to work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotations.models import Preference, User
from annotations.models.preferences import KeyMode, Language, TextSize, Theme
from annotations.services.errors import Invalid
from annotations.vocabulary import Word
from annotations.wording import say


@dataclass(frozen=True)
class Wishes:
    """All that a person may choose. ``keymap`` holds only keys that differ from those delivered."""

    language: str = Language.AUTO
    theme: str = Theme.AUTO
    text_size: str = TextSize.M
    autospace: bool = True
    glyphs: bool = True
    keys: str = KeyMode.ON
    keymap: Mapping[str, str] = field(default_factory=dict)


_KNOWN: Mapping[str, type[Word]] = {
    "language": Language,
    "theme": Theme,
    "text_size": TextSize,
    "keys": KeyMode,
}


def wishes_of(user: User) -> Wishes:
    """What this person chose, or the defaults."""
    row = getattr(user, "preference", None)
    return Wishes(**{name: getattr(row, name) for name in Wishes.__dataclass_fields__}) if row else Wishes()


def keep(*, user: User, wishes: Wishes) -> Preference:
    """Store a person's own settings; nobody sets another's. Raises ``Invalid`` for an unknown choice."""
    for name, words in _KNOWN.items():
        if getattr(wishes, name) not in list(words):
            raise Invalid.field(name, say("没有这个选项，请从列表中选择。"), "unknown")
    fields = {name: getattr(wishes, name) for name in Wishes.__dataclass_fields__}
    fields["keymap"] = dict(wishes.keymap)
    row, _ = Preference.objects.update_or_create(user=user, defaults=fields)
    return row
