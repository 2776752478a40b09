"""The eight keys for seventeen types: a key names a group, the reader of figures decides which."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.models import Article
from annotations.services.annotate import read_proposal
from annotations.services.errors import Invalid
from annotations.vocabulary import ClaimType
from annotations.web.typeguide import GUIDES
from annotations.wording import marked, say

LABELS = {
    1: marked("数字"),
    2: marked("时间"),
    3: marked("政策"),
    4: marked("人物机构"),
    5: marked("引语信源"),
    6: marked("最、首、荣誉"),
    7: marked("因果"),
    8: marked("其他"),
}


@dataclass(frozen=True)
class Group:
    """One digit key with its glyph and the types behind it."""

    key: int
    glyph: str
    chinese: str
    types: tuple[ClaimType, ...]

    @property
    def label(self) -> str:
        return say(self.chinese)

    @property
    def hint(self) -> str:
        """The tool tip of the key: what its types mean."""
        return "\n".join(
            say("{label}：{definition}", label=kind.label, definition=GUIDES[kind].definition)
            for kind in self.types
        )


def _group(key: int, label: str) -> Group:
    types = tuple(kind for kind in ClaimType if kind.key == key)
    return Group(key, types[0].glyph, label, types)


GROUPS = tuple(_group(key, label) for key, label in LABELS.items())


def types_of(key: str, quote: str, article: Article, held: list[str]) -> list[str]:
    """The types a digit means here: those already held, else what the detectors read, else the first."""
    group = next((group for group in GROUPS if str(group.key) == key), None)
    if group is None:
        raise Invalid.field("key", say("没有这个类型键；可用 1 至 8。"), "unknown")
    names = [str(kind) for kind in group.types]
    kept = [name for name in held if name in names]
    if kept or len(names) == 1:
        return kept or names
    found = read_proposal(article, quote, names)
    read = [str(name) for name in found.types if name in names] if found else []
    return read or names[:1]
