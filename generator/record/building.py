"""Owns the step from read values to the model, and the checks that need more than one field of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.record.fields import LEVEL2_OF, RECORD_FIELDS, Field, Shape
from generator.record.model import (
    Answer,
    Correction,
    DeclaredAmounts,
    DeclaredIndicator,
    Funds,
    FundsLine,
    Indicator,
    Observation,
    Remark,
    SelfEvaluation,
    Source,
    TargetDeclaration,
)
from generator.record.values import AmountUnit

if TYPE_CHECKING:
    from generator.record.reading import Reader, Values


def build_form(record_id: str, values: Values) -> SelfEvaluation | TargetDeclaration:
    """Make the model of a record that was read without a problem."""
    head = {key: values[key] for key in ("kind", "title", "year", "project", "department", "unit")}
    head |= {key: values[key] for key in ("approved", "published", "publish_after")}
    head |= {
        "id": record_id,
        "source": Source(**values["source"]),
        "remarks": tuple(Remark(**remark) for remark in values["remarks"]),
        "observations": tuple(Observation(**observation) for observation in values["observations"]),
        "answers": tuple(Answer(**answer) for answer in values["answers"]),
        "corrections": tuple(Correction(**correction) for correction in values["corrections"]),
    }
    if values["kind"] == "self_evaluation":
        return SelfEvaluation(
            **head,
            **values["goals"],
            funds=_funds(values["funds"]),
            indicators=tuple(Indicator(**row) for row in values["indicators"]),
            total_weight=values["total_weight"],
            total_score=values["total_score"],
            grade=values["grade"],
        )
    return TargetDeclaration(
        **head,
        **values["goals"],
        category=values["category"],
        start=values["start"],
        end=values["end"],
        amounts=_amounts(values["amounts"]),
        indicators=tuple(DeclaredIndicator(**row) for row in values["indicators"]),
    )


def _funds(values: Values) -> Funds:
    lines = {key: FundsLine(**line) for key, line in values.items() if key != "amount_unit"}
    return Funds(amount_unit=AmountUnit(values["amount_unit"]), **lines)


def _amounts(values: Values) -> DeclaredAmounts:
    figures = {key: value for key, value in values.items() if not key.startswith("amount_unit")}
    return DeclaredAmounts(
        amount_unit=AmountUnit(values["amount_unit"]),
        is_unit_printed=values["amount_unit_basis"] == "printed",
        **figures,
    )


def check_across_fields(reader: Reader, values: Values) -> None:
    """Report what no single field shows: a level 2 under the wrong level 1, a remark that points nowhere."""
    rows = values["indicators"]
    for number, row in enumerate(rows, 1):
        level1, level2 = row.get("level1"), row.get("level2")
        if level1 and level2 and level2 not in LEVEL2_OF[level1]:
            reader.report(
                reader.positions[f"indicators.{number}.level2"],
                "R023",
                f"第 {number} 行的二级指标“{level2}”不属于“{level1}”。",
                f"“{level1}”下面是：{'、'.join(LEVEL2_OF[level1])}。原件确是这样印的，按含义归类并在 remarks 里说明。",
            )
    for name in ("remarks", "observations", "answers"):
        for number, item in enumerate(values[name], 1):
            _check_row(reader, f"{name}.{number}", item.get("row"), len(rows))
    fields = RECORD_FIELDS[values["kind"]]
    for name in ("remarks", "observations", "answers", "corrections"):
        for number, item in enumerate(values[name], 1):
            _check_field(reader, f"{name}.{number}.field", item, fields)


def _check_row(reader: Reader, at: str, row: int | None, count: int) -> None:
    if row is not None and row > count:
        reader.report(
            reader.positions[f"{at}.row"],
            "R022",
            f"说的是第 {row} 行，可是指标表只有 {count} 行。",
            "行号从 1 数起，对照指标表改正。",
        )


def _check_field(reader: Reader, at: str, item: Values, fields: tuple[Field, ...]) -> None:
    path = item.get("field")
    if path is None:
        return
    parts = [part for part in path.split(".") if not part.isdecimal()]
    if parts and item.get("row") is not None:
        parts = ["indicators", *parts]
    if not _exists(parts, fields):
        reader.report(
            reader.positions[at],
            "R022",
            f"没有“{path}”这个字段。",
            "写字段的键，例如 total_score、funds.total.score；在指标表里就写 row 和 level2 这样的键。",
        )


def _exists(parts: list[str], fields: tuple[Field, ...]) -> bool:
    field = next((field for field in fields if field.key == parts[0]), None) if parts else None
    if field is None:
        return False
    if len(parts) == 1:
        return True
    return field.shape in (Shape.GROUP, Shape.LIST) and _exists(parts[1:], field.fields)
