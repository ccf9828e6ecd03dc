"""Facts about a unit, from a YAML file's plain data or a sheet named 报告资料, to typed facts. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path

from perfscore.model.given import FIELDS, Given, GivenKind
from perfscore.read.files import file_grids
from perfscore.read.grid import Grid
from perfscore.read.notation.quantities import read_money, scan_quantity
from perfscore.read.notation.spelling import squeeze, tidy

SHEET = "报告资料"
OTHERS, PROJECTS = "其他", "项目"
LONGEST_TEXT = 20_000
MOST_PEOPLE = 10_000_000
_MONEY, _PEOPLE = (GivenKind.MONEY, GivenKind.MONEY_PARTS), (GivenKind.COUNT, GivenKind.COUNT_PARTS)
_PARTED = (GivenKind.MONEY_PARTS, GivenKind.COUNT_PARTS)


class GivenError(ValueError):
    """Facts that cannot be used: everything that is wrong with them, one line each with its place."""

    def __init__(self, lines: Iterable[str]) -> None:
        super().__init__("\n".join(lines))


@dataclass(frozen=True, slots=True)
class GivenEntry:
    """One thing told. path: its names from the outside in. where: file and line, or sheet and cell."""

    path: tuple[str, ...]
    text: str
    where: str


@dataclass(slots=True)
class _Taken:
    """Facts of a unit or a project while they are being read. seen: where each was told first."""

    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    amounts: dict[str, Fraction] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    parts: dict[str, dict[str, Fraction]] = field(default_factory=dict)
    others: dict[str, tuple[str, ...]] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)

    def given(self, projects: Mapping[str, Given]) -> Given:
        return Given(self.texts, self.amounts, self.counts, self.parts, self.others, projects)


def entries_of(
    data: Mapping[str, object], where: Callable[[tuple[str, ...]], str], around: tuple[str, ...] = ()
) -> Iterator[GivenEntry]:
    """The entries of plain data: mappings, lists of texts, texts. A list under a name gives an entry for each text.

    where: the place of a path, for messages. Raises GivenError for a list that holds anything but texts.
    """
    for key, value in data.items():
        path = (*around, key.strip())
        if isinstance(value, Mapping):
            yield from entries_of(value, where, path)
        elif isinstance(value, list):
            for text in value:
                if not isinstance(text, str):
                    raise GivenError([f"{where(path)}：“{key}”下应为一列文字，里面不能再分层。"])
                yield GivenEntry(path, text, where(path))
        else:
            yield GivenEntry(path, str(value), where(path))


def entries_in_sheet(path: Path) -> list[GivenEntry] | None:
    """The entries of a workbook's sheet 报告资料; None when it has no such sheet. Raises `UnusableFile`.

    Two columns, name and content. `支出：基本支出` is a part of 支出; below a row `项目：名称` all is that project's.
    """
    for grid in file_grids(path):
        if squeeze(grid.source.sheet or "") == SHEET:
            return list(_entries(grid))
    return None


def _entries(grid: Grid) -> Iterator[GivenEntry]:
    project: tuple[str, ...] = ()
    for row in range(1, grid.height + 1):
        cells = [cell for cell in grid.row_cells(row) if cell.row == row]
        if not cells or cells[0].key in ("资料", "资料名称", "名称", SHEET):
            continue
        name, _, part = cells[0].text.strip().replace(":", "：").rstrip("：").partition("：")
        if name == PROJECTS:
            project = (PROJECTS, part.strip() or (cells[1].text.strip() if len(cells) > 1 else ""))
            continue
        path = (*project, name.strip(), *([part.strip()] if part else []))
        text = cells[1].text if len(cells) > 1 else ""
        for line in text.splitlines() or [""]:
            yield GivenEntry(path, line, str(cells[0].at))


def given_from(entries: Iterable[GivenEntry]) -> Given:
    """Typed facts. Raises GivenError with everything that is wrong."""
    unit, projects, wrong = _Taken(), dict[str, _Taken](), list[str]()
    for entry in entries:
        taken, path = unit, entry.path
        if path[0] == PROJECTS:
            if len(path) < 3 or not path[1]:
                wrong.append(f"{entry.where}：“项目”下应先写项目名称，再写该项目的资料。")
                continue
            taken, path = projects.setdefault(path[1], _Taken()), path[2:]
        wrong += _take(taken, path, entry)
    for each in (unit, *projects.values()):
        wrong += _incoherent(each)
    if wrong:
        raise GivenError(wrong)
    return unit.given({name: each.given({}) for name, each in projects.items()})


def _take(taken: _Taken, path: tuple[str, ...], entry: GivenEntry) -> Iterator[str]:
    """Put one entry where it belongs; gives what is wrong with it."""
    name, *below = path
    text = entry.text.strip()
    kind = FIELDS.get(name)
    if name == OTHERS and len(below) == 1:
        if text:
            taken.others[below[0]] = (*taken.others.get(below[0], ()), text)
    elif kind is None:
        yield f"{entry.where}：不认识的资料“{name}”。{_suggested(name)}"
    elif len(below) != (kind in _PARTED):
        yield f"{entry.where}：“{'：'.join(path)}”的写法不对，“{name}”应为{kind.value}。{_example(name, kind)}"
    elif not text:
        return  # left empty: a gap in the report
    elif len(text) > LONGEST_TEXT:
        yield f"{entry.where}：“{name}”过长，最多 {LONGEST_TEXT} 字。"
    elif kind is GivenKind.TEXT:
        taken.texts[name] = (*taken.texts.get(name, ()), text)
    elif "：".join(path) in taken.seen:
        yield f"{entry.where}：“{'：'.join(path)}”重复，{taken.seen['：'.join(path)]} 已有。"
    else:
        yield from _take_number(taken, path, kind, entry)


def _take_number(taken: _Taken, path: tuple[str, ...], kind: GivenKind, entry: GivenEntry) -> Iterator[str]:
    name = path[0]
    taken.seen["：".join(path)] = entry.where
    taken.seen.setdefault(name, entry.where)
    number = _money(entry.text) if kind in _MONEY else _people(entry.text)
    if number is None:
        wanted = "金额，如 208.23 或 208.23万元" if kind in _MONEY else "人数，如 9 或 9人"
        yield f"{entry.where}：“{'：'.join(path)}”应为{wanted}，写的是“{entry.text.strip()}”。"
    elif kind in _PARTED:
        taken.parts.setdefault(name, {})[path[1]] = number
    elif kind in _MONEY:
        taken.amounts[name] = number
    else:
        taken.counts[name] = int(number)


def _money(text: str) -> Fraction | None:
    """万元, where no unit is written; never below zero."""
    amount = read_money(tidy(text), "万元")
    return amount if amount is not None and 0 <= amount < 10**12 else None


def _people(text: str) -> Fraction | None:
    tidied = tidy(text)
    measured = scan_quantity(tidied)
    if measured is None or measured.approximate or measured.end != len(tidied):
        return None
    whole = measured.number.denominator == 1 and 0 <= measured.number <= MOST_PEOPLE
    return measured.number if whole and measured.unit in ("", "人", "名") else None


def _suggested(name: str) -> str:
    close = get_close_matches(name, [*FIELDS, OTHERS, PROJECTS], n=1, cutoff=0.4)
    guess = f"是否想写“{close[0]}”？" if close else ""
    return f"{guess}提纲以外的资料请写在“{OTHERS}”下。"


def _example(name: str, kind: GivenKind) -> str:
    if kind in _PARTED:
        part = "基本支出: 141.23" if kind is GivenKind.MONEY_PARTS else "事业人员: 9"
        return f"如“{name}:”下另起一行写“  {part}”；在工作表里写“{name}：{part.partition(':')[0]}”。"
    return f"如“{name}: …”。"


def _incoherent(taken: _Taken) -> Iterator[str]:
    """Figures that contradict each other: a report built on them would, too."""
    people, staff = taken.parts.get("人员构成"), taken.counts.get("实有人数")
    if people and staff is not None and sum(people.values()) != staff:
        total = sum(people.values())
        yield f"{taken.seen['人员构成']}：“人员构成”合计 {total} 人，与“实有人数” {staff} 人不符。"
