"""Chart -> the DrawingML of a chart part. Its series are told apart without colour: by shade, dash and marker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from lxml import etree
from openpyxl.utils import get_column_letter

from perfscore.report.charts import Chart, Shape
from perfscore.report.docx_chart_data import FALL, RISE, TOTAL, Column, plot
from perfscore.report.gbt9704 import LATIN, SONG

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "Sheet1"
FONT_SIZE = 900  # hundredths of a point: 小五
_AXES = ("111111111", "222222222")
_HAIRLINE, _LINE = 9525, 22225  # EMU
_SHADES = ("1F4E79", "D6E4F0", "7F9DB9", "FFFFFF", "A6A6A6", "404040")
_STEPS = {TOTAL: "BFBFBF", RISE: "FFFFFF", FALL: "DEEAF6"}
_LIFT = -0.07  # of the chart's height
_DASHES = ("solid", "dash", "sysDot", "lgDashDot")
_MARKERS = ("circle", "square", "triangle", "diamond")


class _Look(NamedTuple):
    """fill: of columns. dash, marker: of a line, or of the edge of a column."""

    fill: str
    dash: str
    marker: str


def chart_xml(chart: Chart, workbook: str) -> bytes:
    """workbook: the relationship by which the part reaches its figures."""
    drawn = plot(chart)
    space = etree.Element(f"{{{C}}}chartSpace", nsmap={"c": C, "a": A, "r": R})
    picture = _c(
        "chart",
        _c("autoTitleDeleted", val=1),
        _c("plotArea", _c("layout"), _plot(chart, drawn.columns), *_axes(chart, drawn.lowest)),
        *_legend(drawn.columns),
        _c("plotVisOnly", val=1),
        _c("dispBlanksAs", val="gap"),
    )
    data = _c("externalData", _c("autoUpdate", val=0))
    data.set(f"{{{R}}}id", workbook)
    space.extend((_c("date1904", val=0), _c("lang", val="zh-CN"), _c("roundedCorners", val=0), picture))
    space.extend((_c("spPr", _a("noFill"), _a("ln", _a("noFill"))), _text_look(), data))
    return etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)


def decimal(number: Fraction) -> str:
    """As a cell of the workbook holds it."""
    return format(float(number), ".15g")


def _plot(chart: Chart, columns: Sequence[Column]) -> etree._Element:
    series = [_series(chart, at, column) for at, column in enumerate(columns)]
    axes = [_c("axId", val=name) for name in _AXES]
    if chart.shape is Shape.LINES:
        straight = (_c("grouping", val="standard"), _c("varyColors", val=0))
        return _c("lineChart", *straight, *series, _c("marker", val=1), *axes)
    stacked = chart.shape is Shape.WATERFALL
    grouping = _c("grouping", val="stacked" if stacked else "clustered")
    kind = (_c("barDir", val="col"), grouping, _c("varyColors", val=0))
    room = (
        _c("gapWidth", val=60 if stacked else 90 if len(columns) > 1 else 150),
        _c("overlap", val=100 if stacked else 0),
    )
    return _c("barChart", *kind, *series, *room, *axes)


def _series(chart: Chart, at: int, column: Column) -> etree._Element:
    letter, last = get_column_letter(at + 2), len(chart.categories) + 1
    look = _look(at, column)
    lines = chart.shape is Shape.LINES
    made = _c("ser", _c("idx", val=at), _c("order", val=at))
    made.append(_c("tx", _strings(f"{SHEET}!${letter}$1", (column.name,))))
    made.append(_line_look(look) if lines else _column_look(look) if column.seen else _unseen())
    if lines:
        made.append(_marker(look))
    else:
        made.append(_c("invertIfNegative", val=0))
    made.append(_labels(column))
    made.append(_c("cat", _strings(f"{SHEET}!$A$2:$A${last}", chart.categories)))
    made.append(_c("val", _numbers(f"{SHEET}!${letter}$2:${letter}${last}", column.values)))
    if lines:
        made.append(_c("smooth", val=0))
    return made


def _look(at: int, column: Column) -> _Look:
    if column.kind:
        return _Look(_STEPS[column.kind], "sysDash" if column.kind == FALL else "solid", "none")
    return _Look(_SHADES[at % len(_SHADES)], _DASHES[at % len(_DASHES)], _MARKERS[at % len(_MARKERS)])


def _column_look(look: _Look) -> etree._Element:
    dash = look.dash if look.marker == "none" else "solid"
    return _c("spPr", _solid(look.fill), _edge(_HAIRLINE, dash))


def _line_look(look: _Look) -> etree._Element:
    return _c("spPr", _edge(_LINE, look.dash))


def _unseen() -> etree._Element:
    return _c("spPr", _a("noFill"), _a("ln", _a("noFill")))


def _marker(look: _Look) -> etree._Element:
    filled = "000000" if look.marker in ("circle", "triangle") else "FFFFFF"
    faces = _c("spPr", _solid(filled), _edge(_HAIRLINE, "solid"))
    return _c("marker", _c("symbol", val=look.marker), _c("size", val=7), faces)


def _labels(column: Column) -> etree._Element:
    if not column.format or not column.seen:
        return _c("dLbls", *_shows(value=False))
    made = _c("dLbls")
    for at in sorted({*column.said, *column.lifted}):
        own = [_c("idx", val=at)]
        if at in column.lifted:
            own.append(_c("layout", _c("manualLayout", _c("x", val=0), _c("y", val=_LIFT))))
        if at in column.said:
            text = _a("p", _a("r", _a("rPr", lang="zh-CN", sz=FONT_SIZE, b=0), _a("t", text=column.said[at])))
            own.append(_c("tx", _c("rich", _a("bodyPr"), text)))
        made.append(_c("dLbl", *own, *_label_look(column)))
    made.extend(_label_look(column))
    return made


def _label_look(column: Column) -> Iterator[etree._Element]:
    yield _c("numFmt", formatCode=column.format, sourceLinked=0)
    yield _c("spPr", _a("noFill"), _a("ln", _a("noFill")))
    yield _text_look()
    yield _c("dLblPos", val=column.place)
    yield from _shows(value=True)


def _shows(value: bool) -> Iterator[etree._Element]:
    named = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    return (_c(f"show{name}", val=int(value and name == "Val")) for name in named)


def _axes(chart: Chart, lowest: Fraction | None) -> tuple[etree._Element, etree._Element]:
    across, up = _AXES
    begins = [_c("min", val=decimal(lowest))] if lowest is not None else []
    grid = _c("majorGridlines", _c("spPr", _edge(_HAIRLINE, "solid", "D9D9D9")))
    unit = _a("r", _a("rPr", lang="zh-CN", b=0), _a("t", text=chart.unit))
    title = _c("title", _c("tx", _c("rich", _a("bodyPr", rot=0, vert="horz"), _a("p", unit))))
    title.append(_c("overlay", val=0))
    edge = _c("spPr", _edge(_HAIRLINE, "solid"))
    categories = _c(
        "catAx",
        *(_c("axId", val=across), _c("scaling", _c("orientation", val="minMax")), _c("delete", val=0)),
        *(_c("axPos", val="b"), _c("numFmt", formatCode="General", sourceLinked=0)),
        *(_c("majorTickMark", val="none"), _c("minorTickMark", val="none"), _c("tickLblPos", val="low")),
        *(edge, _text_look(), _c("crossAx", val=up), _c("crosses", val="autoZero"), _c("auto", val=0)),
        *(_c("lblAlgn", val="ctr"), _c("lblOffset", val=100), _c("noMultiLvlLbl", val=1)),
    )
    values = _c(
        "valAx",
        *(_c("axId", val=up), _c("scaling", _c("orientation", val="minMax"), *begins), _c("delete", val=0)),
        *(_c("axPos", val="l"), grid, title, _c("numFmt", formatCode="General", sourceLinked=0)),
        *(_c("majorTickMark", val="out"), _c("minorTickMark", val="none"), _c("tickLblPos", val="nextTo")),
        *(_c("spPr", _edge(_HAIRLINE, "solid")), _text_look()),
        *(_c("crossAx", val=across), _c("crosses", val="autoZero"), _c("crossBetween", val="between")),
    )
    return categories, values


def _legend(columns: Sequence[Column]) -> Iterator[etree._Element]:
    """None for a single series: the caption names it."""
    if len(columns) > 1:
        unnamed = [at for at, column in enumerate(columns) if not column.named]
        hidden = (_c("legendEntry", _c("idx", val=at), _c("delete", val=1)) for at in unnamed)
        yield _c("legend", _c("legendPos", val="b"), *hidden, _c("overlay", val=0), _text_look())


def _strings(where: str, texts: Sequence[str]) -> etree._Element:
    points = (_c("pt", _c("v", text=text), idx=at) for at, text in enumerate(texts))
    return _c("strRef", _c("f", text=where), _c("strCache", _c("ptCount", val=len(texts)), *points))


def _numbers(where: str, values: Sequence[Fraction | None]) -> etree._Element:
    points = (
        _c("pt", _c("v", text=decimal(value)), idx=at) for at, value in enumerate(values) if value is not None
    )
    cache = _c("numCache", _c("formatCode", text="General"), _c("ptCount", val=len(values)), *points)
    return _c("numRef", _c("f", text=where), cache)


def _text_look() -> etree._Element:
    faces = (_solid("000000"), _a("latin", typeface=LATIN), _a("ea", typeface=SONG), _a("cs", typeface=LATIN))
    properties = _a("pPr", _a("defRPr", *faces, sz=FONT_SIZE, b=0))
    return _c("txPr", _a("bodyPr"), _a("p", properties, _a("endParaRPr", lang="zh-CN")))


def _solid(colour: str) -> etree._Element:
    return _a("solidFill", _a("srgbClr", val=colour))


def _edge(width: int, dash: str, colour: str = "000000") -> etree._Element:
    return _a("ln", _solid(colour), _a("prstDash", val=dash), w=width)


def _c(tag: str, *children: etree._Element, text: str = "", **attributes: object) -> etree._Element:
    return _made(C, tag, children, text, attributes)


def _a(tag: str, *children: etree._Element, text: str = "", **attributes: object) -> etree._Element:
    return _made(A, tag, children, text, attributes)


def _made(
    space: str, tag: str, children: Sequence[etree._Element], text: str, attributes: dict[str, object]
) -> etree._Element:
    made = etree.Element(f"{{{space}}}{tag}", nsmap={"c": C, "a": A})
    for name, value in attributes.items():
        made.set(name, str(value))
    made.extend(children)
    if text:
        made.text = text
    return made
