"""Layouts that clerks draw and no ministry prints. Expected readings are typed by hand from the drawings."""

from __future__ import annotations

from pathlib import Path

import forms
import pytest
from drawn import as_pieces, drawn
from told import KINDS, money, number, only, told

from perfscore.model.decimals import plain
from perfscore.model.table import AssessmentTable, Stage
from perfscore.read.files import read_file

HEADER = "一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分"
TWO_ROWS = """
产出指标 | 数量指标 | 修缮面积 | ≥200平方米 | 210平方米 | 60 | 60
效益指标 | 社会效益指标 | 受益学生 | ≥100人 | 95人 | 40 | 38
"""


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def codes(table: AssessmentTable) -> list[str]:
    return [finding.code for finding in table.findings]


def under(header: str, rows: str = TWO_ROWS, above: str = "") -> str:
    """A table with a title, a project, whatever stands above the header, the header and its rows."""
    blanks = header.count("|")
    title = "2023年度项目支出绩效自评表" + " | <" * blanks
    project = "项目名称 | 校舍维修" + " | <" * (blanks - 1)
    return "\n".join([title, project, *filter(None, [above]), header, rows.strip()])


# Sums, gaps and remarks between the indicators


@pytest.mark.parametrize(
    "sums",
    [
        ("产出指标合计 | < | < | < | < | 60 | 58", "效益指标小计 |  |  |  |  | 40 | 38"),
        (" | 合计 |  |  |  | 60 | 58", " | 合计 |  |  |  | 40 | 38"),
        ("^ | 小计 |  |  |  | 60 | 58", "^ | 小计 |  |  |  | 40 | 38"),
    ],
    ids=["named", "second-level", "within"],
)
def test_sums_of_a_level_end_no_table(sums: tuple[str, str], tmp_path: Path, kind: str) -> None:
    first, second = sums
    rows = f"""
产出指标 | 数量指标 | 修缮面积 | ≥200平方米 | 210平方米 | 40 | 40
^ | 质量指标 | 合格率 | ≥95% | 90% | 20 | 18
{first}
效益指标 | 社会效益指标 | 受益学生 | ≥100人 | 95人 | 40 | 38
{second}
总计 | < | < | < | < | 100 | 96
"""
    table = only(under(HEADER, rows), tmp_path, kind)
    assert [told(row) for row in table.rows] == [
        "产出指标/数量指标/修缮面积 >=200平方米 210平方米 40 40",
        "产出指标/质量指标/合格率 >=95% 90% 20 18",
        "效益指标/社会效益指标/受益学生 >=100人 95人 40 38",
    ]
    assert number(table.claimed_total) == "96"
    assert "R115" not in codes(table)


def test_a_sum_of_one_level_is_no_total(tmp_path: Path, kind: str) -> None:
    rows = """
产出指标 | 数量指标 | 修缮面积 | ≥200平方米 | 210平方米 | 60 | 60
 | 合计 |  |  |  | 60 | 60
效益指标 | 社会效益指标 | 受益学生 | ≥100人 | 95人 | 40 | 38
 | 合计 |  |  |  | 40 | 38
"""
    assert only(under(HEADER, rows), tmp_path, kind).claimed_total is None


def test_the_sum_may_stand_first(tmp_path: Path, kind: str) -> None:
    rows = f"合计 | < | < | < | < | 100 | 98\n{TWO_ROWS.strip()}"
    table = only(under(HEADER, rows), tmp_path, kind)
    assert [row.name for row in table.rows] == ["修缮面积", "受益学生"]
    assert number(table.claimed_total) == "98"


def test_rows_after_a_gap_belong_to_the_table(tmp_path: Path, kind: str) -> None:
    first, second = TWO_ROWS.strip().splitlines()
    blank = " |  |  |  |  |  | "
    rows = "\n".join(
        [first, blank, blank, blank, second, blank, blank, blank, "合计 | < | < | < | < | 100 | 98"]
    )
    table = only(under(HEADER, rows), tmp_path, kind)
    assert [row.name for row in table.rows] == ["修缮面积", "受益学生"]
    assert number(table.claimed_total) == "98"


