"""An archive with the steps around it: what the pipeline reads and assesses goes in, what it compares comes out."""

from __future__ import annotations

import getpass
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from perfscore.archive.entries import Added, Entry, Given, Selection, digest_of
from perfscore.archive.entries import Terms as KeptTerms
from perfscore.archive.store import Store
from perfscore.archive.told import ArchiveError
from perfscore.model.assessment import Assessment
from perfscore.model.comparison import GivenMatch
from perfscore.model.finding import Finding
from perfscore.model.names import squeezed
from perfscore.pipeline.as_json import engine_name
from perfscore.pipeline.assessing import assess_file
from perfscore.pipeline.comparing import ComparedFiles, compare_groups
from perfscore.pipeline.keeping.export import Exported, export
from perfscore.pipeline.keeping.verify import Verification, verify
from perfscore.pipeline.terms import Terms
from perfscore.read.files import load
from perfscore.read.findings import UnusableFile

__all__ = ["Archive", "KeptFile"]


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What became of one file that was to be kept. unusable: why it was not; else `added` says what was done.

    assessments: as read now; those in the archive are asked for by the ids in `added`.
    """

    path: Path
    added: Added | None = None
    assessments: tuple[Assessment, ...] = ()
    unusable: Finding | None = None


class Archive(Store):
    """An open archive. Use as a context manager."""

    def add_files(
        self,
        paths: Iterable[Path],
        terms: Callable[[Path], Terms] = lambda _: Terms(),
        by: str | None = None,
    ) -> Iterator[KeptFile]:
        """Read, assess and keep files one after the other, each whole or not at all; one unusable file stops nothing.

        by: who hands them in; the login name without it. Raises ArchiveError, and TemplateError for unusable rules.
        """
        who = by or login_name()
        for path in paths:
            try:
                content = load(path)  # read once: what is assessed is what is kept
            except UnusableFile as error:
                yield KeptFile(path, unusable=error.finding)
                continue
            result = assess_file(path, terms, content)
            if result.unusable is not None:
                yield KeptFile(path, unusable=result.unusable)
                continue
            kept_terms = tuple(_kept_terms(each, terms(path)) for each in result.assessments)
            given = Given(
                path.name, content, result.assessments, kept_terms, who, datetime.now(UTC), engine_name()
            )
            yield KeptFile(path, self.add(given), result.assessments)

    def assessment(self, number: int) -> Assessment:
        """A result as it was kept, whole. Raises ArchiveError."""
        (one,) = self.load([number])
        return one

    def verify(self, number: int) -> Verification:
        """Read the original anew, score it by the rules of then, and hold both results against each other."""
        return verify(self, self.entry(number))

    def compare(
        self, wanted: Selection, under: str | None = None, given: Iterable[GivenMatch] = ()
    ) -> ComparedFiles:
        """Compare what is kept of one unit, year by year, without reading any file anew; see `pipeline.compare`.

        wanted: must mean one unit. Of each version of a table the result put in last counts.
        Raises ArchiveError for no unit or several, ValueError for more tables than can be compared.
        """
        entries = last_results(self.entries(wanted))
        units = {squeezed(entry.unit or ""): entry.unit or "" for entry in entries}
        if not entries:
            raise ArchiveError("nothing", where=self.where)
        if len(units) > 1:
            raise ArchiveError("several", names="、".join(sorted(units.values())), count=len(units))
        loaded = list(self.load([entry.id for entry in entries], traces=False))
        chosen = wanted.project is not None and len({entry.year for entry in entries}) == len(entries)
        return compare_groups([[each] for each in loaded] if chosen else [loaded], under, given)

    def export(self, folder: Path, wanted: Selection | None = None) -> Exported:
        """Hand out originals, results and a list of them, as a new folder. Raises ArchiveError, OSError."""
        return export(self, folder, self.entries(wanted))


def last_results(entries: Sequence[Entry]) -> list[Entry]:
    """Of every table the result that was put in last, in the order given."""
    last = {(entry.digest, entry.position): entry.id for entry in sorted(entries, key=lambda each: each.id)}
    return [entry for entry in entries if last[entry.digest, entry.position] == entry.id]


def login_name() -> str:
    """Who is logged in; a dash where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "-"


def _kept_terms(assessment: Assessment, terms: Terms) -> KeptTerms:
    """What is needed, besides the bytes, to come to the same result again."""
    table = assessment.table
    asked = terms.templates.get(table.form, "")
    file = Path(asked) if asked else None
    figures = {name: [str(each.number), each.unit] for name, each in sorted(table.figures.items())}
    return KeptTerms(
        template=str(file.resolve()) if file and file.exists() else asked,
        choices=dict(terms.choices),
        words=tuple(terms.words),
        figures=digest_of(json.dumps(figures).encode()) if figures else "",
    )
