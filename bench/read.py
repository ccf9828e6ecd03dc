"""How fast files are read: perfscore's whole way from bytes on disk to tables, against bare libraries, in one run.

    python bench/read.py [--files 500] [--profile]

Workbooks are compared with bare calamine (values of all sheets) and openpyxl (full and read-only load, every value);
documents with python-docx reading every cell by `table.cell(r, c)` and by `row.cells`. Each file is generated: units,
names and numbers vary. The slow readers get a sample of the files. The least of three rounds counts.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
from python_calamine import CalamineWorkbook

from perfscore.read.files import read_file

ROUNDS = 3
SAMPLE = {"openpyxl": 60, "openpyxl read-only": 60, "python-docx cell(r, c)": 12, "python-docx row.cells": 40}
UNITS = "市财政局 区教育局 县水利局 市生态环境局 区卫生健康局 县交通运输局 市文化和旅游局 镇人民政府".split()
PROJECTS = "督查工作经费 农村公路养护 义务教育保障 河道治理 垃圾分类宣传 基层医疗补助 信息系统运维".split()
ROWS = (
    ("产出指标", "数量指标", "培训人次", "人次"),
    ("产出指标", "数量指标", "召开会议次数", "次"),
    ("产出指标", "数量指标", "建设完成数量", "个"),
    ("产出指标", "质量指标", "验收合格率", "%"),
    ("产出指标", "质量指标", "事项办结率", "%"),
    ("产出指标", "时效指标", "资金拨付及时率", "%"),
    ("产出指标", "成本指标", "项目总成本", "万元"),
    ("效益指标", "社会效益指标", "受益群众人数", "万人"),
    ("效益指标", "可持续影响指标", "长效机制健全性", ""),
    ("满意度指标", "服务对象满意度指标", "服务对象满意度", "%"),
)
HEADER = "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施".split()
THIN = Side(style="thin")

Value = str | int | float
Table = list[list[Value]]


def table(chance: random.Random) -> Table:
    """One filled-in form of eight columns; "" is an empty cell."""
    unit = chance.choice("甲 乙 丙 丁 戊".split()) + chance.choice(UNITS)
    budget = round(chance.uniform(5, 900), 2)
    spent = round(budget * chance.uniform(0.7, 1), 2)
    rate = f"{spent / budget:.2%}"
    lines: Table = [
        [f"项目支出绩效自评表（{chance.choice((2022, 2023, 2024))}年度）"],
        ["项目名称", "", chance.choice(PROJECTS)],
        ["主管部门", "", unit, "", "实施单位", "", f"{unit}办公室"],
        ["项目资金（万元）", "", "", "年初预算数", "全年预算数", "全年执行数", "执行率", "得分"],
        ["年度资金总额", "", "", budget, budget, spent, rate, 10],
        ["其中：财政拨款", "", "", budget, budget, spent, rate, ""],
        ["年度总体目标", "预期目标", "保障工作运行，" * chance.randint(3, 20), "", "实际完成情况", "已按计划完成，" * chance.randint(2, 15)],
        list(HEADER),
    ]  # fmt: skip
    for number in range(chance.randint(10, 24)):
        level1, level2, name, measure = ROWS[number % len(ROWS)]
        promised = chance.randint(80, 100) if measure == "%" else chance.randint(2, 5000)
        done = promised + chance.randint(-3, 5)
        points = chance.choice((2, 3, 4, 5, 10))
        target: Value = (
            f"{'≤' if level2 == '成本指标' else '≥'}{promised}{measure}" if measure else "定性：优良中低差"
        )
        actual: Value = (f"{done}{measure}" if number % 3 else done) if measure else "优"
        note = "" if done >= promised else "部分工作跨年实施，下一步加快进度"
        lines.append(
            [level1, level2, f"指标{number + 1}：{name}", target, actual, points, points - number % 2, note]
        )
    lines.append(["总分", "", "", "", "", 100, round(chance.uniform(80, 100), 2)])
    return [[*line, *[""] * (8 - len(line))] for line in lines]


def write_workbook(lines: Table, path: Path) -> None:
    """With borders, fonts and merges, as forms have them."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    border, font = Border(THIN, THIN, THIN, THIN), Font(name="宋体", size=10)
    for r, line in enumerate(lines, start=1):
        for c, value in enumerate(line, start=1):
            cell = sheet.cell(r, c, value if value != "" else None)
            cell.border, cell.font, cell.alignment = border, font, Alignment(wrap_text=True)
    sheet.merge_cells("A1:H1")
    sheet.merge_cells("A2:B2")
    sheet.merge_cells("C2:H2")
    book.create_sheet("填表说明")["A1"] = "请按要求填写"
    book.save(path)


