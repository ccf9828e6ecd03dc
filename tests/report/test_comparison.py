"""Reports of comparisons: every output has the same numbers, the text contradicts none of them, the sheet comes back."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import docx
import openpyxl
import pytest
from compare.years import named, year
from factory import line
from lxml import html as parser

import perfscore
from perfscore import pipeline
from perfscore.model.comparison import Comparison
from perfscore.report.comparison_context import comparison_facts
from perfscore.report.comparison_json import to_document
from perfscore.report.prose import comparison_markdown

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples" / "zhaohua-2022-2024").glob("*.xlsx"))
GOLDEN = ROOT / "tests" / "golden" / "comparison"


@pytest.fixture(scope="module")
def compared() -> tuple[Comparison, ...]:
    return pipeline.compare_files(EXAMPLES, under=pipeline.NEWEST).comparisons


@pytest.fixture(scope="module")
def written(compared: tuple[Comparison, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compared")
    for suffix in ("docx", "xlsx", "html", "json"):
        perfscore.write_report(compared, folder / f"对比.{suffix}")
    return folder


def test_the_example_has_two_subjects_of_three_years(compared: tuple[Comparison, ...]) -> None:
    """Worked by hand in examples/zhaohua-2022-2024/README.md."""
    told = [[(e.year, e.assessment.total) for e in one.editions] for one in compared]
    assert [[y for y, _ in one] for one in told] == [[2022, 2023, 2024]] * 2
    assert [total for _, total in told[0]] == [Fraction("98.88"), Fraction("98.53"), Fraction("99.15")]
    assert [total for _, total in told[1]] == [Fraction("95.96"), Fraction(100), Fraction("99.58")]


def plain(text: str) -> str:
    """A number as the shortest decimal, without a plus; any other text as it is."""
    found = re.fullmatch(r"\+?(-?\d+(?:\.\d+)?)", text.strip())
    return str(float(found[1])) if found else text.strip()


def tables_of_docx(path: Path) -> list[list[str]]:
    return [
        [cell.text for cell in row.cells] for table in docx.Document(str(path)).tables for row in table.rows
    ]


def rows_of_xlsx(path: Path) -> list[list[str]]:
    book = openpyxl.load_workbook(path)
    return [
        ["" if value is None else str(value) for value in row]
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
    ]


def rows_of_html(path: Path) -> list[list[str]]:
    page = parser.fromstring(path.read_bytes().decode())
    return [["".join(cell.itertext()) for cell in row.iter("td", "th")] for row in page.iter("tr")]


@pytest.mark.parametrize(
    ("suffix", "read"), [("docx", tables_of_docx), ("xlsx", rows_of_xlsx), ("html", rows_of_html)]
)
def test_every_output_says_the_same(
    written: Path, suffix: str, read: object, compared: tuple[Comparison, ...]
) -> None:
    """Money, totals and each contribution of the JSON stand in the rows of the other outputs."""
    rows = read(written / f"对比.{suffix}")  # type: ignore[operator]
    cells = [{plain(cell) for cell in row} for row in rows]
    document = to_document(compared)
    checked = 0
    for one in document["comparisons"]:
        for edition in one["editions"]:
            money = {plain(edition["money"][name]) for name in ("initial", "adjusted", "spent")}
            assert any(money <= row for row in cells), (edition["label"], money)
            assert any(plain(edition["total"]) in row for row in cells)
            checked += 1
        for passage in one["passages"]:
            for part in passage["contributions"]:
                name = part["name"]
                wanted = plain(part["change"])
                assert any(name in " ".join(map(str, row)) and wanted in row for row in cells), part
                checked += 1
    assert checked == 61


def test_the_text_of_a_comparison_contradicts_nothing(
    compared: tuple[Comparison, ...], tmp_path: Path
) -> None:
    for index, one in enumerate(compared):
        file = perfscore.write_report(one, tmp_path / f"{index}.docx")
        result = pipeline.check_prose(file)
        assert [finding.message for finding in result.findings] == []
        assert result.checkable == result.understood


def test_the_text_is_the_golden_one(compared: tuple[Comparison, ...]) -> None:
    for one, name in zip(compared, ("department", "project"), strict=True):
        assert comparison_markdown(comparison_facts(one)) == (GOLDEN / f"{name}.md").read_text(
            encoding="utf-8"
        )


def test_same_input_same_bytes(compared: tuple[Comparison, ...], written: Path, tmp_path: Path) -> None:
    for suffix in ("docx", "xlsx", "html", "json"):
        again = perfscore.write_report(compared, tmp_path / f"again.{suffix}")
        assert again.read_bytes() == (written / f"对比.{suffix}").read_bytes()


def test_charts_are_native_and_their_steps_add_up(written: Path, compared: tuple[Comparison, ...]) -> None:
    for suffix, folder in (("docx", "word/charts/"), ("xlsx", "xl/charts/")):
        names = zipfile.ZipFile(written / f"对比.{suffix}").namelist()
        assert (
            sum(name.startswith(folder) and name.endswith(".xml") and "_rels" not in name for name in names)
            >= 8
        )
    for one in compared:
        for passage in comparison_facts(one).passages:
            first, *steps, last = (value.number for value in passage.chart.series[0].values if value)
            assert first + sum(steps) == last


def test_a_step_of_the_total_prints_its_sign_in_the_workbook(tmp_path: Path) -> None:
    """4 of 4, then 2 of 4, of 10 points each: one row's fall is drawn as a height, and its label says -."""
    tables = (
        year(2022, named("检查次数", "≥4次", "4次"), named("宣传次数", "≥4次", "2次")),
        year(2023, named("检查次数", "≥4次", "2次"), named("宣传次数", "≥4次", "4次")),
    )
    comparison = perfscore.compare([perfscore.assess(each) for each in tables])
    file = perfscore.write_report(comparison, tmp_path / "对比.xlsx")
    [sheet] = [each for each in openpyxl.load_workbook(file).worksheets if each._charts]
    drawn = {
        row[0].value: [cell.number_format[:3] for cell in row[1:] if cell.value is not None][-1]
        for row in sheet.iter_rows(min_col=14, max_col=18)
        if row[0].value in ("检查次数", "宣传次数")
    }
    assert drawn == {"检查次数": '"-"', "宣传次数": '"+"'}


