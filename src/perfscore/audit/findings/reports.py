"""Kinds of findings of reports against the tables of one unit and year (A612 to A617). `other` names the table's file and cell."""

from __future__ import annotations

from perfscore.model.finding import Kind, Severity, Wording

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

SCORE_TOLD_DIFFERS = Kind(
    code="A612",
    name="report-score-differs-from-table",
    severity=_E,
    zh=Wording(
        "报告的得分与自评表不同",
        "报告写明{subject}“{written}”，{other} 的自评总分为 {there} 分。",
        "同一次自评只能有一个得分。",
        "请核对，改正报告或自评表。",
    ),
    en=Wording(
        "The report's score is not the table's",
        "The report says “{written}” of {subject}; the table's total in {other} is {there}.",
        "One assessment has one score.",
        "Correct one of them.",
    ),
    rule="AUD-24",
    evidence="derived",
)
GRADE_TOLD_DIFFERS = Kind(
    code="A613",
    name="report-grade-differs-from-table",
    severity=_E,
    zh=Wording(
        "报告的等级与自评表不同",
        "报告写明{subject}“{written}”，{other} 的自评等级为“{there}”。",
        "同一次自评只能有一个等级。",
        "请核对，改正报告或自评表。",
    ),
    en=Wording(
        "The report's grade is not the table's",
        "The report says “{written}” of {subject}; the table's grade in {other} is “{there}”.",
        "One assessment has one grade.",
        "Correct one of them.",
    ),
    rule="AUD-24",
    evidence="derived",
)
MONEY_TOLD_DIFFERS = Kind(
    code="A614",
    name="report-money-differs-from-table",
    severity=_W,
    zh=Wording(
        "报告的资金数与自评表不同",
        "报告写明{subject}“{written}”，{other} 的{figure}为 {there}（允许相差 {limit}）。",
        "报告和自评表应当出自同一套数据。",
        "请查明哪一个正确并统一；口径不同的，请写明口径。",
    ),
    en=Wording(
        "The report's money is not the table's",
        "The report says “{written}” of {subject}; {figure} in {other} is {there} (tolerance {limit}).",
        "Report and table should rest on the same figures.",
        "Find out which is right and use it in both; if the two differ in scope, say so.",
    ),
    rule="AUD-24",
    evidence="derived",
)
ACCOUNTS_DIFFER = Kind(
    code="A615",
    name="accounts-differ-from-assessment",
    severity=_W,
    zh=Wording(
        "决算说明的资金数与自评表不同",
        "决算说明写明{subject}“{written}”，{other} 的{figure}为 {there}（允许相差 {limit}）。",
        "自评的资金数应当与决算一致。",
        "请按决算批复核对；口径不同的（如结余分配、非财政资金），请写明口径。",
    ),
    en=Wording(
        "The final accounts are not the assessment",
        "The accounts say “{written}” of {subject}; {figure} in {other} is {there} (tolerance {limit}).",
        "An assessment should have the money of the final accounts.",
        "Check against the accounts; if the two differ in scope, say so.",
    ),
    rule="AUD-25",
    evidence="derived",
)
PROJECTS_OVER_TEXT = Kind(
    code="A616",
    name="projects-over-text",
    severity=_W,
    zh=Wording(
        "项目表合计超过正文的项目支出",
        "正文写明“{written}”，{count} 张项目表（{other}）的全年执行数合计 {sum} 万元，已经超过（允许相差 {limit}）。",
        "各项目的支出之和不会大于项目支出。",
        "请核对基本支出、项目支出的划分和各项目的执行数。",
    ),
    en=Wording(
        "Projects exceed what the text gives",
        "The text says “{written}”; the {count} projects ({other}) spent {sum} 万元 (tolerance {limit}).",
        "The parts cannot exceed the whole.",
        "Check the split and each project.",
    ),
    rule="AUD-24",
    evidence="derived",
)
FEWER_TABLES = Kind(
    code="A617",
    name="fewer-tables-than-projects-assessed",
    severity=_I,
    zh=Wording(
        "项目表少于正文所说的个数",
        "正文写明“{written}”，送审材料中只有 {count} 个项目的自评表。",
        "这是提示，不是规定：没有自评表的项目无从核对。",
        "请补交其余项目的自评表；不要求报送的，不必理会。",
    ),
    en=Wording(
        "Fewer tables than projects assessed",
        "The text says “{written}”; there are tables of {count} projects.",
        "An opinion, not a rule: projects without a table cannot be checked.",
        "Hand in the rest, unless nobody asked for them.",
    ),
    rule="AUD-29",
    evidence="derived",
)
