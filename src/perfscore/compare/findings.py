"""Kinds of findings between years. `label` and `earlier_label` name the two tables; `supposed` says that two rows were
only supposed to be one indicator, "" where that is certain."""

from __future__ import annotations

from perfscore.model.finding import Kind, Severity, Wording

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

OTHER_SUBJECT = Kind(
    code="C101",
    name="other-subject",
    severity=_E,
    zh=Wording(
        "不是同一单位或者项目",
        "“{label}”的{what}是“{here}”，“{earlier_label}”的是“{there}”。",
        "不同单位、不同项目之间的增减没有意义。",
        "请核对是否选错了文件；名称有变更的，不必修改。",
    ),
    en=Wording(
        "Not one unit or project",
        "{what} is “{here}” in {label} and “{there}” in {earlier_label}.",
        "Changes between two units or projects mean nothing.",
        "Check the files.",
    ),
)

YEARS_BETWEEN = Kind(
    code="C102",
    name="years-between",
    severity=_I,
    zh=Wording(
        "中间缺少年度",
        "“{earlier_label}”与“{label}”之间缺少{missing}的自评表。",
        "隔年对比时，“上年”指的是最近一个有表的年度。",
        "有该年度自评表的，请一并对比。",
    ),
    en=Wording(
        "Years in between are missing",
        "{missing} is missing between {earlier_label} and {label}.",
        "The year before is then the last one with a table.",
        "Add the table if there is one.",
    ),
)

NO_YEAR = Kind(
    code="C103",
    name="year-not-known",
    severity=_W,
    zh=Wording(
        "没有填写评价年度",
        "{file} 没有填写评价年度，排在最前面。",
        "不知道年度，就不能确定先后和适用的评分规则。",
        "请在表内填写评价年度。",
    ),
    en=Wording(
        "The year assessed is not printed",
        "{file} prints no year; it is put first.",
        "Without a year neither the order nor the rules are certain.",
        "Print the year.",
    ),
)

TARGET_LOWERED = Kind(
    code="C201",
    name="target-lowered",
    severity=_I,
    zh=Wording(
        "年度指标值低于上年",
        "“{indicator}”的年度指标值由“{before}”（{earlier_label}）调整为“{after}”（{label}），要求降低{supposed}。",
        "这是提示，不是规定：指标值逐年降低的，应当有依据。",
        "请说明调低的依据，或者恢复上年的要求。",
    ),
    en=Wording(
        "Target lowered",
        "The target of “{indicator}” went from “{before}” ({earlier_label}) to “{after}” ({label}).",
        "An opinion, not a rule: lower targets need a reason.",
        "Give the reason.",
    ),
    rule="CMP-201",
    evidence="derived",
)

TARGET_BELOW_RESULT = Kind(
    code="C202",
    name="target-below-last-result",
    severity=_W,
    zh=Wording(
        "年度指标值明显低于上年实际",
        "“{indicator}”{earlier_label}实际完成“{result}”，{label}的年度指标值为“{after}”，相差超过{limit}{supposed}。",
        "指标值低于已经做到的水平，不起约束作用。提示界限为系统默认，来源未核实。",
        "请参照上年实际完成值核定指标值，确需降低的说明原因。",
    ),
    en=Wording(
        "Target far below last year's result",
        "“{indicator}” reached “{result}” in {earlier_label}; its target in {label} is “{after}”, off by more than {limit}.",
        "A target below what was achieved asks for nothing. The limit is our own.",
        "Set the target from last year's result, or say why not.",
    ),
    rule="CMP-202",
    evidence="derived",
)

TARGET_TOO_LOW = Kind(
    code="C203",
    name="target-too-low",
    severity=_W,
    zh=Wording(
        "连续两年大幅超额完成",
        "“{indicator}”{earlier_label}完成指标值的{before}，{label}完成{after}，连续两年超过{limit}{supposed}。",
        "连续大幅超额，说明指标值定得偏低。",
        "请按实际水平重新核定下一年度的指标值。",
    ),
    en=Wording(
        "Far above target two years running",
        "“{indicator}” reached {before} of its target in {earlier_label} and {after} in {label}, above {limit} twice.",
        "The target is set too low.",
        "Set a new target.",
    ),
    rule="CMP-203",
    evidence="derived",
)

GOAL_COPIED = Kind(
    code="C204",
    name="goal-copied",
    severity=_W,
    zh=Wording(
        "年度目标照抄上年",
        "{label}的年度总体目标与{earlier_label}除年份外一字不差。",
        "每年的工作任务不会完全相同，照抄的目标不能反映当年任务。",
        "请按当年的工作任务重新填写年度目标。",
    ),
    en=Wording(
        "Goal copied from last year",
        "The goal of {label} is that of {earlier_label}, word for word.",
        "Tasks differ from year to year.",
        "Write this year's goal.",
    ),
)

