"""Live workbooks: what the engine says stands in them, and follows their cells when LibreOffice reckons them again."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import corpus_tables
import openpyxl
import pytest
from drawn import drawn
from factory import line, row, table
from office import bare, needs_calc, reckoned, shown, values

import perfscore
from perfscore import pipeline
from perfscore.model.assessment import Assessment, Outcome
from perfscore.model.table import AssessmentTable, Form
from perfscore.model.values import Quantity
from perfscore.pipeline import available_templates, load_template
from perfscore.read.notation.scales import SCALE_WORDS

EXAMPLES = Path(__file__).parents[1] / "examples" / "zhaohua-2023"
HEADERS = ("三级指标", "实际完成值", "分值", "得分")


def form_of(file: Path, sheet: int = 0) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    """The rows of the first form by name, each by header; and total, grade and the execution rate's score."""
    book = values(file)
    form = book.worksheets[sheet]
    grid = [list(line) for line in form.iter_rows()]
    top = next(i for i, line in enumerate(grid) if line[0].value == "一级指标")
    columns = {cell.value: cell.column - 1 for cell in grid[top] if cell.value}
    score = "核算得分" if "核算得分" in columns else "得分"
    rows, whole = {}, {}
    for cells in grid[top + 1 :]:
        label = cells[0].value
        if label in ("总分", "等级", "补正后最高"):
            column = columns[score] if label == "总分" else columns["分值"]
            whole[label] = shown(cells[column].value)
        elif cells[columns["三级指标"]].value and "总分" not in whole:
            rows[cells[columns["三级指标"]].value] = {
                name: shown(cells[index].value) for name, index in columns.items()
            } | {"得分": shown(cells[columns[score]].value), "行": cells[0].row}
    for cells in grid[:top]:
        texts = [cell.value for cell in cells]
        if "执行率" in texts:
            at = texts.index("得分") if "得分" in texts else texts.index("核算得分")
            whole["执行率得分"] = shown(grid[grid.index(cells) + 1][at].value)
    return rows, whole


def agrees(assessment: Assessment, file: Path, sheet: int = 0) -> list[str]:
    """What a workbook shows otherwise than the engine says; empty where all is the same."""
    rows, whole = form_of(file, sheet)
    assert len(rows) == len(assessment.rows), "names of rows are not told apart: this test is broken"
    wrong = []
    for scored in assessment.rows:
        ours = float(scored.result.score) if scored.result.outcome is Outcome.SCORED else None
        name = scored.indicator.name
        if shown(ours) != rows[name]["得分"]:
            wrong.append(f"{name}: {ours} != {rows[name]['得分']} {scored.indicator.actual.written!r}")
    if shown(float(assessment.total)) != whole["总分"]:
        wrong.append(f"total {float(assessment.total)} != {whole['总分']}")
    if assessment.grade != whole["等级"]:
        wrong.append(f"grade {assessment.grade} != {whole['等级']}")
    execution = assessment.execution
    if "执行率得分" in whole and execution.outcome is Outcome.SCORED and execution.points:
        if shown(float(execution.score)) != whole["执行率得分"]:
            wrong.append(f"execution {float(execution.score)} != {whole['执行率得分']}")
    return wrong


def without_results(file: Path, folder: Path, edits: dict[str, Any] | None = None) -> Path:
    """A copy whose formulas have no results, with other values in some cells of its first form."""
    book = openpyxl.load_workbook(file)
    for cell, value in (edits or {}).items():
        book.worksheets[0][cell].value = value
    folder.mkdir(exist_ok=True)
    return bare(book, folder / file.name)