def test_a_name_merged_over_its_values_is_told_and_ends_nothing(tmp_path: Path, kind: str) -> None:
    first, second = TWO_ROWS.strip().splitlines()
    rows = "\n".join(
        [first, "^ | 质量指标 | 本年度未安排 | < | < | 0 | 0", second, "合计 | < | < | < | < | 100 | 98"]
    )
    table = only(under(HEADER, rows), tmp_path, kind)
    assert [row.name for row in table.rows] == ["修缮面积", "受益学生"]
    assert number(table.claimed_total) == "98"
    (finding,) = [finding for finding in table.findings if finding.code == "R115"]
    assert finding.at.cell == "B5"
    assert "本年度未安排" in finding.message


def test_signatures_in_as_many_cells_as_an_indicator(tmp_path: Path, kind: str) -> None:
    drawing = """
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值
产出指标 | 数量指标 | 修缮面积 | ≥200平方米 | 210平方米
自评得分 | 95 |  |  |
分管领导 | 王五 | 经办人 | 赵六 | 2024年1月5日
经办 | 李四 | 电话 | 13800000000 | 2024.1.5
"""
    table = only(drawing, tmp_path, kind)
    assert [row.name for row in table.rows] == ["修缮面积"]


def test_the_next_table_begins_at_its_title_even_without_a_known_header(tmp_path: Path) -> None:
    unknown = """
项目支出绩效自评表 | < | < | < | < | < | <
某甲 | 某乙 | 某丙 | 某丁 | 某戊 | 某己 | 某庚
产出指标 | 数量指标 | 食堂 | ≥1个 | 1个 | 100 | 100
"""
    table = only(under(HEADER) + unknown, tmp_path, "xlsx")
    assert [row.name for row in table.rows] == ["修缮面积", "受益学生"]
    (finding,) = [finding for finding in table.findings if finding.code == "R115"]
    assert "食堂" in finding.message  # what was not read is told


def test_numbered_headings_that_are_no_levels(tmp_path: Path, kind: str) -> None:
    rows = """
一、部门履职 | < | < | < | < | 60 | 58
产出指标 | 数量指标 | 修缮面积 | ≥200平方米 | 210平方米 | 60 | 58
二、预算管理 | < | < | < | < | 40 | 40
投入 | 预算配置 | 在职人员控制率 | ≤100% | 97% | 40 | 40
"""
    table = only(under(HEADER, rows), tmp_path, kind)
    assert [told(row) for row in table.rows] == [
        "产出指标/数量指标/修缮面积 >=200平方米 210平方米 60 58",
        "投入/预算配置/在职人员控制率 <=100% 97% 40 40",
    ]
    assert dict(table.level_points) == {}  # 60 and 40 belong to headings that no row bears as its first level
    assert "R115" not in codes(table)


# Headers


def test_groups_of_columns_above_the_header_unmerged(tmp_path: Path, kind: str) -> None:
    table = only(forms.GROUPS_ABOVE, tmp_path, kind)
    assert (table.title, table.year) == ("2021年度项目绩效目标自评表", 2021)
    assert (table.project, table.unit) == ("城乡居民医保补助", "某县医疗保障局")
    assert table.budget is not None
    assert money(table.budget.total) == "年度资金总额 - 100 90 90 - 9"
    assert [told(row) for row in table.rows] == [
        "产出/数量/参保人数 >=80万人 81.2万人 - 60",
        "产出/质量/补助到位率 >=100% 100% - 30",
    ]


def test_points_printed_at_every_level(tmp_path: Path, kind: str) -> None:
    table = only(forms.POINTS_AT_EVERY_LEVEL, tmp_path, kind)
    assert [(row.name, number(row.points), number(row.claimed)) for row in table.rows] == [
        ("赛事场次", "30", "30"),
        ("合格率", "20", "18"),
        ("参与人次", "50", "50"),
    ]
    assert {level: plain(points) for level, points in table.level_points.items()} == {
        "产出指标": "50",
        "效益指标": "50",
    }
    assert codes(table) == []


