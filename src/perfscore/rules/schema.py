"""What a template file may say: strict models of the document, in which every scalar is still text.

The models only accept or refuse; the typed template is built in `build`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from perfscore.rules.formula import FormulaError, parse_formula
from perfscore.rules.said import Said
from perfscore.rules.steps import faults, formula_text
from perfscore.rules.vocabulary import (
    EVIDENCE,
    ITEM_VARIABLES,
    ROW_VARIABLES,
    SIGN_RULES,
    UNVERIFIED,
    VARIABLES,
    not_among,
)

T = TypeVar("T")

SIGNED = r"-?[0-9]{1,12}(\.[0-9]{1,8})?"


def refusal(said: Said, at: int | None = None) -> PydanticCustomError:
    """The library's own kind of error, carrying our sentence; of a list also the item it is about."""
    return PydanticCustomError("perfscore", "{en}", {"zh": said.zh, "en": said.en, "at": at})


def _filled(text: str) -> str:
    if not text.strip():
        raise refusal(Said("是空的", "is empty"))
    return text


def _day(text: str) -> str:
    try:
        if date.fromisoformat(text).isoformat() == text:
            return text
    except ValueError:
        pass
    raise refusal(Said(f"“{text}”不是日期（应如 2020-02-25）", f"'{text}' is no date (write 2020-02-25)"))


def _decimal(text: str) -> str:
    if re.fullmatch(SIGNED, text) and text.startswith("-"):
        said = Said(
            f"“{text}”是负数，这里不能为负（分值、上限和比例从 0 起）",
            f"'{text}' is negative; points, limits and shares start from 0",
        )
        raise refusal(said)
    if not re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,8})?", text):
        raise refusal(Said(f"“{text}”不是数值（应如 0.85）", f"'{text}' is no number (write 0.85)"))
    return text


def _signed(text: str) -> str:
    if not re.fullmatch(SIGNED, text):
        raise refusal(Said(f"“{text}”不是数值（应如 0.85）", f"'{text}' is no number (write 0.85)"))
    return text


def _share(text: str) -> str:
    if Fraction(text) > 1:
        raise refusal(
            Said(f"{text} 超过 1，比例应在 0 到 1 之间", f"{text} is above 1; a share is from 0 to 1")
        )
    return text


def one_of(*known: str) -> Callable[[str], str]:
    """A check that a word is one of these."""

    def check(word: str) -> str:
        if word not in known:
            said = not_among(word, known)
            raise refusal(Said(f"“{word}”{said.zh}", f"'{word}' {said.en}"))
        return word

    return check


def formula_over(rule: str) -> Callable[[str], str]:
    """A check that a text is a formula and reads only what its rule offers."""

    def check(text: str) -> str:
        try:
            names = parse_formula(text).names
        except FormulaError as error:
            raise refusal(error.said) from None
        known = tuple(sorted(VARIABLES[rule]))
        for name in sorted(names - VARIABLES[rule]):
            said = not_among(name, known)
            raise refusal(Said(f"的变量 {name} {said.zh}", f"reads {name}, which {said.en}"))
        return text

    return check


Filled = Annotated[str, AfterValidator(_filled)]
Day = Annotated[str, AfterValidator(_day)]
Decimal = Annotated[str, AfterValidator(_decimal)]
Signed = Annotated[str, AfterValidator(_signed)]
Share = Annotated[Decimal, AfterValidator(_share)]