VARIETY: AssessmentTable = replace(
    table(
        row("≥4次", "5次", path=("产出指标", "数量指标", "次数"), points=7),
        row("≥4次", "3次", path=("产出指标", "数量指标", "次数二"), points=7),
        row("=6人", "9人", path=("产出指标", "数量指标", "人数"), points=3),
        row("≥95%", "91.5%", path=("产出指标", "质量指标", "合格率"), points=6),
        row("≥95%", "94", path=("产出指标", "质量指标", "无单位的率"), points=6),
        row("≥95%", "0.95", path=("产出指标", "质量指标", "分不清的率"), points=6),
        row("≤50万元", "62.5万元", path=("产出指标", "成本指标", "成本"), points=5),
        row("≤50万元", "480000元", path=("产出指标", "成本指标", "成本换算"), points=5),
        row("80%～90%", "95%", path=("产出指标", "质量指标", "区间"), points=2),
        row("2023年6月30日前", "2023年7月3日", path=("产出指标", "时效指标", "晚了"), points=3),
        row("2023年6月30日前", "2023年6月1日", path=("产出指标", "时效指标", "及时"), points=3),
        row("定性：优良中差", "良", path=("效益指标", "社会效益指标", "定性良"), points=10),
        row("定性：优良中差", "基本完成了各项任务", path=("效益指标", "社会效益指标", "含用词"), points=10),
        row("定性：优良中差", "说不清", path=("效益指标", "社会效益指标", "说不清"), points=4),
        row("≥1,200人次", "1,150人次", path=("效益指标", "社会效益指标", "千分位"), points=3),
        row("≥90%", "=95%", path=("满意度指标", "服务对象满意度指标", "带符号"), points=5),
        row("≥90%", "", path=("满意度指标", "服务对象满意度指标", "空白"), points=5),
        budget=line(initial=100, adjusted="209.95", spent="208.23"),
    ),
    project="各种写法",
)


def test_the_form_shows_its_scores_before_anybody_reckons(tmp_path: Path) -> None:
    assessment = perfscore.assess(VARIETY)
    assert agrees(assessment, perfscore.write_report(assessment, tmp_path / "a.xlsx")) == []


def test_what_is_written_is_read_back_with_the_same_scores(tmp_path: Path) -> None:
    assessment = perfscore.assess(VARIETY)
    (again,) = perfscore.read(perfscore.write_report(assessment, tmp_path / "a.xlsx"))
    back = perfscore.assess(again)
    assert [(one.result.score, one.result.outcome, one.result.points) for one in back.rows] == [
        (one.result.score, one.result.outcome, one.result.points) for one in assessment.rows
    ]
    assert (back.total, back.grade, back.execution.score) == (
        assessment.total,
        assessment.grade,
        assessment.execution.score,
    )
    assert [one.actual.value for one in again.rows] == [one.actual.value for one in VARIETY.rows]
    assert [one.target.written for one in again.rows] == [one.target.written for one in VARIETY.rows]


def test_claims_stay_apart_from_our_scores(tmp_path: Path) -> None:
    claimed = table(
        row("≥4次", "5次", path=("产出指标", "数量指标", "次数"), points=60, claimed=58),
        row("定性：优良中差", "良", path=("效益指标", "社会效益指标", "定性"), points=30, claimed=27),
        total="94",
        grade="优",
    )
    assessment = perfscore.assess(claimed)
    file = perfscore.write_report(assessment, tmp_path / "a.xlsx")
    (again,) = perfscore.read(file)
    assert [one.claimed.number for one in again.rows if isinstance(one.claimed, Quantity)] == [58, 27]
    assert [one.result.score for one in perfscore.assess(again).rows] == [60, 27]
    assert agrees(assessment, file) == []


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
@pytest.mark.parametrize("actual", ["95%", ""])
def test_a_scored_form_keeps_the_claimed_grade_and_knows_its_own_columns(
    suffix: str, actual: str, tmp_path: Path
) -> None:
    """Without an actual value a row 补正后最高 stands between total and grade."""
    claimed = table(
        row("≥4次", "3次", path=("产出指标", "数量指标", "次数"), points=60, claimed=60),
        row("≥90%", actual, path=("满意度指标", "服务对象满意度指标", "满意"), points=30, claimed=30),
        total="98",
        grade="良",
    )
    (again,) = perfscore.read(perfscore.write_report(perfscore.assess(claimed), tmp_path / f"a{suffix}"))
    assert again.claimed_grade is not None
    assert again.claimed_grade.written == "良"
    assert again.claimed_total is not None
    assert again.claimed_total.number == 98
    assert not [finding for finding in perfscore.assess(again).findings if finding.code == "R101"]


