"""Tables as HTML: headers with their scope, a caption, and on a telephone one card for each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from perfscore.report.html_page import shown
from perfscore.report.tables import Cell, Slot, Table, Tint, slots

Links = Mapping[int, str]
"""Identity of a figure -> id of the place that explains it."""


def region(caption: str, *tables: str, wide: bool) -> Iterator[str]:
    """Tables that belong together. Where they are wider than their place they scroll, also by the keyboard.

    wide: too wide for a telephone, where each row becomes a card.
    """
    kind = "form wide" if wide else "form"
    yield f'<div class="{kind}" role="region" tabindex="0" aria-label="{escape(caption)}">\n'
    yield from tables
    yield "</div>\n"


def html_table(table: Table, caption: str, names: int = 0, links: Links | None = None) -> str:
    """names: how many columns on the left name a row below the header. links: see `Links`."""
    parts = [f"<table>\n<caption>{escape(caption)}</caption>\n<colgroup>"]
    total = sum(table.widths)
    parts += [f'<col style="width:{width * 100 / total:.2f}%">' for width in table.widths]
    parts.append("</colgroup>\n")
    above: dict[int, str] = {}
    for index, row in enumerate(slots(table)):
        if index == 0:
            parts.append("<thead>\n" if table.header else "<tbody>\n")
        elif index == table.header:
            parts.append("</thead>\n<tbody>\n")
        parts.append(_row(row, 0 if index < table.header else names, above, links or {}))
    ended = "</tbody>" if len(table.rows) > table.header else "</thead>"
    parts.append(f"{ended}\n</table>\n")
    return "".join(parts)


def _row(row: list[Slot], names: int, above: dict[int, str], links: Links) -> str:
    """above: the header over each column, which this row may replace."""
    given = [(column, cell) for column, cell, continued in row if not continued]
    heads_only = all(cell.tint is Tint.HEAD for column, cell in given)
    parts, named = [], False
    for column, cell in given:
        scope = _scope(column, cell, names, heads_only)
        if scope == "col":
            above.update(dict.fromkeys(range(column, column + cell.columns), cell.text))
        apart = named and not (names and cell.figure and cell.columns == 1)  # it has its name on its left
        label = "" if scope or apart else above.get(column, "")
        parts.append(_cell(cell, scope, label, links))
        named = named or (scope == "row" and cell.tint is Tint.HEAD)
    return f"<tr>{''.join(parts)}</tr>\n"


def _scope(column: int, cell: Cell, names: int, heads_only: bool) -> str:
    """What a header cell heads; "" for a cell of data."""
    if column < names:
        return "rowgroup" if column + cell.columns < names else "row"
    if cell.tint is not Tint.HEAD:
        return ""
    if cell.rows > 1:
        return "rowgroup"
    return "col" if heads_only else "row"


def _cell(cell: Cell, scope: str, label: str, links: Links) -> str:
    tag = "th" if scope else "td"
    named = ((str(cell.tint), cell.tint), ("centred", cell.centred), ("number", cell.figure))
    kind = " ".join(name for name, applies in named if applies)
    marks = f' scope="{scope}"' if scope else ""
    marks += f' class="{kind}"' if kind else ""
    marks += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    marks += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    marks += f' data-label="{escape(label)}"' if label else ""
    text = shown(cell.text)
    target = links.get(id(cell.figure)) if cell.figure else None
    if target:
        text = f'<a href="#{target}">{text}</a>'
    return f"<{tag}{marks}>{text}</{tag}>"
