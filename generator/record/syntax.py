"""Owns the step from text to YAML nodes with positions, and every message about YAML itself. Knows no field."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from generator.record.problems import Problem
from generator.record.unseen import has_unseen, unseen

if TYPE_CHECKING:
    from collections.abc import Iterator

QUOTE_MEND = "给整个值加上单引号，例如 target: '>=90%'。"
_FULL_WIDTH_COLON = re.compile(r"^(?P<before>[\s-]*)(?P<key>[A-Za-z_][\w]*)：")
_BAD_START = re.compile(r"^(?P<before>[\s-]*[A-Za-z_]\w*:\s+)(?P<value>(?:[>|][^\s+-]|[%@`*&!\[\]{},]).*)$")
_COLON_INSIDE = re.compile(r"^(?P<before>[\s-]*[A-Za-z_]\w*:\s+)(?P<value>[^'\"\s].*?:(?:\s.*)?)$")
_DEEPEST = 20
"""Levels of a file; a record has five. Composing recurses, so the limit is kept before it."""
_WORTH_A_LOOK = re.compile(r"[&*!]|^[ ?:-]{12}|(?:[\[{][^\[{]*){12}", re.MULTILINE)
"""Only such a text can hold an anchor, an alias, a tag or deep nesting; to go through all events takes time."""


def parse(path: str, text: str) -> tuple[Node | None, list[Problem]]:
    """Compose one YAML document; the node is None where the syntax is broken.

    Scalars keep their exact text (``10.00``, ``017``, ``=``).
    """
    if not text.strip("\ufeff \t\r\n"):
        return None, [Problem(path, 1, 1, "R016", "文件是空的。", "按模板填写，或删去这个文件。")]
    if hidden := list(_unseen_characters(path, text.removeprefix("\ufeff"))):
        return None, hidden
    try:
        return _compose(path, text)
    except MarkedYAMLError as error:
        return None, _explain(path, text, error)
    except YAMLError as error:
        return None, [Problem(path, 1, 1, "R002", f"读不懂这个文件：{_first_line(error)}。", "检查文件里的特殊字符。")]


def _compose(path: str, text: str) -> tuple[Node | None, list[Problem]]:
    marks = list(_events(path, text))
    if any(problem.code != "R005" for problem in marks):
        return None, marks  # composed, an alias of an alias grows without bound
    node = YAML(typ="base", pure=False).compose(text)
    if node is None:
        return None, [Problem(path, 1, 1, "R016", "文件里只有注释。", "按模板填写，或删去这个文件。")]
    if odd := list(_collections_as_keys(path, node)):
        return None, marks + odd
    problems = [*marks, *_duplicates(path, node), *_lone_equals(path, node)]
    if isinstance(node, ScalarNode):
        return None, problems + (_line_problems(path, text) or [_broken(path, 1, 1, "应是“键: 值”的写法")])
    return node, problems


def texts_of(node: Node) -> Any:  # noqa: ANN401 -- the node decides the type
    """What a node holds as dicts, lists and texts as written; empty values are None and their keys are left out."""
    if isinstance(node, MappingNode):
        values = {str(key.value): texts_of(value) for key, value in node.value}
        return {key: value for key, value in values.items() if value is not None} or None
    if isinstance(node, SequenceNode):
        return [texts_of(item) or {} for item in node.value] or None
    return None if is_blank(node) else str(node.value)


def is_blank(node: Node) -> bool:
    """A value of which nothing would be seen: left out, ``~``, quotes around nothing or around spaces."""
    return isinstance(node, ScalarNode) and (not node.value.strip() or (not node.style and node.value in ("~", "null")))


def _explain(path: str, text: str, error: MarkedYAMLError) -> list[Problem]:
    """Turn the parser's English into the reason an editor can act on; all such lines of the file at once."""
    known = _line_problems(path, text)
    if known:
        return known
    if error.problem == "but found another document":
        mark = error.problem_mark
        return [
            Problem(
                path,
                mark.line + 1,
                mark.column + 1,
                "R017",
                "一个文件里有两份内容（以 --- 分开）。",
                "一份表一个文件；去掉 --- 和多出的内容。",
            )
        ]
    mark = error.context_mark or error.problem_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return [_broken(path, line, column, _reason(error))]


def _reason(error: MarkedYAMLError) -> str:
    words = f"{error.context} {error.problem}"
    for needle, reason in (
        ("quoted scalar", "引号只开了头，没有结尾"),
        ("mapping values are not allowed", "一行里多了一个冒号，或缩进不齐"),
        ("block collection", "列表的“-”没有对齐"),
        ("block mapping", "缩进不齐"),
        ("could not find expected ':'", "少了冒号"),
    ):
        if needle in words:
            return reason
    return "这里的写法 YAML 读不懂"


def _broken(path: str, line: int, column: int, reason: str) -> Problem:
    return Problem(path, line, column, "R002", f"YAML 写法有误：{reason}。", "对照相邻的行改正缩进、冒号和引号。")


def _first_line(error: YAMLError) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _line_problems(path: str, text: str) -> list[Problem]:
    return [problem for number, line in enumerate(text.splitlines(), 1) for problem in _in_line(path, number, line)]


