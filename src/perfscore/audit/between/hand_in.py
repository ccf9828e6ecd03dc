"""Which tables and texts were handed in together: those of one unit and one year, and of nobody else.

A unit goes by its name as printed (实施单位, else 主管部门), squeezed. A table that names none stands with the one unit of
its folder; in a folder of several units it stands alone, for nobody knows whose it is. A project's table also counts for
the department (部门整体) that it names as 主管部门, but only as a part of that department's money.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from perfscore.model.finding import Finding
from perfscore.model.names import squeezed, yearless
from perfscore.model.narrative import Narrative
from perfscore.model.place import Place
from perfscore.model.table import AssessmentTable, Form, Stage

_CODE = re.compile(r"^[0-9A-Za-z]{8,}\s*[-—]\s*")
_UNIT_CODE = re.compile(r"^[0-9]{3,}\s*[-—_]?\s*")
_NOT_OF_THE_NAME = re.compile(r"专项|工作|项目|经费|资金|支出|年度|补助|预算|政策")
_LONGEST_UNIT = 40
_TITLED = re.compile(
    r"^(?:关于)?(?![我本该各全])([一-龥]{1,24}(?:局|厅|委|委员会|办公室|中心|院|校|站|所|队|镇|乡|办事处|公司))(?=20\d\d年|关于|部门|单位|整体)",
    re.M,
)
"""A title that names its unit: `某局2023年部门整体支出绩效自评报告`."""


@dataclass(frozen=True, slots=True, eq=False)
class Handed:
    """A table with the file it came in. shown: how messages call the file, with its folder where names are the same."""

    table: AssessmentTable
    path: Path
    shown: str = ""

    @property
    def unit(self) -> str:
        return unit_name(self.table.unit or self.table.department)

    @property
    def project(self) -> str:
        """The project's name without its code."""
        return squeezed(_CODE.sub("", (self.table.project or "").strip()))

    def where(self, place: Place) -> str:
        """`自评表.xlsx [表1]E12`: the file too, for the other side may stand in another one."""
        shown, file = str(place), self.shown or place.file
        return file if shown == place.file else f"{file} {shown}".strip()


@dataclass(frozen=True, slots=True, eq=False)
class HandedText:
    """What a document tells, with the file it stands in. unit: of the tables in the same file, "" without any."""

    narrative: Narrative
    path: Path
    unit: str = ""


class HandIn(NamedTuple):
    """What one unit hands in for one year. of_department: tables of other units below the same 主管部门."""

    unit: str
    departments: tuple[Handed, ...]
    projects: tuple[Handed, ...]
    texts: tuple[HandedText, ...] = ()
    of_department: tuple[Handed, ...] = ()

    @property
    def tables(self) -> tuple[Handed, ...]:
        return (*self.departments, *self.projects)

    def named_projects(self) -> dict[str, Handed]:
        """One table for each of the unit's projects that has a name; the same project twice counts once."""
        found: dict[str, Handed] = {}
        for each in self.projects:
            if each.project:
                found.setdefault(each.project, each)
        return found

    def all_projects(self) -> tuple[Handed, ...]:
        """One table for each project of the unit and of those below it."""
        found = {(each.unit, each.project): each for each in reversed(self.of_department) if each.project}
        return (*self.named_projects().values(), *found.values())


Found = tuple[Handed | HandedText, Finding]
"""A finding and the side it is told at."""


def unit_name(name: str | None) -> str:
    """A unit's name as it is compared: without its code, spaces and punctuation."""
    return squeezed(_UNIT_CODE.sub("", (name or "").strip()))


def topic(name: str) -> str:
    """What a project's name is about, without year and the words that every such name has: `督查工作经费` -> `督查`."""
    return _NOT_OF_THE_NAME.sub("", yearless(squeezed(_CODE.sub("", name.strip()))))