def write_document(lines: Table, path: Path) -> None:
    """With the properties that Word writes for each cell, paragraph and run."""

    def cell(value: Value) -> str:
        font = '<w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:hint="eastAsia"/><w:sz w:val="21"/></w:rPr>'
        run = f"<w:r>{font}<w:t>{escape(str(value))}</w:t></w:r>" if value != "" else ""
        return (
            '<w:tc><w:tcPr><w:tcW w:w="1065" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E"><w:pPr><w:jc w:val="center"/>{font}</w:pPr>{run}</w:p></w:tc>'
        )

    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    grid = '<w:gridCol w:w="1065"/>' * 8
    rows = "".join("<w:tr>" + "".join(cell(value) for value in line) + "</w:tr>" for line in lines[1:])
    title = f"<w:p><w:r><w:t>{lines[0][0]}</w:t></w:r></w:p>"
    body = f"{title}<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    document = docx.Document()
    document.save(str(path))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    xml = f'<w:document xmlns:w="{space}"><w:body>{body}<w:sectPr/></w:body></w:document>'
    parts["word/document.xml"] = xml.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def by_perfscore(path: Path) -> int:
    return sum(len(table.rows) for table in read_file(path))


def by_calamine(path: Path) -> int:
    book = CalamineWorkbook.from_path(path)
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def by_openpyxl(path: Path, read_only: bool = False) -> int:
    book = openpyxl.load_workbook(path, read_only=read_only, data_only=True)
    count = sum(1 for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for _ in row)
    book.close()
    return count


def by_docx_cell(path: Path) -> int:
    tables = docx.Document(str(path)).tables
    return sum(
        len(table.cell(r, c).text)
        for table in tables
        for r in range(len(table.rows))
        for c in range(len(table.columns))
    )


def by_docx_rows(path: Path) -> int:
    return sum(
        len(cell.text)
        for table in docx.Document(str(path)).tables
        for row in table.rows
        for cell in row.cells
    )


def milliseconds(read: Callable[[Path], int], paths: Iterable[Path]) -> float:
    """Milliseconds per file, the least of the rounds."""
    paths = list(paths)
    read(paths[0])
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.perf_counter()
        for path in paths:
            if not read(path):
                raise SystemExit(f"{read.__name__} found nothing in {path}: this benchmark is broken")
        best = min(best, (time.perf_counter() - started) * 1000 / len(paths))
    return best


def compare(kind: str, paths: list[Path], others: dict[str, Callable[[Path], int]]) -> None:
    ours = milliseconds(by_perfscore, paths)
    size = sum(path.stat().st_size for path in paths) / len(paths) / 1024
    print(f"{len(paths)} {kind}, {size:.1f} KB each on average")
    print(f"  {'perfscore, file to tables':<28}{ours:8.2f} ms")
    for name, read in others.items():
        theirs = milliseconds(read, paths[: SAMPLE.get(name, len(paths))])
        told = (
            f"perfscore takes {ours / theirs:.2f} times as long"
            if ours > theirs
            else f"perfscore is {theirs / ours:.1f} times as fast"
        )
        print(f"  {name:<28}{theirs:8.2f} ms   {told}")


def profile(paths: list[Path]) -> None:
    """Where the time goes, by module of perfscore, in parts of the whole."""
    watch = cProfile.Profile()
    watch.runcall(lambda: [by_perfscore(path) for path in paths])
    spent: dict[str, float] = {}
    for (file, _, _), (_, _, own, _, callers) in pstats.Stats(watch).stats.items():  # type: ignore[attr-defined]
        if "perfscore" in file:
            spent[_module(file)] = spent.get(_module(file), 0) + own
            continue
        for (caller, _, _), figures in callers.items():  # what a module asks of the library counts as its own
            spent[_module(caller)] = spent.get(_module(caller), 0) + figures[2]
    whole = sum(spent.values())
    for module, own in sorted(spent.items(), key=lambda item: -item[1])[:16]:
        print(f"  {own / whole:6.1%}  {module}")


def _module(file: str) -> str:
    return file.partition("perfscore/")[2] or "standard library, by way of itself"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--profile", action="store_true", help="also print where the time goes")
    options = parser.parse_args()
    chance = random.Random(2023)
    with tempfile.TemporaryDirectory() as folder:
        workbooks, documents = [], []
        for number in range(options.files):
            lines = table(chance)
            workbooks.append(Path(folder, f"{number}.xlsx"))
            documents.append(Path(folder, f"{number}.docx"))
            write_workbook(lines, workbooks[-1])
            write_document(lines, documents[-1])
        compare(
            "workbooks",
            workbooks,
            {
                "calamine, values only": by_calamine,
                "openpyxl": by_openpyxl,
                "openpyxl read-only": lambda path: by_openpyxl(path, read_only=True),
            },
        )
        compare(
            "documents",
            documents,
            {"python-docx row.cells": by_docx_rows, "python-docx cell(r, c)": by_docx_cell},
        )
        if options.profile:
            for kind, paths in (("workbooks", workbooks), ("documents", documents)):
                print(f"where the time goes, {kind}")
                profile(paths[:100])


if __name__ == "__main__":
    main()
