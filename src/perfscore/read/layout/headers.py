"""The header of an indicator table. Takes a grid, gives for every header in it which column plays which role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from perfscore.read.grid import Cell, Grid
from perfscore.read.layout.headings import name_and_points
from perfscore.read.layout.vocabulary import Vocabulary
from perfscore.read.notation.spelling import squeeze

_LABEL_ALONE = re.compile(r"^(?:三级)?指标(?:\d{1,2}|[一二三四五六七八九十]{1,2})?[:：]?$|^[.…]+$")
TALLEST_HEADER = 3
"""Header cells merged over more rows than this label a whole block, not a column."""
FARTHEST_ABOVE = 12
"""How many rows above a header may tell which of two like columns is the year's."""
ROWS_TASTED = 12
"""How many rows of the body are looked at to learn what a column holds."""
LONGEST_TERM = 30
"""Longer texts are goals, and their words tell nothing of the columns below."""
NAMES = ("name", "level1", "level2")
VALUES = ("target", "actual", "adjusted_target")
_TOLD_WHEN_LEFT_OUT = (*VALUES, "points", "claimed")
_YEAR = re.compile(r"(20\d\d)年")
_YEAR_ASSESSED = re.compile(r"(20\d\d)年?度")


def is_label(text: str) -> bool:
    """Whether a cell holds nothing but the form's `指标1：` or `……`."""
    return _LABEL_ALONE.match(squeeze(text)) is not None


@dataclass(frozen=True, slots=True)
class Columns:
    """The header of an indicator table: which columns play which role.

    spans: role -> first and last column. headers: role -> the header's cell.
    unknown: header cells whose words are not known, but for parts of a known one (`符号 | 数值`).
    left_out: header cells that could play a role which another column plays.
    top, bottom: first and last row of the header.
    beside: where a second table's header begins in the same row.
    """

    spans: Mapping[str, tuple[int, int]]
    headers: Mapping[str, Cell]
    unknown: tuple[Cell, ...]
    left_out: tuple[Cell, ...]
    top: int
    bottom: int
    beside: Cell | None = None

    def same_as(self, other: Columns) -> bool:
        """Whether another header is this one printed again."""
        return dict(self.spans) == dict(other.spans) and all(
            other.headers[role].key == cell.key for role, cell in self.headers.items()
        )


class _Candidate(NamedTuple):
    rank: int
    cell: Cell


def find_headers(grid: Grid, words: Vocabulary) -> list[Columns]:
    """Every indicator header of a grid, top to bottom."""
    found: list[Columns] = []
    row = 1
    while row <= grid.height:
        columns = _header_at(grid, row, words)
        if columns:
            found.append(columns)
            row = columns.bottom + 1
        else:
            row += 1
    return found


def _header_at(grid: Grid, row: int, words: Vocabulary) -> Columns | None:
    """The indicator header that begins in a row; it may be two rows high, merged or not."""
    cells = grid.row_cells(row)
    roles = {role.name for cell in cells if (role := words.role("columns", cell.key))}
    if not roles.intersection(NAMES) or len(roles) < 2:
        return None
    first = _columns(grid, cells, row, row, words).headers.values()
    bottom = max((cell.row + cell.rows - 1 for cell in first if cell.rows <= TALLEST_HEADER), default=row)
    for below in range(row + 1, bottom + 1):
        cells += [cell for cell in grid.row_cells(below) if cell.row == below]
    while bottom < row + TALLEST_HEADER and (more := _header_cells(grid, bottom + 1, words)):
        bottom += 1
        cells += more  # groups of columns stand above the columns themselves, or the header is printed twice
    roles = {role.name for cell in cells if (role := words.role("columns", cell.key))}
    if not roles.intersection(VALUES):
        return None
    columns = _columns(grid, cells, row, bottom, words)
    return _with_names_beside_labels(grid, _with_levels_by_content(grid, columns, words))


def _header_cells(grid: Grid, row: int, words: Vocabulary) -> list[Cell]:
    """The row's own cells where they are a header in themselves, else nothing."""
    own = [cell for cell in grid.row_cells(row) if cell.row == row]
    roles = {role.name for cell in own if (role := words.role("columns", cell.key))}
    return own if roles.intersection(NAMES) and roles.intersection(VALUES) else []


