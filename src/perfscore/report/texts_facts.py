"""Budget and final-account texts held against each other -> the facts and the table of their report."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from perfscore.model.decimals import fixed
from perfscore.model.money_text import Account, ItemAmount, MoneyItem, MoneyTexts
from perfscore.report.context import finding_facts
from perfscore.report.facts import FindingFacts
from perfscore.report.figures import Figure, percent
from perfscore.report.tables import LANDSCAPE_MM, Cell, Row, Table, Tint, head, number
from perfscore.report.text import clean

ACCOUNTS = {Account.BUDGET: "预算", Account.FINAL: "决算"}
TITLE = "预算、决算文本资金对比"


@dataclass(frozen=True, slots=True)
class TextFacts:
    """One document. label: `2023年决算`."""

    label: str
    file: str


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One item: what each document prints, what each says of the year before, and the change between documents of one kind."""

    name: str
    printed: tuple[Figure | None, ...]
    prior: tuple[Figure | None, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextsFacts:
    title: str
    texts: tuple[TextFacts, ...]
    items: tuple[ItemFacts, ...]
    findings: tuple[FindingFacts, ...]

    @property
    def finding_count(self) -> int:
        return len(self.findings)


def texts_facts(texts: MoneyTexts, lang: str = "zh") -> TextsFacts:
    return TextsFacts(
        TITLE,
        tuple(TextFacts(f"{text.year}年{ACCOUNTS[text.account]}", clean(text.file)) for text in texts.texts),
        tuple(_item(item, texts) for item in texts.items),
        tuple(finding_facts(index, finding, TITLE, lang) for index, finding in enumerate(texts.findings, 1)),
    )


def _item(item: MoneyItem, texts: MoneyTexts) -> ItemFacts:
    return ItemFacts(
        item.name,
        tuple(_figure(amount) for amount in item.printed),
        tuple(_figure(amount) for amount in item.prior),
        tuple(_change(item, texts, position) for position in range(len(texts.texts))),
    )


def _figure(amount: ItemAmount | None) -> Figure | None:
    if amount is None:
        return None
    exact = (amount.amount * 10**amount.places).denominator == 1
    text = fixed(amount.amount, amount.places if exact else 2)
    return Figure(Fraction(text), text, amount.places if exact else 2)


def _change(item: MoneyItem, texts: MoneyTexts, position: int) -> str:
    """Against the newest earlier document of the same kind: `+64.96（+44.78%）`; "" without one."""
    own = item.printed[position]
    for earlier in range(position - 1, -1, -1):
        before = item.printed[earlier]
        if own and before and texts.texts[earlier].account is texts.texts[position].account:
            change = own.amount - before.amount
            sign = "+" if change > 0 else ""
            share = f"（{sign}{percent(change / before.amount)}）" if before.amount > 0 else ""
            return f"{sign}{fixed(change, max(own.places, before.places))}{share}"
    return ""


def texts_table(facts: TextsFacts) -> Table:
    """Items down, documents across: the amount, its change on the last document of the kind, and the year before as told."""
    count = len(facts.texts)
    top: list[Cell] = [head("项目", rows=2)]
    below: list[Cell] = []
    for text in facts.texts:
        top.append(head(text.label, 3))
        below += [head("金额"), head("较上一份同类文本"), head("文中推算的上年数")]
    rows: list[Row] = [tuple(top), tuple(below)]
    for item in facts.items:
        cells: list[Cell] = [Cell(item.name)]
        for position in range(count):
            cells.append(number(item.printed[position], "—"))
            cells.append(Cell(item.changes[position] or "—", centred=True))
            cells.append(number(item.prior[position], "—", Tint.NONE))
        rows.append(tuple(cells))
    name = 50
    each = max((LANDSCAPE_MM - name) // (3 * count), 12)
    return Table(
        (LANDSCAPE_MM - each * 3 * count if each > 12 else name, *(each,) * (3 * count)),
        tuple(rows),
        header=2,
    )
