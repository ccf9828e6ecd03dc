"""Kinds of findings of single rows (A101 to A110)."""

from __future__ import annotations

from perfscore.model.finding import Kind, Severity, Wording

_E, _W = Severity.ERROR, Severity.WARNING

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