def _columns(grid: Grid, cells: list[Cell], top: int, bottom: int, words: Vocabulary) -> Columns:
    found: dict[str, list[_Candidate]] = {}
    unknown: list[Cell] = []
    cells, beside = _without_second_table(cells)
    for cell in cells:
        role = words.role("columns", cell.key)
        if role:
            found.setdefault(role.name, []).append(_Candidate(role.rank, cell))
        elif cell.row + cell.rows - 1 <= bottom and cell.columns <= 2:
            unknown.append(cell)
    headers = _choose(grid, found, top, words)
    lowest = headers.pop("level4", None)
    if lowest:  # where indicators have a fourth level, that one is assessed and the third is a heading
        if "name" in headers and headers["name"].row == lowest.row:
            headers["level3"] = headers["name"]
        headers["name"] = lowest
    spans = {role: (cell.column, cell.column + cell.columns - 1) for role, cell in headers.items()}
    told = list(spans.values())
    others = [candidate.cell for role in _TOLD_WHEN_LEFT_OUT for candidate in found.get(role, ())]
    levels = {spans[role][1] + 1 for role in ("level1", "level2") if role in spans}
    return Columns(
        spans,
        headers,
        tuple(cell for cell in unknown if not _stands_in(cell, told)),
        tuple(cell for cell in others if not _stands_in(cell, told) and cell.column not in levels),
        top,
        bottom,
        beside,
    )


def _stands_in(cell: Cell, spans: list[tuple[int, int]]) -> bool:
    return any(first <= cell.column <= last for first, last in spans)


def _choose(
    grid: Grid, found: Mapping[str, list[_Candidate]], top: int, words: Vocabulary
) -> dict[str, Cell]:
    """The cell that plays each role. Of several the best-known word counts, of like ones the lower, then the left.

    A column of another year or of a longer term than the year does not count beside the year's own; points and
    scores count that stand behind the name, for those before it belong to the levels.
    """
    headers: dict[str, Cell] = {}
    for role in ("target", "name", *found):
        if role in headers or role not in found:
            continue
        candidates = found[role]
        if len(candidates) > 1:
            if role in VALUES:
                candidates = _of_the_year(grid, candidates, top, words)
            elif role in ("name", "level2") and "target" in headers:
                candidates = _nearest_before(headers["target"], candidates)
            elif role in ("points", "claimed") and "name" in headers:
                candidates = _behind(headers["name"], candidates)
        headers[role] = _best(candidates)
    printed = found.get("points", [])
    if len(printed) > 1 and "level1" in headers:
        behind = headers["level1"].column + headers["level1"].columns
        of_level = next((cell for _, cell in printed if cell.column == behind), None)
        if of_level and of_level is not headers["points"]:
            headers["level1_points"] = of_level
    return headers


def _best(candidates: Iterable[_Candidate]) -> Cell:
    best: _Candidate | None = None
    for candidate in candidates:
        if (
            best is None
            or candidate.rank < best.rank
            or (candidate.cell.row > best.cell.row and candidate.rank <= best.rank)
        ):
            best = candidate
    assert best is not None
    return best.cell


def _of_the_year(grid: Grid, candidates: list[_Candidate], top: int, words: Vocabulary) -> list[_Candidate]:
    """`2022年完成值 | 2023年完成值`: those of the year assessed; `中期目标 | 年度目标` above: those of the year."""
    years = {int(found[1]) for _, cell in candidates if (found := _YEAR.match(cell.key))}
    if years:
        assessed = _year_above(grid, top)
        wanted = assessed if assessed in years else max(years)
        candidates = [
            each
            for each in candidates
            if (found := _YEAR.match(each.cell.key)) is None or int(found[1]) == wanted
        ]
    lowest = max(cell.row for _, cell in candidates)
    like = [each for each in candidates if each.cell.row == lowest]
    if len(like) < 2 or len({each.rank for each in like}) > 1:
        return candidates
    terms = [_term_above(grid, each.cell, top, words) for each in like]
    if len(set(terms)) > 1:
        best = "year" if "year" in terms else ""
        return [each for each, term in zip(like, terms, strict=True) if term == best]
    above = (cell for row in range(max(1, top - FARTHEST_ABOVE), top) for cell in grid.row_cells(row))
    if any(words.contains("terms", "longer", cell.key[:LONGEST_TERM]) for cell in above):
        return like[-1:]  # forms set the year's half behind the longer term's
    return candidates


def _year_above(grid: Grid, top: int) -> int | None:
    texts = [cell.key for row in range(max(1, top - FARTHEST_ABOVE), top) for cell in grid.row_cells(row)]
    for text in (*texts, *(squeeze(line.written[:200]) for line in grid.before[-FARTHEST_ABOVE:])):
        found = _YEAR_ASSESSED.search(text)
        if found:
            return int(found[1])
    return None


