"""What goes into an archive and what comes out of it. Plain data: no database library is needed to speak of it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from perfscore.model.assessment import Assessment
from perfscore.model.names import squeezed
from perfscore.model.table import AssessmentTable, Form, Stage

Words = tuple[tuple[str, str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a table was read and scored, besides the template: what else is needed to do it again.

    template: as it was asked for (id or path), "" for the default. choices: readings by rule. words: header words added to
        the known ones. figures: digest of the figures given from outside, "" for none.
    """

    template: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    words: Words = ()
    figures: str = ""

    def to_json(self) -> str:
        told = {
            "template": self.template,
            "choices": dict(self.choices),
            "words": self.words,
            "figures": self.figures,
        }
        return json.dumps(told, ensure_ascii=True, sort_keys=True)

    @staticmethod
    def from_json(text: str) -> Terms:
        told = json.loads(text)
        words = tuple((group, role, tuple(added)) for group, role, added in told["words"])
        return Terms(told["template"], told["choices"], words, told["figures"])

    @property
    def digest(self) -> str:
        """Of what bears on the result; how the template was asked for does not, its own digest does."""
        return digest_of(Terms("", self.choices, self.words, self.figures).to_json().encode())


@dataclass(frozen=True, slots=True)
class Given:
    """One file as it is handed in: its name without folders, its bytes, what came of its tables in their order.

    by: who hands it in. at: when. engine: the program that assessed it, with its version.
    """

    name: str
    content: bytes
    assessments: tuple[Assessment, ...]
    terms: tuple[Terms, ...]
    by: str
    at: datetime
    engine: str


class Outcome(StrEnum):
    ADDED = "added"
    CORRECTED = "corrected"
    """Other bytes for a table that was there already: a further version."""
    FURTHER_RESULT = "further-result"
    """The same bytes under other rules."""
    ANOTHER_NAME = "another-name"
    """The same bytes under another name."""
    KNOWN = "known"
    """Nothing new; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file. results: the ids of its results, in the order of its tables.

    versions: of each table, None where unit or year is not printed. earlier_name: the name it was first known by.
    """

    outcome: Outcome
    digest: str
    results: tuple[int, ...]
    versions: tuple[int | None, ...]
    earlier_name: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One result, as it is listed.

    id: by which it is asked for. version: of the table, from 1; None where unit or year is not printed. newest: whether
        no later version of the table is there. total, total_possible, grade: None where nothing is scored.
    position: of the table in its file, from 1. by, at: who put the result in, and when, in UTC.
    """

    id: int
    year: int | None
    form: Form
    stage: Stage
    unit: str | None
    project: str | None
    version: int | None
    newest: bool
    total: Fraction | None
    total_possible: Fraction | None
    grade: str | None
    file: str
    digest: str
    position: int
    template: str
    template_version: str
    template_digest: str
    in_force_on: date
    terms: Terms
    engine: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Selection:
    """Which results are asked for; what is None is not asked about.

    unit, project: some letters of the name, or all of it. years: first and last.
    """

    unit: str | None = None
    project: str | None = None
    years: tuple[int, int] | None = None
    newest_only: bool = False


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def subjects_of(tables: Sequence[AssessmentTable]) -> list[str | None]:
    """By what corrected tables follow each other: digest of form, stage, year, unit and project.

    None where unit, year or, in a project's table, the project is not printed: no chain of versions is guessed. Tables of
    one file that share all of them are told apart by their order.
    """
    seen: Counter[str] = Counter()
    found: list[str | None] = []
    for table in tables:
        unit, project = squeezed(table.unit or ""), squeezed(table.project or "")
        if not unit or table.year is None or (table.form is Form.PROJECT and not project):
            found.append(None)
            continue
        named = project if table.form is Form.PROJECT else ""
        key = "\n".join([table.form.value, table.stage.value, str(table.year), unit, named])
        seen[key] += 1
        found.append(digest_of(f"{key}\n{seen[key]}".encode("utf-8", "surrogatepass")))
    return found
