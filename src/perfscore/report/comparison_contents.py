"""What stands at the named places of a comparison's report: tables and charts with their titles, in order."""

from __future__ import annotations

from typing import NamedTuple

from perfscore.report.charts import Chart
from perfscore.report.comparison_facts import ComparisonFacts
from perfscore.report.comparison_tables import (
    lines_table,
    matches_table,
    money_table,
    parts_table,
    totals_table,
)
from perfscore.report.tables import Table, findings_table
from perfscore.report.texts_facts import TextsFacts, texts_table

_TABLES = {
    "totals": ("历年总分", totals_table, 1),
    "money": ("预算资金对比表（单位：万元）", money_table, 1),
    "lines": ("指标对比表", lines_table, 2),
    "matches": ("指标对照", matches_table, 0),
}


class Titled(NamedTuple):
    """names: how many columns on the left of a table name its rows."""

    title: str
    drawn: Table | Chart
    names: int = 0


def contents_of(facts: ComparisonFacts | TextsFacts, name: str, index: int) -> tuple[Titled, ...]:
    """name, index: of the block, the index from 0. Raises ValueError for a name that does not exist."""
    if name == "findings":
        return (Titled("需要核实的问题", findings_table(facts.findings, several=False), 1),)
    if isinstance(facts, TextsFacts):
        return (Titled("资金对比表（单位：万元）", texts_table(facts), 1),)
    return _comparison_contents(facts, name, index)


def _comparison_contents(facts: ComparisonFacts, name: str, index: int) -> tuple[Titled, ...]:
    if name == "chart":
        return (Titled(facts.charts[index].title, facts.charts[index]),)
    if name == "steps":
        passage = facts.passages[index]
        span = f"{passage.before_label}至{passage.after_label}总分变化的构成"
        return Titled(passage.chart.title, passage.chart), Titled(span, parts_table(passage), 2)
    if name not in _TABLES:
        raise ValueError(f"A report template names a block that does not exist: {name}")
    title, build, names = _TABLES[name]
    return (Titled(title, build(facts), names),)