class Strict(BaseModel):
    """Nothing but the keys named; names with `_` are written with `-` only where a model says so."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Hyphened(Strict):
    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", "-"))


class Source(Strict):
    rule: Filled
    evidence: Annotated[str, AfterValidator(one_of(*EVIDENCE))]
    document: str = ""
    article: str = ""
    note: str = ""


class Version(Strict, Generic[T]):
    in_force: Day
    until: Day | None = None
    value: T
    source: Source


class StepRow(Strict):
    """One step: its bounds (see `steps`) and the formula of its score."""

    up_to: Signed | None = None
    below: Signed | None = None
    from_: Annotated[Signed | None, Field(alias="from")] = None
    above: Signed | None = None
    score: Filled


def _steps_join(rows: list[StepRow]) -> list[StepRow]:
    said = list(faults([row.model_dump(by_alias=True, exclude_none=True) for row in rows]))
    if said:
        raise refusal(Said("；".join(each.zh for each in said), "; ".join(each.en for each in said)))
    return rows


class StepTable(Strict):
    of: Filled
    rows: Annotated[list[StepRow], AfterValidator(_steps_join)]


class FormulaVersion(Strict, Generic[T]):
    """A formula, written as one or as a step table."""

    in_force: Day
    until: Day | None = None
    formula: T
    table: StepTable | None = None
    source: Source

    @model_validator(mode="before")
    @classmethod
    def _table_is_a_formula(cls, data: Any) -> Any:
        return _with_formula(data)


def _with_formula(data: Any) -> Any:
    """Data in which a step table has its formula beside it, so that both are checked."""
    if not isinstance(data, dict) or "table" not in data:
        return data
    if "formula" in data:
        raise refusal(Said("formula 和 table 只能写一种", "must have either formula or table, not both"))
    try:
        return {**data, "formula": formula_text(data["table"])}
    except (KeyError, TypeError, ValueError, AttributeError):
        return {**data, "formula": "0"}  # the table's own check says what is wrong


V = TypeVar("V", bound="Version[Any] | FormulaVersion[Any] | ItemVersion")


def _one_after_the_other(versions: list[V]) -> list[V]:
    if not versions:
        raise refusal(Said("是空的", "is empty"))
    for position, version in enumerate(versions):
        if version.until is not None and version.until <= version.in_force:
            zh = f"的 until {version.until} 不晚于 in_force"
            raise refusal(Said(zh, f"ends on {version.until}, before it begins"), position)
    for position, (earlier, later) in enumerate(pairwise(versions), start=1):
        if earlier.until is not None and earlier.until != later.in_force:
            gap = earlier.until < later.in_force
            zh = f"在 {earlier.until} 与 {later.in_force} 之间{'有空档' if gap else '重叠'}；前一条的 until 应等于后一条的 in_force"
            en = f"{'leaves a gap' if gap else 'overlaps'} between {earlier.until} and {later.in_force}"
            raise refusal(Said(zh, en), position)
        if earlier.in_force == later.in_force:
            zh = f"有两条自 {later.in_force} 起适用；请改一条的 in_force，或删去一条"
            raise refusal(Said(zh, f"has two in force from {later.in_force}"), position)
        if earlier.in_force > later.in_force:
            zh = f"未按日期先后排列（{later.in_force}）；早的在前，晚的在后"
            raise refusal(Said(zh, f"is not in order of dates ({later.in_force})"), position)
    return versions


class Value(Strict, Generic[T]):
    meaning: Filled
    versions: Annotated[list[Version[T]], AfterValidator(_one_after_the_other)]


class Reading(Strict, Generic[T]):
    meaning: Filled
    versions: Annotated[list[FormulaVersion[T]], AfterValidator(_one_after_the_other)]


class Rule(Strict, Generic[T]):
    """A formula, or several readings of it to choose from; a rule may follow another one's choice."""

    meaning: Filled
    versions: Annotated[list[FormulaVersion[T]], AfterValidator(_one_after_the_other)] | None = None
    readings: Annotated[dict[str, Reading[T]], Field(min_length=1)] | None = None
    follows: str | None = None

    @model_validator(mode="after")
    def _either(self) -> Rule[T]:
        if (self.versions is None) == (self.readings is None):
            raise refusal(Said("应写 versions 或 readings 之一", "needs either versions or readings"))
        if self.follows is not None and self.readings is None:
            raise refusal(Said("只有 readings 才能 follows", "may only follow another rule with readings"))
        return self


class Division(Strict):
    levels: Annotated[dict[str, Decimal], Field(min_length=1)]
    execution: Decimal
    needs: list[str] = []
    source: Source | None = None


class Band(Strict):
    name: Filled
    low: Share
    high: Share
    closed: Annotated[str, AfterValidator(one_of("yes", "no"))]


class Grade(Strict):
    name: Filled
    at_least: Decimal


class RoundingValue(Strict):
    """mode_source: what the way of breaking ties rests on, where the places are known better."""

    places: Annotated[str, AfterValidator(one_of("0", "1", "2", "3", "4"))]
    mode: Annotated[str, AfterValidator(one_of("half-up"))]
    mode_source: Source | None = None


def _bands_join(bands: list[Band]) -> list[Band]:
    """From 1 down to 0 without gap or overlap, each bound in exactly one band."""
    if not bands or Fraction(bands[0].high) != 1 or Fraction(bands[-1].low) != 0 or bands[0].closed != "yes":
        raise refusal(Said("应从 1（含）一直排到 0", "must reach from 1 (closed) down to 0"))
    for band in bands:
        if Fraction(band.low) >= Fraction(band.high):
            raise refusal(
                Said(f"中“{band.name}”的下限不小于上限", f"has no room in '{band.name}': low >= high")
            )
    for upper, lower in pairwise(bands):
        names = f"{upper.name}/{lower.name}"
        if Fraction(lower.high) < Fraction(upper.low):
            raise refusal(
                Said(
                    f"在 {names} 之间有空档；上一档的 low 应等于下一档的 high",
                    f"leaves a gap between {names}",
                )
            )
        if Fraction(lower.high) > Fraction(upper.low) or lower.closed == "yes":
            raise refusal(
                Said(
                    f"在 {names} 处重叠；上一档的 low 应等于下一档的 high，下一档写 closed: no",
                    f"overlaps at {names}",
                )
            )
    return bands


