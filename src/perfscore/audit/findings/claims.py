"""Kinds of findings of points, claimed scores and grade (A3)."""

from __future__ import annotations

from perfscore.model.finding import Kind, Severity, Wording

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

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
