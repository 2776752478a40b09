"""类型说明: for every type of claim what it is, how it shows in the text, and where people go wrong."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from annotations.vocabulary import ClaimType


@dataclass(frozen=True)
class Guide:
    """``definition`` says what the type is, ``cues`` how it is recognised, ``trap`` what it is not."""

    definition: Promise
    cues: Promise
    trap: Promise


GUIDES: dict[ClaimType, Guide] = {
    ClaimType.QUANTITY: Guide(
        _("带单位的数量：多少个、多少人、多少公里。"),
        _("数字加量词；余、多、近、超过、约、不足。"),
        _("第几届不是数量，选“届次”；“一马当先”之类的成语不标。"),
    ),
    ClaimType.MONEY: Guide(
        _("钱的数目，连同币种。"),
        _("元、万元、亿元、美元。"),
        _("“过亿元”说的是门槛，不是一亿；“11.2亿”漏写“元”时先问清单位。"),
    ),
    ClaimType.SHARE: Guide(
        _("部分占整体的多少。"),
        _("占、比重、……之一、几成、万分之几。"),
        _("“%”和“百分点”不是一回事；先看整体指什么。"),
    ),
    ClaimType.COMPARISON: Guide(
        _("与另一个时期或对象相比的升降、倍数、名次变化。"),
        _("同比、环比、比上年、增长、下降、翻番、几倍。"),
        _("“增长了”与“增长到”差一个基数；翻两番是四倍；下降要记作负数。"),
    ),
    ClaimType.DATE: Guide(
        _("与事实相连的时点或时段。"),
        _("年月日、上半年、“十四五”期间、近日。"),
        _("没写年份的“3月7日”，年份是推断的，要核；名称里的日期不单独标。"),
    ),
    ClaimType.POLICY: Guide(
        _("文件、法规的名称、文号、发布者或内容。"),
        _("书名号；印发、出台、审议通过、复函。"),
        _("简称或引号里的标题也要对全称；注意书名号套书名号。"),
    ),
    ClaimType.PERSON: Guide(
        _("姓名、职务和所属单位是否对得上。"),
        _("职务连着姓名。"),
        _("职务可能已变动；记者署名也是人名，“编者按”不是。"),
    ),
    ClaimType.ORG: Guide(
        _("机构的名称，以及它做了什么。"),
        _("公司、部、厅、局、委、大学、医院。"),
        _("简称要能对上全称；“我市”“全市”不是机构。"),
    ),
    ClaimType.QUOTE: Guide(
        _("当作他人原话引用的文字。"),
        _("引号，加上说、表示、指出、要求。"),
        _("加引号的口号、“硬核”之类的强调不是引语；说话人可能写在引语之后。"),
    ),
    ClaimType.ATTRIBUTION: Guide(
        _("说明消息从哪里来。"),
        _("据、根据、……显示、报告提出。"),
        _("“据了解”没有说出是谁；转述的来源要追到原始出处。"),
    ),
    ClaimType.SUPERLATIVE: Guide(
        _("唯一、最、名次。"),
        _("唯一、最、第一、首位、新高、……之一。"),
        _("先问范围：在哪里、和谁比、到什么时候；没写范围的要补。"),
    ),
    ClaimType.FIRST: Guide(
        _("时间上在先：首次、率先。"),
        _("首次、首个、率先、填补空白。"),
        _("“首先”“首批”不是这一类；核“首次”要查有没有更早的。"),
    ),
    ClaimType.HONOR: Guide(
        _("奖项与称号。"),
        _("荣获、被评为、入选、授予。"),
        _("授予单位、年份和称号全名都要一致；入围不等于获奖。"),
    ),
    ClaimType.CAUSAL: Guide(
        _("某事带来了某个结果。"),
        _("推动、带动、助力、拉动几个百分点。"),
        _("多为评价，难以核实；真正可核的是其中的数字。"),
    ),
    ClaimType.EVENT: Guide(
        _("一件发生过的事：签约、开工、成立、召开。"),
        _("签约、开工、揭牌、召开、举办、落地。"),
        _("没写日期的要向作者问日期；“拟”“将”说的还没有发生。"),
    ),
    ClaimType.PLACE: Guide(
        _("与事实相连的地点。"),
        _("省、市、县、区、乡镇、园区。"),
        _("行政区划会改名；注意上下级是否对得上。"),
    ),
    ClaimType.ORDINAL: Guide(
        _("第几届、第几次、第几批。"),
        _("第……届、第……次、第……批。"),
        _("届次与年份要互相对得上；它不是数量。"),
    ),
    ClaimType.FORMULA: Guide(
        _("有固定写法的政治表述。"),
        _("整句沿用的提法、会议名称、战略名称。"),
        _("核的是措辞是否规范，不需要证据。"),
    ),
}
