"""Checked rule data -> the typed template of one day: picks what is in force, makes text exact numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

from perfscore.model.assessment import Citation, GradeBand
from perfscore.model.table import Form
from perfscore.rules.formula import Formula, parse_formula
from perfscore.rules.said import Problem, Said, TemplateError
from perfscore.rules.steps import version_text
from perfscore.rules.template import (
    ExtraLevel,
    Input,
    Item,
    LevelPoints,
    QualityBand,
    Reach,
    Rounding,
    RoundingMode,
    Ruled,
    RuleTemplate,
)
from perfscore.rules.vocabulary import DEFAULT_LIMITS, not_among

T = TypeVar("T")

RuleData = Mapping[str, Any]
"""The sections of a template file that was checked, or of several laid over each other."""

SECTIONS = ("choices", "values", "rules", "limits", "items", "level_rules")
"""The parts of a template that an extending template replaces key by key."""

OWN_AFFAIRS = ("extends", "extends_since", "default_for")
"""What a template says of itself alone, and does not hand on to those that extend it."""


def merge(own: RuleData, base: RuleData) -> RuleData:
    """A template laid over the one it extends: its own keys win, one by one within each section."""
    since = own.get("extends_since")
    laid = {
        section: {
            **(_held_since(since, base.get(section, {})) if since else base.get(section, {})),
            **own.get(section, {}),
        }
        for section in SECTIONS
    }
    inherited = {key: value for key, value in base.items() if key not in OWN_AFFAIRS}
    return {**inherited, **own, **laid}


def _held_since(since: RuleData, content: Any) -> Any:
    """A section taken over whose first versions hold from an earlier day on, by the source that says so.

    The note keeps the rule and the day that each of them has in the template it comes from.
    """
    if not isinstance(content, dict):
        return content
    held = {key: _held_since(since, each) for key, each in content.items()}
    match content.get("versions"):
        case [{"in_force": str(first), "source": {"rule": rule}} as version, *later] if (
            first > since["in_force"]
        ):
            own_note = since["source"].get("note", "")
            note = f"{own_note}；" * bool(own_note) + f"借用 {first} 起的规则（{rule}）"
            source = {**since["source"], "note": note}
            early = {**version, "in_force": since["in_force"], "source": source}
            held["versions"] = [{**_one_source(early, source), "until": first}, version, *later]
    return held


def _one_source(content: Any, source: RuleData) -> Any:
    """A version in which every part rests on the same source: a borrowed part is no better known than the whole."""
    if isinstance(content, list):
        return [_one_source(each, source) for each in content]
    if not isinstance(content, dict):
        return content
    sources = ("source", "mode_source", "points_source")
    return {key: source if key in sources else _one_source(each, source) for key, each in content.items()}


def in_force_since(data: RuleData) -> date:
    """The first day on which every value of the template has a version in force."""
    rules = [
        reading for rule in data["rules"].values() for reading in rule.get("readings", {"": rule}).values()
    ]
    named = [*data.get("items", {}).values(), *data.get("level_rules", {}).values()]
    values = [*data["values"].values(), *data["limits"].values(), *rules, *named]
    return max(
        min(date.fromisoformat(version["in_force"]) for version in value["versions"]) for value in values
    )


def build_template(data: RuleData, digest: str, on: date, choices: Mapping[str, str]) -> RuleTemplate:
    """The rules in force on one day.

    choices: readings asked for, by rule; what is not named keeps the template's own choice.
    Raises TemplateError for a choice that the template does not offer.
    """
    offered = {name: tuple(rule["readings"]) for name, rule in data["rules"].items() if "readings" in rule}
    chosen = _chosen(data, offered, choices)
    day = _Day(on)
    values = {name: day.pick(value) for name, value in data["values"].items()}
    formulas = {name: day.formula(rule, chosen.get(name)) for name, rule in data["rules"].items()}
    limits = {name: day.pick(limit) for name, limit in data["limits"].items()}
    bands, words = values["quality-bands"], values["quality-words"]
    levels = values["level-points"]
    rounding = values["rounding"]
    caps, extra = values.get("level-caps"), values.get("extra-levels")
    return RuleTemplate(
        id=data["id"],
        name=data["name"],
        form=Form(data["form"]),
        version=data["version"],
        digest=digest,
        on=on,
        covers=day.covers,
        level_points=levels.of(tuple(_level_points(each, levels.source) for each in levels.value)),
        absent_level=values["absent-level"].of(dict(values["absent-level"].value)),
        absent_level_items=_word(values, "absent-level-items"),
        points_split=values["points-split"].of(str(values["points-split"].value)),
        level_names={name: tuple(others) for name, others in values["level-names"].value.items()},
        formulas=formulas,
        choices=chosen,
        offered=offered,
        readings=_readings(data, on),
        bands=bands.of(tuple(_band(band, words) for band in bands.value)),
        word_for_number=values["word-for-number"].of(str(values["word-for-number"].value)),
        grades=values["grades"].of(tuple(_grade(grade) for grade in values["grades"].value)),
        rounding=rounding.of(_rounding(rounding.value)),
        limits={name: limit.of(Fraction(limit.value)) for name, limit in limits.items()} | _defaults(limits),
        total_points=values["total-points"].of(Fraction(values["total-points"].value)),
        items={name: _item(name, item, day) for name, item in data.get("items", {}).items()},
        level_rules={name: day.formula(rule, None) for name, rule in data.get("level_rules", {}).items()},
        level_reach={
            name: Reach(rule["only"].get("unit"), tuple(rule["only"].get("signs", ())))
            for name, rule in data.get("level_rules", {}).items()
            if "only" in rule
        },
        not_applicable=_word(values, "not-applicable"),
        level_caps=caps.of({name: Fraction(cap) for name, cap in caps.value.items()}) if caps else None,
        extra_levels=extra.of({name: _extra_level(each) for name, each in extra.value.items()})
        if extra
        else None,
    )


def _defaults(limits: Mapping[str, _Picked]) -> dict[str, Ruled[Fraction]]:
    """The limits that the template does not set, since ever."""
    note = "模板没有规定，取默认值"
    return {
        name: Ruled(
            Fraction(limit.value), Citation(limit.rule, limit.evidence, note=note), date.min, limit.meaning
        )
        for name, limit in DEFAULT_LIMITS.items()
        if name not in limits
    }


def _readings(data: RuleData, on: date) -> dict[str, dict[str, Ruled[Formula]]]:
    """Every reading of every rule that offers several; what was not chosen has no say in what the day covers."""
    day = _Day(on)
    return {
        name: {reading: day.formula(rule, reading) for reading in rule["readings"]}
        for name, rule in data["rules"].items()
        if "readings" in rule
    }


def _chosen(
    data: RuleData, offered: Mapping[str, tuple[str, ...]], choices: Mapping[str, str]
) -> Mapping[str, str]:
    """The reading of each rule that offers several; a rule that follows another takes the other's."""
    problems = []
    for rule, reading in choices.items():
        if rule not in offered:
            problems.append(Problem(not_among(rule, tuple(offered)), path=rule))
        elif reading not in offered[rule]:
            said = not_among(reading, offered[rule])
            problems.append(
                Problem(Said(f"的读法 {reading} {said.zh}", f"reading {reading} {said.en}"), path=rule)
            )
    if problems:
        raise TemplateError(tuple(problems))
    asked = {**data["choices"], **choices}
    return {name: asked[name] if name in asked else asked[data["rules"][name]["follows"]] for name in offered}


