"""What a search ought to find, read straight from the records: every scalar a form publishes, plain containment."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from generator.publish.search import fold
from generator.record import KINDS
from generator.record.values import NOT_APPLICABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.record.store import Dataset, StoredForm

_HIDDEN = frozenset(
    (
        *("kind", "source", "amount_unit", "amount_unit_basis", "approved", "published", "publish_after", "grade"),
        "observations",  # they speak through the rules
    )
)
_NOTES = frozenset(("remarks", "answers", "corrections"))
_HIDDEN_IN_NOTES = frozenset(("row", "field", "state", "rule", "date"))
NAMED = (
    *("满意", "满意度", "巡河养护经费", "灌溉", "100.00", "≥90.00", "达成指标", "青禾县灌溉服务中心", "2023"),
    *("册", "册 宣传", "年", "2", "优", "评 水 册"),
    *("绩效自评价", "滿意度", "養護經費", "１００．００", "宣传 满意度", "数量 及时 完成", "合格　完成率"),
)


def texts_of(dataset: Dataset) -> dict[str, list[str]]:
    """Folded texts of each form by its id; figures from a thousand on also with and without commas."""
    units = dataset.registry.units if dataset.registry else {}
    return {s.form.id: [*_texts(s), fold(units[s.form.unit_id].short)] for s in dataset.forms}


def _texts(stored: StoredForm) -> list[str]:
    record = YAML(typ="base", pure=True).load(stored.text)
    cells = [*_scalars(record.get("funds", {}), _HIDDEN), *_scalars(record.get("amounts", {}), _HIDDEN)]
    money = [text for text in cells if text != NOT_APPLICABLE]  # a dash in a cell of money is no text
    rest = _scalars(record, _HIDDEN | {"funds", "amounts"})
    texts = [*rest, *money, KINDS[record["kind"]].label, f"{record['year']}年度", record.get("grade", "")]
    large = [text.replace(",", "") for text in money if len(text.replace(",", "").split(".")[0]) > 3]
    worded = [f"{Decimal(text):,.2f}" for text in large]
    return [fold(" ".join(text.split())) for text in (*texts, *large, *worded)]


def _scalars(value: Any, hidden: frozenset[str]) -> Iterator[str]:  # noqa: ANN401 -- a parsed record
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in hidden:
                yield from _scalars(inner, _HIDDEN_IN_NOTES if key in _NOTES else hidden)
    elif isinstance(value, list):
        for inner in value:
            yield from _scalars(inner, hidden)
    elif value:
        yield str(value)


def found_in(texts: dict[str, list[str]], query: str) -> list[str]:
    """Ids of the forms whose texts hold every word of the query."""
    words = fold(query).split()
    return sorted(form for form, cells in texts.items() if all(any(word in cell for cell in cells) for word in words))


def address_of(form_id: str) -> str:
    """The id is the address."""
    assert form_id.split("/", maxsplit=1)[0] in [kind.folder for kind in KINDS.values()]
    return f"{form_id}/"


@cache
def _random() -> Random:
    return Random(4)  # noqa: S311 -- a fixed draw, no secret


def drawn(texts: dict[str, list[str]], count: int) -> list[str]:
    """Fragments of the published texts, of one to sixteen characters, without white space at their ends."""
    random, cells = _random(), [cell for form in texts.values() for cell in form if len(cell) > 1]
    queries: list[str] = [*NAMED]
    while len(queries) < count:
        cell = random.choice(cells)
        length = random.choice((1, 2, 2, 3, 3, 4, 5, 6, 8, 9, 12, 16))
        start = random.randrange(max(1, len(cell) - length + 1))
        query = cell[start : start + length].strip()
        if query and not _is_latin(query):
            queries.append(query)
    return queries


def absent(texts: dict[str, list[str]], count: int) -> list[str]:
    """Words made of characters that do occur, in an order that does not."""
    random = _random()
    characters = sorted(
        {character for form in texts.values() for cell in form for character in cell if character >= "一"}
    )
    queries: list[str] = []
    while len(queries) < count:
        query = "".join(random.choice(characters) for _ in range(random.choice((2, 3, 4, 6))))
        if not found_in(texts, query):
            queries.append(query)
    return queries


def _is_latin(query: str) -> bool:
    """Two or more plain letters may also be initials of pinyin; those have a test of their own."""
    return any(len(word) > 1 and word.isascii() and word.isalnum() and not word.isdigit() for word in query.split())
