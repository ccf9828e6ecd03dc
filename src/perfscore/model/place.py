"""Where a value stands in the file a person gave us."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


class Place(NamedTuple):
    """A spot in a file, named the way people name it.

    file: the file's name as it was given, without its folder.
    sheet: the worksheet's name; None for documents and texts, which have none.
    table: number of the table in its sheet or document, counted from 1; None for the whole file.
    cell: `F12` in a grid (Word's own formulas name table cells the same way), `L35` for line 35 of a
        text; None when the whole table is meant.
    paragraph: number of the paragraph in running text, counted from 1 (a line, in a plain text); None in tables.
    quote: the statement as printed, for a spot in running text.
    """

    file: str = ""
    sheet: str | None = None
    table: int | None = None
    cell: str | None = None
    paragraph: int | None = None
    quote: str = ""

    def told(self, lang: str = "zh") -> str:
        """The place in a language; names of sheets and files stay."""
        if lang != "en":
            return str(self)
        if self.paragraph is not None:
            return f"para. {self.paragraph}"
        return str(self) if self.sheet or not self.table else f"table {str(self)[1:]}"

    def __str__(self) -> str:
        if self.paragraph is not None:
            return f"第{self.paragraph}段"
        where = f"[{self.sheet}]" if self.sheet else f"表{self.table}" if self.table else ""
        between = "!" if where and not self.sheet and self.cell else ""
        return f"{where}{between}{self.cell or ''}" or self.file


NOWHERE = Place()


@lru_cache(maxsize=512)
def column_letters(column: int) -> str:
    """1 -> 'A', 27 -> 'AA'."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Row and column counted from 1 -> 'B3'."""
    return f"{column_letters(column)}{row}"
