"""The grid of cells that every kind of file is turned into before anyone asks what the cells mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from perfscore.model.place import NOWHERE, Place, cell_name
from perfscore.model.values import Text
from perfscore.read.notation.spelling import squeeze

# Forms repeat their words (`数量指标`, `指标1：`), and files of one run repeat each other's.
_key = lru_cache(maxsize=4096)(squeeze)


@dataclass(slots=True, eq=False)
class Cell:
    """One printed cell, which may cover several rows and columns. Not to be changed once made.

    text: as shown (a number formatted as a percentage is `95%`), line breaks kept.
    key: the text without white space, in half-width: what headers are recognised by.
    row, column: the top left corner, counted from 1.
    source: the sheet or table it belongs to, or its exact place where cells have no names (a text's lines).
    formula_only: the file has a formula here and no saved result.
    """

    # Not frozen only because frozen ones take three times as long to make, and a table has hundreds.
    text: str
    key: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    source: Place = NOWHERE
    formula_only: bool = False

    @property
    def at(self) -> Place:
        """The place of the cell; made when asked for, as that is rare."""
        source = self.source
        if source.cell is not None:
            return source
        return Place(source.file, source.sheet, source.table, cell_name(self.row, self.column))


class Grid:
    """Rows and columns of cells; a merged cell stands at every position it covers.

    Where cells overlap, the one given first stands.
    before, after: paragraphs around a table of a document, nearest first and in reading order.
    source: the file, sheet and number of the table.
    formulas: the cells that are formulas without a saved result.
    """

    def __init__(
        self,
        cells: Iterable[Cell],
        source: Place,
        before: Sequence[Text] = (),
        after: Sequence[Text] = (),
    ) -> None:
        self.source = source
        self.before = tuple(before)
        self.after = tuple(after)
        self._at: dict[tuple[int, int], Cell] = {}
        self._rows: dict[int, list[Cell]] = {}
        self.height = self.width = 0
        self.formulas: list[Cell] = []
        for cell in cells:
            if cell.formula_only:
                self.formulas.append(cell)
            if cell.rows == cell.columns == 1:
                self._put_one(cell)
            else:
                self._put_merged(cell)
            last_row, last_column = cell.row + cell.rows - 1, cell.column + cell.columns - 1
            if last_row > self.height:
                self.height = last_row
            if last_column > self.width:
                self.width = last_column
        for row in self._rows.values():
            row.sort(key=attrgetter("column"))

    def _put_one(self, cell: Cell) -> None:
        position = cell.row, cell.column
        if position not in self._at:
            self._at[position] = cell
            self._rows.setdefault(cell.row, []).append(cell)

    def _put_merged(self, cell: Cell) -> None:
        for row in range(cell.row, cell.row + cell.rows):
            stands = False
            for column in range(cell.column, cell.column + cell.columns):
                stands |= self._at.setdefault((row, column), cell) is cell
            if stands:
                self._rows.setdefault(row, []).append(cell)

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell that covers a position, None where the file has nothing."""
        return self._at.get((row, column))

    def text(self, row: int, column: int) -> str:
        cell = self._at.get((row, column))
        return cell.text if cell else ""

    def rows_of_text(self) -> list[list[str]]:
        """Every row from the first, as texts; of a merged cell only its first position has the text."""
        return [
            [
                cell.text
                if (cell := self._at.get((row, column))) and (cell.row, cell.column) == (row, column)
                else ""
                for column in range(1, self.width + 1)
            ]
            for row in range(1, self.height + 1)
        ]

    def row_cells(self, row: int) -> list[Cell]:
        """The non-empty cells that cover a row, each once, left to right."""
        return [cell for cell in self._rows.get(row, ()) if cell.key]

    def all_cells(self, row: int) -> Iterator[Cell]:
        """The cells that cover a row, empty ones too, each once, left to right."""
        return iter(self._rows.get(row, ()))

    def cells(self, rows: range) -> list[Cell]:
        """The cells that cover some rows, each once, empty ones too."""
        return list({id(cell): cell for row in rows for cell in self._rows.get(row, ())}.values())

    def window(self, rows: range, first_column: int, last_column: int) -> Grid:
        """The part of the grid that some rows and columns show; its cells keep their places."""
        cells = {
            id(cell): cell
            for row in rows
            for cell in self._rows.get(row, ())
            if cell.column <= last_column and first_column <= cell.column + cell.columns - 1
        }
        return Grid(cells.values(), self.source, self.before, self.after)

    def place(self, row: int, column: int) -> Place:
        """The name of a position, also where the file has no cell."""
        cell = self._at.get((row, column))
        if cell:
            return cell.at
        return Place(self.source.file, self.source.sheet, self.source.table, cell_name(row, column))


def make_cell(
    text: str,
    source: Place,
    row: int,
    column: int,
    rows: int = 1,
    columns: int = 1,
    *,
    formula_only: bool = False,
) -> Cell:
    """A cell named in A1 fashion within its sheet or table."""
    key = _key(text) if len(text) < 100 else squeeze(text)
    return Cell(text, key, row, column, rows, columns, source, formula_only)
