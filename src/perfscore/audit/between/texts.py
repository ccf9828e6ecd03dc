"""Checks of reports in running text against the tables of the same unit and year, in whatever file these stand."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfscore.audit.between.hand_in import Found, Handed, HandedText, HandIn, topic, unit_name
from perfscore.audit.between.money import FIGURES, cost_rows, figure, in_wan
from perfscore.audit.between.rows import Limits
from perfscore.audit.checks.rows import named
from perfscore.audit.findings import reports as kinds
from perfscore.audit.findings.across import CLAIM_WITHOUT_TABLE
from perfscore.model.decimals import fixed, plain
from perfscore.model.finding import Finding, Kind
from perfscore.model.narrative import Fact, Told
from perfscore.model.place import Place
from perfscore.model.prose import half_up
from perfscore.model.values import Quantity

_MONEY = (Fact.INITIAL, Fact.ADJUSTED, Fact.SPENT)
_TOTAL_OUTLAY = ("支出合计", "支出总计")
"""What these are in the same file's table is a check of the text itself (A513)."""


def check_scores_told(together: HandIn, limits: Limits) -> Iterator[Found]:
    """The score and the grade that a report gives are those of the table (AUD-24)."""
    for text, told, each in _with_tables(together):
        total, grade = each.table.claimed_total, each.table.claimed_grade
        if told.fact is Fact.SCORE and total and told.number is not None and told.number != total.number:
            facts = _sides(told, each, total.at)
            yield text, kinds.SCORE_TOLD_DIFFERS.at(told.at, **facts, there=plain(total.number))
        if told.fact is Fact.GRADE and grade and told.grade != grade.written:
            facts = _sides(told, each, grade.at)
            yield text, kinds.GRADE_TOLD_DIFFERS.at(told.at, **facts, there=grade.written)


def check_scored_projects_have_tables(together: HandIn, limits: Limits) -> Iterator[Found]:
    """A report that gives a project's score needs that project's table (AUD-29).

    Said only where some table of a project was handed in, and each of them has a name: else it may be the one.
    """
    topics = [topic(name) for name in together.named_projects()]
    if not topics or any(not each.project for each in together.projects):
        return
    said: set[tuple[HandedText, str]] = set()
    for text, told in _told(together, Fact.SCORE):
        about = topic(told.project or "")
        if len(about) < 2 or any(about in other or other in about for other in topics if other):
            continue
        if (text, about) in said:
            continue
        said.add((text, about))
        score = plain(told.number) if told.number is not None else ""
        quote = told.at.quote[:40]
        yield text, CLAIM_WITHOUT_TABLE.at(told.at, text=quote, project=told.project, score=score)


def check_money_told(together: HandIn, limits: Limits) -> Iterator[Found]:
    """Budget, outlay and rate that a report or the final accounts give are those of the table (AUD-24, AUD-25).

    Of a project without a table, its amount is held against the department's cost row that is named as the project.
    """
    least = limits["money-tolerance"].value
    for text, told, each in _with_tables(together):
        kind = kinds.ACCOUNTS_DIFFER if told.in_accounts else kinds.MONEY_TOLD_DIFFERS
        if told.number is None or (text.path == each.path and any(w in told.written for w in _TOTAL_OUTLAY)):
            continue
        if told.fact in _MONEY:
            there = figure(each.table, told.fact.value)
            if there and _apart(there.number - told.number, told, least):
                facts = _sides(told, each, there.at) | {"limit": _limit(told, least)}
                name, amount = FIGURES[told.fact.value], f"{plain(there.number)} 万元"
                yield text, kind.at(told.at, **facts, figure=name, there=amount)
        elif told.fact is Fact.RATE and (found := _rate_differs(told, each, kinds.MONEY_TOLD_DIFFERS)):
            yield text, found
    yield from _against_cost_rows(together, least)


def _rate_differs(told: Told, each: Handed, kind: Kind) -> Finding | None:
    """A printed rate may be the table's printed one or what its amounts make, each rounded as the text rounds."""
    budget = each.table.budget
    rate = budget.execution_rate if budget else None
    if budget is None or rate is None or told.number is None:
        return None
    exact, printed = rate * 100, budget.total.claimed_rate
    known = [exact, printed.number] if isinstance(printed, Quantity) else [exact]
    if any(abs(told.number - number) <= told.step for number in known):
        return None
    return kind.at(
        told.at,
        **_sides(told, each, budget.total.spent.at),
        figure="执行率",
        there=f"{fixed(half_up(exact, 2), 2)}%",
        limit=f"{plain(told.step)} 个百分点",
    )


