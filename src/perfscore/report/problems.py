"""Findings and rows that lost points -> the problems of a report, each kind once, and the measures that follow."""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfscore.report.facts import AssessmentFacts, FindingFacts, MoneyFacts, ProblemFacts, RowFacts
from perfscore.report.text import gist, one_line

MESSAGES_SHOWN = 3
PROJECTS_SHOWN = 6
_AMOUNT = re.compile(r"([0-9.]+)万元")


def problems_of(findings: Sequence[FindingFacts], main: AssessmentFacts) -> tuple[ProblemFacts, ...]:
    """Of the main table what was found, of the others only which of them have the same problem."""
    kinds: dict[str, list[FindingFacts]] = {}
    for finding in findings:
        kinds.setdefault(finding.code, []).append(finding)
    made = []
    for group in kinds.values():
        own = [gist(finding.message) for finding in group if finding.about == main.about]
        # Money is found wrong in the total and in its sources at once: the first says it all.
        shown = 1 if own and "万元" in own[0] else MESSAGES_SHOWN
        others = tuple(dict.fromkeys(finding.about for finding in group if finding.about != main.about))
        made.append(
            ProblemFacts(
                kind=group[0].kind,
                messages=tuple(message for message in own[:shown] if not _is_told(message, main.money)),
                more=max(0, len(own) - shown),
                projects=others[:PROJECTS_SHOWN],
                project_count=len(others),
                own=bool(own),
            )
        )
    return tuple(made)


def _is_told(message: str, money: MoneyFacts | None) -> bool:
    """Whether a message has no figures but those of the budget, which the report tells elsewhere."""
    figures = set(_AMOUNT.findall(message))
    if money is None or not figures or "指标" in message:
        return False
    known = (money.initial, money.adjusted, money.spent, money.balance, money.change and money.change.amount)
    return figures <= {str(figure) for figure in known if figure}


def problem_of(about: str, row: RowFacts, several: bool) -> ProblemFacts:
    name = f"{about}：“{one_line(row.name)}”" if several else f"“{one_line(row.name)}”"
    kind = f"{name}扣{row.result.lost}分" if row.result.proved else f"{name}佐证不足，暂不得分"
    # The execution rate has no levels; the budgets it is of are told with the money.
    return ProblemFacts(kind, (f"{row.told}。",) if row.level else (), 0, (), 0, own=True)


def measure_of(mend: str) -> str:
    """What a finding asks for (`请补齐…`) as the unit says it of itself."""
    return one_line(mend).removeprefix("请")
