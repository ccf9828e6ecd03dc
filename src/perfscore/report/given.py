"""What an officer told beside the tables -> facts as outlines print them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from perfscore.model.given import FIELDS, Given
from perfscore.report.figures import Figure, amount, percent
from perfscore.report.text import one_line, sentence


@dataclass(frozen=True, slots=True)
class PartFacts:
    """share: of the sum of all parts, None when that is zero."""

    name: str
    amount: Figure
    share: str | None


@dataclass(frozen=True, slots=True)
class PartsFacts:
    """An amount or a number of people by kind. rise: against last year's, negative for a fall; None when not told.

    rise_rate: the rise without its sign as a percentage of last year's, None when there was nothing then.
    """

    total: Figure
    parts: tuple[PartFacts, ...]
    rise: Figure | None = None
    rise_rate: str | None = None

    @property
    def by(self) -> Figure | None:
        """The rise without its sign."""
        return amount(abs(self.rise.number)) if self.rise else None


@dataclass(frozen=True, slots=True)
class ArrivalFacts:
    """The funds that arrived. rate: of the budget; used: what was spent as a percentage of them. None: not known."""

    amount: Figure
    rate: str | None
    used: str | None


GivenFact = tuple[str, ...] | Figure | PartsFacts | None
"""Sentences, a number, a division; None for what nobody told."""


def given_facts(given: Given) -> Mapping[str, GivenFact]:
    """Every fact there can be, by the name that officers write; of their own names those that they wrote."""
    facts: dict[str, GivenFact] = dict.fromkeys(FIELDS)
    facts |= {
        one_line(name): _sentences(texts) for name, texts in (*given.others.items(), *given.texts.items())
    }
    facts |= {name: amount(number) for name, number in given.amounts.items()}
    facts |= {name: amount(Fraction(number)) for name, number in given.counts.items()}
    facts |= {name: _parts(parts, given.amounts.get(f"上年{name}")) for name, parts in given.parts.items()}
    return facts


def _sentences(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sentence(text) for text in texts)


def _parts(parts: Mapping[str, Fraction], before: Fraction | None) -> PartsFacts:
    total = sum(parts.values(), Fraction(0))
    rise = None if before is None else total - before
    return PartsFacts(
        amount(total),
        tuple(
            PartFacts(one_line(name), amount(number), percent(number / total) if total else None)
            for name, number in parts.items()
        ),
        None if rise is None else amount(rise),
        percent(abs(rise) / before) if rise is not None and before else None,
    )


def arrival_facts(given: Given, budget: Figure | None, spent: Figure | None) -> ArrivalFacts | None:
    arrived = given.amounts.get("到位资金")
    if arrived is None:
        return None
    return ArrivalFacts(
        amount(arrived),
        percent(arrived / budget.number) if budget and budget.number > 0 else None,
        percent(spent.number / arrived) if spent and arrived else None,
    )