def _against_cost_rows(together: HandIn, least: Fraction) -> Iterator[Found]:
    known = {topic(name) for name in together.named_projects()}
    for department in together.departments[:1]:
        rows = cost_rows(department.table)
        for text, told in _told(together, Fact.SPENT):
            about = topic(told.project or "")
            row = rows.get(about) if len(about) >= 2 and about not in known else None
            cost = in_wan(row) if row else None
            if (
                row
                and cost is not None
                and told.number is not None
                and _apart(cost - told.number, told, least)
            ):
                facts = _sides(told, department, row.actual.at)
                figures = {"figure": f"成本指标“{named(row)}”", "there": f"{plain(cost)} 万元"}
                yield (
                    text,
                    kinds.MONEY_TOLD_DIFFERS.at(told.at, **facts, **figures, limit=_limit(told, least)),
                )


def check_projects_within_text(together: HandIn, limits: Limits) -> Iterator[Found]:
    """The projects whose tables are here cannot have spent more than the text gives as 项目支出 (AUD-24)."""
    least = limits["money-tolerance"].value
    projects = together.named_projects().values()
    parts = [part.number for each in projects if (part := figure(each.table, "spent"))]
    for text, told in _told(together, Fact.PROJECTS_SPENT):
        over = sum(parts, Fraction(0)) - told.number if told.number is not None else Fraction(0)
        if parts and over > 0 and _apart(over, told, least):
            found = kinds.PROJECTS_OVER_TEXT.at(
                told.at,
                written=told.written,
                count=len(parts),
                sum=plain(sum(parts, Fraction(0))),
                other="、".join(sorted({each.where(each.table.source) for each in projects})[:4]),
                limit=_limit(told, least),
            )
            yield text, found


def check_count_of_projects(together: HandIn, limits: Limits) -> Iterator[Found]:
    """As many tables of projects as the text says were assessed (a hint: some may not have been asked for)."""
    count = len(together.named_projects())
    for text, told in _told(together, Fact.PROJECTS_ASSESSED):
        if count and told.number is not None and told.number > count:
            yield text, kinds.FEWER_TABLES.at(told.at, written=told.written, count=count)


def _told(together: HandIn, fact: Fact) -> Iterator[tuple[HandedText, Told]]:
    """What the texts tell of the unit itself and its projects, each thing once for each text."""
    for text in together.texts:
        seen: set[tuple[str | None, Fraction | None]] = set()
        for told in text.narrative.told:
            key = told.project, told.number
            if told.fact is fact and _is_of_unit(told, together.unit) and key not in seen:
                seen.add(key)
                yield text, told


def _is_of_unit(told: Told, unit: str) -> bool:
    """Whether a sentence speaks of the unit: it names none, or this one, or this one in short."""
    who = unit_name(told.who)
    return not who or unit.endswith(who) or who.endswith(unit)


def _with_tables(together: HandIn) -> Iterator[tuple[HandedText, Told, Handed]]:
    """What the texts tell, with the table it is about; where a project's name is not clear, none."""
    for fact in (*_MONEY, Fact.RATE, Fact.SCORE, Fact.GRADE):
        for text, told in _told(together, fact):
            if told.project is None:
                tables = together.departments[:1]
            else:
                about = topic(told.project)
                named_so = [each for name, each in together.named_projects().items() if topic(name) == about]
                tables = tuple(named_so) if len(named_so) == 1 and len(about) >= 2 else ()
            for each in tables:
                yield text, told, each


def _sides(told: Told, each: Handed, place: Place) -> dict[str, str]:
    """Both sides of a difference: what it is about, as the text prints it, and where the table has it."""
    subject = "部门整体" if told.project is None else f"“{told.project}”"
    return {
        "quote": told.at.quote[:60],
        "written": told.written,
        "subject": subject,
        "other": each.where(place),
    }


def _apart(gap: Fraction, told: Told, least: Fraction) -> bool:
    """Whether amounts differ by more than is allowed, and by more than the digits that the text left out."""
    return abs(gap) > least and abs(gap) >= told.step


def _limit(told: Told, least: Fraction) -> str:
    return f"{plain(least)} 万元" if told.step <= least else f"＜{plain(told.step)} 万元"
