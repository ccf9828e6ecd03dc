"""Scores a self-assessment itself by a bureau's review form. Takes its findings and the form, gives a review.

Only mistakes of calculation are settled here, at the form's points for each; all else is left to a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfscore.model.checked import FileFindings
from perfscore.model.finding import Finding
from perfscore.model.place import Place
from perfscore.model.review import ZERO, Review, ReviewCase, ReviewItem
from perfscore.rules.template import RuleTemplate

FORM = "cn.sc.pidu.review"
SCORE_WRONG, PARTS_WRONG, GRADE_WRONG = "得分计算错误", "分项与合计不符", "等级与得分不符"


class Counted(NamedTuple):
    """A finding that counts as a mistake of calculation, as which sort, and why."""

    code: str
    sort: str
    because: str


COUNTED = (
    Counted("A201", SCORE_WRONG, "执行率是表内两个数相除的结果，除错就是计算差错"),
    Counted("A303", SCORE_WRONG, "填报得分不是按规则由目标值和完成值算出的数"),
    Counted("A304", SCORE_WRONG, "得分超过分值，不可能是算出来的"),
    Counted("S105", SCORE_WRONG, "定性指标的得分不在所评等级的档位之内"),
    Counted("A205", PARTS_WRONG, "资金总额不等于各来源之和"),
    Counted("A301", PARTS_WRONG, "各指标分值之和不等于满分"),
    Counted("A302", PARTS_WRONG, "下级指标分值之和不等于上级分值"),
    Counted("A305", PARTS_WRONG, "填报总分不等于各项填报得分之和"),
    Counted(
        "A307", PARTS_WRONG, "填报总分与核算总分相差超过允许范围；同一张表已有得分或合计的差错时，不再重复计"
    ),
    Counted("A308", GRADE_WRONG, "填报等级不是该分数对应的等级"),
)
"""What the form's 0.3 points are taken for. Nothing else counts: a total within tolerance (A306) is no mistake, a cost
that does not fit the spending (A206) is a doubt about a figure and not a sum, and a missing value is left to a person."""
_TOTAL = "A307"
_OF_TOTAL = frozenset({"A303", "A304", "S105", "A305"})
"""Where one of these stands in a table, the total differs because of it."""


class Hint(NamedTuple):
    """What a person should look at for an item of the form, and the findings that bear on it."""

    look_at: str
    codes: tuple[str, ...]


HINTS = {
    "报告上传": Hint("自评表和自评报告是否都已按时上传，内容是否一致；系统看不到上传记录。", ()),
    "完整规范": Hint(
        "栏目是否填全，单位、符号、格式是否规范。",
        (
            "A101",
            "A102",
            "A103",
            "A106",
            "A107",
            "A110",
            "A207",
            "A309",
            "A403",
            "R102",
            "R103",
            "R104",
            "R115",
        ),
    ),
    "可读性逻辑性": Hint("文字是否通顺，前后数字和说法是否一致。", ("A108", "A109", "A202", "A206", "A404")),
    "评价结论": Hint(
        "结论是否与得分相符，是否有佐证支持。",
        ("A303", "A305", "A306", "A307", "A308", "A311", "A401", "A405"),
    ),
    "问题分析": Hint(
        "偏差、超额、执行率偏低、预算调整的原因是否写到实处。", ("A104", "A105", "A203", "A204")
    ),
    "改进建议": Hint("建议是否针对查出的问题，是否写明措施、责任和时限。", ("A104", "A105", "A203", "A402")),
}


def review_file(file: FileFindings, form: RuleTemplate) -> Review:
    """The review of one file; findings that were accepted neither count nor hint."""
    penalties = form.extra_levels.value if form.extra_levels else {}
    level, penalty = next(
        ((name, extra) for name, extra in penalties.items() if not extra.is_bonus and extra.each is not None),
        ("", None),
    )
    tables = [one.table for one in file.assessments]
    return Review(
        path=file.path,
        template=form.id,
        name=form.name,
        year=next((table.year for table in tables if table.year), None),
        unit=next((table.unit or table.department or "" for table in tables), ""),
        in_force=form.covers,
        error_level=level,
        each=(penalty.each or ZERO) if penalty else ZERO,
        cap=penalty.cap if penalty else ZERO,
        source=form.extra_levels.source if form.extra_levels else form.level_points.source,
        items=tuple(
            ReviewItem(
                item.name,
                next((name for name in item.level if name), ""),
                item.points.value,
                item.meaning,
                HINTS[item.name].look_at if item.name in HINTS else item.meaning,
                _bearing_on(item.name, file),
            )
            for item in form.items.values()
        ),
        cases=tuple(_cases(file)) if penalty else (),
    )


def _bearing_on(item: str, file: FileFindings) -> tuple[Finding, ...]:
    codes = HINTS[item].codes if item in HINTS else ()
    return tuple(finding for finding in file.standing if finding.code in codes)


def _cases(file: FileFindings) -> Iterator[ReviewCase]:
    """Each mistake once: what follows from another is not counted, nor is a second remark on the same cell."""
    by_code = {counted.code: counted for counted in COUNTED}
    seen: set[tuple[str, Place]] = set()
    spoilt = {_table(finding, file) for finding in file.standing if finding.code in _OF_TOTAL}
    for finding in file.standing:
        counted = by_code.get(finding.code)
        if counted is None or finding.root or (finding.code == _TOTAL and _table(finding, file) in spoilt):
            continue
        if finding.at.cell and (counted.sort, finding.at) in seen:
            continue
        seen.add((counted.sort, finding.at))
        yield ReviewCase(counted.sort, finding, counted.because)


def _table(finding: Finding, file: FileFindings) -> str | int | None:
    """The sheet, or the number of the table; a claim beside the only table of a file belongs to that one."""
    sources = [one.table.source for one in file.assessments]
    near = finding.at if finding.at.sheet or finding.at.table or len(sources) != 1 else sources[0]
    return near.sheet or near.table
