"""Names and idioms that hold a number and count nothing: 四个全面, 三农, 两会, 千家万户."""

from __future__ import annotations

import re

from annotations.text.lexicon import listed

# Party and government formulas by their number; a sub-editor adds the next one here.
FORMULAS = listed("""
四个全面 四个意识 四个自信 四个伟大 四个革命 四个合作 四个服务 四个最严 四个不摘 四个聚焦 四个一批
四个现代化 四个坚持
两个维护 两个确立 两个毫不动摇 两个一百年 两个文明 两个务必 两个转变 两个中国 两个凡是 两个责任 两个先锋队
两个覆盖
三个代表 三个务必 三个区分开来 三个有利于 三个面向 三个世界 三个离不开 三个一批 三个规律
五位一体 五大发展理念 五个一工程 五个统筹 五个必由之路 六个坚持 六个必须 七个有之 八项规定 八荣八耻 九二共识
三严三实 两学一做 三会一课 三重一大 三去一降一补 三大攻坚战 三大改造 三大战役 三大法宝 三大球 三大产业
三座大山 三步走
四风 四史 四新 四好农村路 四早 五保户 五好 六稳 六保 两不愁三保障 两弹一星 两山 两优一先 两新组织 两岸
两岸三地 两会 两院 两高
两江 两河 两广 两湖 两用 两栖 两性 两者 两手抓 两手都要硬 两端 两侧 两边 两旁 两级 两极 两翼 两难 两全 两相
两口子 两面性 两面派
三农 三公 三公经费 三包 三伏 三峡 三亚 三甲 三好 三产 三线 三军 三令五申 三心二意 三番五次 三五成群 三言两语
三三两两 三百六十行
一带一路 一国两制 一区四基地 一线 一流 一行 一事一议 一岗双责 一票否决 一网通办 一件事 一门式 一站式 一条龙
一把手 一揽子 一窝蜂
一举两得 一心一意 一年一度 一年四季 一点一滴 一草一木 一针一线 一砖一瓦 一山一水 一户一策 一企一策 一村一品
一县一业 一枝一叶
一只手 一手抓 一盘棋 一张网 一张蓝图 一本账 一颗心 一家人 一家亲 一条心 一阵子 一部分 一方面 一系列 一下子
一道道 一个个 一件件
双一流 双十一 双十二 双百 千家万户 千方百计 千千万万 千秋万代 千山万水 千军万马 千载难逢 千言万语 千头万绪
千辛万苦 千真万确
千变万化 千姿百态 千人一面 千村示范 千万工程 万里长征 万里长江 万里长城 万众 万象 万物 万家灯火 万无一失
万事 万户 万元户
百家争鸣 百花齐放 百年大计 百年老店 百年未有 百年不遇 百年奋斗 百年变局 百姓 百货 百科 百炼成钢 百强
百日攻坚 百团大战 百万雄师
十年树木 十字路口 十面埋伏 十全十美 十大 十强 九牛一毛 八方 八仙 七上八下 六神 五湖四海 五谷 五金 五官
五大洲 五星 四方 四季
四海 四面八方 四川 四通八达 四平八稳 四世同堂 四合院 四书五经 四大名著 四大发明 二胎 二孩 二手 二维 二氧化
二战 二线 二代 二传
成千上万 成百上千 半壁江山 半导体 半个世纪以前 数一数二 多边 多元 多媒体 多样 多功能 多方 多党 多年生 多层次
多头 多点 多次元
三个臭皮匠 两码事 两条腿 两回事 一回事 一码事 一口气 一口价 一席之地 一臂之力 一己之力 一技之长 一日千里
一日三餐 一年之计
百分点 三分天下 十分 万分 万一 三国 三十六计 七夕 八一 五一 五四 六一 七一 八一建军节 十一黄金周 三八 六四
九一八 一二九 七七事变
五角大楼 八宝山 五台山 九寨沟 九华山 四小龙 五粮液 六盘水 七匹狼 百度 千岛湖 千佛洞 万科 三星 三明 三门峡
三沙 一汽 二汽 九江 九龙
""")
_BY_HEAD: dict[str, tuple[str, ...]] = {}
for _name in sorted(FORMULAS, key=len, reverse=True):
    _BY_HEAD[_name[:2]] = (*_BY_HEAD.get(_name[:2], ()), _name)
# 前三名 and 头两名 are places in a ranking, 二等奖 a grade, 三号院 an address: numbers in order, none counts.
RANKED = re.compile(
    r"(?:排名|位列|位居|排在|名列|跻身|进入|居|列)?(?:全[国省市县区球]|世界)?[前头](?P<n>[一二三四五六七八九十百]{1,3}|[0-9]{1,4})(?:名|位|强|甲|席|家|大|个(?!月|季)|批|届|期|轮|天|年(?!里))"
)
_ORDERED_BEHIND = re.compile(
    r"[等号](?=[奖功品院楼线店机库文公台令馆座舱仓厂坑井桥])|号(?![召码])|线城市|甲医院|环路|环(?=[以内外])|手车|手房"
)


def formula_at(text: str, start: int) -> int:
    """Where the name or idiom ends that begins here; 0 when none does."""
    for name in _BY_HEAD.get(text[start : start + 2], ()):
        end = start + len(name)
        if text.startswith(name, start) and not text.startswith("之", end):
            return end
    return 0


def ordered_behind(text: str, end: int) -> bool:
    """Whether what follows a number makes it a number in a row: 一号文件, 二等奖."""
    return _ORDERED_BEHIND.match(text, end) is not None
