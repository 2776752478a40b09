"""Currencies as newspapers name them, and their ISO 4217 codes."""

from __future__ import annotations

from annotations.text.lexicon import listed

_NAMES = """
CNY 元人民币 元 元钱 块钱 人民币
USD 美元 美金 美刀
HKD 港元 港币 元港币 港纸
TWD 新台币 元新台币 台币 元台币 新台币元
MOP 澳门元 澳门币
EUR 欧元
GBP 英镑
JPY 日元 日圆 日币
KRW 韩元 韩圆 韩币
AUD 澳元 澳大利亚元 澳币
CAD 加元 加拿大元 加币
SGD 新加坡元 新元 新币 坡币
NZD 新西兰元 纽元 纽币
RUB 卢布 俄罗斯卢布
CHF 瑞士法郎 瑞郎
XAF 中非法郎
XOF 西非法郎
FRF 法国法郎 法郎
DEM 德国马克 马克 西德马克
ITL 意大利里拉
ESP 比塞塔
THB 泰铢 铢
INR 卢比 印度卢比
PKR 巴基斯坦卢比
LKR 斯里兰卡卢比
IDR 印尼盾 印尼卢比 印度尼西亚盾
VND 越南盾 越盾
PHP 比索 菲律宾比索
MXN 墨西哥比索
ARS 阿根廷比索
CLP 智利比索
COP 哥伦比亚比索
MYR 林吉特 马来西亚林吉特 马币 令吉
BRL 雷亚尔 巴西雷亚尔
ZAR 兰特 南非兰特
SEK 瑞典克朗
DKK 丹麦克朗
NOK 挪威克朗
ISK 冰岛克朗
CZK 捷克克朗
PLN 兹罗提
HUF 福林
TRY 里拉 土耳其里拉
AED 迪拉姆 阿联酋迪拉姆
SAR 沙特里亚尔 里亚尔
QAR 卡塔尔里亚尔
IRR 伊朗里亚尔
KWD 科威特第纳尔
IQD 伊拉克第纳尔
JOD 约旦第纳尔
ILS 新谢克尔 谢克尔
EGP 埃及镑
NGN 奈拉 尼日利亚奈拉
KES 肯尼亚先令 先令
MNT 图格里克
KZT 坚戈
UZS 苏姆
UAH 格里夫纳
BDT 塔卡
MMK 缅元 缅币
KHR 瑞尔
LAK 基普
KPW 朝鲜元
"""


def _codes() -> dict[str, str]:
    lines = (listed(line) for line in _NAMES.strip().splitlines())
    return {name: line[0] for line in lines for name in line[1:]}


CURRENCIES = _codes()
# What stands before the number; 人民币5000万元 and 新台币5亿元 say it twice.
SYMBOLS = {
    "￥": "CNY", "¥": "CNY", "RMB": "CNY", "CNY": "CNY", "$": "USD", "＄": "USD", "US$": "USD", "USD": "USD",
    "HK$": "HKD", "HKD": "HKD", "NT$": "TWD", "NTD": "TWD", "€": "EUR", "EUR": "EUR", "£": "GBP", "￡": "GBP",
    "人民币": "CNY", "新台币": "TWD", "台币": "TWD", "港币": "HKD", "美金": "USD", "澳门币": "MOP",
}  # fmt: skip
LONGEST_SYMBOL = max(map(len, SYMBOLS))
_LAST = frozenset(symbol[-1] for symbol in SYMBOLS)
# Parts of a unit: 3元5角, 五块三, 10美分.
TENTHS = frozenset("角毛")
CENTS = {"美分": "USD", "欧分": "EUR", "港仙": "HKD", "便士": "GBP", "日本钱": "JPY"}


def symbol_before(text: str, at: int) -> int | None:
    """Where the currency sign or name begins that stands directly before a number; None without one."""
    if not at or text[at - 1] not in _LAST:
        return None
    for length in range(min(LONGEST_SYMBOL, at), 0, -1):
        if text[at - length : at] in SYMBOLS:
            return at - length
    return None
