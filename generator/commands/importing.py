"""``generator import``: handed-in files become draft records, and a list of what a person must look at."""

from __future__ import annotations

import itertools
import json
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.commands import EXIT_FINDINGS, EXIT_FINE
from generator.commands.cell_messages import messages_on
from generator.errors import WrongUse
from generator.importer import Draft, Given, Imported, Unreadable, import_bytes, import_file
from generator.importer.landing import DraftState, Ground, Landed
from generator.importer.places import span_of
from generator.record.fields import label_of
from generator.record.files import write_whole
from generator.record.kinds import KINDS
from generator.record.registry import YEAR, load_registry

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from generator.commands.cell_messages import Message
    from generator.importer.form import FormDoubt

NAME = "import"
HELP = "read forms out of xlsx, xls, ods, docx, doc, pdf, html, csv and text files into draft records"
_SHOWN_CHANGES = 20


@dataclass(slots=True)
class _Result:
    """What one file came to."""

    name: str
    landed: list[Landed] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    error: str = ""

    @property
    def is_fine(self) -> bool:
        """Nothing is left for a person."""
        good = (DraftState.NEW, DraftState.REPLACED, DraftState.SAME)
        is_whole = not any(message.is_error for message in self.messages)
        return (
            is_whole
            and not (self.error or self.refused)
            and all(_is_settled(item) and item.status in good for item in self.landed)
        )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="files or folders to read; - reads standard input")
    parser.add_argument("--into", default="data", type=Path, help="the data folder (default: data)")
    parser.add_argument("--unit", default="", help="实施单位, where the form does not say it")
    parser.add_argument("--department", default="", help="主管部门, where the form does not say it")
    parser.add_argument("--year", default="", help="budget year, where the form does not say it")
    parser.add_argument("--replace", action="store_true", help="write over records a corrected file differs from")
    parser.add_argument("--register", action="store_true", help="register unknown units under the proposed addresses")
    parser.add_argument("--dry-run", action="store_true", help="read and report, write nothing")
    parser.add_argument("--json", action="store_true", help="report as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Read every file; one that cannot be read never stops the others."""
    ground = _ground(arguments)
    templates = tuple(ground.registry.templates.values())
    given = Given(arguments.year, _unit_name(arguments.unit, ground), arguments.department, templates)
    results = []
    files = _files(arguments.files)
    for number, name in enumerate(files, 1):
        results.append(_import(name, given, ground))
        if not arguments.dry_run:
            _write(results[-1].landed)
        results[-1].landed = [_slim(item) for item in results[-1].landed]
        print(f"[{number}/{len(files)}] {_in_a_word(results[-1])}", file=sys.stderr)
    _register(ground, arguments)
    report = _as_json(results, ground) if arguments.json else "\n".join(_report(results, ground, arguments))
    print(report)
    return EXIT_FINE if all(result.is_fine for result in results) and not _strangers(ground) else EXIT_FINDINGS


def _ground(arguments: argparse.Namespace) -> Ground:
    data: Path = arguments.into
    if arguments.year and not YEAR.fullmatch(arguments.year):
        raise WrongUse(f"not a budget year of four digits: {arguments.year}")
    registry, problems = load_registry(data) if data.is_dir() else (None, [])
    if registry is None:
        raise WrongUse("\n".join(map(str, problems)) or f"no such folder: {data}")
    return Ground(data, registry, arguments.replace)


def _unit_name(given: str, ground: Ground) -> str:
    unit = ground.registry.units.get(given)
    return unit.name if unit else given


def _files(names: Sequence[str]) -> list[str]:
    """The files named, and those in folders named."""
    files: list[str] = []
    for name in names:
        path = Path(name)
        if name != "-" and not path.exists():
            raise WrongUse(f"没有这个文件：{name}（no such file）")
        inner = sorted(item for item in path.rglob("*") if item.is_file() and not item.name.startswith((".", "~$")))
        files += [str(item) for item in inner] if name != "-" and path.is_dir() else [name]
    return files


def _import(name: str, given: Given, ground: Ground) -> _Result:
    result = _Result("标准输入" if name == "-" else Path(name).name)
    try:
        imported = (
            import_bytes(sys.stdin.buffer.read(), "stdin", given) if name == "-" else import_file(Path(name), given)
        )
    except Unreadable as error:
        result.error = str(error)
        return result
    except Exception as error:  # noqa: BLE001 -- one file must never stop the others
        result.error = f"程序没有读下去（{type(error).__name__}），请把这个文件交给维护程序的人"
        return result
    result.landed = [ground.land(draft, imported.document) for draft in imported.drafts]
    result.refused = list(_refusals(imported))
    shown = [item for item in result.landed if item.status not in (DraftState.SAME, DraftState.HOMELESS)]
    result.messages = [message for item in shown for message in messages_on(item.draft, ground.registry)]
    return result


def _refusals(imported: Imported) -> Iterator[str]:
    for refusal in imported.refused:
        where = f"（{refusal.place}）" if refusal.place else ""
        yield f"这里是{refusal.what}{where}：{refusal.why}"


def _write(landed: Sequence[Landed]) -> None:
    for item in landed:
        if item.text and item.path is not None:
            item.path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(item.path, item.text)


def _slim(item: Landed) -> Landed:
    """What the report needs: memory stays the same however many files there are."""
    draft = Draft(item.draft.kind, {"project": item.draft.project}, item.draft.doubts)
    return replace(item, text="", draft=draft)


def _register(ground: Ground, arguments: argparse.Namespace) -> None:
    """Files are registered as a matter of course, units and departments only where asked."""
    if arguments.dry_run:
        return
    for key, proposal in list(ground.proposals.items()):
        if key.startswith("document ") or arguments.register:
            _append(
                ground.data / proposal.file, proposal.entry, before="units:" if key.startswith("department ") else ""
            )
            del ground.proposals[key]


def _append(path: Path, entry: str, before: str = "") -> None:
    """Add an entry at the end of the last list, or of the one that ends before a key."""
    text = path.read_text(encoding="utf-8")
    text = text if text.endswith("\n") else f"{text}\n"
    at = text.index(f"\n{before}") + 1 if before and f"\n{before}" in text else len(text)
    write_whole(path, f"{text[:at]}{entry}{text[at:]}")


def _strangers(ground: Ground) -> list[str]:
    return [proposal.what for key, proposal in ground.proposals.items() if not key.startswith("document ")]


def _is_settled(item: Landed) -> bool:
    return item.status is DraftState.SAME or not item.draft.doubts


def _in_a_word(result: _Result) -> str:
    if result.error:
        return f"{result.name}：读不了：{result.error}"
    doubts = sum(len(item.draft.doubts) for item in result.landed if item.status is not DraftState.SAME)
    forms = f"{len(result.landed)} 份表" if result.landed else "没有可以录入的表"
    return f"{result.name}：{forms}{f'，存疑 {doubts} 处' if doubts else ''}"


def _report(results: Sequence[_Result], ground: Ground, arguments: argparse.Namespace) -> Iterator[str]:
    yield from _outcomes(results)
    todo = list(_todo(results))
    if todo:
        yield f"\n要人看的 {sum(len(said) for _, said in todo)} 处："
    number = itertools.count(1)
    for name, said in todo:
        yield f"  {name}"
        yield from (f"{next(number):>5}. {text}" for text in said)
    for result in results:
        if result.messages:
            yield f"\n{result.name} 里要看的格子 {len(result.messages)} 处："
            yield from (f"  {message}" for message in result.messages)
    strangers = _strangers(ground)
    if strangers:
        yield "\n没有登记的单位（记录已按建议的地址放好；同意就加 --register 再导入一次，或自己写进名录）："
        for proposal in ground.proposals.values():
            yield f"  {proposal.what}\n    data/{proposal.file}：\n" + "\n".join(
                f"    {line}" for line in proposal.entry.splitlines()
            )
    yield from _summary(results, arguments)


def _outcomes(results: Sequence[_Result]) -> Iterator[str]:
    for result in results:
        yield f"{result.name}：" + (f"读不了：{result.error}" if result.error else "")
        yield from (f"  没有录入：{text}" for text in result.refused)
        for item in result.landed:
            where = f" {item.path}" if item.path else ""
            why = f"：{item.why}" if item.why else ""
            yield f"  {item.status.value}{where}：{item.draft.project or '（没有项目名称）'}{why}"
            yield from (f"      {change}" for change in item.changes[:_SHOWN_CHANGES])
            if len(item.changes) > _SHOWN_CHANGES:
                yield f"      ……共 {len(item.changes)} 处不同"


def _todo(results: Sequence[_Result]) -> Iterator[tuple[str, list[str]]]:
    """Every form with doubts, and what they are."""
    for result in results:
        for item in result.landed:
            if item.status is not DraftState.SAME and item.draft.doubts:
                said = [_said(doubt, item.draft.kind) for doubt in item.draft.doubts]
                yield f"{result.name}“{item.draft.project or '没有项目名称'}”", said


def _said(doubt: FormDoubt, kind: str) -> str:
    """A doubt as a person reads it: what, where, why, what else it may be."""
    path = f"indicators.{doubt.row}.{doubt.field}" if doubt.row else doubt.field
    what = "整张表" if doubt.field == "form" else label_of(path, KINDS[kind].fields)
    where = f"（{span_of(doubt.places)}）" if doubt.places else ""
    others = f"；另一种读法：{'、'.join(doubt.alternatives)}" if doubt.alternatives else ""
    return f"{what}{where}：{doubt.why}{others}"


def _summary(results: Sequence[_Result], arguments: argparse.Namespace) -> Iterator[str]:
    landed = [item for result in results for item in result.landed]
    counts = {status: sum(item.status is status for item in landed) for status in DraftState}
    said = "，".join(f"{status.value} {count} 份" for status, count in counts.items() if count)
    unread = sum(bool(result.error) for result in results)
    said += f"；{unread} 个文件读不了" if unread else ""
    yield f"\n{len(results)} 个文件，{len(landed)} 份表：{said or '没有写'}。"
    if arguments.dry_run:
        yield "只看不写：以上都没有写进 data。"
    if any(not _is_settled(item) for item in landed):
        yield "下一步：原件写漏、写错的，在原件里改好、存好，加 --replace 再导入一次；"
        yield "　　　　原件没有错的，打开上面的记录，照清单核对，对一条，就在末尾的 doubts 里删一条（- 起的几行）；"
        yield "　　　　最后运行 make check，它会说还剩哪几条。"
    if counts[DraftState.DIFFERENT]:
        yield "原件改过的：看清上面的不同，确认后加 --replace 再导入一次；已公开的数字改动请写更正记录。"


def _as_json(results: Sequence[_Result], ground: Ground) -> str:
    return json.dumps(
        {
            "files": [_file_as_json(result) for result in results],
            "proposals": [{"file": p.file, "entry": p.entry, "what": p.what} for p in ground.proposals.values()],
        },
        ensure_ascii=False,
        indent=2,
    )


def _file_as_json(result: _Result) -> dict[str, Any]:
    forms = [
        {
            "status": item.status.name.lower(),
            "path": str(item.path) if item.path else None,
            "project": item.draft.project,
            "why": item.why or None,
            "changes": list(item.changes),
            "doubts": [_doubt_as_json(doubt) for doubt in item.draft.doubts],
        }
        for item in result.landed
    ]
    messages = [{"place": item.place, "text": item.text, "is_error": item.is_error} for item in result.messages]
    file = {"name": result.name, "error": result.error or None, "refused": result.refused}
    return file | {"messages": messages, "forms": forms}


def _doubt_as_json(doubt: FormDoubt) -> dict[str, Any]:
    return {
        "row": doubt.row,
        "field": doubt.field,
        "why": doubt.why,
        "alternatives": list(doubt.alternatives),
        "place": span_of(doubt.places),
    }
