"""Templates and their cases -> the folder conformance/. Run it after a change to either: `python docs/build_conformance.py`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from perfscore.conformance.suite import suites

OUT = Path(__file__).resolve().parents[1] / "conformance"
NAMED = frozenset({"table", "item", "level-rule"})
HEAD = """\
# Conformance suite

<!-- Written by docs/build_conformance.py; do not edit. -->

Worked cases of Chinese budget performance self-assessment (绩效自评), as plain JSON, for anyone who writes a scoring
engine of their own. A case says what is given, which rule is in force, and what must come out. Every expected number was
worked by hand or taken from a published table; `worked_by` says how. None was printed by a program.

## 中文说明

- **是什么。** 每个 JSON 文件对应一个评分规则模板，里面是全部算例和算例所用的规则（公式、档次、等级、分值）。不用读本项目的
  模板文件，也不用运行本项目的程序，就能拿它检验自己的系统。
- **怎样算通过。** 按 `given` 计算，结果与 `expect` 逐字相同，差 0.01 也算不通过。`expect` 里没有写的不用比。
- **精确。** 所有数字都是文字写的十进制数，应作分数精确计算，不用二进制浮点数；只在最后舍入一次，四舍五入到 `places` 位。
- **算不出就是 `none`。** 除数为零、缺数据、数据超出可用范围、用词不认识，都不是零分。
- **依据。** 每条规则的 `source` 写明编号和可靠程度；`memory` 和 `derived` 是未经核对的或本项目的约定，不得当作正式规定引用。

## A file

```text
schema    "perfscore.conformance/1"
template  id, name, form, version, digest (SHA-256 of the template's files), extends (a template's id, or null)
rules     by key: each rule that a case uses, with its meaning, the day from which it is in force, and its source
cases     name, on (the day), rule, choices (the readings in force), given, expect, worked_by, uses (keys in `rules`);
          where the rule is a formula also formula and variables
```

A key in `rules` is the rule's name and the day from which it is in force (`formulas/at-least@2020-02-25`); where a rule has
several readings, the chosen one stands behind its name (`formulas/equal symmetric@2020-02-25`).

## What an implementation must do

**Numbers.** All numbers are decimal text. Compute with exact fractions. Round once, at the end, half away from zero, to
the `places` of `values/rounding`, and print exactly that many digits. Compare as text. `none` means that there is no
result; it is never zero.

| `rule` of the case | what to do |
|---|---|
| a formula's name (`at-least`, `execution-rate`, …), `item`, `level-rule` | work out `formula` with the numbers in `given`, and round |
| `item` whose rule has `words` | the share of `given.word` times `given.points`, rounded; an unknown word gives `none` |
| `quality-words` | the band that lists `given.word`: its name, and the word's share times the points, rounded |
| `quality-bands` | the band in which `claimed ÷ points` lies: from `low` on, below `high`; `high` itself only when `closed` |
| `grades` | the first grade whose `at_least` the total reaches |
| `level-points` | the first division all of whose `needs` are among `given.levels`: its `execution` and `points` |
| `absent-level` | the level that takes the points of `given.level`, else `none` |
| `rounding` | `given.exact`, rounded |
| `table` | read, score and add up a whole table; see below |

**Formulas.** Decimal numbers, names, `+ - * /`, brackets, comparisons (also chained, `a <= b <= c`), `and`, `or`, `not`,
`x if condition else y`, and `min`, `max`, `abs`, `clip(x, low, high)` = `max(low, min(x, high))`. Python's precedence.
Work out only the branch that applies. `none` where that branch divides by zero, where a variable is not given, or where a
figure is outside the bounds that the item's `inputs` set (`at_least`, `above`, `at_most`). The `actual` of an item must not
be negative unless the item says `below_zero`; where its `unit` is 分, it is the points awarded, at most `points`.

**Tables.** `given.rows` are cells as people type them, in columns: `level1`, `level2`, `name`, `target` (年度指标值),
`actual` (实际完成值), `points` (分值), `claimed` (填报得分). An empty `points` in every row means that the form prints none,
and the points are divided: those of a level equally over its `level2` groups, then over the rows of each, at each stage to
`places`, ties to the earlier row. `budget`, `spent` and `initial` are the money block in 万元; without them the
execution rate is not demonstrated. `figures` are further numbers by name, with their unit.

1. The sign of the target chooses the formula: ≥ `at-least`, ＞ `more`, ≤ `at-most`, ＜ `less`, = `equal`, a range `range`, a
   date `by`. An item of the rules is known by its name or one of its `also`, blanks and a remark in brackets aside, and a
   level's own rule (`only`: its unit and signs) comes before the sign. An item that says `usual` has points of its own and is
   scored by its sign.
2. `over-achieved`, where there is one, then changes the score of rows with ≥, ＞ or =.
3. A row without a usable target or actual value is not demonstrated: it scores 0 and could become its points. `possible`
   is the total with all of those at their points.
4. Rows of an extra level report points, or with `each` how often something happened; they are no part of the total's points.
5. Each score is rounded. The total is their sum and the execution rate's; then in this order `level-caps`, `not-applicable`
   (scaled out, rounded), `extra-levels`, and `total-cap` where its figures are given (rounded).
6. Where no points are printed and a level of `level-points` is absent, the rows of the others have its points: `absent-level` says
   who takes them, else all levels are scaled in proportion. The points of items stay, unless `absent-level-items` is `scale`:
   then those of a level together are scaled as the level is, and divided in proportion at `places`.
7. `scores` are the rows' scores in order, with a blank between them.

A case expects only some of `total`, `possible`, `grade` and `scores`: compare those.

## Running it

`perfscore templates test` runs all cases with perfscore itself. `tests/test_conformance.py` holds a second, independent
evaluator of some sixty lines that reads nothing but these files; it may serve as a start for your own.
"""


def files() -> Mapping[str, str]:
    """The whole folder: text by file name."""
    written = suites()
    return {"README.md": "\n".join([HEAD, *_listing(written)]) + "\n", **written}


def _listing(written: Mapping[str, str]) -> Iterator[str]:
    yield "## Templates\n"
    yield "| file | template | version | cases | formulas | items and levels | values | whole tables |"
    yield "|---|---|---|---|---|---|---|---|"
    totals: Counter[str] = Counter()
    for file, text in written.items():
        suite = json.loads(text)
        kinds = Counter(_kind(case) for case in suite["cases"])
        totals += kinds
        template = suite["template"]
        yield f"| [{template['id']}]({file}) | {template['name']} | {template['version']} | {_counts(kinds)} |"
    yield f"| all | | | {_counts(totals)} |"


def _kind(case: Mapping[str, Any]) -> str:
    if case["rule"] in NAMED:
        return str(case["rule"])
    return "formula" if "formula" in case else "value"


def _counts(kinds: Counter[str]) -> str:
    named = kinds["item"] + kinds["level-rule"]
    return " | ".join(
        str(each) for each in (kinds.total(), kinds["formula"], named, kinds["value"], kinds["table"])
    )


def main() -> None:
    OUT.mkdir(exist_ok=True)
    wanted = files()
    for old in OUT.glob("*.json"):
        if old.name not in wanted:
            old.unlink()
    for name, text in wanted.items():
        (OUT / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{OUT.name}: {len(wanted) - 1} templates", file=sys.stderr)


if __name__ == "__main__":
    main()
