"""One set of facts: what each output prints is read back out of it and compared with the JSON, number by number."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from lxml import etree
from lxml import html as parser
from openpyxl.cell.cell import MergedCell

from perfscore import pipeline
from perfscore.model.assessment import Assessment
from perfscore.report.write import write_report

EXAMPLES = Path(__file__).parents[2] / "examples" / "zhaohua-2023"
Grid = list[list[str]]
"""Rows of texts; a cell over several rows or columns has its text in each."""


@dataclass
class Form:
    """What is printed of one table. Numbers as they read; "" and dashes are None."""

    rows: list[tuple[str, ...]] = field(default_factory=list)
    claimed: list[str | None] = field(default_factory=list)
    execution: tuple[str, ...] = ()
    money: list[tuple[str | None, ...]] = field(default_factory=list)
    rate: str | None = None
    total: tuple[str, ...] = ()
    possible: str | None = None
    grade: str = ""


# --- Reading the outputs --------------------------------------------------------------------------------------


def expanded(rows: Sequence[Sequence[tuple[str, int, int]]]) -> Grid:
    """Rows of (text, columns, rows) -> a grid."""
    reaching: dict[int, tuple[str, int]] = {}
    grid: Grid = []
    for row in rows:
        given, line, column = iter(row), [], 0
        while True:
            if column in reaching:
                text, left = reaching.pop(column)
                if left > 1:
                    reaching[column] = (text, left - 1)
                line.append(text)
                column += 1
                continue
            cell = next(given, None)
            if cell is None:
                break
            text, wide, high = cell
            for _ in range(wide):
                if high > 1:
                    reaching[column] = (text, high - 1)
                line.append(text)
                column += 1
        grid.append(line)
    return grid


def in_html(path: Path) -> Grid:
    page = parser.fromstring(path.read_bytes().decode())

    def cell(one: Any) -> tuple[str, int, int]:
        return one.text_content(), int(one.get("colspan", 1)), int(one.get("rowspan", 1))

    tables = ([[cell(one) for one in row] for row in table.iter("tr")] for table in page.iter("table"))
    return list(chain.from_iterable(map(expanded, tables)))


def in_docx(path: Path) -> Grid:
    grid: Grid = []
    for table in docx.Document(str(path)).element.body.iter(qn("w:tbl")):
        above: list[str] = []
        for row in table.findall(qn("w:tr")):
            line: list[str] = []
            for cell in row.findall(qn("w:tc")):
                span, merged = cell.find(f".//{qn('w:gridSpan')}"), cell.find(f".//{qn('w:vMerge')}")
                text = "\n".join("".join(p.itertext(qn("w:t"))) for p in cell.iter(qn("w:p")))
                if merged is not None and merged.get(qn("w:val")) != "restart":
                    text = above[len(line)]
                line += [text] * (int(span.get(qn("w:val"))) if span is not None else 1)
            grid.append(line)
            above = line
    return grid


def in_xlsx(path: Path) -> Grid:
    """What the sheets hold; of a formula, the result saved with it."""
    grid: Grid = []
    for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
        covered = {
            (row, column): (area.min_row, area.min_col)
            for area in sheet.merged_cells.ranges
            for row in range(area.min_row, area.max_row + 1)
            for column in range(area.min_col, area.max_col + 1)
        }
        for row in sheet.iter_rows():
            line = []
            for cell in row:
                source = sheet.cell(*covered.get((cell.row, cell.column or 0), (cell.row, cell.column or 0)))
                assert not isinstance(source, MergedCell)
                line.append(as_excel_shows(source.value, source.number_format))
            grid.append(line)
    return grid


def as_excel_shows(value: object, number_format: str) -> str:
    """`0.00`, `0.00%` and `0"人"` are understood."""
    if not isinstance(value, int | float):
        return "" if value is None else str(value)
    pattern, _, unit = number_format.split(";")[0].partition('"')
    percent = "%" if "%" in pattern else ""
    shown = Decimal(repr(value)) * (100 if percent else 1)
    digits = pattern.rstrip("%").partition(".")[2]
    if digits and set(digits) == {"0"}:
        return f"{shown.quantize(Decimal(1).scaleb(-len(digits)), ROUND_HALF_UP):f}{percent}"
    return f"{shown.normalize():f}{percent}" + unit.rstrip('"')


def forms(grid: Grid) -> list[Form]:
    """The forms printed in a grid, by the words of their headers.

    The execution rate and its score stand in rows of their own, or, as in official forms, beside the money.
    """
    found: list[Form] = []
    here = Form()
    at: dict[str, int] = {}
    part = ""
    for line in grid:
        if "资金来源" in line or ("三级指标" in line and "年度指标值" in line):
            part = "money" if "资金来源" in line else "rows"
            at = {text: line.index(text) for text in line if text}
            score = at.get("核算得分", at.get("得分", 0))
        elif "核算执行率" in line:
            here.rate, part = line[-1], ""
        elif part == "money" and "年度总体目标" in line:
            part = ""
        elif part == "money":
            names = ("年初预算数", "全年预算数", "全年执行数", "填报执行率")
            here.money.append(tuple(number(line[at[name]]) for name in names if name in at))
            if not here.execution and "执行率" in at:
                here.execution, here.rate = (line[at["分值"]], line[score]), line[at["执行率"]]
        elif part == "rows" and line[0] in ("合计", "总分"):
            here.total = (line[at["分值"]], line[score])
        elif part == "rows" and line[0] == "补正后最高":
            here.possible = line[score]
        elif part == "rows" and line[0] == "等级":
            here.grade = line[score]
            found.append(here)
            here, part = Form(), ""
        elif part == "rows" and line[0] == "预算执行率":
            here.execution = (line[at["分值"]], line[score])
        elif part == "rows":
            names = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值")
            here.rows.append((*(line[at[name]] for name in names), line[score]))
            here.claimed.append(number(line[at["填报得分"]]) if "填报得分" in at else None)
    return found


def number(text: str) -> str | None:
    return text if text.strip("—-–　 ") and any(sign.isdigit() for sign in text) else None


# --- What the JSON says ---------------------------------------------------------------------------------------


def told(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_text("utf-8"))["assessments"])


def shown_to_two_places(text: str) -> str:
    """`95%` and `95.00%` alike; other texts as they are."""
    share = re.fullmatch(r"(\d+(?:\.\d{1,2})?)%", text)
    return f"{Decimal(share[1]):.2f}%" if share else text


def compare(form: Form, said: dict[str, Any], workbook: bool = False) -> None:
    """Every number of a printed form against the JSON of its table.

    workbook: the form can be filled in further: the score of a row without a usable value is empty until then, and a
    share is a true number shown to two places, whatever the officer wrote.
    """
    budget = said["budget"]
    expected = [
        (
            *row["path"],
            row["target"] or "",
            shown_to_two_places(row["actual"] or "") if workbook else row["actual"] or "",
            row["points"],
            "" if workbook and row["outcome"] == "not-demonstrated" else row["score"],
        )
        for row in said["rows"]
    ]
    found = [(*row[:4], shown_to_two_places(row[4]), *row[5:]) if workbook else row for row in form.rows]
    assert found == expected
    if any(form.claimed):
        assert form.claimed == [row["claimed"] for row in said["rows"]]
    else:
        assert {row["claimed"] for row in said["rows"]} <= {None}
    assert form.execution == (budget["points"], budget["score"])
    assert form.money[0][:3] == (budget["initial"], budget["adjusted"], budget["spent"])
    if len(form.money[0]) > 3:
        assert (form.money[0][3] or "").rstrip("%") == (budget["claimed_rate"] or "")
    exact = Decimal(budget["execution_rate"]) * 100
    printed = Decimal((form.rate or "").rstrip("%"))
    assert printed == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert form.total[1] == said["total"]
    whole = sum(Decimal(row["points"]) for row in said["rows"]) + Decimal(budget["points"])
    assert Decimal(form.total[0]) == whole
    changed = said["total_possible"] != said["total"]
    assert form.possible == (said["total_possible"] if changed else None)
    assert form.grade == said["grade"]


def level_sums(said: dict[str, Any]) -> dict[str, tuple[Decimal, Decimal]]:
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    for row in said["rows"]:
        points, score = sums.get(row["path"][0], (Decimal(0), Decimal(0)))
        sums[row["path"][0]] = (points + Decimal(row["points"]), score + Decimal(row["score"]))
    return sums


def printed_levels(grid: Grid) -> Iterator[tuple[str, tuple[Decimal, Decimal]]]:
    """Of the first table of levels: name, points and score."""
    start = next(index for index, line in enumerate(grid) if "一级指标" in line and "指标数" in line)
    at = {text: index for index, text in enumerate(grid[start])}
    for line in grid[start + 1 :]:
        if line[0] == "预算执行率":
            return
        yield line[0], (Decimal(line[at["分值"]]), Decimal(line[at["得分"]]))


# --- The comparison -------------------------------------------------------------------------------------------

READERS: dict[str, Callable[[Path], Grid]] = {".docx": in_docx, ".html": in_html, ".xlsx": in_xlsx}


def examples(name: str) -> list[Assessment]:
    return [pipeline.assess(table) for table in pipeline.read(EXAMPLES / name)]


@pytest.fixture(params=["made", "small", "department.docx", "*.xlsx"])
def subject(
    request: pytest.FixtureRequest, department: Assessment, project: Assessment, small: Assessment
) -> list[Assessment]:
    made = {"made": [department, project], "small": [small]}
    if request.param in made:
        return made[request.param]
    return [one for path in sorted(EXAMPLES.glob(request.param)) for one in examples(path.name)]


@pytest.mark.parametrize("suffix", READERS)
def test_every_number_of_every_table_is_the_same(
    subject: list[Assessment], suffix: str, tmp_path: Path
) -> None:
    said = told(write_report(subject, tmp_path / "报告.json"))
    found = forms(READERS[suffix](write_report(subject, tmp_path / f"报告{suffix}")))
    assert len(found) == len(said) == len(subject)
    for form, one in zip(found, said, strict=True):
        assert len(form.rows) == len(one["rows"]) > 0
        compare(form, one, workbook=suffix == ".xlsx")


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_the_sums_of_levels_are_those_of_their_rows(
    department: Assessment, project: Assessment, suffix: str, tmp_path: Path
) -> None:
    for index, one in enumerate((department, project)):
        [said] = told(write_report(one, tmp_path / f"{index}.json"))
        grid = READERS[suffix](write_report(one, tmp_path / f"{index}{suffix}"))
        assert dict(printed_levels(grid)) == level_sums(said)


def test_the_charts_print_the_numbers_of_the_tables(department: Assessment) -> None:
    from perfscore.report.charts import execution_chart, levels_chart
    from perfscore.report.context import assessment_facts
    from perfscore.report.svg import draw

    facts = assessment_facts(department)
    charts = [chart for chart in (levels_chart(facts), execution_chart(facts)) if chart]
    assert len(charts) == 2
    words = [text.text for chart in charts for text in etree.fromstring(draw(chart, "c")).iter("text")]
    # By hand, from the rows of the table: 25 + 12.5 + 12.5 points; 1.39 of them lost.
    for figure in ("50.00", "48.61", "30.00", "10.00", "146.1", "209.95", "208.23"):
        assert figure in words


def test_the_reader_notices_a_changed_number(department: Assessment, tmp_path: Path) -> None:
    said = told(write_report(department, tmp_path / "a.json"))
    page = write_report(department, tmp_path / "a.html")
    page.write_text(page.read_text("utf-8").replace(">2.77<", ">2.78<"), encoding="utf-8")
    with pytest.raises(AssertionError):
        compare(forms(in_html(page))[0], said[0])


# --- The same bytes -------------------------------------------------------------------------------------------

SCRIPT = """
import hashlib, sys
from pathlib import Path
from perfscore import pipeline
folder, examples = Path(sys.argv[1]), Path(sys.argv[2])
tables = [t for name in ("department.xlsx", "project-funding-gap.docx") for t in pipeline.read(examples / name)]
assessments = [pipeline.assess(table) for table in tables]
for suffix in (".docx", ".xlsx", ".html", ".json"):
    content = pipeline.write_report(assessments, folder / f"a{suffix}").read_bytes()
    print(suffix, hashlib.sha256(content).hexdigest())
"""


def test_the_same_bytes_on_any_machine_setting(tmp_path: Path) -> None:
    """Another order of hashes, another time zone, another language, another day."""
    settings: list[dict[str, str]] = [
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "LANG": "C"},
        {"PYTHONHASHSEED": "4711", "TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"},
        {"PYTHONHASHSEED": "99", "TZ": "America/Adak", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1"},
    ]
    source = str(Path(pipeline.__file__).parents[2])
    printed = []
    for setting in settings:
        environment = {**os.environ, "PYTHONPATH": source, **setting}
        command = [sys.executable, "-X", "utf8", "-c", SCRIPT, str(tmp_path), str(EXAMPLES)]
        done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
        printed.append(done.stdout.splitlines())
    assert len(printed[0]) == 4
    assert printed[0] == printed[1] == printed[2]
