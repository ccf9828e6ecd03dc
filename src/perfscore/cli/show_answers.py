"""Answers on the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from perfscore.cli.answer_words import AnswerSay
from perfscore.cli.show import Text, score_text
from perfscore.model.decimals import fixed, plain

if TYPE_CHECKING:
    from perfscore.pipeline import Answer, GoalSeek, Option, Reconciliation, Sensitivity, WhatIf

WEIGHED_PLACES = 4


def show_heading(out: Console, answer: Answer, say: AnswerSay) -> None:
    """Which table was asked about, and under which rules."""
    table, template = answer.subject.table, answer.subject.template
    heading = " · ".join(
        part for part in (table.title, str(table.year or ""), table.project or table.unit) if part
    )
    _tell(out, heading, style="bold")
    rules = f"{say('rules')}：{template.name}（{template.id}，{template.on}）"
    _tell(out, f"{table.source.file}  {table.source}  {rules}", style="dim")


def show_what_if(out: Console, answer: WhatIf, say: AnswerSay) -> None:
    places = answer.subject.places
    grid = _grid(say, ("name", False), ("cell", False), ("before", False), ("after", False))
    for setting in answer.settings:
        grid.add_row(
            Text(setting.name),
            Text(setting.at.cell or "—"),
            Text(setting.before or say("nothing")),
            Text(setting.after),
        )
    out.print(grid)
    if answer.moved:
        columns = ("points", "score_before", "score_after", "change")
        grid = _grid(say, ("indicator", False), *((column, True) for column in columns))
        for moved in answer.moved:
            before, after = moved.line.score, moved.after
            points = fixed(before.points, places)
            if after.points != before.points:
                points += f" → {fixed(after.points, places)}"
            grid.add_row(
                Text(moved.line.name),
                Text(points),
                score_text(before, places, say),
                score_text(after, places, say),
                Text(_signed(moved.change, places)),
            )
        out.print(grid)
    else:
        _tell(out, say("nothing_moves"))
    for setting in answer.settings:
        if setting.claim is not None:
            told = say("claim_stands", name=setting.name, claim=plain(setting.claim))
            _tell(out, told, style="yellow")
    line = say(
        "totals",
        before=fixed(answer.total_before, places),
        after=fixed(answer.total_after, places),
        change=_signed(answer.change, places),
        grade_before=answer.grade_before,
        grade_after=answer.grade_after,
    )
    _tell(out, line, style="bold")
    if (answer.possible_before, answer.possible_after) != (answer.total_before, answer.total_after):
        possible, then = fixed(answer.possible_before, places), fixed(answer.possible_after, places)
        _tell(out, say("possibles", before=possible, after=then))


def show_goal_seek(out: Console, answer: GoalSeek, say: AnswerSay) -> None:
    places, goal = answer.subject.places, answer.goal
    gap = _signed(goal.wanted - goal.present, places)
    total, wanted = fixed(goal.present, places), _score(goal.wanted, places)
    line = say(
        "goal_line",
        total=total,
        grade=answer.grade,
        goal=wanted,
        goal_grade=answer.goal_grade,
        gap=gap,
    )
    _tell(out, line, style="bold")
    if answer.is_met:
        _tell(out, say("goal_met", total=total), style="green")
        return
    if not goal.rises:
        key = "goal_below" if answer.is_possible else "goal_passed"
        _tell(out, say(key, gap=_score(goal.present - goal.wanted, places)), style="green")
    elif answer.is_possible:
        _tell(out, say("goal_ways"))
    if answer.is_possible:
        out.print(_ways(answer, say))
    else:
        end = say("goal_most" if goal.rises else "goal_least")
        best = fixed(answer.best, places)
        key = "goal_impossible" if answer.name is None else "goal_not_by_this"
        _tell(out, say(key, goal=wanted, end=end, best=best), style="red")
    _show_others(out, answer, say)


def _ways(answer: GoalSeek, say: AnswerSay) -> Table:
    places = answer.subject.places
    columns = (("present", False), ("needed", False), ("change", True), ("relative", True))
    grid = _grid(
        say, ("indicator", False), *columns, ("score", True), ("total_after", True), ("remark", False)
    )
    for option in answer.options:
        if not option.way.can:
            continue
        change = "—"
        if option.change is not None:
            change = _plus(option.change)
            change = say("days", days=change) if option.way == "date" else change
        relative = "—" if option.relative is None else f"{fixed(option.relative * 100, 1)}%"
        figures = (change, relative, _fixed(option.score, places), _fixed(option.total, places))
        name = option.line.name
        grid.add_row(
            Text(say("execution_by_money") if option.line.row is None else name),
            Text(option.present or say("nothing")),
            Text(option.needed, style="bold"),
            *(Text(figure) for figure in figures),
            Text("；".join(_remarks(answer, option, say))),
        )
    return grid


def _remarks(answer: GoalSeek, option: Option, say: AnswerSay) -> Iterator[str]:
    """What else is to be known of a way: by how much it misses, the band, what would do as well."""
    over = answer.over(option)
    if over:
        yield say("over" if over > 0 else "under", over=plain(abs(over)))
    if option.exactly:
        yield say("exactly_at", needed=option.exactly)
    if option.band:
        yield say("band", band=option.band)
    if option.claimed is not None:
        yield say("claim_too", claimed=plain(option.claimed))
    least, most = option.least, option.most
    if least and most and least != most:
        yield say("around", least=least, most=most)
    elif least and not most:
        yield say("up_from", least=least)
    elif most and not least:
        yield say("latest") if option.way == "date" and most == option.needed else say("up_to", most=most)


def _show_others(out: Console, answer: GoalSeek, say: AnswerSay) -> None:
    """The lines that cannot, those with one reason together."""
    reasons: dict[str, list[str]] = {}
    for option in answer.options:
        if not option.way.can:
            reasons.setdefault(answer.why(option).text(say.lang), []).append(option.line.name)
    if reasons:
        _tell(out, say("goal_others"), style="dim")
    for told, names in reasons.items():
        _tell(out, f"  {told}：{'、'.join(names)}", style="dim")


def show_reconciliation(out: Console, answer: Reconciliation, say: AnswerSay) -> None:
    places = answer.subject.places
    line = say(
        "reconcile_line",
        claimed=plain(answer.claimed),
        total=fixed(answer.total, places),
        grade=answer.grade,
        gap=_signed(answer.gap, places),
    )
    _tell(out, line, style="bold")
    if answer.exact:
        _tell(out, say("exact", claimed=plain(answer.claimed)))
    else:
        _tell(out, say("none_exact", claimed=plain(answer.claimed), tried=answer.tried), style="red")
    for number, each in enumerate(answer.exact or answer.near, start=1):
        shown = fixed(each.total, places)
        if each.shown != each.total:
            shown += f" → {plain(each.shown)}"
        if not answer.exact:
            shown += f"（{say('shown_off', off=_plus(each.shown - answer.claimed))}）"
        told = [
            departure.said().text(say.lang) + ("" if departure.verified is not False else say("unverified"))
            for departure in each.departures
        ]
        _tell(out, f"  {number}. {shown}  {'；'.join(told) or say('as_it_is')}")
    if not answer.complete:
        _tell(out, say("not_all"), style="dim")


def show_sensitivity(out: Console, answer: Sensitivity, say: AnswerSay) -> None:
    places = answer.subject.places
    columns = ("points", "score", "lost", "if_more", "if_less", "if_weighed", "if_zero", "if_met")
    grid = _grid(say, ("indicator", False), *((column, True) for column in columns))
    for hold in answer.holds:
        score = hold.line.score
        weighed = "—" if hold.if_weighed is None else _signed(hold.if_weighed, WEIGHED_PLACES)
        grid.add_row(
            Text(hold.line.name),
            Text(fixed(score.points, places)),
            score_text(score, places, say),
            Text(fixed(hold.lost, places), style="yellow" if hold.lost else ""),
            Text(_change(hold.if_more, places)),
            Text(_change(hold.if_less, places)),
            Text(weighed),
            Text(f"{fixed(hold.total_if_zero, places)} {hold.grade_if_zero}"),
            Text(f"{_fixed(hold.total_if_met, places)} {hold.grade_if_met or ''}".strip()),
        )
    out.print(grid)
    lost = sum((hold.lost for hold in answer.holds), Fraction(0))
    line = say(
        "sum_line",
        points=plain(answer.points),
        lost=fixed(lost, places),
        total=fixed(answer.total, places),
        grade=answer.grade,
    )
    _tell(out, line, style="bold")
    if answer.cut:
        _tell(out, say("cut_line" if answer.cut > 0 else "added_line", cut=fixed(abs(answer.cut), places)))
    if answer.next_grade and answer.to_next is not None:
        line = say("next_grade", points=fixed(answer.to_next, places), grade=answer.next_grade)
        _tell(out, line + _named("raised_by", [hold.line.name for hold in answer.raising], say))
    if answer.lower_grade and answer.margin is not None:
        line = say("lower_grade", points=fixed(answer.margin, places), grade=answer.lower_grade)
        _tell(out, line + _named("lowered_by", [hold.line.name for hold in answer.lowering], say))
    _tell(out, say("sensitivity_note"), style="dim")


def _tell(out: Console, text: str, style: str = "") -> None:
    """A line of prose: the window wraps it, we do not."""
    out.print(Text(text, style=style), soft_wrap=True)


def _named(key: str, names: Sequence[str], say: AnswerSay) -> str:
    return say(key, names="、".join(names)) if names else say(f"{key}_none")


def _grid(say: AnswerSay, *columns: tuple[str, bool]) -> Table:
    """A table by the words of its columns; True for figures."""
    grid = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for title, is_figure in columns:
        grid.add_column(
            say(title), justify="right" if is_figure else "left", no_wrap=is_figure, overflow="fold"
        )
    return grid


def _signed(number: Fraction, places: int) -> str:
    return f"{'+' if number > 0 else ''}{fixed(number, places)}"


def _plus(number: Fraction) -> str:
    return f"{'+' if number > 0 else ''}{plain(number)}"


def _change(number: Fraction | None, places: int) -> str:
    return "—" if number is None else _signed(number, places)


def _fixed(number: Fraction | None, places: int) -> str:
    return "—" if number is None else fixed(number, places)


def _score(number: Fraction, places: int) -> str:
    """A score somebody asked for: never shown with fewer digits than it has."""
    return fixed(number, places) if (number * 10**places).denominator == 1 else plain(number)
