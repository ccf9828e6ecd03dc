"""Kinds of findings of the audit (A). Each is declared once; codes are never reused."""

from __future__ import annotations

from perfscore.model.finding import Kind, Severity, Wording

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

TARGET_MISSING = Kind(
    code="A101",
    name="target-missing",
    severity=_E,
    zh=Wording(
        "缺年度指标值",
        "“{indicator}”的年度指标值为“{written}”，没有可比的目标，而实际完成值为“{actual}”。",
        "没有目标就不能判断是否完成，该指标暂不得分。",
        "请按批复的绩效目标补填年度指标值。",
    ),
    en=Wording(
        "Target missing",
        "“{indicator}” has no target (“{written}”) but an actual value “{actual}”.",
        "Nothing to compare with.",
        "Fill in the approved target.",
    ),
    rule="AUD-11",
    evidence="seen-code",
)
ACTUAL_MISSING = Kind(
    code="A102",
    name="actual-missing",
    severity=_E,
    zh=Wording(
        "缺实际完成值",
        "“{indicator}”的年度指标值为“{target}”，实际完成值为“{written}”。",
        "没有完成值就不能证明完成，该指标暂不得分。",
        "请填写实际完成值；确未开展的，填 0 或“未达成”并说明原因。",
    ),
    en=Wording(
        "Actual value missing",
        "“{indicator}”: target “{target}”, actual “{written}”.",
        "Nothing is demonstrated.",
        "Fill in the actual value.",
    ),
    rule="AUD-11",
    evidence="seen-code",
)
ROW_EMPTY = Kind(
    code="A103",
    name="target-and-actual-missing",
    severity=_E,
    zh=Wording(
        "指标没有目标也没有完成值",
        "“{indicator}”的年度指标值和实际完成值都没有填。",
        "空指标不得分，也拉低总分。",
        "请补填，或删去这一行。",
    ),
    en=Wording(
        "Empty indicator",
        "“{indicator}” has neither target nor actual.",
        "It earns nothing.",
        "Fill or delete it.",
    ),
    rule="AUD-11",
    evidence="seen-code",
)
DEVIATION_WITHOUT_REASON = Kind(
    code="A104",
    name="deviation-without-reason",
    severity=_E,
    zh=Wording(
        "偏离目标而未说明原因",
        "“{indicator}”{basis}，扣 {lost} 分，{said}。",
        "偏离目标应当逐条说明原因和改进措施。",
        "请填写偏差原因分析及改进措施。",
    ),
    en=Wording(
        "Deviation without a reason",
        "“{indicator}”: {basis_en}, {lost} points lost, no reason given.",
        "Every deviation needs a reason.",
        "State the reason and the remedy.",
    ),
    rule="AUD-06",
    evidence="seen-code",
)
OVER_ACHIEVEMENT_WITHOUT_REASON = Kind(
    code="A105",
    name="over-achievement-without-reason",
    severity=_W,
    zh=Wording(
        "超额较多而未说明原因",
        "“{indicator}”的年度指标值为“{target}”，实际完成值为“{actual}”，达到目标的 {percent}%（限度 {limit}%{at_limit}），未说明原因。",
        "超额过多可能是目标定得偏低。",
        "请说明超额完成的原因，下一年合理设定目标值。",
    ),
    en=Wording(
        "Far exceeded without a reason",
        "“{indicator}”: target “{target}”, actual “{actual}”, {percent}% of the target (limit {limit}%).",
        "The target may be too low.",
        "State the reason.",
    ),
    rule="AUD-07",
    evidence="seen-code",
)
UNIT_MISSING = Kind(
    code="A106",
    name="unit-missing",
    severity=_W,
    zh=Wording(
        "没有计量单位",
        "“{indicator}”的年度指标值“{written}”没有计量单位{guess}。",
        "没有单位的数字可以有几种读法。",
        "请为缺计量单位的年度指标值补上单位。",
    ),
    en=Wording(
        "Unit missing",
        "Target “{written}” of “{indicator}” has no unit.",
        "It can be misread.",
        "Add the unit.",
    ),
    rule="AUD-12",
    evidence="seed",
)
UNIT_WRONG = Kind(
    code="A107",
    name="unit-wrong",
    severity=_W,
    zh=Wording(
        "计量单位不当",
        "“{indicator}”的单位应为“{wanted}”，表内写作“{unit}”（“{written}”）。",
        "人次和次是两种计数。",
        "请把“{indicator}”的计量单位改为“{wanted}”。",
    ),
    en=Wording(
        "Unit wrong",
        "“{indicator}” should be in “{wanted}”, not “{unit}” (“{written}”).",
        "Different counts.",
        "Correct it.",
    ),
    rule="AUD-12",
    evidence="seed",
)
COST_UPWARD = Kind(
    code="A108",
    name="cost-with-at-least-sign",
    severity=_W,
    zh=Wording(
        "成本指标的方向不对",
        "成本指标“{indicator}”的年度指标值写作“{written}”，意思是花得越多越好。",
        "成本指标应当是不超过某一限额。",
        "请把成本指标的比较符号改为“≤”。",
    ),
    en=Wording(
        "Cost with ≥", "Cost “{indicator}” is promised as “{written}”.", "Costs have upper limits.", "Use ≤."
    ),
    rule="AUD-14",
    evidence="seen-code",
)
SHARE_OVER_WHOLE = Kind(
    code="A109",
    name="share-over-one-hundred-percent",
    severity=_W,
    zh=Wording(
        "百分比超过 100%",
        "“{indicator}”填为“{written}”，超过 100%。",
        "占整体的比例不可能超过 100%。",
        "请核对超过 100% 的数字，或改用其他计量单位。",
    ),
    en=Wording(
        "Share over 100 %", "“{indicator}” is “{written}”.", "A share cannot exceed the whole.", "Check it."
    ),
    rule="AUD-15",
    evidence="seen-code",
)
PLACEHOLDER_LEFT = Kind(
    code="A110",
    name="placeholder-left",
    severity=_E,
    zh=Wording(
        "遗留模板占位符",
        "{field}里还有模板占位符：“{text}”。",
        "占位符说明这一处没有填写。",
        "请填写实际内容，或删去空行。",
    ),
    en=Wording(
        "Placeholder left", "{field} still holds a placeholder: “{text}”.", "Not filled in.", "Fill it in."
    ),
    rule="AUD-16",
    evidence="seen-code",
)
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
POINTS_SUM = Kind(
    code="A301",
    name="points-do-not-add-up",
    severity=_E,
    zh=Wording(
        "分值合计不对",
        "各指标分值与执行率分值合计 {got} 分，应为 {want} 分。",
        "分值合计不对，总分就没有意义。",
        "请核对各指标分值，使合计等于满分。",
    ),
    en=Wording(
        "Points do not add up",
        "Points add up to {got}, not {want}.",
        "The total is void.",
        "Check the points.",
    ),
    rule="AUD-03",
    evidence="seen-code",
)
LEVEL_POINTS_SUM = Kind(
    code="A302",
    name="level-points-do-not-add-up",
    severity=_E,
    zh=Wording(
        "上级指标分值与下级不符",
        "“{level}”列明 {want} 分，其下各指标分值合计 {got} 分。",
        "上下级分值应当一致。",
        "请核对该指标下的分值。",
    ),
    en=Wording(
        "Level points differ",
        "“{level}” prints {want} points; its rows add up to {got}.",
        "They must agree.",
        "Check.",
    ),
    rule="AUD-03",
    evidence="seen-code",
)
CLAIM_DIFFERS = Kind(
    code="A303",
    name="claimed-score-differs",
    severity=_E,
    zh=Wording(
        "填报得分与核算不符",
        "“{indicator}”填报 {claimed} 分，核算 {score} 分{reason}（允许相差 {limit} 分）。",
        "得分应当按规则计算。",
        "请按核算得分更正，或更正目标值、完成值。",
    ),
    en=Wording(
        "Claimed score differs",
        "“{indicator}” claims {claimed}, computed {score}{reason} (tolerance {limit}).",
        "Scores follow rules.",
        "Correct it.",
    ),
    rule="AUD-04",
    evidence="seen-code",
)
CLAIM_OVER_POINTS = Kind(
    code="A304",
    name="claimed-score-over-points",
    severity=_E,
    zh=Wording(
        "填报得分超过分值",
        "“{indicator}”填报 {claimed} 分，超过分值 {points} 分。",
        "得分不能超过分值。",
        "请更正得分或分值。",
    ),
    en=Wording(
        "Claim exceeds points",
        "“{indicator}” claims {claimed} of {points} points.",
        "Impossible.",
        "Correct it.",
    ),
    rule="AUD-04",
    evidence="seen-code",
)
CLAIMED_SUM = Kind(
    code="A305",
    name="claimed-total-is-not-the-sum",
    severity=_E,
    zh=Wording(
        "填报总分不等于各项之和",
        "填报总分 {claimed} 分，各项填报得分合计 {sum} 分。",
        "总分应等于各项得分之和。",
        "请更正填报总分或各项得分。",
    ),
    en=Wording(
        "Claimed total is not the sum",
        "Claimed {claimed}; the parts give {sum}.",
        "They must agree.",
        "Correct it.",
    ),
    rule="AUD-05",
    evidence="seen-code",
)
CLAIMED_TOTAL_NEAR = Kind(
    code="A306",
    name="claimed-total-near",
    severity=_I,
    zh=Wording(
        "填报总分与核算总分略有出入",
        "填报总分 {claimed} 分，核算总分 {total} 分，填报{gap}。{reasons}",
        "出入在允许范围之内，仍应说得清来由。",
        "请按核算说明核对，必要时更正总分。",
    ),
    en=Wording(
        "Claimed total is near",
        "Claimed {claimed}, computed {total}. {reasons}",
        "Within tolerance.",
        "Check the explanation.",
    ),
    rule="SC-D2-12",
    evidence="memory",
)
CLAIMED_TOTAL_FAR = Kind(
    code="A307",
    name="claimed-total-differs",
    severity=_W,
    zh=Wording(
        "填报总分与核算总分相差较大",
        "填报总分 {claimed} 分，核算总分 {total} 分，填报{gap}。{reasons}",
        "自评结果应当准确，相差过大会被要求更正。",
        "请按核算说明逐项更正。",
    ),
    en=Wording(
        "Claimed total differs",
        "Claimed {claimed}, computed {total}. {reasons}",
        "Too far apart.",
        "Correct it.",
    ),
    rule="SC-D2-12",
    evidence="memory",
)
GRADE_WRONG = Kind(
    code="A308",
    name="claimed-grade-wrong",
    severity=_E,
    zh=Wording(
        "填报等级与分数不符",
        "填报等级为“{claimed}”，{total} 分对应“{grade}”。",
        "等级由总分决定。",
        "请按总分更正填报等级。",
    ),
    en=Wording(
        "Claimed grade wrong",
        "Claimed “{claimed}”; {total} is “{grade}”.",
        "The score decides.",
        "Correct it.",
    ),
    rule="AUD-22",
    evidence="seen-2nd",
)
CLAIMS_WITHOUT_POINTS = Kind(
    code="A309",
    name="claimed-scores-without-points",
    severity=_W,
    zh=Wording(
        "有得分而没有分值",
        "有 {count} 个指标填了得分，却没有列分值，逐项得分无法核对。",
        "不知道满分是多少，就不知道得分对不对。",
        "请在表内补列各指标的分值。",
    ),
    en=Wording(
        "Claimed scores without points",
        "{count} rows claim scores but print no points.",
        "Cannot be checked.",
        "Print the points.",
    ),
    rule="AUD-04",
    evidence="seen-code",
)
ACTUALS_COPIED = Kind(
    code="A401",
    name="actuals-equal-targets",
    severity=_W,
    zh=Wording(
        "完成值与目标值全部相同",
        "{count} 个定量指标的实际完成值都与年度指标值完全相同，疑似照抄目标。",
        "实际结果很少与计划分毫不差。",
        "请按实际统计数填写完成值。",
    ),
    en=Wording(
        "All actuals equal their targets",
        "All {count} numeric rows report exactly their target.",
        "They look copied.",
        "Report what was measured.",
    ),
    rule="AUD-09",
    evidence="derived",
)
TARGETS_TOO_LOW = Kind(
    code="A402",
    name="targets-too-low",
    severity=_W,
    zh=Wording(
        "目标普遍偏低",
        "{count} 个定量指标全部超过目标 {percent}% 以上，目标可能定得偏低。",
        "人人轻易完成的目标没有约束力。",
        "请在下一年按历史水平设定目标。",
    ),
    en=Wording(
        "Targets too low",
        "All {count} rows exceed their targets by over {percent}%.",
        "No challenge.",
        "Raise targets.",
    ),
    rule="AUD-08",
    evidence="seen",
)
GROUP_MISSING = Kind(
    code="A403",
    name="indicator-group-missing",
    severity=_W,
    zh=Wording(
        "缺少一类指标",
        "表内没有“{level}”。",
        "产出、效益、满意度各类指标都应设置。",
        "请补设该类指标；确不适用的，说明原因。",
    ),
    en=Wording(
        "Indicator group missing", "The table has no “{level}”.", "All groups are due.", "Add it or say why."
    ),
    rule="AUD-17",
    evidence="seen-code",
)
SCALES_DIFFER = Kind(
    code="A404",
    name="qualitative-scales-differ",
    severity=_W,
    zh=Wording(
        "定性指标的档次不一致",
        "同一张表用了不同的定性档次：{scales}。",
        "档次不同，结果无法比较。",
        "请统一使用一种档次。",
    ),
    en=Wording(
        "Qualitative scales differ", "Different scales: {scales}.", "Not comparable.", "Use one scale."
    ),
    rule="AUD-30",
    evidence="derived",
)
FULL_MARKS_WITHOUT_EVIDENCE = Kind(
    code="A405",
    name="full-marks-without-evidence",
    severity=_W,
    zh=Wording(
        "满分，佐证不足",
        "核算总分 {total} 分，{said}。",
        "没有佐证的满分难以令人信服，是复核的重点。",
        "请补充各指标实际完成值的佐证材料，如实填写存在问题。",
    ),
    en=Wording(
        "Full marks without evidence",
        "Total {total}: nothing shown to support it.",
        "Hard to believe.",
        "Add evidence.",
    ),
    rule="AUD-10",
    evidence="seen-2nd",
)
REASON_HOLLOW = Kind(
    code="A111",
    name="reason-without-content",
    severity=_I,
    zh=Wording(
        "偏差原因没有内容",
        "“{indicator}”的偏差原因只写了“{note}”，看不出为什么。",
        "这是提示，不是规定：空泛的原因往往被要求补充。",
        "请写明具体原因、影响多大、怎样改进。",
    ),
    en=Wording(
        "Reason without content",
        "The reason for “{indicator}” is only “{note}”.",
        "An opinion, not a rule: such reasons are often sent back.",
        "Say what happened and what is done.",
    ),
    rule="AUD-33",
    evidence="seen-code",
)
REASON_CONTRADICTS = Kind(
    code="A112",
    name="reason-contradicts-figures",
    severity=_I,
    zh=Wording(
        "偏差原因与数据相反",
        "“{indicator}”的年度指标值为“{target}”，实际完成值为“{actual}”，{result}，偏差原因却写“{note}”。",
        "这是提示，不是规定：文字和数据总有一处不对。",
        "请核对完成值，或改写偏差原因。",
    ),
    en=Wording(
        "Reason contradicts the figures",
        "“{indicator}”: target “{target}”, actual “{actual}”, but the reason says “{note}”.",
        "An opinion, not a rule: one of the two is wrong.",
        "Check both.",
    ),
    rule="AUD-33",
    evidence="seen-code",
)
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
AGAINST_LIBRARY = Kind(
    code="A115",
    name="sign-against-library",
    severity=_I,
    zh=Wording(
        "比较方向与指标库不同",
        "“{indicator}”的年度指标值“{written}”按“{sense}”读，指标库中同名指标通常用“{usual}”。",
        "这是指标库的提示，不是规定：方向反了，得分也会反。",
        "请核对比较符号；方向无误的不必修改。",
    ),
    en=Wording(
        "Sign against the indicator library",
        "“{indicator}” (“{written}”) is read as {sense}; the library usually has {usual}.",
        "A hint of the library, not a rule.",
        "Check the sign.",
    ),
    rule="IND-01",
    evidence="derived",
)
ROW_REPEATED = Kind(
    code="A116",
    name="indicator-repeated",
    severity=_W,
    zh=Wording(
        "指标重复",
        "“{indicator}”与 {first} 的指标名称、年度指标值和实际完成值都相同。",
        "同一指标填两行，分值就重复计算。",
        "请删去重复的一行，或写明两行的区别。",
    ),
    en=Wording(
        "Indicator repeated",
        "“{indicator}” has the name and the target of the row at {first}.",
        "Its points count twice.",
        "Delete one, or tell them apart.",
    ),
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
CLAIMED_TOTAL_OVER_FULL = Kind(
    code="A310",
    name="claimed-total-over-full",
    severity=_E,
    zh=Wording(
        "填报总分超过满分",
        "填报总分 {claimed} 分，满分是 {full} 分。",
        "总分不能超过满分。",
        "请更正填报总分。",
    ),
    en=Wording(
        "Claimed total over full marks",
        "Claimed {claimed} of {full} points.",
        "Impossible.",
        "Correct it.",
    ),
    rule="MOF-09",
    evidence="seen-code",
)
CONCLUSION_DIFFERS = Kind(
    code="A311",
    name="conclusion-against-total",
    severity=_E,
    zh=Wording(
        "评价结论的得分与总分不同",
        "“{text}”：结论写的是 {said} 分，表内总分为 {total} 分。",
        "同一张表的总分和结论应当一致。",
        "请核对，改正总分或评价结论。",
    ),
    en=Wording(
        "Score in the conclusion is another",
        "“{text}”: the conclusion says {said} points, the total of the table is {total}.",
        "One table has one total.",
        "Correct the total or the conclusion.",
    ),
    rule="AUD-24",
    evidence="derived",
)
FOREIGN_SPEAKER = Kind(
    code="A406",
    name="text-of-another-unit",
    severity=_W,
    zh=Wording(
        "疑似照抄其他单位的文字",
        "{field}中有“{word}”（“{text}”），而{against}。",
        "自称、职务或者机构与单位不符，文字可能是从别处抄来的；这是系统的判断，不是规定。",
        "请核对：不是本单位情况的，改写；确是本单位情况的，不必修改。",
    ),
    en=Wording(
        "Text of another unit",
        "{field} says “{word}” (“{text}”), but {against}.",
        "Probably copied; an opinion, not a rule.",
        "Check whether it is true of your own unit, and rewrite it if not.",
    ),
    rule="AUD-27",
    evidence="derived",
)
DEDUCTION_WITHOUT_PROBLEM = Kind(
    code="A407",
    name="deduction-without-problem",
    severity=_W,
    zh=Wording(
        "扣了分却没有写问题",
        "核算扣 {lost} 分，“存在问题”一栏却没有内容。",
        "扣分的地方就是问题所在。",
        "请写明扣分指标存在的问题和原因。",
    ),
    en=Wording(
        "Points lost, no problem named",
        "{lost} points were lost, but no problem is named.",
        "A loss points to a problem.",
        "Name it.",
    ),
    rule="AUD-31",
    evidence="seen-2nd",
)
PROBLEM_WITHOUT_MEASURE = Kind(
    code="A408",
    name="problem-without-measure",
    severity=_W,
    zh=Wording(
        "写了问题没有写措施",
        "存在问题写了“{problem}”，改进措施没有内容。",
        "有问题就应当有改进措施。",
        "请针对问题逐条写明改进措施。",
    ),
    en=Wording(
        "Problem without a measure",
        "The problem is “{problem}”, the measure is empty.",
        "A problem asks for a measure.",
        "Add it.",
    ),
    rule="AUD-31",
    evidence="seen-2nd",
)
MEASURE_VAGUE = Kind(
    code="A409",
    name="measure-without-day-or-person",
    severity=_I,
    zh=Wording(
        "改进措施没有时限和责任人",
        "改进措施“{measure}”没有写时限，也没有写谁负责。",
        "这是提示，不是规定：没有时限和责任人的措施难以检查。",
        "请补充完成时限和责任科室。",
    ),
    en=Wording(
        "Measure without day or person",
        "“{measure}” names neither a day nor anybody in charge.",
        "An opinion, not a rule: it cannot be followed up.",
        "Add both.",
    ),
    rule="AUD-32",
    evidence="seen-2nd",
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
FOREIGN_PLACE = Kind(
    code="A410",
    name="place-of-another-unit",
    severity=_I,
    zh=Wording(
        "疑似乡镇（街道）的说法",
        "{field}中有“{word}”（“{text}”），而{against}；同一材料中另有乡镇职务或者机构的字样。",
        "这是提示，不是规定：单独出现时不提示，部门也会谈到村和社区。",
        "请连同另一处一并核对；确与本单位工作有关的，不必修改。",
    ),
    en=Wording(
        "Words of a township",
        "{field} says “{word}” (“{text}”), but {against}; officers of a township are named elsewhere in it.",
        "An opinion, not a rule: a bureau may speak of villages too.",
        "Check it together with the other one.",
    ),
    rule="AUD-27",
    evidence="derived",
)
