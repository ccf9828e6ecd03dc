"""Every known layout, as workbook and as document. Expected readings are typed by hand from the drawings."""

from __future__ import annotations

from pathlib import Path

import forms
import pytest
from drawn import as_document, as_workbook, drawn, fill_sheet
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from told import KINDS, money, number, only, told

from perfscore.model.decimals import plain
from perfscore.model.table import Form, Stage
from perfscore.read.files import read_file
from perfscore.read.findings import UnusableFile


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_national_form(tmp_path: Path, kind: str) -> None:
    table = only(forms.NATIONAL, tmp_path, kind)
    assert (table.title, table.form, table.year) == ("项目支出绩效自评表", Form.PROJECT, 2022)
    assert (table.project, table.department, table.unit) == (
        "水旱灾害防御经费",
        "天长市水利局",
        "水旱灾害防御股",
    )
    assert table.budget is not None
    assert [money(line) for line in table.budget.lines] == [
        "年度资金总额 880 880 792 90 10 9",
        "其中：当年财政拨款 800 800 712 89 - -",
        "上年结转资金 80 80 80 100 - -",
        "其他资金 - - - - - -",
    ]
    assert [told(row) for row in table.rows] == [
        "产出指标/数量指标/改造项目数量 >=10个 8个 20 16",
        "产出指标/质量指标/工程合格率 >=100% 100% 15 15",
        "产出指标/时效指标/完成时间 by2022-12-31 2022-11-30 15 15",
        "效益指标/社会效益指标/受益人口 >=2万人 21000人 30 30",
        "满意度指标/服务对象满意度指标/群众满意度 >=90% 95% 10 10",
    ]
    assert table.rows[0].label == "指标1："
    assert table.rows[0].deviation_note == "两个项目跨年实施"
    assert {level: plain(points) for level, points in table.level_points.items()} == {
        "产出指标": "50",
        "效益指标": "30",
        "满意度指标": "10",
    }
    assert number(table.claimed_total) == "95"
    assert (table.goal, table.goal_result) == ("保障全市安全度汛", "全市安全度汛")


def test_sichuan_system_form(tmp_path: Path, kind: str) -> None:
    table = only(forms.SICHUAN, tmp_path, kind)
    assert (table.year, table.project, table.unit) == (2023, "51062423T000-工资性支出", "青神县发展和改革局")
    assert table.budget is not None
    assert money(table.budget.total) == "总额 238.93 251.89 251.89 100 10 10"
    assert table.budget.total.deviation_note == "人员增加追加"
    assert [told(row) for row in table.rows] == [
        "产出指标/数量指标/发放（缴纳）覆盖率 =100% 100% 60 60",
        "效益指标/社会效益指标/足额保障率（参保率） >=95% 98% 30 30",
    ]
    assert number(table.claimed_total) == "100"
    assert table.claimed_grade is not None
    assert table.claimed_grade.written == "优"
    assert (table.goal, table.goal_result) == ("按时发放工资", "全部发放")


def test_chongqing_department_form(tmp_path: Path, kind: str) -> None:
    table = only(forms.CHONGQING, tmp_path, kind)
    assert (table.form, table.year, table.unit) == (Form.DEPARTMENT, 2021, "融媒体中心")
    assert table.budget is not None
    assert money(table.budget.total) == "年度资金总额 1200 1000 760 76 10 7.6"
    assert [told(row) for row in table.rows] == [
        "//组织宣传活动次数 >=40次 43次 40 40",
        "//播发稿件数量 >=2200篇 2859篇 30 30",  # the adjusted target counts
        "//党性教育培训次数 >=24次 12次 20 10",
    ]


def test_hubei_form(tmp_path: Path, kind: str) -> None:
    table = only(forms.HUBEI, tmp_path, kind)
    assert (table.year, table.project, table.unit) == (2020, "水土保持监测项目", "水土保持研究所")
    assert table.budget is not None
    assert money(table.budget.total) == "年度财政资金总额 - 10 10 100 20 20"
    assert [told(row) for row in table.rows] == [
        "产出指标/质量指标/监测数据合格率 >=100% 100% - 10",
        "产出指标/进度指标/监测资料完成率 >=100% 100% - 30",
        "效益指标/社会效益指标/资料采用率 >=98% 98% - 20",
        "满意度指标/服务对象满意度指标/审核通过率 >=98% 98% - 19.6",
    ]
    assert number(table.claimed_total) == "99.6"


