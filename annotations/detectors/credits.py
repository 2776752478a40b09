"""Who wrote and who photographed: bylines, datelines and photo credits. They yield names, never claims."""

from __future__ import annotations

import re

_HAN = "\u4e00-\u9fff"
_NAME = rf"[{_HAN}·]{{2,4}}"
_NAMES = rf"{_NAME}(?:[\s\u3000、]+{_NAME}){{0,7}}"
_HOUSE = (
    r"(?:本报|本网|本刊|本台|本社|新华社|中新社|中新网|人民网|央视网|央广网|新华网|光明网|中央社|澎湃新闻|全媒体|融媒体"
    rf"|[{_HAN}]{{2,6}}(?:日报|晚报|时报|都市报|新闻网|电视台|融媒体中心))"
)
_WRITES = (
    r"(?:特约|见习|实习|首席)?(?:记者|通讯员|撰稿人?|评论员|实习生)|作者|撰文|采写|摄影|摄像|文字|图片|视频"
    r"|文/?图|图/?文|文/摄|供图|制图|绘图|漫画|编译|整理|翻译"
)
_DAY = r"(?:\d{4}年)?\d{1,2}月\d{1,2}日"
_SPACE = r"[\s\u3000:：/／、,，;；|]*+"
_ENDS = r"(?:摄影报道|摄|供图|制图|绘|文/图|文并图|报道|整理|编者按)"
# What follows a name: a blank or mark, the next role, or the end.
_STOP = r"[^\w]|$|记者|通讯员|摄|供图|制图|绘|文|图|报道|整理|编者按"
# 记者 王某 李某 通讯员 赵某 摄
_CREDIT = (
    rf"(?:(?>{_HOUSE}{{0,2}}{_SPACE}(?:{_WRITES}|[文图摄](?=[\s/／:：])){_SPACE}(?:(?:{_NAMES}|{_DAY})(?={_STOP}){_SPACE}){{0,3}})){{1,4}}+"
    rf"{_ENDS}?"
)
_SHOT = rf"(?:{_NAMES}{_SPACE}(?:{_DAY})?{_SPACE}(?:摄影?|供图|制图|绘))"
_MARK = r"[□■●○▲△◎◆◇]?[\s\u3000]*"
_WHOLE = re.compile(
    rf"(?:{_MARK}[（(]?(?:{_CREDIT}|{_SHOT})[）)]?|[□■][\s\u3000]*{_NAMES}(?:{_SPACE}编者按)?|编者按[:：]?)"
)
_DATELINE = re.compile(
    rf"[（(【]?(?:据)?(?:{_HOUSE}|[{_HAN}]{{2,6}}[报网社])(?:[{_HAN}]{{2,8}}(?:[/、][{_HAN}]{{2,6}}){{0,2}})?"
    rf"(?:(?:\d{{4}}年)?(?:\d{{1,2}}月)?\d{{1,2}}日)?专?[电讯][】）)]?[\s\u3000]*(?:[（(][^（）()]{{1,40}}[）)])?[\s\u3000：:]*"
)
_LEADS = re.compile(rf"[（(]{_CREDIT}[）)][\s\u3000：:]*|[□■][\s\u3000]*{_CREDIT}[\s\u3000]+")
_TAIL = re.compile(
    rf"(?:[（(](?:{_CREDIT}|{_SHOT}|来源[:：][^（）()]{{1,30}}|责?任?编辑?[:：][^（）()]{{1,20}}|完|续|未完待续)[）)]"
    rf"|(?<=[。！？!?”」\s\u3000])(?:{_CREDIT}|{_SHOT})|[□■][\s\u3000]*{_CREDIT})$"
)
_PHOTO = re.compile(r"(?:摄影?|摄影报道|供图|制图|绘|图片|文/?图|图/[^）)]{1,8})[）)]?$")
_LONGEST = 60
_REACH = 48


def is_byline(paragraph: str) -> bool:
    """The whole paragraph tells who wrote or photographed: □本报记者 某某, 文/图 某某, 编者按."""
    return len(paragraph) <= _LONGEST and _WHOLE.fullmatch(paragraph) is not None


def frame(paragraph: str) -> tuple[int, int]:
    """Where the text proper of a paragraph begins and ends, dateline and closing credits left out.

    Both count code points of ``paragraph``; what is nothing but credits is left whole.
    """
    lead = _DATELINE.match(paragraph) or _LEADS.match(paragraph)
    start = lead.end() if lead else 0
    end = len(paragraph)
    while tail := _TAIL.search(paragraph, max(start, end - _REACH), end):
        end = start + len(paragraph[start : tail.start()].rstrip())
    return (start, end) if start < end else (0, len(paragraph))


def is_photo_credit(paragraph: str) -> bool:
    """The paragraph closes with the name of a photographer or of who drew the graphic."""
    tail = _TAIL.search(paragraph, max(0, len(paragraph) - _REACH))
    return tail is not None and _PHOTO.search(tail.group()) is not None
