"""The words a rule template is made of: which formulas it has, and what each of them may read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from perfscore.rules.said import Said

VARIABLES: Mapping[str, frozenset[str]] = {
    "execution-rate": frozenset({"points", "spent", "budget"}),
    "at-least": frozenset({"points", "target", "actual"}),
    "more": frozenset({"points", "target", "actual"}),
    "at-most": frozenset({"points", "target", "actual"}),
    "less": frozenset({"points", "target", "actual"}),
    "equal": frozenset({"points", "target", "actual"}),
    "range": frozenset({"points", "lower", "upper", "actual"}),
    "by": frozenset({"points", "days_late"}),
    "over-achieved": frozenset({"points", "score", "target", "actual"}),
    "total-cap": frozenset({"total", "total_points", "spent", "budget"}),
}
"""The rules that are formulas, each with the variables its formula may read."""

SIGN_RULES = ("at-least", "more", "at-most", "less", "equal")
"""The rules of a single number with a sign: what a level's own rule takes the place of."""


class DefaultLimit(NamedTuple):
    """A threshold of a check for templates that do not set it: its value, what it means and what it rests on."""

    value: str
    meaning: str
    rule: str
    evidence: str


DEFAULT_LIMITS: Mapping[str, DefaultLimit] = {
    "progress-gap": DefaultLimit(
        "0.05", "指标完成程度比预算执行率快多少（占完成程度的比例）以内不计", "AUD-21", "seen-code"
    ),
    "same-goal-length": DefaultLimit(
        "15", "年度目标的文字至少有多少字，才与其他项目比较", "AUD-26", "derived"
    ),
}
"""Thresholds that a template may set below `limits` and need not: here is what holds without."""

OPTIONAL = frozenset(
    {
        "over-achieved",
        "total-cap",
        "absent-level-items",
        "not-applicable",
        "level-caps",
        "extra-levels",
        *DEFAULT_LIMITS,
    }
)
"""Rules, values and limits that a template need not have, because there is a plain way to do without."""

ROW_VARIABLES = frozenset({"points", "target", "actual"})
"""What the rule of a level may read: the figures of one row."""

ITEM_VARIABLES = ROW_VARIABLES | {"spent", "budget", "initial"}
"""What the formula of an item may read besides its own inputs: its row, and the money block in 万元."""

EVIDENCE = ("seen", "seen-2nd", "seen-code", "seed", "memory", "derived")
"""How well a rule is known, best first."""

UNVERIFIED = ("memory", "derived")
"""The marks of what nobody read anywhere."""


def not_among(word: str, known: Sequence[str]) -> Said:
    """`不在可用之列（可用：symmetric、strict）。是否想写 strict？`, in both languages."""
    zh = f"不在可用之列（可用：{'、'.join(known)}）"
    en = f"is not known (known: {', '.join(known)})"
    return nearest(word, known, Said(zh, en))


def nearest(word: str, known: Sequence[str], said: Said) -> Said:
    """The sentence, and a guess at the word that was meant when one of the known words is close."""
    close = get_close_matches(word, known, n=1)
    if not close:
        return said
    return Said(f"{said.zh}。是否想写 {close[0]}？", f"{said.en}. Did you mean {close[0]}?")
