"""Kinds of findings of the money (A2)."""

from __future__ import annotations

from perfscore.model.finding import Kind, Severity, Wording

_E, _W = Severity.ERROR, Severity.WARNING

RATE_WRONG = Kind(
    code="A201",
    name="execution-rate-wrong",
    severity=_E,
    zh=Wording(
        "执行率算错",
        "“{label}”填报执行率 {printed}%，按 {spent} ÷ {budget} 计算应为 {rate}%（允许相差 {limit} 个百分点）。",
        "执行率直接影响得分。",
        "请更正执行率，或核对预算数和执行数。",
    ),
    en=Wording(
        "Execution rate wrong",
        "“{label}” prints {printed}%; {spent} ÷ {budget} gives {rate}% (tolerance {limit} points).",
        "It bears on the score.",
        "Correct it.",
    ),
    rule="AUD-01",
    evidence="seen-2nd",
)
SPENT_OVER_BUDGET = Kind(
    code="A202",
    name="spent-over-budget",
    severity=_E,
    zh=Wording(
        "执行数超过预算数",
        "“{label}”全年执行数 {spent} 万元，超过全年预算数 {budget} 万元。",
        "没有预算不得支出，多半是漏填了预算调整。",
        "请核对全年预算数是否已含追加和结转。",
    ),
    en=Wording(
        "Spent more than budgeted",
        "“{label}”: spent {spent}, budget {budget}.",
        "Not possible by rule.",
        "Check both.",
    ),
    rule="AUD-02",
    evidence="seen-code",
)
LOW_EXECUTION = Kind(
    code="A203",
    name="low-execution-without-reason",
    severity=_W,
    zh=Wording(
        "执行率偏低而未说明原因",
        "预算执行率 {rate}%，低于 {limit}%，没有说明原因。",
        "执行率偏低应当说明原因。",
        "请在原因栏说明资金结余的原因和处理办法。",
    ),
    en=Wording(
        "Low execution without a reason",
        "Execution rate {rate}% is below {limit}%.",
        "A reason is due.",
        "State it.",
    ),
    rule="AUD-19",
    evidence="seen",
)
ADJUSTMENT_UNEXPLAINED = Kind(
    code="A204",
    name="budget-adjustment-unexplained",
    severity=_W,
    zh=Wording(
        "年中预算调整未说明",
        "年初预算 {initial} 万元，全年预算 {adjusted} 万元，{change}，表内没有说明。",
        "年中追加或调减应当单独说明。",
        "请说明调整的事项、金额和批准文件。",
    ),
    en=Wording(
        "Budget adjustment unexplained",
        "Initial {initial}, adjusted {adjusted}: {change}, not explained.",
        "Adjustments need an explanation.",
        "Explain it.",
    ),
    rule="AUD-20",
    evidence="seen",
)
SOURCES_DIFFER = Kind(
    code="A205",
    name="sources-do-not-add-up",
    severity=_E,
    zh=Wording(
        "资金来源与总额不符",
        "{column}的资金总额为 {total} 万元，各来源合计 {sum} 万元（允许相差 {limit} 万元）。",
        "总额应等于各来源之和。",
        "请核对总额和各资金来源。",
    ),
    en=Wording(
        "Sources do not add up",
        "{column}: total {total}, sources {sum} (tolerance {limit}).",
        "They must be equal.",
        "Check the figures.",
    ),
    rule="AUD-18",
    evidence="seen-code",
)
COSTS_OVER_SPENT = Kind(
    code="A206",
    name="cost-actuals-over-spent",
    severity=_E,
    zh=Wording(
        "成本指标合计与执行数不符",
        "{count} 个成本指标的实际完成值合计 {costs} 万元，全年执行数 {spent} 万元，多出 {gap} 万元{hint}。",
        "实际花掉的成本不可能多于实际支出。",
        "请按决算数逐项更正成本指标的实际完成值。",
    ),
    en=Wording(
        "Cost actuals exceed spending",
        "{count} cost rows add up to {costs}, but {spent} was spent: {gap} too much.",
        "More cannot have been spent.",
        "Correct the cost actuals.",
    ),
    rule="AUD-23",
    evidence="derived",
)
MONEY_MISSING = Kind(
    code="A207",
    name="money-missing",
    severity=_E,
    zh=Wording(
        "预算资金没有填全",
        "{what}，预算执行率不能计算，{points} 分暂不得分。",
        "执行率是自评得分的一部分。",
        "请补填年度资金总额的全年预算数和全年执行数。",
    ),
    en=Wording(
        "Money missing",
        "No execution rate ({what}); {points} points are open.",
        "It is part of the score.",
        "Fill it in.",
    ),
    rule="AUD-02",
    evidence="seen-code",
)
PROGRESS_AHEAD = Kind(
    code="A208",
    name="results-ahead-of-money",
    severity=_W,
    zh=Wording(
        "指标完成了，钱没有花完",
        "定量指标平均完成 {done}%，预算执行率 {rate}%，相差 {gap}%（允许 {limit}%），没有说明原因。",
        "要么节约了资金，要么完成情况不实，须说清楚。",
        "请说明资金结余的原因，或核对实际完成值。",
    ),
    en=Wording(
        "Results ahead of the money",
        "Indicators are {done}% done, the money {rate}% spent: {gap}% apart (tolerance {limit}%).",
        "Savings, or results that are not true.",
        "Explain which.",
    ),
    rule="AUD-21",
    evidence="seen-code",
)
NEGATIVE_MONEY = Kind(
    code="A210",
    name="money-negative",
    severity=_E,
    zh=Wording(
        "资金数为负数",
        "“{label}”的{column}填为 {amount} 万元。",
        "预算数和执行数不能小于零；在查明以前，与它有关的核对都不作数。",
        "请核对正负号；冲销、退回的资金并入原支出后填列净额。",
    ),
    en=Wording(
        "Negative amount of money",
        "{column} of “{label}” is {amount}.",
        "Budgets and spending are not below zero; nothing that rests on this amount was checked.",
        "Check the sign; set off what was paid back and give the net amount.",
    ),
)
