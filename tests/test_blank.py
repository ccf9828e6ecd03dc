"""Empty forms: filled in by a program as a person would, read back without loss, their live scores the engine's."""

from __future__ import annotations

import random
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import factory
import openpyxl
import pytest
from office import bare, needs_calc, reckoned, values
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

import perfscore
from perfscore import pipeline
from perfscore.cli.app import app
from perfscore.model.blank import BlankForm, BlankRow
from perfscore.model.table import AssessmentTable
from perfscore.model.values import Comparator, Quantity
from perfscore.pipeline import available_templates

EXAMPLES = Path(__file__).parents[1] / "examples" / "zhaohua-2023"
TEMPLATES = [summary.id for summary in available_templates()]
LIBRARY = ["meetings-training", "construction", "agriculture"]
YEAR = 2025
Filled = dict[str, Any]


def write(form: BlankForm, folder: Path, name: str = "blank") -> Path:
    folder.mkdir(exist_ok=True)
    return pipeline.write_blank(form, folder / f"{name}.xlsx")


def header_row(sheet: Worksheet) -> int:
    return next(row for row in range(1, 40) if sheet.cell(row, 1).value == "一级指标")


def rows_of(sheet: Worksheet, form: BlankForm) -> list[int]:
    top = header_row(sheet) + 1
    return list(range(top, top + len(form.rows)))


