"""Kinds of findings between tables (A601 to A611, A618). `other` names the file and the cell of the other side."""

from __future__ import annotations

from perfscore.model.finding import Kind, Severity, Wording

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

ACTUALS_DIFFER = Kind(
    code="A601",
    name="actuals-differ-between-tables",
    severity=_W,
    zh=Wording(
        "两张表的完成值不同",
        "“{indicator}”在这里的实际完成值为“{here}”，在 {other} 为“{there}”。",
        "同一指标只能有一个结果。",
        "请按统计记录核对，改正其中一处。",
    ),
    en=Wording(
        "Two tables, two actual values",
        "“{indicator}” is “{here}” here and “{there}” in {other}.",
        "One indicator has one result.",
        "Correct one of them.",
    ),
    rule="AUD-28",
    evidence="derived",
)
SIMILAR_DIFFER = Kind(
    code="A602",
    name="similar-indicators-differ",
    severity=_I,
    zh=Wording(
        "名称相近的指标数值不同",
        "“{indicator}”为“{here}”，{other} 的“{other_indicator}”为“{there}”。",
        "这是提示，不是规定：如为同一指标，两处应当一致。",
        "请核对是否同一指标；不是的，不必修改。",
    ),
    en=Wording(
        "Similar indicators differ",
        "“{indicator}” is “{here}”; “{other_indicator}” in {other} is “{there}”.",
        "An opinion, not a rule: if they are one indicator, they must agree.",
        "Check.",
    ),
    rule="AUD-28",
    evidence="derived",
)
GOAL_REPEATED = Kind(
    code="A603",
    name="goal-repeated",
    severity=_W,
    zh=Wording(
        "几个项目的年度目标相同",
        "“{project}”的年度目标与“{other_project}”（{other}）一字不差：“{text}”。",
        "不同项目的目标不会完全一样，多半是照抄。",
        "请按各项目的实际内容分别填写年度目标。",
    ),
    en=Wording(
        "Several projects, one goal",
        "“{project}” has the goal of “{other_project}” ({other}): “{text}”.",
        "Probably copied.",
        "Write each project's own goal.",
    ),
    rule="AUD-26",
    evidence="derived",
)
PROJECTS_OVER_DEPARTMENT = Kind(
    code="A604",
    name="projects-over-department",
    severity=_E,
    zh=Wording(
        "项目合计超过部门整体",
        "{count} 个项目的{figure}合计 {sum} 万元，超过部门整体（{other}）的 {total} 万元（允许相差 {limit} 万元）。",
        "项目支出是部门支出的一部分。",
        "请核对各项目和部门整体的资金数。",
    ),
    en=Wording(
        "Projects exceed the department",
        "{figure} of {count} projects adds up to {sum}, over the department's {total} in {other} (tolerance {limit}).",
        "A part cannot exceed the whole.",
        "Check both.",
    ),
)
COST_ROW_DIFFERS = Kind(
    code="A605",
    name="cost-row-differs-from-project",
    severity=_W,
    zh=Wording(
        "成本指标与项目表金额不同",
        "“{indicator}”的实际完成值为 {here} 万元，项目“{project}”（{other}）的全年执行数为 {there} 万元（允许相差 {limit} 万元）。",
        "同一笔支出两处应当一致。",
        "请核对，改正其中一处。",
    ),
    en=Wording(
        "Cost row differs from its project",
        "“{indicator}” is {here}, but “{project}” ({other}) spent {there} (tolerance {limit}).",
        "One spending, one figure.",
        "Correct one.",
    ),
    rule="AUD-24",
    evidence="derived",
)
PROJECT_NOT_AMONG_COSTS = Kind(
    code="A606",
    name="project-not-among-costs",
    severity=_I,
    zh=Wording(
        "部门表的成本指标里没有这个项目",
        "部门整体表（{other}）的成本指标列有其他项目，没有与“{project}”同名的一行。",
        "这是提示，不是规定：名称不同，两表就无法逐项核对。",
        "请统一项目名称，或补列该项目。",
    ),
    en=Wording(
        "Project not among the department's costs",
        "The department's table ({other}) has no cost row named as “{project}”.",
        "An opinion, not a rule: the tables cannot be compared.",
        "Use one name.",
    ),
    rule="AUD-24",
    evidence="derived",
)
CLAIM_WITHOUT_TABLE = Kind(
    code="A607",
    name="claim-without-table",
    severity=_E,
    zh=Wording(
        "写了项目得分却没有自评表",
        "“{text}”写明“{project}”得 {score} 分，送审材料中没有该项目的自评表。",
        "没有自评表的得分无从核对。",
        "请补交该项目的自评表，或删去得分。",
    ),
    en=Wording(
        "A score without a table",
        "“{text}” gives “{project}” {score} points, but there is no table of that project.",
        "It cannot be checked.",
        "Hand in the table.",
    ),
    rule="AUD-29",
    evidence="derived",
)
SCALES_DIFFER_BETWEEN = Kind(
    code="A608",
    name="scales-differ-between-tables",
    severity=_W,
    zh=Wording(
        "各表的定性档次不一致",
        "这里的定性档次是“{here}”，{other} 是“{there}”。",
        "档次不同，结果无法比较。",
        "请统一使用一种档次。",
    ),
    en=Wording(
        "Scales differ between tables",
        "“{here}” here, “{there}” in {other}.",
        "Not comparable.",
        "Use one scale.",
    ),
    rule="AUD-30",
    evidence="derived",
)
MONEY_GIVEN_TWICE = Kind(
    code="A609",
    name="project-money-differs",
    severity=_W,
    zh=Wording(
        "同一项目两张表的资金数不同",
        "“{project}”的{figure}在这里为 {here} 万元，在 {other} 为 {there} 万元（允许相差 {limit} 万元）。",
        "同一项目只能有一个数。",
        "请核对，改正其中一处。",
    ),
    en=Wording(
        "One project, two amounts",
        "{figure} of “{project}” is {here} here and {there} in {other} (tolerance {limit}).",
        "One project has one figure.",
        "Correct one.",
    ),
    rule="AUD-28",
    evidence="derived",
)
TARGETS_DIFFER = Kind(
    code="A610",
    name="targets-differ-between-tables",
    severity=_W,
    zh=Wording(
        "两张表的年度指标值不同",
        "“{indicator}”在这里的年度指标值为“{here}”，在 {other} 为“{there}”。",
        "同一项目（部门）的同一指标只能有一个目标。",
        "请按批复的绩效目标核对，改正其中一处。",
    ),
    en=Wording(
        "Two tables, two targets",
        "The target of “{indicator}” is “{here}” here and “{there}” in {other}.",
        "One indicator of one project has one target.",
        "Correct one of them.",
    ),
    rule="AUD-28",
    evidence="derived",
)
TARGET_OF_PROJECT_DIFFERS = Kind(
    code="A611",
    name="target-of-project-differs",
    severity=_I,
    zh=Wording(
        "部门表与项目表的指标值不同",
        "“{indicator}”在部门表的年度指标值为“{here}”，在项目表（{other}）为“{there}”。",
        "这是提示，不是规定：部门的目标可以比项目的范围更大。",
        "请核对是否同一目标；范围不同的，不必修改。",
    ),
    en=Wording(
        "Department and project have other targets",
        "The target of “{indicator}” is “{here}” for the department and “{there}” for the project ({other}).",
        "An opinion, not a rule: a department's target may take in more.",
        "Check whether it is one target.",
    ),
    rule="AUD-28",
    evidence="derived",
)
SIMILAR_TARGETS_DIFFER = Kind(
    code="A618",
    name="similar-indicators-have-other-targets",
    severity=_I,
    zh=Wording(
        "名称相近的指标，指标值不同",
        "“{indicator}”的年度指标值为“{here}”，{other} 的“{other_indicator}”为“{there}”。",
        "这是提示，不是规定：如为同一指标，目标应当一致。",
        "请核对是否同一指标；不是的，不必修改。",
    ),
    en=Wording(
        "Similar indicators have other targets",
        "The target of “{indicator}” is “{here}”; of “{other_indicator}” in {other} it is “{there}”.",
        "An opinion, not a rule: if they are one indicator, their targets must agree.",
        "Check.",
    ),
    rule="AUD-28",
    evidence="derived",
)