def test_the_sheet_of_matches_comes_back(written: Path, tmp_path: Path) -> None:
    """A person answers the open pairs; compared again, they are one line, and a 否 is not asked about again."""
    book = openpyxl.load_workbook(written / "对比.xlsx")
    sheet = next(sheet for sheet in book.worksheets if sheet.title.startswith("指标对照（部门"))
    rows = [
        row for row in sheet.iter_rows(min_row=2) if row[7].value is None and row[1].value and row[3].value
    ]
    assert len(rows) == 3
    for row, answer in zip(rows, ("是", "是", "否"), strict=True):
        row[7].value = answer
    answered = tmp_path / "answered.xlsx"
    book.save(answered)
    given = pipeline.matches_in(answered)
    department = [path for path in EXAMPLES if "department" in path.name]
    [again] = pipeline.compare_files(department, given=given).comparisons
    assert again.open_matches == ()
    joined = {line.names for line in again.lines if len(line.names) > 1}
    assert ("督查整改落实率", "督查事项整改落实率") in joined
    assert len(joined) == 2


@pytest.mark.parametrize(("answer", "told"), [("大概", "“大概”应为“是”或者“否”"), ("是", ""), ("", "")])
def test_answers_that_are_neither_yes_nor_no_are_refused(answer: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "对照.csv"
    path.write_text(f"上年指标,本年指标,是否同一指标\n新建里程,改建里程,{answer}\n", encoding="utf-8")
    if told:
        with pytest.raises(ValueError, match=told):
            pipeline.matches_in(path)
    else:
        assert len(pipeline.matches_in(path)) == (answer == "是")


def test_a_project_that_calls_itself_one_is_not_called_so_twice_in_a_comparison() -> None:
    tables = [
        replace(year(each, named("检查次数", "≥4次", "4次")), project="古井改造项目") for each in (2022, 2023)
    ]
    text = comparison_markdown(
        comparison_facts(perfscore.compare([perfscore.assess(each) for each in tables]))
    )
    assert "“古井改造项目”支出" in text
    assert "项目”项目" not in text


def test_a_comparison_of_little_is_still_a_sentence(tmp_path: Path) -> None:
    """No money, no rows in common, no year: the report leaves gaps and breaks nothing."""
    tables = [
        year(2022, named("检查次数", "≥4次", "4次"), no_budget=True),
        year(2023, named("里程", "≥4公里", ""), no_budget=True),
    ]
    one = perfscore.compare([perfscore.assess(each) for each in tables])
    for suffix in ("docx", "xlsx", "html", "json"):
        perfscore.write_report(one, tmp_path / f"a.{suffix}")
    text = comparison_markdown(comparison_facts(one))
    assert "年初预算数未填写" in text
    assert "None" not in text


def test_json_has_no_number_that_is_not_a_string(written: Path) -> None:
    document = json.loads((written / "对比.json").read_text(encoding="utf-8"))
    assert document["schema"] == "perfscore.comparisons/1"
    edition = document["comparisons"][0]["editions"][1]
    assert (edition["money"]["spent"], edition["total"], edition["year"]) == ("208.23", "98.53", 2023)


def test_a_long_name_leaves_room_for_the_picture() -> None:
    """250 letters as the label of one step would take the place of the steps; the table has them in full."""
    long = "很长的名称" * 50
    tables = (
        year(2022, named("检查次数", "≥4次", "4次")),
        year(2023, named("检查次数", "≥4次", "3次"), named(long, "≥4次", "4次")),
    )
    facts = comparison_facts(perfscore.compare([perfscore.assess(each) for each in tables]))
    [chart] = [passage.chart for passage in facts.passages]
    assert f"{long[:11]}…" in chart.categories
    assert max(map(len, chart.categories)) == 12
    assert long in [part.name for part in facts.passages[0].parts]


def test_two_answers_for_one_pair_of_names_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "对照.csv"
    file.write_text(
        "上年指标,本年指标,是否同一指标\n甲数,乙数,是\n甲数,乙数,否\n丙数,丙数,是\n丙数,丙数,否\n",
        encoding="utf-8",
    )
    with pytest.raises(ValueError, match="“甲数”和“乙数”既填了“是”又填了“否”"):
        pipeline.matches_in(file)
    file.write_text("上年指标,本年指标,是否同一指标\n丙数,丙数,是\n丙数,丙数,否\n", encoding="utf-8")
    assert [each.same for each in pipeline.matches_in(file)] == [True, False]


def test_a_comparison_is_not_taken_for_a_self_assessment(written: Path) -> None:
    for suffix in ("docx", "xlsx", "html"):
        [read] = perfscore.read(written / f"对比.{suffix}")
        assert [finding.code for finding in read.findings] == ["F008"]


def test_the_change_of_the_rate_is_between_the_rates_as_shown() -> None:
    """895 of 1000 is 89.50 %, 85.025 of 100 is 85.03 % as shown: 4.47 points, though 4.475 lie between."""
    rows = (named("检查次数", "≥4次", "4次"),)
    years = [
        year(2022, *rows, budget=line(adjusted=1000, spent=895)),
        year(2023, *rows, budget=line(adjusted=100, spent="85.025")),
    ]
    moved = (
        comparison_facts(perfscore.compare([perfscore.assess(each) for each in years])).editions[1].rate_moved
    )
    assert moved is not None and (moved.word, str(moved.amount)) == ("减少", "4.47")
