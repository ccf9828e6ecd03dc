"""The order of the steps, written once: read, choose rules, score, audit, write."""

from __future__ import annotations

import os
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache, reduce
from pathlib import Path
from typing import TYPE_CHECKING

from perfscore.answers.question import QuestionError
from perfscore.archive.entries import Selection
from perfscore.archive.told import ArchiveError
from perfscore.audit.across import check_hand_ins
from perfscore.audit.audit import audit_table
from perfscore.audit.between.hand_in import Handed, HandedText
from perfscore.audit.review import FORM as REVIEW_FORM
from perfscore.audit.review import review_file
from perfscore.audit.waivers import accept
from perfscore.compare.compare import LEAST, compare_tables
from perfscore.compare.given import idle_matches
from perfscore.compare.subjects import by_subject
from perfscore.compare.texts import compare_texts
from perfscore.model.assessment import Assessment, Citation, Score
from perfscore.model.blank import BlankForm
from perfscore.model.checked import FileFindings, Found, Statements, Waiver
from perfscore.model.comparison import Comparison, GivenMatch
from perfscore.model.finding import Finding, Kind
from perfscore.model.given import Given
from perfscore.model.money_text import MoneyText, MoneyTexts
from perfscore.model.narrative import Narrative
from perfscore.model.place import Place
from perfscore.model.review import Review
from perfscore.model.table import AssessmentTable, Form
from perfscore.model.values import Quantity
from perfscore.read.accepted import waivers_in_file
from perfscore.read.figures import figures_in_file
from perfscore.read.files import file_grids, read_bytes, read_file
from perfscore.read.findings import FILE_TOO_MUCH, NO_TABLE, UnusableFile
from perfscore.read.given import SHEET as FACTS_SHEET
from perfscore.read.given import GivenEntry, GivenError, entries_in_sheet, entries_of, given_from
from perfscore.read.guard import LARGEST_FILE
from perfscore.read.layout.vocabulary import ExtraWords, vocabulary
from perfscore.rules.indicators import (
    IndicatorKind,
    IndicatorSet,
    TypicalIndicator,
    indicator_kinds,
    load_indicators,
    typical_for,
)
from perfscore.rules.load import (
    TemplateError,
    TemplateSummary,
    available_templates,
    load_template,
    template_for,
)
from perfscore.rules.proved import Proof
from perfscore.rules.template import Ruled, RuleTemplate
from perfscore.score.items import inputs_of
from perfscore.score.live import live_form
from perfscore.score.table import score_table, template_ref

if TYPE_CHECKING:  # named twice: what shows an answer knows its type from here
    from perfscore.answers.as_json import Answer as Answer
    from perfscore.answers.goalseek import GoalSeek as GoalSeek
    from perfscore.answers.goalseek import Option as Option
    from perfscore.answers.reconcile import Reconciliation as Reconciliation
    from perfscore.answers.sensitivity import Sensitivity as Sensitivity
    from perfscore.answers.whatif import WhatIf as WhatIf
    from perfscore.archive.entries import Added as Added
    from perfscore.archive.entries import Entry as Entry
    from perfscore.keeping.archive import Archive as Archive
    from perfscore.keeping.archive import KeptFile as KeptFile
    from perfscore.keeping.export import Exported as Exported
    from perfscore.keeping.verify import Difference as Difference
    from perfscore.keeping.verify import Verification as Verification
    from perfscore.report.gaps import Gap as Gap
    from perfscore.report.outlines import Outline as Outline
    from perfscore.report.wanted import Wanted
    from perfscore.rules.cases import CaseResult

__all__ = [
    "NEWEST",
    "ArchiveError",
    "BlankForm",
    "ComparedFiles",
    "Comparison",
    "ExtraWords",
    "FileFindings",
    "FileResult",
    "FileTables",
    "Given",
    "GivenError",
    "GivenMatch",
    "IndicatorKind",
    "IndicatorSet",
    "Proof",
    "ProseResult",
    "QuestionError",
    "Selection",
    "TemplateError",
    "TemplateSummary",
    "Terms",
    "TypicalIndicator",
    "UnusableFile",
    "annotate",
    "annotated_suffix",
    "answers_to_json",
    "assess",
    "assess_file",
    "assess_files",
    "available_templates",
    "blank_form",
    "check_across",
    "check_files",
    "check_prose",
    "check_words",
    "compare",
    "compare_files",
    "compare_groups",
    "comparisons_to_json",
    "engine_name",
    "explain_lines",
    "facts_beside",
    "findings_to_json",
    "formula_latex",
    "formula_sentences",
    "goal_seek",
    "indicator_kinds",
    "load_indicators",
    "load_template",
    "matches_in",
    "open_archive",
    "proof_lines",
    "proofs_to_json",
    "prove_template",
    "read",
    "reconcile",
    "report_facts",
    "report_gaps",
    "report_has_text",
    "report_outlines",
    "review_files",
    "reviews_to_json",
    "rules_for",
    "run_cases",
    "sensitivity",
    "tables_from_workbook",
    "tables_in",
    "tables_to_workbook",
    "template_lines",
    "to_json",
    "total_score",
    "trace_to_json",
    "typical_for",
    "what_if",
    "write_blank",
    "write_check_page",
    "write_letter",
    "write_report",
    "write_review",
    "write_trace",
]


