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
