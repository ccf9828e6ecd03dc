"""The Chinese words of the report, and the one way a rule is cited."""

from __future__ import annotations

import re

from perfscore.model.assessment import Citation, Outcome, PointsSource
from perfscore.model.finding import Finding, Severity
from perfscore.model.place import Place
from perfscore.report.text import clean

OUTCOMES = {
    Outcome.SCORED: "已计分",
    Outcome.NOT_DEMONSTRATED: "佐证不足，暂不得分",
    Outcome.NOT_APPLICABLE: "不适用，不计入总分",
}
POINTS_SOURCES = {PointsSource.FORM: "表内分值", PointsSource.DEFAULT: "系统默认分配"}
SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}
UNVERIFIED = "来源未核实"
EVIDENCE = {
    "seen": "见于公开文件或表样",
    "seen-2nd": "据公开整理资料",
    "seen-code": "据公开业务系统的规则",
    "seed": "见于已公开的自评材料",
}
EVIDENCE_IN_ENGLISH = {
    "seen": "seen in published documents or forms",
    "seen-2nd": "seen in published digests",
    "seen-code": "a rule of a public system",
    "seed": "seen in published self-assessments",
}
SEVERITIES_IN_ENGLISH = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}
ARITHMETIC = "算术核对"
EXECUTION = "预算执行率"
NOT_APPLICABLE = "不适用"
UNNAMED_LEVEL = "未注明一级指标"
_ASKED = re.compile("(【待补充：[^】]*】)")


def ask(what: str) -> str:
    """The visible mark of what a person must still write."""
    return f"【待补充：{what}】"


def spans(text: str) -> list[tuple[str, bool]]:
    """The text in pieces; True is the mark of what a person must still write."""
    return [(piece, bool(_ASKED.fullmatch(piece))) for piece in _ASKED.split(text) if piece]


def what_is_asked(mark: str) -> str:
    """`【待补充：单位名称】` -> `单位名称`."""
    return mark.removeprefix("【待补充：").removesuffix("】")


def met_word(met: bool | None, outcome: Outcome) -> str:
    if outcome is Outcome.NOT_DEMONSTRATED:
        return "佐证不足"
    if outcome is Outcome.NOT_APPLICABLE:
        return NOT_APPLICABLE
    return "未判定" if met is None else "已达成" if met else "未达成"


def cite(citation: Citation) -> str:
    """`MOF-10，财预〔2020〕10号第×条，见于公开文件或表样` or `LOC-03b，来源未核实`, without brackets.

    The document of an unverified rule is left out: it may not be quoted as an official source.
    """
    if not citation.verified:
        return "，".join(part for part in (clean(citation.rule), UNVERIFIED) if part)
    where = clean(citation.document + citation.article)
    return "，".join(part for part in (clean(citation.rule), where, EVIDENCE[citation.evidence]) if part)


def cite_in_english(citation: Citation) -> str:
    """The same in English; the title of a document stays."""
    if not citation.verified:
        return ", ".join(
            part for part in (_OURS.get(citation.rule, clean(citation.rule)), "source not verified") if part
        )
    where = clean(citation.document + citation.article)
    parts = (clean(citation.rule), where, EVIDENCE_IN_ENGLISH[citation.evidence])
    return ", ".join(part for part in parts if part)


_OURS = {"无数据不计分": "no data, no points", "各项得分相加": "scores added up"}
"""Conventions of ours that are named in words."""


def cite_in_text(citation: Citation) -> str:
    """The same within a sentence: `LOC-03b（来源未核实）`."""
    rule, _, rest = cite(citation).partition("，")
    return f"{rule}（{rest}）" if rest else f"（{rule}）"


def basis_of(finding: Finding, lang: str = "zh") -> str:
    """What a finding rests on."""
    if lang == "en":
        rests_on = Citation(finding.kind.rule, finding.kind.evidence)
        return cite_in_english(rests_on) if finding.kind.rule else "arithmetic"
    if not finding.kind.rule:
        return ARITHMETIC
    return cite_in_text(Citation(finding.kind.rule, finding.kind.evidence))


def place_of(place: Place, lang: str = "zh") -> str:
    """Where a value stands, as people name it; the whole file when nothing nearer is known."""
    return clean(place.told(lang)).removesuffix("!") or ("whole table" if lang == "en" else "整表")


def comment_text(finding: Finding, lang: str = "zh") -> str:
    """A finding as a comment says it: how grave, its code, what is wrong, what to do."""
    words = finding.wording(lang)
    severity = finding.severity.value if lang == "en" else SEVERITIES[finding.severity]
    unsure = " (source not verified)" if lang == "en" else f"（{UNVERIFIED}）"
    unsure = "" if verified(finding) else unsure
    return f"[{severity} {finding.code}] {words.message}{unsure} {words.mend}"


def verified(finding: Finding) -> bool:
    """Whether a finding rests on arithmetic or on a rule that was read."""
    return not finding.kind.rule or Citation(finding.kind.rule, finding.kind.evidence).verified