def put(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    """As a person may: a locked cell, or one within a merged area, cannot be filled."""
    cell = sheet.cell(row, column)
    assert not cell.protection.locked, f"{cell.coordinate} is locked"
    cell.value = value  # type: ignore[union-attr]


def fill(file: Path, form: BlankForm, seed: int) -> list[Filled]:
    """Fill a form with whatever its columns take; gives what was filled in, row by row of those that were."""
    chance = random.Random(seed)
    book = openpyxl.load_workbook(file)
    sheet = book["自评表"]
    money = next(row for row in range(1, 20) if sheet.cell(row, 3).value == "年初预算数") + 1
    for column, amount in ((3, 120), (4, 150.5), (6, chance.choice((150.5, 131.37, 80)))):
        put(sheet, money, column, amount)
    told: list[Filled] = []
    for number, (row, blank) in enumerate(zip(rows_of(sheet, form), form.rows, strict=True)):
        if not blank.path[2] and chance.random() < 0.3:
            continue  # a row that is not used
        filled = _fill_row(sheet, row, blank, number, chance)
        told.append(filled)
    for cells in book["评分数据"].iter_rows(min_row=3) if "评分数据" in book.sheetnames else ():
        assert not cells[1].protection.locked
        cells[1].value = chance.randint(1, 60) / (100 if cells[1].number_format.endswith("%") else 1)
    bare(book, file)
    return told


def _fill_row(sheet: Worksheet, row: int, blank: BlankRow, number: int, chance: random.Random) -> Filled:
    told: Filled = {"name": blank.path[2], "points": blank.points, "row": row}
    if not blank.path[2]:
        told["name"] = f"第{number}项指标"
        put(sheet, row, 3, told["name"])
    if blank.points is None:
        told["points"] = Fraction(chance.randint(100, 900), 100)
        put(sheet, row, 8, float(told["points"]))
    if blank.printed:
        told["actual"] = chance.choice((2, 4, 6))
        put(sheet, row, 7, told["actual"] / (5 if blank.unit == "%" else 1))
        told["actual"] *= 20 if blank.unit == "%" else 1
        return told
    if blank.is_item:
        told["actual"] = chance.choice(blank.words) if blank.words else chance.randint(0, 3)
        if blank.asks_actual:
            put(sheet, row, 7, told["actual"])
        else:
            told["actual"] = None
        return told
    sign = blank.sign or chance.choice(("≥", "≤", "＝", "＞", "＜", "定性", "期限"))
    unit = blank.unit or ("" if sign in ("定性", "期限") else chance.choice(("次", "%", "万元", "")))
    promised: Any = chance.randint(2, 120)
    reached: Any = round(promised * chance.choice((1, 0.5, 0.69, 1.3, 1.7, 0.987)), 2)
    if sign == "定性":
        promised, reached = blank.target or "优良中差", chance.choice(("优", "良", "中", "差"))
    elif sign == "期限":
        promised, reached = datetime(YEAR, 6, 30), datetime(YEAR, chance.choice((6, 7)), 15)
    elif unit == "%":
        promised, reached = max(promised, 20), max(reached, 10)
    for column, value in ((4, sign), (5, promised), (6, unit or None), (7, reached)):
        put(sheet, row, column, value)
        if isinstance(value, datetime):
            sheet.cell(row, column).number_format = "yyyy-mm-dd"
    return {**told, "sign": sign, "target": promised, "unit": unit, "actual": reached}


SIGNS = {
    "≥": Comparator.AT_LEAST,
    "≤": Comparator.AT_MOST,
    "＝": Comparator.EQUAL,
    "＞": Comparator.MORE,
    "＜": Comparator.LESS,
    "定性": Comparator.QUALITATIVE,
    "期限": Comparator.BY,
}


def lost(table: AssessmentTable, told: list[Filled]) -> list[str]:
    """What was filled in and is not read so."""
    wrong = []
    assert [row.name for row in table.rows] == [each["name"] for each in told]
    for row, each in zip(table.rows, told, strict=True):
        read: Filled = {"points": row.points.number if isinstance(row.points, Quantity) else None}
        wanted: Filled = {"points": each["points"]}
        if isinstance(each["actual"], int | float):
            read["actual"], wanted["actual"] = row.actual.value, Fraction(str(each["actual"]))
        elif isinstance(each["actual"], str):
            read["actual"], wanted["actual"] = row.actual.grade, each["actual"]
        if "sign" in each:
            read["sign"], wanted["sign"] = row.target.comparator, SIGNS[each["sign"]]
            if isinstance(each["target"], int):
                read |= {"target": row.target.value, "unit": row.target.unit}
                wanted |= {"target": Fraction(each["target"]), "unit": each["unit"]}
            elif isinstance(each["target"], datetime):
                read |= {"target": row.target.deadline, "actual": row.actual.date}
                wanted |= {"target": each["target"].date(), "actual": each["actual"].date()}
        if read != wanted:
            wrong.append(f"{each['name']}: {read} != {wanted}")
    return wrong


def live_differs(assessment: perfscore.Assessment, file: Path) -> list[str]:
    """Where the form's live scores are not the engine's."""
    sheet = values(file)["自评表"]
    top = header_row(sheet)
    by_name = {sheet.cell(row, 3).value: sheet.cell(row, 9).value for row in range(top + 1, sheet.max_row)}
    wrong = []
    for one in assessment.rows:
        live = by_name[one.indicator.name] or 0
        if round(live, 6) != float(one.result.score):
            wrong.append(
                f"{one.indicator.name}: engine {float(one.result.score)} live {live} {one.indicator}"
            )
    foot = {sheet.cell(row, 1).value: row for row in range(top, sheet.max_row + 1)}
    total, grade = sheet.cell(foot["总分"], 9).value, sheet.cell(foot["等级"], 8).value
    if (round(total, 6), grade) != (float(assessment.total), assessment.grade):
        wrong.append(f"total: engine {float(assessment.total)} {assessment.grade} live {total} {grade}")
    return wrong


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, list[Filled], str]]:
    """One filled form for each template, and one for some kinds of project: by name the file, what is in it, its rules."""
    folder = tmp_path_factory.mktemp("forms")
    forms = {}
    for seed, template in enumerate(TEMPLATES):
        form = pipeline.blank_form(template, YEAR)
        file = write(form, folder, template)
        forms[template] = (file, fill(file, form, seed), template)
    for seed, kind in enumerate(LIBRARY):
        template = TEMPLATES[2]
        form = pipeline.blank_form(template, YEAR, kind=kind)
        file = write(form, folder, kind)
        forms[kind] = (file, fill(file, form, seed), template)
    last = perfscore.write_report(perfscore.assess(LAST), folder / "of last year.xlsx")
    for name, source in (("last", last), ("department", EXAMPLES / "department.xlsx")):
        form = pipeline.blank_form(last=source)
        file = write(form, folder, name)
        forms[name] = (file, fill(file, form, 7), form.template)
    return forms


LAST = factory.table(
    factory.row("80%～90%", "85%", path=("产出指标", "质量指标", "区间"), points=20),
    factory.row("3～5次", "4次", path=("产出指标", "数量指标", "次数区间"), points=30),
    factory.row("2024年6月30日前", "2024年6月1日", path=("产出指标", "时效指标", "期限"), points=10),
    factory.row("≥95%", "96%", path=("效益指标", "社会效益指标", "率"), points=10),
    factory.row("定性：优良中差", "优", path=("效益指标", "社会效益指标", "定性"), points=10),
    factory.row("≤50万元", "49万元", path=("效益指标", "经济效益指标", "钱"), points=10),
    year=YEAR - 1,
)
"""A table of the year before, with intervals, a deadline and the usual signs."""


