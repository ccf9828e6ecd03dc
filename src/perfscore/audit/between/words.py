"""Checks of what tables say in words: goals of their own, one scale, and scores of projects that have a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfscore.audit.between.hand_in import Found, Handed, HandIn, topic
from perfscore.audit.between.rows import Limits
from perfscore.audit.checks.rows import said
from perfscore.audit.findings import across as kinds
from perfscore.model.names import squeezed
from perfscore.model.place import Place

_CLAIM = re.compile(
    r"[“《「]?(?P<name>[一-龥A-Za-z0-9（）()、]{2,40}?(?:项目|经费|资金|工程|专项))[”》」]?"
    r"(?:支出)?(?:绩效)?(?:自评|评价)?(?:结果)?(?:总)?(?:得分|评分|得)(?:结果)?[为是：:]?\s*(?P<score>\d+(?:\.\d+)?)\s*分"
)
_NO_NAME = re.compile(r"本|该|各|全部|所有|个项目|上述|以上|每|我|其他|^项目$|^专项$|平均|部门")


def check_own_goals(together: HandIn, limits: Limits) -> Iterator[Found]:
    """Every project has a goal of its own (AUD-26)."""
    least = limits["same-goal-length"].value
    first: dict[str, Handed] = {}
    for each in together.named_projects().values():
        goal = squeezed(each.table.goal)
        if len(goal) < least:
            continue
        if goal in first:
            other = first[goal]
            found = kinds.GOAL_REPEATED.at(
                each.table.source,
                project=each.table.project,
                other_project=other.table.project,
                other=other.where(other.table.source),
                text=said(each.table.goal)[:40],
            )
            yield each, found
        first.setdefault(goal, each)


def check_claims_have_tables(together: HandIn, limits: Limits) -> Iterator[Found]:
    """A note that gives a project's score needs that project's table (AUD-29)."""
    topics = [topic(name) for name in together.named_projects()]
    if any(not each.table.project for each in together.projects):
        return  # a table without a name may be the one
    for each in together.tables:
        for text in map(str, each.table.notes):
            for claim in _CLAIM.finditer(text):
                about = topic(claim["name"])
                if _NO_NAME.search(claim["name"]) or len(about) < 2:
                    continue
                if not any(about in other or other in about for other in topics if other):
                    found = kinds.CLAIM_WITHOUT_TABLE.at(
                        each.table.source, text=text[:40], project=claim["name"], score=claim["score"]
                    )
                    yield each, found


def check_one_scale(together: HandIn, limits: Limits) -> Iterator[Found]:
    """All tables of a unit grade by one scale (AUD-30); a table at odds with itself hears so from its own check."""
    first: tuple[str, Handed, Place] | None = None
    told: set[str] = set()
    for each in together.tables:
        own = {
            "".join(row.target.grades): row.target.at for row in each.table.rows if len(row.target.grades) > 1
        }
        if len(own) != 1:
            continue
        ((scale, place),) = own.items()
        if first is None:
            first = scale, each, place
        elif scale != first[0] and scale not in told:
            told.add(scale)
            other = first[1].where(first[2])
            yield each, kinds.SCALES_DIFFER_BETWEEN.at(place, here=scale, there=first[0], other=other)
