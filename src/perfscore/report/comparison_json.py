"""Comparisons -> JSON, `perfscore.comparisons/1`: numbers are decimal strings, absent values null."""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction

from perfscore.model.assessment import Assessment, RowScore
from perfscore.model.comparison import (
    Change,
    Comparison,
    Contribution,
    Edition,
    Line,
    Link,
    MoneyYear,
    OpenMatch,
    Passage,
    Regrouped,
    Standing,
)
from perfscore.model.decimals import plain
from perfscore.model.money_text import ItemAmount, MoneyTexts
from perfscore.report.as_json import Document, cell_document, engine_name, finding_document, source_document
from perfscore.report.comparison_reports import Compared
from perfscore.report.text import carried

SCHEMA = "perfscore.comparisons/1"


def render(subjects: Sequence[Compared], lang: str = "zh") -> bytes:
    return to_json(subjects, lang=lang).encode()


def to_json(subjects: Sequence[Compared], alone: Sequence[Assessment] = (), lang: str = "zh") -> str:
    return json.dumps(to_document(subjects, alone, lang), ensure_ascii=False, indent=2) + "\n"


def to_document(subjects: Sequence[Compared], alone: Sequence[Assessment] = (), lang: str = "zh") -> Document:
    """The document as plain data. alone: tables that had no counterpart in another year."""
    return {
        "schema": SCHEMA,
        "engine": engine_name(),
        "comparisons": [_comparison(each, lang) for each in subjects if isinstance(each, Comparison)],
        "texts": [_texts(each, lang) for each in subjects if isinstance(each, MoneyTexts)],
        "alone": [
            {
                "year": each.table.year,
                "form": each.table.form.value,
                "unit": _text(each.table.unit),
                "project": _text(each.table.project),
                "source": source_document(each.table.source),
            }
            for each in alone
        ],
    }


def _comparison(comparison: Comparison, lang: str) -> Document:
    return {
        "form": comparison.form.value,
        "unit": _text(comparison.unit),
        "project": _text(comparison.project),
        "editions": [
            _edition(edition, money)
            for edition, money in zip(comparison.editions, comparison.money, strict=True)
        ],
        "passages": [_passage(passage) for passage in comparison.passages],
        "lines": [_line(line) for line in comparison.lines],
        "open_matches": [_open(each) for each in comparison.open_matches],
        "regrouped": [_regrouped(each) for each in comparison.regrouped],
        "findings": [finding_document(finding, lang) for finding in comparison.findings],
    }


def _edition(edition: Edition, money: MoneyYear) -> Document:
    assessment, one = edition.assessment, edition.under_one
    scored = assessment.is_scored
    return {
        "label": edition.label,
        "year": edition.year,
        "stage": assessment.table.stage.value,
        "source": source_document(assessment.table.source),
        "template": _template(assessment),
        "total": _number(assessment.total) if scored else None,
        "grade": assessment.grade if scored else None,
        "under_one": {"template": _template(one), "total": _number(one.total)} if one and scored else None,
        "money": {
            "initial": _number(money.initial),
            "adjusted": _number(money.adjusted),
            "spent": _number(money.spent),
            "execution_rate": _number(money.execution_rate),
            "adjustment": _change(money.adjustment),
        },
    }


def _template(assessment: Assessment) -> Document:
    ref = assessment.template
    return {"id": ref.id, "version": ref.version, "digest": ref.digest}


def _passage(passage: Passage) -> Document:
    return {
        "relation": passage.relation.value,
        "before": _number(passage.before),
        "after": _number(passage.after),
        "contributions": [_contribution(each) for each in passage.contributions],
        "performance": _number(passage.performance),
        "rules": _number(passage.rules),
        "initial": _change(passage.initial),
        "adjusted": _change(passage.adjusted),
        "spent": _change(passage.spent),
        "execution_rate": _number(passage.rate),
    }


def _contribution(each: Contribution) -> Document:
    return {
        "part": each.part.value,
        "name": carried(each.name),
        "line": each.line,
        "change": _number(each.change),
    }


def _line(line: Line) -> Document:
    return {
        "name": carried(line.name),
        "trait": line.trait.value if line.trait else None,
        "standings": [_standing(each) for each in line.standings],
    }


def _standing(standing: Standing | None) -> Document | None:
    if standing is None:
        return None
    result = standing.row.result
    return {
        **_row(standing.row),
        "achievement": _number(standing.achievement),
        "points": _number(result.points),
        "score": _number(result.score),
        "met": result.met,
        "link": _link(standing.link) if standing.link else None,
        "demand": standing.demand,
    }


def _row(row: RowScore) -> Document:
    indicator = row.indicator
    return {
        "path": [carried(level) for level in indicator.path],
        "target": _text(indicator.target.written),
        "actual": _text(indicator.actual.written),
        "at": cell_document(indicator.at),
    }


def _link(link: Link) -> Document:
    return {"certainty": link.certainty.value, "likeness": link.likeness, "because": list(link.because)}


def _open(each: OpenMatch) -> Document:
    return {
        "earlier": each.earlier,
        "later": each.later,
        "before": _row(each.before),
        "after": _row(each.after),
        "link": _link(each.link),
    }


def _regrouped(each: Regrouped) -> Document:
    return {
        "kind": each.kind.value,
        "earlier": each.earlier,
        "later": each.later,
        "one": _row(each.one),
        "several": [_row(row) for row in each.several],
        "sums": each.sums,
    }


def _texts(texts: MoneyTexts, lang: str) -> Document:
    return {
        "texts": [
            {"file": carried(text.file), "year": text.year, "account": text.account.value}
            for text in texts.texts
        ],
        "items": [
            {
                "name": item.name,
                "printed": [_item(amount) for amount in item.printed],
                "prior": [_item(amount) for amount in item.prior],
            }
            for item in texts.items
        ],
        "findings": [finding_document(finding, lang) for finding in texts.findings],
    }


def _item(amount: ItemAmount | None) -> Document | None:
    if amount is None:
        return None
    return {
        "amount": plain(amount.amount),
        "year": amount.prior_year,
        "paragraph": amount.at.paragraph,
        "quote": _text(amount.at.quote),
    }


def _change(change: Change | None) -> Document | None:
    return None if change is None else {"amount": _number(change.amount), "share": _number(change.share)}


def _number(number: Fraction | None) -> str | None:
    return None if number is None else plain(number)


def _text(text: str | None) -> str | None:
    return carried(text) if text else None
