"""What a search ought to find, read straight from the records by plain patterns; knows nothing of the index."""

from __future__ import annotations

import functools
import re
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from ruamel.yaml import YAML

from generator.checks import run
from generator.forms.formulas import rate_of, score_of
from generator.publish.search import fold
from generator.publish.words.quality import WORDS
from generator.record.kinds import KINDS
from generator.record.target import parse_quantity
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
_MONEY = frozenset(("initial_budget", "adjusted_budget", "executed", "total", "fiscal", "carryover", "other"))
_UNITS = {"execution_rate": "%", "score": "分", "weight": "分", "total_score": "分", "total_weight": "分"}
NAMED = (
    *("满意", "满意度", "巡河养护经费", "灌溉", "100.00", "≥90.00", "达成指标", "青禾县灌溉服务中心", "2023"),
    *("册", "册 宣传", "年", "2", "优", "评 水 册"),
    *("绩效自评价", "滿意度", "養護經費", "１００．００", "宣传 满意度", "数量 及时 完成", "合格　完成率"),
)
_FIGURE = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_OPERATOR = re.compile(r'[-"“”「」:：<>≤≥=−－]|[0-9].*(以上|以下|以内)|[不未没至达大小高低超多少等]')
"""What a query may mean besides its letters; such a fragment is asked in quotation marks."""


@functools.cache
def plain(text: str) -> str:
    """Folded, one space for any white, figures without thousands commas, two signs as one."""
    folded = fold(" ".join(text.split())).replace(">=", "≥").replace("<=", "≤")
    return re.sub(r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])", lambda found: found[0].replace(",", ""), folded)


def holds(text: str, word: str) -> bool:
    """A plain text holds a plain word: figures as wholes, with or without more zeros behind the point."""
    if not re.search(r"[0-9.]", word):
        return word in text
    return _pattern(word).search(text) is not None


@functools.cache
def _pattern(word: str) -> re.Pattern[str]:
    parts, at = [], 0
    for figure in _FIGURE.finditer(word):
        parts.append(re.escape(word[at : figure.start()]))
        digits = figure[0].replace(",", "")
        zeros = "0*" if "." in digits else r"(?:\.0+)?"
        before = r"(?<![0-9])(?<![0-9]\.)" if figure.start() == 0 else ""
        behind = r"(?![0-9])(?!\.[0-9])" if figure.end() == len(word) else ""
        parts.append(f"{before}{re.escape(digits)}{zeros}{behind}")
        at = figure.end()
    return re.compile("".join((*parts, re.escape(word[at:]))))


class Form(NamedTuple):
    """A form as a reader sees it, in plain texts."""

    id: str
    texts: list[str]
    targets: list[str]
    """Printed and in their one spelling."""
    rate: Decimal | None
    score: Decimal | None


def forms_of(dataset: Dataset) -> list[Form]:
    """Every form with its texts, findings among them."""
    report = run(dataset)
    units = dataset.registry.units if dataset.registry else {}
    profile = dataset.registry.profile if dataset.registry else None
    found = []
    for stored in dataset.forms:
        form = stored.form
        findings = [f"{WORDS[f.severity]} {f.rule.id} {f.rule.name}：{f.question}" for f in report.of_form(form.id)]
        texts = [*_texts(stored), units[form.unit_id].short, *findings]
        targets = [
            text for row in form.indicators if row.target for text in (row.target, *_spelled(row.target, row.name))
        ]
        rate, score = rate_of(form, profile).value if profile else None, score_of(form).value
        found.append(Form(form.id, [plain(text) for text in texts], [plain(text) for text in targets], rate, score))
    return found


def texts_of(dataset: Dataset) -> dict[str, list[str]]:
    """Plain texts of each form by its id."""
    return {form.id: form.texts for form in forms_of(dataset)}


