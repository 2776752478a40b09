"""Articles on their way to the page, and the facts that go with them."""

from __future__ import annotations

from annotations.vocabulary.word import Word


class ArticleStatus(Word):
    """Where an article stands."""

    DRAFT = "draft", "采写中"
    CHECKING = "checking", "核查中"
    IN_REVIEW = "in_review", "审核中"
    CLEARED = "cleared", "核查通过"
    PUBLISHED = "published", "已刊发"
    CORRECTED = "corrected", "已更正"
    WITHDRAWN = "withdrawn", "已撤稿"


ENDED = (ArticleStatus.PUBLISHED, ArticleStatus.CORRECTED, ArticleStatus.WITHDRAWN)
"""Nobody has to check these any more."""


class CheckLevel(Word):
    """How much of an article is checked."""

    FULL = "full", "逐条核查"
    KEY = "key", "重点核查"
    WIRE = "wire", "通稿比对"


class Channel(Word):
    """Where an article is published."""

    PRINT = "print", "报纸"
    WEB = "web", "网站"


class OverrideCode(Word):
    """Why an article was signed although its gate was not clear (例外签发)."""

    DEADLINE = "deadline", "时效"
    UNDERSTAFFED = "understaffed", "人手不足待补核"
    RULING = "ruling", "总编裁定"
    OTHER = "other", "其他"


class Outcome(Word):
    """What a new version of the text did to a claim."""

    KEPT = "kept", "未变"
    MOVED = "moved", "移位"
    CHANGED_MINOR = "changed_minor", "细微改动"
    CORRECTED = "corrected_as_approved", "已按核定改正"
    CHANGED = "changed", "文字有改动"
    FIGURE_CHANGED = "figure_changed", "关键信息有改动"
    ORPHANED = "orphaned", "原文位置待确认"


class FactEvent(Word):
    """What happened to a fact after its approval."""

    APPROVED = "approved", "已核定"
    PUBLISHED = "published", "刊发"
    HELD = "held", "暂停外供"
    RETRACTED = "retracted", "已撤回"
    SUPERSEDED = "superseded", "被取代"
    EMBARGO = "embargo", "解禁时间改动"
