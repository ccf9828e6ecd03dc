"""Proofs in words, a line each and the places where a formula jumps below it; and as data for JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from perfscore.rules.formula import DivisionByZero, parse_formula
from perfscore.rules.linear.forms import number_text
from perfscore.rules.proved import Claim, Jump, Proof, Sample, Verdict
from perfscore.rules.template import RuleTemplate

SCHEMA = "perfscore.proofs/1"

CLAIMS = {
    "zh": {
        Claim.WITHIN_POINTS: "0 ≤ 结果 ≤ {bound}",
        Claim.NEVER_FALLS: "{variable} 增加，结果不减",
        Claim.NEVER_RISES: "{variable} 增加，结果不增",
        Claim.CONTINUOUS: "随 {variable} 连续",
        Claim.COVERS_ONCE: "{variable} 的每个取值恰在一档",
    },
    "en": {
        Claim.WITHIN_POINTS: "0 <= result <= {bound}",
        Claim.NEVER_FALLS: "never falls as {variable} grows",
        Claim.NEVER_RISES: "never rises as {variable} grows",
        Claim.CONTINUOUS: "continuous in {variable}",
        Claim.COVERS_ONCE: "each {variable} is in exactly one band",
    },
}
WORDS = {
    "zh": {
        "proved": "已证明",
        "refuted": "不成立",
        "jumps": "有 {count} 处跳跃",
        "not-decided": "未能判定（试了 {tried} 组数，未见反例）",
        "not-tried": "未能判定",
        "full": "满分",
        "share": "满分的 {percent}%",
        "nothing": "无定义",
        "unbounded": "无界",
        "from_to": "{place} 处由{before}跳到{after}",
        "falls": "{place} 处为{before}，再大即跳到{after}",
        "alone": "{place} 处为{value}，左侧为{left}，右侧为{right}",
        "when": "（{when} 时）",
        "example": "（例如 {figures}）",
        "and": " 且 ",
        "comma": "，",
        "colon": "：",
        "counter": "反例：{figures}，结果为 {result}",
        "counter_pair": "反例：{variable} 由 {less} 增到 {more}，结果由 {first} 变为 {second}（{figures}）",
        "counter_cover": "反例：{variable} = {value} 落在 {count} 个档次中",
        "no_result": "除数为零，没有结果",
    },
    "en": {
        "proved": "proved",
        "refuted": "refuted",
        "jumps": "{count} jumps",
        "not-decided": "not decided ({tried} sets of figures tried, no violation)",
        "not-tried": "not decided",
        "full": "full points",
        "share": "{percent}% of the points",
        "nothing": "undefined",
        "unbounded": "unbounded",
        "from_to": "at {place} it jumps from {before} to {after}",
        "falls": "at {place} it is {before}, just after it {after}",
        "alone": "at {place} it is {value}; before it {left}, after it {right}",
        "when": " (when {when})",
        "example": " (for instance {figures})",
        "and": " and ",
        "comma": ", ",
        "colon": ": ",
        "counter": "counter-example: {figures}, result {result}",
        "counter_pair": "counter-example: {variable} from {less} to {more}, result from {first} to {second} ({figures})",
        "counter_cover": "counter-example: {variable} = {value} is in {count} bands",
        "no_result": "division by zero, no result",
    },
}


def heading(proof: Proof) -> str:
    """`at-most linear 2020-02-25`: whose formula this is, and since when."""
    return " ".join(part for part in (proof.rule, proof.reading, str(proof.in_force or "")) if part)


def lines(proof: Proof, lang: str = "zh") -> list[str]:
    """The claim with what became of it; below it the jumps or the counter-example."""
    words = WORDS[lang]
    verdict = "not-tried" if proof.verdict is Verdict.NOT_DECIDED and not proof.tried else proof.verdict.value
    told = words[verdict].format(count=len(proof.jumps), tried=proof.tried)
    claim = CLAIMS[lang][proof.claim].format(bound=proof.bound, variable=proof.variable)
    below = [jump_line(jump, proof.bound, lang) for jump in proof.jumps]
    if proof.counterexample:
        below.append(_counterexample(proof, words))
    return [f"{heading(proof)}  {claim}{words['colon']}{told}", *(f"  {line}" for line in below)]


def jump_line(jump: Jump, bound: str = "points", lang: str = "zh") -> str:
    """`actual = target 处由 0 跳到 满分（target <= 0 时）`."""
    words = WORDS[lang]
    sides = (_result(side, bound, words) for side in (jump.left, jump.value, jump.right))
    left, value, right = (_set_off(side) if lang == "zh" else side for side in sides)
    place = f"{jump.variable} = {jump.place}"
    if jump.right is None or (jump.right == jump.value and jump.left is not None):
        told = words["from_to"].format(place=place, before=left, after=value)
    elif jump.left is None or jump.left == jump.value:
        told = words["falls"].format(place=place, before=value, after=right)
    else:
        told = words["alone"].format(place=place, value=value, left=left, right=right)
    told = told.replace(" ，", "，").rstrip()
    if jump.when is None:
        return told + words["example"].format(figures=_figures(dict(jump.example), words))
    return told + (words["when"].format(when=jump.when.replace(" and ", words["and"])) if jump.when else "")


def _set_off(text: str) -> str:
    """The text with a blank wherever it would touch Chinese with a figure or a letter."""
    return f"{' ' * text[0].isascii()}{text}{' ' * text[-1].isascii()}"


def _result(text: str | None, bound: str, words: Mapping[str, str]) -> str:
    if text == "unbounded":
        return words["unbounded"]
    if not text:
        return words["nothing"]
    if text == bound and (bound == "points" or not parse_formula(bound).names):
        return words["full"]
    share = text.removesuffix(f" * {bound}")
    if share != text and share.replace(".", "", 1).isdigit():
        percent = Decimal(share) * 100
        return words["share"].format(percent=f"{percent.normalize():f}")
    return text


def _counterexample(proof: Proof, words: Mapping[str, str]) -> str:
    first, *second = proof.counterexample
    if proof.claim is Claim.COVERS_ONCE:
        return words["counter_cover"].format(
            variable=proof.variable, value=number_text(first[proof.variable]), count=first["bands"]
        )
    results = [_evaluated(proof.formula, figures, words) for figures in proof.counterexample]
    if not second:
        return words["counter"].format(figures=_figures(first, words), result=results[0])
    same = {name: value for name, value in first.items() if name != proof.variable}
    return words["counter_pair"].format(
        variable=proof.variable,
        less=number_text(first[proof.variable]),
        more=number_text(second[0][proof.variable]),
        first=results[0],
        second=results[1],
        figures=_figures(same, words),
    )


def _evaluated(text: str, figures: Sample, words: Mapping[str, str]) -> str:
    try:
        return number_text(parse_formula(text).evaluate(figures))
    except DivisionByZero:
        return words["no_result"]


def _figures(figures: Sample, words: Mapping[str, str]) -> str:
    return words["comma"].join(f"{name} = {number_text(value)}" for name, value in figures.items())


def to_json(proved: Sequence[tuple[RuleTemplate, Sequence[Proof]]], engine: str) -> str:
    """The proofs of templates; numbers are exact: `0.7`, or `1 / 3` where there is no finite decimal."""
    every = [proof for _, proofs in proved for proof in proofs]
    document = {
        "schema": SCHEMA,
        "engine": engine,
        "templates": [
            {
                "id": template.id,
                "version": template.version,
                "digest": template.digest,
                "proofs": list(_data(proofs)),
            }
            for template, proofs in proved
        ],
        "refuted": sum(proof.verdict is Verdict.REFUTED for proof in every),
        "not_decided": sum(proof.verdict is Verdict.NOT_DECIDED for proof in every),
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _data(proofs: Sequence[Proof]) -> Iterator[dict[str, Any]]:
    for proof in proofs:
        yield {
            "rule": proof.rule,
            "reading": proof.reading or None,
            "in_force": str(proof.in_force) if proof.in_force else None,
            "formula": proof.formula,
            "claim": proof.claim.value,
            "variable": proof.variable or None,
            "bound": proof.bound,
            "verdict": proof.verdict.value,
            "jumps": [_jump_data(jump, proof.bound) for jump in proof.jumps],
            "counterexample": [_numbers(figures) for figures in proof.counterexample],
            "tried": proof.tried,
        }


def _jump_data(jump: Jump, bound: str) -> dict[str, Any]:
    return {
        "place": f"{jump.variable} = {jump.place}",
        "left": jump.left,
        "value": jump.value,
        "right": jump.right,
        "when": jump.when,
        "example": _numbers(dict(jump.example)),
        "message": jump_line(jump, bound),
    }


def _numbers(figures: Mapping[str, Fraction]) -> dict[str, str]:
    return {name: number_text(value) for name, value in figures.items()}
