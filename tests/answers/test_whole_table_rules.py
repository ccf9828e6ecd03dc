"""The questions under rules that bound, scale or add to the total, and rows with rules of their own.

Here the sum of the row scores is not the total, or a row's sign does not tell its formula. Figures are worked by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from factory import line, row, table
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore.answers.goalseek import Option, Way, goal_seek
from perfscore.answers.levers import Lever, with_actual, with_text
from perfscore.answers.reconcile import reconcile_total
from perfscore.answers.repoint import with_points
from perfscore.answers.sensitivity import sensitivity_of
from perfscore.answers.whatif import what_if
from perfscore.model.assessment import Citation
from perfscore.model.table import AssessmentTable, Indicator
from perfscore.model.values import Actual
from perfscore.rules.formula import Formula, parse_formula
from perfscore.rules.template import ExtraLevel, Item, Ruled, RuleTemplate
from perfscore.score import tally as tally_module
from perfscore.score.rows import score_row
from perfscore.score.table import score_table
from perfscore.score.tally import Tally

Rules = Callable[..., RuleTemplate]
VISITS = ("产出指标", "数量指标", "走访次数")
RATE = ("产出指标", "质量指标", "合格率")
PLEASED = ("满意度指标", "服务对象满意度指标", "满意度")
BONUS = ("加分项", "", "受到表彰")
X = Citation("X-1", "derived")
SINCE = date(2020, 1, 1)


def ruled(text: str) -> Ruled[Formula]:
    return Ruled(parse_formula(text), X, SINCE)


def with_formula(rules: RuleTemplate, **formulas: str) -> RuleTemplate:
    added = {name.replace("_", "-"): ruled(text) for name, text in formulas.items()}
    return replace(rules, formulas={**rules.formulas, **added})


def item(name: str, formula: str | None, words: dict[str, str] | None = None) -> Item:
    shares = {word: Fraction(share) for word, share in (words or {}).items()}
    return Item(
        name,
        (),
        ("产出指标", ""),
        "m",
        Ruled(Fraction(10), X, SINCE),
        ruled(formula) if formula else None,
        shares,
        {},
        {},
        X,
    )


CAP = "min(total, 89) if spent < 0.8 * budget else total"
FAR = "score - 2 if actual >= 1.3 * target and score >= 2 else score"
BANDS = "points if actual >= 90 else points * 0.8 if actual >= 80 else points / 2 if actual >= 60 else 0"


def variants(rules: RuleTemplate) -> dict[str, RuleTemplate]:
    return {
        "cap": with_formula(rules, total_cap=CAP),
        "cut": with_formula(rules, over_achieved=FAR),
        "bands": replace(rules, level_rules={"满意度指标": ruled(BANDS)}),
        "scaled": replace(rules, not_applicable=Ruled("scaled-out", X, SINCE)),
        "level cap": replace(rules, level_caps=Ruled({"产出指标": Fraction(60)}, X, SINCE)),
        "extras": replace(rules, extra_levels=Ruled({"加分项": ExtraLevel(True, Fraction(5))}, X, SINCE)),
        "penalty": replace(rules, extra_levels=Ruled({"加分项": ExtraLevel(False, Fraction(5))}, X, SINCE)),
        "item": replace(
            rules, items={"合格率": item("合格率", "points * clip((actual - 50) / (target - 50), 0, 1)")}
        ),
        "words": replace(
            rules, items={"合格率": item("合格率", None, {"是": "1", "基本": "0.6", "否": "0"})}
        ),
    }


def option(asked: AssessmentTable, rules: RuleTemplate, wanted: str, name: str) -> Option:
    (found,) = goal_seek(asked, rules, Fraction(wanted), name).options
    return found


def test_a_cap_by_execution_rate(rules: Rules) -> None:
    capped = variants(rules())["cap"]
    # 80 + 9.5 + 7.5 = 97, held at 89
    asked = table(
        row("≥1次", "1次", path=VISITS, points=80),
        row("≥100%", "95%", path=RATE, points=10),
        budget=line(spent=75),
    )
    assert option(asked, capped, "95", "合格").way is Way.TOO_LITTLE
    money = option(asked, capped, "95", "执行率")
    assert (money.needed, money.total) == ("80万元", Fraction("97.5"))
    answer = sensitivity_of(asked, capped)
    assert (answer.total, answer.points, answer.cut) == (89, 100, 8)
    # A cap leaves the lines without effect on the total, but not without effect on the cap.
    assert [hold.if_more for hold in answer.holds] == [0, 0, 0]
    assert what_if(asked, capped, [("全年执行数", "80")]).change == Fraction("8.5")


def test_going_too_far_is_cut(rules: Rules) -> None:
    cut = variants(rules())["cut"]
    asked = table(row("≥10次", "14次", path=VISITS, points=90))  # 90 - 2, and 10 for the money
    found = option(asked, cut, "100", "走访")
    assert (found.needed, found.total) == ("12次", 100)  # below 13
    assert (found.least, found.most) == ("10次", "12次")


def test_a_level_with_bands_of_its_own(rules: Rules) -> None:
    banded = variants(rules())["bands"]
    asked = table(row("≥95%", "70%", path=PLEASED, points=90))  # half of 90
    found = option(asked, banded, "80", "满意")
    assert (found.needed, found.total) == ("80%", 82)  # 72 + 10; in proportion 73.7 % would do
    assert option(asked, banded, "100", "满意").needed == "90%"


def test_a_row_that_does_not_apply_is_no_loss(rules: Rules) -> None:
    scaled = variants(rules())["scaled"]
    asked = table(row("≥10次", "5次", path=VISITS, points=40), row("≥90%", "不适用", path=RATE, points=50))
    # (20 + 10) of 50 are 60 of 100
    answer = sensitivity_of(asked, scaled)
    assert (answer.total, answer.points, answer.cut) == (60, 50, -30)
    assert [hold.lost for hold in answer.holds] == [20, 0, 0]
    # 40 of 50 are 80 of 100: 30 of 40 points at 7.5, so 8 times: 42 of 50
    found = option(asked, scaled, "80", "走访")
    assert (found.needed, found.total) == ("8次", 84)
    assert what_if(asked, scaled, [("合格率", "90%")]).total_after == 80


def test_a_level_cap_limits_what_a_row_can_do(rules: Rules) -> None:
    capped = variants(rules())["level cap"]
    asked = table(row("≥10次", "10次", path=VISITS, points=50), row("≥90%", "0%", path=RATE, points=40))
    found = option(asked, capped, "75", "合格")
    assert (found.way, found.best) == (Way.TOO_LITTLE, 70)  # 60 + 10
    assert option(asked, capped, "65", "合格").needed == "11.24%"  # 11.24 x 40/90 = 4.9956, 5.00 rounded


def test_bonus_and_penalty_are_not_sought(rules: Rules) -> None:
    asked = table(row("≥10次", "5次", path=VISITS, points=90), row("", "3", path=BONUS, claimed=3))
    for name, total in (("extras", 58), ("penalty", 52)):
        chosen = variants(rules())[name]
        answer = goal_seek(asked, chosen, Fraction(total + 9))
        ways = {each.line.name: (each.way, each.needed) for each in answer.options}
        assert ways["受到表彰"] == (Way.EXTRA, "")
        assert ways["走访次数"] == (Way.VALUE, "6次")
        assert sensitivity_of(asked, chosen).points == 100


def test_an_item_has_its_own_formula(rules: Rules) -> None:
    own = variants(rules())["item"]
    asked = table(row("≥10次", "10次", path=VISITS, points=80), row("≥90%", "60%", path=RATE, points=10))
    # 10 x (A - 50)/40: 2.5 now, 7.5 at 80
    found = option(asked, own, "97.5", "合格")
    assert (found.needed, found.total) == ("80%", Fraction("97.5"))


def test_an_item_judged_by_words(rules: Rules) -> None:
    own = variants(rules())["words"]
    asked = table(row("≥10次", "10次", path=VISITS, points=80), row("定性", "否", path=RATE, points=10))
    found = option(asked, own, "95", "合格")
    assert (found.way, found.needed, found.total) == (Way.WORD, "基本", 96)
    met = {hold.line.name: hold.total_if_met for hold in sensitivity_of(asked, own).holds}
    assert met["合格率"] == 100


def single_rows(asked: AssessmentTable, rules: RuleTemplate, claimed: str) -> list[tuple[str, str, Fraction]]:
    """The explanations by one row alone: what is done with it, its name, what that adds to the total."""
    found = reconcile_total(asked, rules, lambda _: rules, Fraction(claimed)).exact
    alone = [each.departures[0] for each in found if len(each.departures) == 1]
    return [(d.kind.value, d.line, d.by) for d in alone if d.line and d.by is not None]


def test_one_row_is_recounted_under_a_level_cap(rules: Rules) -> None:
    asked = table(
        row("≥10次", "10次", path=VISITS, points=50, claimed=50),
        row("≥90%", "45%", path=RATE, points=40, claimed=5),
        budget=line(spent=90),
    )
    # 50 + 20 = 70, held at 60, and 9 for the money: 69. As claimed 50 + 5 + 9 = 64: 5 less, not 15.
    assert single_rows(asked, variants(rules())["level cap"], "64") == [
        ("row-as-claimed", "合格率", Fraction(-5))
    ]
    # Without that row 50 + 9: 10 less, not 20.
    assert single_rows(asked, variants(rules())["level cap"], "59") == [
        ("row-left-out", "合格率", Fraction(-10))
    ]


def test_one_row_is_recounted_under_a_cap_on_the_total(rules: Rules) -> None:
    asked = table(
        row("≥1次", "1次", path=VISITS, points=80, claimed=60),
        row("≥100%", "95%", path=RATE, points=10),
        budget=line(spent=75),
    )
    # 80 + 9.5 + 7.5 = 97, held at 89; 60 + 9.5 + 7.5 = 77
    assert single_rows(asked, variants(rules())["cap"], "77") == [
        ("row-as-claimed", "走访次数", Fraction(-12))
    ]


def test_a_bonus_row_may_explain_a_total(rules: Rules) -> None:
    asked = table(row("≥10次", "5次", path=VISITS, points=90), row("", "3", path=BONUS, claimed=9))
    extras, penalty = variants(rules())["extras"], variants(rules())["penalty"]
    # 45 + 10 + 3 = 58; a bonus of 9 counts 5
    assert ("row-as-claimed", "受到表彰", Fraction(2)) in single_rows(asked, extras, "60")
    assert single_rows(asked, extras, "55") == [("row-left-out", "受到表彰", Fraction(-3))]
    # 45 + 10 - 3 = 52, and 55 without the penalty
    assert single_rows(asked, penalty, "55") == [("row-left-out", "受到表彰", Fraction(3))]


def test_a_row_that_does_not_apply_may_have_been_counted(rules: Rules) -> None:
    asked = table(
        row("≥10次", "5次", path=VISITS, points=40), row("≥90%", "不适用", path=RATE, points=50, claimed=45)
    )
    # (20 + 10) of 50 are 60; with the claim 20 + 45 + 10 of 100
    found = single_rows(asked, variants(rules())["scaled"], "75")
    assert found == [("row-as-claimed", "合格率", Fraction(15))]


NAMES = ["cap", "cut", "bands", "scaled", "level cap", "extras", "penalty", "item", "words"]


@pytest.mark.parametrize("name", NAMES)
def test_versions_of_a_table_are_counted_as_they_are_scored(rules: Rules, name: str) -> None:
    chosen = variants(rules())[name]
    first = table(
        row("≥10次", "8次", path=VISITS, points=50),
        row("≥90%", "72%", path=RATE, points=30),
        row("≥90%", "45%", path=PLEASED),
        row("", "3", path=BONUS, points=0),
        budget=line(spent=75),
    )
    versions = [first]
    for lever, text in (
        (Lever("", 0), "14次"),
        (Lever("", 2), "95%"),
        (Lever("", figure="spent"), "90"),
        (Lever("", figure="adjusted"), "120"),
    ):
        versions.append(with_text(versions[-1], lever, text, chosen))
    versions.append(with_actual(first, 3, Actual(Fraction(9))))
    pointed = with_points(first, [Fraction(50)] * 4, [Fraction(20), Fraction(60), None, None], Fraction(20))
    tally = Tally(chosen)
    for version in (*versions, pointed, first):
        scores, count = score_table(version, chosen), tally.count(version)
        assert (count.total, count.execution) == (scores.total, scores.execution)
        assert [(r.result.score, r.result.points) for r in count.rows] == [
            (r.result.score, r.result.points) for r in scores.rows
        ]


def test_only_what_changes_is_scored_again(monkeypatch: pytest.MonkeyPatch, rules: Rules) -> None:
    scored: list[str] = []

    def counting(row: Indicator, *rest: Any) -> Any:
        scored.append(row.name)
        return score_row(row, *rest)

    monkeypatch.setattr(tally_module, "score_row", counting)
    names = [f"指标{i}" for i in range(40)]
    rows = [row("≥10次", "8次", path=("产出指标", "数量指标", name), points="2.25") for name in names]
    asked, tally = table(*rows), Tally(rules())
    tally.count(asked)
    assert scored == names
    tally.count(with_text(asked, Lever("", 7), "9次", rules()))
    assert scored[40:] == ["指标7"]
    scored.clear()
    sensitivity_of(asked, rules())
    # Each row once as it is, a hundredth more and less, blank, and met; then with its points as they are, one more
    # and some less. Scored whole each time it would be 40 times as many.
    assert len(scored) <= 40 * 9
    scored.clear()
    assert goal_seek(asked, rules(), Fraction("82.2")).is_possible
    assert len(scored) <= 40 * 20


@pytest.mark.parametrize("name", ["cap", "cut", "bands", "scaled", "level cap", "extras", "penalty", "item"])
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_every_promise_holds_under_such_rules(rules: Rules, name: str, data: st.DataObject) -> None:
    chosen = variants(rules())[name]
    number = st.integers(0, 130)
    rows = [
        row(f"≥{data.draw(st.integers(1, 60))}次", f"{data.draw(number)}次", path=VISITS, points=50),
        row("≥90%", data.draw(st.one_of(number.map("{}%".format), st.just("不适用"))), path=RATE, points=30),
        row("≥90%", f"{data.draw(number)}%", path=PLEASED, points=10),
        row("", f"{data.draw(st.integers(0, 7))}", path=BONUS, points=0),
    ]
    asked = table(*rows, budget=line(spent=data.draw(st.integers(0, 130))))
    answer = goal_seek(asked, chosen, Fraction(str(data.draw(st.decimals(0, 105, places=2)))))
    for each in answer.options:
        if each.way.can:
            lever = Lever("", each.line.row, "" if each.line.row is not None else "spent")
            total = score_table(with_text(asked, lever, each.needed, chosen), chosen).total
            assert total == each.total and answer.goal.is_passed(total)
        else:
            assert each.best is None or each.way is Way.NO_FIT or not answer.goal.is_passed(each.best)
    held = sensitivity_of(asked, chosen)
    assert sum(hold.lost for hold in held.holds) == held.points - held.total - held.cut
    found = reconcile_total(asked, chosen, lambda _: chosen, Fraction(97))
    assert all(one.shown == 97 for one in found.exact)