def test_points_printed_at_the_levels_only(tmp_path: Path, kind: str) -> None:
    drawing = """
2023年度项目支出绩效自评表 | < | < | < | < | < | <
一级指标 | 权重 | 二级指标 | 权重 | 三级指标 | 目标值 | 实际值
产出指标 | 50 | 数量指标 | 30 | 赛事场次 | ≥10场 | 11场
^ | ^ | 质量指标 | 20 | 合格率 | ≥95% | 96%
效益指标 | 50 | 社会效益指标 | 50 | 参与人次 | ≥5000人次 | 5200人次
"""
    table = only(drawing, tmp_path, kind)
    assert [number(row.points) for row in table.rows] == ["30", "20", "50"]
    assert {level: plain(points) for level, points in table.level_points.items()} == {
        "产出指标": "50",
        "效益指标": "50",
    }


def test_the_years_half_of_a_declaration(tmp_path: Path, kind: str) -> None:
    table = only(forms.TWO_TERMS, tmp_path, kind)
    assert table.stage is Stage.DECLARATION
    assert [told(row) for row in table.rows] == [
        "产出指标/数量指标/新建里程 >=100公里 - - -",
        "产出指标/质量指标/验收合格率 >=98% - - -",
    ]
    assert [finding.at.cell for finding in table.findings if finding.code == "R114"] == ["E7"]


def test_of_two_halves_below_the_year_the_right_one_counts(tmp_path: Path, kind: str) -> None:
    drawing = """
项目支出绩效目标表（2023年度） | < | < | < | < | < | <
项目名称 | < | 乡村道路 | < | < | < | <
总体目标 | 中期目标（2022年—2024年） | < | < | 年度目标 | < | <
^ | 建设农村公路300公里 | < | < | 建设农村公路100公里 | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 指标值
^ | 产出指标 | 数量指标 | 新建里程 | ≥300公里 | 数量指标 | ≥100公里
"""
    table = only(drawing, tmp_path, kind)
    assert [told(row) for row in table.rows] == ["产出指标/数量指标/新建里程 >=100公里 - - -"]


@pytest.mark.parametrize(
    "header",
    [
        "一级指标 | 二级指标 | 三级指标（指标名称） | 2023年指标值 | 2023年完成值 | 分值（90分） | 得分（A）",
        "一级指标 | 二级指标 | 三级指标 | 年初设定目标值 | 全年完成情况 | 权重（100分） | 自评得分（分）",
        "绩效指标一级 | 绩效指标二级 | 绩效指标三级 | 批复目标值 | 实际完成数 | 指标满分 | 评价得分",
        "一级⏎指标 | 二级⏎指标 | 三级指标 | 目标（指标值） | 实际（完成值） | 分值 | 单位自评分",
        "一级指标 | 二级指标 | 三级指标内容 | 计划指标值（目标） | 实际完成指标值（结果） | 标准分值 | 评分结果",
        "一级指标 | 二级指标 | 指标 | 年度计划 | 实际完成 | 分值 | 得分",
        "一级 指标 | 二级 指标 | 三级 指标 | 年度指标值（A） | 年度实际值（B） | 权重% | 评分数",
        "维度 | 指标类型 | 指标名称 | 目标值 | 实际值 | 分值 | 得分",
        "一级指标 | 二级指标 | 三级指标 | 预算年度指标值 | 年末完成值 | 分值 | 得分",
        "一级指标及分值 | 二级指标 | 三级指标 | 年初绩效指标 | 完成值 | 分值 | 得分",
        "一级指标 | 二级指标 | 三级指标 | 年初设定值 | 全年完成数 | 分值 | 得分",
        "一级指标 | 二级指标 | 三级指标 | 年度目标指标值 | 自评实际完成值 | 分值 | 自评分值",
        "指标名称 | < | < | 年度指标值 | 完成值 | 分值 | 得分",
    ],
)
def test_words_of_headers(header: str, tmp_path: Path, kind: str) -> None:
    table = only(under(header), tmp_path, kind)
    assert table.stage is Stage.SELF_ASSESSMENT
    assert [told(row) for row in table.rows] == [
        "产出指标/数量指标/修缮面积 >=200平方米 210平方米 60 60",
        "效益指标/社会效益指标/受益学生 >=100人 95人 40 38",
    ]
    assert codes(table) == []


