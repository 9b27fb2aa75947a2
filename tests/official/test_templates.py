"""A form printed by any template at hand is read again as the same record, whatever labels the template gives it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from generator.importer import Given, import_bytes
from generator.official import official_form
from generator.record.kinds import KINDS, label_at
from generator.record.model import FUNDS_LINES
from generator.record.registry import plain_template
from generator.record.store import load
from generator.record.tables import DECLARED_AMOUNTS
from tests.conftest import FIXTURE_DATA, REGION_DATA
from tests.official.cells import differences, printed_cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.importer import Draft
    from generator.record.model import Form
    from generator.record.store import StoredForm
    from generator.record.template import Template

LAYOUTS = load(FIXTURE_DATA.parent / "layouts")
_FEW = ("fangxun-wuzi", "declarations/2024/qinghe-shuili-ju/shuizhi-jiance-pingjia")
FORMS = [*LAYOUTS.forms, *(stored for stored in load(REGION_DATA).forms if stored.form.id.endswith(_FEW))]
_UNPRINTED = ("means", "scope", "group1", "group2", "amount_unit", "amount_unit_basis")
"""What no form prints, or another template prints in another unit."""
_COLUMNS = ("initial_budget", "adjusted_budget", "executed", "weight", "execution_rate", "score", "received", "reason")


def _templates() -> list[Template]:
    assert LAYOUTS.registry is not None
    return [*LAYOUTS.registry.templates.values(), *(plain_template(kind) for kind in KINDS.values())]


TEMPLATES = _templates()
PAIRS = [(template, stored) for template in TEMPLATES for stored in FORMS if stored.form.kind.key == template.kind]


def test_every_kind_has_a_template_and_a_form_here() -> None:
    assert {template.kind for template, _ in PAIRS} == set(KINDS)


def _money(form: Form) -> list[tuple[str, ...]]:
    """Label and figures of every row of money, whether the record has a key for it or not."""
    funds: Any = getattr(form, "funds", None)
    lines = funds.lines() if funds else ()
    labels = [label if key.startswith("rows.") else label_at(form, f"funds.{key}") for key, label, _ in lines]
    figures = [[str(getattr(line, column) or "") for column in _COLUMNS] for _, _, line in lines]
    return [(label, *row) for label, row in zip(labels, figures, strict=True)]


def _money_read(values: Mapping[str, Any]) -> list[tuple[str, ...]]:
    funds = values.get("funds", {})
    rows = funds.get("rows") or [{"label": label} | funds[key] for key, label in FUNDS_LINES if key in funds]
    return [(row["label"], *(row.get(column, "") for column in _COLUMNS)) for row in rows]


def _amounts(form: Form) -> list[tuple[str, str]]:
    """Label and amount of every cell of a declaration that holds one."""
    found: Any = getattr(form, "amounts", None)
    if found is None:
        return []
    rows = [(row.label, row.amount) for row in found.rows]
    keyed = [(label_at(form, f"amounts.{key}"), getattr(found, key)) for key, _ in DECLARED_AMOUNTS]
    return sorted((label, str(amount)) for label, amount in rows or keyed if amount is not None)


def _amounts_read(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = values.get("amounts", {})
    own = {item["field"]: item["label"] for item in values["labels"]}
    rows = [(row["label"], row["amount"]) for row in found.get("rows", ())]
    keyed = [(own.get(f"amounts.{key}", label), found.get(key, "")) for key, label in DECLARED_AMOUNTS]
    return sorted((label, amount) for label, amount in rows or keyed if amount)


def _read(template: Template, stored: StoredForm, file_format: str) -> Draft:
    data = official_form(replace(stored.form, layout=template), file_format)
    imported = import_bytes(data, f"form.{file_format}", Given(templates=tuple(TEMPLATES)))
    assert (len(imported.drafts), imported.refused) == (1, ())
    return imported.drafts[0]


@pytest.mark.parametrize(
    ("template", "stored"), PAIRS, ids=[f"{template.id or 'plain'} {stored.form.id}" for template, stored in PAIRS]
)
def test_a_form_under_any_labels_is_the_same_record(template: Template, stored: StoredForm) -> None:
    is_its_own = stored.form.layout.id == template.id
    for file_format in ("xlsx", "docx") if is_its_own else ("xlsx",):
        draft = _read(template, stored, file_format)
        wanted = {
            path: text for path, text in printed_cells(stored.text).items() if path.startswith("others.") is False
        }
        wrong = differences(wanted, draft)
        kept = {
            path: pair
            for path, pair in wrong.items()
            if path.rpartition(".")[2] not in _UNPRINTED and not path.startswith(("funds.", "amounts.", "others."))
        }
        assert kept == {}
        assert _amounts_read(draft.values) == _amounts(replace(stored.form, layout=template))
        assert _money_read(draft.values) == _money(replace(stored.form, layout=template))


def test_a_template_that_contradicts_the_words_of_every_region_is_believed_for_its_own_forms() -> None:
    """备注 is a reason there; of another form it stays what it is everywhere."""
    own = next(template for template in TEMPLATES if template.kind == "self_evaluation" and template.cells)
    cells = [
        replace(cell, label={"indicators.reason": "备注", "indicators.name": "考核要点"}.get(cell.path, cell.label))
        for cell in own.cells
    ]
    template = replace(own, id="own", cells=tuple(cells))
    stored = next(stored for stored in FORMS if stored.form.id.endswith("fangxun-wuzi"))
    data = official_form(replace(stored.form, layout=template), "xlsx")
    wanted = printed_cells(stored.text)
    for printed in (data, official_form(stored.form, "xlsx")):
        (draft,) = import_bytes(printed, "form.xlsx", Given(templates=(template,))).drafts
        assert [path for path in differences(wanted, draft) if path.startswith("indicators.")] == []