def _in_line(path: str, number: int, line: str) -> Iterator[Problem]:
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        column = indent.index("\t") + 1
        yield Problem(path, number, column, "R003", "缩进用了制表符（Tab）。", "把制表符换成两个空格。")
        return
    if match := _FULL_WIDTH_COLON.match(line):
        key, column = match["key"], match.end()
        yield Problem(path, number, column, "R008", f"“{key}：”用了全角冒号。", f"改成半角冒号加一个空格：“{key}: ”。")
        return
    if match := _BAD_START.match(line):
        column = match.end("before") + 1
        yield Problem(path, number, column, *_bad_start(match["value"]))
    elif match := _COLON_INSIDE.match(line):
        column = match.start("value") + match["value"].index(":") + 1
        yield Problem(
            path,
            number,
            column,
            "R002",
            f"YAML 写法有误：值“{match['value']}”里有半角冒号。",
            "给整个值加上单引号，或改用全角冒号。",
        )


def _bad_start(value: str) -> tuple[str, str, str]:
    if value[0] in "&*" and re.fullmatch(r"[&*]\w+(\s.*)?", value) and value.isascii():
        return _marked(value)
    if value[0] == "!":
        return "R005", f"用了标签“{value}”。", "去掉标签；若是原文里的符号，" + QUOTE_MEND
    return "R015", f"值“{value}”以特殊符号“{value[0]}”开头，却没有加引号。", QUOTE_MEND


def _events(path: str, text: str) -> Iterator[Problem]:
    """Anchors, aliases, tags and nesting that parse: a record is read by people, each value stands where it belongs."""
    if not _WORTH_A_LOOK.search(text):
        return
    depth = last = 0
    for event in YAML(typ="base", pure=False).parse(text):
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > _DEEPEST:
            yield _broken(path, line, column, f"括号或缩进套了超过 {_DEEPEST} 层")
            return
        if (anchor := getattr(event, "anchor", None)) and line > last:
            last = line  # one a line says enough
            written = f"{'*' if isinstance(event, AliasEvent) else '&'}{anchor}"
            yield Problem(path, line, column, *_marked(written))
        elif tag := getattr(event, "tag", None):
            written = tag.replace("tag:yaml.org,2002:", "!!")
            yield Problem(path, line, column, "R005", f"用了标签“{written}”。", "去掉以 ! 开头的标签。")


def _marked(written: str) -> tuple[str, str, str]:
    return "R004", f"用了锚点或引用“{written}”。", "把内容完整写出来；若是原文里的符号，" + QUOTE_MEND


def _unseen_characters(path: str, text: str) -> Iterator[Problem]:
    """One a line; YAML's own reader stops at some of them and lets the rest through."""
    if not has_unseen(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        for offset, what in islice(unseen(line), 1):
            yield Problem(path, number, offset + 1, "R027", f"有看不见的{what}。", "删去它，多半是从别处粘贴时带来的。")


def _collections_as_keys(path: str, node: Node) -> Iterator[Problem]:
    for mapping in _mappings(node):
        for key, _ in mapping.value:
            if not isinstance(key, ScalarNode):
                mark, what = key.start_mark, "一个列表" if isinstance(key, SequenceNode) else "一组字段"
                message = f"YAML 写法有误：冒号前面的键写成了{what}。"
                mend = "键是一个英文词；若括号是原文里的符号，" + QUOTE_MEND
                yield Problem(path, mark.line + 1, mark.column + 1, "R002", message, mend)


def _duplicates(path: str, node: Node) -> Iterator[Problem]:
    for mapping in _mappings(node):
        seen: dict[str, int] = {}
        for key, _ in mapping.value:
            mark = key.start_mark
            if key.value in seen:
                yield Problem(
                    path,
                    mark.line + 1,
                    mark.column + 1,
                    "R006",
                    f"“{key.value}”写了两次，第一次在第 {seen[key.value]} 行。",
                    "留下正确的一行，删去另一行。",
                )
            seen.setdefault(key.value, mark.line + 1)


def _lone_equals(path: str, node: Node) -> Iterator[Problem]:
    for scalar in _scalars(node):
        if scalar.value == "=" and not scalar.style:
            mark = scalar.start_mark
            yield Problem(
                path,
                mark.line + 1,
                mark.column + 1,
                "R014",
                "单独一个等号没有加引号。",
                "写成 '='；若目标值没有填完，请补全或删去这一行。",
            )


def _mappings(node: Node) -> Iterator[MappingNode]:
    """Every mapping, the outer before the inner."""
    if isinstance(node, MappingNode):
        yield node
    for child in _children(node):
        yield from _mappings(child)


def _scalars(node: Node) -> Iterator[ScalarNode]:
    """Every value that is no collection; keys are left out."""
    if isinstance(node, ScalarNode):
        yield node
    for child in _children(node):
        yield from _scalars(child)


def _children(node: Node) -> list[Node]:
    if isinstance(node, MappingNode):
        return [value for _, value in node.value]
    return node.value if isinstance(node, SequenceNode) else []