def test_plain_numbers_are_numbers_that_print_their_unit(tmp_path: Path) -> None:
    file = perfscore.write_report(perfscore.assess(VARIETY), tmp_path / "a.xlsx")
    rows, _ = form_of(file)
    sheet = openpyxl.load_workbook(file).worksheets[0]
    cells = {name: sheet.cell(of["行"], 5) for name, of in rows.items()}
    assert (cells["次数"].value, cells["次数"].number_format) == (5, 'General"次"')
    assert (cells["合格率"].value, cells["合格率"].number_format) == (0.915, "0.00%")
    assert (cells["千分位"].value, cells["千分位"].number_format) == (1150, '#,##0"人次"')
    assert (cells["带符号"].value, cells["带符号"].data_type) == ("=95%", "s")
    assert cells["空白"].value is None
    assert cells["次数"].data_type == "n"
    assert sheet.cell(rows["次数"]["行"], 4).value == "≥4次"


def test_formulas_are_ours_alone(tmp_path: Path) -> None:
    evil = '=HYPERLINK("http://x","y")'
    hostile = replace(
        table(
            row("≥4次", evil, path=("产出指标", "数量指标", '=1+1"&A1&"'), points=60),
            row("定性：优良", '@SUM(1)"', path=("效益指标", "社会效益指标", "+2"), points=30, note="-3+4"),
        ),
        project="a'b",
        goal="=2+2",
    )
    file = perfscore.write_report(perfscore.assess(hostile), tmp_path / "a.xlsx")
    formulas = [
        str(cell.value)
        for sheet in openpyxl.load_workbook(file)
        for cells in sheet.iter_rows()
        for cell in cells
        if cell.data_type == "f"
    ]
    assert len(formulas) > 20
    assert not [
        each for each in formulas if "HYPERLINK" in each or "1+1" in each or "@SUM" in each or "+2" in each
    ]
    assert any("'a''b'!" in each for each in formulas)


def test_same_table_same_bytes(tmp_path: Path) -> None:
    one = perfscore.write_report(perfscore.assess(VARIETY), tmp_path / "a.xlsx").read_bytes()
    two = perfscore.write_report(perfscore.assess(VARIETY), tmp_path / "b.xlsx").read_bytes()
    assert one == two


def test_fixed_scores_are_said_to_be_fixed(tmp_path: Path) -> None:
    fixed = table(
        row("", "5次", path=("产出指标", "数量指标", "没有目标"), points=60),
        row("≥4次", "5次", path=("效益指标", "社会效益指标", "有目标"), points=30),
    )
    sheet = values(perfscore.write_report(perfscore.assess(fixed), tmp_path / "a.xlsx"))["核算"]
    said = [str(cell.value) for cell in sheet["O"] if cell.value]
    assert "固定值，不随单元格变化：年度指标值没有可比的内容，填好后请重新核算" in said
    assert said.count("按公式计算") == 1
    assert "“没有目标”" in str(sheet["A3"].value)


def test_findings_are_comments_where_they_stand(tmp_path: Path) -> None:
    (read,) = perfscore.read(EXAMPLES / "department.xlsx")
    file = perfscore.write_report(perfscore.assess(read), tmp_path / "a.xlsx")
    rows, _ = form_of(file)
    sheet = openpyxl.load_workbook(file).worksheets[0]
    comments = {cell.row: cell.comment.text for cells in sheet.iter_rows() for cell in cells if cell.comment}
    assert "A104" in comments[rows["在职职工人数"]["行"]]
    assert "S101" in comments[1]


