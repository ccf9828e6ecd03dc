"""Proofs: true claims are proved, false ones refuted by figures that really break them, the rest left open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from perfscore.rules.covers import Band, prove_cover
from perfscore.rules.formula import DivisionByZero, Formula, parse_formula
from perfscore.rules.load import load_template
from perfscore.rules.proof_words import jump_line, lines
from perfscore.rules.proofs import Claim, Jump, Proof, Verdict, latex, prove, prove_template
from perfscore.rules.symbols import expression, symbol

NATIONAL = load_template("cn.mof.project-self-assessment")
FIGURES = st.fractions(-4, 4, max_denominator=6)

WITHIN = [
    ("at-least", "points * clip(actual / target, 0, 1) if target > 0 else 0", Verdict.PROVED),
    ("at-least", "points if actual >= 90 else points * 0.8 if actual >= 80 else 0", Verdict.PROVED),
    (
        "at-most",
        "points * max(0, 1 - abs(actual - target) / abs(target)) if target != 0 else 0",
        Verdict.PROVED,
    ),
    ("by", "max(points - 0.5 * days_late, 0) if days_late > 0 else points", Verdict.PROVED),
    ("at-least", "points * actual / target", Verdict.REFUTED),
    ("at-least", "10 if actual >= target else 0", Verdict.REFUTED),
    ("at-least", "points if actual >= target else points * actual / target", Verdict.REFUTED),
    ("equal", "points * min(actual / target, target / actual)", Verdict.REFUTED),
    ("by", "points - days_late", Verdict.REFUTED),
    ("by", "points + 0.0001 if 5 < days_late < 5.001 else points", Verdict.REFUTED),
    ("execution-rate", "points * spent / budget", Verdict.REFUTED),
    ("range", "points if actual <= upper else points * upper / actual if upper > 0 else 0", Verdict.PROVED),
    ("at-least", "points if actual * actual >= 2 * target * target else 0", Verdict.NOT_DECIDED),
    ("range", "points if actual + 1 >= lower and actual <= upper else 0", Verdict.PROVED),
]


@pytest.mark.parametrize(("rule", "text", "verdict"), WITHIN)
def test_staying_within_the_points(rule: str, text: str, verdict: Verdict) -> None:
    formula = parse_formula(text)
    proof = prove(rule, formula)[0]
    assert proof.claim is Claim.WITHIN_POINTS
    assert proof.verdict is verdict
    for figures in proof.counterexample:
        with suppress(DivisionByZero):  # no score at all is a counterexample too
            assert not 0 <= formula.evaluate(figures) <= figures["points"]


DIRECTED = [
    ("at-least", "points if actual >= target else 0", Verdict.PROVED),
    ("at-most", "points if actual <= target else 0", Verdict.PROVED),
    ("at-least", "points if actual <= target else 0", Verdict.REFUTED),
    ("at-least", "points if actual == target else 0", Verdict.REFUTED),
    (
        "at-least",
        "points if actual >= 90 else points * 0.8 if actual >= 80 else points * 0.9",
        Verdict.REFUTED,
    ),
    ("at-least", "points * clip(actual / target, 0, 1) if target != 0 else 0", Verdict.REFUTED),
    ("at-most", "points * abs(actual)", Verdict.REFUTED),
    ("by", "points if days_late <= 0 else points / (1 + days_late)", Verdict.PROVED),
    ("by", "points if days_late <= 0 else points / 2 if days_late < 30 else points * 0.6", Verdict.REFUTED),
    ("at-least", "points if actual * actual * actual >= 2 else 0", Verdict.NOT_DECIDED),
    ("at-least", "points * (actual / actual)", Verdict.NOT_DECIDED),
]


@pytest.mark.parametrize(("rule", "text", "verdict"), DIRECTED)
def test_running_in_one_direction(rule: str, text: str, verdict: Verdict) -> None:
    formula = parse_formula(text)
    proof = prove(rule, formula)[1]
    assert proof.verdict is verdict
    if verdict is Verdict.REFUTED:
        less, more = proof.counterexample
        first, second = formula.evaluate(less), formula.evaluate(more)
        assert first > second if proof.claim is Claim.NEVER_FALLS else first < second
        assert [name for name in less if less[name] > more[name]] == []
    else:
        assert proof.counterexample == ()


@given(FIGURES, FIGURES, st.fractions(0, 3, max_denominator=4))
def test_proved_formulas_hold_for_random_figures(
    target: Fraction, actual: Fraction, points: Fraction
) -> None:
    values = {"points": points, "target": target, "actual": actual}
    for rule in ("at-least", "more", "at-most", "less", "equal"):
        assert 0 <= NATIONAL.formulas[rule].value.evaluate(values) <= points


@given(FIGURES, FIGURES, FIGURES)
def test_more_never_hurts_where_it_is_good(target: Fraction, one: Fraction, other: Fraction) -> None:
    assume(one < other)
    less, more = ({"points": Fraction(10), "target": target, "actual": actual} for actual in (one, other))
    rising, falling = NATIONAL.formulas["at-least"].value, NATIONAL.formulas["at-most"].value
    assert rising.evaluate(less) <= rising.evaluate(more)
    assert falling.evaluate(less) >= falling.evaluate(more)


@given(FIGURES, FIGURES)
def test_sympy_gets_the_same_formula(target: Fraction, actual: Fraction) -> None:
    values = {"points": Fraction(10), "target": target, "actual": actual}
    numbers = {
        symbol(name): sympy.Rational(value.numerator, value.denominator) for name, value in values.items()
    }
    for rule in ("at-least", "at-most", "equal"):
        formula = NATIONAL.formulas[rule].value
        result = expression(formula.tree).subs(numbers)
        ours = formula.evaluate(values)
        if result.is_Rational:  # sympy puts numbers into all branches, ours works out only one
            assert Fraction(int(result.p), int(result.q)) == ours


def test_latex_is_that_of_the_tree() -> None:
    assert latex(parse_formula("points * actual / target")) == r"\frac{actual points}{target}"
    shown = latex(parse_formula("points if actual >= target else points * min(1, 0.8)"))
    assert r"\begin{cases} points & \text{for}\: actual \geq target" in shown


# --- Rules with other variables -------------------------------------------------------------------------------

UP, DOWN = Claim.NEVER_FALLS, Claim.NEVER_RISES
CAP = (
    "min(total, 59) if spent < 0.5*budget else min(total, 69) if spent < 0.6*budget "
    "else min(total, 79) if spent < 0.7*budget else min(total, 89) if spent < 0.8*budget else total"
)
SPENDING = "points if abs(final - initial) <= 0.1*initial else points/2 if abs(final - initial) <= 0.2*initial else 0"
CHECKPOINTS = "3*min(1, june/0.4) + 3*min(1, september/0.675) + 4*min(1, november/0.825)"
DISPOSAL = "points if written_off == 0 else points * adjusted/(adjusted+written_off)"
CORRIDOR = "0 if actual < 0.7*target or actual > 1.3*target else points*min(1, actual/target)"
OVER = "max(0, score - 2) if actual >= 1.3*target and target > 0 else score"

OTHERS: list[tuple[str, str, str, Mapping[str, Claim], str, str | None, int, list[str]]] = [
    # name, formula, inside, directions, bound, main variable, how many claims hold, jumps in words
    (
        "spending-control",
        SPENDING,
        "1 if initial > 0 else 0",
        {},
        "points",
        "final",
        1,
        # 10 % off in either direction, then 20 %: the limits themselves still earn the better step
        [
            "final = 0.8 * initial 处由 0 跳到满分的 50%",
            "final = 0.9 * initial 处由满分的 50% 跳到满分",
            "final = 1.1 * initial 处为满分，再大即跳到满分的 50%",
            "final = 1.2 * initial 处为满分的 50%，再大即跳到 0",
        ],
    ),
    (
        "checkpoints",
        CHECKPOINTS,
        "1 if june >= 0 and september >= 0 and november >= 0 else 0",
        {"june": UP, "september": UP, "november": UP},
        "10",
        None,
        7,
        [],
    ),
    (
        "disposal",
        DISPOSAL,
        "1 if adjusted >= 0 and written_off >= 0 else 0",
        {"adjusted": UP, "written_off": DOWN},
        "points",
        None,
        4,
        ["written_off = 0 处为满分，再大即跳到 0（adjusted == 0 时）"],
    ),
    (
        "defects",
        "max(0, points - 2*defects)",
        "1 if defects >= 0 else 0",
        {"defects": DOWN},
        "points",
        None,
        3,
        [],
    ),
    (
        "corridor",
        CORRIDOR,
        "1 if target > 0 else 0",
        {},
        "points",
        "actual",
        1,
        [
            "actual = 0.7 * target 处由 0 跳到满分的 70%",
            "actual = 1.3 * target 处为满分，再大即跳到 0",
        ],
    ),
    (
        "over-achievement",
        OVER,
        "1 if 0 <= score <= points else 0",
        {"score": UP},
        "points",
        "actual",
        2,
        [
            "actual = 1.3 * target 处由 score 跳到 0（score > 0 且 target > 0 且 score <= 2 时）",
            "actual = 1.3 * target 处由 score 跳到 score - 2（target > 0 且 score > 2 时）",
        ],
    ),
    (
        "cap",
        CAP,
        "1 if 0 <= total <= 100 and budget > 0 else 0",
        {"total": UP, "spent": UP},
        "total",
        "spent",
        3,
        [
            "spent = 0.5 * budget 处由 59 跳到 69（total > 69 时）",
            "spent = 0.5 * budget 处由 59 跳到 total（total <= 69 且 total > 59 时）",
            "spent = 0.6 * budget 处由 69 跳到 79（total > 79 时）",
            "spent = 0.6 * budget 处由 69 跳到 total（total <= 79 且 total > 69 时）",
            "spent = 0.7 * budget 处由 79 跳到 89（total > 89 时）",
            "spent = 0.7 * budget 处由 79 跳到 total（total <= 89 且 total > 79 时）",
            "spent = 0.8 * budget 处由 89 跳到 total（total > 89 时）",
        ],
    ),
]


@pytest.mark.parametrize(
    ("name", "text", "inside", "direction", "bound", "main", "holding", "jumps"),
    OTHERS,
    ids=[each[0] for each in OTHERS],
)
def test_rules_with_their_own_variables(
    name: str,
    text: str,
    inside: str,
    direction: Mapping[str, Claim],
    bound: str,
    main: str | None,
    holding: int,
    jumps: list[str],
) -> None:
    limits = {"domain": parse_formula(inside), "bound": parse_formula(bound)}
    proofs = prove(name, parse_formula(text), direction=direction, main=main, **limits)
    assert sum(proof.verdict is Verdict.PROVED for proof in proofs) == holding
    assert {proof.verdict for proof in proofs} <= {Verdict.PROVED, Verdict.JUMPS}
    assert sorted(jump_line(jump, bound) for proof in proofs for jump in proof.jumps) == jumps
    formula = parse_formula(text)
    for proof in proofs:
        for jump in proof.jumps:
            figures = dict(jump.example)
            assert formula.evaluate(figures) == parse_formula(jump.value or "").evaluate(figures)


WRONG: list[tuple[str, str, Mapping[str, Claim], str]] = [
    # one mistake each: the limit forgotten, the sign turned, the steps in the wrong order, ...
    ("3*min(1, june/0.4) + 3*june + 4*min(1, november)", "1 if june >= 0 and november >= 0 else 0", {}, "10"),
    ("points - 2*defects", "1 if defects >= 0 else 0", {}, "points"),
    (
        "points * adjusted/(adjusted+written_off)",
        "1 if adjusted >= 0 and written_off >= 0 else 0",
        {},
        "points",
    ),
    (
        "points * written_off/(adjusted+written_off) if written_off > 0 else points",
        "1 if adjusted >= 0 and written_off >= 0 else 0",
        {"adjusted": UP},
        "points",
    ),
    (
        "max(score - 2, 0) if actual >= 1.3*target else score + 1",
        "1 if 0 <= score <= points else 0",
        {},
        "points",
    ),
    (OVER, "1 if 0 <= score <= points else 0", {"actual": UP}, "points"),
    ("max(total, 59) if spent < 0.5*budget else total", "1 if 0 <= total <= 100 else 0", {}, "total"),
    (
        "min(total, 69) if spent < 0.5*budget else min(total, 59) if spent < 0.6*budget else total",
        "1 if 0 <= total <= 100 and budget > 0 else 0",
        {"spent": UP},
        "total",
    ),
    ("3 - x if x < 1 else x", "1 if 0 <= x <= 2 else 0", {"x": UP}, "3"),
]


@pytest.mark.parametrize(("text", "inside", "direction", "bound"), WRONG)
def test_wrong_formulas_are_refuted_by_figures_that_violate(
    text: str, inside: str, direction: Mapping[str, Claim], bound: str
) -> None:
    formula, domain, limit = parse_formula(text), parse_formula(inside), parse_formula(bound)
    proofs = prove("x", formula, domain=domain, direction=direction, bound=limit)
    refuted = [proof for proof in proofs if proof.verdict is Verdict.REFUTED]
    assert refuted
    if direction:
        assert any(proof.claim is not Claim.WITHIN_POINTS for proof in refuted)
    for proof in refuted:
        assert_violated(proof, formula, domain, limit)


def assert_violated(proof: Proof, formula: Formula, domain: Formula, bound: Formula) -> None:
    for figures in proof.counterexample:
        assert domain.evaluate(figures) == 1
    if proof.claim is Claim.WITHIN_POINTS:
        (figures,) = proof.counterexample
        with suppress(DivisionByZero):  # no result at all is a violation too
            assert not 0 <= formula.evaluate(figures) <= bound.evaluate(figures)
        return
    less, more = proof.counterexample
    moved = [name for name in less if less[name] != more[name]]
    assert moved == [proof.variable] and less[proof.variable] < more[proof.variable]
    first, second = formula.evaluate(less), formula.evaluate(more)
    assert first > second if proof.claim is Claim.NEVER_FALLS else first < second


def test_a_domain_with_a_gap_is_looked_at_as_a_whole() -> None:
    """Rising on both pieces, but the upper piece begins lower than the lower one ends."""
    formula, domain = (
        parse_formula("x * x if x <= 2 else x - 3"),
        parse_formula("1 if 0 <= x <= 2 or x >= 3 else 0"),
    )
    proof = prove("x", formula, domain=domain, direction={"x": UP}, bound=parse_formula("x * x + 4"))[1]
    assert proof.verdict is Verdict.REFUTED
    assert_violated(proof, formula, domain, parse_formula("x"))


def test_what_is_not_decided_says_how_much_was_tried() -> None:
    # 1.41421356 is just below the root of 2: the violation lies between, where no figure tried falls
    text = "points if actual * actual <= 2 else points * 2 if actual * actual < 2.0000000001 else 0"
    proof = prove("equal", parse_formula(text))[0]
    assert (proof.verdict, proof.counterexample) == (Verdict.NOT_DECIDED, ())
    assert proof.tried > 50
    assert "未能判定（试了" in lines(proof)[0]
    continuous = prove("equal", parse_formula(text))[1]
    assert (continuous.claim, continuous.verdict) == (Claim.CONTINUOUS, Verdict.NOT_DECIDED)


def test_trying_may_still_refute() -> None:
    text = (
        "points * actual * actual if actual * actual < 2 + target * target * target * other else points * 3"
    )
    formula = parse_formula(text)
    proof = prove("x", formula, direction={"actual": DOWN})[1]
    assert proof.verdict is Verdict.REFUTED
    assert_violated(proof, formula, parse_formula("1"), parse_formula("points"))


JUMPS = [
    ("at-least", "points if actual >= target else 0", ["actual = target 处由 0 跳到满分"]),
    ("at-most", "points if actual <= target else 0", ["actual = target 处为满分，再大即跳到 0"]),
    ("equal", "points if actual == target else 0", ["actual = target 处为满分，左侧为 0，右侧为 0"]),
    (
        "at-least",
        "points if actual >= target else points * actual / target if actual > 0 else 0",
        ["actual = target 处由 0 跳到满分（target <= 0 时）"],
    ),
    (
        "at-least",
        "points if actual >= 90 else points * 0.8 if actual >= 80 else 0",
        ["actual = 80 处由 0 跳到满分的 80%", "actual = 90 处由满分的 80% 跳到满分"],
    ),
    ("by", "max(0, points - 0.5 * days_late) if days_late > 0 else points", []),
]


@pytest.mark.parametrize(("rule", "text", "told"), JUMPS)
def test_jumps_are_told_in_words(rule: str, text: str, told: list[str]) -> None:
    (proof,) = [each for each in prove(rule, parse_formula(text)) if each.claim is Claim.CONTINUOUS]
    assert sorted(jump_line(jump) for jump in proof.jumps) == told
    assert proof.verdict is (Verdict.JUMPS if told else Verdict.PROVED)


PARTS = st.sampled_from(
    ["points", "0", "points / 2", "target", "actual", "2 * target", "1", "actual / target"]
)
LIMITS = st.sampled_from(["target", "0", "2 * target", "1.5"])
SIGNS = st.sampled_from(["<", "<=", "==", ">", "!="])
TEXTS = st.recursive(
    PARTS,
    lambda inner: st.one_of(
        st.builds("({} + {})".format, inner, inner),
        st.builds("min({}, {})".format, inner, inner),
        st.builds("abs({} - {})".format, inner, inner),
        st.builds("({} if actual {} {} else {})".format, inner, SIGNS, LIMITS, inner),
    ),
    max_leaves=5,
)


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.sampled_from(["1", "1 if target > 0 else 0", "1 if 0 <= actual <= 2 else 0"]))
def test_what_is_claimed_of_a_random_formula_holds_for_figures(text: str, inside: str) -> None:
    """Figures in steps of a quarter never contradict a proof, nor jump where no jump is told, nor the reverse."""
    formula, domain = parse_formula(text), parse_formula(inside)
    within, rising, continuous = prove("x", formula, domain=domain, direction={"actual": UP})
    for proof in (within, rising):
        if proof.verdict is Verdict.REFUTED:
            assert_violated(proof, formula, domain, parse_formula("points"))

    def result(figures: Mapping[str, Fraction]) -> Fraction | None:
        try:
            return formula.evaluate(figures)
        except DivisionByZero:
            return None

    near = Fraction(1, 10**6)
    for target in (Fraction(n, 2) for n in range(-4, 6)):
        line = [
            {"points": Fraction(3), "target": target, "actual": Fraction(n, 4)}
            for n in range(-8, 14)
            if domain.evaluate({"target": target, "actual": Fraction(n, 4)}) == 1
        ]
        results = [result(figures) for figures in line]
        if within.verdict is Verdict.PROVED:
            assert all(each is not None and 0 <= each <= 3 for each in results)
        if rising.verdict is Verdict.PROVED:
            assert all(a is not None and b is not None and a <= b for a, b in pairwise(results))
        if continuous.verdict is Verdict.NOT_DECIDED:
            continue
        for figures, here in zip(line, results, strict=True):
            beside = [{**figures, "actual": figures["actual"] + side * near} for side in (-1, 1)]
            seen = any(
                (there is None) != (here is None)
                or (there is not None and here is not None and abs(there - here) > Fraction(1, 100))
                for there in (result(each) for each in beside if domain.evaluate(each) == 1)
            )
            told = [jump for jump in continuous.jumps if jump.when is not None and _is_at(jump, figures)]
            if not any(jump.when is None for jump in continuous.jumps):
                assert bool(told) == seen


def _is_at(jump: Jump, figures: Mapping[str, Fraction]) -> bool:
    try:
        if parse_formula(jump.place).evaluate(figures) != figures["actual"]:
            return False
        return parse_formula(f"1 if {jump.when or '0 == 0'} else 0").evaluate(figures) == 1
    except DivisionByZero:
        return False


# --- Tables and versions --------------------------------------------------------------------------------------

TENTH = Fraction(1, 10)
COVERS = [
    ([Band("优", 9 * TENTH, Fraction(1), high_closed=True), Band("差", Fraction(0), 9 * TENTH)], None),
    ([Band("优", 9 * TENTH, Fraction(1)), Band("差", Fraction(0), 9 * TENTH)], 1),  # 1 itself is in none
    (
        [
            Band("优", 9 * TENTH, Fraction(1), high_closed=True),
            Band("差", Fraction(0), 9 * TENTH, high_closed=True),
        ],
        9 * TENTH,  # in both
    ),
    (
        [Band("优", 9 * TENTH, Fraction(1), high_closed=True), Band("差", Fraction(0), 8 * TENTH)],
        8 * TENTH,  # a gap begins
    ),
    (
        [
            Band("优", Fraction(2), Fraction(2), high_closed=True),
            Band("差", Fraction(0), Fraction(1), high_closed=True),
        ],
        2,  # nobody can be 优
    ),
]


@pytest.mark.parametrize(("bands", "wrong"), COVERS)
def test_bands_cover_their_range_once(bands: list[Band], wrong: Fraction | None) -> None:
    proof = prove_cover("bands", bands, Fraction(0), Fraction(1), "share")
    if wrong is None:
        assert proof.verdict is Verdict.PROVED
        return
    (figures,) = proof.counterexample
    assert (proof.verdict, figures["share"]) == (Verdict.REFUTED, wrong)
    assert figures["bands"] != 1
    if wrong <= 1:
        assert figures["bands"] == sum(band.holds(figures["share"]) for band in bands)


def test_every_dated_version_is_looked_at(tmp_path: Path) -> None:
    source = "source: {rule: X-1, evidence: derived}"
    file = tmp_path / "template.yaml"
    file.write_text(
        "id: my.rules\nname: 我的规则\nform: project\nversion: '1'\n"
        f"extends: cn.mof.project-self-assessment\n{source}\n"
        "rules:\n  by:\n    meaning: m\n    versions:\n"
        f"      - in_force: 2020-01-01\n        formula: points - days_late\n        {source}\n"
        f"      - in_force: 2022-01-01\n        formula: points if days_late <= 0 else 0\n        {source}\n"
        "values:\n  total-points:\n    meaning: m\n    versions:\n"
        f"      - in_force: 2020-02-25\n        value: 100\n        {source}\n"
        "  grades:\n    meaning: m\n    versions:\n      - in_force: 2020-02-25\n        value:\n"
        f"          - {{name: 优, at_least: 120}}\n          - {{name: 差, at_least: 0}}\n        {source}\n",
        encoding="utf-8",
    )
    proofs = prove_template(file)
    found = {
        (proof.rule, proof.in_force, proof.claim): proof.verdict for proof in proofs if proof.rule == "by"
    }
    assert found == {
        ("by", date(2020, 1, 1), Claim.WITHIN_POINTS): Verdict.REFUTED,
        ("by", date(2020, 1, 1), Claim.NEVER_RISES): Verdict.PROVED,
        ("by", date(2020, 1, 1), Claim.CONTINUOUS): Verdict.PROVED,
        ("by", date(2022, 1, 1), Claim.WITHIN_POINTS): Verdict.PROVED,
        ("by", date(2022, 1, 1), Claim.NEVER_RISES): Verdict.PROVED,
        ("by", date(2022, 1, 1), Claim.CONTINUOUS): Verdict.JUMPS,
    }
    (grades,) = [proof for proof in proofs if proof.rule == "grades"]
    assert grades.verdict is Verdict.REFUTED  # a best grade from 120 of 100


STEPS = "0 if spent / budget < 0.5 else points / 2 if spent / budget < 0.8 else points"
"""A step table over the execution rate: the quotient is multiplied out, as the budget is positive in the domain."""


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (
            "min(total, 59) if spent / budget < 0.5 else min(total, 79) if spent / budget < 0.8 else total",
            "proved",
        ),
        ("total if spent / budget < 0.5 else min(total, 79)", "refuted"),  # more spent, a lower total
        ("min(total, 59) if 0.5 > spent / budget else total", "proved"),
        ("total + 1 if spent / budget < 0.5 else total", "refuted"),
    ],
)
def test_a_cap_by_steps_of_a_quotient_is_decided(formula: str, verdict: str) -> None:
    found = {proof.verdict.value for proof in prove("total-cap", parse_formula(formula))}
    assert verdict in found
    assert "not-decided" not in found
    assert (verdict == "refuted") == ("refuted" in found)


def test_steps_of_a_quotient_within_points() -> None:
    proofs = {proof.claim.value: proof for proof in prove("execution-rate", parse_formula(STEPS))}
    assert proofs["within-points"].verdict is proofs["never-falls"].verdict is Verdict.PROVED
    assert len(proofs["continuous"].jumps) == 2


def test_a_quotient_stays_where_its_divisor_may_be_negative() -> None:
    from perfscore.rules.quotients import without_quotients

    formula = parse_formula("points if actual / target >= 1 else 0")
    for domain, kept in (("1", True), ("1 if target >= 0 else 0", True), ("1 if target > 0 else 0", False)):
        assert (without_quotients(formula, parse_formula(domain)).tree == formula.tree) is kept


@pytest.mark.parametrize(
    ("direction", "refuted"), [("    direction: {actual: more-is-better}\n", 1), ("", 0)]
)
def test_the_rule_of_a_level_runs_the_way_it_names(
    direction: str, refuted: int, own: Callable[[str], str], write: Callable[[str], Path]
) -> None:
    """Whoever reaches 60 loses everything: refuted where the rule says that more is better, with figures that do so."""
    text = (
        f"level_rules:\n  满意度指标:\n    meaning: m\n{direction}    versions:\n      - in_force: 2020-01-01\n"
        "        formula: points if actual < 60 else 0\n        source: {rule: X-1, evidence: derived}\n"
    )
    found = [proof for proof in prove_template(write(own(text))) if proof.rule == "满意度指标"]
    wrong = [proof for proof in found if proof.verdict is Verdict.REFUTED]
    assert len(wrong) == refuted
    for proof in wrong:
        less, more = proof.counterexample
        assert proof.claim is Claim.NEVER_FALLS and less["actual"] < 60 <= more["actual"]
