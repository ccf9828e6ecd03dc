"""A document to what it says of money: each known item's amount, and the amount of the year before where it tells the change."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from perfscore.model.money_text import Account, ItemAmount, MoneyText
from perfscore.model.prose import Document
from perfscore.read.prose.growths import subject_of
from perfscore.read.prose.marks import Mark, Marked, Part, is_rough, mark_document
from perfscore.read.prose.subjects import Prose, core, prose_from

_ABOUT = re.compile(
    r"(20[0-9]{2})年?(?:度)?(?:(?:部门|单位|本级|收支|财政拨款)?[^0-9,。;]{0,14}?)(预算|决算)"
)
_AGAINST = re.compile(r"(?:比|较|与|同)(?:(?P<year>20[0-9]{2})年|上年|去年|上一年)[^,。;]{0,24}")
_LEVEL = re.compile(
    r"(?:比|较|与|同)(?:(?P<year>20[0-9]{2})年|上年|去年|上一年)[^,。;]{0,16}?(?:持平|相同|一致|无变化|没有变化)"
)
_BRACKETS = re.compile(r"[\"“”()（）\s]")
TEN_THOUSAND = 10_000
LONGEST_HEADING = 40


def money_text(document: Document) -> MoneyText | None:
    """None for a text that is no budget or final account of a year, or that names no known item."""
    marked = mark_document(document)
    about = _about(marked)
    if about is None:
        return None
    year, account = about
    prose = prose_from(marked)
    amounts = tuple(_own(prose, year, account)) + tuple(_prior(prose, year))
    return MoneyText(document.file, year, account, amounts) if amounts else None


def _about(paragraphs: list[Marked]) -> tuple[int, Account] | None:
    """The year and kind that the first heading names, else those that the text speaks of most often."""
    told: Counter[tuple[int, str]] = Counter()
    for each in paragraphs:
        found = [(int(year), kind) for year, kind in _ABOUT.findall(each.spelt.text)]
        told.update(found)
        if found and len(each.spelt.text) <= LONGEST_HEADING:
            told = Counter(found[:1])
            break
    if not told:
        return None
    (year, kind), _ = max(told.items(), key=lambda pair: (pair[1], pair[0][0]))
    return year, Account.FINAL if kind == "决算" else Account.BUDGET


def _own(prose: Prose, year: int, account: Account) -> Iterator[ItemAmount]:
    for value in prose.values:
        if value.part is not Part.VALUE or not value.is_money or is_rough(value) or value.in_table:
            continue
        if value.item_class or (value.year and int(value.year) != year):
            continue  # a functional item is part of its class; another year's figure is no own one
        if account is Account.FINAL and _is_of_budget(prose.of(value), value):
            continue
        item = _item(value)
        if item:
            yield _amount(value, item, value.figure.amount, None)


def _is_of_budget(marked: Marked, value: Mark) -> bool:
    """Whether a final account speaks of the budget here and not of what was spent."""
    said = (
        _sentence_to(marked, value)
        .replace("一般公共预算", "")
        .replace("基金预算", "")
        .replace("预算单位", "")
    )
    return value.status == "budget" or ("预算" in said and "决算" not in said)


def _prior(prose: Prose, year: int) -> Iterator[ItemAmount]:
    """Amounts of the year before: the value less its change, printed, or the same where the text says 持平."""
    for marked in prose.paragraphs:
        subject: Mark | None = None
        last: Mark | None = None
        for mark in marked.marks:
            if mark.part is Part.CHANGE and mark.is_money and not is_rough(mark) and not mark.against_budget:
                subject, last = subject_of(prose, mark, last, subject), mark
                against = _AGAINST.search(_sentence_to(marked, mark))
                item = _item(subject) if subject else ""
                if against and item and subject:
                    change = mark.figure.amount if mark.rises else -mark.figure.amount
                    before = _year_before(against, year)
                    yield _amount(mark, item, subject.figure.amount - change, before)
        for level in _LEVEL.finditer(marked.spelt.text):
            value = next(
                (
                    m
                    for m in reversed(marked.marks)
                    if m.part is Part.VALUE and m.is_money and m.ends <= level.start()
                ),
                None,
            )
            between = marked.spelt.text[value.ends : level.start()] if value else "。"
            if value and not re.search(r"[。;]", between) and (item := _item(value)):
                yield _amount(value, item, value.figure.amount, _year_before(level, year))


def _year_before(found: re.Match[str], year: int) -> int:
    return int(found["year"]) if found["year"] else year - 1


def _sentence_to(marked: Marked, mark: Mark) -> str:
    """The sentence up to a mark."""
    return re.split(r"[。;]", marked.spelt.text[: mark.starts])[-1]


def _amount(mark: Mark, item: str, amount: Fraction, prior_year: int | None) -> ItemAmount:
    in_ten_thousands = amount / TEN_THOUSAND
    return ItemAmount(item, in_ten_thousands, mark.figure.places, mark.figure.at, prior_year)


class _Item(NamedTuple):
    name: str
    ends: tuple[str, ...]
    excluded: tuple[str, ...]


@lru_cache(maxsize=1)
def _items() -> tuple[_Item, ...]:
    told = tomllib.loads((files("perfscore.read.prose") / "money_items.toml").read_text(encoding="utf-8"))
    return tuple(
        _Item(each["name"], tuple(each["ends"]), tuple(each.get("not", ()))) for each in told["items"]
    )


def _item(mark: Mark) -> str:
    """The item that a value is of, "" for none that is known: the one whose word is longest at the end of its name."""
    name = _BRACKETS.sub("", core(mark.name)).rstrip(":：为")
    best: tuple[int, str] = (0, "")
    for item in _items():
        if any(word in name for word in item.excluded):
            continue
        fits = max((len(word) for word in item.ends if name.endswith(word)), default=0)
        best = max(best, (fits, item.name), key=lambda pair: pair[0])
    return best[1]