def _grades_descend(grades: list[Grade]) -> list[Grade]:
    lows = [Fraction(grade.at_least) for grade in grades]
    if not lows or lows[-1] != 0 or any(upper <= lower for upper, lower in pairwise(lows)):
        raise refusal(Said("应由高到低排列，最后一级从 0 起", "must go from best to worst, the last from 0"))
    if len({grade.name for grade in grades}) < len(grades):
        raise refusal(Said("有重名的等级", "has two grades of one name"))
    return grades


def _divisions_end(divisions: list[Division]) -> list[Division]:
    if not divisions or divisions[-1].needs or not all(division.needs for division in divisions[:-1]):
        said = Said("除最后一种外都应写 needs，最后一种不写", "need `needs` in every division but the last")
        raise refusal(said)
    return divisions


class ExtraLevel(Strict):
    """Rows on top of the points: a bonus or a penalty, at most `cap` points in sum, `each` for one case."""

    kind: Annotated[str, AfterValidator(one_of("bonus", "penalty"))]
    cap: Decimal
    each: Decimal | None = None


class Values(Hyphened):
    total_points: Value[Decimal] | None = None
    level_points: Value[Annotated[list[Division], AfterValidator(_divisions_end)]] | None = None
    absent_level: Value[dict[str, str]] | None = None
    absent_level_items: Value[Annotated[str, AfterValidator(one_of("tell", "scale"))]] | None = None
    points_split: Value[Annotated[str, AfterValidator(one_of("equal-by-level"))]] | None = None
    word_for_number: Value[Annotated[str, AfterValidator(one_of("not-demonstrated", "band"))]] | None = None
    quality_bands: Value[Annotated[list[Band], AfterValidator(_bands_join)]] | None = None
    quality_words: Value[dict[str, Share]] | None = None
    grades: Value[Annotated[list[Grade], AfterValidator(_grades_descend)]] | None = None
    rounding: Value[RoundingValue] | None = None
    level_names: Value[dict[str, list[Filled]]] | None = None
    not_applicable: Value[Annotated[str, AfterValidator(one_of("not-demonstrated", "scaled-out"))]] | None = (
        None
    )
    level_caps: Value[dict[str, Decimal]] | None = None
    extra_levels: Value[dict[str, ExtraLevel]] | None = None


class Rules(Hyphened):
    execution_rate: Rule[Annotated[str, AfterValidator(formula_over("execution-rate"))]] | None = None
    at_least: Rule[Annotated[str, AfterValidator(formula_over("at-least"))]] | None = None
    more: Rule[Annotated[str, AfterValidator(formula_over("more"))]] | None = None
    at_most: Rule[Annotated[str, AfterValidator(formula_over("at-most"))]] | None = None
    less: Rule[Annotated[str, AfterValidator(formula_over("less"))]] | None = None
    equal: Rule[Annotated[str, AfterValidator(formula_over("equal"))]] | None = None
    range: Rule[Annotated[str, AfterValidator(formula_over("range"))]] | None = None
    by: Rule[Annotated[str, AfterValidator(formula_over("by"))]] | None = None
    over_achieved: Rule[Annotated[str, AfterValidator(formula_over("over-achieved"))]] | None = None
    total_cap: Rule[Annotated[str, AfterValidator(formula_over("total-cap"))]] | None = None


class Limits(Hyphened):
    over_achievement: Value[Decimal] | None = None
    all_over_achieved: Value[Decimal] | None = None
    execution_reason: Value[Decimal] | None = None
    score_tolerance: Value[Decimal] | None = None
    money_tolerance: Value[Decimal] | None = None
    sources_tolerance: Value[Decimal] | None = None
    rate_tolerance_integer: Value[Decimal] | None = None
    rate_tolerance_decimal: Value[Decimal] | None = None
    copied_actuals: Value[Decimal] | None = None
    accuracy_tolerance: Value[Decimal] | None = None
    progress_gap: Value[Decimal] | None = None
    same_goal_length: Value[Decimal] | None = None


class Input(Strict):
    """A figure that an item asks for. name: as people call it. also: other names. Bounds say what is admissible."""

    name: Filled
    unit: str = ""
    also: list[Filled] = []
    at_least: Signed | None = None
    above: Signed | None = None
    at_most: Signed | None = None


