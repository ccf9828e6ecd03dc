"""Kinds of findings of days and periods (A113, A114, A209)."""

from __future__ import annotations

from perfscore.model.finding import Kind, Severity, Wording

_E, _I = Severity.ERROR, Severity.INFO

DEADLINE_AFTER_END = Kind(
    code="A113",
    name="deadline-after-project-end",
    severity=_E,
    zh=Wording(
        "时限晚于项目结束日",
        "“{indicator}”的时限“{written}”晚于项目结束日 {end}。",
        "项目结束以后的时限没有约束力。",
        "请核对时效指标和项目起止时间。",
    ),
    en=Wording(
        "Deadline after the project's end",
        "“{indicator}” is due “{written}”, after the project's end {end}.",
        "Such a deadline binds nobody.",
        "Check both dates.",
    ),
    rule="AUD-34",
    evidence="seen-code",
)
DONE_AFTER_THE_YEAR = Kind(
    code="A114",
    name="done-after-the-year",
    severity=_I,
    zh=Wording(
        "完成时间在评价年度之后",
        "“{indicator}”的完成时间“{written}”在 {year} 年度之后。",
        "这是提示，不是规定：年度自评反映当年完成的情况。",
        "请核对完成时间；跨年完成的，说明原因。",
    ),
    en=Wording(
        "Done after the year assessed",
        "“{indicator}” was done “{written}”, after {year}.",
        "An opinion, not a rule: the table tells of one year.",
        "Check the date, or explain.",
    ),
    rule="AUD-34",
    evidence="derived",
)
PERIOD_REVERSED = Kind(
    code="A209",
    name="project-ends-before-it-starts",
    severity=_E,
    zh=Wording(
        "项目起止时间颠倒",
        "项目起始 {start}，结束 {end}，结束早于开始。",
        "起止时间颠倒，时效指标无从核对。",
        "请更正项目起止时间。",
    ),
    en=Wording(
        "Project ends before it starts",
        "Start {start}, end {end}.",
        "Deadlines cannot be checked.",
        "Correct the dates.",
    ),
    rule="AUD-34",
    evidence="seen-code",
)