@dataclass(frozen=True, slots=True)
class _Picked:
    """A value as the file gives it, from the version in force."""

    value: Any
    source: Citation
    in_force: date
    meaning: str

    def of(self, value: T) -> Ruled[T]:
        return Ruled(value, self.source, self.in_force, self.meaning)


@dataclass(slots=True)
class _Day:
    """Picks versions for one day. covers: whether everything picked so far was in force on it."""

    on: date
    covers: bool = True

    def version(self, versions: list[RuleData]) -> RuleData:
        """The newest version in force, else the earliest; the last one stands in after its end. Oldest come first."""
        in_force = [each for each in versions if date.fromisoformat(each["in_force"]) <= self.on]
        chosen = in_force[-1] if in_force else versions[0]
        ended = "until" in chosen and date.fromisoformat(chosen["until"]) <= self.on
        self.covers = self.covers and bool(in_force) and not ended
        return chosen

    def pick(self, value: RuleData) -> _Picked:
        version = self.version(value["versions"])
        since = date.fromisoformat(version["in_force"])
        return _Picked(version["value"], citation(version["source"]), since, value["meaning"])

    def formula(self, rule: RuleData, reading: str | None) -> Ruled[Formula]:
        chosen = rule if reading is None else rule["readings"][reading]
        version = self.version(chosen["versions"])
        meaning = rule["meaning"] if reading is None else f"{rule['meaning']}；{chosen['meaning']}"
        since = date.fromisoformat(version["in_force"])
        return Ruled(parse_formula(version_text(version)), citation(version["source"]), since, meaning)


