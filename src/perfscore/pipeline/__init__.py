"""The order of the steps, and the one door to them: `from perfscore.pipeline import assess`.

The way of a file:

    terms         on what terms: the rules in force on the day that counts, added words, figures, waivers
    reading       file -> tables
    assessing     table -> assessment: choose rules, score, audit
    checking      assessed files -> everything found: in tables, in running text, in one file against another
    reviewing     checked files -> the quality score of a self-assessment
    comparing     assessments of several years -> what changed
    asking        table -> answers: what if, what would it take, which reading was meant, what hangs on what

What comes out of it:

    explaining    score -> its story
    facts         a file of facts -> what a report says and no table holds
    reporting     assessment or comparison -> the report that is handed in
    handing_back  findings -> the unit's own file with comments, a page, a letter, the review form
    as_json       everything -> documents for other programs

Beside it:

    blanks        rules, or last year's table -> an empty form
    templates     a rule template -> what it says, whether its cases hold, what is proved of it
    keeping/      files -> an archive; out of it what is kept, compared, done again, handed out

A module knows only those above it. What a call alone needs is loaded by that call, so that the door opens fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfscore.answers.question import QuestionError
from perfscore.archive.entries import Selection
from perfscore.archive.told import ArchiveError
from perfscore.model.blank import BlankForm
from perfscore.model.checked import FileFindings
from perfscore.model.comparison import Comparison, GivenMatch
from perfscore.model.given import Given
from perfscore.pipeline.as_json import (
    answers_to_json,
    comparisons_to_json,
    engine_name,
    findings_to_json,
    reviews_to_json,
    to_json,
    trace_to_json,
)
from perfscore.pipeline.asking import FileTables, goal_seek, reconcile, sensitivity, tables_in, what_if
from perfscore.pipeline.assessing import FileResult, assess, assess_file, assess_files
from perfscore.pipeline.blanks import blank_form, write_blank
from perfscore.pipeline.checking import ProseResult, check_across, check_files, check_prose
from perfscore.pipeline.comparing import (
    NEWEST,
    ComparedFiles,
    compare,
    compare_files,
    compare_groups,
    matches_in,
)
from perfscore.pipeline.explaining import explain_lines, total_score, write_trace
from perfscore.pipeline.facts import facts_beside, report_facts, unused_projects
from perfscore.pipeline.handing_back import (
    annotate,
    annotated_suffix,
    write_check_page,
    write_letter,
    write_review,
)
from perfscore.pipeline.keeping.opening import open_archive
from perfscore.pipeline.reading import read
from perfscore.pipeline.reporting import report_gaps, report_has_text, report_outlines, write_report
from perfscore.pipeline.reviewing import review_files
from perfscore.pipeline.templates import (
    formula_latex,
    formula_sentences,
    proof_lines,
    proofs_to_json,
    prove_template,
    run_cases,
    tables_from_workbook,
    tables_to_workbook,
    template_lines,
)
from perfscore.pipeline.terms import Terms, check_words, rules_for
from perfscore.read.findings import UnusableFile
from perfscore.read.given import GivenError
from perfscore.read.layout.vocabulary import ExtraWords
from perfscore.rules.indicators import (
    IndicatorKind,
    IndicatorSet,
    indicator_kinds,
    load_indicators,
    typical_for,
)
from perfscore.rules.load import TemplateError, TemplateSummary, available_templates, load_template
from perfscore.rules.proved import Proof
from perfscore.rules.typical import TypicalIndicator

if TYPE_CHECKING:  # named twice: what shows an answer knows its type from here
    from perfscore.answers.as_json import Answer as Answer
    from perfscore.answers.goalseek import GoalSeek as GoalSeek
    from perfscore.answers.goalseek import Option as Option
    from perfscore.answers.reconcile import Reconciliation as Reconciliation
    from perfscore.answers.sensitivity import Sensitivity as Sensitivity
    from perfscore.answers.whatif import WhatIf as WhatIf
    from perfscore.archive.entries import Added as Added
    from perfscore.archive.entries import Entry as Entry
    from perfscore.pipeline.keeping.archive import Archive as Archive
    from perfscore.pipeline.keeping.archive import KeptFile as KeptFile
    from perfscore.pipeline.keeping.export import Exported as Exported
    from perfscore.pipeline.keeping.verify import Difference as Difference
    from perfscore.pipeline.keeping.verify import Verification as Verification
    from perfscore.report.gaps import Gap as Gap
    from perfscore.report.outlines import Outline as Outline

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
    "unused_projects",
    "what_if",
    "write_blank",
    "write_check_page",
    "write_letter",
    "write_report",
    "write_review",
    "write_trace",
]
