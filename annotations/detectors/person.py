"""人名职务: a name right behind a title, 董事长白某. A wrong name is worse than a missing one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.vocabulary import ClaimType

_TITLES = (
    "总书记|书记|副书记|省长|副省长|市长|副市长|县长|副县长|区长|副区长|镇长|乡长|部长|副部长|厅长|副厅长|局长|副局长|处长|副处长|科长|主任|副主任"
    "|主席|副主席|总理|副总理|委员长|院长|副院长|校长|副校长|所长|副所长|董事长|副董事长|总经理|副总经理|总裁|副总裁|首席执行官|总工程师|秘书长|副秘书长"
    "|教授|副教授|研究员|院士|主编|总编辑|会长|副会长|理事长|负责人|发言人|工程师|专家|村支书|支部书记|厂长|队长|法官|检察官|律师|医生|总统|首相|大使"
)
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
    "和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程邢裴陆"
    "荣翁荀羊惠甄曲家封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰"
    "郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉"
)
_PERSON = re.compile(rf"(?P<title>{_TITLES})(?P<name>[{_SURNAMES}][\u4e00-\u9fff·]{{1,3}})")
_NAME_TAGS = ("nr", "nrt", "nrfg", "g", "ng", "x")
_ENDS_NAME = re.compile(
    r"[，,。、；：:（(“》\s0-9]|$|说|表示|介绍|指出|强调|认为|告诉|要求|主持|出席|参加|带队|率|作|在|对|会见|致辞|宣布|为|一行|透露|坦言|同志|等|和|与|向|先后|分别|代表|陪同|到|赴|讲话|调研|率队|任|深入|接受|回忆|称|提出|当选"
)


def detect(reading: Reading) -> Iterator[Finding]:
    """A title, then a surname and one or two characters, then something that cannot belong to a name."""
    for found in _PERSON.finditer(reading.text):
        if not reading.gate.opens(found.start("name")):
            continue
        end = _name_end(reading, found.start("name"), found.end())
        if end:
            start = _title_start(reading, found.start())
            yield Finding(start, end, ClaimType.PERSON, detector="person")


def _name_end(reading: Reading, start: int, limit: int) -> int | None:
    for end in (start + 3, start + 2):
        if end <= limit and reading.gate.closes(end) and _ENDS_NAME.match(reading.text, end):
            words = [word for word in reading.words if start <= word.start < end]
            if all(not word.known or word.tag in _NAME_TAGS or len(word.text) == 1 for word in words):
                return end
    return None


def _title_start(reading: Reading, start: int) -> int:
    return min(start, reading.gate.at(start).start)
