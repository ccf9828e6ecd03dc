"""Accepts findings that somebody gave a reason for. Takes files and waivers, gives the files marked; tells what is idle."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from perfscore.model.checked import FileFindings, Found, Waiver
from perfscore.model.finding import Finding, Kind, Severity, Wording

WAIVER_UNUSED = Kind(
    code="A901",
    name="waiver-unused",
    severity=Severity.INFO,
    zh=Wording(
        "豁免没有用上",
        "{waiver}：这次没有发现可以接受的问题。",
        "没有用上的豁免可能写错了位置，也可能问题已经改好。",
        "请核对代码和位置；问题已经改好的，删去这条豁免。",
    ),
    en=Wording(
        "Waiver not used", "{waiver}: no such finding.", "Misplaced, or settled.", "Check or delete it."
    ),
)
WAIVER_UNKNOWN = Kind(
    code="A902",
    name="waiver-of-unknown-code",
    severity=Severity.INFO,
    zh=Wording(
        "豁免的代码不存在",
        "{waiver}：没有代码为“{code}”的问题。",
        "代码写错的豁免不起作用。",
        "请照问题清单上的代码填写，如 A104。",
    ),
    en=Wording(
        "Waiver of an unknown code", "{waiver}: there is no code “{code}”.", "No effect.", "Correct it."
    ),
)
WAIVER_EXPIRED = Kind(
    code="A903",
    name="waiver-expired",
    severity=Severity.INFO,
    zh=Wording(
        "豁免已经过期",
        "{waiver}：只到 {until}，问题仍在，不再接受。",
        "过期的豁免不起作用。",
        "请改正问题；确需继续接受的，写明理由并更新日期。",
    ),
    en=Wording(
        "Waiver expired", "{waiver}: held until {until}.", "No effect.", "Mend the matter, or renew it."
    ),
)


def accept(
    files: Sequence[FileFindings],
    waivers: Mapping[Path, Sequence[Waiver]],
    today: date,
    known: Collection[str],
) -> list[FileFindings]:
    """The files with every finding that a waiver accepts marked as accepted.

    waivers: those offered for each file. known: the codes there are.
    What is unused, unknown or expired is told in the file that says it, the settings file too.
    """
    used: set[Waiver] = set()
    expired: set[Waiver] = set()
    marked = []
    for file in files:
        offered = waivers.get(file.path, ())
        findings = tuple(_marked(found, file, offered, today, used, expired) for found in file.findings)
        marked.append(replace(file, findings=findings))
    checked = [file for file in files if file.unusable is None]
    every = dict.fromkeys(
        waiver for file in checked for waiver in waivers.get(file.path, ()) if _of_file(waiver, file)
    )
    idle = [waiver for waiver in every if waiver not in used]
    return _with_told(marked, [(waiver.home, _told(waiver, expired, known)) for waiver in idle])


def _marked(
    found: Found,
    file: FileFindings,
    offered: Iterable[Waiver],
    today: date,
    used: set[Waiver],
    expired: set[Waiver],
) -> Found:
    for waiver in offered:
        if _of_file(waiver, file) and _fits(waiver, found.finding):
            if waiver.until and waiver.until < today:
                expired.add(waiver)
                continue
            used.add(waiver)
            return Found(found.finding, waiver)
    return found


def _of_file(waiver: Waiver, file: FileFindings) -> bool:
    return not waiver.file or fnmatchcase(file.path.name, waiver.file)


def _fits(waiver: Waiver, finding: Finding) -> bool:
    at = finding.at
    if waiver.code != finding.code:
        return False
    if waiver.sheet and waiver.sheet != (at.sheet or ""):
        return False
    if waiver.table is not None and waiver.table != at.table:
        return False
    if waiver.cell and waiver.cell.upper() != (at.cell or "").upper():
        return False
    named = " ".join(value for name, value in finding.facts if name in ("indicator", "indicators", "label"))
    return not waiver.indicator or waiver.indicator in named


def _told(waiver: Waiver, expired: Collection[Waiver], known: Collection[str]) -> Finding:
    where = (waiver.sheet, f"表{waiver.table}" if waiver.table else "", waiver.cell, waiver.indicator)
    named = " ".join(part for part in (waiver.code, waiver.file, *where) if part)
    about = f"豁免“{named}”（理由：{waiver.reason}）"
    if waiver.code not in known:
        return WAIVER_UNKNOWN.at(waiver.at, waiver=about, code=waiver.code)
    if waiver in expired:
        return WAIVER_EXPIRED.at(waiver.at, waiver=about, until=waiver.until)
    return WAIVER_UNUSED.at(waiver.at, waiver=about)


def _with_told(files: Sequence[FileFindings], told: Sequence[tuple[Path, Finding]]) -> list[FileFindings]:
    """Each remark joins the file it is about; a settings file joins the list for its remarks."""
    given = {file.path for file in files}
    homes = [home for home in dict.fromkeys(home for home, _ in told) if home not in given]
    return [
        replace(file, findings=(*file.findings, *(Found(f) for home, f in told if home == file.path)))
        for file in (*files, *map(FileFindings, homes))
    ]
