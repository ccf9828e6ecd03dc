"""Reports -> one HTML file that needs nothing else: no script, no font, no address. It prints as it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files

from perfscore.model.assessment import Assessment
from perfscore.report.blocks import Appendix, Block, Heading, Items, Named, Paragraph, parse
from perfscore.report.context import reports
from perfscore.report.facts import ReportFacts
from perfscore.report.prose import markdown
from perfscore.report.tables import (
    Cell,
    Table,
    findings_table,
    form_notes,
    form_tables,
    level_table,
    rules_notes,
    rules_table,
)
from perfscore.report.wanted import NOTHING_WANTED, Wanted
from perfscore.report.words import spans

_HEAD = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="{scheme}">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
"""


def render(assessments: Sequence[Assessment], lang: str = "zh", wanted: Wanted = NOTHING_WANTED) -> bytes:
    written = reports(assessments, lang, wanted)
    lines: list[str] = []
    for report in written:
        lines.append('<article class="report">\n<section>\n')
        for block in parse(markdown(report)):
            lines.extend(_block(block, report))
        lines.append("</section>\n</article>\n")
    return page(f"{written[0].main.about}绩效自评报告", "report.css", lines)


def page(title: str, style: str, body: Iterable[str], scheme: str = "light") -> bytes:
    """A whole page that loads nothing. style: a file beside the report templates. body: escaped already."""
    css = (files("perfscore.report") / "templates" / style).read_text(encoding="utf-8")
    head = _HEAD.format(title=escape(title), style=css, scheme=scheme)
    return "".join((head, *body, "</body>\n</html>\n")).encode()


def _block(block: Block, report: ReportFacts) -> Iterator[str]:
    match block:
        case Heading(level, text):
            yield f"<h{level}>{_text(text)}</h{level}>\n"
        case Paragraph(text):
            yield f"<p>{_text(text)}</p>\n"
        case Items():
            for item in block.numbered:
                yield f'<p class="item">{_text(item)}</p>\n'
        case Appendix():
            yield '</section>\n<section class="appendix">\n'
        case Named(name, index):
            yield from _named(report, name, index)


def _named(report: ReportFacts, name: str, index: int) -> Iterator[str]:
    facts = report.tables[index]
    if name == "form":
        yield f'<p class="year">（{_text(facts.year_line)}）</p>\n'
        yield from _tables(*form_tables(facts))
        for note in form_notes(facts):
            yield f'<p class="note">注：{_text(note)}</p>\n'
    elif name == "levels":
        yield from _tables(level_table(facts))
    elif name == "findings":
        yield from _tables(findings_table(report.findings, several=bool(report.projects)))
    elif name == "rules":
        if report.rules:
            yield from _tables(rules_table(report))
        for note in rules_notes(report):
            yield f'<p class="note">注：{_text(note)}</p>\n'
    else:
        raise ValueError(f"A report template names a block that does not exist: {name}")


def _tables(*tables: Table) -> Iterator[str]:
    """Tables that belong together scroll together where the screen is narrow."""
    width = sum(tables[0].widths)
    yield f'<div class="scroll"><div class="form" style="min-width:{width * 3}px">\n'
    for table in tables:
        yield from _table(table)
    yield "</div></div>\n"


def _table(table: Table) -> Iterator[str]:
    yield "<table>\n<colgroup>"
    total = sum(table.widths)
    for width in table.widths:
        yield f'<col style="width:{width * 100 / total:.2f}%">'
    yield "</colgroup>\n"
    if table.header:
        yield "<thead>\n"
        for row in table.rows[: table.header]:
            yield _row(row, "th")
        yield "</thead>\n"
    yield "<tbody>\n"
    for row in table.rows[table.header :]:
        yield _row(row, "td")
    yield "</tbody>\n</table>\n"


def _row(row: tuple[Cell, ...], tag: str) -> str:
    return f"<tr>{''.join(_cell(cell, tag) for cell in row)}</tr>\n"


def _cell(cell: Cell, tag: str) -> str:
    named = ((str(cell.tint), cell.tint), ("centred", cell.centred), ("number", cell.figure))
    kind = " ".join(name for name, applies in named if applies)
    marks = f' class="{kind}"' if kind else ""
    if cell.columns > 1:
        marks += f' colspan="{cell.columns}"'
    if cell.rows > 1:
        marks += f' rowspan="{cell.rows}"'
    return f"<{tag}{marks}>{_text(cell.text)}</{tag}>"


def _text(text: str) -> str:
    pieces = []
    for piece, asks in spans(text):
        safe = escape(piece).replace("\n", "<br>")
        pieces.append(f"<mark>{safe}</mark>" if asks else safe)
    return "".join(pieces)