def _term_above(grid: Grid, header: Cell, top: int, words: Vocabulary) -> str:
    """What the nearest telling cell above a column speaks of: a longer term, or the year."""
    for row in range(top - 1, max(0, top - 1 - FARTHEST_ABOVE), -1):
        cell = grid.cell(row, header.column)
        for term in ("longer", "year"):
            if cell and words.contains("terms", term, cell.key[:LONGEST_TERM]):
                return term
    return ""


def _nearest_before(target: Cell, candidates: list[_Candidate]) -> list[_Candidate]:
    """Of headers printed twice with the same word, the one on the target's side."""
    before = [each for each in candidates if each.cell.column < target.column]
    best = min((each.rank for each in before), default=0)
    like = [each for each in before if each.rank == best]
    return [max(like, key=lambda each: (each.cell.row, each.cell.column))] if like else candidates


def _behind(name: Cell, candidates: list[_Candidate]) -> list[_Candidate]:
    """The columns behind the name; where there are none, the last one before it."""
    behind = [each for each in candidates if each.cell.column > name.column]
    return behind or [max(candidates, key=lambda each: each.cell.column)]


def _without_second_table(cells: list[Cell]) -> tuple[list[Cell], Cell | None]:
    """The header cells of the left table, and where the same header begins again to its right."""
    first_row = min(cell.row for cell in cells)
    seen: dict[str, Cell] = {}
    for cell in sorted((cell for cell in cells if cell.row == first_row), key=lambda cell: cell.column):
        earlier = seen.setdefault(cell.key, cell)
        if earlier is not cell and len(seen) > 2 and cell.key == next(iter(seen)):
            return [other for other in cells if other.column < cell.column], cell
    return cells, None


def _with_levels_by_content(grid: Grid, columns: Columns, words: Vocabulary) -> Columns:
    """Levels known by what their columns hold, where the header does not name them.

    One `指标名称` is merged over the three levels, or the first level stands under `绩效指标` or `维度`.
    """
    if "name" not in columns.spans or "level3" in columns.spans:
        return columns
    first, last = columns.spans["name"]
    taken = [span for role, span in columns.spans.items() if role not in NAMES]
    free = [
        column
        for column in range(max(1, first - 3), last)
        if not any(start <= column <= end for start, end in taken)
    ]
    levels = {column: _level_held(grid, columns, column, words) for column in free}
    spans = dict(columns.spans)
    for role in ("level1", "level2"):
        held = next((column for column in free if levels[column] == role), None)
        now = spans.get(role)
        wrong = now is not None and levels.get(now[0], role) not in (role, "")
        if held is not None and (now is None or wrong):
            spans[role] = (held, held)
    levels_end = max((spans[role][1] for role in ("level1", "level2") if role in spans), default=0)
    if first <= levels_end < last:
        spans["name"] = (levels_end + 1, last)
    if spans == dict(columns.spans):
        return columns
    told = list(spans.values())
    return replace(
        columns, spans=spans, unknown=tuple(cell for cell in columns.unknown if not _stands_in(cell, told))
    )


def _level_held(grid: Grid, columns: Columns, column: int, words: Vocabulary) -> str:
    """Which level a column's cells below the header name, "" when most name none."""
    cells = {
        id(cell): cell
        for row in range(columns.bottom + 1, min(columns.bottom + ROWS_TASTED, grid.height) + 1)
        if (cell := grid.cell(row, column)) and cell.key and cell.row > columns.bottom and cell.columns == 1
    }
    told = [words.role("levels", squeeze(name_and_points(cell.text)[0])) for cell in cells.values()]
    for level in ("level1", "level2"):
        if 2 * sum(role is not None and role.name == level for role in told) > len(told):
            return level
    return ""


def _with_names_beside_labels(grid: Grid, columns: Columns) -> Columns:
    """Where `指标1：` fills the name column and the names stand in an unheaded column beside it, both are the name's."""
    if "name" not in columns.spans:
        return columns
    first, last = columns.spans["name"]
    beside = last + 1
    taken = any(start <= beside <= end for role, (start, end) in columns.spans.items() if role != "name")
    headed = any(cell.column <= beside < cell.column + cell.columns for cell in columns.unknown)
    rows = range(columns.bottom + 1, min(columns.bottom + 8, grid.height + 1))
    labels = [row for row in rows if is_label(grid.text(row, last)) and grid.text(row, beside).strip()]
    if taken or headed or not labels:
        return columns
    return replace(columns, spans={**columns.spans, "name": (first, beside)})
