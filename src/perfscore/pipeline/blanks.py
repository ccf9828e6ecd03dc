"""Rules, typical indicators or last year's table -> an empty form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from perfscore.model.blank import BlankForm
from perfscore.model.table import AssessmentTable, Form
from perfscore.model.values import Quantity
from perfscore.pipeline.terms import rules_on
from perfscore.read.files import read_file
from perfscore.rules.indicators import load_indicators
from perfscore.rules.load import load_template, template_for


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
    rules = rules_on(str(own), on, tuple(sorted((choices or {}).items())))
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
