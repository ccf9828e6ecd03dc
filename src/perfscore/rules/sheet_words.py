"""Formulas as a person reads them in a worksheet: `points * 0.8` is `分值 × 0.8`. Takes one form, gives the other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from perfscore.rules.said import Said
from perfscore.rules.tree import FormulaError
from perfscore.rules.vocabulary import nearest

WORDS = {
    "points": "分值",
    "target": "目标值",
    "actual": "完成值",
    "spent": "全年执行数",
    "budget": "全年预算数",
    "initial": "年初预算数",
    "score": "得分",
    "total": "总分",
    "total_points": "满分",
    "lower": "下限值",
    "upper": "上限值",
    "days_late": "逾期天数",
    "min": "最小",
    "max": "最大",
    "abs": "绝对值",
    "clip": "限于",
    "if": "若",
    "else": "否则",
    "and": "且",
    "or": "或",
    "not": "非",
}
SIGNS = {"*": "×", "/": "÷", "<=": "≤", ">=": "≥", "==": "=", "!=": "≠"}

_PIECE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|<=|>=|==|!=|[*/]")
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9]+(?:\.[0-9]+)?|[<>=!]=|[-+*/<>(),]| +")
_RUN = re.compile(r"[^\x00-\x7f×÷≤≥≠]+|.", re.DOTALL)
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")


def vocabulary(names: Mapping[str, str]) -> dict[str, str]:
    """Variables and words of the language -> what they are called. names: an item's own figures, by variable.

    A figure whose name means something already, or could be taken for a formula, keeps its variable.
    """
    taken = set(WORDS.values()) | set(SIGNS.values())
    known = dict(WORDS)
    for variable, name in names.items():
        clean = folded(name)
        if clean not in taken and re.match(r"[^-+*/<>=!(),.]*[^\x00-\x7f]", clean):
            known[variable] = clean
            taken.add(clean)
    return known


def folded(text: str) -> str:
    """Full-width letters, digits and brackets as the formula language writes them; one line."""
    return unicodedata.normalize("NFKC", " ".join(text.split()))


def in_words(formula: str, names: Mapping[str, str]) -> str:
    """A formula for people."""
    known = {**vocabulary(names), **SIGNS}
    return _PIECE.sub(lambda piece: known.get(piece[0], piece[0]), " ".join(formula.split()))


def as_formula(text: str, names: Mapping[str, str]) -> str:
    """The formula that a person wrote. Raises FormulaError for a word that means nothing here."""
    meant = {said: word for word, said in vocabulary(names).items()}
    signs = {said: word for word, said in SIGNS.items()}
    longest_first = sorted({**meant, **signs}, key=len, reverse=True)
    line, position, out = folded(text), 0, ""
    while position < len(line):
        plain = _PLAIN.match(line, position)
        said = next((word for word in longest_first if line.startswith(word, position)), None)
        if said is not None and not (plain and len(plain[0]) > len(said)):
            word, length = meant.get(said) or signs[said], len(said)
        elif plain:
            word, length = plain[0], len(plain[0])
        else:
            raise _unknown(line, position, tuple(meant))
        out += f" {word}" if out[-1:] in _LETTERS and word[0] in _LETTERS else word
        position += length
    return out.strip()


def _unknown(line: str, position: int, known: tuple[str, ...]) -> FormulaError:
    found = _RUN.match(line, position)
    piece = found[0] if found else line[position]
    said = Said(
        f"不认识“{piece}”，可用的词见工作簿里的说明",
        f"'{piece}' is not known; the workbook says which words are",
    )
    return FormulaError(nearest(piece, known, said))