def test_charts_and_bars_are_native(tmp_path: Path) -> None:
    (read,) = perfscore.read(EXAMPLES / "department.xlsx")
    book = openpyxl.load_workbook(perfscore.write_report(perfscore.assess(read), tmp_path / "a.xlsx"))
    assert len(book["图表"]._charts) == 2
    kinds = {
        rule.type
        for name in ("图表", "核算")
        for area in book[name].conditional_formatting
        for rule in area.rules
    }
    assert kinds == {"dataBar"}
    form = book.worksheets[0]
    assert form.print_area == f"'{form.title}'!$A$1:$H${form.max_row}"
    assert form.page_setup.paperSize == 9
    assert book.calculation.fullCalcOnLoad


# --- Reckoned again -------------------------------------------------------------------------------------------


def some_rows(rules: Any, chance: random.Random) -> list[Any]:
    """The rows of a table under some rules: their items, or rows by their levels, with all kinds of values."""
    form = pipeline.blank_form(rules.id, 2025)
    made = []
    for number, blank in enumerate(form.rows):
        level1, level2, name = blank.path
        path = (level1, level2, name or f"指标{number}甲")
        points = blank.points if blank.points is not None else chance.randint(1, 900) / Fraction(100)
        if blank.is_item:
            target, actual = "", {"%": "7.25%", "分": str(chance.randint(0, 3)), "": "是"}[blank.unit]
        else:
            unit = chance.choice(("次", "%", "人", "万元", ""))
            promised = chance.randint(1, 120)
            reached = round(promised * chance.choice((1, 0.5, 0.69, 0.7, 1.3, 1.31, 2, 0.987)), 2)
            target = chance.choice(("≥", "≤", "=", "＞", "＜")) + f"{promised}{unit}"
            actual = f"{reached:g}{unit}"
            if chance.random() < 0.15:
                target, actual = "定性：优良中差", chance.choice(("优", "良", "中", "差"))
        made.append(row(target, actual, path=path, points=str(float(points))))
    return made


def filled_table(template: str, seed: int) -> AssessmentTable:
    chance = random.Random(seed)
    rules = load_template(template)
    spent = chance.choice(("100", "79.99", "55.5", "69.99", "30"))
    made = table(*some_rows(rules, chance), form=rules.form, year=2025, budget=line(spent=spent))
    named = {asked.name for item in rules.items.values() for asked in item.inputs.values()}
    figures = {name: Quantity(Fraction(chance.randint(1, 9))) for name in sorted(named)}
    return replace(made, figures=figures, project=f"{template}的项目")


@needs_calc
def test_every_template_reckoned_again_gives_the_engine_s_numbers(tmp_path: Path) -> None:
    """Formulas only, no results: what LibreOffice makes of them is what the engine said, for all templates.

    All tables stand in one workbook, as those of a department do.
    """
    assessments = [
        perfscore.assess(filled_table(summary.id, number), summary.id)
        for number, summary in enumerate(available_templates())
    ]
    assert len(assessments) >= 14
    assert all(one.live is not None and one.live.exceptions == () for one in assessments)
    file = pipeline.write_report(assessments, tmp_path / "all.xlsx")
    (done,) = reckoned([without_results(file, tmp_path / "bare")], tmp_path)
    for stage in (file, done):
        wrong = {
            (stage.parent.name, number): agrees(one, stage, number) for number, one in enumerate(assessments)
        }
        assert {name: each for name, each in wrong.items() if each} == {}


EDITS: dict[str, Any] = {
    "次数": 3,
    "次数二": "4次",
    "人数": 5.5,
    "合格率": 0.57,
    "无单位的率": 88,
    "成本": 55,
    "成本换算": 510000,
    "区间": 0.75,
    "定性良": "差",
    "含用词": "优",
    "说不清": "部分完成",
    "千分位": 601,
    "带符号": 0.885,
    "空白": 0.45,
}


