"""Published tables with their figures as printed, redrawn as forms: what is drawn must be read back.

corpus_tables.jsonl holds the facts of real public pages (the address is in `source`): one table a line with its money
row, totals and indicator rows. A column that no row of a table fills is not drawn; `null` is drawn as an empty cell.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

from perfscore.model.table import AssessmentTable
from perfscore.model.values import Absent, Quantity
from perfscore.read.notation.spelling import one_line, squeeze

FILE = Path(__file__).parent / "read" / "layout" / "corpus_tables.jsonl"
Facts = dict[str, Any]
HEADERS = (
    ("level1", "一级指标"),
    ("level2", "二级指标"),
    ("name", "三级指标"),
    ("op", "指标性质"),
    ("target", "年度指标值"),
    ("unit", "度量单位"),
    ("actual", "实际完成值"),
    ("weight", "分值"),
    ("score", "得分"),
    ("note", "偏差原因分析及改进措施"),
)
MONEY = (
    ("initial_budget", "年初预算数"),
    ("annual_budget", "全年预算数"),
    ("executed", "全年执行数"),
    ("rate", "执行率"),
    ("rate_weight", "分值"),
    ("rate_score", "得分"),
)
FLAGGED = {"ocr", "garbled"}


def tables() -> list[Facts]:
    return [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def is_clean(facts: Facts) -> bool:
    """Whether the table comes neither from a scan nor from a damaged conversion."""
    return not any(row["flag"] in FLAGGED for row in facts["rows"])


def drawing_of(facts: Facts, merged: bool) -> str:
    """The table as a drawing: levels merged downwards, or printed once with empty cells below."""
    columns = [
        (key, title) for key, title in HEADERS if key == "name" or any(row[key] for row in facts["rows"])
    ]
    money = [(key, title) for key, title in MONEY if facts[key] is not None]
    lines = [[facts["title"]], [f"（{facts['year']}年度）" if facts["year"] else "（年度）"]]
    lines.append(["实施单位", facts["unit_name"] or ""])
    if money:
        lines.append(["项目资金（万元）", "", *(title for _, title in money)])
        lines.append(["^" if merged else "", "年度资金总额", *(str(facts[key]) for key, _ in money)])
    lines.append([title for _, title in columns])
    above: Facts = {}
    for row in facts["rows"]:
        line = []
        for key, _ in columns:
            text = "" if row[key] is None else str(row[key])
            same = bool(above) and text and key.startswith("level") and row["level1"] == above["level1"]
            if same and row[key] == above[key]:
                text = "^" if merged else ""
            line.append(text)
        lines.append(line)
        above = row
    if facts["total_score"]:
        lines.append(["总分", *["<"] * (len(columns) - 2), str(facts["total_score"])])
    return "\n".join(" | ".join(line) for line in lines)


def differences(facts: Facts, table: AssessmentTable) -> list[str]:
    """Everything printed that was not read back, in words; empty when all was."""
    wrong: list[str] = []

    def compare(what: str, wanted: object, got: object) -> None:
        if wanted != got:
            wrong.append(f"{facts['table']} {what}: wanted {wanted!r}, got {got!r}")

    compare("year", int(facts["year"]) if facts["year"] else None, table.year)
    compare("rows", len(facts["rows"]), len(table.rows))
    for row, read in zip(facts["rows"], table.rows, strict=False):
        compare("name", squeeze(row["name"]), squeeze(read.label + read.name))
        if row["level1"]:
            compare("level 1", squeeze(row["level1"]).partition("(")[0], squeeze(read.path[0]))
        if row["level2"]:
            compare("level 2", squeeze(row["level2"]), squeeze(read.path[1]))
        compare("target", str(row["target"] or ""), read.target.written)
        compare("actual", str(row["actual"] or ""), read.actual.written)
        compare("points", _number(row["weight"]), _read(read.points))
        compare("claimed", _number(row["score"]), _read(read.claimed))
        compare(
            "note",
            one_line(row["note"] or "") if row["note"] not in ("", None) else "",
            one_line(read.deviation_note),
        )
    if table.budget:
        total = table.budget.total
        for key, got in (
            ("rate_weight", total.points),
            ("rate_score", total.claimed),
            ("executed", total.spent),
        ):
            if facts[key] is not None:
                compare(key, _number(str(facts[key]).rstrip("万元")), _read(got))
        if facts["annual_budget"] is not None:
            compare(
                "annual_budget",
                _number(str(facts["annual_budget"]).partition("万")[0]),
                _read(total.adjusted),
            )
    elif facts["annual_budget"] is not None and facts["executed"] is not None:
        wrong.append(f"{facts['table']}: no money block")
    compare("total", _number(facts["total_score"]), _read(table.claimed_total))
    return wrong


def _number(printed: object) -> Fraction | None:
    return None if printed in (None, "") else Fraction(str(printed))


def _read(quantity: Quantity | Absent | None) -> Fraction | None:
    return quantity.number if isinstance(quantity, Quantity) else None
