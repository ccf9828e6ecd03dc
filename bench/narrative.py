"""How well running text is understood: statements labelled by hand against what perfscore makes of the same texts.

    python bench/narrative.py --texts FOLDER [--seeds FOLDER] [--all]

FOLDER holds texts and `labels.jsonl`: a line for each checkable statement, with file, kind, offset, text, values, printed
and verdict. With `--seeds`, `seed-labels.jsonl` of the same folder is held against the texts in another. Printed are the share
of statements understood (same kind, same printed figure, same operands), what is labelled wrong and found or missed,
false alarms, and the time per document. Exit code 1 when a statement labelled wrong was missed.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from perfscore.audit.prose.audit import audit_prose
from perfscore.model.finding import Finding, Severity
from perfscore.model.prose import Difference, Figure, Growth, Listed, Repeat, Share, Statement, Sum
from perfscore.model.table import AssessmentTable
from perfscore.model.values import Quantity
from perfscore.read.files import read_file
from perfscore.read.findings import UnusableFile
from perfscore.read.prose.paragraphs import read_prose
from perfscore.read.prose.statements import read_claims

Label = dict[str, Any]
NEARBY = 400
"""A statement this many characters from its label is another one, whatever its figures."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--texts", type=Path, required=True, help="folder of texts with labels.jsonl")
    parser.add_argument("--seeds", type=Path, help="folder of the texts that seed-labels.jsonl is about")
    parser.add_argument("--all", action="store_true", help="also list what was not understood")
    options = parser.parse_args()
    missed = _measure("texts", options.texts, options.texts / "labels.jsonl", options.all)
    if options.seeds:
        missed += _measure("seeds", options.seeds, options.texts / "seed-labels.jsonl", options.all)
    return 1 if missed else 0


def _measure(title: str, folder: Path, labels_file: Path, tell_all: bool) -> int:
    labels = [json.loads(line) for line in labels_file.read_text(encoding="utf-8").splitlines() if line]
    files = sorted({label["file"] for label in labels})
    understood, hard, wrong, missed, alarms, soft = 0, 0, 0, [], [], []
    started = time.perf_counter()
    read, in_tables = {}, {}
    for file in files:
        claims = read_claims(read_prose(folder / f"{file}.txt"))
        read[file] = claims, audit_prose(claims)
        in_tables[file] = _tables(folder / f"{file}.txt")
    seconds = time.perf_counter() - started
    by_kind: dict[str, list[int]] = {}
    not_understood = []
    for file in files:
        claims, findings = read[file]
        tables = in_tables[file]
        own = [label for label in labels if label["file"] == file]
        text = (folder / f"{file}.txt").read_text(encoding="utf-8")
        for label in own:
            is_soft = label.get("confidence") == "soft"
            hard += not is_soft
            known = any(_is_of(statement, label) for statement in claims.statements)
            known = known or ("\t" in label["text"] and _is_in_table(label, tables))
            tally = by_kind.setdefault(label["kind"], [0, 0])
            if not is_soft:
                understood += known
                tally[0] += known
                tally[1] += 1
                if not known:
                    not_understood.append(label)
            if label["verdict"] == "wrong":
                found = [
                    f
                    for f in findings
                    if _tells(f, label, text) and (f.severity is not Severity.INFO or f.code == "A509")
                ]
                if is_soft:
                    soft.append(label)
                else:
                    wrong += 1
                    if not found:
                        missed.append(label)
        for finding in findings:
            if finding.severity is not Severity.INFO and not any(
                label["verdict"] == "wrong" and _tells(finding, label, text) for label in own
            ):
                alarms.append((file, finding))
            if finding.severity is Severity.INFO and not any(
                label["verdict"] != "ok" and _tells(finding, label, text) for label in own
            ):
                soft.append({"file": file, "text": f"mild: {finding.code} {finding.message}", "why": ""})
    print(f"{title}: {len(files)} documents, {seconds * 1000 / len(files):.1f} ms each")
    print(f"  understood {understood} of {hard} checkable statements ({understood / hard:.1%})")
    print("  " + ", ".join(f"{kind} {a}/{b}" for kind, (a, b) in sorted(by_kind.items())))
    print(f"  labelled wrong: {wrong - len(missed)} of {wrong} found")
    for label in missed:
        print(f"    missed: {label['file']} {_line(label['text'])}: {label['why']}")
    print(f"  false alarms: {len(alarms)}")
    for file, finding in alarms:
        print(f"    {file} {finding.at} {finding.code} {finding.message}")
    if tell_all:
        for label in not_understood:
            print(
                f"    not understood: {label['file']} {label['kind']} {_line(label['text'])} {label['values']}"
            )
        for label in soft:
            print(f"    soft: {label['file']} {_line(label['text'])}")
    return len(missed)