def test_declaration_of_targets(tmp_path: Path, kind: str) -> None:
    table = only(forms.DECLARATION, tmp_path, kind)
    assert (table.stage, table.year, table.goal) == (Stage.DECLARATION, 2022, "建设高标准农田")
    assert table.budget is not None
    assert money(table.budget.total) == "年度资金总额 854 - - - - -"
    assert [told(row) for row in table.rows] == [
        "产出指标/数量指标/道路硬化里程 >=100公里 - - -",
        "产出指标/质量指标/验收合格率 >=100% - - -",
        "产出指标/成本指标/财政资金补助 <=1600元/亩 - - -",
        "效益指标/可持续影响指标/工程设计使用年限 >=20年 - - -",
        "满意度指标/服务对象满意度指标/受益户满意度 >=95% - - -",
    ]
    assert "R109" in {finding.code for finding in table.findings}


def test_monitoring_form_with_two_header_rows(tmp_path: Path, kind: str) -> None:
    table = only(forms.MONITORING, tmp_path, kind)
    assert table.stage is Stage.MONITORING
    assert table.budget is not None
    assert money(table.budget.total) == "年度资金总额 50 - 30 60 - -"
    assert [told(row) for row in table.rows] == [
        "产出指标/数量指标/培训期数 >=4期 2期 - -",
        "产出指标/质量指标/合格率 >=95% 96% - -",
        "效益指标/社会效益指标/知晓率 >=90% 80% - -",
    ]
    assert [row.forecast and row.forecast.written for row in table.rows] == ["4期", "96%", "90%"]
    assert table.rows[2].deviation_note == "宣传滞后"


def test_central_transfer_form(tmp_path: Path, kind: str) -> None:
    table = only(forms.TRANSFER, tmp_path, kind)
    assert (table.project, table.unit) == ("农村移民安置区精准帮扶项目", "涂井乡人民政府")
    assert table.budget is not None
    assert [money(line) for line in table.budget.lines] == [
        "年度资金总额： - 372.29 372.29 100 - -",
        "其中：中央财政资金 - 372.29 372.29 100 - -",
        "地方资金 - 0 0 - - -",
    ]
    assert [told(row) for row in table.rows] == [
        "产出指标/数量指标/新建道路 >=524米 524米 - -",
        "产出指标/质量指标/工程完工率 >=100% 90% - -",
        "效益指标/经济效益指标/道路交通设施 qualitative 降低村民出行成本 - -",
        "满意度指标/服务对象满意度指标/群众满意度 >=85% 90% - -",
    ]
    assert (table.goal, table.goal_result) == ("改善出行条件", "已改善出行条件")


def test_points_before_the_target_and_money_in_yuan(tmp_path: Path, kind: str) -> None:
    table = only(forms.POINTS_FIRST, tmp_path, kind)
    assert (table.year, table.project) == (2024, "窗口服务经费（2024年度）")
    assert table.budget is not None
    # the total row is zero while its source holds the figures: 500000, 400000 and 360000 元 are 50, 40 and 36 万元
    assert money(table.budget.total).split()[1:] == ["50", "40", "36", "90", "-", "-"]
    assert [told(row) for row in table.rows[:3]] == [
        "产出/数量/办件量 >=2万件 1.8万件 30 -",
        "产出/质量/差错率 <=1‰ 0.5‰ 20 -",
        "效果/社会效益/投诉 qualitative 明显减少 30 -",
    ]


def test_sign_and_unit_in_the_name(tmp_path: Path, kind: str) -> None:
    table = only(forms.IN_THE_NAME, tmp_path, kind)
    assert [told(row).split(" ", 1)[1] for row in table.rows] == [
        ">=104平方米 104平方米 - -",
        ">=50米 45米 - -",
        "<=600元/人·月 590元/人·月 - -",
    ]
    assert all(row.target.sign_printed for row in table.rows)


def test_shared_points_details_and_hundred_millions(tmp_path: Path, kind: str) -> None:
    table = only(forms.SHARED_SCORE, tmp_path, kind)
    assert table.year == 2023
    assert table.budget is not None
    assert money(table.budget.total) == "年度资金总额（亿元） 200 200 200 100 10 10"
    assert [told(row) for row in table.rows] == [
        "产出指标/数量指标/编织袋 >=1000条 1200条 15 15",
        "产出指标/数量指标/救生衣 >=100件 100件 15 15",
        "产出指标/数量指标/培训人次 >=50人次 60人次 20 20",
        "产出指标/数量指标/其中：镇干部 >=20人次 25人次 - -",
        "效益指标/社会效益指标/安全度汛 qualitative 全市安全度汛 30 30",
        "满意度指标/满意度/群众满意度 >=90% 93% 10 10",
    ]
    assert table.rows[3].is_detail
    assert "R108" in {finding.code for finding in table.findings}


