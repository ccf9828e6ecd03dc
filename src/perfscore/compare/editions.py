"""The order of the tables compared, and what each is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from perfscore.model.assessment import Assessment
from perfscore.model.comparison import Edition, Relation
from perfscore.model.table import Stage

_STAGES = {Stage.DECLARATION: "申报", Stage.MONITORING: "监控", Stage.SELF_ASSESSMENT: "自评"}
_ORDER = tuple(_STAGES)


def in_order(assessments: Sequence[Assessment], under_one: Sequence[Assessment] = ()) -> tuple[Edition, ...]:
    """Editions from the oldest to the newest; of one year by stage, of one stage in the order given.

    under_one: the same tables under one set of rules, in the same order; empty when that was not asked for.
    Tables that print no year come first.
    """
    others = under_one or (None,) * len(assessments)
    both = sorted(zip(assessments, others, strict=True), key=lambda each: _moment(each[0]))
    labels = _labels([each for each, _ in both])
    return tuple(Edition(label, one, other) for label, (one, other) in zip(labels, both, strict=True))


def _moment(assessment: Assessment) -> tuple[int, int]:
    return assessment.table.year or 0, _ORDER.index(assessment.table.stage)


def _labels(assessments: Sequence[Assessment]) -> list[str]:
    """`2023年`; with the stage where a year has several; with a number where a stage has."""
    stages = Counter(_moment(each) for each in assessments)
    seen: Counter[tuple[int, int]] = Counter()
    labels = []
    for each in assessments:
        label = f"{each.table.year}年" if each.table.year else "未填年度"
        if len({_moment(a) for a in assessments if a.table.year == each.table.year}) > 1:
            label += _STAGES[each.table.stage]
        seen[_moment(each)] += 1
        if stages[_moment(each)] > 1:
            label += f"第{seen[_moment(each)]}稿"
        labels.append(label)
    return labels


def relation(earlier: Edition, later: Edition) -> Relation:
    if earlier.year != later.year:
        return Relation.YEARS
    same = earlier.assessment.table.stage is later.assessment.table.stage
    return Relation.VERSIONS if same else Relation.STAGES