def test_a_first_level_below_another_word(tmp_path: Path, kind: str) -> None:
    drawing = """
绩效指标 | 指标名称 | 目标值 | 完成值 | 分值 | 得分
产出指标 | 赛事场次 | ≥10场 | 11场 | 50 | 50
^ | 合格率 | ≥95% | 96% | 20 | 20
效益指标 | 参与人次 | ≥5000人次 | 5200人次 | 30 | 30
"""
    table = only(drawing, tmp_path, kind)
    assert [row.path for row in table.rows] == [
        ("产出指标", "", "赛事场次"),
        ("产出指标", "", "合格率"),
        ("效益指标", "", "参与人次"),
    ]


def test_the_reason_for_a_target_not_met_has_a_column(tmp_path: Path) -> None:
    rows = "产出指标 | 数量指标 | 修缮面积 | ≥200平方米 | 190平方米 | 50 | 工期顺延"
    drawing = under(HEADER.replace("得分", "未达标原因"), rows)
    assert only(drawing, tmp_path, "xlsx").rows[0].deviation_note == "工期顺延"


def test_of_two_years_the_one_assessed_counts(tmp_path: Path, kind: str) -> None:
    header = "一级指标 | 二级指标 | 三级指标 | 2022年完成值 | 2023年指标值 | 2023年完成值 | 得分"
    rows = "产出指标 | 数量指标 | 修缮面积 | 150平方米 | ≥200平方米 | 210平方米 | 60"
    table = only(under(header, rows), tmp_path, kind)
    assert [told(row) for row in table.rows] == ["产出指标/数量指标/修缮面积 >=200平方米 210平方米 - 60"]
    assert [finding.at.cell for finding in table.findings] == ["D3"]  # last year's column, R114


def test_a_declaration_with_colons_behind_its_levels(tmp_path: Path, kind: str) -> None:
    drawing = """
项目支出绩效目标申报表（2022年度） | < | < | <
一级指标： | 二级指标： | 三级指标： | 指标值：
产出指标： | 数量指标： | 道路硬化里程 | ≥100公里
^ | 质量指标： | 验收合格率 | ≥98%
效益指标： | 可持续影响指标： | 使用年限 | ≥20年
填表人： | 张三 | 电话： | 12345
"""
    table = only(drawing, tmp_path, kind)
    assert [row.path for row in table.rows] == [
        ("产出指标", "数量指标", "道路硬化里程"),
        ("产出指标", "质量指标", "验收合格率"),
        ("效益指标", "可持续影响指标", "使用年限"),
    ]


def test_chongqing_project_form_counts_the_adjusted_target(tmp_path: Path, kind: str) -> None:
    table = only(forms.CHONGQING_PROJECT, tmp_path, kind)
    assert (table.department, table.unit) == ("某区民政局", "某区民政局")
    assert table.budget is not None
    assert [money(line) for line in table.budget.lines] == [
        "总金额 100 120 90 75 10 7.5",
        "其中：市级支出 60 60 60 100 - -",
        "补助区县 40 60 30 50 - -",
    ]
    assert [told(row) for row in table.rows] == [
        "//参保人数 >=2500人 2600人 40 40",  # the adjusted target counts
        "//理赔时长 <=30天 20天 30 30",
    ]
    assert number(table.claimed_total) == "97.5"


# Claims


@pytest.mark.parametrize(
    ("row", "total", "grade"),
    [
        ("总分：98分 | < | < | < | < | < | <", "98", None),
        ("总分 | < | < | < | < | 100 | 98分（优）", "98", "优"),
        ("总得分及等级 | < | < | < | < | < | 98（优）", "98", "优"),
        ("自评得分 | 98 | < | < | 自评等次 | 优秀 | <", "98", "优"),
        ("最终得分 | 98分 | 评价等级 | 优 | < | < | <", "98", "优"),
        ("分值合计 | 100 | < | 得分合计 | 98 | < | <", "98", None),
        ("合计得分 | < | < | < | < | 100 | 98", "98", None),
        ("综合得分 | < | < | < | < | 100 | 98", "98", None),
        ("得分总计 | < | < | < | < | 100 | 98", "98", None),
        ("评价总分 | < | < | < | < | < | 98", "98", None),
        ("项目自评总分 | < | < | < | < | 100 | 98", "98", None),
        ("指标总分 | < | < | < | < | 100 | 98", "98", None),
        ("小计 | < | < | < | < | 100 | 98", "98", None),
        ("合计 | < | < | < | < | 100% | 98%", "98", None),
        ("合计 | < | < | < | < | 100 | ", "-", None),  # the sum of the points is no score
    ],
)
def test_totals_as_clerks_print_them(
    row: str, total: str, grade: str | None, tmp_path: Path, kind: str
) -> None:
    table = only(under(HEADER, f"{TWO_ROWS.strip()}\n{row}"), tmp_path, kind)
    assert len(table.rows) == 2
    assert number(table.claimed_total) == total
    assert (table.claimed_grade.written if table.claimed_grade else None) == grade