def test_a_form_may_begin_anywhere_in_the_sheet(tmp_path: Path) -> None:
    (table,) = read_file(as_workbook(forms.NATIONAL, tmp_path / "a.xlsx", top=5, left=4))
    (plain_table,) = read_file(as_workbook(forms.NATIONAL, tmp_path / "b.xlsx"))
    assert [told(row) for row in table.rows] == [told(row) for row in plain_table.rows]
    assert table.rows[0].at.cell == "G17"


def test_several_tables_in_a_sheet_and_several_sheets(tmp_path: Path) -> None:
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    free = fill_sheet(first, forms.NATIONAL)
    fill_sheet(first, forms.SICHUAN, top=free + 2)
    fill_sheet(book.create_sheet("市级"), forms.SHARED_SCORE)
    book.create_sheet("空")
    book.save(tmp_path / "many.xlsx")
    tables = read_file(tmp_path / "many.xlsx")
    assert [(table.project, table.source.sheet, table.source.table) for table in tables] == [
        ("水旱灾害防御经费", "Sheet", 1),
        ("51062423T000-工资性支出", "Sheet", 2),
        ("防汛物资", "市级", 1),
    ]
    assert [len(table.rows) for table in tables] == [5, 2, 6]


def test_title_and_claim_may_stand_in_the_prose_of_a_document(tmp_path: Path) -> None:
    drawing = "\n".join(forms.NATIONAL.strip().splitlines()[2:-1])  # without title, year and total
    file = as_document(
        drawing,
        tmp_path / "prose.docx",
        before=("一、项目概况", "附件1", "水旱灾害防御项目支出绩效自评表", "（2022年度）"),
        after=("经自评，本项目绩效自评得分为96.5分，评价等级为优。",),
    )
    (table,) = read_file(file)
    assert (table.title, table.year) == ("水旱灾害防御项目支出绩效自评表", 2022)
    assert number(table.claimed_total) == "96.5"
    assert table.claimed_grade is not None
    assert table.claimed_grade.written == "优"


REMARKS = [
    "评分说明 | 本项目得分92分",
    "主管部门意见 | 同意上报",
    "填报人及电话 | 张三12345678",
    "总体评价 | 项目实施较好",
    "佐证材料 | 台账",
]


@pytest.mark.parametrize("remark", REMARKS)
def test_a_remark_merged_across_the_table_is_no_indicator(remark: str, tmp_path: Path, kind: str) -> None:
    width = forms.NATIONAL.strip().splitlines()[0].count("|") + 1
    drawing = f"{forms.NATIONAL.strip()}\n{remark}{' | <' * (width - 2)}"
    table = only(drawing, tmp_path, kind)
    assert len(table.rows) == 5
    assert dict(table.level_points).keys() == {"产出指标", "效益指标", "满意度指标"}
    assert any(remark.partition(" | ")[2] in note.written for note in table.notes)


CLAIMS = [  # sentence under a table of 2022; claimed total; grade
    ("自评得分：95分", "95", None),
    ("自评总分：95", "95", None),
    ("总分100分，自评得分95分。", "95", None),
    ("自评结论：优", "-", "优"),
    ("自评结论：本项目自评得分99.6分，等级为优。", "99.6", "优"),
    ("经自评，2022年项目支出绩效评价得分为99分", "99", None),
    ("评价结果为：优，得分100分。", "100", "优"),
    ("备注：得分80分以上为良，90分以上为优。", "-", None),
    ("注：总分100分。", "-", None),
    ("存在问题：2021年自评得分98分，今年有所下降。", "-", None),
]


@pytest.mark.parametrize(("sentence", "total", "grade"), CLAIMS)
def test_claims_in_a_line_under_the_table(
    sentence: str, total: str, grade: str | None, tmp_path: Path
) -> None:
    body = forms.NATIONAL.strip().splitlines()[:-1]  # without the row of totals
    drawing = "\n".join([*body, sentence + " | <" * 8])
    (table,) = read_file(as_workbook(drawing, tmp_path / "claim.xlsx"))
    assert number(table.claimed_total) == total
    assert (table.claimed_grade.written if table.claimed_grade else None) == grade


