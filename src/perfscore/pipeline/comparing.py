"""Assessments of several years -> what changed from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from perfscore.compare.compare import LEAST, compare_tables
from perfscore.compare.given import idle_matches
from perfscore.compare.subjects import by_subject
from perfscore.compare.texts import compare_texts
from perfscore.model.assessment import Assessment
from perfscore.model.comparison import Comparison, GivenMatch
from perfscore.model.money_text import MoneyText, MoneyTexts
from perfscore.pipeline.assessing import FileResult, assess, assess_files
from perfscore.pipeline.reading import STDIN
from perfscore.pipeline.terms import Terms, rules_for
from perfscore.read.findings import NO_TABLE, UnusableFile
from perfscore.rules.indicators import typical_for
from perfscore.rules.said import TemplateError
from perfscore.rules.template import RuleTemplate

NEWEST = "newest"
"""As rules that all tables are held to: those of the newest one."""


def compare(
    assessments: Sequence[Assessment],
    under: RuleTemplate | str | Path | None = None,
    given: Iterable[GivenMatch] = (),
) -> Comparison:
    """Hold two to ten tables of one unit or project against each other, in whatever order they come.

    Each stays under the rules it was scored with. under: rules that all are scored under as well, as in force in the
    newest year, to tell what the change of rules did from what the unit did; None leaves that open.
    given: what a person says of indicators that changed their names.
    Raises ValueError for fewer than two or more than ten tables, TemplateError for rules that cannot be loaded.
    """
    one = _one_for_all(assessments, under) if under else None
    return compare_tables(
        assessments,
        [assess(each.table, one) for each in assessments] if one else (),
        given,
        lambda row: known.name if (known := typical_for(row.name, row.path[0], row.path[1])) else None,
    )


def _one_for_all(assessments: Sequence[Assessment], under: RuleTemplate | str | Path) -> RuleTemplate:
    if isinstance(under, RuleTemplate):
        return under
    newest = max(assessments, key=lambda each: each.table.year or 0)
    return rules_for(newest.table, newest.template.id if under == NEWEST else under)


@dataclass(frozen=True, slots=True)
class ComparedFiles:
    """What came of comparing files.

    comparisons: one for each unit or project with tables of two years or more. alone: tables that have no counterpart.
    texts: budget and final-account texts held against each other; None for less than two.
    results: the files as they were read, in order; one that has a text and no table is usable here.
    idle: what a person said of names and no pair of tables had a use for.
    refused: why a unit or project was left out, one line each: it has more tables than can be held against each other.
    """

    comparisons: tuple[Comparison, ...]
    texts: MoneyTexts | None
    alone: tuple[Assessment, ...]
    results: tuple[FileResult, ...]
    idle: tuple[GivenMatch, ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def subjects(self) -> tuple[Comparison | MoneyTexts, ...]:
        """All there is to report on."""
        return (*self.comparisons, *((self.texts,) if self.texts else ()))


def compare_files(
    paths: Iterable[Path],
    terms: Callable[[Path], Terms] = lambda _: Terms(),
    under: str | None = None,
    given: Iterable[GivenMatch] = (),
    watch: Callable[[Iterable[FileResult]], Iterable[FileResult]] = iter,
) -> ComparedFiles:
    """Read, assess and compare files: tables of one unit or project belong together, whatever file they stand in.

    Where every file has a single table, they are compared whatever they are called.
    A unit or project with more than ten tables stops no other. Raises TemplateError when the rules cannot be used.
    """
    results = tuple(watch(assess_files(paths, terms)))
    compared = compare_groups([result.assessments for result in results], under, given)
    texts = {result.path: text for result in results if (text := _money_text(result))}
    if len(texts) < LEAST:
        return replace(compared, results=results)
    read = tuple(replace(each, unusable=None) if each.path in texts else each for each in results)
    return replace(compared, texts=compare_texts(texts.values()), results=read)


def compare_groups(
    files: Sequence[Sequence[Assessment]], under: str | None = None, given: Iterable[GivenMatch] = ()
) -> ComparedFiles:
    """Compare what is assessed already: the tables of each file. Raises as `compare_files` does."""
    given = tuple(given)
    groups = by_subject(files)
    found, refused = [], []
    for group in (group for group in groups if len(group) >= LEAST):
        try:
            found.append(compare(group, under, given))
        except TemplateError:
            raise
        except ValueError as error:
            refused.append(str(error))
    alone = tuple(group[0] for group in groups if len(group) < LEAST)
    return ComparedFiles(tuple(found), None, alone, (), idle_matches(given, found), tuple(refused))


def _money_text(result: FileResult) -> MoneyText | None:
    """What a document's running text says of money; None for a file without any."""
    from perfscore.read.prose.money_text import money_text
    from perfscore.read.prose.paragraphs import read_prose

    if result.path == STDIN or (result.unusable and result.unusable.kind is not NO_TABLE):
        return None
    try:
        return money_text(read_prose(result.path))
    except UnusableFile:
        return None


def matches_in(path: Path) -> tuple[GivenMatch, ...]:
    """What a person says of names of indicators, out of a sheet. Raises UnusableFile, or ValueError with the reason."""
    from perfscore.read.matches import matches_in_file

    return matches_in_file(path)
