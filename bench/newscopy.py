"""News-like Chinese copy of any length, with invented names, for benches that must not depend on a file.

Every sentence draws its own names, figures and dates, so that no cache of sentences can help.
"""

from __future__ import annotations

import random

_PLACE_HEADS = "江河湖海云石青白金银南北东西安宁平和临望兴永长高清泉松梅兰竹龙凤虎鹤"
_PLACE_TAILS = "河原山州阳陵城浦川溪岭港桥门台林泽丘"
_DIVISIONS = ("市", "县", "区", "镇", "省")
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国志远文博思雨怀宇海峰晓东立新"
_TITLES = ("市长", "副局长", "董事长", "总经理", "主任", "村支书", "院长", "教授", "负责人", "秘书长")
_TRADES = (
    "半导体材料", "新能源汽车", "生物医药", "纺织印染", "冷链物流", "现代农业", "智能装备", "数字经济",
    "海洋渔业", "文化旅游",
)  # fmt: skip
_THINGS = (
    "重点项目", "规上企业", "便民服务点", "高标准农田", "养老床位", "充电桩", "科技成果", "创新平台",
    "对口岗位", "标准厂房",
)  # fmt: skip
_UNITS = ("个", "家", "项", "座", "套", "处")
_VERBS = ("新增", "建成", "引进", "培育", "改造", "盘活", "落实", "签约")
_QUALITIES = (
    "营商环境越来越好", "办事比过去方便多了", "乡亲们的腰包鼓了起来", "孩子在家门口就能上学",
    "我们对明年的收成很有信心",
)  # fmt: skip
_PROSE = (
    "清晨，薄雾还没有散去，{place}的码头上已经人声鼎沸，装卸工人有条不紊地忙碌着。",
    "走进{place}的老街，青石板路两旁的店铺次第开门，豆浆和油条的香味扑面而来。",
    "近年来，{place}坚持因地制宜，把产业发展与生态保护结合起来，走出了一条适合自己的路子。",
    "在{person}看来，干事创业最要紧的是耐得住性子，一茬接着一茬干，不能急于求成。",
    "夜幕降临，{place}的广场上响起了欢快的乐曲，{person}和几位老人围坐在一起，聊着这些年的变化。",
    "谈起过去的日子，{person}打开了话匣子，那时候路不好走，山货运不出去，只能看着烂在地里。",
)  # fmt: skip
_NEWS = (
    "{date}，{place}召开{trade}产业发展推进会，总结上半年工作，部署下一阶段任务。",
    "{year}年，全{division}{verb}{thing}{number}{unit}，完成投资{money}亿元，同比增长{rate}%。",
    "{date}，{place}人民政府办公室印发《关于支持{trade}产业高质量发展的若干措施》，提出{small}条具体举措。",
    "“{quality}。”{place}{trade}有限公司{title}{person}说，公司今年前{month}个月的销售收入达到{money}万元，比上年同期多了{small}成。",
    "据{place}统计局介绍，截至目前，全{division}共有{thing}{number}{unit}，占全省总数的{rate}%，位居全省第{small}。",
    "记者从{place}{trade}协会了解到，这是当地首次举办第{small}届{trade}博览会，吸引来自{small}个省份的{number}余名客商参加。",
    "{place}与{place2}签署战略合作框架协议，双方将在{trade}等{small}个方面开展合作，总投资超过{money}亿元。",
    "{person}是{place}唯一入选国家级名录的传承人，{year}年被授予“先进工作者”称号。",
    "项目全部投产后，预计年产值{money}亿元，可带动就业{number}人，{place}的{trade}产业规模有望突破百亿元。",
    "{place2}大学附属医院{title}{person}表示，目前已有{number}名患者从中受益，平均住院时间缩短{rate}天。",
)  # fmt: skip


def newscopy(characters: int, seed: int = 7) -> str:
    """At least so many characters of copy, in paragraphs of a few sentences; the same for the same seed."""
    draw = random.Random(seed)
    paragraphs: list[str] = []
    length = 0
    while length < characters:
        paragraph = "".join(_sentence(draw) for _ in range(draw.randint(2, 5)))
        paragraphs.append(paragraph)
        length += len(paragraph) + 1
    return "\n".join(paragraphs)


def _sentence(draw: random.Random) -> str:
    pattern = draw.choice(_PROSE if draw.random() < 0.4 else _NEWS)
    year = draw.randint(2010, 2024)
    return pattern.format(
        place=_place(draw),
        place2=_place(draw),
        person=draw.choice(_SURNAMES) + "".join(draw.choices(_GIVEN, k=draw.randint(1, 2))),
        title=draw.choice(_TITLES),
        trade=draw.choice(_TRADES),
        thing=draw.choice(_THINGS),
        verb=draw.choice(_VERBS),
        unit=draw.choice(_UNITS),
        quality=draw.choice(_QUALITIES),
        division=draw.choice("市县区"),
        year=year,
        date=f"{year}年{draw.randint(1, 12)}月{draw.randint(1, 28)}日",
        month=draw.randint(2, 11),
        number=draw.randint(11, 9999),
        small=draw.randint(2, 30),
        money=f"{draw.uniform(1, 900):.2f}",
        rate=f"{draw.uniform(0.1, 60):.1f}",
    )


def _place(draw: random.Random) -> str:
    return draw.choice(_PLACE_HEADS) + draw.choice(_PLACE_TAILS) + draw.choice(_DIVISIONS)
