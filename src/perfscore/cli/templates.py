"""Rule templates on the terminal: what there is, what one says, whether it holds."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.table import Table

from perfscore import pipeline
from perfscore.cli.refused import Refused
from perfscore.cli.show import Text, console
from perfscore.cli.words import Say
from perfscore.model.assessment import Citation


def show_list(say: Say) -> None:
    grid = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for title in ("ID", say("name"), say("form"), say("in_force")):
        grid.add_column(title, overflow="fold")
    for summary in pipeline.available_templates():
        grid.add_row(summary.id, summary.name, say(summary.form.value), str(summary.in_force))
    console().print(grid)


def show_one(template: str, on: str | None, say: Say) -> None:
    """Every value and formula in force on a day, with what it rests on."""
    rules = pipeline.load_template(template, on=_day(on))
    out = console()
    out.print(Text(f"{rules.name}（{rules.id}，{rules.on}）", style="bold"))
    out.print(Text(f"sha256 {rules.digest}", style="dim"))
    grid = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for title in (say("rules"), say("value"), say("meaning"), say("verified")):
        grid.add_column(title, overflow="fold")
    for name, value, meaning, source in pipeline.template_lines(rules):
        grid.add_row(Text(name), Text(value), Text(meaning), Text(_cited(source, say)))
    out.print(grid)
    for rule, readings in rules.offered.items():
        chosen = rules.choices.get(rule, "")
        out.print(
            Text(f"{say('reading')} {rule}：{'、'.join(f'{r}（✓）' if r == chosen else r for r in readings)}")
        )


def _day(on: str | None) -> date | None:
    try:
        return date.fromisoformat(on) if on else None
    except ValueError as error:
        raise Refused(f"--on：应为 2023-12-31 一样的日期，收到的是“{on}”。") from error


def _cited(source: Citation, say: Say) -> str:
    where = " ".join(part for part in (source.document, source.article) if part)
    return f"{source.rule} {where} [{source.evidence}]{'' if source.verified else say('unverified')}"


def write_sheet(template: str, out: Path, say: Say) -> None:
    """Every decision table of a template into a workbook."""
    if out.suffix.lower() != ".xlsx":
        raise Refused(say("sheet_to", file=out.name))
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        count = pipeline.tables_to_workbook(template, out)
    except OSError as error:
        raise Refused(say("cannot_write", path=out, reason=say.why(error))) from error
    print(say("sheet_wrote", path=out, count=count))


def read_sheet(file: str, say: Say) -> None:
    """The YAML of what the sheets of a workbook say."""
    path = Path(file)
    if not path.is_file() or path.suffix.lower() in (".yaml", ".yml"):
        raise Refused(say("sheet_what", file=file))
    try:
        text = pipeline.tables_from_workbook(path)
    except pipeline.UnusableFile as error:
        words = error.finding.wording(say.lang)
        raise Refused(say("unusable", file=path, message=words.message, mend=words.mend)) from error
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.flush()


def test(template: str | None, say: Say) -> bool:
    """Work out the cases of one or all templates, and prove their formulas where sympy is installed."""
    ids = [template] if template else [summary.id for summary in pipeline.available_templates()]
    out = console()
    good = True
    for id_ in ids:
        results = pipeline.run_cases(id_)
        failed = [result for result in results if not result.passed]
        out.print(
            Text(
                f"{id_}  {say('passed', passed=len(results) - len(failed), failed=len(failed))}", style="bold"
            )
        )
        for result in failed:
            out.print(
                Text(f"  ✗ {result.case.name}：{dict(result.case.expect)} ≠ {dict(result.got)}", style="red")
            )
        good = good and not failed
        for proof in pipeline.prove_template(id_) or ():
            verdict = say(proof.verdict.value.replace("-", "_"))
            out.print(Text(f"  {proof.rule} {proof.reading}  {proof.claim}  {verdict}"))
            good = good and proof.verdict.value != "refuted"
    return good
