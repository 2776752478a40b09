"""What is said about a claim: its types, where the work stands, what was found and done."""

from __future__ import annotations

from annotations.vocabulary.word import Word


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


class Part(Word):
    """What a person did to a claim in one round; the table behind four eyes."""

    WORKED = "worked", "参与核查"
    APPROVED = "approved", "批准"