def test_the_plainest_claim_counts(tmp_path: Path) -> None:
    body = forms.NATIONAL.strip().splitlines()[:-1]
    lines = ["注：各项得分合计为100分。", "自评结论：本项目自评得分99.6分，等级为优。"]
    drawing = "\n".join([*body, *(line + " | <" * 8 for line in lines)])
    (table,) = read_file(as_workbook(drawing, tmp_path / "claim.xlsx"))
    assert number(table.claimed_total) == "99.6"


def test_names_beside_their_labels_without_a_merge(tmp_path: Path, kind: str) -> None:
    drawing = """
项目支出绩效自评表 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 |  | 年度指标值 | 实际完成值
产出指标 | 数量指标 | 指标1： | 检查次数 | ≥4次 | 5次
 |  | 指标2： | 培训人次 | ≥20人次 | 30人次
"""
    table = only(drawing, tmp_path, kind)
    assert [told(row) for row in table.rows] == [
        "产出指标/数量指标/检查次数 >=4次 5次 - -",
        "产出指标/数量指标/培训人次 >=20人次 30人次 - -",
    ]


def test_a_header_with_nothing_under_it_is_no_table(tmp_path: Path) -> None:
    drawing = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值\n产出指标 | 数量指标 | 指标1： |  | "
    with pytest.raises(UnusableFile, match="没有找到填有指标的绩效表"):
        read_file(as_workbook(drawing, tmp_path / "empty.xlsx"))


@pytest.mark.parametrize(
    ("header", "printed", "rate"),
    [("执行率", "0.75", "75"), ("执行率（%）", "0.75", "75"), ("执行率（%）", "75", "75")],
)
def test_rates_printed_as_shares_of_one(header: str, printed: str, rate: str, tmp_path: Path) -> None:
    drawing = f"""
资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | {header}
年度资金总额 | 20 | 20 | 15 | {printed}
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值
产出指标 | 数量指标 | 检查次数 | ≥4次 | 5次
"""
    (table,) = read_file(as_workbook(drawing, tmp_path / "rate.xlsx"))
    assert table.budget is not None
    assert number(table.budget.total.claimed_rate) == rate


def test_upper_header_cells_merged_downwards_swallow_no_row(tmp_path: Path, kind: str) -> None:
    drawing = """
评价指标 | < | < | 年度指标值 | 实际完成值 | 分值 | 得分
一级指标 | 二级指标 | 三级指标 | ^ | ^ | ^ | ^
产出指标 | 数量指标 | 会议次数 | ≥4次 | 4次 | 50 | 50
效益指标 | 社会效益指标 | 知晓率 | ≥90% | 95% | 50 | 50
"""
    table = only(drawing, tmp_path, kind)
    assert [row.name for row in table.rows] == ["会议次数", "知晓率"]


def test_money_in_labels_beside_each_other(tmp_path: Path, kind: str) -> None:
    drawing = """
项目支出绩效自评表 | < | < | < | < | <
预算数 | 300 | 执行数 | 259.45 | 执行率 | 86.48%
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分
产出指标 | 数量指标 | 会议次数 | ≥4次 | 4次 | 50
"""
    table = only(drawing, tmp_path, kind)
    assert table.budget is not None
    assert money(table.budget.total) == "年度资金总额 - 300 259.45 86.48 - -"


def test_an_unknown_money_column_is_named(tmp_path: Path) -> None:
    drawing = """
资金（万元） | 年初预算数 | 全年预算数 | 某某列 | 全年执行数
年度资金总额 | 20 | 20 | 7 | 15
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值
产出指标 | 数量指标 | 会议次数 | ≥4次 | 4次
"""
    (table,) = read_file(as_workbook(drawing, tmp_path / "money.xlsx"))
    assert any(finding.code == "R101" and "某某列" in finding.message for finding in table.findings)


SIGNATURES = [
    "自评人员： | 张三 | 李四",
    "分管领导 |  | 王五 |  | 经办人 | 赵六",
    "负责人签字： |  | 张三 |  | 日期 | 2024.1.5",
    "下一步改进措施 | 加强管理 |  | 按季度2次",
]


