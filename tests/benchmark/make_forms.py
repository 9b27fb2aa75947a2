"""Make many realistic forms from a seed: the words of the real records, new units, years, projects and figures.

    python -m tests.benchmark.make_forms 10000 build/forms

writes a data folder that ``record.store.load`` reads without a problem. ``make_dataset`` gives the same in memory.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import replace
from decimal import ROUND_DOWN, Decimal
from itertools import pairwise, product
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from pypinyin import lazy_pinyin

from generator.record.building import build_form
from generator.record.fields import Field, Shape
from generator.record.kinds import KINDS
from generator.record.meaning import LEVEL2_OF
from generator.record.model import Department, SelfEvaluation, Unit
from generator.record.registers import DOCUMENT_REGISTRY, UNIT_REGISTRY
from generator.record.registry import plain_template
from generator.record.store import Dataset, StoredForm, load
from generator.record.values import parse_figure
from generator.record.writing import dump

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.record.model import Indicator
    from generator.record.registry import Registry

ROOT = Path(__file__).parent.parent.parent
DISTRICTS = [
    "黄浦",
    "徐汇",
    "长宁",
    "静安",
    "普陀",
    "虹口",
    "杨浦",
    "闵行",
    "宝山",
    "嘉定",
    "浦东",
    "金山",
    "松江",
    "青浦",
    "奉贤",
    "崇明",
]
OFFICES = ["就业促进中心", "职业技能鉴定中心", "干部培训中心", "社会保险事业管理中心", "劳动人事争议仲裁院"]
QUALIFIERS = ("", "区级", "重点", "基层", "年度", "专业", "公共", "综合")
ENDINGS = ("工作经费", "专项经费", "建设资助", "业务费", "管理经费", "项目", "专项", "运维经费")
MEASURES = (
    "完成率",
    "及时率",
    "满意度",
    "合格率",
    "覆盖率",
    "人数",
    "场次",
    "数量",
    "次数",
    "达标率",
    "参与率",
    "知晓率",
)
YEARS = range(2018, 2026)
_ENDING = re.compile(r"(工作|业务)?(专项)?(资金|经费|费用|资助|专项|项目|手续费)$")
_HUNDREDTH = Decimal("0.01")


class FormMaker:
    """Draws forms from the vocabulary of a real data set; the same seed gives the same forms."""

    def __init__(self, real: Dataset, seed: int = 1) -> None:
        if real.registry is None:
            raise ValueError("the real records have problems")
        self._random = Random(seed)  # noqa: S311 -- a fixed draw, no secret
        forms = [stored.form for stored in real.forms]
        self._rows = [row for form in forms if isinstance(form, SelfEvaluation) for row in form.indicators]
        self._sizes = [len(form.indicators) for form in forms]
        texts = [
            text for form in forms for text in (getattr(form, "expected", ""), getattr(form, "achieved", "")) if text
        ]
        self._clauses = sorted({clause for text in texts for clause in re.split(r"[，。；]", text) if len(clause) > 3})
        self._reasons = sorted({row.reason for row in self._rows if row.reason})
        names = sorted({form.project for form in forms})
        self._topics = sorted({_ENDING.sub("", name) for name in names} - {""})
        made = ["".join(parts) for parts in product(QUALIFIERS, self._topics, ENDINGS)]
        self._projects = names + self._random.sample(made, len(made))
        self.registry = _registry(real.registry)

    def records(self, count: int) -> Iterator[tuple[str, dict[str, Any]]]:
        """Id and values (texts and figures as printed) of ``count`` forms, each with an identity of its own."""
        units = list(self.registry.units.values())
        per_unit = -(-count // (len(units) * len(YEARS)))
        places = [(unit, year, n) for n in range(per_unit) for year in YEARS for unit in units][:count]
        share = {unit.id: self._random.sample(self._projects, max(per_unit * 2, 20)) for unit in units}
        for unit, year, number in places:
            project = share[unit.id][(number + year % 3) % len(share[unit.id])]
            record_id = f"evaluations/{year}/{unit.id}/{slug(project)}"
            yield record_id, self._record(unit, year, project)

    def _record(self, unit: Unit, year: int, project: str) -> dict[str, Any]:
        rows = self._indicators(project)
        funds = self._funds()
        score = sum((Decimal(row["score"]) for row in rows), Decimal(funds["total"]["score"]))
        grade = next(grade.name for grade in self.registry.profile.grades if score >= grade.lower)
        return {
            "kind": "self_evaluation",
            "title": "财政项目支出绩效自评价",
            "year": str(year),
            "project": project,
            "department": self.registry.departments[unit.department].name,
            "unit": unit.name,
            "funds": funds,
            "goals": {"expected": self._text(), "achieved": self._text()},
            "indicators": rows,
            "total_weight": "100",
            "total_score": str(score),
            "grade": grade,
            "source": {"document": next(iter(self.registry.documents)), "position": "1", "narrative": "summary"},
        }

    def _text(self) -> str:
        clauses = self._random.sample(self._clauses, self._random.randint(4, 12))
        return "，".join(self._renumber(clause) for clause in clauses) + "。"

    def _renumber(self, text: str) -> str:
        return re.sub(
            r"\d{2,}", lambda found: str(self._random.randint(10 ** (len(found[0]) - 1), 10 ** len(found[0]))), text
        )

    def _indicators(self, project: str) -> list[dict[str, str]]:
        count = max(3, self._random.choice(self._sizes))
        drawn = sorted(self._random.sample(self._rows, min(count, 60)), key=_place)
        weights = _shares(self._random, count)
        return [self._indicator(row, weight, project) for row, weight in zip(drawn, weights, strict=False)]

    def _indicator(self, row: Indicator, weight: Decimal, project: str) -> dict[str, str]:
        is_full = self._random.random() < 0.92
        score = weight if is_full else (weight * self._random.randint(0, 9) / 10).quantize(_HUNDREDTH, ROUND_DOWN)
        name = row.name
        if self._random.random() < 0.6:
            topic = self._random.choice((_ENDING.sub("", project) or project, self._random.choice(self._topics)))
            name = topic + self._random.choice(MEASURES)
        values = {"level1": row.level1, "level2": row.level2, "name": name}
        values |= {"target": self._renumber(row.target or "达成"), "actual": self._renumber(row.actual or "达成指标")}
        values |= {"weight": str(weight), "score": str(score)}
        return values if is_full else values | {"reason": self._renumber(self._random.choice(self._reasons))}

    def _funds(self) -> dict[str, Any]:
        budget = Decimal(self._random.randint(100, 500_000_00)) / 100
        executed = (budget * self._random.randint(5000, 10000) / 10000).quantize(_HUNDREDTH, ROUND_DOWN)
        rate = (executed / budget * 100).quantize(_HUNDREDTH, ROUND_DOWN)
        amounts = {"initial_budget": str(budget), "adjusted_budget": str(budget), "executed": str(executed)}
        total = amounts | {"weight": "10.00", "execution_rate": str(rate)}
        total["score"] = str((rate / 10).quantize(_HUNDREDTH, ROUND_DOWN))
        none = {"weight": "-", "execution_rate": "-", "score": "-"}
        empty = dict.fromkeys(amounts, "0.00") | none
        return {"amount_unit": "万元", "total": total, "fiscal": amounts | none, "carryover": empty, "other": empty}


def make_dataset(count: int, seed: int = 1) -> Dataset:
    """``count`` forms in memory, with the text of each record; the same forms as the files."""
    maker = FormMaker(load(ROOT / "data"), seed)
    kind = KINDS["self_evaluation"]
    stored = [
        StoredForm(
            build_form(record_id, kind, plain_template(kind), _typed(values, kind.fields)),
            f"data/{record_id}.yaml",
            dump(values, kind.fields),
            {},
        )
        for record_id, values in maker.records(count)
    ]
    return Dataset(maker.registry, tuple(sorted(stored, key=lambda one: one.form.id)), ())


def write_data(target: Path, count: int, seed: int = 1) -> None:
    """A data folder with ``count`` records and its registries."""
    maker = FormMaker(load(ROOT / "data"), seed)
    target.mkdir(parents=True)
    registry = maker.registry
    units = {
        "departments": [{"id": d.id, "name": d.name} for d in registry.departments.values()],
        "units": [
            {key: getattr(u, key) for key in ("id", "name", "short", "department")} for u in registry.units.values()
        ],
    }
    documents = {"documents": [{key: getattr(d, key) for key in d.__slots__} for d in registry.documents.values()]}
    _write(target / "units.yaml", dump(units, UNIT_REGISTRY))
    _write(target / "documents.yaml", dump(documents, DOCUMENT_REGISTRY))
    _write(target / "profile.yaml", (ROOT / "data" / "profile.yaml").read_text(encoding="utf-8"))
    for record_id, values in maker.records(count):
        path = target / f"{record_id}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, dump(values, KINDS["self_evaluation"].fields))


def slug(name: str) -> str:
    """Pinyin with hyphens, as the addresses of real records."""
    return re.sub(r"[^a-z0-9]+", "-", "-".join(lazy_pinyin(name)).lower()).strip("-")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _registry(real: Registry) -> Registry:
    departments, units = dict(real.departments), dict(real.units)
    for district in DISTRICTS:
        department = Department(slug(f"{district}区人社局"), f"上海市{district}区人力资源和社会保障局")
        departments[department.id] = department
        for office in OFFICES:
            name = f"上海市{district}区{office}"
            unit = Unit(slug(name), name, f"{district}区{office}", department.id)
            units[unit.id] = unit
    return replace(real, departments=departments, units=units)


def _place(row: Indicator) -> tuple[int, int]:
    level1 = list(LEVEL2_OF).index(row.level1)
    return level1, LEVEL2_OF[row.level1].index(row.level2)


def _shares(random: Random, count: int) -> list[Decimal]:
    """Ninety points over the rows, none without."""
    cuts = sorted(random.sample(range(1, 90), count - 1)) if count < 90 else list(range(1, count))
    edges = [0, *cuts, 90]
    return [Decimal(after - before).quantize(_HUNDREDTH) for before, after in pairwise(edges)]


def _typed(values: dict[str, Any], fields: tuple[Field, ...]) -> dict[str, Any]:
    """The values as a reader of the file would have them."""
    return {field.key: _value(values.get(field.key), field) for field in fields}


def _value(value: Any, field: Field) -> Any:  # noqa: ANN401 -- the shape decides the type
    if field.shape is Shape.GROUP:
        return _typed(value or {}, field.fields)
    if field.shape is Shape.LIST:
        return tuple(_typed(item, field.fields) for item in value or ())
    if value is None:
        return None
    if field.shape is Shape.FIGURE:
        return parse_figure(value)
    return int(value) if field.shape in (Shape.INTEGER, Shape.YEAR) else value


def main() -> None:
    """Write a data folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("target", type=Path, help="a new folder")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    write_data(arguments.target, arguments.count, arguments.seed)


if __name__ == "__main__":
    main()