class ItemVersion(Strict):
    """How an item is scored from a day on: by a formula, a step table, shares by word, or as any other row.

    points_source: what the points rest on, where that is known better than the scoring.
    """

    in_force: Day
    until: Day | None = None
    points: Decimal
    formula: str | None = None
    table: StepTable | None = None
    words: Annotated[dict[str, Share], Field(min_length=1)] | None = None
    usual: Annotated[str, AfterValidator(one_of("yes"))] | None = None
    source: Source
    points_source: Source | None = None

    @model_validator(mode="before")
    @classmethod
    def _table_is_a_formula(cls, data: Any) -> Any:
        return _with_formula(data)

    @model_validator(mode="after")
    def _one_way(self) -> ItemVersion:
        if [self.formula, self.words, self.usual].count(None) != 2:
            zh, en = "应写 formula、table、words、usual 之一", "needs one of formula, table, words, usual"
            raise refusal(Said(zh, en))
        return self


Way = Annotated[str, AfterValidator(one_of("more-is-better", "less-is-better"))]
"""How a score goes with a figure; what is written is proved."""


class Item(Strict):
    """An indicator that the rules themselves name. level: its names of level one and two.

    unit: what the row's actual value is counted in; 分 where it is the points awarded.
    below_zero: whether the actual value may be negative, as a rate of change may.
    """

    level: Annotated[list[Filled], Field(min_length=1, max_length=2)]
    meaning: Filled
    unit: str = ""
    below_zero: Annotated[str, AfterValidator(one_of("yes"))] | None = None
    also: list[Filled] = []
    inputs: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,30}$")], Input] = {}
    direction: dict[str, Way] = {}
    versions: Annotated[list[ItemVersion], AfterValidator(_one_after_the_other)]

    @model_validator(mode="after")
    def _reads_what_it_has(self) -> Item:
        known = ITEM_VARIABLES | set(self.inputs)
        if taken := sorted(ITEM_VARIABLES & set(self.inputs)):
            raise refusal(
                Said(f"的 inputs 不能再用 {taken[0]} 这个名字", f"must not name an input {taken[0]}")
            )
        for version in self.versions:
            _check_formula(version.formula, known)
        if unknown := sorted(set(self.direction) - known):
            said = not_among(unknown[0], tuple(sorted(known)))
            raise refusal(
                Said(
                    f"的 direction {unknown[0]} {said.zh}", f"has the direction {unknown[0]}, which {said.en}"
                )
            )
        return self


def _check_formula(text: str | None, known: frozenset[str] | set[str]) -> None:
    if text is None:
        return
    try:
        names = parse_formula(text).names
    except FormulaError as error:
        raise refusal(error.said) from None
    for name in sorted(names - known):
        said = not_among(name, tuple(sorted(known)))
        raise refusal(Said(f"的变量 {name} {said.zh}", f"reads {name}, which {said.en}"))


class Reach(Strict):
    """Which rows of a level its rule is meant for; the others are scored by their signs."""

    unit: Filled | None = None
    signs: (
        Annotated[list[Annotated[str, AfterValidator(one_of(*SIGN_RULES))]], Field(min_length=1)] | None
    ) = None


class LevelRule(Strict):
    """How the rows of one level are scored when both their values are numbers, instead of by their signs."""

    meaning: Filled
    only: Reach | None = None
    direction: dict[Annotated[str, AfterValidator(one_of("actual"))], Way] = {}
    versions: Annotated[list[FormulaVersion[str]], AfterValidator(_one_after_the_other)]

    @model_validator(mode="after")
    def _reads_a_row(self) -> LevelRule:
        for version in self.versions:
            _check_formula(version.formula, ROW_VARIABLES)
        return self


class ExtendsSince(Strict):
    """Lets what is taken over hold from an earlier day. Nobody read the rules of those years, or they would stand here."""

    in_force: Day
    source: Source

    @model_validator(mode="after")
    def _is_not_official(self) -> ExtendsSince:
        if self.source.evidence not in UNVERIFIED:
            known = "、".join(UNVERIFIED)
            zh = f"的可靠程度只能是 {known}：借用后来的规则，不是读到了当时的规定"
            raise refusal(
                Said(zh, f"must have the evidence {' or '.join(UNVERIFIED)}: later rules are borrowed")
            )
        return self


class TemplateFile(Strict):
    """One file. What it leaves out must come from the template it extends."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$")]
    name: Filled
    form: Literal["project", "department"]
    version: Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)*$")]
    extends: Filled | None = None
    extends_since: ExtendsSince | None = None
    default_for: Literal["project", "department"] | None = None
    source: Source
    choices: dict[str, str] = {}
    values: Values = Values()
    rules: Rules = Rules()
    limits: Limits = Limits()
    items: dict[Filled, Item] = {}
    level_rules: dict[Filled, LevelRule] = {}

    @model_validator(mode="after")
    def _extends_something(self) -> TemplateFile:
        if self.extends_since and not self.extends:
            zh, en = "写了 extends_since，还应写 extends", "has extends_since and needs extends as well"
            raise refusal(Said(zh, en))
        return self