def _texts(stored: StoredForm) -> list[str]:
    record = YAML(typ="base", pure=True).load(stored.text)
    money = [*_money(record.get("funds", {})), *_money(record.get("amounts", {}))]
    rest = _scalars(record, _HIDDEN | {"funds", "amounts"})
    rows = [
        text
        for row in record["indicators"]
        for key in ("target", "actual")
        for text in _spelled(row.get(key, ""), row["name"])
    ]
    points = [f"{row[key]}分" for row in record["indicators"] for key in ("weight", "score") if _is_number(row, key)]
    totals = [f"{record[key]}分" for key in ("total_weight", "total_score") if _is_number(record, key)]
    head = (KINDS[record["kind"]].label, f"{record['year']}年度", record.get("grade", ""))
    return [*rest, *money, *rows, *points, *totals, *head]


def _is_number(values: dict[str, str], key: str) -> bool:
    return values.get(key, NOT_APPLICABLE) != NOT_APPLICABLE


def _money(group: dict[str, Any]) -> Iterator[str]:
    """Every figure with its unit; an amount in 元 also as the page shows it, in 万元."""
    unit = group.get("amount_unit", "")
    lines = [group, *(inner for inner in group.values() if isinstance(inner, dict))]
    for line in lines:
        for key, text in line.items():
            if not isinstance(text, str) or key.startswith("amount_unit") or text in ("", NOT_APPLICABLE):
                continue
            if key in _UNITS:
                yield f"{text}{_UNITS[key]}"
                continue
            amount = Decimal(text.replace(",", "")) / (10000 if unit == "元" else 1)
            exponent = amount.normalize().as_tuple().exponent
            places = max(2, -exponent) if isinstance(exponent, int) and unit == "元" else 2
            yield f"{text}{unit}"
            if unit == "元" or "." not in text or len(text.split(".")[1]) < 2:
                yield f"{amount:,.{places}f}万元"


def _spelled(text: str, name: str) -> list[str]:
    quantity = parse_quantity(text)
    if quantity is None:
        return []
    unit = quantity.unit or ("%" if re.search("(率|满意度|比例|占比|百分比)$", name) else "")
    return [f"{quantity.comparator.value if quantity.comparator else ''}{quantity.value:f}{unit}"]


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
    words = [plain(word) for word in query.split()]
    return sorted(
        form for form, cells in texts.items() if all(any(holds(cell, word) for cell in cells) for word in words)
    )


def address_of(form_id: str) -> str:
    """The id is the address."""
    assert form_id.split("/", maxsplit=1)[0] in {kind.folder for kind in KINDS.values()}
    return f"{form_id}/"


Asked = tuple[str, list[str]]
"""A query and the ids it ought to find."""


def asked(dataset: Dataset, count: int, seed: int = 4) -> list[Asked]:
    """Queries of every sort with what they ought to find, drawn from the texts."""
    forms, random = forms_of(dataset), Random(seed)  # noqa: S311 -- a fixed draw, no secret
    texts = {form.id: form.texts for form in forms}
    queries: list[Asked] = [(query, found_in(texts, query)) for query in NAMED]
    makers = (_fragment, _fragment, _fragment, _figure, _target, _limited, _without, _compared)
    while len(queries) < count:
        made = random.choice(makers)(forms, random)
        if made is not None:
            queries.append(made)
    return queries


def _draw(forms: list[Form], random: Random) -> str:
    cell = random.choice([text for text in random.choice(forms).texts if len(text) > 1])
    length = random.choice((1, 2, 2, 3, 3, 4, 5, 6, 8, 9, 12, 16))
    start = random.randrange(max(1, len(cell) - length + 1))
    return _whole(cell, start, start + length).strip()


def _whole(text: str, start: int, end: int) -> str:
    """A stretch of a text that cuts no figure."""
    for figure in _FIGURE.finditer(text):
        if figure.start() < start < figure.end():
            start = figure.end()
        if figure.start() < end < figure.end():
            end = figure.start()
    return text[start:end]


def _fragment(forms: list[Form], random: Random) -> Asked | None:
    words = [_draw(forms, random) for _ in range(random.choice((1, 1, 1, 2)))]
    if not all(words) or any(map(is_latin, words)) or any(re.search(r"[0-9]\.[0-9]+\.|[\",]", word) for word in words):
        return None
    found = [form.id for form in forms if all(any(holds(text, word) for text in form.texts) for word in words)]
    return " ".join(f'"{word}"' if _OPERATOR.search(word) or " " in word else word for word in words), sorted(found)


