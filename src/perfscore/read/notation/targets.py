"""Target cells (年度指标值): `≥4次`, `不超过50万元`, `10-15天`, `2023年12月底前`, `定性：优良中低差`."""

from __future__ import annotations

import re

from perfscore.model.place import NOWHERE, Place
from perfscore.model.units import convert, is_known, spell
from perfscore.model.values import Absence, Comparator, Target
from perfscore.read.notation.dates import scan_date
from perfscore.read.notation.numbers import why_empty
from perfscore.read.notation.quantities import Measured, is_approximate, scan_quantity
from perfscore.read.notation.spelling import tidy

# What stands before a number, longest first so that 不大于 is not read as 大于.
_BEFORE: tuple[tuple[str, Comparator], ...] = tuple(
    sorted(
        [
            *(
                (word, Comparator.AT_LEAST)
                for word in "≥ 大于等于 大于或等于 高于等于 高于或等于 不低于 不得低于 不少于 不得少于".split()
            ),
            *(
                (word, Comparator.AT_LEAST)
                for word in "不小于 至少 最少 最低 达到 达 超过或等于 保持在 不低于预期".split()
            ),
            *(
                (word, Comparator.AT_MOST)
                for word in "≤ 小于等于 小于或等于 低于等于 低于或等于 不高于 不得高于 不超过 不得超过".split()
            ),
            *(
                (word, Comparator.AT_MOST)
                for word in "不大于 不多于 不得多于 不突破 至多 最多 最高 控制在 控制到 控制为 限额".split()
            ),
            *((word, Comparator.MORE) for word in "> 大于 高于 超过 多于 超".split()),
            *((word, Comparator.LESS) for word in "< 小于 低于 少于 不足 不到".split()),
            *((word, Comparator.EQUAL) for word in "= 等于 为 共 共计 计".split()),
        ],
        key=lambda pair: -len(pair[0]),
    )
)
_BEHIND: tuple[tuple[str, Comparator], ...] = (
    ("及以上", Comparator.AT_LEAST),
    ("或以上", Comparator.AT_LEAST),
    ("以上", Comparator.AT_LEAST),
    ("及以下", Comparator.AT_MOST),
    ("或以下", Comparator.AT_MOST),
    ("以下", Comparator.AT_MOST),
    ("以内", Comparator.AT_MOST),
    ("之内", Comparator.AT_MOST),
    ("内", Comparator.AT_MOST),
)
_SIGN_WORDS = {
    **dict(_BEFORE),
    **dict(_BEHIND),
    "正向": Comparator.AT_LEAST,
    "正向指标": Comparator.AT_LEAST,
    "反向": Comparator.AT_MOST,
    "反向指标": Comparator.AT_MOST,
    "逆向": Comparator.AT_MOST,
    "逆向指标": Comparator.AT_MOST,
    "定性": Comparator.QUALITATIVE,
    "定性指标": Comparator.QUALITATIVE,
    "是/否": Comparator.QUALITATIVE,
}
_BETWEEN = re.compile(r"^(?:~|-|至|到)")
_SCALE_LETTERS = "优良中低差好高"
_QUALITATIVE_PREFIX = re.compile(r"^(?:定性(?:指标)?)[:：]?")
_SEPARATORS = re.compile(r"[/,;|~\-或]")
_RATHER_THAN_LESS = re.compile(r"节约|节省|降低|减少|下降|压减|压缩")


def parse_target(
    text: str,
    unit: str | None = None,
    *,
    sign: str | None = None,
    lower_is_better: bool = False,
    year: int | None = None,
    at: Place = NOWHERE,
) -> Target:
    """Read a target cell.

    text: the cell as it stands. unit: from a column of its own (度量单位), None when there is no such column.
    sign: from a column of its own (指标性质: `≥`, `定性`, `正向`).
    lower_is_better: how a number without any sign is read, True for cost indicators.
    year: the year of deadlines that print none.
    Never raises for bad content: what cannot be read has comparator `none` and says why in `absence`.
    """
    return _Reader(text, unit, sign, lower_is_better, year, at).read()


