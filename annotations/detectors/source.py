"""Whom a statement is credited to: the body behind a paper, and whether anybody is named at all."""

from __future__ import annotations

import re

from annotations.detectors.data import entries
from annotations.detectors.reading import Reading
from annotations.detectors.subject import is_pronoun

# 国家统计局17日发布的数据: the body before the verb of publishing.
_PUBLISHED = re.compile(
    r"(?P<body>[^，。]{2,30}?)(?:最新|近日|日前|昨[日天]|今[日天]|[\d一二三四五六七八九十年月]{1,10}日)?(?:\d{1,2}时)?(?:联合|共同|正式)?"
    r"(?:负责实施|实施|组织|完成|主持|所作|发布|公布|发表|提供|披露|出具|撰写|编写|开展|进行|通报|统计|所做)的[^，。]*"
)
_COMES_FROM = re.compile(r"(?:一项)?来自(?P<body>[^，。]{2,24}?)的[^，。的]{2,12}")
# What is left of 国家统计局数据, 省气象台统计 without the last word.
_PAPER = re.compile(
    r"(?:有关|最新|相关|初步|不完全|综合|抽样)?(?:统计|调查|监测|普查|测算|分析|预测|估计|估算|核算|介绍|报道|报导|透露|披露|反映|了解|通报|预计|推算|记载|测定"
    r"|提供|调查报告|研究报告|报告|年报|公报|季报|财报|消息|数据|资料|数字|信息|显示|公布|发布|说|称|讲|结果|勘测|快报|统计数据|统计资料)+$"
)
_TRAILING = re.compile(
    r"(?:(?:的|所作?|所做)?(?:一[项份些次期]|最新|有关|这[项份]|今[天日]|昨[天日]|日前|近日|的|所)|[向对][^，。]{1,12}|在接受[^，。]{1,20})+$"
)
_NO_BODY = re.compile(
    r"(?:最新|有关|相关|一些|多项|各项|这些|上述|该|本次|此次|这项|这一|一项|一份|一组|新近|初步|权威|官方|历史|公开|大量|综合|科研|科学|医学|临床|的|年|月|日|[\d])*"
    r"(?:统计|调查|数据|报告|研究|结果|资料|监测|分析|数字|消息|证据|信息|报道|实验|试验|显示|预测|估计|了解|介绍|普查|民调|方面)*"
)
_ANONYMOUS = re.compile(
    r"(?:有|一些|部分|多位|不少|许多|很多|某些|几位|几名|个别|一位|一名)?[^，。]{0,16}"
    r"(?:人士|(?:有关|相关)(?:负责人|责任人|部门|方面|专家|人员|官员|媒体)|有(?:人|专家|学者|分析|观点|评论|媒体|研究|网友)|知情者|分析|观点|评论|舆论|外界|业界)"
    r"|(?:有|一些|部分|多位|不少|许多|很多|某些|几位|几名)[^，。]{1,16}|(?:[^，。的]{0,6})?(?:专家|学者|分析师|分析家|网友|官员|媒体|观察家|人们|知情人|当地媒体|外媒|港媒|台媒|消息)们?"
)
_MEETING = re.compile(r"[^，。]{0,20}(?:会议|全会|大会|座谈会|常委会|例会|论坛)")
_NOUNS = frozenset(entries("speech_verbs.txt", "亦名词"))
# 提出以下建议：, 作出承诺，: the verb before makes a noun of it.
_LIGHT_VERB = re.compile("提出|作出|做出|受到|遭到|得到|收到|进行|发出|给予|开展|接受|反复|落实|按照|根据")
_BODIES = entries("sources.txt", "发言者")


def body_of(reading: Reading, start: int, end: int) -> str:
    """The body, person or paper that ``[start, end)`` names as a source; empty when it names none."""
    words = reading.text[start:end].strip()
    if words.endswith("》"):
        return words
    if found := _COMES_FROM.fullmatch(words) or _PUBLISHED.fullmatch(words):
        words = found["body"]
    else:
        words = _TRAILING.sub("", _PAPER.sub("", words))
    return "" if _NO_BODY.fullmatch(words) else words


def marks_of(source: str) -> tuple[str, ...]:
    """``source_missing``, ``anonymous``, ``pronoun`` or ``meeting``, when it is one of them."""
    if not source:
        return ("source_missing",)
    if is_pronoun(source):
        return ("pronoun",)
    if _ANONYMOUS.fullmatch(source):
        return ("anonymous",)
    return ("meeting",) if _MEETING.fullmatch(source) else ()


def speaks(reading: Reading, place: tuple[int, int], verb: int, says: str) -> bool:
    """Whether the subject at ``place`` can say it. 上级要求，is a noun; 省长要求，is speech.

    ``verb`` is the place of the verb ``says``; between the two stand time and circumstances only.
    """
    between = reading.text[place[1] : verb]
    if "的" in between:
        return False
    if says not in _NOUNS:
        return True
    if _LIGHT_VERB.search(between):
        return False
    name = reading.text[slice(*place)]
    if len(name) < 2 and not is_pronoun(name):
        return False
    people = any(word.tag in ("nr", "nrt", "nrfg", "nt") for word in reading.between(*place))
    return people or is_pronoun(name) or name.endswith(_BODIES)
