"""The main job on the published 2023 tables. The expected scores are worked by hand in examples/zhaohua-2023."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

import perfscore
from perfscore.model.assessment import Assessment, Citation, Outcome, PointsSource
from perfscore.model.decimals import fixed
from perfscore.pipeline import assess_files, explain_lines, rules_for, total_score
from perfscore.report import trace, trace_page

EXAMPLES = Path(__file__).parents[1] / "examples" / "zhaohua-2023"
KINDS = ("xlsx", "docx")
CASES = {  # file: total, possible, grade, claimed total; worked by hand
    "department": ("98.53", "98.53", "优", 99),
    "project-target-management": ("100.00", "100.00", "优", None),
    "project-inspection-rectification": ("100.00", "100.00", "优", None),
    "project-funding-gap": ("90.00", "100.00", "优", None),
    "project-supervision": ("100.00", "100.00", "优", 100),
}


def assessed(name: str, kind: str = "xlsx", choices: dict[str, str] | None = None) -> Assessment:
    (table,) = perfscore.read(EXAMPLES / f"{name}.{kind}")
    return perfscore.assess(table, rules_for(table, choices=choices))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", CASES)
def test_published_tables_score_as_worked_by_hand(name: str, kind: str) -> None:
    total, possible, grade, claimed = CASES[name]
    assessment = assessed(name, kind)
    assert fixed(assessment.total) == total
    assert fixed(assessment.total_possible) == possible
    assert assessment.grade == grade
    claim = assessment.table.claimed_total
    assert (claim and claim.number) == claimed


@pytest.mark.parametrize(
    ("reading", "total"), [("symmetric", "98.53"), ("one-sided", "99.92"), ("strict", "95.76")]
)
def test_department_under_each_reading_of_the_equal_sign(reading: str, total: str) -> None:
    assert fixed(assessed("department", choices={"equal": reading}).total) == total


def test_the_one_deviation_of_the_department_is_the_number_of_staff() -> None:
    assessment = assessed("department")
    missed = [row for row in assessment.rows if row.result.met is False]
    assert [row.indicator.name for row in missed] == ["在职职工人数"]
    result = missed[0].result
    assert (result.points, fixed(result.score)) == (Fraction("4.16"), "2.77")
    assert result.points_source is PointsSource.DEFAULT
    assert result.trace[0].value == Fraction("4.16") * 6 / 9
    assert "A104" in {finding.code for finding in assessment.findings}


def test_default_points_of_the_department_add_up() -> None:
    points = [fixed(row.result.points) for row in assessed("department").rows]
    assert points == [
        *("4.17", "4.17", "4.16"),
        *("6.25", "6.25", "12.50"),
        *("2.09", "2.09", "2.08", "2.08", "2.08", "2.08"),
        *("7.50", "7.50", "15.00", "10.00"),
    ]


def test_execution_rate_is_exact() -> None:
    assessment = assessed("department")
    assert assessment.table.budget is not None
    assert assessment.table.budget.execution_rate == Fraction(20823, 20995)
    assert fixed(assessment.execution.score) == "9.92"


def test_empty_target_is_not_demonstrated_and_not_zero() -> None:
    row = assessed("project-funding-gap").rows[-1]
    assert row.indicator.name == "受惠群众满意度"
    assert row.result.outcome is Outcome.NOT_DEMONSTRATED
    assert (row.result.score, row.result.possible) == (0, 10)


def test_full_marks_of_the_supervision_project_lack_evidence() -> None:
    assessment = assessed("project-supervision")
    finding = next(finding for finding in assessment.findings if finding.code == "A405")
    assert "替代佐证" in finding.message
    assert assessment.table.claimed_grade is not None
    assert assessment.table.claimed_grade.written == "优"


def test_claimed_99_is_explained_beside_98_53() -> None:
    finding = next(finding for finding in assessed("department").findings if finding.code == "A306")
    for figure in ("99 分", "98.53 分", "0.47 分", "1.39 分", "0.08 分"):
        assert figure in finding.message


def test_findings_of_the_department_table() -> None:
    """Those that the published table must raise: staff, units, adjustment, costs against spending, scales."""
    found = {(finding.code, finding.at.cell) for finding in assessed("department").findings}
    assert {
        ("A104", "G13"),
        ("A107", "F12"),
        ("A106", "F14"),
        ("A204", "F5"),
        ("A206", "G5"),
        ("A404", "F25"),
    } <= found


@pytest.mark.parametrize("name", ["project-target-management", "project-inspection-rectification"])
def test_actuals_that_equal_every_target_are_pointed_out(name: str) -> None:
    codes = {finding.code for finding in assessed(name).findings}
    assert {"A401", "A403", "R104"} <= codes


def test_flattened_text_of_a_document_scores_like_the_document(tmp_path: Path) -> None:
    """One cell per line, each begun by a tab, rows parted by empty lines; merges are lost."""
    rows = [
        ["某县某局项目支出绩效自评表"],
        ["（2023年度）"],
        ["项目名称", "培训经费"],
        ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "执行率"],
        ["", "年度资金总额", "20", "20", "15", "75%"],
        [
            "绩效\n指标",
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "偏差原因分析及改进措施",
        ],
        ["", "产出指标", "数量指标", "指标1：", "培训人次", "≥200人次", "=150人次", "报名不足"],
        ["", "", "质量指标", "指标1：", "合格率", "≥95%", "98%", ""],
        ["", "效益指标", "社会效益\n指标", "指标1：", "知晓度", "定性：优良中差", "良", ""],
        ["", "满意度\n指标", "服务对象满意度指标", "指标1：", "满意度", "≥90%", "92%", ""],
    ]
    file = tmp_path / "flat.txt"
    file.write_text("\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in rows), encoding="utf-8")
    (table,) = perfscore.read(file)
    assessment = perfscore.assess(table)
    assert (table.project, table.year) == ("培训经费", 2023)
    assert [row.indicator.path[0] for row in assessment.rows] == [
        "产出指标",
        "产出指标",
        "效益指标",
        "满意度指标",
    ]
    # 执行率 15/20 -> 7.5; 培训人次 25 x 150/200 = 18.75; 合格率 25; 知晓度 良 30 x 0.85 = 25.5; 满意度 10
    assert [fixed(row.result.score) for row in assessment.rows] == ["18.75", "25.00", "25.50", "10.00"]
    assert fixed(assessment.total) == "86.75"
    assert assessment.grade == "良"


def test_a_file_without_a_table_gives_its_reason_and_never_raises(tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text("没有表", encoding="utf-8")
    (table,) = perfscore.read(file)
    assert table.rows == ()
    assert [finding.code for finding in table.findings] == ["F008"]


def test_a_missing_file_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        perfscore.read(tmp_path / "nothing.xlsx")


def test_one_unusable_file_does_not_stop_the_others(tmp_path: Path) -> None:
    empty = tmp_path / "empty.xlsx"
    empty.touch()
    files = [empty, EXAMPLES / "department.xlsx", tmp_path / "missing.docx"]
    results = list(assess_files(files))
    assert [result.unusable.code if result.unusable else "done" for result in results] == [
        "F003",
        "done",
        "F001",
    ]


def test_public_names_are_all_there() -> None:
    functions = set(perfscore.__all__) - {"__version__"}
    assert functions == {
        "assess",
        "compare",
        "load_template",
        "parse_actual",
        "parse_target",
        "read",
        "write_report",
    }
    assert all(callable(getattr(perfscore, name)) for name in functions)


def test_the_sum_of_the_scores_rests_on_one_citation_wherever_it_is_told() -> None:
    (table,) = perfscore.read(EXAMPLES / "department.xlsx")
    assessment = perfscore.assess(table)
    told = total_score(assessment)
    source = assessment.total_trace[0].source
    assert isinstance(source, Citation) and (source.rule, source.verified) == ("MOF-09", True)
    assert told.trace[0].source == source
    assert "依据 MOF-09" in explain_lines(told)[0]
    (stored,) = json.loads(trace.to_json([assessment], (), "总分"))["tables"]
    assert stored["total"]["trace"][0]["source"]["rule"] == "MOF-09"
    page = trace_page.render([assessment], "总分").decode()
    assert "依据 MOF-09" in page
    assert "各项得分相加" not in page + json.dumps(stored, ensure_ascii=False)