def hand_ins(tables: Sequence[Handed], texts: Sequence[HandedText] = ()) -> Iterator[HandIn]:
    """The tables and texts by unit and year, in the order they were given. The work grows with their number alone."""
    tables = [each for each in tables if each.table.rows and each.table.stage is Stage.SELF_ASSESSMENT]
    units_in: dict[Path, set[str]] = {}
    for each in tables:
        units_in.setdefault(each.path.parent, set()).add(each.unit)
    groups: dict[tuple[str, int | None], list[Handed]] = {}
    below: dict[tuple[str, int | None], list[Handed]] = {}
    for each in tables:
        named = units_in[each.path.parent] - {""}
        if len(named) > 1 and not each.unit:
            continue
        unit = each.unit or next(iter(named), "") or f"{each.path.parent}"
        groups.setdefault((unit, each.table.year), []).append(each)
        above = unit_name(each.table.department)
        if above and above != unit and each.table.form is Form.PROJECT:
            below.setdefault((above, each.table.year), []).append(each)
    speaking = _by_group(texts, groups, units_in)
    for key, members in groups.items():
        departments = [each for each in members if each.table.form is Form.DEPARTMENT]
        nameless = not any(each.unit for each in members)
        if nameless and len({each.path for each in departments}) > 1:
            continue  # a heap of tables without names
        parts = below.get(key, []) if any(map(_is_whole_department, departments)) else []
        yield _told_apart(key[0], departments, members, speaking.get(key, []), parts)


def _told_apart(
    unit: str,
    departments: Iterable[Handed],
    members: Iterable[Handed],
    texts: Iterable[HandedText],
    parts: Iterable[Handed],
) -> HandIn:
    """The hand-in, each file called by its name, and by its folder too where two have one name."""
    members, parts, departments = tuple(members), tuple(parts), tuple(departments)
    names = Counter(path.name for path in {each.path for each in (*members, *parts)})

    def named(group: Iterable[Handed]) -> tuple[Handed, ...]:
        return tuple(replace(each, shown=_shown(each.path, names)) for each in group)

    projects = (each for each in members if each.table.form is Form.PROJECT)
    return HandIn(unit, named(departments), named(projects), tuple(texts), named(parts))


def _shown(path: Path, names: Counter[str]) -> str:
    return path.name if names[path.name] < 2 else f"{path.parent.name}/{path.name}"


def _is_whole_department(each: Handed) -> bool:
    """部门整体 takes in the units below; 单位整体 does not."""
    return "单位整体" not in squeezed(each.table.title or "")


def _by_group(
    texts: Iterable[HandedText],
    groups: dict[tuple[str, int | None], list[Handed]],
    units_in: dict[Path, set[str]],
) -> dict[tuple[str, int | None], list[HandedText]]:
    """The texts by the unit they are about: that of their own tables, else one they name, else the one of their folder."""
    years: dict[str, list[int | None]] = {}
    for unit, year in groups:
        years.setdefault(unit, []).append(year)
    lengths = sorted({len(unit) for unit in years if len(unit) <= _LONGEST_UNIT}, reverse=True)
    found: dict[tuple[str, int | None], list[HandedText]] = {}
    for text in texts:
        named = units_in.get(text.path.parent, set()) - {""}
        alone = next(iter(named)) if len(named) == 1 else ""
        head = squeezed(text.narrative.head)
        elsewhere = _names_another(text.narrative.head, alone)
        named_so = (_named_in(each, years, lengths) for each in (head, *map(squeezed, text.narrative.names)))
        unit = text.unit or next(filter(None, named_so), "") or ("" if elsewhere else alone)
        year = text.narrative.year
        if year is None and len(years.get(unit, [])) == 1:
            year = years[unit][0]
        if (unit, year) in groups:
            found.setdefault((unit, year), []).append(text)
    return found


def _names_another(head: str, unit: str) -> bool:
    """Whether a title names a unit, and not this one or its short name."""
    titled = map(squeezed, _TITLED.findall(head))
    return any(not (unit.endswith(found) or found.endswith(unit)) for found in titled)


def _named_in(text: str, units: dict[str, list[int | None]], lengths: Iterable[int]) -> str:
    """The unit that a text names, of several the longest: `某区财政局` is not the `财政局` of elsewhere."""
    for length in lengths:
        for start in range(len(text) - length + 1):
            if length > 3 and text[start : start + length] in units:
                return text[start : start + length]
    return ""