@needs_calc
def test_scores_follow_an_edited_actual_value(tmp_path: Path) -> None:
    """The edited workbook is read and scored by the engine, and reckoned by LibreOffice: both say the same."""
    file = perfscore.write_report(perfscore.assess(VARIETY), tmp_path / "edited.xlsx")
    rows, _ = form_of(file)
    edits = {f"E{rows[name]['行']}": value for name, value in EDITS.items()}
    (done,) = reckoned([without_results(file, tmp_path / "bare", edits)], tmp_path)
    (read,) = perfscore.read(done)
    assessment = perfscore.assess(read)
    assert agrees(assessment, done) == []
    scores = {one.indicator.name: one.result.score for one in assessment.rows}
    # by hand: 7 × 3 ÷ 4; 3 × 5.5 ÷ 6; 6 × 57 ÷ 95; 5 × (1 − 5 ÷ 50); 2 × 75 ÷ 80; 10 × 0.3; 3 × 601 ÷ 1200 = 1.5025
    assert scores["次数"] == Fraction("5.25")
    assert scores["人数"] == Fraction("2.75")
    assert scores["合格率"] == Fraction("3.6")
    assert scores["成本"] == Fraction("4.5")
    assert scores["区间"] == Fraction("1.88")
    assert scores["定性良"] == 3
    assert scores["千分位"] == Fraction("1.5")
    assert scores["空白"] == Fraction("2.5")
    assert scores["次数二"] == 7


@needs_calc
def test_a_row_that_does_not_apply_is_scaled_out_live(tmp_path: Path) -> None:
    rules = "cn.sc.pidu.project-2025"
    made = table(
        row("", "4分", path=("项目决策", "", "项目决策"), points=5),
        row("≥4次", "3次", path=("产出指标", "数量指标", "次数"), points=80),
        row("≥4次", "4次", path=("满意度指标", "", "满意"), points=15),
        year=2025,
    )
    file = perfscore.write_report(perfscore.assess(made, rules), tmp_path / "out.xlsx")
    rows, _ = form_of(file)
    (done,) = reckoned(
        [without_results(file, tmp_path / "bare", {f"E{rows['满意']['行']}": "不适用"})], tmp_path
    )
    (read,) = perfscore.read(done)
    assessment = perfscore.assess(read, rules)
    assert assessment.total == Fraction("75.29")  # (4 + 60) ÷ 85 × 100 = 75.294…
    assert agrees(assessment, done) == []


def test_form_of_a_department(tmp_path: Path) -> None:
    made = replace(VARIETY, form=Form.DEPARTMENT)
    assessment = perfscore.assess(made)
    assert agrees(assessment, perfscore.write_report(assessment, tmp_path / "a.xlsx")) == []


CLAIMED = replace(
    table(
        row("定性：优良中差", "良", path=("效益指标", "社会效益指标", "档内"), points=10, claimed=9),
        row("定性：优良中差", "良", path=("效益指标", "社会效益指标", "档外"), points=10, claimed=2),
        row(
            "定性：优良中差",
            "按计划推进",
            path=("效益指标", "社会效益指标", "采用填报"),
            points=10,
            claimed=8,
        ),
        row("定性：优良中差", "优", path=("效益指标", "社会效益指标", "改为中"), points=10, claimed=7),
        row("定性：优良中差", "优", path=("效益指标", "社会效益指标", "改填报"), points=10, claimed=9),
        row("≥4次", "3次", path=("产出指标", "数量指标", "次数"), points=40, claimed=40),
        total="84",
    ),
    project="有填报得分",
)


