"""Owns the step from read values to the model, and the checks that need more than one field of a file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.record.fields import Field, Measure, Shape, along, label_of
from generator.record.meaning import group1_of, group2_of, points_in
from generator.record.model import with_meaning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.record.kinds import Kind
    from generator.record.model import Form, IndicatorRow, Remark
    from generator.record.reading import Reader, Values
    from generator.record.template import Template
    from generator.record.values import Figure


def build_form(record_id: str, kind: Kind, template: Template, values: Values) -> Form:
    """Make the model of a record that was read without a problem, as its field table says.

    What level names mean is said here, once, by the words of the template and those of all forms.
    """
    made = _made(values, kind.fields)
    made["indicators"] = tuple(_meant(row, template) for row in made["indicators"])
    made["remarks"] = tuple(cell for remark in made["remarks"] for cell in _cells_of(remark))
    for key in {"funds", "amounts"} & made.keys():
        made[key] = with_meaning(made[key], template.words_of("funds"))
    return kind.model(**made | {"id": record_id, "kind": kind, "layout": template})


def _cells_of(remark: Remark) -> Iterator[Remark]:
    """A written remark, and the same for each of its other cells."""
    yield remark
    yield from (replace(remark, row=cell.row, field=cell.field, also=(), is_first=False) for cell in remark.also)


def _meant(row: IndicatorRow, template: Template) -> IndicatorRow:
    level2 = row.level2 or ""
    return replace(
        row,
        level2=level2,
        group1=row.group1 or group1_of(row.level1, template.words_of("level1")),
        group2=row.group2 or group2_of(level2, template.words_of("level2")),
        points1=points_in(row.level1),
        points2=points_in(level2),
    )


def _made(values: Values, fields: tuple[Field, ...]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for field in fields:
        value = values[field.key]
        if field.is_open:
            made |= _made(value, field.fields)
        else:
            made[field.key] = _model_of(value, field)
    return made


def _model_of(value: Any, field: Field) -> Any:  # noqa: ANN401 -- the field decides the type
    if field.make is None or value is None:
        return value
    if field.shape is Shape.LIST:
        return tuple(field.make(**_made(item, field.fields)) for item in value)
    return field.make(**_made(value, field.fields)) if field.shape is Shape.GROUP else field.make(value)


def check_across_fields(reader: Reader, kind: Kind, values: Values) -> None:
    """Report what no single field shows: a remark that points nowhere, an amount in another unit than its table."""
    _refuse_doubts(reader, kind, values)
    _check_units(reader, kind, values)
    rows = values["indicators"]
    for name in ("remarks", "observations", "answers"):
        for number, item in enumerate(values[name], 1):
            _check_row(reader, f"{name}.{number}", item.get("row"), len(rows))
    for name in ("absent", "remarks", "observations", "answers", "corrections"):
        for number, item in enumerate(values[name], 1):
            _check_field(reader, f"{name}.{number}.field", item, kind.fields)
    for number, remark in enumerate(values["remarks"], 1):
        for place, cell in enumerate((remark, *remark.get("also", ()))):
            at = f"remarks.{number}.also.{place}" if place else f"remarks.{number}"
            _check_number(reader, f"{at}.field", cell, values)
            if place and cell:
                _check_row(reader, at, cell.get("row"), len(rows))
                _check_field(reader, f"{at}.field", cell, kind.fields)


def _check_units(reader: Reader, kind: Kind, values: Values) -> None:
    """An amount with its unit in the cell is in the unit of its table: 12万元 in a table in 元 is not 12."""
    for group in kind.fields:
        unit = (values[group.key] or {}).get("amount_unit") if group.shape is Shape.GROUP else None
        for path, figure in _amounts(values[group.key], group.fields, group.key) if unit else ():
            if figure.unit in ("元", "万元") and figure.unit != unit:
                message = f"这一格印的是“{figure}”，金额单位一栏写的是{unit}。"
                mend = "核对原件：单位栏写错就改正；表上两种单位混用，化成同一单位并在 remarks 里说明。"
                reader.report(reader.positions[path], "R023", message, mend)


def _amounts(values: Any, fields: tuple[Field, ...], at: str) -> Iterator[tuple[str, Figure]]:  # noqa: ANN401 -- a tree
    for field in fields:
        value, path = (values or {}).get(field.key), f"{at}.{field.key}"
        if field.shape is Shape.GROUP:
            yield from _amounts(value, field.fields, path)
        elif field.shape is Shape.LIST:
            for number, item in enumerate(value or (), 1):
                yield from _amounts(item, field.fields, f"{path}.{number}")
        elif field.measure is Measure.MONEY and value is not None:
            yield path, value


def _refuse_doubts(reader: Reader, kind: Kind, values: Values) -> None:
    """What an import was not sure of is settled by a person before anybody reads it."""
    for number, doubt in enumerate(values["doubts"], 1):
        if not doubt.get("field"):
            continue
        row, key = doubt.get("row"), doubt["field"]
        what = "整张表" if key == "form" else label_of(f"indicators.{row}.{key}" if row else key, kind.fields)
        others = "、".join(f"“{item['value']}”" for item in doubt["alternatives"])
        message = f"{what}存疑：{doubt['why']}{f'；另一种读法：{others}' if others else ''}。"
        where = f"（{doubt['place']}）" if doubt.get("place") else ""
        mend = f"对照原件{where}核对；改好或确认无误以后，删去 doubts 里的这一条。"
        reader.report(reader.positions[f"doubts.{number}"], "R029", message, mend)


def _check_row(reader: Reader, at: str, row: int | None, count: int) -> None:
    if row is not None and row > count:
        reader.report(
            reader.positions[f"{at}.row"],
            "R022",
            f"说的是第 {row} 行，可是指标表只有 {count} 行。",
            "行号从 1 数起，对照指标表改正。",
        )


def _check_number(reader: Reader, at: str, item: Values, values: Values) -> None:
    """A number within a path, such as ``funds.rows.9.score``, is that of a row there is."""
    found: Any = values
    for part in (item.get("field") or "").split("."):
        if isinstance(found, tuple) and part.isdecimal():
            if not 0 < int(part) <= len(found):
                message = f"“{item['field']}”指到第 {part} 行，可是只有 {len(found)} 行。"
                reader.report(reader.positions[at], "R022", message, "行号从 1 数起，对照原表改正。")
                return
            found = found[int(part) - 1]
        else:
            found = found.get(part) if isinstance(found, dict) else None


def _check_field(reader: Reader, at: str, item: Values, fields: tuple[Field, ...]) -> None:
    path = item.get("field")
    if path is None:
        return
    parts = [part for part in path.split(".") if not part.isdecimal()]
    if parts and item.get("row") is not None:
        parts = ["indicators", *parts]
    if not along(".".join(parts), fields):
        reader.report(
            reader.positions[at],
            "R022",
            f"没有“{path}”这个字段。",
            "写字段的键，例如 total_score、funds.total.score；在指标表里就写 row 和 level2 这样的键。",
        )