STDIN = Path("-")
"""Stands for the standard input wherever a file is named."""

_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
FACTS_FILE = "facts.yaml"
"""Facts for the reports of a folder are looked for under this name."""


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file: its assessments, or the finding that says why there are none."""

    path: Path
    assessments: tuple[Assessment, ...] = ()
    unusable: Finding | None = None


def read(path: str | Path) -> list[AssessmentTable]:
    """Every assessment table in a file, in reading order, each with its findings.

    Bad content never raises: a file without any usable table gives one table without rows whose only finding
    says what is wrong. Raises OSError when there is no such file or it may not be read.
    """
    path = Path(path)
    with path.open("rb"):
        pass
    try:
        return read_file(path)
    except UnusableFile as error:
        nothing = AssessmentTable(
            title=None,
            form=Form.PROJECT,
            year=None,
            unit=None,
            department=None,
            project=None,
            budget=None,
            rows=(),
        )
        return [replace(nothing, source=Place(path.name), findings=(error.finding,))]


def assess(table: AssessmentTable, template: RuleTemplate | str | Path | None = None) -> Assessment:
    """Score a table and audit it.

    template: rules, or the id or path of rules; without it the default rules of the table's form, as in force
    on the last day of the year assessed (today where the table prints no year).
    Raises TemplateError for rules that cannot be loaded.
    """
    rules = template if isinstance(template, RuleTemplate) else rules_for(table, template)
    scores = score_table(table, rules)
    audited = audit_table(table, rules, scores)
    return Assessment(
        table=table,
        template=template_ref(rules, scores),
        execution=scores.execution,
        rows=scores.rows,
        total=scores.total,
        total_possible=scores.total_possible,
        grade=scores.grade,
        possible_grade=scores.possible_grade,
        findings=(*table.findings, *scores.findings, *audited),
        grade_trace=scores.grade_trace,
        total_trace=scores.total_trace,
        live=live_form(table, rules, scores),
    )


def check_across(
    assessments: Sequence[Assessment], template: RuleTemplate | str | Path | None = None
) -> list[Finding]:
    """What the tables of one hand-in say against each other; each finding stands at one side and names the other.

    template: rules whose thresholds count, or their id or path; without it the default rules of each hand-in's first
    table. Tables are held against each other only within one unit and one year.
    """
    tables = [Handed(one.table, Path(one.table.source.file)) for one in assessments]

    def limits_of(handed: Handed) -> Mapping[str, Ruled[Fraction]]:
        rules = template if isinstance(template, RuleTemplate) else rules_for(handed.table, template)
        return rules.limits

    return [finding for _, finding in check_hand_ins(tables, (), limits_of)]


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


NEWEST = "newest"
"""As rules that all tables are held to: those of the newest one."""


@dataclass(frozen=True, slots=True)
class ComparedFiles:
    """What came of comparing files.

    comparisons: one for each unit or project with tables of two years or more. alone: tables that have no counterpart.
    texts: budget and final-account texts held against each other; None for less than two.
    results: the files as they were read, in order; one that has a text and no table is usable here.
    idle: what a person said of names and no pair of tables had a use for.
    """

    comparisons: tuple[Comparison, ...]
    texts: MoneyTexts | None
    alone: tuple[Assessment, ...]
    results: tuple[FileResult, ...]
    idle: tuple[GivenMatch, ...] = ()

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
    Raises TemplateError when the rules cannot be used, ValueError for more than ten tables of one subject.
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
    found = tuple(compare(group, under, given) for group in groups if len(group) >= LEAST)
    alone = tuple(group[0] for group in groups if len(group) < LEAST)
    return ComparedFiles(found, None, alone, (), idle_matches(given, found))


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


def comparisons_to_json(compared: ComparedFiles, lang: str = "zh") -> str:
    """Comparisons as one JSON document (`perfscore.comparisons/1`)."""
    from perfscore.report.comparison_json import to_json as render

    return render(compared.subjects, compared.alone, lang)


def matches_in(path: Path) -> tuple[GivenMatch, ...]:
    """What a person says of names of indicators, out of a sheet. Raises UnusableFile, or ValueError with the reason."""
    from perfscore.read.matches import matches_in_file

    return matches_in_file(path)


def rules_for(
    table: AssessmentTable, template: str | Path | None = None, choices: Mapping[str, str] | None = None
) -> RuleTemplate:
    """The rules that were in force at the end of the year a table assesses; today's for a table without a year."""
    on = date(table.year, 12, 31) if table.year else date.today()
    return _rules(str(template or template_for(table.form)), on, tuple(sorted((choices or {}).items())))


