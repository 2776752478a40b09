"""What kind of paragraph it is, and which words at its ends are only credits."""

import time

import pytest

from annotations.detectors.credits import frame
from annotations.detectors.layout import Layout, layout_of
from annotations.detectors.suggestions import propose_all


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        ("□本报记者 王小明", Layout.BYLINE),
        ("□王小明 李大山", Layout.BYLINE),
        ("本报记者 王小明 2024年3月8日 摄", Layout.BYLINE),
        ("记者 王小明 通讯员 李大山 摄", Layout.BYLINE),
        ("（记者 王小明）", Layout.BYLINE),
        ("文/图 王小明", Layout.BYLINE),
        ("新华社记者 王小明摄", Layout.BYLINE),
        ("编者按", Layout.BYLINE),
        ("记者调查发现3家企业违规", Layout.SUBHEAD),
        ("记者节前夕的采访", Layout.SUBHEAD),
        ("●全市新增企业120家", Layout.SUBHEAD),
        ("来源于群众的120条建议", Layout.SUBHEAD),
        ("电话诈骗案件下降12%", Layout.SUBHEAD),
        ("图为群众办理业务。王小明 摄", Layout.CAPTION),
        ("会议指出：", Layout.BODY),
        ("未经许可擅自施工的12家企业被查处。", Layout.BODY),
        ("①新建学校30所。", Layout.BODY),
        ("责任编辑：王小明", Layout.FOOTER),
        ("编辑：王小明 审核：李大山", Layout.FOOTER),
        ("来源：江河日报", Layout.FOOTER),
        ("作者系江河大学教授", Layout.FOOTER),
        ("扫码关注江河发布", Layout.FOOTER),
        ("①凡本网注明“来源：江河新闻网”的作品，版权均属于本网。", Layout.FOOTER),
        ("未经授权，不得转载、摘编。", Layout.FOOTER),
    ],
)
def test_a_paragraph_is_judged_by_its_own_look(paragraph, kind):
    assert layout_of(paragraph, first=False) is kind


@pytest.mark.parametrize(
    ("paragraph", "proper"),
    [
        ("本报北京3月7日电（记者王小明）全市新增企业120家。", "全市新增企业120家。"),
        ("本报讯（记者 王小明 通讯员 李大山）3月7日，会议召开。", "3月7日，会议召开。"),
        ("新华社北京3月7日电 国务院总理会见来宾。", "国务院总理会见来宾。"),
        ("中新社北京3月7日电 (记者 王小明)外交部回应。", "外交部回应。"),
        ("全市新增企业120家。（本报记者 王小明 李大山）", "全市新增企业120家。"),
        ("全市新增企业120家。记者 王小明 摄", "全市新增企业120家。"),
        ("全市新增企业120家。□本报记者 王小明", "全市新增企业120家。"),
        ("图为现场。（新华社记者 王小明摄）（完）", "图为现场。"),
        ("本报记者王小明从市统计局获悉，全市新增120家。", "本报记者王小明从市统计局获悉，全市新增120家。"),
        ("网络通讯快速发展。", "网络通讯快速发展。"),
        ("市电视台电视剧获奖。", "市电视台电视剧获奖。"),
        ("3月7日（农历正月廿七），集市开张。", "3月7日（农历正月廿七），集市开张。"),
    ],
)
def test_datelines_and_closing_credits_are_not_the_text_proper(paragraph, proper):
    start, end = frame(paragraph)

    assert paragraph[start:end] == proper


def test_a_credit_at_either_end_of_a_paragraph_yields_no_claim_and_moves_no_offset():
    text = "本报江河3月7日电（记者王小明）全市新增企业120家。（记者 李大山 摄）"

    [item] = propose_all(f"标题\n{text}")

    assert (item.quote, f"标题\n{text}"[item.start : item.end]) == ("全市新增企业120家", "全市新增企业120家")


@pytest.mark.parametrize(
    "unit", ["记者", "王小明 ", "（记者 ", "记者王小明通讯员", "本报记者 王小明 ", "（", "摄", "□"]
)
def test_credits_cost_no_more_per_character_on_long_lines(unit):
    def seconds(length: int) -> float:
        line = (unit * length)[:length]
        started = time.process_time()
        frame(line)
        layout_of(line, first=False)
        return time.process_time() - started

    seconds(100)

    assert seconds(40_000) < 6 * seconds(10_000) + 0.05
