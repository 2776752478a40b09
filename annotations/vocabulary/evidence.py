"""What is said about sources and the links to them."""

from __future__ import annotations

from annotations.vocabulary.word import Word


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

    @classmethod
    def of_documents(cls) -> list[tuple[str, str]]:
        """What a person may call a document; a fact of ours is cited as that fact."""
        return [choice for choice in cls.choices() if choice[0] != cls.ARCHIVE_FACT]


class InterviewMethod(Word):
    """How the words of an interview record (采访记录) were taken down."""

    IN_PERSON = "in_person", "当面采访"
    PHONE = "phone", "电话采访"
    VIDEO = "video", "视频采访"
    WRITTEN = "written", "书面答复"
    MESSAGE = "message", "即时消息"
    PRESS_CONFERENCE = "press_conference", "发布会"


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


class PairOutcome(Word):
    """What the attached material says of an item of the article (材料对稿): machine output."""

    SAME = "same", "一致"
    ROUNDED = "rounded", "四舍五入后一致"
    OTHER_UNIT = "other_unit", "换算后一致"
    DIFFERS = "differs", "不一致"
    POINTED = "pointed", "已指出原句"
    MISSING = "missing", "材料未提及"


class PairKind(Word):
    """What of an item is looked for in the material."""

    FIGURE = "figure", "数字"
    PERSON = "person", "人名职务"
    POLICY = "policy", "文件"
    DATE = "date", "时间"
    ORG = "org", "机构"


class AsideReason(Word):
    """Why a pair was set aside."""

    WRONG_PASSAGE = "wrong_passage", "配错了原句"
    OTHER_EVIDENCE = "other_evidence", "另有依据"
    NOT_NEEDED = "not_needed", "无需核对"
