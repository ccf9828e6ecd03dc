"""Reviews of self-assessments -> JSON (`perfscore.review/1`), or the review form as a workbook to be filled in.

The workbook's main sheet is itself a table that can be scored by the review form: a person writes the points awarded
into 实际完成值, and `perfscore score` adds them up.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from perfscore.model.checked import FileFindings
from perfscore.model.decimals import plain
from perfscore.model.finding import Finding
from perfscore.model.review import Review
from perfscore.report.archive import steady
from perfscore.report.as_json import Document, engine_name
from perfscore.report.tables import Cell, Row, Table, head
from perfscore.report.text import carried
from perfscore.report.words import cite_in_text, place_of
from perfscore.report.xlsx_cells import draw, put_text, set_widths
from perfscore.report.xlsx_writer import sheet_name

SCHEMA = "perfscore.review/1"
OPEN = "打分：待人工"
_FORM_WIDTHS = (26, 30, 34, 16, 24, 26, 110)
_CASE_WIDTHS = (12, 34, 18, 40, 100, 62)


def to_json(reviews: Sequence[Review], files: Sequence[FileFindings], lang: str = "zh") -> str:
    document: Document = {
        "schema": SCHEMA,
        "engine": engine_name(),
        "reviews": [_review(review, lang) for review in reviews],
        "unusable": [
            {
                "file": carried(file.path.name),
                "code": file.unusable.code,
                "message": carried(file.unusable.wording(lang).message),
            }
            for file in files
            if file.unusable
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _review(review: Review, lang: str) -> Document:
    return {
        "file": carried(review.path.name),
        "template": {"id": review.template, "name": review.name, "in_force": review.in_force},
        "settled": {
            "lost": plain(review.lost),
            "each": plain(review.each),
            "cap": plain(review.cap),
            "rule": review.source.rule,
            "evidence": review.source.evidence,
            "verified": review.source.verified,
            "cases": [
                {"sort": case.sort, "because": case.because, **_finding(case.finding, lang)}
                for case in review.cases
            ],
        },
        "open": {
            "points": plain(review.open_points),
            "items": [
                {
                    "name": item.name,
                    "points": plain(item.points),
                    "score": None,
                    "look_at": item.look_at,
                    "findings": [_finding(finding, lang) for finding in item.hints],
                }
                for item in review.items
            ],
        },
        "lowest": plain(review.lowest),
        "highest": plain(review.highest),
    }


def _finding(finding: Finding, lang: str) -> Document:
    at = finding.at
    return {
        "code": finding.code,
        "message": carried(finding.wording(lang).message),
        "at": {"sheet": carried(at.sheet) if at.sheet else None, "table": at.table, "cell": at.cell},
    }


def render(reviews: Sequence[Review], lang: str = "zh") -> bytes:
    """The review forms, one sheet each, and a sheet of the mistakes that were counted."""
    book = Workbook()
    book.remove(book.worksheets[0])
    taken: set[str] = set()
    for review in reviews:
        name = "复核表" if len(reviews) == 1 else f"复核表 {review.path.stem}"
        _form(book.create_sheet(sheet_name(name, taken)), review)
    cases = book.create_sheet(sheet_name("计算差错", taken))
    set_widths(cases, _CASE_WIDTHS)
    draw(cases, Table(_CASE_WIDTHS, tuple(_case_rows(reviews, lang)), header=1), 1)
    for sheet in book.worksheets:
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    out = BytesIO()
    book.save(out)
    year = max((review.year for review in reviews if review.year), default=1980)
    return steady(out.getvalue(), date(year, 12, 31))


def _form(sheet: Worksheet, review: Review) -> None:
    set_widths(sheet, _FORM_WIDTHS)
    lines = ["绩效自评质量复核表", f"（{review.year}年度）" if review.year else ""]
    lines.append(f"被复核的文件：{review.path.name}" + (f"；单位：{review.unit}" if review.unit else ""))
    lines.append(
        f"机器已定：扣 {plain(review.lost)} 分（{len(review.cases)} 处）；待人工评定 {len(review.items)} 项，"
        f"共 {plain(review.open_points)} 分；复核得分在 {plain(review.lowest)} 至 {plain(review.highest)} 分之间。"
        f"每处扣 {plain(review.each)} 分的依据：{cite_in_text(review.source)}。"
    )
    lines.append(
        "评定的分数填在“实际完成值”一栏（只填数字）；填好后可用 perfscore score "
        f"--template {review.template} 合计。"
        + ("" if review.in_force else "这张复核表当年尚未施行，只供参考。")
    )
    for number, line in enumerate(lines, 1):
        put_text(sheet.cell(number, 1), line)  # type: ignore[arg-type]
    draw(sheet, Table(_FORM_WIDTHS, tuple(_form_rows(review)), header=1), len(lines) + 1)


def _form_rows(review: Review) -> Iterator[Row]:
    names = ("一级指标", "二级指标", "三级指标", "分值", "年度指标值", "实际完成值", "看什么")
    yield tuple(head(name) for name in names)
    for item in review.items:
        hints = "、".join(f"{finding.code} {place_of(finding.at)}" for finding in item.hints)
        look_at = f"{OPEN}。{item.look_at}" + (f"有关的问题：{hints}。" if hints else "")
        texts = (item.level, item.meaning, item.name, plain(item.points), "定性", "", look_at)
        yield tuple(Cell(text, centred=index in (3, 4, 5)) for index, text in enumerate(texts))
    counts = Counter(case.sort for case in review.cases)
    for sort, count in counts.items():
        texts = (
            review.error_level,
            "",
            sort,
            "",
            "",
            f"{count}处",
            f"每处扣 {plain(review.each)} 分，见“计算差错”。",
        )
        yield tuple(Cell(text, centred=index in (3, 4, 5)) for index, text in enumerate(texts))


def _case_rows(reviews: Sequence[Review], lang: str) -> Iterator[Row]:
    yield tuple(head(name) for name in ("编号", "差错", "代码", "位置", "问题", "计入理由"))
    number = 0
    for review in reviews:
        for case in review.cases:
            number += 1
            message = case.finding.wording(lang).message
            texts = (
                str(number),
                case.sort,
                case.finding.code,
                place_of(case.finding.at),
                message,
                case.because,
            )
            yield tuple(Cell(text) for text in texts)
