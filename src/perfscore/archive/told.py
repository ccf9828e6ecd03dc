"""What an archive has to say when it cannot do what was asked, or did more than was asked."""

from __future__ import annotations

_TOLD = {
    "no_library": (
        "使用档案需要 SQLAlchemy 和 Alembic：pip install perfscore[archive]",
        "an archive needs SQLAlchemy and Alembic: pip install perfscore[archive]",
    ),
    "no_driver": (
        "使用 PostgreSQL 档案需要 psycopg：pip install perfscore[postgres]",
        "a PostgreSQL archive needs psycopg: pip install perfscore[postgres]",
    ),
    "bad_address": (
        "档案地址写得不对：应为 SQLite 文件名，或 postgresql://用户:密码@主机/库名（密码里的 @ 写成 %40）。",
        "not the address of an archive: give a SQLite file, or postgresql://user:password@host/database "
        "(an @ in the password is written %40).",
    ),
    "no_archive": (
        "没有档案“{where}”。先用 perfscore archive add 存入自评表，或用 --archive 指明档案。",
        "there is no archive “{where}”. Add tables with perfscore archive add, or name one with --archive.",
    ),
    "not_archive": (
        "“{where}”不是 perfscore 的档案，没有改动它。",
        "“{where}” is no archive of perfscore; it was left as it is.",
    ),
    "newer": (
        "档案“{where}”是更新版本的程序建立的（结构 {found}，本程序到 {known}），请先升级 perfscore。",
        "the archive “{where}” was made by a newer version (schema {found}, known up to {known}); upgrade perfscore.",
    ),
    "upgrading": (
        "档案“{where}”的结构较旧（{found}），正在升级到 {known}。",
        "the archive “{where}” has an older schema ({found}); it is being upgraded to {known}.",
    ),
    "copied": ("升级前的档案另存为“{where}”。", "the archive as it was is kept as “{where}”."),
    "unreachable": ("无法使用档案“{where}”：{reason}", "the archive “{where}” cannot be used: {reason}"),
    "busy": (
        "档案“{where}”一直被其他程序占用，请稍后再试。",
        "the archive “{where}” is kept busy by other programs; try again later.",
    ),
    "no_folder": (
        "无法建立档案“{where}”：上级文件夹不存在，或这是一个文件夹。",
        "the archive “{where}” cannot be made: its folder does not exist, or it is a folder itself.",
    ),
    "cannot_open": (
        "无法打开档案“{where}”：没有权限、文件名太长，或所在的磁盘不可用。",
        "the archive “{where}” cannot be opened: no permission, too long a name, or its disk is not there.",
    ),
    "read_only": (
        "档案“{where}”只能读取，不能存入：文件或所在的磁盘是只读的。",
        "the archive “{where}” can be read but not added to: the file or its disk is read-only.",
    ),
    "disk_full": (
        "档案“{where}”所在的磁盘已满；已经存入的文件都完整，腾出空间后再存一次即可。",
        "the disk of the archive “{where}” is full; what was put in is whole. Make room and add again.",
    ),
    "broken": (
        "档案“{where}”的文件已损坏，读不出来，请用备份恢复。",
        "the file of the archive “{where}” is damaged and cannot be read; restore it from a backup.",
    ),
    "nothing": ("档案“{where}”里没有符合条件的自评表。", "the archive “{where}” holds no such table."),
    "several": (
        "有 {count} 个单位符合，请把 --unit 写得更准确：{names}",
        "{count} units match; make --unit more exact: {names}",
    ),
    "folder_taken": (
        "“{where}”已经存在，导出须写入新的文件夹。",
        "“{where}” exists already; export into a new folder.",
    ),
    "no_result": ("档案中没有编号 {id} 的结果。", "the archive holds no result {id}."),
    "damaged": (
        "档案中编号 {id} 的结果无法读出（{reason}）：可能由更新版本的程序写入，或已损坏。",
        "result {id} of the archive cannot be read ({reason}): a newer version wrote it, or it is damaged.",
    ),
    "damaged_file": (
        "档案中“{name}”的原件与存入时不同（摘要不符），不能使用。",
        "the original of “{name}” differs from what was put in (its digest does not match).",
    ),
}


class ArchiveError(Exception):
    """An archive cannot be used, or does not hold what was asked for. Its text is one Chinese line."""

    def __init__(self, key: str, **facts: object) -> None:
        self.key, self.facts = key, facts
        super().__init__(told(key, "zh", **facts))

    def wording(self, lang: str = "zh") -> str:
        return told(self.key, lang, **self.facts)


def told(key: str, lang: str = "zh", /, **facts: object) -> str:
    chinese, english = _TOLD[key]
    return (english if lang == "en" else chinese).format(**facts)
