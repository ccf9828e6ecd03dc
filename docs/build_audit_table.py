"""Judged findings -> docs/audit.md. Run it after a change to a check: `python docs/build_audit_table.py`.

Every audit finding on the example files and the stored published tables is judged by hand in
tests/audit/judgements.jsonl, with a reason.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import corpus_tables  # noqa: E402
from drawn import drawn  # noqa: E402

from perfscore.audit import findings  # noqa: E402
from perfscore.model.finding import Finding, Kind  # noqa: E402
from perfscore.pipeline import assess_files, check_across  # noqa: E402

OUT = Path(__file__).with_name("audit.md")
JUDGEMENTS = ROOT / "tests" / "audit" / "judgements.jsonl"
EXAMPLES = ROOT / "examples" / "zhaohua-2023"
VERDICTS = ("right", "wrong", "excerpt", "missed")
HEAD = """\
# How well the audit does

<!-- Written by docs/build_audit_table.py; do not edit. -->

Every finding of the audit (A) on {tables} real tables, judged by hand: the {examples} tables of `examples/` and {corpus}
published tables of which only the figures are stored. Three of these come from scans or damaged conversions, and many
are stored in part.

- **right**: a reviewer would say the same. **wrong**: a false alarm.
- **excerpt**: it fires because the stored table is cut off or damaged; it says nothing of the check and is not counted.
- **missed**: a mistake that was seen when reading the tables and that no check names.
- Precision is right ÷ (right + wrong), recall is right ÷ (right + missed).

The sample is small and was at hand while the checks were written: figures on other tables will be lower. Recall counts
only mistakes that a reader of the tables noticed.
"""


class Judgement(NamedTuple):
    """row: words of the message where one table's findings of a code are judged differently, else ""."""

    table: str
    code: str
    row: str
    verdict: str
    why: str


def judgements() -> list[Judgement]:
    return [Judgement(**json.loads(line)) for line in JUDGEMENTS.read_text(encoding="utf-8").splitlines()]


def fired() -> list[tuple[str, Finding]]:
    """Every audit finding on every table, with the table's name; those between tables under the folder's name."""
    found: list[tuple[str, Finding]] = []
    examples = [a for result in assess_files(sorted(EXAMPLES.glob("*.xlsx"))) for a in result.assessments]
    with tempfile.TemporaryDirectory() as folder:
        for facts in corpus_tables.tables():
            path = drawn(corpus_tables.drawing_of(facts, True), Path(folder), "xlsx")
            for result in assess_files([path]):
                found += [(facts["table"], each) for a in result.assessments for each in a.findings]
    found += [(a.table.source.file, each) for a in examples for each in a.findings]
    found += [(EXAMPLES.name, each) for each in check_across(examples)]
    return [(table, each) for table, each in found if each.code.startswith("A")]


def judged(table: str, finding: Finding, among: list[Judgement]) -> Judgement | None:
    """The judgement of a finding: one that names its row before one for the whole table."""
    own = [j for j in among if (j.table, j.code) == (table, finding.code) and j.verdict != "missed"]
    return next((j for j in sorted(own, key=lambda j: not j.row) if j.row in finding.message), None)


def listing() -> str:
    among, found = judgements(), fired()
    counts: Counter[tuple[str, str]] = Counter()
    kinds: dict[str, Kind] = {}
    for table, finding in found:
        judgement = judged(table, finding, among)
        if judgement is None:
            raise SystemExit(f"not judged: {table} {finding.code} {finding.message}")
        counts[finding.code, judgement.verdict] += 1
        kinds[finding.code] = finding.kind
    counts.update((j.code, j.verdict) for j in among if j.verdict == "missed")
    corpus = len(corpus_tables.tables())
    examples = len(list(EXAMPLES.glob("*.xlsx")))
    head = HEAD.format(tables=corpus + examples, corpus=corpus, examples=examples)
    codes = sorted({code for code, _ in counts})
    return "\n".join([head, *_table(codes, counts, kinds), *_faults(among), *_silent(codes)]) + "\n"


def _table(codes: list[str], counts: Counter[tuple[str, str]], kinds: dict[str, Kind]) -> Iterator[str]:
    yield "| code | finding | severity | right | wrong | excerpt | missed | precision | recall |"
    yield "|---|---|---|---|---|---|---|---|---|"
    declared = {kind.code: kind for kind in _all_kinds()}
    for code in codes:
        kind = kinds.get(code, declared[code])
        yield f"| {code} | {kind.zh.title} | {kind.severity} | {_figures([code], counts)} |"
    yield f"| all | | | {_figures(codes, counts)} |"
    serious = [code for code in codes if declared[code].severity != "info"]
    yield f"| errors and warnings | | | {_figures(serious, counts)} |"


def _figures(codes: list[str], counts: Counter[tuple[str, str]]) -> str:
    right, wrong, excerpt, missed = (sum(counts[code, verdict] for code in codes) for verdict in VERDICTS)
    shares = [f"{100 * right / whole:.0f} %" if whole else "–" for whole in (right + wrong, right + missed)]
    return " | ".join([*map(str, (right, wrong, excerpt, missed)), *shares])


def _faults(among: list[Judgement]) -> Iterator[str]:
    yield "\n## False alarms and misses\n"
    for judgement in among:
        if judgement.verdict in ("wrong", "missed"):
            row = f" {judgement.row}" if judgement.row else ""
            yield f"- {judgement.verdict}: {judgement.code} in {judgement.table}{row}: {judgement.why}."


def _silent(codes: list[str]) -> Iterator[str]:
    yield "\n## Never fired here\n"
    yield "No real table at hand gives cause; each is tested on a made table that fires and a near twin that does not."
    yield ""
    for kind in _all_kinds():
        if kind.code not in codes:
            yield f"- {kind.code} {kind.zh.title}"


def _all_kinds() -> list[Kind]:
    modules = [import_module(f"{findings.__name__}.{each.name}") for each in iter_modules(findings.__path__)]
    declared = [each for module in modules for each in vars(module).values()]
    return sorted((each for each in declared if isinstance(each, Kind)), key=lambda kind: kind.code)


def main() -> None:
    OUT.write_text(listing(), encoding="utf-8", newline="\n")
    print(f"{OUT.name}: {len(judgements())} judgements", file=sys.stderr)


if __name__ == "__main__":
    main()
