"""Ties findings that only follow from others to their root; takes and gives the findings of one table."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from perfscore.model.assessment import Scores
from perfscore.model.finding import Finding
from perfscore.model.place import NOWHERE, Place
from perfscore.model.table import AssessmentTable, Indicator
from perfscore.model.values import Quantity

_OF_A_ROW = {
    # What cannot be read or is not there is why the claimed score finds no support.
    "A303": (
        "A103",
        "A101",
        "A102",
        "R105",
        "R102",
        "R103",
        "S102",
        "S103",
        "S104",
        "S111",
        "S112",
        "S113",
        "A115",
    ),
    "A104": ("A115", "S113"),
    "A102": ("R103", "R105"),
    "A101": ("R102", "R105"),
    "A103": ("R105",),
}
"""Code -> the codes it may follow from in the same row, the nearest cause first."""


_MONEY = -1
"""Stands for the money block where the others are numbers of rows."""


def with_roots(found: Iterable[Finding], table: AssessmentTable, scores: Scores) -> tuple[Finding, ...]:
    """The same findings in the same order; those that follow from another one name it."""
    findings = list(found)
    everything = [*table.findings, *scores.findings, *findings]
    places = {cell: number for number, row in enumerate(table.rows) for cell in _cells(row)}
    places |= dict.fromkeys(_money_cells(table), _MONEY)
    codes_in: dict[int, set[str]] = {}
    for each in everything:
        if each.at in places:
            codes_in.setdefault(places[each.at], set()).add(each.code)
    whole = {each.code for each in everything}
    return tuple(_tied(each, places, codes_in, whole, table, scores) for each in findings)


def _tied(
    finding: Finding,
    places: dict[Place, int],
    codes_in: dict[int, set[str]],
    whole: set[str],
    table: AssessmentTable,
    scores: Scores,
) -> Finding:
    if finding.code in _OF_A_ROW and finding.at in places:
        own = codes_in[places[finding.at]]
        root = next((code for code in _OF_A_ROW[finding.code] if code in own), "")
    elif finding.code in ("A303", "A304") and _is_of_the_money(finding, table):
        root = "A210" if "A210" in whole else ""
    elif finding.code == "A207":
        root = "R105" if any(each == "R105" for each in codes_in.get(_MONEY, ())) else ""
    elif finding.code == "A301":
        root = "A302" if "A302" in whole else ""
    elif finding.code == "A310":
        root = "A304" if "A304" in whole else ""
    elif finding.code in ("A306", "A307"):
        root = _of_the_total(whole, table, scores)
    else:
        root = ""
    return finding.following(root) if root else finding


def _money_cells(table: AssessmentTable) -> set[Place]:
    """The cells of the two figures that the execution rate is made of."""
    if table.budget is None:
        return set()
    total = table.budget.total
    return {amount.at for amount in (total.initial, total.adjusted, total.spent) if amount.at.cell}


def _is_of_the_money(finding: Finding, table: AssessmentTable) -> bool:
    """Whether a finding is about the score claimed for the execution rate."""
    return table.budget is not None and finding.at != NOWHERE and finding.at == table.budget.total.claimed.at


def _of_the_total(whole: set[str], table: AssessmentTable, scores: Scores) -> str:
    """What makes the claimed total differ: its own sum, a row's claim, or an execution rate that cannot be scored."""
    if table.claimed_total is None:
        return ""
    gap = table.claimed_total.number - scores.total
    rows = [
        row.indicator.claimed.number - row.result.score
        for row in scores.rows
        if isinstance(row.indicator.claimed, Quantity)
    ]
    by_rows = sum(rows, Fraction(0))
    claimed = table.budget.total.claimed if table.budget else None
    if isinstance(claimed, Quantity):
        by_rows += claimed.number - scores.execution.score
    for code, explained in (
        ("A305", "A305" in whole),
        ("A303", by_rows == gap),
        ("A304", by_rows == gap),
        ("A207", gap == scores.execution.points),
        ("A210", gap == scores.execution.points - scores.execution.score),
    ):
        if code in whole and explained:
            return code
    return ""


def _cells(row: Indicator) -> set[Place]:
    """Where a row's findings may stand; places that name no cell belong to no row."""
    cells = {row.at, row.target.at, row.actual.at, row.points.at, row.claimed.at}
    return {cell for cell in cells if cell != NOWHERE and cell.cell}
