"""Owns how findings are written for people and for other programs; data once, six renderings. Prints nothing."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from generator.checks.finding import Finding, Place, Severity
from generator.record.unseen import safe, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.record.problems import Problem

_LONGEST = 2_000
"""Characters of a finding or an answer in a line of text."""
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_GITLAB = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}
_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def tally(findings: Sequence[Finding]) -> str:
    """How many of each severity there is, in words; how many of the errors are answered and so block nothing."""
    found = Counter(finding.severity for finding in findings)
    counts = [f"{severity.value} {found[severity]}" for severity in Severity if found[severity]] or ["没有发现"]
    answered = sum(1 for finding in findings if finding.severity is Severity.ERROR and not finding.is_blocking)
    return "，".join(counts) + (f"；其中单位已说明的错误 {answered}" if answered else "")


def as_text(problems: Sequence[Problem], findings: Sequence[Finding], forms: int) -> str:
    """One line a finding that machines can cut, indented details; last, in sight, what keeps a file from being read."""
    lines = []
    for finding in findings:
        place = f"{finding.path}:{finding.line}:{finding.column}"
        lines.append(f"{place}: {finding.severity.value} {finding.rule.id} {shown(sentence(finding), _LONGEST)}")
        if len(finding.places) > 1:
            lines += [f"    {shown(place.sentence, _LONGEST)}" for place in finding.places]
        lines.append(f"    怎么改：{finding.mend}依据：{finding.rule.basis}")
        lines += [f"    单位说明：{shown(answer.text, _LONGEST)}" for answer in finding.answers]
    lines += [str(problem) for problem in problems]
    lines.append(closing(problems, findings, forms))
    return "\n".join(lines) + "\n"


def sentence(finding: Finding) -> str:
    """Where it is and what was found, in one line."""
    if len(finding.places) == 1:
        return finding.places[0].sentence
    numbers = "、".join(map(str, finding.rows))
    return f"{finding.title}（第 {numbers} 行）。" if numbers else finding.message


def closing(problems: Sequence[Problem], findings: Sequence[Finding], forms: int) -> str:
    """What was read and what was found, in one sentence or two."""
    read = f"读到 {forms} 份记录，{len(problems)} 处要改。"
    return f"{read}已检查：{tally(findings)}。" if findings or (forms and not problems) else read


def as_markdown(problems: Sequence[Problem], findings: Sequence[Finding], forms: int) -> str:
    """A report for a merge request: one table a file."""
    lines = [closing(problems, findings, forms), ""]
    rows: dict[str, list[str]] = {}
    for problem in problems:
        text = f"{problem.message}怎么改：{problem.mend}"
        rows.setdefault(problem.path, []).append(f"| {problem.line} | 错误 | {problem.code} | {_cell(text)} |")
    for finding in findings:
        answers = "".join(f" 单位说明：{answer.text}" for answer in finding.answers)
        text = _cell("；".join(place.sentence.rstrip("。") for place in finding.places) + "。" + answers)
        rows.setdefault(finding.path, []).append(
            f"| {finding.line} | {finding.severity.value} | {finding.rule.id} | {text} |"
        )
    for path, table in rows.items():
        lines += [f"### {_cell(path)}", "", "| 行 | 轻重 | 规则 | 发现 |", "|---:|---|---|---|", *table, ""]
    return "\n".join(lines)


def _cell(text: str) -> str:
    """A text as a cell of a Markdown table: nothing in it is markup."""
    escaped = "".join(f"\\{character}" if character in "\\`*_{}[]|#!" else character for character in safe(text))
    return escaped.replace("<", "&lt;").replace(">", "&gt;").replace("\n", " ")


def as_github(problems: Sequence[Problem], findings: Sequence[Finding], forms: int) -> str:
    """Workflow commands that GitHub shows beside the line."""
    lines = [
        f"::error file={_property(p.path)},line={p.line},col={p.column},title={p.code}::{_data(p.message + p.mend)}"
        for p in problems
    ]
    for finding in findings:
        place = f"file={_property(finding.path)},line={finding.line},col={finding.column}"
        title = _property(f"{finding.rule.id} {finding.rule.name}")
        lines.append(f"::{_GITHUB[finding.severity]} {place},title={title}::{_data(sentence(finding) + finding.mend)}")
    lines.append(closing(problems, findings, forms))
    return "\n".join(lines) + "\n"


def _data(text: str) -> str:
    return safe(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_gitlab(problems: Sequence[Problem], findings: Sequence[Finding], forms: int) -> str:
    """A GitLab code quality report; ``forms`` has no place in it."""
    del forms
    issues = [_issue(p.code, p.message, "blocker", p.path, p.line) for p in problems]
    issues += [
        _issue(f.rule.id, sentence(f), _GITLAB[f.severity], f.path, f.line) | {"fingerprint": _fingerprint(f)}
        for f in findings
    ]
    return _dump(issues)


def _fingerprint(finding: Finding) -> str:
    """The same as long as the finding is: a row that moves keeps its name."""
    places = [f"{place.name}\0{place.field}\0{place.says}" for place in finding.places]
    return _hash(finding.rule.id, finding.path, *places)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _issue(code: str, message: str, severity: str, path: str, line: int) -> dict[str, Any]:
    return {
        "description": message,
        "check_name": code,
        "fingerprint": _hash(code, path, message),
        "severity": severity,
        "location": {"path": path, "lines": {"begin": max(line, 1)}},
    }


def as_sarif(problems: Sequence[Problem], findings: Sequence[Finding], forms: int) -> str:
    """SARIF 2.1.0 for code scanning; ``forms`` has no place in it."""
    del forms
    rules = [
        {
            "id": rule.id,
            "name": rule.id,
            "shortDescription": {"text": rule.name},
            "fullDescription": {"text": rule.tests},
            "help": {"text": f"{rule.formula}\n{rule.basis}\n{rule.mend}"},
            "defaultConfiguration": {"level": _SARIF[rule.severity]},
        }
        for rule in {finding.rule.id: finding.rule for finding in findings}.values()
    ]
    results = [_result(p.code, "error", p.message, p.path, (p.line, p.column)) for p in problems]
    results += [_result(f.rule.id, _SARIF[f.severity], sentence(f), f.path, (f.line, f.column)) for f in findings]
    run = {"tool": {"driver": {"name": "generator check", "rules": rules}}, "results": results}
    return _dump({"version": "2.1.0", "runs": [run]})


def _result(code: str, level: str, message: str, path: str, position: tuple[int, int]) -> dict[str, Any]:
    region = {"startLine": max(position[0], 1), "startColumn": max(position[1], 1)}
    location = {"physicalLocation": {"artifactLocation": {"uri": path}, "region": region}}
    return {"ruleId": code, "level": level, "message": {"text": message}, "locations": [location]}


def as_json(problems: Sequence[Problem], findings: Sequence[Finding], forms: int) -> str:
    """Everything, for programs."""
    return _dump(
        {
            "forms": forms,
            "problems": [_problem(problem) for problem in problems],
            "findings": [finding_values(finding) for finding in findings],
        }
    )


def _problem(problem: Problem) -> dict[str, Any]:
    return {name: getattr(problem, name) for name in ("path", "line", "column", "code", "message", "mend")}


def finding_values(finding: Finding) -> dict[str, Any]:
    """One finding as plain values, for JSON and the downloads."""
    return {
        "form_id": finding.form_id,
        "rule": finding.rule.id,
        "severity": finding.severity.value,
        "weight": finding.rule.weight,
        "found": finding.found,
        "title": finding.title,
        "rows": list(finding.rows),
        "message": finding.message,
        "question": finding.question,
        "mend": finding.mend,
        "observed": finding.is_observed,
        "systemic": finding.is_systemic,
        "places": [_place(place) for place in finding.places],
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "row": place.row,
        "name": place.name,
        "field": place.field,
        "printed": place.printed,
        "expected": place.expected,
        "severity": place.severity.value,
        "message": place.says,
        "answer": place.answer.text if place.answer else None,
        "line": place.line,
        "column": place.column,
    }


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Sequence[Problem], Sequence[Finding], int], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "github": as_github,
    "gitlab": as_gitlab,
    "sarif": as_sarif,
    "json": as_json,
}
