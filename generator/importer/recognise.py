"""Owns the one way from the cells of a file to the forms in it, and to the words for what is no form."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.importer.cells import fold
from generator.importer.form import MISSING, ReadCell, ReadForm, Refusal
from generator.importer.grid import GridReader
from generator.importer.labels import speaking
from generator.importer.learned import words_for
from generator.importer.limits import MAX_FORM_LINES, MAX_FORMS, Unreadable
from generator.importer.proof import prove
from generator.importer.readers.blocks import as_words
from generator.importer.sections import YEAR, Span, mended, side_by_side, split_forms, whole_heads
from generator.importer.stream import stream_forms
from generator.record.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.importer.cells import HandedInFile, Sheet
    from generator.record.template import Template

_OTHER_KINDS = {
    "too_long": ("一张很长的表", f"超过 {MAX_FORM_LINES} 行，不像一份绩效表；几份表连在一起的请分开"),
    "monitoring": ("绩效运行监控表", "年中的监控表不是自评价，也不是目标申报"),
}
_PAST_YEARS = re.compile(r"(?<![\d])((?:19|20)\d\d)年")


@dataclass(frozen=True, slots=True)
class Given:
    """What the person who imports says beforehand."""

    year: str = ""
    unit: str = ""
    department: str = ""
    templates: tuple[Template, ...] = ()
    """The printed forms that are known; a form that prints their labels is read by them."""


NOTHING = Given()


def recognise(document: HandedInFile, given: Given = NOTHING) -> tuple[list[ReadForm], list[Refusal]]:
    """Every form of a file, in its order, and what was refused."""
    forms: list[ReadForm] = []
    refused: list[Refusal] = []
    for sheet in document.sheets:
        for form in _forms_in(sheet, given):
            if form.kind in KINDS and (form.rows or form.fund_lines or form.amounts):
                forms.append(form)
            elif form.kind in _OTHER_KINDS:
                refused.append(Refusal(*_OTHER_KINDS[form.kind], form.place))
            elif form.kind in KINDS and form.title.text and (form.head or not sheet.name):
                why = "有标题，可是下面没有认出资金表或指标表"
                refused.append(Refusal(f"“{form.title.text}”", why, form.place))
    for form in forms:
        prove(form)
        _give(form, given)
        if KINDS[form.kind].is_of_unit:
            _name_by_unit(form)
    _settle_years(forms, document, given)
    if not forms and not refused:
        refused.append(Refusal(*_what_is(document)))
    return forms, refused


def _forms_in(sheet: Sheet, given: Given) -> list[ReadForm]:
    with speaking(words_for(sheet, given.templates)):
        return read_forms(sheet)


def read_forms(sheet: Sheet) -> list[ReadForm]:
    """The forms of one part of a file, of whatever kind."""
    if not sheet.is_grid:
        return stream_forms(sheet)
    spans = [span for lines in side_by_side(sheet.lines) for span in split_forms(whole_heads(mended(lines)))]
    if len(spans) > MAX_FORMS:
        raise Unreadable(f"一个文件里有 {len(spans)} 份表，超过 {MAX_FORMS} 份的限度，请分开导入")
    forms = [_read(span) for span in spans]
    for number, (span, form) in enumerate(zip(spans, forms, strict=True)):
        if any(doubt.field == "indicators.level2" for doubt in form.doubts):
            others = forms[:number] + forms[number + 1 :]
            forms[number] = GridReader(span, known=_levels_by_name(others)).read()
    return forms


def _read(span: Span) -> ReadForm:
    """A form by its rows; where its text stands in a paragraph instead of a table, word by word."""
    if len(span.lines) > MAX_FORM_LINES:
        return ReadForm("too_long", MISSING, place=span.lines[0].cells[0].place)
    form = GridReader(span).read()
    if form.kind in KINDS and not (form.rows or form.fund_lines or form.amounts):
        words = sum(text in fold(line.text) for line in span.lines for text in ("一级指标", "三级指标", "分值", "得分"))
        found = stream_forms(as_words(span.lines)) if words >= 3 else []
        return found[0] if found and found[0].rows else form
    return form


def _levels_by_name(forms: Iterable[ReadForm]) -> dict[str, str]:
    """Level 2 by name of indicator, where the other forms of the file agree on it."""
    found: dict[str, set[str]] = {}
    for form in forms:
        for row in form.rows:
            if "name" in row and row["level2"].text:
                found.setdefault(row["name"].text, set()).add(row["level2"].text)
    return {name: next(iter(levels)) for name, levels in found.items() if len(levels) == 1}


def _give(form: ReadForm, given: Given) -> None:
    """What was said beforehand stands where the form says nothing, and makes the doubtful certain where both agree."""
    for key in ("unit", "department"):
        word, cell = getattr(given, key), form.head.get(key, MISSING)
        if not word:
            continue
        if cell.text == word or not cell.text:
            form.head[key] = ReadCell(word, places=cell.places)
        else:
            form.head[key] = cell.doubted(f"导入时说的是“{word}”，表上印的是“{cell.text}”", word)


def _name_by_unit(form: ReadForm) -> None:
    """A form of a whole unit prints one name: it is department and unit where it does not say otherwise."""
    for key, other in (("unit", "department"), ("department", "unit")):
        name = form.head.get(other, MISSING)
        if name.text and not form.head.get(key, MISSING).text:
            form.head[key] = ReadCell(name.text, places=name.places).doubted("表上只印了一个名称，部门和单位都按它写")
    unit = form.head.get("unit", MISSING).text
    if unit and not form.head.get("project", MISSING).text:
        form.head["project"] = ReadCell(f"{unit}整体支出")


def _settle_years(forms: Sequence[ReadForm], document: HandedInFile, given: Given) -> None:
    """The budget year: as given, as printed, else what the file's name or most of its texts speak of."""
    named = YEAR.search(document.name)
    spoken = Counter(year for form in forms for year in _years_in(form))
    likely = named[1] if named else spoken.most_common(1)[0][0] if spoken else ""
    others = tuple(year for year, _ in spoken.most_common(3) if year != likely)
    for form in forms:
        if given.year:
            form.head["year"] = ReadCell(given.year)
        elif not form.head.get("year", MISSING).text and likely:
            why = "表上没有印年度，按文件名判断" if named else "表上没有印年度，按文字里说到最多的年份判断"
            form.head["year"] = ReadCell(likely).doubted(f"{why}是 {likely} 年", *others)


def _years_in(form: ReadForm) -> list[str]:
    cells = [
        *form.goals.values(),
        *(row["reason"] for row in form.rows if "reason" in row),
        form.head.get("project", MISSING),
    ]
    return [year for cell in cells for year in _PAST_YEARS.findall(cell.text)]


def _what_is(document: HandedInFile) -> tuple[str, str]:
    """What a file without a form looks like, in plain words."""
    lines = [line for sheet in document.sheets for line in sheet.lines if line.cells]
    if not lines:
        return "空文件", "文件里没有文字；扫描的图片请先做文字识别"
    text = fold("".join(line.text for line in lines[:400]))
    for words, what in (
        ("整体支出", "部门整体支出的材料"), ("绩效评价报告", "绩效评价报告"), ("自评报告", "文字的自评报告"),
        ("决算", "部门决算材料"), ("预算公开", "部门预算材料"), ("绩效", "谈绩效的材料"), ("预算", "预算材料"),
    ):  # fmt: skip
        if words in text:
            return what, "里面没有项目支出绩效自评价表或绩效目标申报表"
    return f"别的文件（开头是“{lines[0].text[:30]}”）", "里面没有绩效自评价表或绩效目标申报表"