def test_points_with_their_unit_in_brackets_and_full_marks(tmp_path: Path, kind: str) -> None:
    rows = TWO_ROWS.replace("60 | 60", "60（分） | 满分")
    table = only(under(HEADER, rows), tmp_path, kind)
    assert [(number(row.points), number(row.claimed)) for row in table.rows] == [("60", "60"), ("40", "38")]
    assert codes(table) == []


# Money


def test_every_header_of_the_money_block_has_its_own_unit(tmp_path: Path, kind: str) -> None:
    block = """资金来源 | 年初预算数（万元） | 全年预算数（万元） | 全年执行数（元） | 执行率 | 得分 |
年度资金总额 | 100 | 100 | 950000 | 95% | 9.5 |"""
    table = only(under(HEADER, above=block), tmp_path, kind)
    assert table.budget is not None
    assert money(table.budget.total) == "年度资金总额 100 100 95 95 - 9.5"  # 950000 元 are 95 万元


@pytest.mark.parametrize(
    ("block", "line"),
    [
        (
            "资金（万元） | 资金性质 | 预算批复 | 预算调整 | 调整后预算 | 实际支出 | 执行率%\n"
            "^ | 总计 | 100 | 20 | 120 | 110 | 91.67\n"
            "^ | 一般公共预算拨款 | 100 | 20 | 120 | 110 | 91.67",
            "总计 100 120 110 91.67 - -",
        ),
        (
            "资金情况（万元） | 下达金额 | 实际支出 | 支出率 | 结余金额 | < | <\n^ | 3000 | 2760 | 92% | 240 | < | <",
            "年度资金总额 - 3000 2760 92 - -",
        ),
        (
            "资金安排与使用 | 下达预算 | 实际到位 | 实际支出 | 资金使用率 | < | <\n"
            "^ | 100万元 | 100万元 | 95.5万元 | 95.5% | < | <",
            "年度资金总额 - 100 95.5 95.5 - -",
        ),
        ("本年度预算 | 100 | 本年度执行数 | 95 | 万元 | < | <", "年度资金总额 - 100 95 - - -"),
        (
            "预算执行情况（元） | 年初预算 | 1000000 | 全年预算 | 1200000 | 全年支出 | 1100000\n"
            "^ | 执行率 | 91.67% | 分值 | 10 | 得分 | 9.17",
            "年度资金总额 100 120 110 91.67 10 9.17",
        ),
        (
            "预算数：300 | < | 执行数：280 | < | 执行率：93.33% | < | 得分：9.33",
            "年度资金总额 - 300 280 93.33 - 9.33",
        ),
        (
            "项目资金⏎（万元） | 中期资金总额： | < | 3000 | 年度资金总额： | < | 1000",
            "年度资金总额 1000 - - - - -",
        ),
    ],
)
def test_money_as_clerks_print_it(block: str, line: str, tmp_path: Path, kind: str) -> None:
    table = only(under(HEADER, above=block), tmp_path, kind)
    assert table.budget is not None
    assert money(table.budget.total) == line


def test_the_department_form_sums_its_tasks(tmp_path: Path, kind: str) -> None:
    table = only(forms.TASKS, tmp_path, kind)
    assert table.budget is not None
    assert [money(line) for line in table.budget.lines] == ["金额合计 - 300 295 - - 9.8"]
    assert [row.name for row in table.rows] == ["审计项目", "整改率"]


