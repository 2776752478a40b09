"""Lines that say nothing of their text: disclaimers, credits, the foot of a web page. Not indexed."""

from __future__ import annotations

import re

LONGEST = 60
"""Characters of a credit or link; a longer line that only begins like one is text."""

_ALWAYS = re.compile(
    r"\s*[【\[（(]?\s*(?:免责声明|免责条款|版权声明|版权说明|风险提示|特别声明|郑重声明)(?:\s*[】\]）)]|\s*[:：]|\s*$)"
)
_SHORT = re.compile(
    r"查看原文|阅读原文|原文链接|点击(?:查看|阅读|进入|下载|关注)|展开全文|返回(?:首页|顶部|列表)|上一[篇页]|下一[篇页]|"
    r"责任?编辑\s*[:：]|责编\s*[:：]|(?:编辑|校对|审核|监制|编审|美编|值班主任|签发)\s*[:：/丨|]|"
    r"版权所有|copyright|all rights reserved|©|icp备|公网安备|"
    r"未经(?:授权|许可|书面).{0,20}(?:不得|禁止|严禁)|"
    r"转载请|扫(?:码|一扫)|长按.{0,6}二维码|微信公众号|分享到|打印本页|关闭窗口|我要纠错|网站(?:地图|标识码|声明)|"
    r"主办单位\s*[:：]|承办单位\s*[:：].{0,20}技术|技术支持\s*[:：]|举报电话|法律顾问\s*[:：]|"
    r"来源\s*[:：].{0,20}(?:编辑|时间|浏览|字体)|字体\s*[:：]|浏览(?:次数|量)\s*[:：]|相关(?:阅读|推荐|链接)\s*[:：]?\s*$",
    re.IGNORECASE,
)


def disclaims(line: str) -> bool:
    """Whether a line opens a disclaimer: what follows it to the end belongs to it."""
    return _ALWAYS.match(line) is not None


def says_nothing(line: str) -> bool:
    """Whether a line is a credit, a link or part of a page's foot."""
    return len(line) <= LONGEST and _SHORT.search(line) is not None