@lru_cache(maxsize=64)
def _rules(template: str, on: date, choices: tuple[tuple[str, str], ...]) -> RuleTemplate:
    return load_template(template, on=on, choices=dict(choices))


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a file is read and scored.

    templates: rule template by form; a form not named here has its default. choices: readings by rule name.
    words: header words that a bureau adds to the known ones. figures: files with figures that rules ask for by name.
    waivers: findings that are accepted, each with its reason.
    """

    templates: Mapping[Form, str] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    words: ExtraWords = ()
    figures: tuple[Path, ...] = ()
    waivers: tuple[Waiver, ...] = ()


def assess_files(
    paths: Iterable[Path], terms: Callable[[Path], Terms] = lambda _: Terms()
) -> Iterator[FileResult]:
    """Read and assess files one after the other; one unusable file never stops the others.

    Raises TemplateError when the rules themselves cannot be used.
    """
    for path in paths:
        yield assess_file(path, terms)


def assess_file(
    path: Path, terms: Callable[[Path], Terms] = lambda _: Terms(), content: bytes | None = None
) -> FileResult:
    """Read and assess one file. content: its bytes where they are already here.

    Raises TemplateError when the rules themselves cannot be used.
    """
    try:
        return FileResult(path, tuple(_assess_file(path, terms(path), content)))
    except UnusableFile as error:
        return FileResult(path, unusable=error.finding)
    except (TemplateError, KeyboardInterrupt):
        raise
    except Exception as error:  # a defect of ours must not cost the other files their result
        if os.environ.get("PERFSCORE_DEBUG"):
            raise
        kind = type(error).__name__
        return FileResult(path, unusable=FILE_TOO_MUCH.at(Place(path.name), file=path.name, kind=kind))


def check_files(
    paths: Iterable[Path],
    terms: Callable[[Path], Terms] = lambda _: Terms(),
    watch: Callable[[Iterable[FileResult]], Iterable[FileResult]] = iter,
) -> list[FileFindings]:
    """Everything found in some files, file by file: here the findings of a file come together.

    All files of one call are looked at as hand-ins: those of one unit and one year are held against each other, and what
    contradicts is told at one file and names the other.
    watch: sees the files pass, to show how far the work has come. Raises TemplateError as `assess_files` does.
    """
    files: list[FileFindings] = []
    texts: list[HandedText] = []
    for result in watch(assess_files(paths, terms)):
        file, narrative = _findings_of(result)
        files.append(file)
        if narrative and narrative.told:
            texts.append(HandedText(narrative, file.path, _unit_of(file)))
    files = _with_contradictions(files, texts, terms)
    # Whatever else finds something (one file against another) adds it above: waivers come last.
    waivers = {path: (*terms(path).waivers, *waivers_in_file(path)) for path in {file.path for file in files}}
    return accept(files, waivers, date.today(), _known_codes())


def _findings_of(result: FileResult) -> tuple[FileFindings, Narrative | None]:
    """What was found in a file's tables and in its running text, and what this text tells of them.

    A document without a table may have text alone.
    """
    # The file's own findings stand at each of its tables; they are told once.
    found = [finding for one in result.assessments for finding in one.findings]
    statements, unusable, narrative = None, result.unusable, None
    if result.path != STDIN and (unusable is None or unusable.kind is NO_TABLE):
        prose = check_prose(result.path, [one.table for one in result.assessments])
        told = prose.narrative.told if prose.narrative else ()
        if prose.unusable is None and (prose.checkable or told or prose.findings or result.assessments):
            found += prose.findings
            statements = Statements(prose.checkable, prose.understood)
            unusable, narrative = None, prose.narrative
    findings = tuple(map(Found, dict.fromkeys(found)))
    return FileFindings(result.path, result.assessments, findings, statements, unusable), narrative


def _unit_of(file: FileFindings) -> str:
    """The unit that a file's tables name, as hand-ins are told apart by it; "" without any."""
    units = [unit for one in file.assessments if (unit := Handed(one.table, file.path).unit)]
    return units[0] if units else ""


