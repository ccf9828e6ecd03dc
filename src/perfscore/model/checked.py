"""What an audit of files comes to: every finding of a file, which of them were accepted and why, and its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from perfscore.model.assessment import Assessment
from perfscore.model.finding import Finding, Severity
from perfscore.model.place import NOWHERE, Place
from perfscore.model.verdict import Verdict, asked_by, gravest

ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that somebody accepts, with the reason.

    code, reason: never empty. file: a name or a pattern; "" for every file it is offered for.
    sheet, table, cell, indicator: what narrows it down, where given. until: its last day.
    home: the file that says so. at: the place in it.
    """

    code: str
    reason: str
    file: str = ""
    sheet: str = ""
    table: int | None = None
    cell: str = ""
    indicator: str = ""
    until: date | None = None
    home: Path = Path()
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, and the waiver that accepts it."""

    finding: Finding
    waiver: Waiver | None = None


@dataclass(frozen=True, slots=True)
class Statements:
    """How many statements of running text could be checked, and how many of those were understood."""

    checkable: int
    understood: int


@dataclass(frozen=True, slots=True)
class FileFindings:
    """Everything found in one file.

    unusable: why there is nothing to check. statements: None for a file without running text that was looked at.
    """

    path: Path
    assessments: tuple[Assessment, ...] = ()
    findings: tuple[Found, ...] = ()
    statements: Statements | None = None
    unusable: Finding | None = None

    @property
    def standing(self) -> tuple[Finding, ...]:
        """The findings that nobody accepted: only they count."""
        return tuple(found.finding for found in self.findings if found.waiver is None)

    @property
    def has_errors(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.standing)

    @property
    def verdict(self) -> Verdict:
        return gravest(asked_by(finding) for finding in self.standing)


@dataclass(frozen=True, slots=True)
class Family:
    """A finding with those that follow from it."""

    root: Found
    followers: tuple[Found, ...] = ()


def families(findings: Sequence[Found]) -> tuple[Family, ...]:
    """Findings gravest first, each with its followers.

    A follower stands by itself where its root was not found, was accepted, or is less grave than it: an error never
    hides below a remark.
    """
    rooted: dict[int, list[Found]] = {}
    heads: list[int] = []
    for index, found in enumerate(findings):
        head = _head_of(index, findings)
        if head == index:
            heads.append(index)
        else:
            rooted.setdefault(head, []).append(found)
    made = [Family(findings[index], tuple(rooted.get(index, ()))) for index in heads]
    return tuple(sorted(made, key=lambda family: ORDER.index(family.root.finding.severity)))


def _head_of(own: int, findings: Sequence[Found]) -> int:
    """Where the finding that another follows from in the end stands in the list; findings in a circle have none."""
    passed = [own]
    while (root := _root_of(passed[-1], findings)) is not None:
        if root in passed:
            return own
        passed.append(root)
    return passed[-1]


def _root_of(own: int, findings: Sequence[Found]) -> int | None:
    """The finding that one names as its root: of several the nearest to it."""
    finding = findings[own].finding
    if not finding.root:
        return None
    candidates = [
        index
        for index, other in enumerate(findings)
        if index != own
        and other.finding.code == finding.root
        and (other.waiver is None or findings[own].waiver is not None)
        and ORDER.index(other.finding.severity) <= ORDER.index(finding.severity)
    ]
    return max(candidates, key=lambda index: _nearness(finding.at, findings[index].finding.at), default=None)


def _nearness(one: Place, other: Place) -> tuple[bool, bool]:
    table = (one.sheet, one.table) == (other.sheet, other.table)
    return table, table and one.cell == other.cell
