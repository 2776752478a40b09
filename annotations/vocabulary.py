"""The newsroom's words: identifiers are stable (database, API), labels are what people read.

Pure Python on purpose: the detectors and the command line speak these words without Django.
Source of the lists: the domain model in docs/architecture.md.
"""

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


class ClaimType(Word):
    """What kind of statement it is. ``priority``: A check always, B check, C if time."""

    priority: str
    glyph: str
    key: int

    def __new__(
        cls, value: str, label: str = "", priority: str = "", glyph: str = "", key: int = 0
    ) -> ClaimType:
        member = str.__new__(cls, value)
        member._value_ = value
        member.chinese = label
        member.priority = priority
        member.glyph = glyph
        member.key = key
        return member

    QUANTITY = "quantity", "统计数字", "A", "数", 1
    MONEY = "money", "金额", "A", "数", 1
    SHARE = "share", "占比", "A", "数", 1
    COMPARISON = "comparison", "比较/增长率", "A", "数", 1
    DATE = "date", "时间", "A", "时", 2
    POLICY = "policy", "政策文件/法规", "A", "策", 3
    PERSON = "person", "人名职务", "A", "人", 4
    ORG = "org", "机构", "A", "人", 4
    QUOTE = "quote", "引语", "A", "引", 5
    ATTRIBUTION = "attribution", "信源", "B", "引", 5
    SUPERLATIVE = "superlative", "唯一/最/排名", "A", "最", 6
    FIRST = "first", "首次/率先", "A", "最", 6
    HONOR = "honor", "荣誉称号", "A", "最", 6
    CAUSAL = "causal", "因果/成效", "C", "因", 7
    EVENT = "event", "事件", "B", "他", 8
    PLACE = "place", "地名", "B", "他", 8
    ORDINAL = "ordinal", "届次/批次", "B", "他", 8
    FORMULA = "formula", "固定表述", "C", "他", 8


class Approx(Word):
    """How exactly a figure is stated; GB/T 15835 separates measures, ordinals and approximations."""

    EQ = "eq", "等于"
    GT = "gt", "超过"
    GTE = "gte", "不少于"
    LT = "lt", "不到"
    LTE = "lte", "不超过"
    APPROX = "approx", "约"
    RANGE = "range", "区间"
    VAGUE = "vague", "概数"


class Status(Word):
    """Where the work on a claim stands."""

    OPEN = "open", "待核查"
    IN_PROGRESS = "in_progress", "核查中"
    NEEDS_INFO = "needs_info", "待补充"
    SUBMITTED = "submitted", "待复审"
    FINAL_REVIEW = "final_review", "待终审"
    APPROVED = "approved", "已核定"
    PUBLISHED = "published", "随稿刊发"
    REOPENED = "reopened", "已重开"
    SUPERSEDED = "superseded", "已失效"


class Flag(Word):
    """A remark beside the status."""

    STALE = "stale", "依据待更新"
    ORPHANED = "orphaned", "原文位置待确认"
    CONFLICT = "conflict", "有出入"
    BLOCKING = "blocking", "处理后方可签发"
    PROMINENT = "prominent", "重要位置"


class Verdict(Word):
    """What was found. ``rating`` is 5 best to 1 worst, or None where none can be given."""

    rating: int | None

    def __new__(cls, value: str, label: str = "", rating: int | None = None) -> Verdict:
        member = str.__new__(cls, value)
        member._value_ = value
        member.chinese = label
        member.rating = rating
        return member

    VERIFIED = "verified", "属实", 5
    MOSTLY_VERIFIED = "mostly_verified", "基本属实", 4
    MISLEADING = "misleading", "表述不当", 3
    PARTLY_FALSE = "partly_false", "部分有误", 2
    FALSE = "false", "有误", 1
    OUTDATED = "outdated", "已过时", 2
    UNVERIFIABLE = "unverifiable", "无法核实", None
    ATTRIBUTED_ONLY = "attributed_only", "引述无误，内容未核实", None
    NOT_CHECKABLE = "not_checkable", "无需核查", None


class Resolution(Word):
    """What was done to the copy."""

    NONE = "none", "无需改动"
    CORRECTED = "corrected", "已改稿"
    SOFTENED = "softened", "已弱化"
    ATTRIBUTED = "attributed", "已补信源"
    CUT = "cut", "已删"
    KEPT = "kept", "保留原文"


class Stance(Word):
    """What a piece of evidence does to a claim."""

    SUPPORTS = "supports", "支持"
    REFUTES = "refutes", "反驳"
    CONTEXT = "context", "背景"


class Tier(Word):
    """How close the evidence stands to the fact; a property of the link, not of the document."""

    PRIMARY = "primary", "一手"
    SECONDARY = "secondary", "二手"


class SourceType(Word):
    """What kind of document a source is."""

    GOV_DOCUMENT = "gov_document", "公文"
    STATISTICS = "statistics", "统计公报"
    LAW = "law", "法规"
    COMPANY_FILING = "company_filing", "公司公告"
    INTERVIEW_RECORD = "interview_record", "采访记录"
    SITE_VISIT = "site_visit", "现场"
    OFFICIAL_SITE = "official_site", "官网"
    PRESS_RELEASE = "press_release", "通稿"
    MEDIA = "media", "媒体"
    ARCHIVE_FACT = "archive_fact", "本报已核事实"
    EXPERT = "expert", "专家"
    OTHER = "other", "其他"


class Confidentiality(Word):
    """Who may know of a source. A protected one never leaves the house."""

    PUBLIC = "public", "公开"
    INTERNAL = "internal", "内部"
    PROTECTED = "protected", "保护信源"


class Comparison(Word):
    """How the figure in the evidence agrees with the figure in the claim."""

    SAME = "same", "数字一致"
    ROUNDED = "rounded", "四舍五入后一致"
    OTHER_UNIT = "other_unit", "单位不同"
    DIFFERS = "differs", "数字不一致"
    NONE = "none", "无可比数字"


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


class SuggestionState(Word):
    """What became of a machine suggestion."""

    PENDING = "pending", "待确认"
    ACCEPTED = "accepted", "已采纳"
    DISMISSED = "dismissed", "已忽略"


class DismissReason(Word):
    """Why a suggestion was set aside."""

    SLOGAN = "slogan", "口号"
    DUPLICATE = "duplicate", "重复"
    WRONG_SPAN = "wrong_span", "划词有误"
    NOT_NEEDED = "not_needed", "无需核查"


class JobState(Word):
    """Where background work stands."""

    QUEUED = "queued", "排队中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "失败"
    CANCELLED = "cancelled", "已取消"
    SUPERSEDED = "superseded", "已被新版本取代"


class Part(Word):
    """What a person did to a claim in one round; the table behind four eyes."""

    WORKED = "worked", "参与核查"
    APPROVED = "approved", "批准"


class Action(Word):
    """What an audit row records."""

    CREATE = "create", "新建"
    EDIT = "edit", "修改"
    TRANSITION = "transition", "流转"
    EVIDENCE = "evidence", "证据"
    FLAG = "flag", "标记"
    REANCHOR = "reanchor", "重新定位"
    DELETE = "delete", "删除"
    PUBLISH = "publish", "签发"


SYSTEM = "system"
"""The actor of an audit row that no person caused."""