@needs_calc
def test_the_unit_s_own_score_stands_within_the_band_live_too(tmp_path: Path) -> None:
    """By hand: 9 lies in 8~10 and stands; 2 does not: 8.5; 8 of an unclear word stands; 中 with 7 claimed: 7; 8.25: 8.25."""
    file = perfscore.write_report(perfscore.assess(CLAIMED), tmp_path / "claims.xlsx")
    rows, _ = form_of(file)
    edits = {f"E{rows['改为中']['行']}": "中", f"H{rows['改填报']['行']}": 8.25}
    (done,) = reckoned([without_results(file, tmp_path / "bare", edits)], tmp_path)
    (read,) = perfscore.read(done)
    assessment = perfscore.assess(read)
    assert [str(one.result.score) for one in assessment.rows] == ["9", "17/2", "8", "7", "33/4", "30"]
    assert agrees(assessment, done) == []


PHRASES = (
    *(
        "效果较差",
        "成效显著",
        "较明显",
        "制度健全",
        "制度基本健全",
        "制度不健全",
        "未能完成",
        "没有不合格",
        "已完成。",
    ),
    *("优化", "说不清", "完成 （全部）", "达成预期指标，尚有差距", "基本完成，效果明显", "*", "不适用"),
)


@needs_calc
def test_every_word_of_the_engine_is_known_in_a_live_cell(tmp_path: Path) -> None:
    """Every word of printed scales and of the rules, and phrases around them, typed into a cell after scoring."""
    rules = load_template("cn.mof.project-self-assessment")
    known = {word for band in rules.bands.value for word in band.words}
    typed = [*sorted({*SCALE_WORDS, *known}), *PHRASES]
    assert len(typed) > 90

    def made(words: list[str]) -> AssessmentTable:
        paths = [("效益指标", "社会效益指标", f"指标{number}号") for number, _ in enumerate(words)]
        pairs = zip(words, paths, strict=True)
        return table(*(row("定性：制度健全", word, path=path, points=10) for word, path in pairs))

    file = perfscore.write_report(perfscore.assess(made(["优"] * len(typed))), tmp_path / "words.xlsx")
    rows, _ = form_of(file)
    edits = {f"E{rows[f'指标{number}号']['行']}": word for number, word in enumerate(typed)}
    (done,) = reckoned([without_results(file, tmp_path / "bare", edits)], tmp_path)
    assessment = perfscore.assess(made(typed))
    assert agrees(assessment, done) == []
    told = {one.indicator.actual.written: one.result.score for one in assessment.rows}
    # by hand: 较差 is half the points, 显著 and the promise itself all of them; what is negated is none of these
    assert [told[word] for word in ("效果较差", "成效显著", "制度健全")] == [5, 10, 10]
    assert {told[word] for word in ("未能完成", "制度不健全", "优化", "*")} == {0}


OWN_RULES = """
id: own.rules
name: 自编规则
form: project
version: "1"
extends: cn.mof.project-self-assessment
source: {rule: X-1, evidence: derived}
values:
  level-caps:
    meaning: 每级最高分
    versions: [{in_force: 2020-01-01, value: {产出指标: 40}, source: {rule: X-2, evidence: derived}}]
  not-applicable:
    meaning: 不适用
    versions: [{in_force: 2020-01-01, value: scaled-out, source: {rule: X-3, evidence: derived}}]
  extra-levels:
    meaning: 加减分
    versions:
      - in_force: 2020-01-01
        value: {加分项: {kind: bonus, cap: 3}, 扣分项: {kind: penalty, cap: 5, each: 0.5}}
        source: {rule: X-4, evidence: derived}
rules:
  total-cap:
    meaning: 总分封顶
    versions: [{in_force: 2020-01-01, formula: "min(total, 88) if spent < budget else total", source: {rule: X-5, evidence: derived}}]
"""