# What stands above


def test_several_labels_share_a_line(tmp_path: Path, kind: str) -> None:
    above = """填报单位：某县水利局   填报时间：2024年1月15日   金额单位：万元 | < | < | < | < | < | <
主管部门：县水利局 | < | < | < | 项目实施单位：县供水总站 | < | <"""
    table = only(under(HEADER, above=above), tmp_path, kind)
    assert (table.department, table.unit, table.year) == ("县水利局", "县供水总站", 2023)
    first_line_only = only(under(HEADER, above=above.splitlines()[0]), tmp_path, kind)
    assert first_line_only.unit == "某县水利局"


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("二〇二三年度项目支出绩效自评表", 2023),
        ("二○二二年项目绩效自评表", 2022),
        ("十二年一贯制绩效自评表", None),
    ],
)
def test_years_in_words(title: str, year: int | None, tmp_path: Path, kind: str) -> None:
    drawing = under(HEADER).replace("2023年度项目支出绩效自评表", title)
    assert only(drawing, tmp_path, kind).year == year


def test_the_department_of_a_county(tmp_path: Path, kind: str) -> None:
    drawing = under(HEADER).replace("项目名称 | 校舍维修", "县级预算部门名称 | 某县交通运输局")
    table = only(drawing, tmp_path, kind)
    assert (table.department, table.unit) == ("某县交通运输局", "某县交通运输局")


def test_a_monitoring_form_up_to_a_day(tmp_path: Path, kind: str) -> None:
    table = only(forms.UP_TO_AUGUST, tmp_path, kind)
    assert (table.stage, table.year) == (Stage.MONITORING, 2024)
    assert table.budget is not None
    assert money(table.budget.total) == "年度资金总额 - 80 40 50 - -"
    assert [told(row) for row in table.rows] == ["产出指标/数量指标/演出场次 >=100场 60场 - -"]
    assert [row.forecast and row.forecast.written for row in table.rows] == ["100场"]


# Tables in pieces

TITLE = "2023年度项目支出绩效自评表"
BASICS = """
项目名称 | 校舍维修 | 实施单位 | 第一小学
资金（万元） | 全年预算数 | 全年执行数 | 执行率
年度资金总额 | 50 | 48 | 96%
"""
FIRST_PAGE = f"""
项目名称 | 校舍维修 | < | < | < | < | <
{HEADER}
产出指标 | 数量指标 | 修缮面积 | ≥200平方米 | 210平方米 | 60 | 60
"""
SECOND_PAGE = """
效益指标 | 社会效益指标 | 受益学生 | ≥100人 | 95人 | 40 | 38
总分 | < | < | < | < | 100 | 98
"""
BOTH_ROWS = [
    "产出指标/数量指标/修缮面积 >=200平方米 210平方米 60 60",
    "效益指标/社会效益指标/受益学生 >=100人 95人 40 38",
]


@pytest.mark.parametrize("header", ["", HEADER], ids=["without", "again"])
def test_a_table_goes_on_on_the_next_page(header: str, tmp_path: Path) -> None:
    pages = (TITLE, FIRST_PAGE, f"{header}\n{SECOND_PAGE.strip()}", "填表人：张三")
    (table,) = read_file(as_pieces(pages, tmp_path / "pages.docx"))
    assert (table.title, table.project, table.year) == (TITLE, "校舍维修", 2023)
    assert [told(row) for row in table.rows] == BOTH_ROWS
    assert number(table.claimed_total) == "98"
    assert [note.written for note in table.notes] == ["填表人：张三"]
    # the second table's rows keep their own places
    assert (table.rows[1].at.table, table.rows[1].at.cell) == (2, "C2" if header else "C1")


def test_a_header_printed_again_in_a_sheet(tmp_path: Path) -> None:
    table = only(f"{FIRST_PAGE.strip()}\n{HEADER}\n{SECOND_PAGE.strip()}", tmp_path, "xlsx")
    assert table.project == "校舍维修"
    assert [told(row) for row in table.rows] == BOTH_ROWS
    assert number(table.claimed_total) == "98"
    assert codes(table) == []


