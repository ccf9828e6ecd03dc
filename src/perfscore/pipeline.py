"""The order of the steps, written once: read, choose rules, score, audit, write."""

from __future__ import annotations

import os
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from perfscore.answers.question import QuestionError
from perfscore.audit.across import check_tables
from perfscore.audit.audit import audit_table
from perfscore.audit.review import FORM as REVIEW_FORM
from perfscore.audit.review import review_file
from perfscore.audit.waivers import accept
from perfscore.model.assessment import Assessment, Citation, Score
from perfscore.model.blank import BlankForm
from perfscore.model.checked import FileFindings, Found, Statements, Waiver
from perfscore.model.finding import Finding, Kind
from perfscore.model.place import Place
from perfscore.model.review import Review
from perfscore.model.table import AssessmentTable, Form
from perfscore.model.values import Quantity
from perfscore.read.accepted import waivers_in_file
from perfscore.read.figures import figures_in_file
from perfscore.read.files import file_grids, read_bytes, read_file
from perfscore.read.findings import FILE_TOO_MUCH, NO_TABLE, UnusableFile
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
from perfscore.rules.template import RuleTemplate
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
    from perfscore.rules.cases import CaseResult

__all__ = [
    "BlankForm",
    "ExtraWords",
    "FileFindings",
    "FileResult",
    "FileTables",
    "IndicatorKind",
    "IndicatorSet",
    "Proof",
    "ProseResult",
    "QuestionError",
    "TemplateError",
    "TemplateSummary",
    "Terms",
    "TypicalIndicator",
    "UnusableFile",
    "annotate",
    "annotated_suffix",
    "answers_to_json",
    "assess",
    "assess_files",
    "available_templates",
    "blank_form",
    "check_across",
    "check_files",
    "check_prose",
    "check_words",
    "explain_lines",
    "findings_to_json",
    "formula_latex",
    "formula_sentences",
    "goal_seek",
    "indicator_kinds",
    "load_indicators",
    "load_template",
    "proof_lines",
    "proofs_to_json",
    "prove_template",
    "read",
    "reconcile",
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


def check_across(assessments: Sequence[Assessment]) -> list[Finding]:
    """What the tables of one hand-in say against each other; each finding stands at one side and names the other."""
    limits = [rules_for(each.table).limits for each in assessments[:1]]
    return check_tables([each.table for each in assessments], limits[0]) if limits else []


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
        try:
            yield FileResult(path, tuple(_assess_file(path, terms(path))))
        except UnusableFile as error:
            yield FileResult(path, unusable=error.finding)
        except (TemplateError, KeyboardInterrupt):
            raise
        except Exception as error:  # a defect of ours must not cost the other files their result
            if os.environ.get("PERFSCORE_DEBUG"):
                raise
            kind = type(error).__name__
            yield FileResult(path, unusable=FILE_TOO_MUCH.at(Place(path.name), file=path.name, kind=kind))


def check_files(
    paths: Iterable[Path],
    terms: Callable[[Path], Terms] = lambda _: Terms(),
    watch: Callable[[Iterable[FileResult]], Iterable[FileResult]] = iter,
) -> list[FileFindings]:
    """Everything found in some files, file by file: here the findings of a file come together.

    watch: sees the files pass, to show how far the work has come. Raises TemplateError as `assess_files` does.
    """
    results = list(watch(assess_files(paths, terms)))
    files = [_findings_of(result) for result in results]
    # Whatever else finds something (one file against another) adds it above: waivers come last.
    waivers = {path: (*terms(path).waivers, *waivers_in_file(path)) for path in {file.path for file in files}}
    return accept(files, waivers, date.today(), _known_codes())


def _findings_of(result: FileResult) -> FileFindings:
    """What was found in a file's tables and in its running text; a document without a table may have text alone."""
    found = [finding for one in result.assessments for finding in one.findings]
    statements, unusable = None, result.unusable
    if result.path != STDIN and (unusable is None or unusable.kind is NO_TABLE):
        prose = check_prose(result.path, [one.table for one in result.assessments])
        if prose.unusable is None and (prose.checkable or result.assessments):
            found += prose.findings
            statements = Statements(prose.checkable, prose.understood)
            unusable = None
    return FileFindings(
        result.path, result.assessments, tuple(Found(each) for each in found), statements, unusable
    )


def _known_codes() -> frozenset[str]:
    """The codes of all findings there are, to tell a waiver that has its code wrong from one that is idle.

    Whatever can be found is declared in a module of ours that this one has loaded, directly or through a step.
    """
    import perfscore.audit.prose.findings  # noqa: F401 (loaded with the first text; its codes are known before)

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


def _assess_file(path: Path, terms: Terms) -> Iterator[Assessment]:
    for table in _read_tables(path, terms):
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
        of them were worked out. unusable: why the file has no text to read; None when it has.
    """

    path: Path
    findings: tuple[Finding, ...] = ()
    checkable: int = 0
    understood: int = 0
    unusable: Finding | None = None


def check_prose(path: Path, tables: Sequence[AssessmentTable] | None = None) -> ProseResult:
    """Check the statements of a document's text; unlike tables, a file without any is no error.

    tables: the file's own, where they have been read already.
    """
    from perfscore.audit.prose.audit import audit_prose
    from perfscore.read.prose.paragraphs import read_prose
    from perfscore.read.prose.statements import read_claims

    try:
        claims = read_claims(read_prose(path))
    except UnusableFile as error:
        return ProseResult(path, unusable=error.finding)
    if tables is None:
        try:
            tables = read_file(path)
        except UnusableFile:
            tables = ()
    understood = len(claims.statements)
    found = audit_prose(claims, tables)
    return ProseResult(path, found, understood + len(claims.unresolved), understood)


def check_words(words: ExtraWords) -> None:
    """Raises ValueError when added header words name a group or role that does not exist."""
    vocabulary(words)


def write_report(subject: Assessment | Sequence[Assessment], path: str | Path, lang: str = "zh") -> Path:
    """Write a report as .docx, .xlsx, .html or .json, by suffix; the file is there whole or as it was before.

    Raises ValueError for a suffix that is not known, OSError when the file cannot be written.
    """
    from perfscore.report.write import write_report as write

    return write(subject, path, lang)


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


def explain_lines(score: Score) -> list[str]:
    """The story of a score, one line a step; what a step rests on is set in below it."""
    from perfscore.report.explain import explain_lines as render

    return render(score)


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
    from perfscore.conformance.tables import work_table
    from perfscore.rules.cases import run_cases as run

    return run(template, work_table)


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
