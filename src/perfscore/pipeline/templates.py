"""A rule template -> what it says, whether its cases hold, what is proved of it, its tables in a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from perfscore.model.assessment import Citation
from perfscore.read.files import file_grids
from perfscore.rules.load import load_template
from perfscore.rules.proved import Proof
from perfscore.rules.template import RuleTemplate

if TYPE_CHECKING:
    from perfscore.rules.cases import CaseResult


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


def proof_lines(proof: Proof, lang: str = "zh") -> list[str]:
    """A claim and what became of it; below it, set in, the places where the formula jumps or what refutes it."""
    from perfscore.rules.proof_words import lines

    return lines(proof, lang)


def proofs_to_json(proved: Mapping[str, Sequence[Proof]]) -> str:
    """The proofs of several templates, by id or path, as one JSON document (`perfscore.proofs/1`)."""
    from perfscore.report.as_json import engine_name
    from perfscore.rules.proof_words import to_json

    return to_json([(load_template(name), proofs) for name, proofs in proved.items()], engine_name())


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
