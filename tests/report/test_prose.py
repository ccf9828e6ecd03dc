"""The sentences of both reports, and how they read when the data say little."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from factory import line, row, table

from perfscore import assess
from perfscore.model.assessment import Assessment, Outcome
from perfscore.model.table import Form, Indicator
from perfscore.model.values import Absence, Absent, Quantity, Text
from perfscore.report.blocks import Heading, Items, Named, Paragraph, parse
from perfscore.report.context import reports
from perfscore.report.prose import markdown, plain_text
from perfscore.report.text import one_line

DEPARTMENT_OUTLINE = [
    (1, "广元市昭化区目标绩效事务中心\n关于2023年部门整体支出绩效自评报告"),
    (2, "一、部门概况"),
    (3, "（一）机构职能"),
    (3, "（二）机构组成"),
    (3, "（三）人员概况"),
    (3, "（四）当年重要工作概述"),
    (2, "二、部门财政收支管理情况"),
    (3, "（一）部门财政资金收入情况"),
    (3, "（二）部门财政资金支出情况"),
    (3, "（三）结转和结余情况"),
    (2, "三、部门整体预算绩效管理情况"),
    (3, "（一）部门预算总体绩效"),
    (4, "1.目标制定情况"),
    (4, "2.目标实现情况"),
    (4, "3.过程管控情况"),
    (4, "4.预算完成情况"),
    (3, "（二）项目预算绩效管理情况"),
    (4, "1.部门预算项目绩效情况"),
    (4, "2.专项预算绩效情况"),
    (3, "（三）绩效结果应用"),
    (4, "1.制度建设和内部应用"),
    (4, "2.信息公开"),
    (4, "3.整改反馈"),
    (3, "（四）自评质量"),
    (3, "（五）违规记录"),
    (2, "四、存在的问题及建议"),
    (3, "（一）存在的问题"),
    (3, "（二）改进建议"),
    (2, "附表1：广元市昭化区部门整体支出绩效目标自评表"),
    (2, "附表2：问题清单"),
    (2, "附表3：评分规则依据"),
    (2, "待补充事项清单"),
]
PROJECT_OUTLINE = [
    "一、项目概况",
    "二、项目实施及管理情况",
    "三、项目绩效情况",
    "四、评价结论及建议",
    "附表1：广元市昭化区财政项目（政策）支出绩效自评表",
    "附表2：问题清单",
    "附表3：评分规则依据",
    "待补充事项清单",
]


def text_of(*assessments: Assessment) -> str:
    lines = []
    for report in reports(assessments):
        for block in parse(markdown(report)):
            match block:
                case Heading(_, text) | Paragraph(text):
                    lines.append(text)
                case Items():
                    lines.extend(block.numbered)
                case _:
                    pass
    return "\n".join(lines)


def headings_of(assessment: Assessment) -> list[tuple[int, str]]:
    [report] = reports([assessment])
    blocks = parse(markdown(report))
    return [(block.level, block.text) for block in blocks if isinstance(block, Heading)]


def test_the_department_report_follows_its_outline(department: Assessment) -> None:
    assert headings_of(department) == DEPARTMENT_OUTLINE


def test_the_project_report_follows_its_outline(project: Assessment) -> None:
    headings = headings_of(project)
    assert headings[0] == (1, "广元市昭化区目标绩效事务中心\n2023年“目标管理经费”项目支出绩效自评报告")
    assert [text for level, text in headings if level == 2] == PROJECT_OUTLINE


@pytest.mark.parametrize(
    "sentence",
    [
        "2023年年初预算数146.1万元，全年预算数209.95万元，全年预算数较年初预算数增加63.85万元，增长43.7%。资金来源为一般公共预算。",
        "2023年全年执行数208.23万元，预算执行率为99.18%（自评表填列99%）。",
        "全年预算数与全年执行数相差1.72万元。",
        "共设置绩效指标16项，其中：产出指标12项、效益指标3项、满意度指标1项。",
        "经逐项核算，16项指标中，15项达到年度指标值，1项与年度指标值存在偏差。",
        "年度指标值“=6人”，实际完成值“9人”，分值4.16分，得2.77分，扣1.39分（依据LOC-03b，来源未核实）。"
        "【待补充：“在职职工人数”的偏差原因及改进措施】",
        "核算得分为98.53分，等级为“优”。",
        "单位填报总分99分，核算得分98.53分、等级“优”，填报总分高于核算得分0.47分。核算共扣1.47分，其中：“预算执行率”0.08分；“在职职工人数”1.39分。",
        "产出指标12项，11项达到年度指标值，1项与年度指标值存在偏差，分值50.00分，得48.61分，得分率97.22%。",
        "满意度指标1项，已达到年度指标值，分值10.00分，得10.00分。",
        "填报总分较满分少1.00分；自评表未填报各项得分。核算得分四舍五入取整为99分，与填报总分一致，0.47分的差额可由取整解释，应当由填报单位确认。",
        "适用日期2023年12月31日",
        "90分（含）以上为优，80分（含）至90分为良，60分（含）至80分为中，60分以下为差。",
        "各项分值均为系统默认分配。",
        "【待补充：本部门“三定”规定明确的主要职能】",
        "存在偏差但未填写原因。指标“在职职工人数”",
    ],
)
def test_the_department_report_says(department: Assessment, sentence: str) -> None:
    assert sentence in text_of(department)


@pytest.mark.parametrize(
    "sentence",
    [
        "核算得分为90.00分，补正后最高100.00分，等级为“优”。",
        "下列1项佐证不足，暂不得分：",
        "“受惠群众满意度”（满意度指标—服务对象满意度指标）：年度指标值“≥90%”，未填写实际完成值，"
        "分值10.00分，补正后最高得10.00分。",
        "填报总分高于核算得分10.00分，等级一致。",
        "“受惠群众满意度”填报10分、核算0.00分，高于核算得分10.00分",
        "全年预算数10万元，年中未作预算调整。",
        "2023年全年预算数已全部执行。",
        "“受惠群众满意度”佐证不足，暂不得分。年度指标值“≥90%”，未填写实际完成值。",
        "对佐证不足的项目补充实际完成情况和证明材料，补正后重新核算。",
    ],
)
def test_the_project_report_says(project: Assessment, sentence: str) -> None:
    assert sentence in text_of(project)


def test_projects_come_into_the_report_of_their_only_department(
    department: Assessment, project: Assessment
) -> None:
    [report] = reports([project, department])
    assert report.main.department
    text = text_of(project, department)
    assert "本次共有1个项目开展支出绩效自评" in text
    assert "“目标管理经费”项目：安排预算10万元，执行10万元，执行率100%；" in text
    assert "附表2：广元市昭化区财政项目（政策）支出绩效自评表" in text
    assert "附表4：评分规则依据" in text


def test_two_departments_have_a_report_each(department: Assessment) -> None:
    assert len(reports([department, department])) == 2


def test_a_table_of_which_nothing_was_read_still_reads_right(bare: Assessment) -> None:
    text = text_of(bare)
    assert "自评表未填列资金情况。" in text
    assert "自评表未列绩效指标，没有可供核算的完成情况。" in text
    assert "没有已计分的项目。" in text
    assert "自评表未填报总分。" in text
    assert "本次核算和审核未发现需要说明的问题。" in text
    assert "None" not in text
    assert "【待补充：评价年度】年" in text


def test_no_row_met(department: Assessment) -> None:
    rows = tuple(replace(row, result=replace(row.result, met=False)) for row in department.rows)
    text = text_of(replace(department, rows=rows))
    assert "16项指标均与年度指标值存在偏差。" in text


def test_every_row_met_and_nothing_found(project: Assessment) -> None:
    rows = project.rows[:2]
    met = replace(project, rows=rows, total=Fraction(100), total_possible=Fraction(100), findings=())
    text = text_of(met)
    assert "2项指标全部达到年度指标值。" in text
    assert "已计分的各项均未扣分。" in text
    assert "填报总分与核算得分一致，等级一致。" in text
    assert "本次核算和审核未发现需要说明的问题。" in text


def test_nothing_demonstrated(project: Assessment) -> None:
    none = replace(project.rows[2].result, outcome=Outcome.NOT_DEMONSTRATED)
    rows = tuple(replace(row, result=none) for row in project.rows)
    text = text_of(replace(project, rows=rows))
    assert "3项指标均佐证不足，暂不得分。" in text


def test_another_grade_once_the_missing_value_is_there(project: Assessment) -> None:
    text = text_of(replace(project, grade="良"))
    assert "等级为“良”，补正后最高等级为“优”。" in text
    assert "等级不一致" in text


def test_a_grade_claimed_without_a_total(department: Assessment) -> None:
    table = replace(department.table, claimed_total=None, claimed_grade=Text("良"))
    assert "自评表未填报总分，填报等级为“良”，与核算等级“优”不一致。" in text_of(
        replace(department, table=table)
    )


@pytest.mark.parametrize(
    ("adjusted", "spent", "sentence"),
    [
        ("140", "150", "全年执行数超过全年预算数10万元。【待补充：超预算执行的原因】"),
        ("140", "140", "较年初预算数减少6.1万元，下降4.18%。"),
        ("", "140", "未填写全年预算数。"),
        ("140", "", "自评表未填写全年执行数。"),
        ("0", "0", "因全年预算数未填写或者不大于零，无法计算预算执行率"),
    ],
)
def test_money_that_is_missing_or_odd(
    department: Assessment, adjusted: str, spent: str, sentence: str
) -> None:
    def figure(text: str) -> Quantity | Absent:
        return Quantity(Fraction(text), written=text) if text else Absent(Absence.BLANK)

    budget = department.table.budget
    assert budget is not None
    total = replace(budget.total, adjusted=figure(adjusted), spent=figure(spent))
    table = replace(department.table, budget=replace(budget, total=total))
    assert sentence in text_of(replace(department, table=table))


def test_a_total_row_among_the_sources_is_told_once(department: Assessment) -> None:
    budget = department.table.budget
    assert budget is not None
    table = replace(department.table, budget=replace(budget, lines=(budget.total, *budget.lines)))
    again = replace(department, table=table)
    assert text_of(again) == text_of(department)
    [report], [same] = reports([again]), reports([department])
    assert report.main.money == same.main.money


def test_many_findings_of_a_kind_are_told_in_part(department: Assessment) -> None:
    text = text_of(replace(department, findings=department.findings * 5))
    assert "另有2处同类问题。" in text


def test_what_officers_write_changes_no_structure(
    hostile: Assessment, hostile_texts: tuple[str, ...]
) -> None:
    [report] = reports([hostile])
    blocks = parse(markdown(report))
    assert [b.text for b in blocks if isinstance(b, Heading)][1:28] == [
        text for _, text in DEPARTMENT_OUTLINE
    ][1:28]
    named = ["levels", "levels-chart", "execution-chart", "form", "findings", "rules"]
    assert [b.name for b in blocks if isinstance(b, Named)] == named
    text = text_of(hostile)
    for officers in (
        "<script>alert(1)</script>",
        "**粗**|a|b",
        "{{ 7*7 }}{% raw %}",
        "_x0041_&amp;&#65;",
        "=1+1",
    ):
        assert officers in text
        assert officers in hostile_texts
    assert "49" not in text.replace("49.", "")


def test_a_missing_value_never_becomes_a_word() -> None:
    with pytest.raises(ValueError, match="not there"):
        plain_text(None)


def lines_told(*rows: Indicator, **figures: Any) -> str:
    return text_of(assess(table(*rows, **figures)))


@pytest.mark.parametrize(
    ("initial", "adjusted", "told"),
    [
        (None, None, "自评表未填写年初预算数和全年预算数。【待补充：年初预算数和全年预算数】"),
        (None, 100, "自评表未填写年初预算数，全年预算数100万元。【待补充：年初预算数】"),
        (100, None, "2023年年初预算数100万元，未填写全年预算数。【待补充：全年预算数】"),
    ],
)
def test_a_budget_that_is_missing_is_asked_for(initial: int | None, adjusted: int | None, told: str) -> None:
    assert told in lines_told(row("≥4次", "4次"), budget=line(initial=initial, adjusted=adjusted))


def test_kinds_of_outlay_that_the_table_tells_are_not_asked_for() -> None:
    sources = (line("其中：基本支出", spent=60), line("项目支出", spent=20), line("其他资金", spent=None))
    whole = {"budget": line(spent=80), "form": Form.DEPARTMENT}
    text = lines_told(row("≥4次", "4次"), sources=sources, **whole)
    assert "2023年本年支出合计80万元。其中：基本支出60万元，占75%；项目支出20万元，占25%。" in text
    assert "【待补充：基本支出和项目支出的金额、占比】" not in text
    other = lines_told(row("≥4次", "4次"), sources=(sources[0], line("项目支出", spent=19)), **whole)
    assert "【待补充：基本支出和项目支出的金额、占比】" in other


def test_points_not_demonstrated_are_not_said_to_be_taken_off() -> None:
    rows = (
        row("≥4次", "3次", path=("产出指标", "数量指标", "甲"), points=40),
        row("≥4次", "", path=("产出指标", "数量指标", "乙"), points=50),
    )
    text = lines_told(*rows, total="100")
    assert "核算共有60.00分未得，其中：“甲”10.00分；“乙”50.00分（佐证不足，暂不得分）。" in text
    assert "核算共扣60" not in text


def test_missing_money_is_one_problem_and_doubtful_money_no_achievement() -> None:
    text = lines_told(row("≥4次", "4次"), budget=line(spent=None))
    assert text.count("预算资金没有填全") == 1
    assert "“预算执行率”佐证不足，暂不得分。\n" not in text.partition("存在的问题")[2].partition("附表")[0]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("1. 一\n2. 二", "1. 一；2. 二"),
        ("1.培训推迟。\n2.设备未到", "1.培训推迟。2.设备未到"),
        ("原因：\n（1）培训推迟\r\n（2）设备未到；\n③其他", "原因：（1）培训推迟；（2）设备未到；③其他"),
        ("一、培训推迟\n二、设备未到", "一、培训推迟；二、设备未到"),
        ("社会效益\n指标", "社会效益指标"),
        ("支出共计\n1.5万元", "支出共计1.5万元"),
        ("预算\n30 万元", "预算30 万元"),
        ("一期\n二期", "一期二期"),
        ("补助发放\n（1）批次", "补助发放（1）批次"),
        ("A unit\nB", "A unit B"),
    ],
)
def test_line_breaks_of_numbered_lines_are_told(written: str, told: str) -> None:
    assert one_line(written) == told


@pytest.mark.parametrize(
    ("name", "named"), [("古井改造项目", "“古井改造项目”支出"), ("督查经费", "“督查经费”项目支出")]
)
def test_a_project_that_calls_itself_one_is_not_called_so_twice(name: str, named: str) -> None:
    project = replace(table(row("≥4次", "3次", points=90)), project=name)
    department = table(row("≥4次", "4次", points=90), form=Form.DEPARTMENT)
    alone, together = text_of(assess(project)), text_of(assess(department), assess(project))
    assert f"{named}绩效自评报告" in alone
    assert f"{named}绩效自评核算得分为" in alone
    assert f"{named.removesuffix('支出')}：" in together
    assert "项目”项目" not in alone + together