@pytest.mark.parametrize("signature", SIGNATURES)
def test_signatures_below_the_total_are_no_indicators(signature: str, tmp_path: Path, kind: str) -> None:
    table = only(f"{forms.NATIONAL.strip()}\n{signature}", tmp_path, kind)
    assert len(table.rows) == 5
    assert number(table.claimed_total) == "95"


def test_claim_above_the_table(tmp_path: Path) -> None:
    lines = forms.NATIONAL.strip().splitlines()
    drawing = "\n".join([*lines[:3], "自评得分 | < | 95 | < | < | 自评等级 | < | 优 | <", *lines[3:-1]])
    (table,) = read_file(as_workbook(drawing, tmp_path / "above.xlsx"))
    assert number(table.claimed_total) == "95"
    assert table.claimed_grade is not None
    assert table.claimed_grade.written == "优"


def test_dates_without_a_year_take_the_year_of_the_others(tmp_path: Path) -> None:
    drawing = """
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值
产出指标 | 时效指标 | 完成时间 | 12月底前 | 2023年11月
"""
    (table,) = read_file(as_workbook(drawing, tmp_path / "year.xlsx"))
    assert told(table.rows[0]) == "产出指标/时效指标/完成时间 by2023-12-31 2023-11-30 - -"


def test_tables_side_by_side(tmp_path: Path, kind: str) -> None:
    left, right = read_file(drawn(forms.SIDE_BY_SIDE, tmp_path, kind))
    assert (left.project, right.project) == ("禁毒宣传", "法治宣传")
    assert left.title == right.title == "2023年度项目支出绩效自评表"
    assert left.budget is not None and right.budget is not None
    assert money(left.budget.total) == "年度资金总额 - 10 10 100 - 10"
    assert money(right.budget.total) == "年度资金总额 - 8 6 75 - 7.5"
    assert [told(row) for row in left.rows] == [
        "产出指标//宣传次数 >=4次 5次 - 50",
        "满意度指标//群众满意度 >=90% 95% - 40",
    ]
    assert [told(row) for row in right.rows] == [
        "产出指标//讲座场次 >=2场 2场 - 50",
        "满意度指标//听众满意度 >=90% 81% - 36",
    ]
    assert (number(left.claimed_total), number(right.claimed_total)) == ("100", "93.5")
    assert right.rows[0].at.cell == "H6"


def test_tables_below_and_beside_each_other_are_all_read(tmp_path: Path) -> None:
    drawing = forms.SHARED_SCORE.strip() + "\n\n" + forms.SIDE_BY_SIDE.strip()
    tables = read_file(as_workbook(drawing, tmp_path / "three.xlsx"))
    assert [table.project for table in tables] == ["防汛物资", "禁毒宣传", "法治宣传"]
    assert [len(table.rows) for table in tables] == [6, 2, 2]
    assert [table.source.table for table in tables] == [1, 2, 3]


def test_a_fourth_level_names_the_row(tmp_path: Path, kind: str) -> None:
    table = only(forms.FOUR_LEVELS, tmp_path, kind)
    assert [told(row) for row in table.rows] == [
        "产出指标/数量指标/水质监测点位 >=20个 22个 30 30",
        "产出指标/数量指标/空气监测站点 >=5个 5个 30 30",
        "产出指标/质量指标/数据有效率 >=95% 96% 30 30",
        "满意度指标/公众满意度/公众满意度 >=80% 85% 10 10",
    ]
    assert [row.label for row in table.rows] == ["监测任务", "监测任务", "", "满意度"]


def test_levels_in_rows_of_their_own(tmp_path: Path, kind: str) -> None:
    table = only(forms.HEADING_ROWS, tmp_path, kind)
    assert [told(row) for row in table.rows] == [
        "产出指标/数量指标/供养人数 >=30人 32人 20 20",
        "产出指标/数量指标/护理员人数 >=5人 5人 20 20",
        "产出指标/质量指标/护理达标率 >=100% 100% 20 20",
        "效益指标//困难老人保障 qualitative 有效保障 30 30",
        "满意度指标//供养对象满意度 >=90% 81% 10 9",
    ]
    assert {level: plain(points) for level, points in table.level_points.items()} == {
        "产出指标": "60",
        "效益指标": "30",
        "满意度指标": "10",
    }
    assert number(table.claimed_total) == "99"