def _with_contradictions(
    files: Sequence[FileFindings], texts: Sequence[HandedText], terms: Callable[[Path], Terms]
) -> list[FileFindings]:
    """The files with what they say against each other."""
    tables = [Handed(one.table, file.path) for file in files for one in file.assessments]

    def limits_of(handed: Handed) -> Mapping[str, Ruled[Fraction]]:
        asked = terms(handed.path)
        return rules_for(handed.table, asked.templates.get(handed.table.form), asked.choices).limits

    told: dict[Path, list[Found]] = {}
    for side, finding in check_hand_ins(tables, texts, limits_of):
        told.setdefault(side.path, []).append(Found(finding))
    return [
        replace(file, findings=(*file.findings, *told[file.path])) if file.path in told else file
        for file in files
    ]


def _known_codes() -> frozenset[str]:
    """The codes of all findings there are, to tell a waiver that has its code wrong from one that is idle.

    Whatever can be found is declared in a module of ours that this one has loaded, directly or through a step.
    """
    # Loaded with the first text; their codes are known before.
    import perfscore.audit.prose.findings
    import perfscore.audit.prose.heading_findings  # noqa: F401

    ours = [module for name, module in sys.modules.items() if name.startswith("perfscore.")]
    return frozenset(kind.code for module in ours for kind in vars(module).values() if isinstance(kind, Kind))


def findings_to_json(files: Sequence[FileFindings], lang: str = "zh") -> str:
    """Everything found as one JSON document (`perfscore.findings/1`)."""
    from perfscore.report.findings_json import to_json as render

    return render(files, lang)


def review_files(files: Sequence[FileFindings]) -> list[Review]:
    """The bureau's quality score of each self-assessment, by the review form in force for its year."""
    return [review_file(file, _review_form(file)) for file in files if file.assessments]


def _review_form(file: FileFindings) -> RuleTemplate:
    year = max((one.table.year for one in file.assessments if one.table.year), default=None)
    return _rules(REVIEW_FORM, date(year, 12, 31) if year else date.today(), ())


def reviews_to_json(reviews: Sequence[Review], files: Sequence[FileFindings], lang: str = "zh") -> str:
    """The reviews as one JSON document (`perfscore.review/1`)."""
    from perfscore.report.review_writer import to_json as render

    return render(reviews, files, lang)


def write_review(reviews: Sequence[Review], path: Path, lang: str = "zh") -> Path:
    """The review form as .xlsx, filled in as far as it is settled. Raises OSError when it cannot be written."""
    from perfscore.report.review_writer import render
    from perfscore.report.write import replace_file

    replace_file(path, render(reviews, lang))
    return path


def _standard_input() -> bytes:
    """What is piped in, one byte more than is read of any file."""
    return sys.stdin.buffer.read(LARGEST_FILE + 1)


def _assess_file(path: Path, terms: Terms, content: bytes | None = None) -> Iterator[Assessment]:
    tables = _read_tables(path, terms) if content is None else read_bytes(content, path.name, terms.words)
    for table in tables:
        rules = rules_for(table, terms.templates.get(table.form), terms.choices)
        yield assess(_with_figures(table, rules, (*terms.figures, path)), rules)


def _with_figures(table: AssessmentTable, rules: RuleTemplate, files: Sequence[Path]) -> AssessmentTable:
    """The table with the figures that the rules ask for by name, out of the first file that has each."""
    names = [name for asked in inputs_of(rules.items) for name in (asked.name, *asked.also)]
    if not names:
        return table
    found: dict[str, Quantity] = dict(table.figures)
    for file in files:
        if file != STDIN:
            found = {**figures_in_file(file, names), **found}
    return replace(table, figures=found)


def _read_tables(path: Path, terms: Terms) -> list[AssessmentTable]:
    if path == STDIN:
        return read_bytes(_standard_input(), "-", terms.words)
    return read_file(path, terms.words)


@dataclass(frozen=True, slots=True)
class ProseResult:
    """What is to be said of a file's running text.

    checkable: statements that can be worked out again, or could if a figure were not missing. understood: how many
        of them were worked out. narrative: what the text tells of results and money that tables state too.
    unusable: why the file has no text to read; None when it has.
    """

    path: Path
    findings: tuple[Finding, ...] = ()
    checkable: int = 0
    understood: int = 0
    narrative: Narrative | None = None
    unusable: Finding | None = None


