"""The header of an indicator table. Takes a grid, gives for every header in it which column plays which role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from perfscore.read.grid import Cell, Grid
from perfscore.read.layout.columns import NAMES, VALUES, Columns, stands_in
from perfscore.read.layout.content import with_levels_by_content, with_names_beside_labels
from perfscore.read.layout.vocabulary import Vocabulary
from perfscore.read.notation.spelling import squeeze

TALLEST_HEADER = 3
"""Header cells merged over more rows than this label a whole block, not a column."""
FARTHEST_ABOVE = 12
"""How many rows above a header may tell which of two like columns is the year's."""
LONGEST_TERM = 30
"""Longer texts are goals, and their words tell nothing of the columns below."""
_TOLD_WHEN_LEFT_OUT = (*VALUES, "points", "claimed")
_YEAR = re.compile(r"(20\d\d)年")
_YEAR_ASSESSED = re.compile(r"(20\d\d)年?度")


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
    return with_names_beside_labels(grid, with_levels_by_content(grid, columns, words))


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
        tuple(cell for cell in unknown if not stands_in(cell, told)),
        tuple(cell for cell in others if not stands_in(cell, told) and cell.column not in levels),
        top,
        bottom,
        beside,
    )


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
    for level in ("level1", "level2"):
        if len(printed) > 1 and level in headers:
            behind = headers[level].column + headers[level].columns
            of_level = next((cell for _, cell in printed if cell.column == behind), None)
            if of_level and of_level is not headers["points"]:
                headers[f"{level}_points"] = of_level
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
