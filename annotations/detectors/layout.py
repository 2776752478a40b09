"""What kind of paragraph it is: headline, subhead, caption, byline, body or the site's footer."""

from __future__ import annotations

import re
from enum import Enum

from annotations.detectors.credits import is_byline, is_photo_credit

_ENDS_SENTENCE = "。！？!?；;…”」』"
_LEADS_ON = "，,、：:"
_FOOTER_HEAD = re.compile(
    r"(?:版权|免责)(?:[^。]{0,10})(?:声明|说明|所有)[:：]?$|^(?:相关新闻|相关阅读|延伸阅读|热门推荐|推荐阅读|相关链接|编辑推荐|猜你喜欢)[:：]?$"
)
# Labels that only the desk or the site writes at the beginning of a line.
_LABEL = re.compile(
    r"(?:责任?编辑?|编辑|校对|审核|审签|监制|编审|终审|初审|复审|[一二三]审|审读|统筹|策划|出品|值班[编主]\w{1,2}|来源|稿源|原标题|作者|作者单位|作者系"
    r"|通讯地址|地址|邮编|电话|传真|邮箱|投稿邮箱|新闻热线|举报电话|联系电话|联系人|客服热线|广告热线|发行热线)[:：\s]"
    r"|作者(?:系|为|单位)|[①②③④⑤⑥⑦⑧⑨⑩].{0,60}(?:本网|本站|本报|版权|转载|来源)|原标题|[(（](?:责任?编辑?|编辑|来源)[:：]"
)
_SITE = re.compile(
    r"未经[^。]{0,16}(?:授权|许可|同意)[^。]{0,12}(?:转载|摘编|复制|使用|链接|镜像)|免责声明|版权所有"
    r"|版权[^。]{0,6}(?:归|均)?属?于?[^。]{0,6}(?:本网|本报|本站|原作者|作者所有)|(?:如需|请勿|严禁|敬请|欢迎|谢绝)转载|转载请|转载自|转载目的"
    r"|扫(?:一扫|描|码)[^。]{0,14}(?:二维码|关注|下载|阅读|观看)|长按[^。]{0,8}二维码|ICP备|备案号|许可证(?:编?号)?[:：]|本网注明|关注[^。]{0,10}(?:公众号|视频号)"
)
_NOTED = re.compile(r"[①②③④⑤⑥⑦⑧⑨⑩]")
_LONGEST_HEAD = 45
_LONGEST_CAPTION = 160
_LONGEST_LABEL = 120
_LONGEST_FOOTER_HEAD = 30


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
    return len(paragraph) <= _LONGEST_FOOTER_HEAD and bool(_FOOTER_HEAD.search(paragraph))


def layout_of(paragraph: str, *, first: bool, title: str = "") -> Layout:
    """Judge one paragraph by its own look; ``first`` is the first of the text."""
    if _of_the_site(paragraph):
        return Layout.FOOTER
    if is_byline(paragraph):
        return Layout.BYLINE
    short = paragraph[-1] not in _ENDS_SENTENCE + _LEADS_ON and len(paragraph) <= _LONGEST_HEAD
    if (title and paragraph == title.strip()) or (first and short):
        return Layout.HEADLINE
    if len(paragraph) <= _LONGEST_CAPTION and is_photo_credit(paragraph):
        return Layout.CAPTION
    return Layout.SUBHEAD if short else Layout.BODY


def _of_the_site(paragraph: str) -> bool:
    """Words of the desk or the site, not of the article."""
    if _SITE.search(paragraph):
        return True
    if len(paragraph) <= _LONGEST_LABEL and _LABEL.match(paragraph):
        return True
    return bool(_NOTED.match(paragraph)) and "本网" in paragraph