def _figure(forms: list[Form], random: Random) -> Asked | None:
    """A figure as the site shows it, with its unit."""
    shown = [text for form in forms for text in form.texts if re.fullmatch(r"[0-9.]+(万元|元|%|分)", text)]
    text = random.choice(shown)
    digits, unit = re.fullmatch(r"([0-9.]+)(\D+)", text).groups()  # type: ignore[union-attr]
    query = f"{Decimal(digits):,}{random.choice((unit, ''))}"
    return query, sorted(form.id for form in forms if any(holds(text, plain(query)) for text in form.texts))


def _target(forms: list[Form], random: Random) -> Asked | None:
    """A target in any spelling of its comparison."""
    signs = {"≥": ("≥", ">=", "≧", "＞＝", "不低于", "不少于", "至少"), "≤": ("≤", "<=", "不超过", "不高于")}
    targets = [text for form in forms for text in form.targets if re.fullmatch(r"[≥≤][0-9.]+[^0-9()]*", text)]
    text = random.choice(targets)
    value = text[1:].replace(".00", "")
    query = f"{random.choice(signs[text[0]])}{value}"
    if text[0] == "≥" and random.random() < 0.2:
        query = f"{value}以上"
    spelled, literal = f"{text[0]}{plain(value)}", plain(query)
    return query, sorted(
        form.id for form in forms if any(holds(cell, one) for cell in form.texts for one in (spelled, literal))
    )


def _limited(forms: list[Form], random: Random) -> Asked | None:
    """A word among the targets alone."""
    text = random.choice(random.choice([form for form in forms if form.targets]).targets)
    figure = _FIGURE.search(text)
    if not figure:
        return None
    return f"目标{random.choice(':：')}{figure[0]}", sorted(
        form.id for form in forms if any(holds(target, figure[0]) for target in form.targets)
    )


def _without(forms: list[Form], random: Random) -> Asked | None:
    wanted, unwanted = _draw(forms, random), _draw(forms, random)
    if not (wanted and unwanted) or any(_OPERATOR.search(w) or " " in w or is_latin(w) for w in (wanted, unwanted)):
        return None
    if re.search(r"[\",]|[0-9]\.[0-9]+\.", wanted + unwanted):
        return None
    return f"{wanted} -{unwanted}", sorted(
        form.id
        for form in forms
        if any(holds(text, wanted) for text in form.texts) and not any(holds(text, unwanted) for text in form.texts)
    )


def _compared(forms: list[Form], random: Random) -> Asked | None:
    """A figure of the form against a number."""
    name, key = random.choice((("执行率", "rate"), ("得分", "score")))
    values = sorted({value for form in forms if (value := getattr(form, key)) is not None})
    bound = random.choice(values)
    sign, words = random.choice((("<", ("<", "低于", "不到")), ("≥", ("≥", ">=", "不低于"))))
    query = f"{name}{random.choice(words)}{bound}{random.choice(('', '%' if key == 'rate' else '分'))}"
    return query, sorted(
        form.id
        for form in forms
        if (value := getattr(form, key)) is not None and (value < bound if sign == "<" else value >= bound)
    )


def absent(texts: dict[str, list[str]], count: int) -> list[str]:
    """Words made of characters that do occur, in an order that does not."""
    random = Random(5)  # noqa: S311 -- a fixed draw, no secret
    characters = sorted(
        {character for form in texts.values() for cell in form for character in cell if character >= "一"}
    )
    queries: list[str] = []
    while len(queries) < count:
        query = "".join(random.choice(characters) for _ in range(random.choice((2, 3, 4, 6))))
        if not found_in(texts, query):
            queries.append(query)
    return queries


def is_latin(query: str) -> bool:
    """Two or more plain letters may also be pinyin; that has a test of its own."""
    return any(len(word) > 1 and re.fullmatch(r"[a-z0-9]*[a-z][a-z0-9]*", word) for word in query.split())
