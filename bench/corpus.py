"""How many indicator rows and tables of real published tables are read as a person reads them.

    python bench/corpus.py

The rows and their readings, typed by hand, are tests/read/notation/corpus_rows.jsonl. Rows from scans or damaged
conversions carry no reading: of those only crashes count. Every miss is listed with what was wanted and what was read.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, NamedTuple

from perfscore.model.decimals import plain
from perfscore.model.values import Actual, Target
from perfscore.read.files import read_file
from perfscore.read.notation.actuals import parse_actual
from perfscore.read.notation.names import promise_in_name
from perfscore.read.notation.targets import parse_target, reads_as_lower_is_better

ROWS = Path(__file__).parent.parent / "tests" / "read" / "notation" / "corpus_rows.jsonl"
REPEATS = 10_000
AIM = Fraction(99, 100)
PLAIN_CELLS = (
    "≥{0}次",
    "={0}",
    "≤{0}.5万元",
    "定性：优良中低差{0}",
    "2023年12月底前完成{0}%",
    "{0}元/生/年",
    "{0}-99999天",
    "≥{0}%",
    "有效提升第{0}期",
    "{0}人",
)
"""Usual cells; the gap is filled with another number each time, for a text seen before costs nothing."""


class Miss(NamedTuple):
    """One cell that was read otherwise than a person reads it."""

    row: int
    cell: str
    written: str
    wanted: dict[str, Any]
    got: dict[str, Any]


def corpus() -> list[dict[str, Any]]:
    """The rows as stored, each with its `expect` where it is clean."""
    return [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]


def read_row(row: dict[str, Any]) -> tuple[Target, Actual]:
    """A row's target and actual value, read with everything the row prints, as the layout code does."""
    promise = promise_in_name(row["name"] or "")
    unit = row["unit"] or (promise.unit if promise else None)
    target = parse_target(
        row["target"] or "",
        unit,
        sign=row["op"] or (promise.sign if promise else None),
        lower_is_better=reads_as_lower_is_better(row["level1"] or "", row["level2"] or "", row["name"]),
        year=int(row["year"]) if row["year"] else None,
        name=row["name"] or "",
    )
    return target, parse_actual(row["actual"] or "", target, unit=unit, name=row["name"] or "")


def told(value: Target | Actual) -> dict[str, Any]:
    """A reading in the words of the corpus file: only what is there."""
    names = ("value", "upper", "unit", "grades", "deadline", "absence", "grade", "date", "sign")
    reading: dict[str, Any] = {"comparator": str(value.comparator)} if isinstance(value, Target) else {}
    for name in names:
        content = getattr(value, name, None)
        if content not in (None, "", ()):
            reading[name] = plain(content) if isinstance(content, Fraction) else content
            reading[name] = list(content) if isinstance(content, tuple) else reading[name]
            reading[name] = reading[name] if isinstance(reading[name], list) else str(reading[name])
    if isinstance(value, Target) and not value.sign_printed:
        reading["supposed"] = True
    return reading


def misses(row: dict[str, Any]) -> Iterator[Miss]:
    """The cells of a clean row that are read wrongly."""
    target, actual = read_row(row)
    for cell, value in (("target", target), ("actual", actual)):
        wanted = row["expect"].get(cell)
        if wanted is not None and told(value) != wanted:
            yield Miss(row["row"], cell, row[cell] or "", wanted, told(value))


def microseconds_per_target() -> float:
    """Mean time of one parse_target over usual cells."""
    cells = [cell.format(number) for number in range(REPEATS) for cell in PLAIN_CELLS]
    begin = perf_counter()
    for cell in cells:
        parse_target(cell)
    return (perf_counter() - begin) / (REPEATS * len(PLAIN_CELLS)) * 1e6


def table_misses() -> tuple[int, int, list[str]]:
    """Clean published tables read back whole, those that were tried, and what was not read."""
    sys.path.insert(0, str(ROWS.parents[2]))
    import corpus_tables
    from drawn import drawn

    clean = [facts for facts in corpus_tables.tables() if corpus_tables.is_clean(facts)]
    missed: list[str] = []
    whole = 0
    with TemporaryDirectory() as folder:
        for facts in clean:
            wrong: list[str] = []
            for kind, merged in (("xlsx", True), ("docx", True), ("xlsx", False), ("docx", False)):
                tables = read_file(drawn(corpus_tables.drawing_of(facts, merged), Path(folder), kind))
                wrong += (
                    corpus_tables.differences(facts, tables[0]) if tables else [f"{facts['table']}: no table"]
                )
            whole += not wrong
            missed += wrong
    return whole, len(clean), missed


def main() -> int:
    rows = corpus()
    clean = [row for row in rows if "expect" in row]
    for row in rows:
        read_row(row)
    missed = [miss for row in clean for miss in misses(row)]
    for miss in missed:
        print(f"row {miss.row} {miss.cell} “{miss.written}”: wanted {miss.wanted}, read {miss.got}")
    right = len(clean) - len({miss.row for miss in missed})
    print(f"clean rows read right: {right} of {len(clean)} ({right / len(clean):.1%}, aim {float(AIM):.0%})")
    print(f"rows from scans or damaged text, read without a crash: {len(rows) - len(clean)}")
    whole, tried, wrong = table_misses()
    for line in wrong:
        print(line)
    print(
        f"clean tables read back whole: {whole} of {tried} (each as workbook and document, merged and unmerged)"
    )
    print(f"parse_target: {microseconds_per_target():.1f} µs a cell over {REPEATS * len(PLAIN_CELLS)} parses")
    return 0 if Fraction(right, len(clean)) >= AIM and whole == tried else 1


if __name__ == "__main__":
    sys.exit(main())
