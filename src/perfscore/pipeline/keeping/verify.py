"""Whether a kept result can be reached again: from the original's bytes, by the rules and readings of then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from perfscore.archive.entries import Entry
from perfscore.archive.store import Store
from perfscore.archive.told import ArchiveError
from perfscore.model.assessment import Assessment, Score
from perfscore.model.decimals import fixed
from perfscore.model.finding import Finding
from perfscore.model.table import AssessmentTable, Form, Indicator, Stage
from perfscore.pipeline.as_json import engine_name
from perfscore.pipeline.assessing import assess
from perfscore.read.files import read_bytes
from perfscore.read.findings import UnusableFile
from perfscore.rules.load import TemplateError, load_template
from perfscore.rules.template import RuleTemplate


class Rules(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    """There are rules of that name, but they no longer say the same."""
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that came out otherwise. what: by name; row: of which indicator; then, now: as texts."""

    what: str
    row: str = ""
    then: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of doing a result again.

    rules: of the template then against the one there is now. digest_now: of the latter, "" where there is none.
    engine_now: the program that did it again; `entry.engine` the one of then.
    unreadable: why nothing could be done again; "" when it was.
    differences: in the result. retold: the result is the same, but the telling of a score or the words of a finding differ.
    """

    entry: Entry
    rules: Rules
    engine_now: str
    digest_now: str = ""
    unreadable: str = ""
    differences: tuple[Difference, ...] = ()
    retold: bool = False

    @property
    def reproduced(self) -> bool:
        return self.rules is Rules.SAME and not self.unreadable and not self.differences


def verify(store: Store, entry: Entry) -> Verification:
    """Do a kept result again and say what differs. Raises ArchiveError only where the archive itself fails."""
    (kept,) = store.load([entry.id])
    engine = engine_name()
    rules = _rules_of(entry)
    state = (
        Rules.ABSENT
        if rules is None
        else Rules.SAME
        if rules.digest == entry.template_digest
        else Rules.CHANGED
    )
    done = Verification(entry, state, engine, rules.digest if rules else "")
    try:
        content = store.original(entry.digest)
        tables = read_bytes(content, kept.table.source.file or entry.file, entry.terms.words)
    except ArchiveError as error:
        return replace(done, unreadable=str(error))
    except UnusableFile as error:
        return replace(done, unreadable=error.finding.message)
    if len(tables) < entry.position:
        return replace(done, unreadable=f"原件里现在只读出 {len(tables)} 张表，没有第 {entry.position} 张")
    if rules is None:
        return done
    again = assess(replace(tables[entry.position - 1], figures=kept.table.figures), rules)
    differences = tuple(_differences(kept, again))
    return replace(done, differences=differences, retold=not differences and _told(again) != _told(kept))


def _rules_of(entry: Entry) -> RuleTemplate | None:
    """The rules as they were asked for, else those of the same id, as in force on the day of then."""
    for name in dict.fromkeys((entry.terms.template or entry.template, entry.template)):
        try:
            return load_template(name, on=entry.in_force_on, choices=entry.terms.choices)
        except TemplateError:
            continue
    return None


def _differences(kept: Assessment, again: Assessment) -> Iterator[Difference]:
    places = kept.template.places
    if len(kept.rows) != len(again.rows):
        yield Difference("rows", then=str(len(kept.rows)), now=str(len(again.rows)))
    else:
        for then, now in zip(kept.rows, again.rows, strict=True):
            name = then.indicator.name
            if then.indicator != now.indicator:
                yield Difference("reading", name, _read(then.indicator), _read(now.indicator))
            yield from _score_differences(name, then.result, now.result, places)
    if kept.table.budget != again.table.budget:
        yield Difference("budget")
    yield from _score_differences("", kept.execution, again.execution, places)
    for what in ("total", "total_possible"):
        before, after = getattr(kept, what), getattr(again, what)
        if before != after:
            yield Difference(what, then=fixed(before, places), now=fixed(after, places))
    if kept.grade != again.grade:
        yield Difference("grade", then=kept.grade, now=again.grade)
    if _heading(kept.table) != _heading(again.table):
        yield Difference("heading")
    if _rest(kept.table) != _rest(again.table):
        yield Difference("table")
    gone = Counter(map(_said, kept.findings)) - Counter(map(_said, again.findings))
    come = Counter(map(_said, again.findings)) - Counter(map(_said, kept.findings))
    if gone or come:
        yield Difference("findings", then=_codes(gone), now=_codes(come))


def _told(assessment: Assessment) -> Assessment:
    """The assessment without the formulas of a workbook, which people do not read and an older archive does not hold."""
    return replace(assessment, live=None)


def _heading(table: AssessmentTable) -> tuple[object, ...]:
    return table.form, table.stage, table.unit, table.year, table.project


def _rest(table: AssessmentTable) -> AssessmentTable:
    """The table without what is held against each other by itself."""
    bare = replace(table, rows=(), budget=None, findings=())
    return replace(bare, form=Form.PROJECT, stage=Stage.SELF_ASSESSMENT, unit=None, year=None, project=None)


def _read(indicator: Indicator) -> str:
    return f"{indicator.target.written}／{indicator.actual.written}"


def _score_differences(name: str, then: Score, now: Score, places: int) -> Iterator[Difference]:
    told = [(each.score, each.points, each.outcome, each.possible, each.met) for each in (then, now)]
    if told[0] != told[1]:
        shown = [f"{fixed(each.score, places)}/{fixed(each.points, places)}" for each in (then, now)]
        yield Difference("score", name, *shown)


def _said(finding: Finding) -> tuple[object, ...]:
    """A finding without its wording, which may get better over the years."""
    return finding.code, finding.at, finding.facts


def _codes(findings: Counter[tuple[object, ...]]) -> str:
    return "、".join(sorted(str(code) for code, *_ in findings.elements()))
