"""The phrases that perfscore itself puts into findings and explanations, in English.

Takes a Chinese phrase, gives it in English. What stands in quotation marks was written by an officer, or in a rule
template, and stays as it is; so does whatever is not known here.
"""

from __future__ import annotations

import re
from functools import lru_cache

OFFICERS_OWN = frozenset(
    "indicator indicators written target actual text note quote label header unit name file project other_project "
    "problem measure word claimed grade template levels level words scales first again total".split()
)
"""Facts of findings that hold what stands in the officer's file."""

_N = r"(-?[0-9][0-9.,]*)"
_PHRASES = tuple(
    (re.compile(pattern), english)
    for pattern, english in (
        # what was not filled in, and how a target was read
        (r"年度指标值", "target "),
        (r"实际完成值", "actual value "),
        (r"为横线或斜线，等于未填", "is a dash, which is as good as blank"),
        (r"只有符号，没有数值", "is a sign without a number"),
        (r"(?:还)?是模板占位符", "is a placeholder"),
        (r"填为不适用，不计入总分，其余指标按满分折算", "does not apply: left out, the other rows scaled to full points"),
        (r"填为不适用", "is marked as not applicable"),
        (r"是约数", "is only approximate"),
        (r"无法识别|不是可识别的写法", "cannot be read"),
        (r"表内没有这一列", "has no column in the table"),
        (r"target 为零，不能相除", "target is zero: cannot divide"),
        (r"为空$", "is blank"),
        (r"^（空）$", "(blank)"),
        (r"^未填$", "blank"),
        (r"（表内未写符号）", " (no sign printed)"),
        (r"（不低于）", " (at least)"),
        (r"（不超过）", " (at most)"),
        (r"，应为(.*)$", r", should be \1"),
        (r"(?<=”)或(?=“)", " or "),
        # money
        (rf"调增 {_N} 万元", r"up \1"),
        (rf"调减 {_N} 万元", r"down \1"),
        (r"，恰等于全年预算数，疑似照抄预算", ", exactly the budget"),
        (r"表内没有预算资金情况", "no money block in the table"),
        (r"没有填写全年预算数", "no adjusted budget"),
        (r"没有填写全年执行数", "no spending"),
        (r"全年预算数为零，执行率无法计算", "the adjusted budget is zero: no execution rate"),
        (r"全年预算数为零", "the adjusted budget is zero"),
        (r"全年执行数", "spent"),
        (r"年初预算数", "initial budget"),
        (r"全年预算数|预算数", "adjusted budget"),
        # claims
        (r"；目前没有可用的数据支持该得分", "; no usable data supports it"),
        (r"；四舍五入到整数即为填报数", "; rounded to a whole number it is the claim"),
        (r"；舍去小数即为填报数", "; cut to a whole number it is the claim"),
        (rf"高 {_N} 分", r"\1 points higher"),
        (rf"低 {_N} 分", r"\1 points lower"),
        (r"核算扣分：", "Points lost: "),
        (r"核算没有扣分。?", "No points were lost. "),
        (rf"未提供可用数据 {_N} 分", r" no usable data \1"),
        (rf"(?<=\u0001)扣 {_N} 分", r" \1"),
        (r"等 ([0-9]+) 处", r" and more, \1 in all"),
        (rf"核算总分四舍五入到整数为 {_N} 分，与填报一致。", r"Rounded to a whole number it is \1, as claimed."),
        (rf"核算总分舍去小数为 {_N} 分，与填报一致。", r"Cut to a whole number it is \1, as claimed."),
        (r"；若", "; "),
        (r"^若|(?<=。)若", "If "),
        (r"按(\u0001[0-9]+\u0001)的读法", r"read as \1"),
        (rf"，总分为 {_N} 分", r", the total is \1"),
        (rf"，为 {_N} 分", r", it is \1"),
        (r"，取整后与填报一致", ", as claimed when rounded"),
        (r"，与填报一致", ", as claimed"),
        (r"（来源未核实）", " (source not verified)"),
        # where in the table
        (r"^(.*)的偏差原因栏?", r"reason given for \1"),
        (r"^年度目标$", "the goal"),
        (r"^完成情况$", "the result"),
        (r"^表注$", "a note"),
        (r"^正文$", "the text"),
        (r"^三级指标$", "indicator name"),
        (r"填报单位是", "the unit is "),
        (r"全文没有自称乡镇（街道）", "the text nowhere calls its unit a township"),
        (r"^豁免(\u0001[0-9]+\u0001)（理由：(.*)）$", r"waiver \1 (reason: \2)"),
        (r"没有达到目标", "the target was missed"),
        (r"已达到目标", "the target was met"),
        # running text
        (r"按印出金额的舍入，可在 (\S+) 至 (\S+) 之间，另加末位半个单位", r"by rounding of the printed amounts, \1 to \2, and half a last unit"),
        (r"无，方向用词应当一致", "none: the words must agree"),
        (r"^持平$", "unchanged"),
        (r"^增加$", "more"),
        (r"^减少$", "less"),
        (r"\+另 ([0-9]+) 项", r"+\1 more"),
        (r"从这里起 ([0-9]+) 段", r"\1 paragraphs from here on"),
        (r"^这一处$", "This"),
        (rf"^段落过长，最多 {_N} 字$", r"the paragraph is too long, at most \1 characters"),
        (rf"^前文的数字太多，最多 {_N} 个$", r"too many figures before it, at most \1"),
        (rf"^数字太长，最多 {_N} 位$", r"the number is too long, at most \1 digits"),
        (r"^；其中印有百分数 ([0-9]+) 处，计为可核对而没有看懂$", r"; \1 percentages in it count as not understood"),
        # points and scores
        (r"一级指标分值按二级、三级指标逐级平均分配", "equal shares from level to level"),
        (r"表内(\u0001[0-9]+\u0001)列明 (\S+) 分", r"\1 prints \2 points"),
        (r"（按位数取舍，尾差归靠前的指标）", " (rounded; what is left over goes to the first rows)"),
        (r"（表内没有(\u0001[0-9]+\u0001)）", r" (no \1 in the table)"),
        (r"并入(\u0001[0-9]+\u0001)", r"went to \1"),
        (r"按比例分摊到其他指标", "were shared out in proportion"),
        (r"表内已列", "printed"),
        (r"各指标分值合计已为满分，本表不对执行率计分", "the rows make the full total: this form does not score the rate"),
        (r"上一指标的细项，不另计分", "a detail of the row above, no points of its own"),
        (r"不计入满分", "not part of the total"),
        (r"规则(?=\u0001)", "rule "),
        (r"已达目标，得满分", "target met: full points"),
        (r"偏离目标过大，按规则不得分", "too far from the target: nothing, by rule"),
        (r"暂不得分", "open"),
        (r"暂按填报得分计。", "The claim counts for now."),
        (r"暂不计分。", "Not scored for now."),
        (r"评定(\u0001[0-9]+\u0001)，填报得分在该档 (\S+)～(\S+) 之内，予以采用", r"graded \1; the claim lies within \2 to \3 and counts"),
        (r"评定(\u0001[0-9]+\u0001)，按该档默认比例 (\S+)", r"graded \1, by default \2"),
        (rf"评定得 {_N} 分", r"\1 points awarded"),
        (r"结果未写明档位，采用填报得分", "no grade named: the claim counts"),
        (r"结果未写明档位", "no grade named"),
        (r"定量指标只填了文字，没有数值", "words where a number is asked for"),
        (r"actual value 的符号与目标相反", "the sign of the actual value points the other way"),
        (r"分不清是百分数还是小数", "percentage or fraction: cannot be told"),
        (r"目标值为 0 而没有比较符号", "a target of 0 without a sign"),
        (r"计量单位不一致，不能比较", "the units differ: cannot compare"),
        (r"没有填写完成时间", "no date of completion"),
        (r"(?:定性指标)?没有填写评定结果", "no grade given"),
        (r"结果不在规则列明的用词之内", "none of the words that the rule knows"),
        (r"actual value 超出可用范围|数据超出可用范围", "out of range"),
        (r"作分母的数据为零，不能相除", "the divisor is zero"),
        (r"缺少", "missing: "),
        (r" 换算为 ", " is "),
        (rf"{_N} 分，(?:加|扣)分，每级次合计不超过 {_N} 分", r"\1 points each, \2 at most"),
        (r"没有[加扣]分", "none"),
        (r"(?<=\u0001)合计 (\S+)，最高 ", r" adds up to \1, at most "),
        (rf"{_N} 分（", r"\1 ("),
        # files
        (r"^文件超过 64 MB$", "larger than 64 MB"),
        (r"^文本过长$", "the text is too long"),
        (r"^无法识别的二进制内容$", "unknown binary content"),
        (r"^压缩包目录读不出来$", "the directory of the archive cannot be read"),
        (r"^部件 (\S+) 读不全$", r"part \1 cannot be read whole"),
        (r"^部件 (\S+) 不是完整的 XML$", r"part \1 is no proper XML"),
        (r"^内含文档类型声明（DOCTYPE）$", "it holds a DOCTYPE"),
        (r"^(?:内含)?(?:部件|表格|单元格|段落|文本)超过 ([0-9]+) (?:个|行)$", r"more than \1 parts"),
        (r"^工作簿或压缩包$", "a workbook or an archive"),
        (r"^PDF 文档$", "a PDF"),
        (r"^RTF 文档$", "an RTF document"),
        (r"^旧版文字文档$", "an old word-processor document"),
        # glue
        (r"不适用", "not applicable"),
        (r"、", ", "),
        (r"，", ", "),
        (r"（", " ("),
        (r"）", ")"),
        (r"；", "; "),
        (r"。", ". "),
    )
)  # fmt: skip
_LABELS = {
    "得分": "Score",
    "分值": "Points",
    "年度指标值": "Target",
    "实际完成值": "Actual",
    "全年预算数": "Adjusted budget",
    "年初预算数": "Initial budget",
    "全年执行数": "Spent",
    "预算执行率": "Execution rate",
    "评定": "Grade",
    "总分": "Total",
    "等级": "Grade",
    "各项得分合计": "Sum of the scores",
    "分组封顶": "Group cap",
    "不适用指标折算": "Scaled for rows that do not apply",
    "总分封顶": "Cap of the total",
    "单位换算": "Unit conversion",
    "扣减前得分": "Score before deduction",
    "超期天数": "Days late",
    "全部指标分值": "Points of all indicators",
    "本组分值": "Points of the group",
}
_QUOTED = re.compile("“[^“”]*”")
_KEPT = re.compile("\u0001([0-9]+)\u0001")


@lru_cache(maxsize=4096)
def in_english(phrase: str) -> str:
    """A phrase of ours; officers' words in quotation marks stay."""
    if phrase.isascii():
        return phrase
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found.group())
        return f"\u0001{len(kept) - 1}\u0001"

    text = _QUOTED.sub(keep, phrase.replace("\u0001", ""))
    for pattern, english in _PHRASES:
        text = pattern.sub(english, text)
    return _KEPT.sub(lambda found: kept[int(found[1])], text).strip()


def label_in_english(label: str) -> str:
    """What a step of an explanation is called; the name of an indicator stays."""
    if label in _LABELS:
        return _LABELS[label]
    return f"Points of {label.removesuffix('分值')}" if label.endswith("分值") else label
