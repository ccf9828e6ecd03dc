"""The indicator library on the terminal: what kinds there are, and the typical indicators of one."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table

from perfscore import __version__, pipeline
from perfscore.cli.show import Text, console
from perfscore.cli.templates import cited
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
        out.print(Text(f"{say('verified')} {cited(source, say)}  {source.note}", style="dim"))


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