RESULT_COPIED = Kind(
    code="C205",
    name="result-copied",
    severity=_W,
    zh=Wording(
        "目标完成情况照抄上年",
        "{label}的年度目标完成情况与{earlier_label}除年份外一字不差。",
        "完成情况应当是当年的事实，照抄的说明不能作为依据。",
        "请按当年的实际完成情况重新填写。",
    ),
    en=Wording(
        "Account of results copied from last year",
        "The account of results in {label} is that of {earlier_label}, word for word.",
        "It must tell this year's facts.",
        "Write this year's account.",
    ),
)

NOTE_COPIED = Kind(
    code="C206",
    name="deviation-note-copied",
    severity=_W,
    zh=Wording(
        "偏差原因照抄上年",
        "“{indicator}”{label}的偏差原因及改进措施与{earlier_label}一字不差：“{text}”{supposed}。",
        "同样的原因连续两年出现，说明上年的改进措施没有落实，或者说明是照抄的。",
        "请写明当年的原因，以及上年措施的落实情况。",
    ),
    en=Wording(
        "Deviation note copied from last year",
        "The note on “{indicator}” in {label} is that of {earlier_label}: “{text}”.",
        "Either the measure was not taken or the note was copied.",
        "Write this year's reason.",
    ),
)

RESULTS_COPIED = Kind(
    code="C207",
    name="results-copied",
    severity=_W,
    zh=Wording(
        "实际完成值与上年全部相同",
        "{label}的{count}项数值指标，实际完成值与{earlier_label}全部相同。",
        "各项工作连续两年数值完全一样，多半是照抄上年的表。",
        "请按当年的统计记录逐项核对。",
    ),
    en=Wording(
        "All actual values are last year's",
        "All {count} numbers achieved in {label} are those of {earlier_label}.",
        "Probably copied from last year's table.",
        "Check against this year's records.",
    ),
)

SCORE_UP_RESULT_DOWN = Kind(
    code="C208",
    name="score-up-result-down",
    severity=_W,
    zh=Wording(
        "完成情况下降，得分没有下降",
        "“{indicator}”实际完成值由“{before}”（{earlier_label}）变为“{after}”（{label}），比上年差，{shares}{supposed}。",
        "得分没有反映完成情况的变化，一般是因为指标值调低或者评分规则不同。",
        "请核对指标值调整是否有依据。",
    ),
    en=Wording(
        "Result down, score not down",
        "“{indicator}” fell from “{before}” ({earlier_label}) to “{after}” ({label}); its share of points: {shares_en}.",
        "The score does not show what happened.",
        "Check whether the lower target has a reason.",
    ),
    rule="CMP-208",
    evidence="derived",
)

TOTAL_UP_ACHIEVEMENT_DOWN = Kind(
    code="C209",
    name="total-up-achievement-down",
    severity=_W,
    zh=Wording(
        "总分上升，完成程度下降",
        "总分由{before}分（{earlier_label}）升为{after}分（{label}），而两年都有的{count}项指标平均完成程度由{reached_before}降为{reached_after}。",
        "总分的上升不是来自工作成效，而是来自指标、分值或者规则的变化。",
        "请结合各项对总分变化的影响逐项核对。",
    ),
    en=Wording(
        "Total up, achievement down",
        "Total: {before} ({earlier_label}), {after} ({label}). {count} indicators of both years: {reached_before}, {reached_after}.",
        "The rise does not come from results.",
        "Check what each row adds to the change.",
    ),
    rule="CMP-209",
    evidence="derived",
)

MISSED_THEN_DROPPED = Kind(
    code="C210",
    name="missed-then-dropped",
    severity=_W,
    zh=Wording(
        "上年未完成的指标被取消",
        "“{indicator}”{earlier_label}未达到指标值（年度指标值“{target}”，实际完成值“{actual}”），{label}不再设置。",
        "未完成的指标应当继续跟踪，取消后看不到整改结果。",
        "请恢复该指标，或者说明取消的依据；改了名称的，请在指标对照中确认。",
    ),
    en=Wording(
        "Missed last year, dropped this year",
        "“{indicator}” was missed in {earlier_label} (target “{target}”, actual “{actual}”) and is no longer set in {label}.",
        "What was missed should be followed up.",
        "Set it again, say why not, or confirm its new name.",
    ),
    rule="CMP-210",
    evidence="derived",
)

