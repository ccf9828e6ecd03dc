"""How long a report of each kind takes, against plain libraries writing the same text and tables, in one run.

    python bench/report.py [--rounds 15] [--profile]

Ours: from an assessment in memory to the bytes of the file, all texts worked out. Theirs: what our own output holds
is read back first, outside the time, and written again without any thinking: paragraphs with their styles and tables
with their merged cells by python-docx, cells with border, wrapping and merges by openpyxl, elements by lxml, the
finished document by json.dumps. The two take turns; medians count.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
from collections.abc import Callable, Sequence
from importlib import import_module
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
from docx.oxml.ns import qn
from lxml import etree
from lxml import html as parser
from openpyxl.styles import Alignment, Border, Side
from score import EXAMPLES, alternate, positive

from perfscore import pipeline
from perfscore.model.assessment import Assessment
from perfscore.report.write import WRITERS

AIM = 2.0
Cells = list[list[tuple[str, int, bool]]]
"""Rows of a table: text, columns, and whether it goes on from the row above."""


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--rounds", type=positive, default=15, help="runs of each side")
    options.add_argument("--profile", action="store_true", help="also print where our time goes")
    wanted = options.parse_args(arguments)
    files = sorted(EXAMPLES.glob("*.xlsx"))
    every = [pipeline.assess(table) for file in files for table in pipeline.read(file)]
    for title, assessments in (("one table", every[:1]), (f"{len(every)} tables", every)):
        measure(title, assessments, wanted.rounds)
    if wanted.profile:
        for suffix in REFERENCES:
            profile(suffix, every)


def measure(title: str, assessments: Sequence[Assessment], rounds: int) -> None:
    indicators = sum(len(assessment.rows) for assessment in assessments)
    print(f"\n{title}, {indicators} indicators, {rounds} rounds of each, medians")
    for suffix, (library, plainly) in REFERENCES.items():
        render = writer(suffix)
        write = plainly(render(assessments))
        mine, theirs = alternate(lambda render=render: render(assessments), write, rounds)
        ratio = mine / theirs
        judged = "" if ratio <= AIM or suffix == ".json" else f"   over the aim of {AIM:.0f}"
        print(
            f"    {suffix:<6} perfscore {mine * 1000:7.1f} ms   {library:<12}{theirs * 1000:7.1f} ms"
            f"   ratio {ratio:5.2f}{judged}"
        )


def writer(suffix: str) -> Callable[[Sequence[Assessment]], bytes]:
    render: Callable[[Sequence[Assessment]], bytes] = import_module(WRITERS[suffix]).render
    return render


# --- The same by plain libraries: each takes our output and gives the call that writes it again ---------------


def by_python_docx(content: bytes) -> Callable[[], bytes]:
    body = docx.Document(BytesIO(content)).element.body
    parts: list[tuple[str, Cells | str]] = []
    for part in body:
        if part.tag == qn("w:tbl"):
            parts.append(("", [_docx_row(row) for row in part.findall(qn("w:tr"))]))
        elif part.tag == qn("w:p"):
            style = part.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            level = "".join(filter(str.isdigit, style.get(qn("w:val")))) if style is not None else ""
            parts.append((level, "".join(part.itertext(qn("w:t")))))

    def write() -> bytes:
        document = docx.Document()
        for level, told in parts:
            if isinstance(told, str):
                document.add_paragraph(told, f"Heading {level}" if level else None)
                continue
            table = document.add_table(len(told), sum(span for _, span, _ in told[0]), "Table Grid")
            rows = [row.cells for row in table.rows]
            for index, line in enumerate(told):
                column = 0
                for text, span, continued in line:
                    cell = rows[index][column]
                    if continued:
                        rows[index - 1][column].merge(rows[index][column + span - 1])
                    else:
                        if span > 1:
                            cell = cell.merge(rows[index][column + span - 1])
                        cell.text = text
                    column += span
        return _saved(document.save)

    return write


def _docx_row(row: etree._Element) -> list[tuple[str, int, bool]]:
    cells = []
    for cell in row.findall(qn("w:tc")):
        span, merged = cell.find(f".//{qn('w:gridSpan')}"), cell.find(f".//{qn('w:vMerge')}")
        columns = int(span.get(qn("w:val"), "1")) if span is not None else 1
        continued = merged is not None and merged.get(qn("w:val")) != "restart"
        cells.append(("".join(cell.itertext(qn("w:t"))), columns, continued))
    return cells


def by_openpyxl(content: bytes) -> Callable[[], bytes]:
    book = openpyxl.load_workbook(BytesIO(content))
    sheets = [
        (
            sheet.title,
            [[cell.value for cell in row] for row in sheet.iter_rows()],
            [area.coord for area in sheet.merged_cells.ranges],
        )
        for sheet in book.worksheets
    ]

    def write() -> bytes:
        made = openpyxl.Workbook()
        made.remove(made.worksheets[0])
        line = Side(style="thin")
        border, wrapped = Border(line, line, line, line), Alignment(wrap_text=True, vertical="center")
        for title, rows, merged in sheets:
            sheet = made.create_sheet(title)
            for r, row in enumerate(rows, 1):
                for c, value in enumerate(row, 1):
                    cell = sheet.cell(r, c, value)
                    cell.border, cell.alignment = border, wrapped
            for area in merged:
                sheet.merge_cells(area)
        return _saved(made.save)

    return write


def by_lxml(content: bytes) -> Callable[[], bytes]:
    page = parser.document_fromstring(content)

    def write() -> bytes:
        return bytes(etree.tostring(_copied(page), method="html", encoding="utf-8"))

    return write


def _copied(element: etree._Element) -> etree._Element:
    """The same elements, texts and attributes, made one by one."""
    made = etree.Element(element.tag, dict(element.attrib))
    made.text, made.tail = element.text, element.tail
    made.extend([_copied(child) for child in element])
    return made


def by_json(content: bytes) -> Callable[[], bytes]:
    document = json.loads(content)
    return lambda: json.dumps(document, ensure_ascii=False, indent=2).encode()


def _saved(save: Callable[[BytesIO], object]) -> bytes:
    out = BytesIO()
    save(out)
    return out.getvalue()


REFERENCES: dict[str, tuple[str, Callable[[bytes], Callable[[], bytes]]]] = {
    ".docx": ("python-docx", by_python_docx),
    ".xlsx": ("openpyxl", by_openpyxl),
    ".html": ("lxml", by_lxml),
    ".json": ("json", by_json),
}


def profile(suffix: str, assessments: Sequence[Assessment]) -> None:
    """Where our time goes: the dearest calls, with all that they call."""
    render = writer(suffix)
    watch = cProfile.Profile()
    watch.runcall(lambda: [render(assessments) for _ in range(3)])
    print(f"\nwhere the time goes, {suffix}")
    stats = pstats.Stats(watch).stats  # type: ignore[attr-defined]
    whole = max(spent for _, _, _, spent, _ in stats.values())
    dear = sorted(((spent, name) for name, (_, _, _, spent, _) in stats.items()), reverse=True)
    for spent, (file, line, function) in dear[:24]:
        print(f"  {spent / whole:6.1%}  {Path(file).name}:{line} {function}")


if __name__ == "__main__":
    main()