def check_prose(path: Path, tables: Sequence[AssessmentTable] | None = None) -> ProseResult:
    """Check the statements of a document's text; unlike tables, a file without any is no error.

    tables: the file's own, where they have been read already.
    """
    from perfscore.audit.prose.audit import audit_prose
    from perfscore.audit.prose.headings import check_headings
    from perfscore.read.prose.headings import read_headings
    from perfscore.read.prose.narratives import read_narrative
    from perfscore.read.prose.paragraphs import read_prose
    from perfscore.read.prose.statements import read_claims

    try:
        document = read_prose(path)
    except UnusableFile as error:
        return ProseResult(path, unusable=error.finding)
    if tables is None:
        try:
            tables = read_file(path)
        except UnusableFile:
            tables = ()
    claims = read_claims(document)
    found = (*audit_prose(claims, tables, document), *check_headings(read_headings(document)))
    return ProseResult(path, found, claims.checkable, len(claims.statements), read_narrative(document))


def check_words(words: ExtraWords) -> None:
    """Raises ValueError when added header words name a group or role that does not exist."""
    vocabulary(words)


def write_report(
    subject: Assessment | Comparison | Sequence[Assessment] | Sequence[Comparison | MoneyTexts],
    path: str | Path,
    lang: str = "zh",
    outline: str | Path | None = None,
    facts: Given | str | Path | None = None,
) -> Path:
    """Write a report of assessments or comparisons as .docx, .xlsx, .html, .pdf or .json, by suffix.

    The file is there whole or as it was before.
    outline: an id (`SC-R1`), an outline file or a folder of them, for .docx, .html and .pdf of assessments; None for
    the usual ones. facts: what the tables do not hold, or the file that tells it (YAML, or a workbook with a sheet
    报告资料). Raises ValueError for a suffix that is not known, for an outline or facts that cannot be used and for a
    .pdf without LibreOffice, OSError when the file cannot be written.
    """
    from perfscore.report.write import write_report as write

    return write(subject, path, lang, None if outline is None and facts is None else _wanted(outline, facts))


def _wanted(outline: str | Path | None, facts: Given | str | Path | None) -> Wanted:
    from perfscore.report.outlines import find_outlines
    from perfscore.report.wanted import Wanted

    given = facts if isinstance(facts, Given) else report_facts(facts)
    return Wanted(find_outlines(outline) if outline is not None else (), given)


def report_gaps(
    assessments: Sequence[Assessment],
    outline: str | Path | None = None,
    facts: Given | str | Path | None = None,
) -> list[Gap]:
    """What the reports of some assessments leave for a person to write. Raises ValueError as `write_report` does."""
    from perfscore.report.context import reports
    from perfscore.report.gaps import gaps_in
    from perfscore.report.prose import markdown

    written = reports([each for each in assessments if each.is_scored], wanted=_wanted(outline, facts))
    return [gap for report in written for gap in gaps_in(markdown(report))]


def report_has_text(path: Path) -> bool:
    """Whether a report of this suffix holds text, which outlines and facts are for."""
    from perfscore.report.write import WITH_TEXT

    return path.suffix.lower() in WITH_TEXT


def report_outlines(folder: str | Path | None = None) -> tuple[Outline, ...]:
    """The outlines there are, or those of a bureau's own folder or file. Raises ValueError for one that is wrong."""
    from perfscore.report.outlines import find_outlines, outlines

    return outlines() if folder is None else find_outlines(Path(folder))


def report_facts(path: str | Path | None) -> Given:
    """The facts of a YAML file, or of a workbook's sheet 报告资料; none for None. Raises ValueError with every mistake."""
    if path is None:
        return Given()
    path = Path(path)
    if path.suffix.lower() in (".yaml", ".yml"):
        return given_from(_entries_in_yaml(path))
    try:
        entries = entries_in_sheet(path)
    except UnusableFile as error:
        words = error.finding.wording("zh")
        raise GivenError([f"{path.name}：{words.message}{words.mend}"]) from None
    if entries is None:
        raise GivenError([f"{path.name}：没有名为“{FACTS_SHEET}”的工作表。"])
    return given_from(entries)


def facts_beside(paths: Iterable[Path]) -> Path | None:
    """The facts that lie with some inputs: `facts.yaml` in a folder of theirs, else a workbook with the sheet."""
    inputs = [path for path in paths if path != STDIN]
    for folder in dict.fromkeys(path.parent for path in inputs):
        if (folder / FACTS_FILE).is_file():
            return folder / FACTS_FILE
    return next((path for path in inputs if path.suffix.lower() in _WORKBOOKS and _has_facts(path)), None)


def _has_facts(path: Path) -> bool:
    try:
        return entries_in_sheet(path) is not None
    except UnusableFile:
        return False


