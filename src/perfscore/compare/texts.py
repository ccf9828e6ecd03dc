"""Budget and final-account texts of several years -> a table of money by item, and where they contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from perfscore.compare.findings import PRIOR_DIFFERS, TEXTS_DIFFER
from perfscore.model.decimals import plain
from perfscore.model.finding import Finding
from perfscore.model.money_text import Account, ItemAmount, MoneyItem, MoneyText, MoneyTexts

ACCOUNTS = {Account.BUDGET: "预算", Account.FINAL: "决算"}


def compare_texts(texts: Iterable[MoneyText]) -> MoneyTexts:
    """Oldest first; of one year the budget before the final account."""
    ordered = tuple(sorted(texts, key=lambda text: (text.year, list(Account).index(text.account))))
    return MoneyTexts(ordered, tuple(_items(ordered)), tuple(dict.fromkeys(_contradictions(ordered))))


def _items(texts: Sequence[MoneyText]) -> Iterator[MoneyItem]:
    """Every item that some document prints, in the order first met."""
    names = dict.fromkeys(each.item for text in texts for each in text.amounts)
    for name in names:
        yield MoneyItem(
            name,
            tuple(_first(text.own, name) for text in texts),
            tuple(_first(text.prior, name) for text in texts),
        )


def _first(amounts: Iterable[ItemAmount], name: str) -> ItemAmount | None:
    return next((each for each in amounts if each.item == name), None)


def _contradictions(texts: Sequence[MoneyText]) -> Iterator[Finding]:
    for later in texts:
        for earlier in texts:
            if earlier is later or earlier.account is not later.account:
                continue
            for each in later.prior:
                there = _first(earlier.own, each.item)
                if each.prior_year == earlier.year and there and _differ(each, there):
                    yield PRIOR_DIFFERS.at(
                        each.at, prior_year=earlier.year, **_facts(later, each, earlier, there)
                    )
    for index, one in enumerate(texts):
        for other in texts[index + 1 :]:
            if (one.year, one.account) != (other.year, other.account):
                continue
            for name in dict.fromkeys(amount.item for amount in other.own):
                here, there = _first(other.own, name), _first(one.own, name)
                if here and there and _differ(here, there):
                    yield TEXTS_DIFFER.at(here.at, **_facts(other, here, one, there))


def _differ(one: ItemAmount, other: ItemAmount) -> bool:
    """Whether the two can not be one figure, each rounded as it is printed."""
    slack = sum((Fraction(1, 2 * 10 ** min(each.places, 6)) for each in (one, other)), Fraction(0))
    return abs(one.amount - other.amount) > slack


def _facts(text: MoneyText, each: ItemAmount, other: MoneyText, there: ItemAmount) -> dict[str, str | int]:
    return {
        "file": text.file,
        "year": text.year,
        "account": ACCOUNTS[text.account],
        "item": each.item,
        "here": plain(each.amount),
        "there": plain(there.amount),
        "other_file": other.file,
        "gap": plain(abs(each.amount - there.amount)),
    }
