"""Kinds of findings of the table as a whole (A401 to A405)."""

from __future__ import annotations

from perfscore.model.finding import Kind, Severity, Wording

_W = Severity.WARNING

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