def reads_as_lower_is_better(level1: str, level2: str, name: str) -> bool:
    """Whether a bare number under these names is an upper limit: cost, unless the name itself counts savings."""
    in_cost = "成本" in level1 or "成本" in level2 or (not level2 and "成本" in name)
    return in_cost and not _RATHER_THAN_LESS.search(name)


class _Reader:
    """Tries one notation after the other, the most telling first."""

    def __init__(
        self,
        text: str,
        unit: str | None,
        sign: str | None,
        lower_is_better: bool,
        year: int | None,
        at: Place,
    ) -> None:
        self.written = text
        self.text = tidy(text).replace("(含)", "").replace("含以上", "以上")
        self.column_unit = spell(tidy(unit)) if unit and why_empty(tidy(unit)) is None else ""
        self.column_sign = _SIGN_WORDS.get(tidy(sign)) if sign else None
        self.lower_is_better = lower_is_better
        self.year = year
        self.at = at

    def read(self) -> Target:
        empty = why_empty(self.text)
        if empty:
            return self._none(empty)
        return (
            self._scale()
            or self._plus_minus()
            or self._deadline()
            or self._interval()
            or self._number()
            or self._phrase()
        )

    def _none(self, why: Absence) -> Target:
        return Target(Comparator.NONE, unit=self.column_unit, absence=why, written=self.written, at=self.at)

    def _qualitative(self, grades: tuple[str, ...] = ()) -> Target:
        return Target(Comparator.QUALITATIVE, grades=grades, written=self.written, at=self.at)

    def _scale(self) -> Target | None:
        """`定性：优良中低差`, `优/良/中/差`, `好、中、差`: the grades as printed, best first."""
        body = _QUALITATIVE_PREFIX.sub("", self.text)
        letters = _SEPARATORS.sub("", body)
        if (
            len(letters) >= 2
            and all(c in _SCALE_LETTERS for c in letters)
            and len(set(letters)) == len(letters)
        ):
            if letters not in ("良好", "优良", "优好", "高中"):
                return self._qualitative(tuple(letters))
        if body != self.text:
            return self._qualitative(tuple(letters) if letters in tuple(_SCALE_LETTERS) else ())
        if self.column_sign is Comparator.QUALITATIVE:
            return self._qualitative()
        return None

    def _plus_minus(self) -> Target | None:
        """`±3%以内` is the range from -3 to 3."""
        body = self.text.replace("正负", "±")
        body = body[3:] if body.startswith("控制在") else body
        if not body.startswith("±"):
            return None
        measured = scan_quantity(body, 1)
        if measured is None:
            return None
        return self._range(Measured(-measured.number, measured.unit, 0), measured)

    def _interval(self) -> Target | None:
        """`10-15天`, `90%~95%`, `≥98%且≤102%`, `[80,90]`."""
        body = self.text.strip("[]()")
        at_least = body.startswith("≥")
        body = body.removeprefix("控制").removeprefix("保持").removeprefix("在").removeprefix("≥")
        lower = scan_quantity(body)
        if lower is None or lower.approximate:
            return None
        rest = body[lower.end :]
        if at_least:
            between = re.match(r"^(?:且|,|并且|同时)?≤", rest)
        else:
            between = _BETWEEN.match(rest) or (re.match(r"^,", rest) if self.text[:1] == "[" else None)
        if not between:
            return None
        upper = scan_quantity(rest, between.end())
        if upper is None or not self._ends(rest[upper.end :], ("之间", "以内", "之内", "内")):
            return None
        return self._range(lower, upper)

    def _range(self, lower: Measured, upper: Measured) -> Target | None:
        unit = upper.unit or lower.unit or self.column_unit
        low = convert(lower.number, lower.unit or unit, unit)
        if low is None or low > upper.number:
            return None
        return Target(
            Comparator.RANGE, value=low, upper=upper.number, unit=unit, written=self.written, at=self.at
        )

    def _deadline(self) -> Target | None:
        """A date is a deadline: `2023年12月31日前`, `9月底`, `2021年7月`."""
        body = self.text
        for word in (
            "≤",
            "=",
            "不晚于",
            "不迟于",
            "早于",
            "截止时间",
            "完成时间",
            "完成时限",
            "时间为",
            "计划于",
            "按期于",
        ):
            if body.startswith(word):
                body = body[len(word) :].lstrip(":")
        day = scan_date(body, self.year)
        if day is None:
            return None
        rest = body[day.end :]
        span = re.match(r"^(?:-|~|至|到)", rest)  # 2023年1月-12月: done by its end
        if span:
            until = scan_date(rest[span.end() :], day.day.year if day.day.year else self.year)
            if until is None:
                return None
            day, rest = until, rest[span.end() + until.end :]
        if not self._ends(rest, _DEADLINE_TAILS):
            return None
        return Target(Comparator.BY, deadline=day.day, written=self.written, at=self.at)

    @staticmethod
    def _ends(rest: str, allowed: tuple[str, ...]) -> bool:
        rest = rest.strip(".,;:()")
        return not rest or rest in allowed

    def _number(self) -> Target | None:
        body, comparator = self._leading_sign()
        if comparator is not None and not body:
            return self._none(Absence.LONE_SIGN)
        if is_approximate(body):
            return self._none(Absence.APPROXIMATE)
        measured = scan_quantity(body)
        if measured is None:
            return self._none(Absence.PLACEHOLDER) if why_empty(body) is Absence.PLACEHOLDER else None
        if measured.approximate:
            return self._none(Absence.APPROXIMATE)
        rest, behind = self._trailing_sign(body[measured.end :])
        unit = measured.unit
        if rest.startswith("/") and len(rest) <= 8:
            unit, rest = unit + rest, ""
        if behind is Comparator.AT_MOST:  # 控制在…以内, 达到…以下: the tail decides
            comparator = behind
        comparator = comparator or behind or self.column_sign
        if rest and not self._is_trailing_word(rest):
            return None
        if comparator is Comparator.QUALITATIVE:
            return None
        supposed = Comparator.AT_MOST if self.lower_is_better else Comparator.AT_LEAST
        return Target(
            comparator or supposed,
            value=measured.number,
            unit=unit or self.column_unit,
            sign_printed=comparator is not None,
            written=self.written,
            at=self.at,
        )

    def _leading_sign(self) -> tuple[str, Comparator | None]:
        """The text behind its leading sign or sense word. `控制在…以内` and `达到…以上` agree with their tail."""
        for word, comparator in _BEFORE:
            if self.text.startswith(word):
                rest = self.text[len(word) :]
                inner = next(((w, c) for w, c in _BEFORE if rest.startswith(w)), None)  # 达到≥95%
                return (rest[len(inner[0]) :], inner[1]) if inner else (rest, comparator)
        return self.text, None

    @staticmethod
    def _trailing_sign(rest: str) -> tuple[str, Comparator | None]:
        bare = rest.strip("().,;")
        for word, comparator in _BEHIND:
            if bare.startswith(word):
                return bare[len(word) :].strip("().,;"), comparator
        return bare, None

    @staticmethod
    def _is_trailing_word(rest: str) -> bool:
        """Whether what stands behind the number only repeats that it is to be reached: `100%完成`."""
        return rest in _DONE_TAILS or (len(rest) <= 6 and is_known(rest))

    def _phrase(self) -> Target:
        """Anything else is a promise in words, to be judged qualitatively."""
        if self.text in {sign for sign, _ in _BEFORE if not sign.isalnum()}:
            return self._none(Absence.LONE_SIGN)
        return self._qualitative()


_DEADLINE_TAILS = tuple(
    "完成 前完成 全部完成 全面完成 完工 竣工 开工 完成验收 验收 完成支付 支付完成 完成资金支付 发放到位 到位 底 底前 结束 "
    "完成任务 完成建设 建成 投入使用 完成采购 完成全部 完成100% 按时完成 底完成 上报 报送 前 之前".split()
)
_DONE_TAILS = frozenset(
    "完成 到位 达标 合格 落实 覆盖 发放 兑现 及时 按时 合格率 完成率 的 全覆盖 满意".split()
)