@pytest.mark.parametrize("name", [*TEMPLATES, *LIBRARY, "last", "department"])
def test_what_is_filled_in_is_read_back_without_loss(
    name: str, filled: dict[str, tuple[Path, list[Filled], str]]
) -> None:
    file, told, _ = filled[name]
    (read,) = perfscore.read(file)
    assert len(told) >= 6
    assert lost(read, told) == []
    assert read.year == (2024 if name == "department" else YEAR)
    assert read.budget is not None
    assert isinstance(read.budget.total.adjusted, Quantity)
    assert read.budget.total.adjusted.number == Fraction("150.5")


@needs_calc
def test_live_scores_are_the_engine_s(
    filled: dict[str, tuple[Path, list[Filled], str]], tmp_path: Path
) -> None:
    done = reckoned([file for file, _, _ in filled.values()], tmp_path)
    wrong: dict[str, list[str]] = {}
    for (name, (file, told, template)), again in zip(filled.items(), done, strict=True):
        for read_from in (file, again):  # without results, and with them
            (result,) = pipeline.assess_files(
                [read_from], lambda _, t=template: pipeline.Terms(dict.fromkeys(perfscore_forms(), t))
            )
            (assessment,) = result.assessments
            assert len(assessment.rows) == len(told)
            if found := live_differs(assessment, again):
                wrong[f"{name} {read_from.parent.name}"] = found
    assert wrong == {}


def perfscore_forms() -> list[Any]:
    from perfscore.model.table import Form

    return list(Form)


# --- What the form is like ------------------------------------------------------------------------------------


def test_formulas_are_locked_and_inputs_are_not(tmp_path: Path) -> None:
    form = pipeline.blank_form("cn.mof.project-self-assessment", YEAR)
    book = openpyxl.load_workbook(write(form, tmp_path))
    for sheet in book:
        assert sheet.protection.sheet
        assert not sheet.protection.password
    sheet = book["自评表"]
    cells = [cell for cells in sheet.iter_rows() for cell in cells]
    formulas = [cell for cell in cells if cell.data_type == "f"]
    assert len(formulas) > 20
    assert all(cell.protection.locked for cell in formulas)
    row = rows_of(sheet, form)[0]
    assert [sheet.cell(row, column).protection.locked for column in range(3, 11)] == [
        *(False, False, False, False, False, False, True, False)
    ]


def test_lists_checks_and_hints(tmp_path: Path) -> None:
    form = pipeline.blank_form("cn.mof.project-self-assessment", YEAR, kind="meetings-training")
    sheet = openpyxl.load_workbook(write(form, tmp_path))["自评表"]
    checks = {
        str(area): check for check in sheet.data_validations.dataValidation for area in check.sqref.ranges
    }
    first = rows_of(sheet, form)[0]
    assert checks[f"D{first}"].formula1 == '"≥,≤,＝,＞,＜,定性,期限"'
    assert "会议" in str(sheet.cell(first, 3).value)
    assert "只示写法，不是标准" in str(checks[f"E{first}"].prompt)
    word = next(
        row for row, blank in zip(rows_of(sheet, form), form.rows, strict=True) if blank.sign == "定性"
    )
    assert str(checks[f"G{word}"].formula1).startswith('"优,良,中,差,达成年度指标')
    money = next(row for row in range(1, 20) if sheet.cell(row, 3).value == "年初预算数") + 1
    assert (checks[f"C{money}"].type, checks[f"C{money}"].operator) == ("decimal", "greaterThanOrEqual")
    assert checks[f"F{money}"].errorStyle == "warning"
    assert f"F{money}<=D{money}" in str(checks[f"F{money}"].formula1)


def test_yes_or_no_is_chosen_from_a_list(tmp_path: Path) -> None:
    form = pipeline.blank_form("cn.sc.department-2020", YEAR)
    book = openpyxl.load_workbook(write(form, tmp_path))
    checks = book["自评表"].data_validations.dataValidation
    assert '"是,已公开,否,未公开"' in {check.formula1 for check in checks}
    labels = [book["评分数据"].cell(row, 1).value for row in range(3, 8)]
    assert "目标要素缺项数（项）" in labels


