"""Proves what every scoring formula must keep, and lists the places where it jumps.

A formula stays within its points, and runs in one direction: this is proved, or refuted by figures. Where the
methods do not reach (see `linear` and `cells`) figures are tried, and the answer says how many.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import groupby, islice, pairwise, product
from pathlib import Path
from random import Random

from perfscore.rules import cells
from perfscore.rules.build import RuleData
from perfscore.rules.covers import prove_tables
from perfscore.rules.formula import DivisionByZero, Formula, parse_formula
from perfscore.rules.linear.bounds import out_of_bounds, turned_back
from perfscore.rules.linear.jumps import jumps
from perfscore.rules.load import checked, find_template, read_layers
from perfscore.rules.proved import Claim, Jump, Proof, Question, Sample, UndecidedError, Verdict
from perfscore.rules.quotients import without_quotients
from perfscore.rules.steps import version_text
from perfscore.rules.symbols import latex
from perfscore.rules.tree import Number, all_nodes

__all__ = ["Claim", "Jump", "Proof", "Verdict", "latex", "prove", "prove_template"]

DIRECTIONS: Mapping[str, Mapping[str, Claim]] = {
    "execution-rate": {"spent": Claim.NEVER_FALLS},
    "at-least": {"actual": Claim.NEVER_FALLS},
    "more": {"actual": Claim.NEVER_FALLS},
    "at-most": {"actual": Claim.NEVER_RISES},
    "less": {"actual": Claim.NEVER_RISES},
    "by": {"days_late": Claim.NEVER_RISES},
    "over-achieved": {"score": Claim.NEVER_FALLS},
    "total-cap": {"total": Claim.NEVER_FALLS, "spent": Claim.NEVER_FALLS},
}
"""The variables in which a rule has a direction."""

DOMAINS: Mapping[str, Formula] = {
    "execution-rate": parse_formula("1 if budget > 0 else 0"),
    "range": parse_formula("1 if lower <= upper else 0"),
    "over-achieved": parse_formula("1 if 0 <= score <= points else 0"),
    "total-cap": parse_formula("1 if 0 <= total <= total_points and budget > 0 and spent >= 0 else 0"),
}
"""Where a rule is meant to be used, 1 inside; a rule not named here must hold for all real numbers."""

BOUNDS: Mapping[str, Formula] = {
    "over-achieved": parse_formula("score"),
    "total-cap": parse_formula("total"),
}
"""What a rule may not exceed, where that is not the points."""

WAYS = {"more-is-better": Claim.NEVER_FALLS, "less-is-better": Claim.NEVER_RISES}
ITEM_DOMAIN = {
    "target": "target >= 0",
    "actual": "actual >= 0",
    "spent": "spent >= 0",
    "budget": "budget > 0",
    "initial": "initial > 0",
}
"""What the scorer asks of the figures of a row and of the money block before an item's formula sees them."""
LEVEL_DOMAIN = parse_formula("1 if target > 0 and actual >= 0 else 0")
EVERYWHERE = parse_formula("1")
POINTS = parse_formula("points")
MOST_TRIED = 4000
TRIED = tuple(Fraction(n, 2) for n in (-4, -2, -1, 0, 1, 2, 3, 4, 20))


def prove_template(id_or_path: str | Path) -> list[Proof]:
    """Every claim about every formula of a template, in all its readings and all its dated versions, and
    about its tables of bands."""
    data = checked(read_layers(find_template(id_or_path)))
    proofs = []
    for rule, reading, since, formula in _formulas(data):
        proofs += [replace(proof, in_force=since) for proof in prove(rule, formula, reading)]
    for name, item in data.get("items", {}).items():
        for version in item["versions"]:
            if "formula" in version or "table" in version:
                proofs += _item_proofs(name, item, version)
    for name, level in data.get("level_rules", {}).items():
        for version in level["versions"]:
            since, formula = date.fromisoformat(version["in_force"]), parse_formula(version_text(version))
            found = prove(name, formula, domain=LEVEL_DOMAIN, direction=_ways(level, formula), main="actual")
            proofs += [replace(proof, in_force=since) for proof in found]
    return proofs + prove_tables(data)