def _line(text: str) -> str:
    return "".join(text.split())


def _is_of(statement: Statement, label: Label) -> bool:
    """Whether a statement is the one that a label is about: its kind, its printed figure and its operands."""
    kind = label["kind"]
    printed, values = label["printed"], list(label["values"])
    if kind in ("sum", "count"):
        if isinstance(statement, Listed):
            return (
                kind == "count" and _near(statement.counts[0], label) and set(values) == set(statement.names)
            )
        return (
            isinstance(statement, Sum)
            and all(value[-1:].isdigit() for value in values)
            and abs(statement.total.number) == abs(Fraction(printed))
            and _nonzero(abs(p.number) for p in statement.parts) == _nonzero(abs(Fraction(v)) for v in values)
            and (_near(statement.total, label) or any(_near(p, label) for p in statement.parts))
        )
    if kind == "growth":
        return (
            isinstance(statement, Growth)
            and _near(statement.rate, label, len(label["text"]))
            and statement.rate.number == Fraction(printed.rstrip("%"))
            and _told(label, statement)
        )
    if kind in ("share", "completion"):
        return (
            isinstance(statement, Share)
            and _near(statement.rate, label, len(label["text"]))
            and statement.rate.number == Fraction(printed.rstrip("%"))
            and {statement.part.number, statement.whole.number} == set(map(Fraction, values))
        )
    if kind == "difference":
        known = isinstance(statement, Difference) and _near(statement.new, label)
        known = known and isinstance(statement, Difference) and statement.change is not None
        return known or (isinstance(statement, Sum) and _is_split(statement, label))
    if kind == "carry":
        return isinstance(statement, Repeat) and any(
            _near(one, label, len(label["text"]))
            and one.number == Fraction(printed)
            and other.number == Fraction(values[0])
            for one, other in ((statement.again, statement.first), (statement.first, statement.again))
        )
    return False


def _tables(path: Path) -> list[AssessmentTable]:
    try:
        return read_file(path)
    except UnusableFile:
        return []


def _is_in_table(label: Label, tables: Iterable[AssessmentTable]) -> bool:
    """A rate of execution in a table's money block, which the table's reader reads and its own audit checks."""
    for table in tables:
        for line in (table.budget.total, *table.budget.lines) if table.budget else ():
            figures = {q.number for q in (line.adjusted, line.spent) if isinstance(q, Quantity)}
            rate = line.claimed_rate
            if figures == set(map(Fraction, label["values"])) and isinstance(rate, Quantity):
                return rate.number == Fraction(label["printed"].rstrip("%"))
    return False


def _is_split(statement: Sum, label: Label) -> bool:
    """`预算 A，执行 B，剩余 C` as the sum of what was spent and what is left."""
    numbers = {abs(f.number) for f in (statement.total, *statement.parts)}
    return numbers == {*map(Fraction, label["values"]), Fraction(label["printed"])}


def _told(label: Label, growth: Growth) -> bool:
    """Labels give change and value, or value and old value, in whatever unit makes them comparable."""
    figures = [f for f in (growth.value, growth.change, growth.base) if f]
    known = {abs(f.number) for f in figures} | {f.amount / 10**4 for f in figures}
    return {abs(Fraction(v)) for v in label["values"]} <= known


def _nonzero(numbers: Iterable[Fraction]) -> list[Fraction]:
    return sorted(number for number in numbers if number)


def _near(figure: Figure, label: Label, reach: int = NEARBY) -> bool:
    return (
        label["offset"] - (NEARBY if reach == NEARBY else 2) <= figure.starts <= label["offset"] + reach + 2
    )


def _tells(finding: Finding, label: Label, text: str) -> bool:
    """Whether a finding's quote and a label's statement share a piece of the text."""
    starts = _starts(finding, text)
    ends = starts + len(finding.at.quote)
    return starts < label["offset"] + len(label["text"]) and label["offset"] < ends


def _starts(finding: Finding, text: str) -> int:
    lines = list(_lines(text))
    number = finding.at.paragraph or 1
    return text.find(finding.at.quote, lines[number - 1]) if number <= len(lines) else -1


def _lines(text: str) -> Iterator[int]:
    start = 0
    for line in re.split("\n", text):
        yield start
        start += len(line) + 1


if __name__ == "__main__":
    sys.exit(main())
