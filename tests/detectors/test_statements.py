"""What one suggestion is: where it begins, where it ends, and what stands apart."""

from datetime import date

import pytest

from annotations.detectors.suggestions import propose_all

DAY = date(2024, 3, 8)


def quotes(text: str) -> list[str]:
    return [item.quote for item in propose_all(f"第一段。\n{text}", reference_date=DAY)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年，新开工项目169个、到位资金117.77亿元。", ["2023年，新开工项目169个", "到位资金117.77亿元"]),
        ("58个市直部门单位分解150项重点任务。", ["58个市直部门单位", "分解150项重点任务"]),
        ("目前12个县市区与江河市13个县市区开展对接。", ["目前12个县市区", "与江河市13个县市区开展对接"]),
        ("先后征求28个部门和12个县市区意见。", ["先后征求28个部门", "12个县市区意见"]),
        ("提出5个方面22条措施。", ["提出5个方面", "22条措施"]),
        ("涉及9个事项、口岸、园区、平台等三个方面。", ["涉及9个事项", "口岸、园区、平台等三个方面"]),
        ("全省17市的165个黑臭水体完成整治。", ["全省17市的165个黑臭水体完成整治"]),
        ("共纳入264名40岁至80岁的患者。", ["共纳入264名40岁至80岁的患者"]),
        ("73名职工被江河烟厂等4家单位聘用。", ["73名职工", "被江河烟厂等4家单位聘用"]),
    ],
)  # fmt: skip
def test_independent_figures_stand_apart_each_with_its_head_noun(text, expected):
    assert quotes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "分别增长8.6%、21.4%和17.9%。",
        "亩产由800斤提高到1200斤。",
        "试点从3个增加到5个。",
        "占比由51.8%提高到57.3%。",
        "票价从12元调整为15元。",
        "梳理出产业融入、市场融入和服务新区建设等5个方面。",
    ],
)
def test_listed_and_successive_values_are_one_statement(text):
    assert quotes(text) == [text.rstrip("。")]


@pytest.mark.parametrize(
    "text",
    [
        "据市统计局统计，2021年以来，全市累计改造小区735个。",
        "方案提出，到2027年底，全市改造小区412个。",
        "去年报显示，该公司研发投入7.43亿元。",
        "治疗52周后，患者用力肺活量平均为46.8毫升。",
        "在去年举行的大选中，共有14名候选人落败。",
        "江河市获得补偿资金最多，为2824万元。",
        "根据意见细化的主要问题，已完成23项。",
        "青山村由于水量不足，管网老化，致使120户村民吃水困难。",
    ],
)
def test_what_only_leads_to_a_statement_belongs_to_it(text):
    assert quotes(text) == [text.rstrip("。")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MD—80机头已交付75个。", ["MD—80机头已交付75个"]),
        ("新华社江河1月8日电（记者王某）全市新增企业120家。", ["全市新增企业120家"]),
        ("本报渥太华1月9日电记者王某报道：部分学校停课。", ["部分学校停课"]),
    ],
)
def test_datelines_and_dashes_in_names_cut_nothing_wrong(text, expected):
    assert quotes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("与江河市旅游协会建立合作关系。", ["与江河市旅游协会建立合作关系"]),
        ("由市委书记任组长，王某为副组长。", ["由市委书记任组长", "王某为副组长"]),
        ("成功引进央企强企。", ["成功引进央企强企"]),
        ("全面启动“一部门一重点”工作。", ["全面启动“一部门一重点”工作"]),
        ("未发生较大及以上事故。", ["未发生较大及以上事故"]),
        ("8月8日，机井出水。", ["8月8日，机井出水"]),
        ("青山县是国家乡村振兴重点帮扶县。", ["青山县是国家乡村振兴重点帮扶县"]),
    ],
)
def test_everyday_events_with_a_name_or_a_day_are_suggested(text, expected):
    assert quotes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "一马当先担使命。",
        "主帅出征，全力推动。",
        "签约仪式现场，气氛热烈。",
        "建设“15分钟便民生活圈”，落实“四个聚焦”。",
        "会议强调，要不断强化协同发展意识，凝聚强烈共识。",
        "会议要求，各县市区要主动担当，推进重点工作。",
        "打造最美生活，成就最大梦想。",
        "积极推进与江河市等重点地区对接合作。",
        "引进一批大项目好项目。",
        "认识不断深入，措施不断强化，内容不断拓展。",
        "如果企业参加评选，将获得奖励。",
        "从今天起，首先刊发系列报道，敬请关注。",
    ],
)
def test_slogans_wishes_progress_and_announcements_yield_nothing(text):
    assert quotes(text) == []


def test_a_long_quotation_is_one_statement_and_its_figures_are_others():
    said = "“口服药要经过全身循环，真正到达肺泡的药量不足1%。吸入给药更方便”，市医院院长王建国说"

    assert quotes(f"{said}。") == [said, "真正到达肺泡的药量不足1%"]


def test_a_figure_that_only_describes_is_not_the_principal_one():
    [item] = propose_all("我国60岁以上人群发病率约为万分之二。", reference_date=DAY)

    assert (item.value, item.unit, item.approx) == ("0.0002", "1", "approx")