def test_rows_after_one_in_particular_are_all_parts(tmp_path: Path, kind: str) -> None:
    table = only(forms.SEVERAL_PARTS, tmp_path, kind)
    assert [row.is_detail for row in table.rows] == [False, True, True, False, False]
    assert [row.name for row in table.rows][2] == "村干部"


def test_weights_of_one_are_points_of_a_hundred(tmp_path: Path, kind: str) -> None:
    table = only(forms.WEIGHTS, tmp_path, kind)
    assert [(number(row.points), number(row.claimed)) for row in table.rows] == [
        ("50", "50"),
        ("30", "27"),
        ("10", "10"),
    ]
    assert table.budget is not None
    assert money(table.budget.total) == "年度资金总额 - 20 19 95 10 9.5"
    assert number(table.claimed_total) == "96.5"
    assert [finding.code for finding in table.findings] == ["R112"]


def test_one_score_is_divided_by_the_points_of_its_rows(tmp_path: Path, kind: str) -> None:
    table = only(forms.ONE_SCORE, tmp_path, kind)
    assert [(number(row.points), number(row.claimed)) for row in table.rows] == [
        ("40", "40"),
        ("20", "20"),
        ("40", "40"),
    ]
    assert [finding.code for finding in table.findings] == ["R108"]


def test_one_actual_value_over_several_rows_is_told(tmp_path: Path, kind: str) -> None:
    drawing = forms.ONE_SCORE.replace("≥12次 | 12次", "≥12次 | ^")
    table = only(drawing, tmp_path, kind)
    assert [row.actual.written for row in table.rows][:2] == ["100盏", "100盏"]
    shared = [finding for finding in table.findings if finding.code == "R113"]
    assert [finding.at.cell for finding in shared] == ["E4"]


def test_sign_number_and_unit_below_one_header(tmp_path: Path, kind: str) -> None:
    table = only(forms.SIGN_AND_VALUE, tmp_path, kind)
    assert [told(row) for row in table.rows] == [
        "产出指标/数量指标/采购图书 >=500册 520册 60 -",
        "产出指标/成本指标/采购成本 <=3万元 2.9万元 40 -",
    ]
    assert table.findings == ()


def test_the_local_authority_answers_for_a_transfer(tmp_path: Path) -> None:
    lines = forms.TRANSFER.strip().splitlines()
    without_unit = [line.replace(" | 资金使用单位 | 涂井乡人民政府", " | < | <") for line in lines]
    (table,) = read_file(as_workbook("\n".join(without_unit), tmp_path / "transfer.xlsx"))
    assert (table.department, table.unit) == ("忠县水利局", "忠县水利局")


def test_an_indicator_may_be_named_like_a_total_or_stand_under_a_level_with_a_colon(
    tmp_path: Path, kind: str
) -> None:
    drawing = """
一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值
产出指标： | 等级 | 优 | 优 | 40
效益指标： | 合计 | ≥4次 | 5次 | 30
满意度指标： | 群众满意度 | ≥90% | 95% | 20
合计 |  |  |  | 90
"""
    table = only(drawing, tmp_path, kind)
    assert [row.path[0] for row in table.rows] == ["产出指标", "效益指标", "满意度指标"]
    assert [(row.name, number(row.points)) for row in table.rows] == [
        ("等级", "40"),
        ("合计", "30"),
        ("群众满意度", "20"),
    ]
    assert table.claimed_grade is None


def test_negative_points_are_told_and_not_scored(tmp_path: Path) -> None:
    drawing = forms.ONE_SCORE.replace("≥100盏 | 100盏 | 40 | 60", "≥100盏 | 100盏 | -40 | 60")
    table = read_file(as_workbook(drawing, tmp_path / "负分.xlsx"))[0]
    assert [number(row.points) for row in table.rows] == ["-", "20", "40"]
    (told,) = [finding for finding in table.findings if finding.code == "R107"]
    assert told.message == f"“{table.rows[0].name}”的分值“-40”是负数。"
    assert told.mend == "请只填写数字；分值不能是负数。"


def test_points_that_are_no_number_are_not_called_negative(tmp_path: Path) -> None:
    drawing = forms.ONE_SCORE.replace("≥100盏 | 100盏 | 40 | 60", "≥100盏 | 100盏 | 见附件 | 60")
    table = read_file(as_workbook(drawing, tmp_path / "文字.xlsx"))[0]
    (told,) = [finding for finding in table.findings if finding.code == "R107"]
    assert told.message == f"“{table.rows[0].name}”的分值“见附件”不是数字。"
