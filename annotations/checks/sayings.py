"""The sentences in which checks show their arithmetic. Stored by name, said in the language of the reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from annotations.wording import marked, say

P = Mapping[str, str]

_DAYS = {
    "一": marked("星期一"),
    "二": marked("星期二"),
    "三": marked("星期三"),
    "四": marked("星期四"),
    "五": marked("星期五"),
    "六": marked("星期六"),
    "日": marked("星期日"),
    "天": marked("星期天"),
}


def _day(written: str) -> str:
    """The weekday of which the copy writes one character."""
    return say(_DAYS.get(written, written))


_SAID: dict[str, Callable[[P], str]] = {
    "date.impossible": lambda p: say("没有这一天：{date}", **p),
    "time.impossible": lambda p: say("没有这个时刻：{time}", **p),
    "weekday.holds": lambda p: say("{date} 是{true} ✓", date=p["date"], true=_day(p["true"])),
    "weekday.differs": lambda p: say(
        "{date} 是{true}，文中写{said}", date=p["date"], true=_day(p["true"]), said=_day(p["said"])
    ),
    "writing.doubled": lambda p: say("数量级或符号重复：{words}", **p),
    "writing.points": lambda p: say("一个数里有两个小数点：{words}", **p),
    "writing.comma": lambda p: say("请核对数字写法（小数点、千分位、前导零）：{words}", **p),
    "writing.long": lambda p: say("{words}：以“亿”为单位更易读", **p),
    "share.above": lambda p: say("占比 {share} 超过 100%", **p),
    "share.together": lambda p: say("{parts} = {sum} > 100%", **p),
    "share.whole": lambda p: say("{parts} = {sum} ✓", **p),
    "share.holds": lambda p: say("{part} ÷ {total} = {true} ✓", **p),
    "share.differs": lambda p: say("{part} ÷ {total} = {true} ≠ {share}", **p),
    "list.holds": lambda p: say("列举 {listed} 项，文中称“{said}” ✓", **p),
    "list.more": lambda p: say("列举 {listed} 项，多于文中所称“{said}”", **p),
    "list.differs": lambda p: say("列举 {listed} 项，文中称“{said}”", **p),
    "list.order": lambda p: say("序号不连续：{order}", **p),
    "part.more": lambda p: say("其中 {part} > {total}", **p),
    "sum.holds": lambda p: say("{parts} = {sum} ✓", **p),
    "sum.differs": lambda p: say("{parts} = {sum} ≠ {total}", **p),
    "growth.direction": lambda p: say("由 {old} 到 {new}，与“{verb}”方向相反", **p),
    "growth.percent_holds": lambda p: say("{old} → {new}，变化 {true} ✓", **p),
    "growth.percent_differs": lambda p: say("{old} → {new}，变化 {true} ≠ {change}", **p),
    "growth.points_holds": lambda p: say("{old} → {new}，相差 {true} 个百分点 ✓", **p),
    "growth.points_differs": lambda p: say("{old} → {new}，相差 {true} 个百分点 ≠ {change}", **p),
    "growth.as_points": lambda p: say("{old} → {new}，相差 {true} 个百分点，“{change}”应为百分点", **p),
    "growth.times_holds": lambda p: say("{new} ÷ {old} = {true} 倍 ✓", **p),
    "growth.times_differs": lambda p: say("{new} ÷ {old} = {true} 倍，文中称“{change}”", **p),
    "growth.increase_holds": lambda p: say("{more} ÷（{new} {sign} {more}）= {true} ✓", **p),
    "growth.increase_differs": lambda p: say("{more} ÷（{new} {sign} {more}）= {true} ≠ {change}", **p),
    "growth.times_more": lambda p: say("{new} ÷ {old} = {true} 倍，即增长 {more} 倍，文中称“{change}”", **p),
    "growth.difference_holds": lambda p: say("{old} 与 {new} 相差 {true} ✓", **p),
    "growth.difference_differs": lambda p: say("{old} 与 {new} 相差 {true} ≠ {change}", **p),
    "product.holds": lambda p: say("{each} × {count} = {true} ✓", **p),
    "product.differs": lambda p: say("{each} × {count} = {true} ≠ {total}", **p),
    "mean.holds": lambda p: say("{total} ÷ {count} = {true} ✓", **p),
    "mean.differs": lambda p: say("{total} ÷ {count} = {true} ≠ {mean}", **p),
    "score.holds": lambda p: say("{first} − {second} = {true} ✓", **p),
    "score.differs": lambda p: say("{first} 与 {second} 相差 {true} ≠ {said}", **p),
    "rank.beyond": lambda p: say("共 {count} 个，却排第 {rank}", **p),
    "attendance.more": lambda p: say("实到 {present} > 应到 {due}", **p),
    "extremes.crossed": lambda p: say("最高 {high} 小于最低 {low}", **p),
    "order.years": lambda p: say("起止年份颠倒：{first} → {last}", **p),
    "order.days": lambda p: say("起止日期颠倒：{range}", **p),
    "years.holds": lambda p: say("{last} − {first} = {true} 年 ✓", **p),
    "years.differs": lambda p: say("{last} − {first} = {true} 年 ≠ {said} 年", **p),
    "days.holds": lambda p: say("{range} 共 {true} 天 ✓", **p),
    "days.differs": lambda p: say("{range} 共 {true} 天 ≠ {said} 天", **p),
    "months.holds": lambda p: say("起止相差 {months} 个月 ✓", **p),
    "months.differs": lambda p: say("起止相差 {months} 个月 ≠ {said} 年", **p),
    "age.holds": lambda p: say("{now} − {born} = {true} 岁 ✓", **p),
    "age.differs": lambda p: say("{now} − {born} = {true} 岁 ≠ {said} 岁", **p),
    "anniversary.holds": lambda p: say("{now} − {first} = {true} 周年 ✓", **p),
    "anniversary.differs": lambda p: say("{now} − {first} = {true} 周年 ≠ {said} 周年", **p),
    "clock.holds": lambda p: say("起止相差 {true} 分钟 ✓", **p),
    "clock.differs": lambda p: say("起止相差 {true} 分钟 ≠ {said}", **p),
    "repeated.differs": lambda p: say("“{what}”前后不一：{first} ↔ {second}", **p),
}


def said(name: str, params: P) -> str:
    """The sentence with its figures; empty for a name that is no longer known."""
    sentence = _SAID.get(name)
    return sentence(params) if sentence else ""


_NAMES: dict[str, Callable[[], str]] = {
    "impossible_date": lambda: say("日期不存在"),
    "impossible_time": lambda: say("时刻不存在"),
    "weekday": lambda: say("日期与星期"),
    "doubled_scale": lambda: say("数量级重复"),
    "decimal_point": lambda: say("小数点"),
    "long_number": lambda: say("数字写法"),
    "share_above_all": lambda: say("占比超过 100%"),
    "shares_together": lambda: say("占比之和"),
    "share_of_two": lambda: say("占比"),
    "enumeration": lambda: say("列举项数"),
    "part_of_total": lambda: say("部分与总数"),
    "sum_of_parts": lambda: say("分项之和"),
    "growth": lambda: say("增减幅度"),
    "difference": lambda: say("相差"),
    "points": lambda: say("百分点"),
    "product": lambda: say("单价与总价"),
    "mean": lambda: say("平均数"),
    "score": lambda: say("比分"),
    "rank": lambda: say("排名"),
    "attendance": lambda: say("应到与实到"),
    "extremes": lambda: say("最高与最低"),
    "order_of_dates": lambda: say("起止顺序"),
    "years_between": lambda: say("年数"),
    "days_between": lambda: say("天数"),
    "age": lambda: say("年龄"),
    "anniversary": lambda: say("周年"),
    "clock": lambda: say("时长"),
    "same_metric": lambda: say("前后不一"),
    "headline": lambda: say("标题与正文"),
}


def named(check: str) -> str:
    """What a check is called in the interface."""
    name = _NAMES.get(check)
    return name() if name else check