MORE_MONEY_UNSPENT = Kind(
    code="C211",
    name="more-money-though-unspent",
    severity=_I,
    zh=Wording(
        "上年执行率低，预算仍然增加",
        "{earlier_label}执行率{rate}，{label}年初预算数由{before}万元增加到{after}万元。",
        "这是提示，不是规定：钱没有用完又增加预算的，应当说明需要。提示界限{limit}为系统默认，来源未核实。",
        "请说明增加预算的依据。",
    ),
    en=Wording(
        "Budget raised though last year's was not spent",
        "{rate} was spent in {earlier_label}; the budget of {label} rises from {before} to {after}.",
        "An opinion, not a rule. The limit of {limit} is our own.",
        "Give the reason.",
    ),
    rule="CMP-211",
    evidence="derived",
)

TARGET_CHANGED = Kind(
    code="C301",
    name="target-changed-since-declaration",
    severity=_W,
    zh=Wording(
        "年度指标值与申报时不一致",
        "“{indicator}”{earlier_label}时的年度指标值为“{before}”，{label}时为“{after}”{supposed}。",
        "自评应当对照批复的绩效目标；年中调整的，要有批准手续。",
        "请改回批复的指标值，或者附上调整的批准文件。",
    ),
    en=Wording(
        "Target differs from the declaration",
        "The target of “{indicator}” was “{before}” in {earlier_label} and is “{after}” in {label}.",
        "A self-assessment is held against the approved target.",
        "Restore it or give the approval.",
    ),
    rule="CMP-301",
    evidence="derived",
)

DECLARED_MISSING = Kind(
    code="C302",
    name="declared-indicator-missing",
    severity=_W,
    zh=Wording(
        "申报的指标没有自评",
        "“{indicator}”（年度指标值“{target}”）在{earlier_label}时已经设置，{label}时没有。",
        "申报的指标应当全部自评，去掉的指标会抬高得分。",
        "请补充该指标；改了名称的，请在指标对照中确认。",
    ),
    en=Wording(
        "A declared indicator is not assessed",
        "“{indicator}” (target “{target}”) was set in {earlier_label} and is missing in {label}.",
        "Every declared indicator must be assessed.",
        "Add it, or confirm its new name.",
    ),
    rule="CMP-302",
    evidence="derived",
)

NOT_DECLARED = Kind(
    code="C303",
    name="indicator-not-declared",
    severity=_I,
    zh=Wording(
        "自评的指标没有申报",
        "“{indicator}”在{label}时出现，{earlier_label}时没有设置。",
        "年中增加指标的，要有批准手续。",
        "请说明增加的依据；改了名称的，请在指标对照中确认。",
    ),
    en=Wording(
        "An indicator was not declared",
        "“{indicator}” stands in {label} and was not set in {earlier_label}.",
        "Additions need an approval.",
        "Give the reason, or confirm its earlier name.",
    ),
    rule="CMP-303",
    evidence="derived",
)

MONEY_CHANGED = Kind(
    code="C304",
    name="initial-budget-changed",
    severity=_W,
    zh=Wording(
        "年初预算数前后不一致",
        "年初预算数{earlier_label}时为{before}万元，{label}时为{after}万元。",
        "一年只有一个年初预算数，调整应当体现在全年预算数。",
        "请按批复的预算核对。",
    ),
    en=Wording(
        "Two initial budgets for one year",
        "The initial budget is {before} in {earlier_label} and {after} in {label}.",
        "A year has one initial budget.",
        "Check against the approved budget.",
    ),
)

PRIOR_DIFFERS = Kind(
    code="C401",
    name="prior-year-figure-differs",
    severity=_W,
    zh=Wording(
        "上年数与上年文本不一致",
        "{file}（{year}年{account}）由增减额推算的{prior_year}年“{item}”为{here}万元，{other_file}印的是{there}万元，相差{gap}万元。",
        "同一年度的同一项目只能有一个数，否则增减额和增减率不可信。",
        "请核对上年数，改正上年数或者增减额；口径有调整的，请加以说明。",
    ),
    en=Wording(
        "Last year's figure differs from last year's text",
        "By {file} ({year}, {account}) “{item}” of {prior_year} was {here}; {other_file} prints {there}, off by {gap}.",
        "One year has one figure.",
        "Correct one of them, or say what was counted differently.",
    ),
)
TEXTS_DIFFER = Kind(
    code="C402",
    name="texts-of-one-year-differ",
    severity=_W,
    zh=Wording(
        "同一年度的两份文本金额不同",
        "{year}年{account}“{item}”在{file}为{here}万元，在{other_file}为{there}万元，相差{gap}万元。",
        "同一年度的同一项目只能有一个数。",
        "请核对后改正其中一处。",
    ),
    en=Wording(
        "Two texts of one year differ",
        "“{item}” of {year} ({account}) is {here} in {file} and {there} in {other_file}, off by {gap}.",
        "One year has one figure.",
        "Correct one of them.",
    ),
)
