"""Kinds of findings of what a table says in words (A111, A112, A115, A116, A311, A406 to A410)."""

from __future__ import annotations

from perfscore.model.finding import Kind, Severity, Wording

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

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