def test_the_same_header_under_another_project_is_another_table(tmp_path: Path) -> None:
    second = FIRST_PAGE.replace("校舍维修", "食堂补助")
    tables = read_file(as_pieces((FIRST_PAGE, second), tmp_path / "two.docx"))
    assert [table.project for table in tables] == ["校舍维修", "食堂补助"]
    titled = read_file(
        as_pieces((FIRST_PAGE, "食堂补助项目支出绩效自评表", SECOND_PAGE), tmp_path / "titled.docx")
    )
    assert [len(table.rows) for table in titled] == [1]
    (finding,) = [finding for finding in titled[0].findings if finding.code == "R115"]
    assert "受益学生" in finding.message  # the rows below the other title have no header: told, not added
    summed_up = read_file(
        as_pieces(
            (f"{FIRST_PAGE.strip()}\n总分 | < | < | < | < | 60 | 60", f"{HEADER}\n{SECOND_PAGE.strip()}"),
            tmp_path / "a.docx",
        )
    )
    assert [len(table.rows) for table in summed_up] == [1, 1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # whole already: 60 and 40 points
        (TWO_ROWS, "满意度指标 | 满意度 | 学生满意度 | ≥90% | 95% | 100 | 100"),
        # no points, but the first level begins again
        (TWO_ROWS.replace("60 | 60", " | 60").replace("40 | 38", " | 38"), TWO_ROWS),
    ],
    ids=["points", "levels"],
)
@pytest.mark.parametrize("apart", [True, False], ids=["tables", "one-sheet"])
def test_the_same_header_below_a_whole_table_is_another_table(
    first: str, second: str, apart: bool, tmp_path: Path
) -> None:
    pieces = (f"{HEADER}\n{first.strip()}", f"{HEADER}\n{second.strip()}")
    if apart:
        tables = read_file(as_pieces((pieces[0], "（二）食堂补助", pieces[1]), tmp_path / "two.docx"))
    else:
        tables = read_file(drawn("\n".join(pieces), tmp_path, "xlsx"))
    assert [len(table.rows) for table in tables] == [2, len(second.strip().splitlines())]


def test_what_stands_above_may_be_a_table_or_sheet_of_its_own(tmp_path: Path, kind: str) -> None:
    indicators = f"{HEADER}\n{TWO_ROWS.strip()}"
    pieces = (TITLE, BASICS, "绩效指标完成情况", indicators)
    (table,) = read_file(as_pieces(pieces, tmp_path / f"pieces.{kind}"))
    assert (table.project, table.unit) == ("校舍维修", "第一小学")
    assert table.title == (TITLE if kind == "docx" else None)
    assert table.budget is not None
    assert money(table.budget.total) == "年度资金总额 - 50 48 96 - -"
    assert [told(row) for row in table.rows] == BOTH_ROWS
    assert table.rows[0].at.cell == "C2"
    assert (table.rows[0].at.table, table.rows[0].at.sheet) == (
        (2, None) if kind == "docx" else (None, "Sheet1")
    )


def test_a_list_above_a_table_is_not_its_preamble(tmp_path: Path, kind: str) -> None:
    listing = """
序号 | 项目名称 | 金额
1 | 校舍维修 | 50
2 | 食堂补助 | 20
"""
    (table,) = read_file(as_pieces((listing, f"{HEADER}\n{TWO_ROWS.strip()}"), tmp_path / f"list.{kind}"))
    assert table.project is None


def test_a_list_of_projects_is_one_table_each(tmp_path: Path, kind: str) -> None:
    first, second = read_file(drawn(forms.LIST_OF_PROJECTS, tmp_path, kind))
    assert (first.title, first.year, first.project) == ("2023年度项目支出绩效自评汇总表", 2023, "校舍维修")
    assert second.project == "食堂补助"
    assert [told(row) for row in first.rows] == [
        "产出指标/数量指标/修缮面积 >=200平方米 210平方米 - 60",
        "效益指标/社会效益指标/受益学生 >=100人 95人 - 38",
    ]
    assert [told(row) for row in second.rows] == [
        "产出指标/数量指标/补助人次 >=100人次 90人次 - 54",
        "效益指标/社会效益指标/覆盖率 >=98% 99% - 40",
    ]
    assert second.rows[0].at.cell == "E5"
    assert first.claimed_total is None
    assert second.claimed_total is None  # 192 is the list's


