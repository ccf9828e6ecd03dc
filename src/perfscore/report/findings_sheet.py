"""Everything found in a workbook as a sheet of its own XML: one line for each finding, a column for the officer's reason.

The reason that an officer writes into the last column of a copy is read again as a waiver.
"""

from __future__ import annotations

from unicodedata import east_asian_width
from xml.sax.saxutils import escape

from lxml import etree

from perfscore.model.checked import FileFindings, Found, families
from perfscore.model.verdict import VERDICTS
from perfscore.report.package import Package
from perfscore.report.text import clean
from perfscore.report.words import SEVERITIES, UNVERIFIED, basis_of, verified

SHEET = "问题清单"
COLUMNS = ("编号", "级别", "代码", "工作表", "单元格", "问题", "如何改", "依据", "审核说明/豁免")
"""Headers; `read.accepted` knows 代码, 工作表, 单元格 and 审核说明/豁免 by these words."""
REASON_HEADER_CELL = "I3"
_WIDTHS = (6, 8, 8, 12, 9, 52, 34, 26, 28)
_LONGEST = 32_000
LINE_POINTS = 15
NOTE = (
    "确认可以接受的问题，在“审核说明/豁免”一栏写明理由并保存；再次审核时列为“已接受”，不计入结论。"
    "结论分级（退回、更正、完善、通过）为系统约定。"
)


def sheet_xml(file: FileFindings, space: str, head: int, body: int, lang: str = "zh") -> str:
    """The worksheet. space: the namespace of worksheets. head, body: numbers of the styles to use."""
    verdict = f"审核结论：{VERDICTS['zh'][file.verdict]}"
    lines = [_row(1, (verdict,), 0), _row(2, (NOTE,), 0), _row(3, COLUMNS, head)]
    number = 3
    for family in families(file.findings):
        for found in (family.root, *family.followers):
            number += 1
            follows = found in family.followers
            lines.append(_row(number, _cells(number - 3, found, follows, lang), body))
    columns = "".join(
        f'<col min="{index}" max="{index}" width="{width}" customWidth="1"/>'
        for index, width in enumerate(_WIDTHS, 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{space}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="3" topLeftCell="A4" activePane="bottomLeft" '
        'state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"<cols>{columns}</cols><sheetData>{''.join(lines)}</sheetData>"
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _cells(number: int, found: Found, follows: bool, lang: str) -> tuple[str, ...]:
    finding, words = found.finding, found.finding.wording(lang)
    message = words.message if verified(finding) else f"{words.message}（{UNVERIFIED}）"
    if finding.root:
        message = f"{'└ ' if follows else ''}由{finding.root}引起：{message}"
    severity = "已接受" if found.waiver else SEVERITIES[finding.severity]
    place = (finding.at.sheet or "", finding.at.cell or "")
    reason = found.waiver.reason if found.waiver else ""
    return (str(number), severity, finding.code, *place, message, words.mend, basis_of(finding), reason)


def _row(number: int, texts: tuple[str, ...], style: int) -> str:
    cells = "".join(_cell(f"{chr(65 + column)}{number}", text, style) for column, text in enumerate(texts))
    height = LINE_POINTS * max(_lines(text, width) for text, width in zip(texts, _WIDTHS, strict=False)) + 3
    fixed = f' ht="{min(height, 400)}" customHeight="1"' if len(texts) > 1 else ""
    return f'<row r="{number}"{fixed}>{cells}</row>'


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column; a Chinese character is two wide."""
    return sum(
        1 + sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in line) // (width - 1)
        for line in text.split("\n")
    )


def _cell(name: str, text: str, style: int) -> str:
    """Text in the cell itself: never a formula, and the workbook's own list of texts stays as it is."""
    if name[1:] != "1" and text.isascii() and text.isdecimal():
        return f'<c r="{name}" s="{style}"><v>{text}</v></c>'
    safe = escape(clean(text)[:_LONGEST])
    return f'<c r="{name}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{safe}</t></is></c>'


def with_styles(package: Package, part: str) -> tuple[int, int]:
    """Two styles behind the workbook's own: a head and wrapped text. Styles already there keep their numbers."""
    root = package.xml(part)
    space = f"{{{etree.QName(root).namespace}}}"
    formats = root.find(f"{space}cellXfs")
    if formats is None:
        return 0, 0
    found: list[int] = []
    for horizontal in ("center", "left"):
        wanted = {"horizontal": horizontal, "vertical": "top", "wrapText": "1"}
        for index, old in enumerate(formats):
            alignment = old.find(f"{space}alignment")
            plain = all(old.get(key) == "0" for key in ("numFmtId", "fontId", "fillId", "borderId"))
            if plain and alignment is not None and sorted(alignment.items()) == sorted(wanted.items()):
                found.append(index)
                break
        else:
            made = etree.SubElement(
                formats, f"{space}xf", numFmtId="0", fontId="0", fillId="0", borderId="0", xfId="0"
            )
            made.set("applyAlignment", "1")
            etree.SubElement(made, f"{space}alignment", wanted)
            found.append(len(formats) - 1)
            formats.set("count", str(len(formats)))
            package.write_xml(part, root)
    return found[0], found[1]
