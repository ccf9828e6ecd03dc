"""The grid of cells that every kind of file is turned into before anyone asks what the cells mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from perfscore.model.place import Place, cell_name
from perfscore.model.values import Text
from perfscore.read.notation.spelling import squeeze


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell, which may cover several rows and columns.

    text: as shown (a number formatted as a percentage is `95%`), line breaks kept.
    key: the text without white space, in half-width: what headers are recognised by.
    row, column: the top left corner, counted from 1.
    formula_only: the file has a formula here and no saved result.
    """

    text: str
    key: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    at: Place = field(default_factory=Place)
    formula_only: bool = False


class Grid:
    """Rows and columns of cells; a merged cell stands at every position it covers.

    before, after: paragraphs around a table of a document, nearest first and in reading order.
    source: the file, sheet and number of the table.
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
        self.height = self.width = 0
        for cell in cells:
            for row in range(cell.row, cell.row + cell.rows):
                for column in range(cell.column, cell.column + cell.columns):
                    self._at.setdefault((row, column), cell)
            self.height = max(self.height, cell.row + cell.rows - 1)
            self.width = max(self.width, cell.column + cell.columns - 1)

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell that covers a position, None where the file has nothing."""
        return self._at.get((row, column))

    def text(self, row: int, column: int) -> str:
        cell = self._at.get((row, column))
        return cell.text if cell else ""

    def row_cells(self, row: int) -> list[Cell]:
        """The non-empty cells that cover a row, each once, left to right."""
        return [cell for cell in self.all_cells(row) if cell.key]

    def all_cells(self, row: int) -> Iterator[Cell]:
        """The cells that cover a row, empty ones too, each once, left to right."""
        last: Cell | None = None
        for column in range(1, self.width + 1):
            cell = self._at.get((row, column))
            if cell is not None and cell is not last:
                yield cell
            last = cell

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
    at = Place(source.file, source.sheet, source.table, cell_name(row, column))
    return Cell(text, squeeze(text), row, column, rows, columns, at, formula_only)
