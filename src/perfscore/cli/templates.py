"""Rule templates and typical indicators on the terminal: what there is, what one says, whether it holds."""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table

from perfscore import __version__, pipeline
from perfscore.cli.refused import Refused
from perfscore.cli.show import Text, console
from perfscore.cli.words import Say
from perfscore.model.assessment import Citation
from perfscore.pipeline import IndicatorKind, IndicatorSet, TypicalIndicator

INDICATORS_SCHEMA = "perfscore.indicators/1"
SHARES = {
    "level": 18,
    "indicator": 29,
    "unit": 10,
    "direction": 12,
    "example": 19,
    "method": 13,
    "proof": 20,
    "seen": 19,
}
"""The columns of a list of indicators, and what share of the terminal each has."""


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


def indicators(kind: str | None, as_json: bool, say: Say) -> None:
    """The kinds of project that have typical indicators, or the indicators of one kind."""
    folder = kind if kind and os.path.isdir(kind) and not _is_kind(kind) else None  # noqa: PTH112 (never raises)
    if kind is None or folder:
        kinds = pipeline.indicator_kinds(folder)
        if as_json:
            _print_json({"kinds": [{"id": each.id, "name": each.name, "count": each.size} for each in kinds]})
        else:
            _show_kinds(kinds, say)
        return
    found = pipeline.load_indicators(kind)
    if as_json:
        _print_json(_set_document(found))
    else:
        _show_set(found, say)


def _is_kind(word: str) -> bool:
    return any(word in (each.id, each.name) for each in pipeline.indicator_kinds())


def _show_kinds(kinds: list[IndicatorKind], say: Say) -> None:
    grid = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for title in ("ID", say("kind"), say("count")):
        grid.add_column(title, overflow="fold")
    for each in kinds:
        grid.add_row(Text(each.id), Text(each.name), str(each.size))
    console().print(grid)


def _show_set(found: IndicatorSet, say: Say) -> None:
    out = console()
    out.print(Text(f"{found.name}（{found.id}，{found.version}）  {found.note}", style="bold"))
    grid = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, expand=True)
    for column, share in SHARES.items():
        doubtful = column == "method" and not found.method_source.verified
        title = say(column) + (say("unverified") if doubtful else "")
        grid.add_column(title, overflow="fold", ratio=share)
    for each in found.indicators:
        name = Text(each.name)
        if each.also:
            name.append_text(Text(f"\n{say('also', names='、'.join(each.also))}", style="dim"))
        grid.add_row(
            Text(f"{each.level1}\n{each.level2}", style="dim"),
            name,
            Text(each.unit),
            Text(f"{each.sign}\n{say(each.direction.value)}"),
            Text(each.example),
            Text(each.method),
            Text("、".join(each.proof)),
            _seen(each, say),
        )
    out.print(grid)
    for source in (found.source, found.method_source):
        out.print(Text(f"{say('verified')} {_cited(source, say)}  {source.note}", style="dim"))


def _seen(indicator: TypicalIndicator, say: Say) -> str:
    told = [say(f"seen_{where}", count=count) for where, count in indicator.seen.items()]
    return "\n".join(told) or say("seen_nowhere")


def _set_document(found: IndicatorSet) -> dict[str, Any]:
    return {
        "kind": {
            "id": found.id,
            "name": found.name,
            "also": list(found.also),
            "note": found.note,
            "version": found.version,
            "digest": found.digest,
            "source": _source_document(found.source),
            "method_source": _source_document(found.method_source),
        },
        "indicators": [
            {
                "name": each.name,
                "level1": each.level1,
                "level2": each.level2,
                "unit": each.unit or None,
                "direction": each.direction.value,
                "sign": each.sign,
                "example": each.example,
                "method": each.method,
                "proof": list(each.proof),
                "also": list(each.also),
                "seen": dict(each.seen),
                "verified": each.verified,
            }
            for each in found.indicators
        ],
    }


def _source_document(source: Citation) -> dict[str, Any]:
    return {
        "rule": source.rule,
        "evidence": source.evidence,
        "document": source.document or None,
        "article": source.article or None,
        "note": source.note or None,
        "verified": source.verified,
    }


def _print_json(content: dict[str, Any]) -> None:
    document = {"schema": INDICATORS_SCHEMA, "engine": f"perfscore {__version__}", **content}
    sys.stdout.buffer.write(json.dumps(document, ensure_ascii=False, indent=2).encode("utf-8") + b"\n")
    sys.stdout.flush()
