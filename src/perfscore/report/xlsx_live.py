"""The sheet 核算 beside a form: the numbers that the scores are reckoned from, and the formulas, one line for each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.formatting.rule import DataBarRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from perfscore.model.assessment import GradeBand
from perfscore.model.decimals import plain
from perfscore.model.live import NOISE_PLACES, LiveForm, LiveKind, LiveRow
from perfscore.report.live_cells import (
    bare_text,
    filled,
    gaps,
    known_word,
    number_in,
    own_word_in,
    quoted,
    reckoned,
    word_in,
)
from perfscore.report.words import UNVERIFIED
from perfscore.report.xlsx_cells import FACE, Content, dress, put
from perfscore.report.xlsx_results import Result

FIRST_ROW = 12
BUDGET, EXECUTION, LEFT_OUT, TOTAL, POSSIBLE = "$B$5", "$B$6", "$B$7", "$B$8", "$B$9"
HEADERS = (
    *("对应行", "名称", "目标数", "上限", "实际数", "评定比例", "原填内容", "原指标值", "档下限", "档上限"),
    *("得分（未舍入）", "可得分", "不适用分值", "得分率", "计算方式", "提示"),
    *("去掉标点的完成值", "指标值的用词", "认出的用词"),
)
WIDTHS = (24, 30, 10, 8, 10, 10, 16, 16, 8, 8, 15, 9, 12, 10, 30, 40, 18, 14, 12)
WORDS_COLUMN = len(HEADERS) + 2
WORD_HEADERS = ("用词", "比例", "档的下限", "档的上限")
_GREY = PatternFill("solid", start_color="F2F2F2")
CHANGED = "年度指标值已改动：公式仍按原来的目标计算，请重新核算"
UNPROVED = "没有可以核算的内容，暂不得分"
REDUCED = "未得满分，请说明偏差原因"


@dataclass(frozen=True, slots=True)
class LineCells:
    """Where a row's cells stand on the form, and what they come to.

    cells: addresses on the form by role: `actual`, `points`, `score`, and where there is one `claim`; in an empty form
        also `sign`, `unit`, `target`. row: the form's row. scale: what a number in the cell of the actual value is
        multiplied by. written: the texts first written as actual value and as target; None in an empty form.
    target, actual, share, exact, score, points: what the formulas come to now; None for nothing.
    left_out: the row is taken out of the whole now. reduced: it is scored below its points.
    """

    row: int
    name: str
    live: LiveRow
    cells: Mapping[str, str]
    scale: Fraction = Fraction(1)
    written: tuple[str, str] | None = None
    target: Fraction | None = None
    actual: Fraction | None = None
    share: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    score: Fraction | None = None
    points: Fraction | None = None
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class WholeCells:
    """Where the whole form's cells stand, and what they come to.

    money: addresses of `initial`, `adjusted`, `spent`, `money_points`, `money_score`; empty without a money block.
    budget, execution, total, possible: what the formulas come to now. figures: addresses of named figures.
    """

    money: Mapping[str, str]
    figures: Mapping[str, str]
    budget: Fraction | None
    execution_score: Fraction | None
    execution_points: Fraction
    total: Fraction | None
    possible: Fraction | None
    total_points: Fraction
    places: int
    notes: Sequence[str] = ()
    is_blank: bool = False


class LiveSheet:
    """Writes the sheet 核算. results: what each formula comes to, by cell, for `with_results`."""

    def __init__(
        self, sheet: Worksheet, form: LiveForm, whole: WholeCells, lines: Sequence[LineCells]
    ) -> None:
        self.sheet, self.form, self.whole, self.lines = sheet, form, whole, lines
        self.results: dict[str, Result] = {}
        self.name = reference(sheet.title)
        self.last_word = FIRST_ROW + len(form.words) - 1

    def cell(self, absolute: str) -> str:
        return f"{self.name}!{absolute}"

    def exact(self, index: int) -> str:
        return self.cell(f"$K${FIRST_ROW + index}")

    def write(self) -> None:
        sheet = self.sheet
        self._text("A1", "核算区：自评表里的得分由这里的公式算出。请改自评表，不要改这一页。", bold=True)
        for row, note in enumerate(self.whole.notes, 2):
            self._text(f"A{row}", note)
        self._summary()
        words = (
            WORD_HEADERS if self.form.words_verified else ("用词", f"比例（{UNVERIFIED}）", *WORD_HEADERS[2:])
        )
        for column, header in enumerate((*HEADERS, "", *words), 1):
            if header:
                self._text(f"{get_column_letter(column)}{FIRST_ROW - 1}", header, bold=True)
        for index, line in enumerate(self.lines):
            self._line(FIRST_ROW + index, line)
        self._words()
        for column, width in enumerate(WIDTHS, 1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        last = FIRST_ROW + len(self.lines) - 1
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_area = f"A1:P{max(last, FIRST_ROW)}"
        if self.lines:
            bar = DataBarRule("num", 0, "num", 1, color="5B9BD5")  # type: ignore[no-untyped-call]
            sheet.conditional_formatting.add(f"N{FIRST_ROW}:N{last}", bar)
        sheet.freeze_panes = f"C{FIRST_ROW}"
        sheet.sheet_properties.tabColor = "BFBFBF"

    # --- The whole form ---------------------------------------------------------------------------------------

    def _summary(self) -> None:
        money, whole, form = self.whole.money, self.whole, self.form
        base = ""
        if money:
            adjusted, initial = money["adjusted"], money["initial"]
            base = f'IF(ISNUMBER({adjusted}),{adjusted},IF(ISNUMBER({initial}),{initial},""))'
        self._pair(5, "执行率的分母（万元）", base, whole.budget)
        self._pair(6, "预算执行率得分（未舍入）", self._execution(), self._execution_value())
        out = [line.points or Fraction(0) for line in self.lines if line.left_out]
        span = f"$M${FIRST_ROW}:$M${FIRST_ROW + max(len(self.lines), 1) - 1}"
        self._pair(7, "不适用指标的分值", f"SUM({span})" if form.scales_out else "0", sum(out, Fraction(0)))
        scores = [line.cells["score"] for line in self.lines]
        total = self._total(scores, money.get("money_score", ""))
        possible = self._total(
            [f"$L${FIRST_ROW + index}" for index in range(len(self.lines))],
            f"IF(ISNUMBER({money['money_score']}),{money['money_score']},{money['money_points']})"
            if money
            else "",
        )
        if whole.is_blank:  # nothing is scored yet: no total and no grade
            rate = f"IF(N({money['money_points']})>0,COUNT({EXECUTION}),0)"
            total = f'IF(COUNT({spanned(scores)})+{rate}=0,"",{total})'
        self._pair(8, "总分", total, whole.total)
        self._pair(9, "补正后最高", possible, whole.possible)

    def _execution(self) -> str:
        money = self.whole.money
        if not money:
            return '""'
        if not self.form.execution:
            exact = self.form.execution_exact
            return plain(exact, 15) if exact is not None else '""'
        cells = {"points": money["money_points"], "spent": money["spent"], "budget": BUDGET}
        body = reckoned(filled(self.form.execution, cells))
        usable = f"AND(ISNUMBER({BUDGET}),ISNUMBER({money['spent']}))"
        return f'IF(N({money["money_points"]})=0,0,IF({usable},{body},""))'

    def _execution_value(self) -> Fraction | None:
        if not self.whole.money or self.whole.execution_score is None:
            return None
        exact = self.form.execution_exact
        return exact if exact is not None else Fraction(0)

    def _total(self, parts: Sequence[str], execution: str) -> str:
        """The sum of some figures of the rows, then what the rules say of the whole, in the order of `score.total`."""
        places, whole = self.whole.places, plain(self.whole.total_points)
        on_top = [part for part, line in zip(parts, self.lines, strict=True) if line.live.extra]
        span = spanned(parts)
        text = f"SUM({span}{',' + execution if execution else ''})" if span or execution else "0"
        text += "".join(f"-N({part})" for part in on_top)
        for cap, members in self.form.level_caps:
            own = ",".join(parts[index] for index in members)
            text += f"-MAX(0,SUM({own})-{plain(cap)})" if own else ""
        text = f"ROUND({text},{places})"
        if self.form.scales_out:
            scaled = f"ROUND(ROUND({text}/({whole}-{LEFT_OUT})*{whole},{NOISE_PLACES}),{places})"
            text = f"IF(AND({LEFT_OUT}>0,{LEFT_OUT}<{whole}),{scaled},{text})"
        for extra in self.form.extras:
            own = ",".join(
                part
                for part, line in zip(parts, self.lines, strict=True)
                if line.live.extra and line.live.level == extra.level
            )
            if own:
                sign = "+" if extra.sign > 0 else "-"
                text = f"ROUND(MAX({text}{sign}MIN(SUM({own}),{plain(extra.cap)}),0),{places})"
        if self.form.total_cap and self.whole.money:
            spent = self.whole.money["spent"]
            cells = {"total": f"({text})", "total_points": whole, "spent": spent, "budget": BUDGET}
            bounded = f"ROUND(ROUND({filled(self.form.total_cap, cells)},{NOISE_PLACES}),{places})"
            text = f"IF(AND(ISNUMBER({BUDGET}),ISNUMBER({spent})),IFERROR({bounded},{text}),{text})"
        return text

    def _pair(self, row: int, label: str, formula: str, value: Result) -> None:
        self._text(f"A{row}", label)
        self._formula(f"B{row}", formula or '""', value)

    # --- One row ----------------------------------------------------------------------------------------------

    def _line(self, row: int, line: LineCells) -> None:
        live, at = line.live, line.cells
        needs = gaps(live.score)
        self._text(f"A{row}", f"第{line.row}行")
        self._text(f"B{row}", line.name)
        written = ("", "")
        if line.written is not None:
            written = (f"$G{row}", f"$H{row}")
            self._text(f"G{row}", line.written[0])
            self._text(f"H{row}", line.written[1])
        if live.upper is not None:
            self._number(f"D{row}", live.upper)
        if live.target is not None:
            self._number(f"C{row}", live.target)
        elif "target" in needs and "target" in at:
            self._formula(f"C{row}", number_in(at["target"], unit=at.get("unit", "")), line.target)
        if "actual" in needs:
            unit = at.get("unit") or (quoted(live.unit) if live.unit not in ("", "%") else "")
            kept = written[0] if line.written and line.written[0] else ""
            asks = live.unit == "%" and (live.target or 0) > Fraction(3, 2)
            formula = number_in(at["actual"], line.scale, unit, kept, live.seen, share_asked=asks)
            self._formula(f"E{row}", formula, line.actual)
        self._by_words(row, line, needs, written[0] if line.written and line.written[0] else "")
        self._score(row, line)

    def _by_words(self, row: int, line: LineCells, needs: set[str], kept: str) -> None:
        live, cell, word = line.live, line.cells["actual"], f"$S{row}"
        if "share" in needs and live.words is not None:
            self._formula(f"F{row}", own_word_in(cell, live.words), line.share)
        elif "share" in needs:
            bare, promise = f"$Q{row}", f"$R{row}" if live.promise else ""
            if live.promise:
                self._text(f"R{row}", live.promise)
            known = known_word(bare, self._words_range(0), self.form.negations, promise, live.promise_word)
            self._formula(f"Q{row}", bare_text(cell, self.form.ignored), None)
            self._formula(f"S{row}", known, None)
            share = word_in(cell, word, self._words_range(), 2, kept, live.seen_share)
            self._formula(f"F{row}", share, line.share)
        if "low" in needs:
            self._formula(f"I{row}", word_in(cell, word, self._words_range(), 3, kept, live.low), line.low)
            self._formula(f"J{row}", word_in(cell, word, self._words_range(), 4, kept, live.high), line.high)

    def _score(self, row: int, line: LineCells) -> None:
        live, at = line.live, line.cells
        if live.kind is LiveKind.FIXED:
            exact = plain(live.exact, 15) if live.exact is not None else '""'
        else:
            own = {"target": f"$C{row}", "upper": f"$D{row}", "actual": f"$E{row}", "share": f"$F{row}"}
            own |= {"low": f"$I{row}", "high": f"$J{row}", "budget": BUDGET, "points": at["points"]}
            own |= {name: address for name, address in at.items() if name in ("sign", "unit", "claim")}
            own |= {name: self.whole.money[name] for name in ("spent", "initial") if name in self.whole.money}
            own |= {gap: self.whole.figures[name] for gap, name in live.inputs}
            own = {"claim": '""', "spent": '""', "initial": '""', **own}
            exact = reckoned(filled(live.score, own))
        if not live.extra:
            exact = f'IF(ISNUMBER({at["points"]}),{exact},"")'
        if live.can_be_left_out:
            exact = f'IF(TRIM({at["actual"]})="不适用","",{exact})'
        self._formula(f"K{row}", exact, live.exact)
        out = f'IF(TRIM({at["actual"]})="不适用",N({at["points"]}),0)' if live.can_be_left_out else "0"
        if live.kind is LiveKind.FIXED and line.left_out:
            out = f"N({at['points']})"
        left_out = (line.points or Fraction(0)) if line.left_out else Fraction(0)
        possible = line.score if line.score is not None else (line.points or Fraction(0)) - left_out
        otherwise = "0" if live.extra else f"N({at['points']})-$M{row}"
        self._formula(f"L{row}", f"IF(ISNUMBER({at['score']}),{at['score']},{otherwise})", possible)
        self._formula(f"M{row}", out, left_out)
        rate = None
        if line.score is not None and line.points:
            rate = line.score / line.points
        share = f'IF(AND(ISNUMBER({at["score"]}),N({at["points"]})>0),{at["score"]}/{at["points"]},"")'
        self._formula(f"N{row}", share, rate, "0.00%")
        fixed = live.kind is LiveKind.FIXED
        self._text(f"O{row}", f"固定值，不随单元格变化：{live.why}" if fixed else live.why)
        self._hint(row, line)

    def _hint(self, row: int, line: LineCells) -> None:
        at = line.cells
        reduced = f'IF({at["score"]}<{at["points"]},"{REDUCED}","")'
        if line.live.extra:
            reduced = '""'
        if line.written is None:
            name, target = (
                at["name"],
                "请检查指标性质、指标值、度量单位和完成值；度量单位为 % 的填 95，不填 95%",
            )
            text = f'IF(ISNUMBER({at["score"]}),{reduced},"{target}")'
            points = f'IF(ISNUMBER({at["points"]}),IF({at["actual"]}="","",{text}),"请填分值")'
            asks = "请填分值" if line.name and line.points is None else None
            self._formula(f"P{row}", f'IF({name}="","",{points})', asks)
            return
        text = f'IF(ISNUMBER({at["score"]}),{reduced},"{UNPROVED}")'
        if line.live.can_be_left_out:
            text = f'IF($M{row}>0,"不适用，其余指标折算",{text})'
        told: str | None = None
        if line.left_out and line.live.can_be_left_out:
            told = "不适用，其余指标折算"
        elif line.score is None:
            told = UNPROVED
        elif line.points is not None and line.score < line.points and not line.live.extra:
            told = REDUCED
        self._formula(f"P{row}", f'IF({at["target"]}<>$H{row},"{CHANGED}",{text})', told)

    def _words(self) -> None:
        for row, word in enumerate(self.form.words, FIRST_ROW):
            self._text(f"{get_column_letter(WORDS_COLUMN)}{row}", word.word)
            for offset, number in enumerate((word.share, word.low, word.high), 1):
                self._number(f"{get_column_letter(WORDS_COLUMN + offset)}{row}", number)

    def _words_range(self, reach: int = 3) -> str:
        """The table of words, with so many columns behind the words themselves."""
        first, last = get_column_letter(WORDS_COLUMN), get_column_letter(WORDS_COLUMN + reach)
        return f"${first}${FIRST_ROW}:${last}${max(self.last_word, FIRST_ROW)}"

    # --- Cells ------------------------------------------------------------------------------------------------

    def _text(self, cell: str, text: str, bold: bool = False) -> None:
        self._put(cell, Content(text), bold)

    def _number(self, cell: str, number: Fraction) -> None:
        self._put(cell, Content(number))

    def _formula(self, cell: str, formula: str, value: Result, form: str = "General") -> None:
        self._put(cell, Content(value, formula, form))
        self.results[cell] = value

    def _put(self, cell: str, content: Content, bold: bool = False) -> None:
        one_line = cell[0] in "GH" and cell[1:].isdecimal() and int(cell[1:]) >= FIRST_ROW

        def clothe(target: SheetCell) -> None:
            target.font = Font(name=FACE, size=9, bold=bold)
            target.fill = _GREY
            if one_line:
                target.alignment = Alignment(wrap_text=False)

        target = self.sheet[cell]
        dress(target, ("live", bold, one_line), clothe)
        put(target, content)


def reference(title: str) -> str:
    """A sheet's name within a formula."""
    doubled = title.replace("'", "''")
    return f"'{doubled}'"


def spanned(cells: Sequence[str]) -> str:
    """`A!$G$5:$G$9` for cells of one column in order; rows between them hold nothing else."""
    if not cells:
        return ""
    first, last = cells[0], cells[-1]
    return f"{first}:{last.rpartition('!')[2]}" if len(cells) > 1 else first


def grade_formula(total: str, grades: Sequence[GradeBand]) -> str:
    """The grade of the total in a cell; nothing while there is no total."""
    *upper, last = grades
    text = quoted(last.name)
    for band in reversed(upper):
        text = f"IF({total}>={plain(band.at_least)},{quoted(band.name)},{text})"
    return f'IF(ISNUMBER({total}),{text},"")'