def _entries_in_yaml(path: Path) -> list[GivenEntry]:
    from perfscore.rules.yaml_document import MOST_BYTES, join, read_document

    try:
        with path.open("rb") as file:
            document = read_document(file.read(MOST_BYTES + 1), path.name)
    except OSError:
        raise GivenError([f"无法读取资料文件“{path}”。"]) from None
    if document.problems:
        raise GivenError([problem.text() for problem in document.problems])
    return list(
        entries_of(document.data, lambda keys: f"{path.name}:{document.line_of(reduce(join, keys, ''))}")
    )


def blank_form(
    template: str | Path | None = None,
    year: int | None = None,
    kind: str | Path | None = None,
    last: str | Path | None = None,
    choices: Mapping[str, str] | None = None,
) -> BlankForm:
    """An empty form by a template's levels, by the typical indicators of a kind, or by last year's table.

    year: the year to be assessed; the one after last year's table, else this year. last: a file; of several tables the
    first of the template's form counts. Raises TemplateError, UnusableFile, and ValueError for a file of the other form.
    """
    from perfscore.rules.blank import MONEY, blank_rows, division_told, last_year_rows, unverified
    from perfscore.score.blank import live_blank, with_points

    table = _last_table(Path(last), template) if last else None
    if year is None:
        year = table.year + 1 if table and table.year else date.today().year
    own = template or (template_for(table.form) if table else template_for(Form.PROJECT))
    on = date(year, 12, 31)
    rules = _rules(str(own), on, tuple(sorted((choices or {}).items())))
    typical = load_indicators(kind) if kind and not table else None
    left_out: tuple[str, ...] = ()
    if table:
        rows, left_out = last_year_rows(table, rules)
    else:
        rows = blank_rows(rules, typical)
    rows, execution = with_points(rows, rules)
    printed = table.budget.total.points if table and table.budget else None
    labels = tuple(line.label for line in table.budget.lines) if table and table.budget else MONEY
    department = rules.form is Form.DEPARTMENT
    return BlankForm(
        title="部门整体支出绩效自评表" if department else "项目支出绩效自评表",
        form=rules.form,
        year=year,
        unit=(table.unit if table else None) or "",
        department=(table.department if table else None) or "",
        project=(table.project if table else None) or "",
        template=rules.id,
        name=rules.name,
        version=rules.version,
        on=on,
        places=rules.rounding.value.places,
        total_points=rules.total_points.value,
        grades=rules.grades.value,
        money=labels,
        execution=printed.number if isinstance(printed, Quantity) else execution,
        rows=rows,
        live=live_blank(rows, rules),
        notes=(f"所用规则的分值：{division_told(rules, typical)}。",),
        unverified=unverified(rules),
        left_out=left_out,
    )


def _last_table(path: Path, template: str | Path | None) -> AssessmentTable:
    """The table of last year. Raises ValueError where the file has none of the template's form."""
    tables = read_file(path)
    if template is None:
        return tables[0]
    form = load_template(str(template)).form
    found = next((table for table in tables if table.form is form and table.rows), None)
    if found is None:
        kind = "部门整体" if form is Form.DEPARTMENT else "项目"
        raise ValueError(f"“{path.name}”里没有{kind}自评表，与模板“{template}”不符。")
    return found


def write_blank(form: BlankForm, path: Path) -> Path:
    """Write an empty form as .xlsx. Raises OSError when it cannot be written."""
    from perfscore.report.blank_writer import render
    from perfscore.report.write import replace_file

    replace_file(path, render(form))
    return path


def explain_lines(score: Score, lang: str = "zh") -> list[str]:
    """The story of a score, one line a step; what a step rests on is set in below it."""
    from perfscore.report.explain import explain_lines as render

    return render(score, lang)


def total_score(assessment: Assessment) -> Score:
    """The total as a score of its own, its story telling what it is the sum of and why it earns its grade."""
    from perfscore.report.trace import total_score as told

    return told(assessment)


def trace_to_json(results: Sequence[FileResult], row: str | None = None, lang: str = "zh") -> str:
    """Where the points of the total and of every row come from, as one JSON document (`perfscore.trace/1`).

    row: only rows whose name holds these words; `总分` for the total.
    """
    from perfscore.report.trace import to_json as render

    return render(_assessments(results), _unusable(results, lang), row)


def write_trace(assessments: Sequence[Assessment], path: Path, row: str | None = None) -> Path:
    """The same as a page to read and print. Raises OSError when it cannot be written."""
    from perfscore.report.trace_page import render
    from perfscore.report.write import replace_file

    replace_file(path, render(assessments, row))
    return path