@needs_calc
@pytest.mark.parametrize("spent", ["100", "99"])
def test_what_rules_say_of_the_whole_is_live(spent: str, tmp_path: Path) -> None:
    """By hand: 产出 48 of 50, at most 40; with 10 and 30 it is 80 of 90, scaled: 88.89; bonus 3 of 4, penalty 3 × 0.5."""
    rules = tmp_path / "template.yaml"
    rules.write_text(OWN_RULES, encoding="utf-8")
    made = table(
        row("≥50次", "48次", path=("产出指标", "数量指标", "次数"), points=50),
        row("≥4次", "4次", path=("效益指标", "社会效益指标", "效益"), points=30),
        row("≥90%", "不适用", path=("满意度指标", "服务对象满意度指标", "满意"), points=10),
        row("", "2分", path=("加分项", "", "加一"), points=None),
        row("", "2分", path=("加分项", "", "加二"), points=None),
        row("", "3次", path=("扣分项", "", "扣"), points=None),
        budget=line(spent=spent),
    )
    assessment = perfscore.assess(made, rules)
    # 40 + 30 + 9.9 = 79.9, ÷ 90 × 100 = 88.78, + 3 − 1.5 = 90.28, at most 88
    assert assessment.total == (Fraction("90.39") if spent == "100" else 88)
    file = perfscore.write_report(assessment, tmp_path / f"own{spent}.xlsx")
    (done,) = reckoned([without_results(file, tmp_path / "bare")], tmp_path)
    assert agrees(assessment, file) == []
    assert agrees(assessment, done) == []


@needs_calc
def test_published_tables_come_back_with_the_same_scores(tmp_path: Path) -> None:
    """Read, scored, written, read again: the same scores; and LibreOffice reckons them from the formulas alone."""
    assessments = []
    for facts in corpus_tables.tables():
        (read,) = perfscore.read(drawn(corpus_tables.drawing_of(facts, True), tmp_path, "xlsx"))
        assessment = perfscore.assess(read)
        if not assessment.is_scored:
            continue
        (again,) = perfscore.read(perfscore.write_report(assessment, tmp_path / "again.xlsx"))
        back = perfscore.assess(again)
        assert [one.result.score for one in back.rows] == [one.result.score for one in assessment.rows]
        assert (back.total, back.grade) == (assessment.total, assessment.grade)
        if len({one.indicator.name for one in assessment.rows}) == len(assessment.rows):
            assessments.append(assessment)
    assert len(assessments) >= 8
    file = pipeline.write_report(assessments, tmp_path / "published.xlsx")
    (done,) = reckoned([without_results(file, tmp_path / "bare")], tmp_path)
    wrong = [agrees(one, done, number) for number, one in enumerate(assessments)]
    assert [each for each in wrong if each] == []


@needs_calc
def test_a_number_typed_as_text_is_a_plain_number_or_none(tmp_path: Path) -> None:
    """By hand: 2 of 4 halves the points; what looks like a day, an hour or a share is no number of times."""
    typed = {
        "次数": ["2次", "12/4", "8:30", "3-1", "(5)", "1E3", "4.5", "１2/4"],
        "满意": ["45%", "0.85", "90", "0"],
    }
    half, full = {"次数": 15, "满意": 10}, {"次数": 30, "满意": 20}
    due = {"2次": half, "45%": half, "4.5": full, "90": full, "0": {"满意": 0}}
    made = table(
        row("≥4次", "4次", path=("产出指标", "数量指标", "次数"), points=30),
        row("≥90%", "95%", path=("满意度指标", "满意度指标", "满意"), points=20),
    )
    file = perfscore.write_report(perfscore.assess(made), tmp_path / "a.xlsx")
    rows, _ = form_of(file)
    files, expected = [], []
    for name, texts in typed.items():
        for text in texts:
            book = openpyxl.load_workbook(file)
            cell = book.worksheets[0].cell(rows[name]["行"], 5)
            cell.value, cell.data_type = text, "s"
            files.append(bare(book, tmp_path / f"{len(files)}.xlsx"))
            expected.append((name, text, due.get(text, {}).get(name)))
    for done, (name, text, points) in zip(reckoned(files, tmp_path), expected, strict=True):
        assert form_of(done)[0][name]["得分"] == points, text
