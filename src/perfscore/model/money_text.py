"""What a budget or final-account text says of money, item by item, this year and the year before."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from perfscore.model.finding import Finding
from perfscore.model.place import Place


class Account(StrEnum):
    BUDGET = "budget"
    FINAL = "final"
    """部门决算."""


@dataclass(frozen=True, slots=True)
class ItemAmount:
    """An item's amount in 万元. places: digits printed behind the point. prior_year: the year it is of, where the text works it
    out against an earlier one (`比2024年增加…`); None for the text's own year."""

    item: str
    amount: Fraction
    places: int
    at: Place
    prior_year: int | None = None


@dataclass(frozen=True, slots=True)
class MoneyText:
    """One document. amounts: in reading order, of its own year and of the one it compares itself with."""

    file: str
    year: int
    account: Account
    amounts: tuple[ItemAmount, ...]

    @property
    def own(self) -> tuple[ItemAmount, ...]:
        return tuple(each for each in self.amounts if each.prior_year is None)

    @property
    def prior(self) -> tuple[ItemAmount, ...]:
        return tuple(each for each in self.amounts if each.prior_year is not None)


@dataclass(frozen=True, slots=True)
class MoneyItem:
    """One item through the documents: what each prints of it, and what each says of it for the year before.

    printed, prior: one place for each document; None where it says nothing. A document that prints an item with two
    amounts has the first here, and a finding.
    """

    name: str
    printed: tuple[ItemAmount | None, ...]
    prior: tuple[ItemAmount | None, ...]


@dataclass(frozen=True, slots=True)
class MoneyTexts:
    """Documents of several years, oldest first, held against each other."""

    texts: tuple[MoneyText, ...]
    items: tuple[MoneyItem, ...]
    findings: tuple[Finding, ...]
