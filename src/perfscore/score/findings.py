"""Kinds of findings about scoring (S) and about the rules that were applied (T)."""

from __future__ import annotations

from perfscore.model.finding import Kind, Severity, Wording

POINTS_BY_DEFAULT = Kind(
    code="S101",
    name="points-by-default",
    severity=Severity.INFO,
    zh=Wording(
        "分值由系统默认分配",
        "表内有 {count} 个指标未列分值，已按“{method}”分配。",
        "分值不同，总分也会不同；默认分配不是正式规定。",
        "请以主管部门下达的分值为准，有分值时填入“分值”列。",
    ),
    en=Wording(
        "Points allotted by default",
        "{count} rows print no points; they were allotted by “{method}”.",
        "Other points give another total.",
        "Enter the official points.",
    ),
    rule="SC-F2",
    evidence="seed",
)
TARGET_IS_ZERO = Kind(
    code="S102",
    name="target-is-zero",
    severity=Severity.ERROR,
    zh=Wording(
        "年度指标值为零，无法按比例计分",
        "“{indicator}”的年度指标值为“{target}”，实际完成值为“{actual}”，不能相除。",
        "零做分母没有意义，不能当作得 0 分或满分。",
        "请改为定性指标，或填报可比的基数。",
    ),
    en=Wording(
        "Target is zero",
        "“{indicator}”: target “{target}”, actual “{actual}” cannot be divided.",
        "Zero is no base.",
        "Make it qualitative or give a base.",
    ),
)
UNITS_DIFFER = Kind(
    code="S103",
    name="units-do-not-match",
    severity=Severity.ERROR,
    zh=Wording(
        "计量单位不一致",
        "“{indicator}”的年度指标值单位是“{target}”，实际完成值单位是“{actual}”，不能换算。",
        "单位不同的两个数不能比较。",
        "请把两处改为同一单位。",
    ),
    en=Wording(
        "Units do not match",
        "“{indicator}”: target in “{target}”, actual in “{actual}”.",
        "They cannot be compared.",
        "Use one unit.",
    ),
    rule="AUD-12",
    evidence="derived",
)
WORD_FOR_NUMBER = Kind(
    code="S104",
    name="word-where-a-number-was-promised",
    severity=Severity.ERROR,
    zh=Wording(
        "定量指标只填了文字",
        "“{indicator}”的年度指标值是“{target}”，实际完成值却只有文字“{actual}”。",
        "文字不能证明数量指标完成了多少。",
        "请填写实际完成的数字。",
    ),
    en=Wording(
        "A word where a number was promised",
        "“{indicator}”: target “{target}”, actual only “{actual}”.",
        "A word proves no number.",
        "Give the number.",
    ),
)
CLAIM_OUTSIDE_BAND = Kind(
    code="S105",
    name="claimed-score-outside-its-band",
    severity=Severity.ERROR,
    zh=Wording(
        "定性指标得分超出档位",
        "“{indicator}”评为“{grade}”，对应分值的 {low}%～{high}%，填报得分 {claimed} 分不在其中；按 {share}% 核算。",
        "定性指标分档给分，档内由单位酌定，不能跨档。",
        "请在对应档位内给分，或修改评定等级。",
    ),
    en=Wording(
        "Claimed score outside its band",
        "“{indicator}” is “{grade}” ({low}%-{high}% of its points); claimed {claimed}; {share}% is used.",
        "Bands bound the score.",
        "Claim within the band.",
    ),
    rule="MOF-08",
    evidence="seen-code",
)
WORD_UNKNOWN = Kind(
    code="S106",
    name="quality-word-not-known",
    severity=Severity.WARNING,
    zh=Wording(
        "定性结果说不清达成程度",
        "“{indicator}”的实际完成值“{actual}”说不清达成到什么程度。{treated}",
        "定性指标按达成、部分达成、未达成分档给分。",
        "请写明“优、良、中、差”，或“达成年度指标”“部分达成年度指标并具有一定效果”“未达成年度指标且效果较差”。",
    ),
    en=Wording(
        "Degree of fulfilment unclear",
        "“{indicator}”: “{actual}” does not say how far the target was reached. {treated}",
        "Bands need a degree.",
        "Use a grade word.",
    ),
    rule="LOC-10",
    evidence="derived",
)
DEADLINE_WITHOUT_DATE = Kind(
    code="S107",
    name="deadline-without-a-date",
    severity=Severity.WARNING,
    zh=Wording(
        "时限指标未填完成时间",
        "“{indicator}”要求“{target}”，实际完成值“{actual}”没有写明时间，按文字所述档位计分。",
        "没有时间就无法核对是否按期。",
        "请填写实际完成的年月日。",
    ),
    en=Wording(
        "Deadline without a date",
        "“{indicator}”: due “{target}”, actual “{actual}” gives no date; scored by its wording.",
        "Cannot be verified.",
        "Give the date.",
    ),
)
LEVEL_UNKNOWN = Kind(
    code="S108",
    name="level-not-known-to-the-rules",
    severity=Severity.WARNING,
    zh=Wording(
        "一级指标不在评分规则之内",
        "一级指标“{levels}”不在规则“{template}”之内，表内又未列分值，{points} 分按一级指标平均分配。",
        "规则没有给出这些指标的分值。",
        "请在表中填写分值，或选用适合本表的规则模板（--template）。",
    ),
    en=Wording(
        "Level not known to the rules",
        "Level-1 “{levels}” is not in “{template}”; {points} points were split equally over the levels.",
        "No points are given for it.",
        "Print the points or choose a template.",
    ),
)
LEVEL_ABSENT = Kind(
    code="S109",
    name="level-absent",
    severity=Severity.INFO,
    zh=Wording(
        "缺少一级指标",
        "表内没有“{level}”，其 {points} 分{treated}。",
        "缺少的指标如何处理会影响其他指标的分值。",
        "如应设而未设，请补上该类指标。",
    ),
    en=Wording(
        "A level-1 indicator is absent",
        "The table has no “{level}”; its {points} points {treated}.",
        "It changes the other points.",
        "Add it if it is required.",
    ),
    rule="M101-04",
    evidence="memory",
)
INITIAL_FOR_ADJUSTED = Kind(
    code="S110",
    name="initial-budget-stands-for-adjusted",
    severity=Severity.WARNING,
    zh=Wording(
        "未填全年预算数",
        "没有全年预算数，执行率以年初预算数 {initial} 万元为分母。",
        "年中有调整时，分母应为调整后的预算数。",
        "请补填全年预算数。",
    ),
    en=Wording(
        "No adjusted budget",
        "The execution rate divides by the initial budget {initial}.",
        "Wrong if the budget was adjusted.",
        "Fill in the adjusted budget.",
    ),
)
PERCENT_OR_NOT = Kind(
    code="S111",
    name="percent-or-fraction",
    severity=Severity.ERROR,
    zh=Wording(
        "分不清是百分数还是小数",
        "“{indicator}”的年度指标值是“{target}”，实际完成值是没有单位的“{actual}”，可能是 {percent}%，也可能是 {actual}%。",
        "两种读法相差一百倍，不能代填报人选择。",
        "请在实际完成值后写上“%”，或写成“{percent}%”。",
    ),
    en=Wording(
        "Percent or fraction",
        "“{indicator}”: target “{target}”, actual “{actual}” may mean {percent}% or {actual}%.",
        "They differ a hundredfold.",
        "Write the % sign.",
    ),
    rule="AUD-12",
    evidence="derived",
)
ZERO_WITHOUT_SIGN = Kind(
    code="S112",
    name="zero-target-without-sign",
    severity=Severity.ERROR,
    zh=Wording(
        "目标值为 0 而没有比较符号",
        "“{indicator}”的年度指标值只写了“{target}”，按“不低于 0”理解则怎样都算完成，不能据此计分。",
        "说不清是“不得发生”还是“没有要求”。",
        "请写明“≤0”或“＝0”。",
    ),
    en=Wording(
        "Zero target without a sign",
        "“{indicator}” promises only “{target}”; “at least 0” is always met.",
        "It says nothing.",
        "Write ≤0 or =0.",
    ),
    rule="AUD-13",
    evidence="seed",
)
SIGN_CONTRADICTS = Kind(
    code="S113",
    name="actual-contradicts-target",
    severity=Severity.ERROR,
    zh=Wording(
        "实际完成值的符号与目标相反",
        "“{indicator}”的年度指标值是“{target}”，实际完成值写作“{actual}”，说的是另一个方向，不能当作达到。",
        "“低于90%”不是90%。",
        "请填写实际完成的准确数字，不带比较符号。",
    ),
    en=Wording(
        "Actual contradicts the target",
        "“{indicator}”: target “{target}”, actual “{actual}” points the other way.",
        "It is no exact value.",
        "Give the exact number.",
    ),
)
POINTS_BLANK = Kind(
    code="S114",
    name="points-blank-in-a-row",
    severity=Severity.WARNING,
    zh=Wording(
        "有的指标没有填分值",
        "“{indicators}”没有填分值，同一级指标的分值已经分完，这些指标按 0 分计，完成与否都不影响得分。",
        "没有分值的指标等于没有考核。",
        "请补填分值，并使分值合计等于满分。",
    ),
    en=Wording(
        "Points blank in some rows",
        "“{indicators}” print no points and none are left.",
        "They do not count.",
        "Fill in.",
    ),
    rule="AUD-03",
    evidence="seen-code",
)
FIGURES_MISSING = Kind(
    code="S115",
    name="figures-missing",
    severity=Severity.ERROR,
    zh=Wording(
        "缺少评分所需的数据",
        "“{indicator}”按规则需要{figures}，没有提供，暂不得分。",
        "没有数据就无法核算。",
        "请在工作簿中另列“名称、数值”两栏填写，或用 --figures 指定填有这些数据的文件。",
    ),
    en=Wording(
        "Figures missing",
        "“{indicator}” needs {figures}, which nobody supplied.",
        "It cannot be computed.",
        "Supply them in the workbook as name and value, or with --figures.",
    ),
)
FIGURE_INADMISSIBLE = Kind(
    code="S116",
    name="figure-inadmissible",
    severity=Severity.ERROR,
    zh=Wording(
        "数据超出可用范围",
        "“{indicator}”的{figure}为 {value}，不在规则可用的范围内，暂不得分。",
        "规则只对范围内的数有定义。",
        "请核对该数据和它的单位。",
    ),
    en=Wording(
        "Figure inadmissible",
        "{figure} of “{indicator}” is {value}, out of range.",
        "Undefined.",
        "Check it.",
    ),
)
ITEM_DIVIDES_BY_ZERO = Kind(
    code="S117",
    name="item-divides-by-zero",
    severity=Severity.ERROR,
    zh=Wording(
        "作分母的数据为零",
        "“{indicator}”作分母的数据为零，不能相除，暂不得分。",
        "零不能作分母。",
        "请核对数据；确为零的，按不适用处理。",
    ),
    en=Wording(
        "Divides by zero", "A divisor of “{indicator}” is zero.", "It cannot be computed.", "Check it."
    ),
)
WORD_NOT_KNOWN = Kind(
    code="S118",
    name="word-not-in-rule",
    severity=Severity.ERROR,
    zh=Wording(
        "结果不在规则列明的用词之内",
        "“{indicator}”填“{actual}”，规则列明的是：{words}。暂不得分。",
        "不猜测没有列明的用词。",
        "请改用规则列明的用词。",
    ),
    en=Wording(
        "Word not in the rule",
        "“{indicator}” says “{actual}”; known: {words}.",
        "Not guessed.",
        "Use one of them.",
    ),
)
BONUS_ON_CLAIM = Kind(
    code="S119",
    name="bonus-on-claim",
    severity=Severity.WARNING,
    zh=Wording(
        "加减分只有填报得分",
        "“{indicator}”没有填写依据，按填报的 {claimed} 分计。",
        "加减分应有依据。",
        "请在实际完成值中写明加减分的数值，并附依据。",
    ),
    en=Wording(
        "Bonus on claim", "“{indicator}” counts as claimed ({claimed}).", "No evidence.", "Give evidence."
    ),
)
SCORE_OUT_OF_BOUNDS = Kind(
    code="S120",
    name="score-out-of-bounds",
    severity=Severity.ERROR,
    zh=Wording(
        "规则算出的得分越界",
        "“{indicator}”按规则“{template}”算得 {score} 分，不在 0 到分值 {points} 分之间。",
        "得分不应为负，也不应超过分值，说明规则的公式有误。",
        "请运行 perfscore templates prove 检验模板，改正公式后重新评分。",
    ),
    en=Wording(
        "Score out of bounds",
        "“{template}” gives “{indicator}” {score} of {points} points.",
        "The formula is wrong.",
        "Run perfscore templates prove and mend the template.",
    ),
)
RULES_NOT_YET_IN_FORCE = Kind(
    code="T101",
    name="rules-not-yet-in-force",
    severity=Severity.WARNING,
    zh=Wording(
        "评分规则当年不在施行期内",
        "规则“{template}”在 {on} 不在施行期内，按日期最近的版本评分。",
        "用别的年份的规则评分，结果只供参考。",
        "请选用当年适用的规则模板。",
    ),
    en=Wording(
        "Rules not in force",
        "“{template}” was not in force on {on}; its nearest version was used.",
        "For reference only.",
        "Choose the rules of that year.",
    ),
)
YEAR_UNKNOWN = Kind(
    code="T102",
    name="year-unknown",
    severity=Severity.WARNING,
    zh=Wording(
        "没有写明年度",
        "表内没有写明评价年度，按 {on} 施行的规则评分。",
        "规则逐年有变。",
        "请在表头写明年度，如“（2023年度）”。",
    ),
    en=Wording(
        "Year unknown", "No year is printed; the rules of {on} were used.", "Rules change.", "Print the year."
    ),
)
