"""What kind of paragraph it is: headline, subhead, caption, byline, body or the site's footer."""

from __future__ import annotations

import re
from enum import Enum

_ENDS_SENTENCE = "。！？!?；;…”」』"
_FOOTER_HEAD = re.compile(
    r"(?:版权|免责)(?:[^。]{0,10})(?:声明|说明|所有)[:：]?$|^(?:相关新闻|相关阅读|延伸阅读|热门推荐|推荐阅读)"
)
_FOOTER = re.compile(
    r"^[①②③④⑤⑥⑦⑧⑨⑩]|未经[^。]{0,12}(?:授权|许可)|免责声明|版权(?:所有|归|均)|转载(?:请|自|目的)|责任编辑|责编[:：]|^编辑[:：]|^校对[:：]|^审核[:：]|^审签[:：]"
    r"|^来源[:：]|^作者[:：]|^监制[:：]|^编审[:：]|^终审[:：]|扫(?:一扫|描)[^。]{0,10}二维码|ICP备|备案号|举报电话|联系电话|投稿邮箱|本网注明|^原标题"
)
_BYLINE = re.compile(
    r"^[□■●○▲△◎◆◇]|^(?:本报|本网|新华社|中新社|记者|通讯员|见习记者|实习生|文/|图/|摄影|作者)[^。，,]{0,40}$|^[^。，,]{0,20}(?:摄|供图|制图|编者按)$"
)
_CREDIT = re.compile(
    r"(?:^|[。\s（(])(?:本报|本网)?(?:记者|通讯员|特约记者)?[^。，,（(]{0,16}(?:摄影?|供图|制图)[）)]?$"
)
_LONGEST_HEAD = 45


class Layout(Enum):
    """Where in the article a paragraph stands."""

    HEADLINE = "headline"
    SUBHEAD = "subhead"
    CAPTION = "caption"
    BYLINE = "byline"
    BODY = "body"
    FOOTER = "footer"


def opens_footer(paragraph: str) -> bool:
    """A heading behind which only the site speaks: 版权与免责声明."""
    return len(paragraph) <= 30 and bool(_FOOTER_HEAD.search(paragraph))


def layout_of(paragraph: str, *, first: bool, title: str = "") -> Layout:
    """Judge one paragraph by its own look; ``first`` is the first of the text."""
    if _FOOTER.search(paragraph):
        return Layout.FOOTER
    if len(paragraph) <= 60 and _BYLINE.search(paragraph):
        return Layout.BYLINE
    closed = paragraph[-1] in _ENDS_SENTENCE
    if (title and paragraph == title.strip()) or (first and not closed and len(paragraph) <= _LONGEST_HEAD):
        return Layout.HEADLINE
    if len(paragraph) <= 160 and _CREDIT.search(paragraph[-24:]):
        return Layout.CAPTION
    if not closed and len(paragraph) <= _LONGEST_HEAD:
        return Layout.SUBHEAD
    return Layout.BODY