def citation(source: RuleData) -> Citation:
    return Citation(**source)


def _word(values: Mapping[str, _Picked], name: str) -> Ruled[str] | None:
    """A value that is one word and that a template need not have."""
    return values[name].of(str(values[name].value)) if name in values else None


def _rounding(value: RuleData) -> Rounding:
    mode_source = citation(value["mode_source"]) if "mode_source" in value else None
    return Rounding(int(value["places"]), RoundingMode(value["mode"]), mode_source)


def _level_points(division: RuleData, source: Citation) -> LevelPoints:
    return LevelPoints(
        levels={name: Fraction(points) for name, points in division["levels"].items()},
        execution=Fraction(division["execution"]),
        needs=tuple(division.get("needs", ())),
        source=citation(division["source"]) if "source" in division else source,
    )


def _band(band: RuleData, words: _Picked) -> QualityBand:
    low, high, closed = Fraction(band["low"]), Fraction(band["high"]), band["closed"] == "yes"
    shares = {word: Fraction(share) for word, share in words.value.items()}
    inside = {
        word: share for word, share in shares.items() if low <= share < high or (closed and share == high)
    }
    return QualityBand(band["name"], low, high, closed, inside, words.source)


def _item(name: str, item: RuleData, day: _Day) -> Item:
    version = day.version(item["versions"])
    since, source = date.fromisoformat(version["in_force"]), citation(version["source"])
    by_words, usual = "words" in version, "usual" in version
    formula = None if by_words or usual else parse_formula(version_text(version))
    points_source = citation(version["points_source"]) if "points_source" in version else source
    return Item(
        name=name,
        also=tuple(item.get("also", ())),
        level=(*item["level"], "")[:2],
        meaning=item["meaning"],
        points=Ruled(Fraction(version["points"]), points_source, since, item["meaning"]),
        formula=Ruled(formula, source, since, item["meaning"]) if formula else None,
        words={word: Fraction(share) for word, share in version["words"].items()} if by_words else {},
        inputs={variable: _input(variable, each) for variable, each in item.get("inputs", {}).items()},
        direction=dict(item.get("direction", {})),
        scoring=source,
        unit=item.get("unit", ""),
        usual=usual,
        below_zero="below_zero" in item,
    )


def _input(variable: str, data: RuleData) -> Input:
    lowest = data.get("above", data.get("at_least"))
    return Input(
        variable=variable,
        name=data["name"],
        unit=data.get("unit", ""),
        also=tuple(data.get("also", ())),
        lowest=None if lowest is None else Fraction(lowest),
        open_below="above" in data,
        highest=Fraction(data["at_most"]) if "at_most" in data else None,
    )


def _extra_level(level: RuleData) -> ExtraLevel:
    each = Fraction(level["each"]) if "each" in level else None
    return ExtraLevel(level["kind"] == "bonus", Fraction(level["cap"]), each)


def _grade(grade: RuleData) -> GradeBand:
    return GradeBand(grade["name"], Fraction(grade["at_least"]))
