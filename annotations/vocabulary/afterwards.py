"""After publication: corrections, and errors counted by the official rule."""

from __future__ import annotations

from annotations.vocabulary.word import Word


class CorrectionKind(Word):
    """What a party or a reader asks for after publication."""

    CORRECTION = "correction", "更正"
    REPLY = "reply", "答辩"


class CorrectionState(Word):
    """Where a correction stands."""

    REPORTED = "reported", "已报告"
    ASSESSED = "assessed", "已评估"
    DECIDED = "decided", "已决定"
    CLOSED = "closed", "已结案"


class CorrectionDecision(Word):
    """What the chief decided about a correction."""

    CORRECT = "correct", "更正"
    NO_ERROR = "no_error", "无误"
    CLARIFY = "clarify", "作出说明"


class WriterView(Word):
    """What the writer says of a reported error."""

    CONFIRMS = "confirms", "确认有误"
    CONTESTS = "contests", "有异议"


class ErrorStage(Word):
    """When an error was found: before it was published, or after it had escaped."""

    FOUND = "found", "刊发前发现"
    ESCAPED = "escaped", "刊发后发现"


class ErrorClass(Word):
    """The classes of the annex to 报纸期刊质量管理规定 (2020); their weights are data (quality/data)."""

    FACT = "fact", "事实性差错"
    KNOWLEDGE = "knowledge", "知识性差错"
    LOGIC = "logic", "逻辑性差错"
    GRAMMAR = "grammar", "语法性差错"
    CHARACTER = "character", "错字、多字、漏字、倒字"
    NUMERAL = "numeral", "数字差错"
    NUMBER_STYLE = "number_style", "数字用法差错"
    FOREIGN_WORD = "foreign_word", "外文差错"


class ErrorPlace(Word):
    """Where an error stands; some places count double."""

    BODY = "body", "正文"
    MASTHEAD = "masthead", "报头"
    SECTION_HEAD = "section_head", "栏目名"
    TITLE = "title", "标题"
    KEY_NAME = "key_name", "正文重要名称"
    KEY_TIME = "key_time", "正文重要时间"
    KEY_PICTURE = "key_picture", "重要图片"
