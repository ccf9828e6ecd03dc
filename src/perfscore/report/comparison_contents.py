"""What stands at the named places of a comparison's report: tables and charts, in order."""

from __future__ import annotations

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


def comparison_contents(facts: ComparisonFacts, name: str, index: int) -> tuple[Table | Chart, ...]:
    """name, index: of the block, the index from 0. Raises ValueError for a name that does not exist."""
    if name == "chart":
        return (facts.charts[index],)
    if name == "steps":
        passage = facts.passages[index]
        return passage.chart, parts_table(passage)
    if name == "findings":
        return (findings_table(facts.findings, several=False),)
    build = {
        "totals": totals_table,
        "money": money_table,
        "lines": lines_table,
        "matches": matches_table,
    }.get(name)
    if build is None:
        raise ValueError(f"A report template names a block that does not exist: {name}")
    return (build(facts),)
