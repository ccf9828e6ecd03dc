"""Rule templates and typical indicators on the terminal: what there is, what one says, whether it holds."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from perfscore import pipeline
from perfscore.cli.refused import Refused
from perfscore.cli.show import Text, console
from perfscore.cli.words import Say
from perfscore.model.assessment import Citation
from perfscore.pipeline import Proof


def show_list(say: Say) -> None:
    grid = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for title in ("ID", say("name"), say("form"), say("in_force")):
        grid.add_column(title, overflow="fold")
    for summary in pipeline.available_templates():
        grid.add_row(summary.id, summary.name, say(summary.form.value), str(summary.in_force))
    console().print(grid)


def show_one(template: str, on: str | None, say: Say, latex: bool = False) -> None:
    """Every value and formula in force on a day, with what it rests on; formulas also in words, or in LaTeX."""
    rules = pipeline.load_template(template, on=_day(on))
    printed = pipeline.formula_latex(rules) if latex else {}
    if printed is None:
        raise Refused(say("no_sympy"))
    out = console()
    out.print(Text(f"{rules.name}（{rules.id}，{rules.on}）", style="bold"))
    out.print(Text(f"sha256 {rules.digest}", style="dim"))
    if not rules.covers:
        out.print(Text(say("not_in_force", on=rules.on), style="yellow"), soft_wrap=True)
    grid = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for title in (say("rules"), say("value"), say("meaning"), say("verified")):
        grid.add_column(title, overflow="fold")
    for name, value, meaning, source in pipeline.template_lines(rules):
        grid.add_row(Text(name), Text(value), Text(meaning), Text(cited(source, say)))
    out.print(grid)
    # Below the table and not in it: a sentence broken into a narrow column cannot be read or copied.
    for rule, sentence in pipeline.formula_sentences(rules).items():
        out.print(Text(rule, style="bold"), soft_wrap=True)
        out.print(Text(f"    {sentence}"), soft_wrap=True)
        if rule in printed:
            out.print(Text(f"    {printed[rule]}"), soft_wrap=True)
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


def cited(source: Citation, say: Say) -> str:
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
            wrong = {key for key, want in result.case.expect.items() if result.got.get(key) != want}
            want, got = (_told(each, wrong) for each in (result.case.expect, result.got))
            line = say("case_failed", line=result.case.line, name=result.case.name, want=want, got=got)
            out.print(Text(line, style="red"), soft_wrap=True)
        good = good and not failed
        proofs = pipeline.prove_template(id_)
        if proofs is None:
            out.print(Text(f"  {say('no_sympy')}", style="dim"))
        good = _show_proofs(out, proofs or [], say) and good
    return good


def _told(results: Mapping[str, Any], wrong: set[str]) -> str:
    """What came out differently: `score 5.00`, `points 产出指标 50、效益指标 40`."""
    return "，".join(f"{key} {_plainly(value)}" for key, value in results.items() if key in wrong)


def _plainly(value: Any) -> str:
    if isinstance(value, Mapping):
        return "、".join(f"{key} {_plainly(each)}" for key, each in value.items())
    return str(value)


def prove(template: str | None, as_json: bool, say: Say) -> bool:
    """Prove what every formula of one or all templates must keep. False when a claim is refuted."""
    ids = [template] if template else [summary.id for summary in pipeline.available_templates()]
    proved: dict[str, list[Proof]] = {}
    for id_ in ids:
        proofs = pipeline.prove_template(id_)
        if proofs is None:
            raise Refused(say("no_sympy"))
        proved[id_] = proofs
    if as_json:
        sys.stdout.buffer.write(pipeline.proofs_to_json(proved).encode("utf-8") + b"\n")
        return not any(_refuted(proof) for proofs in proved.values() for proof in proofs)
    out = console()
    good = True
    for id_, proofs in proved.items():
        out.print(Text(id_, style="bold"))
        good = _show_proofs(out, proofs, say) and good
    return good


def _show_proofs(out: Console, proofs: Sequence[Proof], say: Say) -> bool:
    for proof in proofs:
        for line in pipeline.proof_lines(proof, say.lang):
            out.print(Text(f"  {line}", style="red" if _refuted(proof) else ""), soft_wrap=True)
    return not any(_refuted(proof) for proof in proofs)


def _refuted(proof: Proof) -> bool:
    return proof.verdict.value == "refuted"