def to_json(results: Sequence[FileResult], lang: str = "zh") -> str:
    """All results as one JSON document (`perfscore.assessments/1`)."""
    from perfscore.report.as_json import to_json as render

    return render(_assessments(results), _unusable(results, lang), lang=lang)


def engine_name() -> str:
    """This program with its version, as documents and archives name it."""
    from perfscore.report.as_json import engine_name as name

    return name()


def open_archive(
    address: str | Path, create: bool = False, tell: Callable[[str], None] = lambda _: None, lang: str = "zh"
) -> Archive:
    """An archive of files and results: a SQLite file, or a PostgreSQL database by URL.

    create: make one where there is none. tell: is told, a line at a time, when an older archive is upgraded.
    Raises ArchiveError, also where the libraries it needs are not installed.
    """
    from perfscore.archive.told import told

    try:
        from perfscore.keeping.archive import Archive

        return Archive(str(address), create, lambda key, facts: tell(told(key, lang, **facts)))
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in ("sqlalchemy", "alembic"):
            raise
        raise ArchiveError("no_library") from error


def _assessments(results: Sequence[FileResult]) -> list[Assessment]:
    return [assessment for result in results for assessment in result.assessments]


def _unusable(results: Sequence[FileResult], lang: str) -> list[dict[str, str]]:
    """The files that gave no table, and why."""
    return [
        {
            "file": result.path.name,
            "code": result.unusable.code,
            "message": result.unusable.wording(lang).message,
        }
        for result in results
        if result.unusable
    ]


def template_lines(rules: RuleTemplate) -> list[tuple[str, str, str, Citation]]:
    """Everything a template says on its day: name, value, meaning and what it rests on."""
    from perfscore.rules.listing import lines

    return lines(rules)


def formula_sentences(rules: RuleTemplate) -> dict[str, str]:
    """Every formula in words, by rule, item or level."""
    from perfscore.rules.listing import sentences

    return sentences(rules)


def formula_latex(rules: RuleTemplate) -> dict[str, str] | None:
    """Every formula in LaTeX, by rule; None where sympy is not installed."""
    try:
        from perfscore.rules.listing import formulas_of
        from perfscore.rules.symbols import latex
    except ModuleNotFoundError as error:
        if error.name != "sympy":
            raise
        return None
    return {rule: latex(formula) for rule, formula in formulas_of(rules).items()}


def run_cases(template: str) -> list[CaseResult]:
    """Work out the worked cases that stand beside a template. Raises TemplateError when they cannot be read."""
    from perfscore.conformance.tables import sides_tried, work_table
    from perfscore.rules.cases import run_cases as run

    return run(template, work_table, sides_tried)


def prove_template(template: str) -> list[Proof] | None:
    """What is proved of a template's formulas and tables; None where sympy is not installed."""
    try:
        from perfscore.rules.proofs import prove_template as prove
    except ModuleNotFoundError as error:
        if error.name != "sympy":
            raise
        return None
    return prove(template)


def tables_to_workbook(template: str, path: Path) -> int:
    """Write every decision table of a template into an .xlsx; gives how many there are.

    Raises TemplateError for rules that cannot be loaded, OSError when the file cannot be written.
    """
    from perfscore.report.archive import steady
    from perfscore.report.write import replace_file
    from perfscore.rules.load import template_data
    from perfscore.rules.sheets import tables
    from perfscore.rules.workbook import workbook

    data = template_data(template)
    found = list(tables(data))
    title = f"{data['name']}（{data['id']} {data['version']}）"
    replace_file(path, steady(workbook(title, found), date(2020, 1, 1)))
    return len(found)


def tables_from_workbook(path: Path) -> str:
    """The decision tables that a workbook holds, as YAML to be put into a template file.

    Raises UnusableFile when the file cannot be read, TemplateError with every cell that cannot be accepted.
    """
    from perfscore.rules.sheets import fragment_text
    from perfscore.rules.sheets_read import read_sheets

    sheets = [(grid.source.sheet or path.stem, grid.rows_of_text()) for grid in file_grids(path)]
    return fragment_text(read_sheets(sheets, path.name))


def proof_lines(proof: Proof, lang: str = "zh") -> list[str]:
    """A claim and what became of it; below it, set in, the places where the formula jumps or what refutes it."""
    from perfscore.rules.proof_words import lines

    return lines(proof, lang)


def proofs_to_json(proved: Mapping[str, Sequence[Proof]]) -> str:
    """The proofs of several templates, by id or path, as one JSON document (`perfscore.proofs/1`)."""
    from perfscore.report.as_json import engine_name
    from perfscore.rules.proof_words import to_json

    return to_json([(load_template(name), proofs) for name, proofs in proved.items()], engine_name())


