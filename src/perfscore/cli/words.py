"""What the command line itself says, Chinese first."""

from __future__ import annotations

import errno

from perfscore.model.finding import Severity

SEVERITY = {
    "zh": {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"},
    "en": {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"},
}
STYLE = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}

WORDS = {
    "zh": {
        "unusable": "{file}：{message}{mend}",
        "wrote": "已写出 {path}",
        "total": "核算总分",
        "possible": "补正后最高",
        "grade": "等级",
        "claimed_total": "填报总分",
        "claimed_grade": "填报等级",
        "rules": "评分规则",
        "indicator": "三级指标",
        "level": "一级 / 二级指标",
        "target": "年度指标值",
        "actual": "实际完成值",
        "points": "分值",
        "score": "得分",
        "claimed": "填报",
        "execution": "预算执行率",
        "not_demonstrated": "暂不得分",
        "by_default": "分值为系统默认分配",
        "no_figures": "--figures：找不到文件“{file}”。",
        "not_scored": "绩效目标表，尚无实际完成值，不评分",
        "no_findings": "没有发现问题。",
        "findings": "审核发现 {count} 处（错误 {errors}，警告 {warnings}，提示 {infos}）",
        "file": "文件",
        "table": "表",
        "unverified": "（依据来源未核实）",
        "working": "正在处理",
        "mend": "改正：",
        "no_row": "没有名为“{row}”的指标。表内指标：{names}",
        "bad_call": "用法有误：{message} 输入 perfscore --help 可查看用法。",
        "annotate_to": "批注须写入 .xlsx 文件，收到的是：{file}",
        "need_xlsx": "批注只能写在一个 .xlsx 文件上，收到的是：{file}",
        "cannot_write": "无法写入“{path}”：{reason}",
        "would_overwrite": "“{path}”是正在读取的原表，不能作为输出；请换一个文件名。",
        "internal": "程序内部错误（{kind}）。文件没有改动；请把出错的文件发给维护者。",
        "proved": "已证明",
        "refuted": "不成立",
        "not_decided": "未能判定",
        "sheet_to": "规则表须写入 .xlsx 文件，收到的是：{file}",
        "sheet_wrote": "已写出 {path}：{count} 张规则表",
        "sheet_what": "“{file}”不是工作簿。要写出模板的规则表，请加 --out 文件.xlsx。",
        "passed": "通过 {passed} 例，失败 {failed} 例",
        "in_force": "施行日期",
        "name": "名称",
        "form": "适用",
        "project": "项目",
        "department": "部门整体",
        "reading": "可选口径",
        "verified": "来源",
        "meaning": "含义",
        "value": "取值",
    },
    "en": {
        "unusable": "{file}: {message} {mend}",
        "wrote": "wrote {path}",
        "total": "Total",
        "possible": "could become",
        "grade": "Grade",
        "claimed_total": "Claimed total",
        "claimed_grade": "Claimed grade",
        "rules": "Rules",
        "indicator": "Indicator",
        "level": "Level 1 / 2",
        "target": "Target",
        "actual": "Actual",
        "points": "Points",
        "score": "Score",
        "claimed": "Claimed",
        "execution": "Execution rate",
        "not_demonstrated": "not shown",
        "by_default": "points allotted by default",
        "no_figures": "--figures: there is no file “{file}”.",
        "not_scored": "a declaration of targets: nothing achieved yet, not scored",
        "no_findings": "No findings.",
        "findings": "{count} findings ({errors} errors, {warnings} warnings, {infos} notes)",
        "file": "File",
        "table": "Table",
        "unverified": " (source not verified)",
        "working": "Working",
        "mend": "Mend: ",
        "no_row": "No indicator named “{row}”. Indicators: {names}",
        "bad_call": "Wrong call: {message} See perfscore --help.",
        "annotate_to": "Comments are written into an .xlsx file, not: {file}",
        "need_xlsx": "Comments can only be written into one .xlsx file, not: {file}",
        "cannot_write": "Cannot write “{path}”: {reason}",
        "would_overwrite": "“{path}” is being read and must not be overwritten; choose another name.",
        "internal": "Internal error ({kind}). No file was changed; please send the file to the maintainers.",
        "proved": "proved",
        "refuted": "refuted",
        "not_decided": "not decided",
        "sheet_to": "Tables are written into an .xlsx file, not: {file}",
        "sheet_wrote": "wrote {path}: {count} tables",
        "sheet_what": "“{file}” is no workbook. To write a template's tables, add --out FILE.xlsx.",
        "passed": "{passed} passed, {failed} failed",
        "in_force": "In force",
        "name": "Name",
        "form": "For",
        "project": "project",
        "department": "department",
        "reading": "Readings",
        "verified": "Source",
        "meaning": "Meaning",
        "value": "Value",
    },
}


REASONS = {
    errno.EACCES: "没有写入权限，或文件正在使用",
    errno.EPERM: "没有写入权限",
    errno.EEXIST: "同名文件已经存在",
    errno.EISDIR: "这是一个文件夹",
    errno.ENOTDIR: "上级路径不是文件夹",
    errno.ENOENT: "上级文件夹不存在",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘只读",
    errno.ENAMETOOLONG: "文件名过长",
}
"""Why a file could not be written, as an officer would say it."""


class Say:
    """The words of one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._words = WORDS[lang]

    def why(self, error: OSError) -> str:
        """The reason of a failed write."""
        told = error.strerror or type(error).__name__
        return REASONS.get(error.errno or 0, told) if self.lang == "zh" else told

    def __call__(self, key: str, **facts: object) -> str:
        return self._words[key].format(**facts)