def test_every_project_of_a_list_may_have_its_total(tmp_path: Path, kind: str) -> None:
    lines = forms.LIST_OF_PROJECTS.strip().splitlines()
    lines.insert(4, " |  | 合计 |  |  |  |  | 98")
    lines[-1] = " |  | 合计 |  |  |  |  | 94"
    first, second = read_file(drawn("\n".join(lines), tmp_path, kind))
    assert (number(first.claimed_total), number(second.claimed_total)) == ("98", "94")


def test_a_project_column_behind_a_level_parts_nothing(tmp_path: Path) -> None:
    drawing = under("一级指标 | 项目名称 | 三级指标 | 指标值 | 完成值 | 分值 | 得分")
    table = only(drawing, tmp_path, "xlsx")
    assert (table.project, len(table.rows)) == ("校舍维修", 2)


def test_a_list_too_long_to_take_apart_is_told(tmp_path: Path) -> None:
    header = "项目名称,一级指标,三级指标,指标值,完成值,得分"
    rows = [f"项目{number},产出指标,指标,≥1次,1次,100" for number in range(20_001)]
    file = tmp_path / "list.csv"
    file.write_text("\n".join([header, *rows]), encoding="utf-8")
    (table,) = read_file(file)
    assert (table.project, len(table.rows)) == (None, 20_001)
    assert "R116" in codes(table)


# Marks that ask, and rows that go on


def test_a_mark_that_asks_for_a_text_is_not_that_text(kind: str, tmp_path: Path) -> None:
    drawing = """
    2023年度项目支出绩效自评表 | < | < | < | < | < | < | <
    项目名称 | 【待补充：项目名称】 | < | < | < | < | < | <
    一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 偏差原因分析及改进措施
    产出指标 | 数量指标 | 修缮面积 | ≥200平方米 | 150平方米 | 60 | 45 | 【待补充：偏差原因及改进措施】
    效益指标 | 社会效益指标 | 受益学生 | ≥100人 | 95人 | 40 | 38 | 两名学生转学
    """
    table = only(drawing, tmp_path, kind)
    assert table.project is None
    assert [row.deviation_note for row in table.rows] == ["", "两名学生转学"]


def test_a_row_merged_over_two_rows_in_all_its_cells_is_one_row(tmp_path: Path) -> None:
    rows = """
    产出指标 | 数量指标 | 修缮面积 | ≥200平方米 | 210平方米 | 60 | 60
    ^ | ^ | ^ | ^ | ^ | ^ | ^
    效益指标 | 社会效益指标 | 受益学生 | ≥100人 | 95人 | 40 | 38
    """
    table = only(under(HEADER, rows), tmp_path, "xlsx")
    assert [(row.name, number(row.points)) for row in table.rows] == [("修缮面积", "60"), ("受益学生", "40")]
    assert "R108" not in codes(table)


@pytest.mark.parametrize(
    ("between", "beside", "claimed"),
    [
        ("", "", None),
        ("", "填报等级：良", "良"),
        ("补正后最高 | < | < | < | < | 70 | < | 补充佐证后重新核算", "", None),
    ],
)
def test_the_grade_of_a_scored_table_is_not_what_the_unit_claims(
    between: str, beside: str, claimed: str | None, tmp_path: Path
) -> None:

    header = "一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 核算得分 | 填报得分"
    rows = f"""
    产出指标 | 数量指标 | 修缮面积 | ≥200平方米 | 100平方米 | 60 | 30 | 60
    效益指标 | 社会效益指标 | 受益学生 | ≥100人 | 95人 | 40 | 38 | 38
    总分 | < | < | < | < | 100 | 68 | 98
    {between}
    等级 | < | < | < | < | 中 | < | {beside}
    """
    rows = "\n".join(line for line in rows.splitlines() if line.strip())
    table = only(under(header, rows), tmp_path, "xlsx")
    assert number(table.claimed_total) == "98"
    assert (table.claimed_grade.written if table.claimed_grade else None) == claimed