def test_an_untouched_form_has_no_score_and_no_grade(tmp_path: Path) -> None:
    for template in ("cn.mof.project-self-assessment", "cn.sc.department-2020"):
        sheet = values(write(pipeline.blank_form(template, YEAR), tmp_path, template))["自评表"]
        foot = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
        assert not sheet.cell(foot["总分"], 9).value
        assert not sheet.cell(foot["等级"], 8).value


def test_rules_without_a_source_are_said_to_be_unverified(tmp_path: Path) -> None:
    for template, named in (
        ("cn.sc.department-2020", "“目标制定”；"),
        ("cn.mof.project-self-assessment", "有期限的指标"),
    ):
        guide = values(write(pipeline.blank_form(template, YEAR), tmp_path, template))["填表说明"]
        said = "".join(str(cell.value) for cell in guide["A"] if "来源未核实" in str(cell.value))
        assert named in said
        assert "反向指标" not in said  # seen in a public system


def test_same_form_same_bytes(tmp_path: Path) -> None:
    form = pipeline.blank_form("cn.hn.department-self-assessment", YEAR)
    assert write(form, tmp_path, "a").read_bytes() == write(form, tmp_path, "b").read_bytes()


def test_last_year_s_targets_are_kept_and_its_actual_values_are_not(tmp_path: Path) -> None:
    source = EXAMPLES / "department.xlsx"
    form = pipeline.blank_form(last=source)
    assert (form.year, form.template) == (2024, "cn.sc.zhaohua.department-self-assessment")
    (old,) = perfscore.read(source)
    (new,) = perfscore.read(write(form, tmp_path))
    assert [row.path for row in new.rows] == [row.path for row in old.rows]
    for before, after in zip(old.rows, new.rows, strict=True):
        assert after.target.comparator is before.target.comparator
        assert (after.target.value, after.target.unit) == (before.target.value, before.target.unit)
        assert after.actual.absence is not None
    # the points that the rules divide: 50 over four groups of 产出指标, 12.5 over three rows, and so on
    assert [str(row.points) for row in form.rows][:3] == ["417/100", "417/100", "104/25"]
    assert sum((row.points or 0 for row in form.rows), form.execution) == 100
    assert new.unit == old.unit


def test_an_interval_and_a_deadline_of_last_year_are_kept(tmp_path: Path) -> None:
    old = factory.table(
        factory.row("80%～90%", "85%", path=("产出指标", "质量指标", "区间"), points=50),
        factory.row("2024年6月30日前", "2024年6月1日", path=("产出指标", "时效指标", "期限"), points=40),
        year=2024,
    )
    source = perfscore.write_report(perfscore.assess(old), tmp_path / "last.xlsx")
    (new,) = perfscore.read(write(pipeline.blank_form(last=source), tmp_path))
    assert [(each.target.value, each.target.upper) for each in new.rows] == [(80, 90), (None, None)]
    assert new.rows[1].target.deadline == old.rows[1].target.deadline


# --- The command ----------------------------------------------------------------------------------------------


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["blank", *arguments])


def test_the_command_writes_a_form(tmp_path: Path) -> None:
    out = tmp_path / "new" / "空表.xlsx"
    done = run("--template", "cn.mof.project-self-assessment", "--year", "2025", "--out", str(out))
    assert done.exit_code == 0
    assert str(out) in done.output
    assert values(out)["自评表"]["A2"].value == "（2025年度）"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--out", "a.docx"), "空表须写入 .xlsx 文件"),
        (("--out", "a.xlsx", "--from", "no.xlsx"), "找不到文件"),
        (("--out", "a.xlsx", "--from", str(EXAMPLES / "department.xlsx"), "--kind", "会议"), "只能用一个"),
        (("--out", "a.xlsx", "--kind", "没有这类"), "没有这类"),
        (("--out", "a.xlsx", "--template", "no.such"), "no.such"),
        (
            (
                "--out",
                "a.xlsx",
                "--template",
                TEMPLATES[0],
                "--from",
                str(EXAMPLES / "project-supervision.xlsx"),
            ),
            "里没有部门整体自评表",
        ),
    ],
)
def test_a_wrong_call_is_one_line_and_writes_nothing(
    arguments: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert done.exit_code != 0
    assert said in str(done.exception)
    assert list(tmp_path.iterdir()) == []