def _item_proofs(name: str, item: RuleData, version: RuleData) -> Iterator[Proof]:
    """An item within the figures that it admits, in the directions that it names."""
    formula = parse_formula(version_text(version))
    signed = {"actual"} if "below_zero" in item else set()
    asked = [text for variable, text in ITEM_DOMAIN.items() if variable in formula.names - signed]
    if item.get("unit") == "分":  # the actual value is the points awarded, and more than there are is refused
        asked.append("actual <= points")
    for variable, bounds in item.get("inputs", {}).items():
        if variable in formula.names:
            signs = {"at_least": ">=", "above": ">", "at_most": "<="}
            asked += [f"{variable} {signs[key]} {bounds[key]}" for key in signs if key in bounds]
    domain = parse_formula(f"1 if {' and '.join(asked)} else 0") if asked else EVERYWHERE
    for proof in prove(name, formula, domain=domain, direction=_ways(item, formula)):
        yield replace(proof, in_force=date.fromisoformat(version["in_force"]))


def _ways(rule: RuleData, formula: Formula) -> dict[str, Claim]:
    """The directions that an item or the rule of a level names, in what its formula reads."""
    named: Mapping[str, str] = rule.get("direction", {})
    return {variable: WAYS[way] for variable, way in named.items() if variable in formula.names}


def _formulas(data: RuleData) -> Iterator[tuple[str, str, date, Formula]]:
    for rule, said in data["rules"].items():
        for reading, one in said.get("readings", {"": said}).items():
            for version in one["versions"]:
                yield (
                    rule,
                    reading,
                    date.fromisoformat(version["in_force"]),
                    parse_formula(version_text(version)),
                )


def prove(
    rule: str,
    formula: Formula,
    reading: str = "",
    *,
    domain: Formula | None = None,
    direction: Mapping[str, Claim] | None = None,
    bound: Formula | None = None,
    main: str | None = None,
) -> list[Proof]:
    """The claims about one formula, read as the formula of `rule`.

    domain: 1 where the formula is meant to be used. direction: how the result goes with which variable.
    bound: what the result may reach. main: the variable along which jumps are looked for; those of the
    directions when None, else `actual`.
    What is not given is what the rule's name stands for; a rule that is not known holds everywhere, has no
    direction, and earns at most `points`.
    """
    if direction is None:
        direction = DIRECTIONS.get(rule, {})
    proofs = _proofs(
        rule,
        formula,
        domain or DOMAINS.get(rule, EVERYWHERE),
        tuple(direction.items()),
        bound or BOUNDS.get(rule, POINTS),
        _mains(formula, direction, main),
    )
    return [replace(proof, reading=reading) for proof in proofs]


def _mains(formula: Formula, direction: Mapping[str, Claim], main: str | None) -> tuple[str, ...]:
    if main is not None:
        return (main,)
    if direction:
        return tuple(direction)
    return ("actual",) if "actual" in formula.names else tuple(sorted(formula.names - {"points"}))


@lru_cache(maxsize=512)
def _proofs(
    rule: str,
    formula: Formula,
    domain: Formula,
    direction: tuple[tuple[str, Claim], ...],
    bound: Formula,
    mains: tuple[str, ...],
) -> tuple[Proof, ...]:
    """The same formula often stands in several templates and versions: it is looked at once."""
    first = next(iter((*(name for name, _ in direction), *mains)), "points")
    asked: list[tuple[Claim, str]] = [(Claim.WITHIN_POINTS, first), *((c, name) for name, c in direction)]
    asked += [(Claim.CONTINUOUS, name) for name in mains]
    proofs = []
    for claim, variable in asked:
        question = Question(without_quotients(formula, domain), domain, bound, variable)
        shown = "" if claim is Claim.WITHIN_POINTS else variable
        proof = Proof(rule, "", claim, Verdict.PROVED, variable=shown, formula=formula.text, bound=bound.text)
        proofs.append(_settled(proof, question))
    return tuple(proofs)


