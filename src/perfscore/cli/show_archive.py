"""What an archive holds, and what became of what was put in, on the terminal."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.table import Table

from perfscore.cli.archive_words import ArchiveSay
from perfscore.cli.plain import without_control
from perfscore.cli.show import Text, console
from perfscore.model.decimals import fixed, plain

if TYPE_CHECKING:
    from perfscore.pipeline import Difference, Entry, KeptFile, Verification

SCHEMA = "perfscore.archive/1"
SHORT = 12
"""Letters of a digest that are shown to people."""


def show_added(file: KeptFile, say: ArchiveSay) -> None:
    """One line for each file, as soon as it is settled; what could not be used goes to the error output."""
    if file.unusable is not None:
        words = file.unusable.wording(say.lang)
        line = say("unusable", file=file.path, message=words.message, mend=words.mend)
        print(without_control(line), file=sys.stderr)
        return
    if file.added is None:
        return
    added = file.added
    facts = {
        "file": file.path,
        "tables": len(added.results),
        "ids": "、".join(map(str, added.results)),
        "earlier": added.earlier_name,
        "version": max((version for version in added.versions if version), default=1),
    }
    print(without_control(say(added.outcome.value, **facts)))
    for position, version in enumerate(added.versions, 1):
        if version is None:
            print(without_control(say("no_chain", file=file.path, table=position)))


def show_tally(files: Sequence[KeptFile], say: ArchiveSay) -> None:
    """How many files of each kind, where there were several."""
    if len(files) < 2:
        return
    counts = Counter(file.added.outcome.value if file.added else "unusable" for file in files)
    print(
        say(
            "tally",
            count=len(files),
            added=counts["added"],
            corrected=counts["corrected"],
            known=counts["known"] + counts["another-name"] + counts["further-result"],
            unusable=counts["unusable"],
        )
    )


def show_entries(entries: Sequence[Entry], say: ArchiveSay) -> None:
    grid = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for title in ("id", "year", "form", "whose", "project", "version", "total", "grade"):
        grid.add_column(say(title), overflow="fold", justify="right" if title in ("id", "total") else "left")
    for title in ("file_name", "when", "who"):
        grid.add_column(say(title), overflow="fold")
    for entry in entries:
        cells = [
            str(entry.id),
            str(entry.year or "—"),
            say(entry.form.value),
            entry.unit or "—",
            entry.project or "—",
            str(entry.version or "—"),
            "—" if entry.total is None else fixed(entry.total, 2),
            entry.grade or "—",
            entry.file,
            _moment(entry),
            entry.by,
        ]
        grid.add_row(*map(Text, cells))
    console().print(grid)


def entry_line(entry: Entry, say: ArchiveSay) -> str:
    return say(
        "kept",
        id=entry.id,
        file=entry.file,
        position=entry.position,
        by=entry.by,
        at=_moment(entry),
        engine=entry.engine,
    )


def _moment(entry: Entry) -> str:
    """When it was put in, by the clock of whoever looks."""
    return f"{entry.at.astimezone():%Y-%m-%d %H:%M}"


def entries_to_json(entries: Sequence[Entry]) -> str:
    """`perfscore.archive/1`: numbers are decimal strings, absent values null, moments in UTC."""
    document = {"schema": SCHEMA, "results": [_entry_document(entry) for entry in entries]}
    return json.dumps(document, ensure_ascii=False, indent=2)


def _entry_document(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "year": entry.year,
        "form": entry.form.value,
        "stage": entry.stage.value,
        "unit": entry.unit,
        "project": entry.project,
        "version": entry.version,
        "newest": entry.newest,
        "total": None if entry.total is None else plain(entry.total),
        "total_possible": None if entry.total_possible is None else plain(entry.total_possible),
        "grade": entry.grade,
        "source": {"file": entry.file, "digest": entry.digest, "table": entry.position},
        "template": {
            "id": entry.template,
            "version": entry.template_version,
            "digest": entry.template_digest,
            "on": entry.in_force_on.isoformat(),
            "choices": dict(entry.terms.choices),
        },
        "engine": entry.engine,
        "by": entry.by,
        "at": entry.at.isoformat(timespec="seconds"),
    }


def verification_lines(done: Verification, say: ArchiveSay) -> Iterator[str]:
    """Whether the result could be reached again, and if not, exactly what differs."""
    entry = done.entry
    rules = {"template": entry.template, "version": entry.template_version}
    rules |= {"digest": entry.template_digest[:SHORT], "now": done.digest_now[:SHORT]}
    if entry.engine != done.engine_now:
        yield say("engine_differs", then=entry.engine, now=done.engine_now)
    if done.unreadable:
        yield say("cannot", reason=done.unreadable)
    if done.rules == "absent":
        yield say("rules_absent", **rules)
    if done.rules == "changed":
        yield say("rules_changed", **rules)
    if done.differences:
        yield say("differs")
        yield from (f"  {_difference(each, say)}" for each in done.differences)
    elif done.rules == "changed" and not done.unreadable:
        yield say("rules_changed_same")
    elif done.reproduced:
        yield say("same_telling" if done.retold else "same")


def _difference(each: Difference, say: ArchiveSay) -> str:
    key = "d_execution" if each.what == "score" and not each.row else f"d_{each.what}"
    return say(key, row=each.row, then=each.then or say("none"), now=each.now or say("none"))