def annotated_suffix(file: Path) -> str:
    """The suffix of the copy that comments can be written into, judged by content; "" for any other kind of file."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = frozenset(archive.namelist())
            types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    except (OSError, RuntimeError, NotImplementedError, zipfile.BadZipFile):
        return ""
    macros = b"macroEnabled" in types
    if "xl/workbook.xml" in names:
        return ".xlsm" if macros else ".xlsx"
    return (".docm" if macros else ".docx") if "word/document.xml" in names else ""


def annotate(file: FileFindings, out: Path, lang: str = "zh") -> Path:
    """A copy of the officer's own .xlsx or .docx with each finding as a comment where it stands.

    Raises ValueError for a file that cannot hold comments, OSError when the copy cannot be written.
    """
    if annotated_suffix(file.path).startswith(".xls"):
        from perfscore.report.annotate import annotate_workbook

        return annotate_workbook(file, out, lang)
    from perfscore.report.annotate_docx import annotate_document

    return annotate_document(file, out, lang)


def write_check_page(files: Sequence[FileFindings], path: Path, lang: str = "zh") -> Path:
    """Everything found as a page to read and print. Raises OSError when it cannot be written."""
    from perfscore.report.check_page import render
    from perfscore.report.write import replace_file

    replace_file(path, render(files, lang))
    return path


def write_letter(files: Sequence[FileFindings], path: Path, lang: str = "zh") -> Path:
    """A reviewer's letter to each unit, as .docx. Raises ValueError without a unit, OSError when it cannot be written."""
    from perfscore.report.letter import render
    from perfscore.report.write import replace_file

    replace_file(path, render(files, lang))
    return path


@dataclass(frozen=True, slots=True)
class FileTables:
    """The tables of one file, or the finding that says why there are none."""

    path: Path
    tables: tuple[AssessmentTable, ...] = ()
    unusable: Finding | None = None


def tables_in(path: Path, terms: Terms) -> FileTables:
    """The tables of a file, to be asked about, each with the figures that its rules need."""
    try:
        tables = _read_tables(path, terms)
    except UnusableFile as error:
        return FileTables(path, unusable=error.finding)
    ruled = ((table, rules_for(table, terms.templates.get(table.form), terms.choices)) for table in tables)
    return FileTables(path, tuple(_with_figures(t, rules, (*terms.figures, path)) for t, rules in ruled))


def what_if(
    table: AssessmentTable,
    values: Iterable[tuple[str, str]],
    template: str | Path | None = None,
    choices: Mapping[str, str] | None = None,
) -> WhatIf:
    """The table scored with other values, each given by the name of its row or money figure.

    Raises QuestionError for a name or a value that cannot be used.
    """
    from perfscore.answers.whatif import what_if as answer

    return answer(table, rules_for(table, template, choices), values)


def goal_seek(
    table: AssessmentTable,
    total: Fraction,
    row: str | None = None,
    template: str | Path | None = None,
    choices: Mapping[str, str] | None = None,
) -> GoalSeek:
    """What single change, of the row named or of any, brings the total to a goal. Raises QuestionError."""
    from perfscore.answers.goalseek import goal_seek as answer

    return answer(table, rules_for(table, template, choices), total, row)


def reconcile(
    table: AssessmentTable,
    claimed: Fraction | None = None,
    template: str | Path | None = None,
    choices: Mapping[str, str] | None = None,
) -> Reconciliation:
    """Which readings of the rules make a claimed total (the table's own by default) true. Raises QuestionError."""
    from perfscore.answers.reconcile import reconcile_total

    def readings(others: Mapping[str, str]) -> RuleTemplate:
        return rules_for(table, template, {**(choices or {}), **others})

    return reconcile_total(table, readings({}), readings, claimed)


def sensitivity(
    table: AssessmentTable, template: str | Path | None = None, choices: Mapping[str, str] | None = None
) -> Sensitivity:
    """Which rows and points the total and the grade hang on. Raises QuestionError."""
    from perfscore.answers.sensitivity import sensitivity_of

    return sensitivity_of(table, rules_for(table, template, choices))


def answers_to_json(
    question: str,
    answers: Sequence[Answer],
    refused: Sequence[tuple[AssessmentTable, QuestionError]],
    read: FileTables,
    lang: str = "zh",
) -> str:
    """The answers to one question as a JSON document (`perfscore.whatif/1` and the like)."""
    from perfscore.answers.as_json import to_json as render

    return render(
        question, answers, refused, [(read.path.name, read.unusable)] if read.unusable else [], lang
    )
