"""The files of examples/zhaohua-2023 and the script that writes them say the same thing.

The facts expected here were typed by hand from the published final accounts, not taken from the script.
"""

import importlib.util
import sys
import zipfile
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import docx
import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FOLDER = EXAMPLES / "zhaohua-2023"
INDICATORS = {
    "department": 16,
    "project-target-management": 7,
    "project-inspection-rectification": 6,
    "project-funding-gap": 6,
    "project-supervision": 8,
}
NAMES = sorted(INDICATORS)
FILES = [name + suffix for name in NAMES for suffix in (".docx", ".xlsx")]

Grid = list[list[str]]


# --- Reading the files as people see them ---------------------------------------------------------------------


def sheet_of(name: str) -> Worksheet:
    book = openpyxl.load_workbook(FOLDER / f"{name}.xlsx")
    assert len(book.worksheets) == 1
    return book.worksheets[0]


def shown(cell: Cell) -> str:
    """What the spreadsheet shows for a cell, for the three number formats these files use."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    assert isinstance(value, int | float)
    formats = {"General": "{}", "0.00": "{:.2f}", "0.00%": "{:.2%}"}
    return formats[cell.number_format].format(value)


def grid_of_xlsx(name: str) -> Grid:
    """Every cell of the sheet, a merged area repeating the text of its corner, notes below the table included."""
    sheet = sheet_of(name)
    grid = [["" if not isinstance(cell, Cell) else shown(cell) for cell in row] for row in sheet.iter_rows()]
    for area in sheet.merged_cells.ranges:
        assert area.min_row and area.max_row and area.min_col and area.max_col
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                grid[row - 1][column - 1] = grid[area.min_row - 1][area.min_col - 1]
    return grid


def grid_of_docx(name: str) -> tuple[Grid, list[str]]:
    """The table with merged areas repeated, and the lines below it."""
    document = docx.Document(str(FOLDER / f"{name}.docx"))
    assert len(document.tables) == 1
    table = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    return table, [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def indicators_of(name: str) -> dict[str, tuple[str, str, str, str]]:
    """By name of the indicator: 一级, 二级, 年度指标值, 实际完成值, as the workbook shows them."""
    rows = [row for row in grid_of_xlsx(name) if row[3].startswith("指标") and row[3].endswith("：")]
    found = {row[4]: (row[1], row[2], row[5], row[6]) for row in rows}
    assert len(found) == len(rows), "two rows of the same name"
    return found


# --- The script and the files -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def script() -> ModuleType:
    path = EXAMPLES / "build_zhaohua_2023.py"
    spec = importlib.util.spec_from_file_location("build_zhaohua_2023", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def rebuilt(script: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("zhaohua")
    script.build(folder)
    return folder


def first_difference(one: Path, other: Path) -> str:
    """Names the first part of two zip files that differs."""
    with zipfile.ZipFile(one) as left, zipfile.ZipFile(other) as right:
        if left.namelist() != right.namelist():
            return f"the lists of parts differ: {left.namelist()} and {right.namelist()}"
        for name in left.namelist():
            if left.read(name) != right.read(name):
                return f"part {name} differs"
    return "all parts are the same; the zip's own records (dates, flags, order) differ"


def test_script_writes_exactly_the_files_that_are_there(rebuilt: Path) -> None:
    assert sorted(path.name for path in rebuilt.iterdir()) == FILES
    kept = sorted(path.name for path in FOLDER.iterdir() if path.suffix in (".docx", ".xlsx"))
    assert kept == FILES


@pytest.mark.parametrize("file", FILES)
def test_file_is_the_same_byte_for_byte_when_built_again(file: str, rebuilt: Path) -> None:
    if (FOLDER / file).read_bytes() != (rebuilt / file).read_bytes():
        pytest.fail(
            f"{file}: {first_difference(FOLDER / file, rebuilt / file)}; "
            "if the script was changed on purpose, run examples/build_zhaohua_2023.py again"
        )


@pytest.mark.parametrize("file", FILES)
def test_file_carries_no_clock_and_no_name_of_a_person(file: str) -> None:
    with zipfile.ZipFile(FOLDER / file) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        about = package.read("docProps/core.xml").decode("utf-8")
    assert about.count("2024-01-01T00:00:00Z") == 2
    assert ">perfscore</dc:creator>" in about


# --- What kind of cell ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_is_a_formula(name: str) -> None:
    cells = [cell for row in sheet_of(name).iter_rows() for cell in row if cell.value is not None]
    assert len(cells) > 50
    assert [cell.coordinate for cell in cells if cell.data_type not in ("s", "n")] == []
    with zipfile.ZipFile(FOLDER / f"{name}.xlsx") as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_texts_with_an_equals_sign_in_front_stay_texts() -> None:
    quoted = 0
    for name in NAMES:
        for row in sheet_of(name).iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    assert isinstance(cell, Cell) and cell.quotePrefix
                    quoted += 1
    # Department: 5 targets and 14 actual values; funding gap: the lone "="; supervision: 3 targets, 4 actual values.
    assert quoted == 19 + 1 + 7


def test_bare_numbers_are_numbers_and_marked_ones_are_text() -> None:
    target_management = {
        row[4].value: (row[5].value, row[6].value)
        for row in sheet_of("project-target-management").iter_rows()
    }
    assert target_management["及时反馈目标管理运行"] == (10, 10)
    assert target_management["抽检覆盖率"] == ("≥95", 95)
    supervision = {
        row[4].value: (row[5].value, row[6].value) for row in sheet_of("project-supervision").iter_rows()
    }
    assert supervision["抽检覆盖率"] == ("≥90%", "100%")


@pytest.mark.parametrize("name", NAMES)
def test_both_formats_carry_the_same_texts(name: str) -> None:
    workbook = grid_of_xlsx(name)
    table, notes = grid_of_docx(name)
    # "10.00 " is printed with a blank behind it; in the workbook that cell is a number and has none.
    table = [[text.rstrip(" ") for text in row] for row in table]
    assert {len(row) for row in table} == {8}
    assert workbook[: len(table)] == table
    assert workbook[len(table) :] == [[note] * 8 for note in notes]


# --- What the published tables say ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_number_of_indicators(name: str) -> None:
    assert len(indicators_of(name)) == INDICATORS[name]


@pytest.mark.parametrize(
    ("name", "title", "year", "project"),
    [
        ("department", "广元市昭化区部门整体支出绩效目标自评表", "（2023年度）", None),
        (
            "project-target-management",
            "广元市昭化区财政项目（政策）支出绩效自评表",
            "（ 2023年度）",
            "目标管理经费",
        ),
        (
            "project-inspection-rectification",
            "广元市昭化区财政项目（政策）支出绩效自评表",
            "（ 2023年度）",
            "省委巡视整改工作经费",
        ),
        (
            "project-funding-gap",
            "广元市昭化区财政项目（政策）支出绩效自评表",
            "（ 2023年度）",
            "解决2023年度工作经费差口资金",
        ),
        ("project-supervision", "广元市昭化区财政项目（政策）支出绩效自评表", "（ 2023年度）", "督查经费"),
    ],
)
def test_head_of_the_table(name: str, title: str, year: str, project: str | None) -> None:
    grid = grid_of_xlsx(name)
    assert grid[0] == [title] * 8
    assert grid[1] == [year] * 8
    names = [row[2] for row in grid if row[0] == "项目（政策）名称"]
    assert names == ([] if project is None else [project])
    units = [row for row in grid if row[0] == "主管部门"]
    unit = "广元市昭化区目标绩效事务中心"
    assert units == [["主管部门", "主管部门", unit, unit, unit, "实施单位", unit, unit]]


@pytest.mark.parametrize(
    ("name", "figures", "formats"),
    [
        ("department", ["146.1", "209.95", "208.23", "99"], ["General"] * 4),
        ("project-target-management", ["10", "10", "10", "1"], ["0.00", "0.00", "0.00", "0.00%"]),
        ("project-inspection-rectification", ["7", "7", "7", "1"], ["0.00", "0.00", "0.00", "0.00%"]),
        ("project-funding-gap", ["32", "32", "32", "1"], ["0.00", "0.00", "0.00", "0.00%"]),
        ("project-supervision", ["50", "50", "50", "1"], ["0.00", "0.00", "0.00", "0.00%"]),
    ],
)
def test_money(name: str, figures: list[str], formats: list[str]) -> None:
    rows = [row for row in sheet_of(name).iter_rows() if row[1].value == "年度资金总额"]
    assert len(rows) == 1
    cells = rows[0][4:]
    assert [Decimal(str(cell.value)) for cell in cells] == [Decimal(figure) for figure in figures]
    assert [cell.number_format for cell in cells] == formats


def test_subtotal_of_the_department_is_empty() -> None:
    money = {row[1]: row[4:] for row in grid_of_xlsx("department") if row[0] == "项目（政策）资金（万元）"}
    assert money == {
        "": ["年初预算数", "全年预算数", "全年执行数", "执行率（%）"],
        "年度资金总额": ["146.1", "209.95", "208.23", "99"],
        "（一）财政拨款小计": ["", "", "", ""],
        "  1.一般公共预算": ["146.1", "209.95", "208.23", "99"],
    }


def test_oddities_of_the_department_table() -> None:
    rows = indicators_of("department")
    assert rows["目标管理会议次数"] == ("产出指标", "数量指标", "≥4次", "=5次")
    assert rows["在职职工人数"] == ("产出指标", "数量指标", "=6人", "9人")
    assert rows["人员工资、保险"] == ("产出指标", "成本指标", "=102.55万元", "=102.55万元")
    assert rows["目标管理、督查事项检查结果公开度"] == ("效益指标", "社会效益\n指标", "=100", "=100")
    assert rows["督查、目标管理各项业务完成的时间、效率情况"][2:] == ("定性：优良中低差", "优")
    assert rows["长期督查考核、目标绩效管理"][2:] == ("定性：优良中差", "优")
    assert rows["被督导单位满意度"] == ("满意度\n指标", "服务对象满意度指标", "≥90", "=95")


def test_oddities_of_the_project_tables() -> None:
    gap = indicators_of("project-funding-gap")
    assert gap["受惠群众满意度"] == ("满意度\n指标", "服务对象满意度指标", "=", "100")
    assert gap["抽查频次"] == ("产出指标", "质量指标", "≥90", "95")
    assert gap["整改落实率"] == ("效益指标", "社会效益\n指标", "95", "100")
    assert {row[3] for row in grid_of_xlsx("project-funding-gap") if row[4] in gap} == {"指标："}
    management = indicators_of("project-target-management")
    assert management["及时反馈目标管理运行"] == ("产出指标", "时效指标", "10", "10")
    assert indicators_of("project-inspection-rectification")["上常委会议研究次数"][2:] == ("≥2", "2")


def test_claimed_scores_stand_below_the_tables_that_have_one() -> None:
    notes = {name: grid_of_docx(name)[1] for name in NAMES}
    assert notes["department"] == [
        "自评结论：经自评，我单位2023年部门整体支出绩效评价得分为99分（引自附件1第三部分“自评质量”）。"
    ]
    assert len(notes["project-supervision"]) == 3
    assert notes["project-supervision"][2].endswith(
        "自评结论：原报告对本项目总体自评，评价结果为：优，得分100分。"
    )
    assert [name for name in NAMES if not notes[name]] == [
        "project-funding-gap",
        "project-inspection-rectification",
        "project-target-management",
    ]


def test_no_points_were_added() -> None:
    for name in NAMES:
        table, _ = grid_of_docx(name)
        headers = {text for row in table for text in row}
        assert "偏差原因分析及改进措施" in headers
        assert headers.isdisjoint({"分值", "得分", "权重"})
