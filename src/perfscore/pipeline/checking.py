"""Assessed files -> everything found in them: in tables, in running text, and in one file against another."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from perfscore.audit.across import check_hand_ins
from perfscore.audit.between.hand_in import Handed, HandedText
from perfscore.audit.waivers import accept
from perfscore.model.assessment import Assessment
from perfscore.model.checked import FileFindings, Found, Statements
from perfscore.model.finding import Finding, Kind
from perfscore.model.narrative import Narrative
from perfscore.model.table import AssessmentTable
from perfscore.pipeline.assessing import FileResult, assess_files
from perfscore.pipeline.reading import STDIN
from perfscore.pipeline.terms import Terms, rules_for
from perfscore.read.accepted import waivers_in_file
from perfscore.read.files import read_file
from perfscore.read.findings import NO_TABLE, UnusableFile
from perfscore.rules.template import Ruled, RuleTemplate


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

    Whatever can be found is declared in a module of ours that the pipeline has loaded, directly or through a step.
    """
    # Loaded with the first text; their codes are known before.
    import perfscore.audit.prose.findings
    import perfscore.audit.prose.heading_findings  # noqa: F401

    ours = [module for name, module in sys.modules.items() if name.startswith("perfscore.")]
    return frozenset(kind.code for module in ours for kind in vars(module).values() if isinstance(kind, Kind))


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