def _settled(proof: Proof, question: Question) -> Proof:
    if proof.claim is Claim.CONTINUOUS:
        try:
            found = _jumps(question)
        except UndecidedError:
            return replace(proof, verdict=Verdict.NOT_DECIDED)
        return replace(proof, verdict=Verdict.JUMPS, jumps=found) if found else proof
    try:
        refuted = _violation(question, proof.claim)
    except UndecidedError:
        refuted, tried = _tried(question, proof.claim)
        if not refuted:
            return replace(proof, verdict=Verdict.NOT_DECIDED, tried=tried)
    return replace(proof, verdict=Verdict.REFUTED, counterexample=refuted) if refuted else proof


def _violation(question: Question, claim: Claim) -> tuple[Sample, ...]:
    """Figures that refute a claim; nothing when it is proved."""
    try:
        if claim is Claim.WITHIN_POINTS:
            return _as_tuple(out_of_bounds(question))
        return turned_back(question, claim) or ()
    except UndecidedError:
        if claim is Claim.WITHIN_POINTS:
            return _as_tuple(cells.out_of_bounds(_cut(question)))
        return cells.turned_back(_cut(question), claim) or ()


def _jumps(question: Question) -> tuple[Jump, ...]:
    try:
        return jumps(question)
    except UndecidedError:
        return cells.jumps(_cut(question))


def _as_tuple(sample: Sample | None) -> tuple[Sample, ...]:
    return () if sample is None else (sample,)


@lru_cache(maxsize=64)
def _cut(question: Question) -> cells.Cut:
    return cells.cut(question)


# --- Trying ---------------------------------------------------------------------------------------------------


def _tried(question: Question, claim: Claim) -> tuple[tuple[Sample, ...], int]:
    """A violation found by trying figures, if any, and how many were tried."""
    tried = 0
    held = [*(["points"] if question.reads_points else []), *question.names[:-1]]
    for _, line in groupby(_figures(question), key=lambda each: [each[name] for name in held]):
        samples = [sample for sample in line if question.inside(sample)]
        tried += len(samples)
        found = _broken(question, claim, samples)
        if found:
            return found, tried
    return (), tried


def _broken(question: Question, claim: Claim, samples: Sequence[Sample]) -> tuple[Sample, ...]:
    if claim is Claim.WITHIN_POINTS:
        return next(((each,) for each in samples if question.breaks_bounds(each)), ())
    sign = 1 if claim is Claim.NEVER_FALLS else -1
    results = []
    for sample in samples:
        try:
            results.append((sample, sign * question.formula.evaluate(sample)))
        except DivisionByZero:
            continue  # where there is no result there is no direction; the claim about bounds says so
    return next(((a, b) for (a, first), (b, second) in pairwise(results) if first > second), ())


def _figures(question: Question) -> Iterator[Sample]:
    """Figures to try, in lines along the main variable: round ones, and those that the formula itself names."""
    named = {
        node.value
        for formula in (question.formula, question.domain)
        for node in all_nodes(formula.tree)
        if isinstance(node, Number)
    }
    values = sorted({*TRIED, *islice(sorted(named), 12)})
    outer = [*(["points"] if question.reads_points else []), *question.names[:-1]]
    lines = list(islice(product(values, repeat=len(outer)), 200_000))
    most = max(1, MOST_TRIED // len(values))
    chosen = lines if len(lines) <= most else Random(1).sample(lines, most)
    for figures in chosen:
        for value in values:
            yield {**dict(zip(outer, figures, strict=True)), question.main: value}
