"""Owns what can be wrong with a file in data/ as a value: place, message, mend. Must not read files or print."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.record.unseen import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 100
"""Problems of one file that are listed; who mends these sees the next."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that keeps a file from being read; a finding about its content is not a problem but a finding."""

    path: str
    """File, relative to the folder the command was given."""
    line: int
    """From 1; 0 where no line can be named."""
    column: int
    """From 1; 0 where no column can be named."""
    code: str
    """Stable id, see PROBLEM_CODES."""
    message: str
    """What is wrong, the value found and what was expected, in Chinese."""
    mend: str
    """How to put it right, in Chinese."""

    def __post_init__(self) -> None:
        """What a message quotes from a file gives no order to a terminal, and is no book."""
        object.__setattr__(self, "message", shown(self.message))

    def __str__(self) -> str:
        return f"{shown(self.path)}:{self.line}:{self.column}: 错误 {self.code} {self.message}\n    怎么改：{self.mend}"


def listed(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in order, of each file the first hundred and how many more there are."""
    by_file: dict[str, list[Problem]] = defaultdict(list)
    for problem in sorted(problems):
        by_file[problem.path].append(problem)
    for path, found in by_file.items():
        if len(found) > MOST:
            line, column, more = found[MOST].line, found[MOST].column, len(found) - MOST
            rest = Problem(
                path, line, column, "R031", f"从这里起还有 {more} 处要改，没有列出。", "先改好列出的，再检查一次。"
            )
            found[MOST:] = [rest]
    return [problem for found in by_file.values() for problem in found]


PROBLEM_CODES = {
    "R001": "文件不是 UTF-8 编码",
    "R002": "YAML 写法有误",
    "R003": "缩进用了制表符",
    "R004": "用了锚点或引用（& *）",
    "R005": "用了标签（!）",
    "R006": "同一个键写了两次",
    "R007": "不认识的键",
    "R008": "键后面用了全角冒号",
    "R009": "缺少必填的字段",
    "R010": "不是数字",
    "R011": "不是日期",
    "R012": "不在固定选项里",
    "R013": "结构不对：应是一组字段、一个列表或一个值",
    "R014": "等号单独成值却没有加引号",
    "R015": "值以特殊符号开头却没有加引号",
    "R016": "文件是空的",
    "R017": "一个文件里有两份内容（---）",
    "R018": "文件位置与内容不一致",
    "R019": "没有登记的单位、部门或文件",
    "R020": "两份记录是同一张表",
    "R021": "文件名或地址不合规范",
    "R022": "说明指向不存在的行或字段",
    "R023": "格子里印的金额单位和金额单位一栏不同",
    "R024": "不是整数或年份",
    "R025": "登记了两次",
    "R026": "撤下清单与记录不一致",
    "R027": "有看不见的控制字符",
    "R028": "等级或档次的下限不成序",
    "R029": "导入时存疑的格子还没有核对",
    "R030": "名录里有个人信息",
    "R031": "太大或太多：文件、文字、条目、要改的地方",
    "R032": "不是普通文件：链接、设备、管道",
}
"""Every problem by its code, never reused; the method page lists them."""
