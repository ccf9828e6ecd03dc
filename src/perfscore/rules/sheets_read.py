"""Worksheets -> decision tables. Takes the rows of sheets as text, gives tables or everything that is wrong, by cell.

Reading goes by headings and labels, so rows and columns may be moved. What leaves a gap, overlaps, or says a word that
means nothing is refused with the name of its cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from perfscore.model.decimals import plain
from perfscore.model.place import cell_name
from perfscore.rules.formula import FormulaError, parse_formula
from perfscore.rules.said import Problem, Said, TemplateError
from perfscore.rules.sheet_words import as_formula, folded, in_words
from perfscore.rules.sheets import (
    ABOUT,
    BANDS,
    BASIS,
    CITED,
    DIVISIONS,
    EXECUTION,
    FIGURE,
    FIGURE_NAME,
    FORMULA,
    GRADES,
    HIGH,
    HIGH_IN,
    LOW,
    LOW_IN,
    MEANING,
    NO,
    PLACE,
    POINTS,
    POINTS_REST_ON,
    SCORE,
    SHARES,
    SINCE,
    STEPS,
    UNTIL,
    USUAL,
    VALUES,
    YES,
    Rows,
    RuleTable,
)
from perfscore.rules.vocabulary import EVIDENCE, ITEM_VARIABLES, ROW_VARIABLES, VARIABLES, not_among

_YES, _NO = frozenset(("是", "含", "√", "yes")), frozenset(("否", "不含", "×", "no"))


def read_sheets(sheets: Sequence[tuple[str, Rows]], file: str) -> list[RuleTable]:
    """The tables of a workbook. Raises TemplateError with everything that is wrong, each at its cell.

    sheets: name and rows of each; the one that only explains is passed over.
    """
    found: list[RuleTable] = []
    problems: list[Problem] = []
    for name, rows in sheets:
        if name == ABOUT:
            continue
        reader = _Sheet(name, rows)
        table = reader.table()
        problems += [Problem(said, file, path=place) for place, said in dict.fromkeys(reader.wrong)]
        if table:
            found.append(table)
    if not found and not problems:
        problems.append(Problem(Said("没有规则表", "has no table of rules"), file))
    problems += [Problem(said, file) for said in _against_each_other(found)]
    if problems:
        raise TemplateError(tuple(problems))
    return found


def _against_each_other(found: Sequence[RuleTable]) -> Iterator[Said]:
    """What two sheets of one table cannot both say."""
    first: dict[str, RuleTable] = {}
    days: set[tuple[str, str]] = set()
    for table in found:
        other, day = first.setdefault(table.place, table), table.version["in_force"]
        if other.meaning != table.meaning:
            yield Said(f"{table.place} 在两张工作表里含义不同", f"{table.place} has two meanings")
        if (table.place, day) in days:
            yield Said(
                f"{table.place} 有两张表自 {day} 起施行", f"{table.place} has two tables from {day} on"
            )
        days.add((table.place, day))


class _Sheet:
    """Reads one sheet. wrong: what is wrong so far, with the cell it is at."""

    def __init__(self, name: str, rows: Rows) -> None:
        self.name = name
        self.rows = rows
        self.wrong: list[tuple[str, Said]] = []
        self.names: dict[str, str] = {}

    def table(self) -> RuleTable | None:
        """The table, None where something is wrong with it."""
        place, meaning = self.labelled(PLACE), self.labelled(MEANING)
        if place is None or meaning is None:
            return None
        section, _, name = place.partition("/")
        rule = name.partition("/")[0] if section == "rules" else name
        if (
            not rule
            or rule not in {"values": VALUES, "rules": VARIABLES}.get(section, (rule,))
            or (section not in ("values", "rules", "items", "level_rules"))
        ):
            said = Said(f"“{place}”不是模板里的表", f"'{place}' is no table of a template")
            self.refuse(self.row_of(PLACE), 1, said)
            return None
        self.read_names()
        version = self.version(section, rule)
        if self.wrong:
            return None
        title = self.text(0, 0) or name
        return RuleTable(place, title, meaning, version, self.names)

    # Finding things

    def text(self, row: int, column: int) -> str:
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column].strip() if column < len(cells) else ""

    def row_of(self, label: str) -> int:
        """The first row that begins with a label; -1 when there is none."""
        return next((i for i in range(len(self.rows)) if self.text(i, 0) == label), -1)

    def labelled(self, label: str) -> str | None:
        row = self.row_of(label)
        if row >= 0 and self.text(row, 1):
            return self.text(row, 1)
        said = Said(f"没有填“{label}”", f"does not say '{label}'")
        self.refuse(max(row, 0), 1 if row >= 0 else 0, said)
        return None

    def refuse(self, row: int, column: int, said: Said) -> None:
        self.wrong.append((f"{self.name}!{cell_name(row + 1, column + 1)}", said))

    def under(self, columns: Sequence[str]) -> tuple[int, dict[str, int]] | None:
        """The row that has these titles, and the column of each."""
        for row, cells in enumerate(self.rows):
            titles = [cell.strip() for cell in cells]
            if set(columns) <= set(titles):
                return row, {title: titles.index(title) for title in columns}
        return None

    def body(self, columns: Sequence[str]) -> Iterator[_Row]:
        """The rows below a heading that are not empty."""
        found = self.under(columns)
        if found is None:
            listed = "、".join(columns)
            self.refuse(0, 0, Said(f"没有表头：{listed}", f"has no heading: {listed}"))
            return
        first, at = found
        for row in range(first + 1, len(self.rows)):
            if any(self.text(row, column) for column in at.values()):
                yield _Row(self, row, at)

    # Parts of a sheet

    def read_names(self) -> None:
        found = self.under((FIGURE, FIGURE_NAME))
        if found is None:
            return
        row, at = found
        while self.text(row + 1, at[FIGURE]):
            row += 1
            self.names[self.text(row, at[FIGURE])] = self.text(row, at[FIGURE_NAME])

    def version(self, section: str, rule: str) -> dict[str, Any]:
        version: dict[str, Any] = {}
        found = self.under((SINCE, UNTIL, *CITED))
        if found is None:
            self.refuse(0, 0, Said(f"没有“{SINCE}”一行", f"has no row '{SINCE}'"))
            return version
        row = _Row(self, found[0] + 1, found[1])
        version["in_force"] = row.day(SINCE)
        if row.text(UNTIL):
            version["until"] = row.day(UNTIL)
        source = {"source": row.source()}
        if self.text(row.row + 1, row.at[SINCE]) == POINTS_REST_ON:
            source["points_source"] = _Row(self, row.row + 1, row.at).source()
        if section == "items" and self.labelled(POINTS):
            version["points"] = _Row(self, self.row_of(POINTS), {POINTS: 1}).number(POINTS, lowest=0)
        one = self.labelled(FORMULA) if self.row_of(FORMULA) >= 0 else None
        if section == "values":
            version["value"] = self.value(VALUES[rule][1])
        elif section == "items" and self.under(SHARES) and not self.under(STEPS):
            version["words"] = self.pairs(SHARES, highest=1)
        elif one == USUAL and section == "items":
            version["usual"] = "yes"
        elif one is not None:
            known = self.variables(section, rule)
            version["formula"] = self.formula(self.row_of(FORMULA), 1, one, known)
        else:
            version["table"] = self.steps(self.variables(section, rule))
        return version | source

    def variables(self, section: str, rule: str) -> frozenset[str]:
        if section == "rules":
            return VARIABLES[rule]
        return ROW_VARIABLES if section == "level_rules" else ITEM_VARIABLES | set(self.names)

    def value(self, columns: tuple[str, ...]) -> Any:
        if columns == GRADES:
            return self.grades()
        if columns == BANDS:
            return self.bands()
        if columns == DIVISIONS:
            return self.divisions()
        return self.pairs(columns, highest=1 if columns == SHARES else None)

    def pairs(self, columns: tuple[str, ...], highest: int | None) -> dict[str, str]:
        """Names with a number each: words with their shares, levels with their caps."""
        name, figure = columns
        found: dict[str, str] = {}
        for row in self.body(columns):
            if row.filled(name) in found:
                row.refuse(name, Said(f"“{row.text(name)}”已有一行", f"'{row.text(name)}' is there twice"))
            found[row.text(name)] = row.number(figure, lowest=0, highest=highest)
        return found

    def steps(self, known: frozenset[str]) -> dict[str, Any]:
        of = ""
        if (basis := self.labelled(BASIS)) is not None:
            of = self.formula(self.row_of(BASIS), 1, basis, known)
        rows = list(self.body(STEPS))
        for row, following in pairwise(rows):
            row.joins(following)
        if rows and rows[0].text(LOW):
            rows[0].refuse(
                LOW, Said("第一档不写下限，以免漏掉更小的数", "the first row must have no lower bound")
            )
        if rows and rows[-1].text(HIGH):
            rows[-1].refuse(
                HIGH, Said("最后一档不写上限，以免漏掉更大的数", "the last row must have no upper bound")
            )
        steps = []
        for row in rows:
            step = {**row.bound(LOW, LOW_IN, "from", "above"), **row.bound(HIGH, HIGH_IN, "up_to", "below")}
            score = row.filled(SCORE)
            step["score"] = self.formula(row.row, row.at[SCORE], score, known) if score else ""
            steps.append(step)
        if not steps:
            self.refuse(0, 0, Said("没有任何一档", "has no row"))
        return {"of": of, "rows": steps}

    def formula(self, row: int, column: int, text: str, known: frozenset[str]) -> str:
        """A formula in the words of the sheet, as the template writes it."""
        try:
            formula = as_formula(text, self.names)
            unknown = sorted(parse_formula(formula).names - known)
        except FormulaError as error:
            self.refuse(row, column, error.said)
            return ""
        if unknown:
            shown = in_words(unknown[0], self.names)
            said = not_among(shown, tuple(in_words(name, self.names) for name in sorted(known)))
            self.refuse(row, column, Said(f"“{shown}”{said.zh}", f"'{shown}' {said.en}"))
        return formula

    def grades(self) -> list[dict[str, str]]:
        """From best to worst, each from its lower bound up to the next better one."""
        rows = list(self.body(GRADES))
        for row in rows:
            row.must_take_in_low()
        if rows and rows[0].text(HIGH):
            rows[0].refuse(HIGH, Said("最高一级不写上限", "the best grade must have no upper bound"))
        for better, row in pairwise(rows):
            row.joins(better)
        self.ends_at_zero(rows)
        return [{"name": row.filled("等级"), "at_least": row.number(LOW)} for row in rows]

    def bands(self) -> list[dict[str, str]]:
        rows = list(self.body(BANDS))
        for row in rows:
            row.must_take_in_low()
        for better, row in pairwise(rows):
            row.joins(better)
        if rows and (rows[0].number(HIGH) != "1" or not rows[0].says_yes(HIGH_IN)):
            rows[0].refuse(HIGH, Said("最高一档的上限应为 1（含）", "the best band must reach 1, taken in"))
        self.ends_at_zero(rows)
        return [
            {
                "name": row.filled("档次"),
                "low": row.number(LOW),
                "high": row.number(HIGH),
                "closed": "yes" if row.says_yes(HIGH_IN) else "no",
            }
            for row in rows
        ]

    def ends_at_zero(self, rows: Sequence[_Row]) -> None:
        if not rows:
            self.refuse(0, 0, Said("没有任何一档", "has no row"))
        elif rows[-1].number(LOW) != "0":
            rows[-1].refuse(LOW, Said("最后一档应从 0 起", "the last row must begin at 0"))

    def divisions(self) -> list[dict[str, Any]]:
        """The rows of one number make up one division."""
        found: dict[str, dict[str, Any]] = {}
        rows = list(self.body(DIVISIONS))
        for row in rows:
            division = found.setdefault(row.filled("划分"), {"levels": {}})
            if needs := [each for each in re.split(r"[、，,;；\s]+", row.text("须有的一级指标")) if each]:
                division["needs"] = [*division.get("needs", ()), *needs]
            if any(row.text(title) for title in CITED):
                division["source"] = row.source()
            part, points = row.filled("项目"), row.number("分值")
            if part in division["levels"] or (part == EXECUTION and "execution" in division):
                row.refuse("项目", Said(f"“{part}”已有一行", f"'{part}' is there twice"))
            if part == EXECUTION:
                division["execution"] = points
            else:
                division["levels"][part] = points
        last = len(found)
        for place, (number, division) in enumerate(found.items(), start=1):
            row = next(row for row in rows if row.text("划分") == number)
            if "execution" not in division:
                row.refuse(
                    "项目", Said(f"划分 {number} 没有“{EXECUTION}”", f"division {number} lacks '{EXECUTION}'")
                )
            if ("needs" in division) == (place == last):
                said = Said(
                    "除最后一种划分外都应写须有的一级指标，最后一种不写",
                    "every division but the last must say which levels it needs",
                )
                row.refuse("须有的一级指标", said)
        order = ("needs", "execution", "levels", "source")
        return [{key: each[key] for key in order if key in each} for each in found.values()]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row below a heading. at: the column of each title."""

    sheet: _Sheet
    row: int
    at: Mapping[str, int]

    def text(self, title: str) -> str:
        return self.sheet.text(self.row, self.at[title])

    def refuse(self, title: str, said: Said) -> None:
        self.sheet.refuse(self.row, self.at[title], said)

    def filled(self, title: str) -> str:
        text = self.text(title)
        if not text:
            self.refuse(title, Said(f"没有填“{title}”", f"has no '{title}'"))
        return text

    def number(self, title: str, lowest: int | None = None, highest: int | None = None) -> str:
        """A number as a template writes it; a percentage is the share it stands for."""
        written = folded(self.filled(title)).replace(" ", "")
        percent = written.endswith("%")
        if not re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,8})?", written.removesuffix("%")):
            if written:
                self.refuse(title, Said(f"“{written}”不是数值", f"'{written}' is no number"))
            return ""
        number = plain(Fraction(written.removesuffix("%")) / 100) if percent else written
        if lowest is not None and Fraction(number) < lowest:
            self.refuse(title, Said(f"{number} 小于 {lowest}", f"{number} is below {lowest}"))
        if highest is not None and Fraction(number) > highest:
            self.refuse(title, Said(f"{number} 大于 {highest}", f"{number} is above {highest}"))
        return number

    def says_yes(self, title: str) -> bool:
        """是 or 否; any other word is refused."""
        word = folded(self.text(title)).lower()
        if word not in _YES | _NO:
            self.refuse(title, Said(f"“{word}”应为“{YES}”或“{NO}”", f"'{word}' must be {YES} or {NO}"))
        return word in _YES

    def bound(self, title: str, inside: str, taken_in: str, left_out: str) -> dict[str, str]:
        """A bound as a template writes it; nothing where the row is open."""
        if not self.text(title):
            return {}
        return {taken_in if self.says_yes(inside) else left_out: self.number(title)}

    def must_take_in_low(self) -> None:
        if self.text(LOW) and not self.says_yes(LOW_IN):
            self.refuse(LOW_IN, Said("这里的下限须含在内", "the lower bound must be taken in here"))

    def is_empty(self) -> bool:
        """Whether no figure lies between the bounds."""
        low, high = self.text(LOW) and self.number(LOW), self.number(HIGH)
        if not low or not high or Fraction(low) < Fraction(high):
            return False
        return Fraction(low) > Fraction(high) or not (self.says_yes(LOW_IN) and self.says_yes(HIGH_IN))

    def joins(self, following: _Row) -> None:
        """This row must end where the following one, the next higher, begins."""
        if not self.text(HIGH) or not following.text(LOW):
            row, title = (self, HIGH) if not self.text(HIGH) else (following, LOW)
            row.filled(title)
            return
        end, begin = self.number(HIGH), following.number(LOW)
        if not end or not begin:
            return
        if self.is_empty():
            self.refuse(
                HIGH, Said("这一档容不下任何数：上限不大于下限", "no figure fits between these bounds")
            )
            return
        closed, open_ = self.says_yes(HIGH_IN), not following.says_yes(LOW_IN)
        step = Fraction(begin) - Fraction(end)
        where = cell_name(following.row + 1, following.at[LOW] + 1)
        if step > 0 or (step == 0 and not closed and open_):
            self.refuse(HIGH, Said(f"与 {where} 之间有空档", f"leaves a gap before {where}"))
        elif step < 0 or (closed and not open_):
            self.refuse(HIGH, Said(f"与 {where} 重叠", f"overlaps with {where}"))

    def day(self, title: str) -> str:
        """A date as a template writes it, however the cell shows it."""
        written = folded(self.filled(title))
        found = re.match(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})", written)
        try:
            return date(*map(int, found.groups())).isoformat() if found else self._no_day(title, written)
        except ValueError:
            return self._no_day(title, written)

    def _no_day(self, title: str, written: str) -> str:
        if written:
            said = Said(f"“{written}”不是日期（应如 2020-02-25）", f"'{written}' is no date")
            self.refuse(title, said)
        return ""

    def source(self) -> dict[str, str]:
        source = {key: text for title, key in CITED.items() if (text := self.text(title))}
        for title in ("规则编号", "可靠程度"):
            self.filled(title)
        evidence = source.get("evidence", "")
        if evidence and evidence not in EVIDENCE:
            said = not_among(evidence, EVIDENCE)
            self.refuse("可靠程度", Said(f"“{evidence}”{said.zh}", f"'{evidence}' {said.en}"))
        return source
