"""People, their machines, background work, and the log of what they did."""

from __future__ import annotations

from annotations.vocabulary.word import Word


class LexiconKind(Word):
    """What a word of a desk's dictionary (词表) names."""

    ORG = "org", "机构"
    PERSON = "person", "人名"
    PLACE = "place", "地名"
    TERM = "term", "术语"


class Role(Word):
    """What a person is at a desk."""

    REPORTER = "reporter", "记者"
    EDITOR = "editor", "编辑"
    REVIEWER = "reviewer", "审核人"
    CHIEF = "chief", "值班总编"
    ADMIN = "admin", "管理员"


class Scope(Word):
    """What an API key may do."""

    READ = "read", "读"
    WRITE = "write", "读写"
    EXPORT = "export", "导出已刊发事实"
    EXPORT_APPROVED = "export:approved", "导出已核定事实"


class JobState(Word):
    """Where background work stands."""

    QUEUED = "queued", "排队中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "失败"
    CANCELLED = "cancelled", "已取消"
    SUPERSEDED = "superseded", "已被新版本取代"


class Action(Word):
    """What an audit row records."""

    CREATE = "create", "新建"
    EDIT = "edit", "修改"
    TRANSITION = "transition", "流转"
    EVIDENCE = "evidence", "证据"
    FLAG = "flag", "标记"
    REANCHOR = "reanchor", "重新定位"
    DELETE = "delete", "删除"
    SIGN = "sign", "签发"
    PUBLISH = "publish", "刊发"
    HOLD = "hold", "暂停外供"
    CORRECT = "correct", "更正"


SYSTEM = "system"
"""The actor of an audit row that no person caused."""
