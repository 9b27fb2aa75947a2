"""Forms as nobody hopes for: every page is made all the same, and no page says None or draws a negative length."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from generator.forms.collection import collect
from generator.publish.edition import Edition
from generator.publish.pages.blocks import BLOCKS, MARK
from generator.publish.pages.environment import make_environment
from generator.publish.site import build_site
from generator.record.model import SelfEvaluation, TargetDeclaration
from generator.record.values import parse_figure
from tests.conftest import DAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.record.model import Form
    from generator.record.store import Dataset


_AMOUNTS = ("initial_budget", "adjusted_budget", "executed")


def _amounts(form: Form, text: str | None, **others: str | None) -> Form:
    """Every amount of the form printed as ``text``; None leaves the cells empty."""
    figure = None if text is None else parse_figure(text)
    if isinstance(form, TargetDeclaration):
        keys = [key for key in form.amounts.__slots__ if key.startswith(("project", "annual"))]
        return replace(form, amounts=replace(form.amounts, **dict.fromkeys(keys, figure)))
    assert isinstance(form, SelfEvaluation)
    cells: dict[str, Any] = dict.fromkeys(_AMOUNTS, figure)
    cells |= {key: None if value is None else parse_figure(value) for key, value in others.items()}
    return replace(form, funds=replace(form.funds, total=replace(form.funds.total, **cells)))


def _rows(form: Form, **cells: Any) -> Form:  # noqa: ANN401 -- cells of the two kinds of row
    known = cells if isinstance(form, SelfEvaluation) else {key: cells[key] for key in ("target",) if key in cells}
    return replace(form, indicators=tuple(replace(row, **known) for row in form.indicators))


def _no_result(form: Form) -> Form:
    """Neither total nor grade nor any goal."""
    if isinstance(form, TargetDeclaration):
        return replace(form, overall=None, annual=None, category=None, start=None, end=None, period=None)
    assert isinstance(form, SelfEvaluation)
    return replace(form, total_score=None, total_weight=None, grade=None, expected=None, achieved=None)


AWKWARD: dict[str, Callable[[Form], Form]] = {
    "zero budget": lambda form: _amounts(form, "0.00", execution_rate="-"),
    "no amounts": lambda form: _amounts(form, None, execution_rate=None, weight=None, score=None),
    "dashes for amounts": lambda form: _amounts(form, "-", execution_rate="-"),
    "rate without amounts": lambda form: _amounts(form, None, execution_rate="50.00"),
    "negative amounts": lambda form: _amounts(form, "-100.00", execution_rate="-5.00"),
    "spent far beyond the budget": lambda form: _amounts(form, "10.00", executed="99.00", execution_rate="990.00"),
    "no total": _no_result,
    "points lost, nothing said": lambda form: _rows(
        form, target=None, actual=None, reason=None, weight=parse_figure("10"), score=parse_figure("2")
    ),
    "empty rows": lambda form: _rows(form, target=None, actual=None, reason=None, weight=None, score=None),
    "no indicators": lambda form: replace(form, indicators=()),
}


@pytest.mark.parametrize("only", [SelfEvaluation, TargetDeclaration, None], ids=["evaluations", "declarations", "all"])
@pytest.mark.parametrize("change", AWKWARD.values(), ids=AWKWARD.keys())
def test_every_page_is_made_and_none_says_none(
    small: Dataset, change: Callable[[Form], Form], only: type[Form] | None
) -> None:
    chosen = [item for item in small.forms if only is None or isinstance(item.form, only)]
    forms = tuple(replace(item, form=change(item.form)) for item in chosen)
    site = build_site(replace(small, forms=forms), Edition(DAY))
    written = "\n".join(MARK.format(name) for name in BLOCKS)
    texts = dict(site.pages) | {"index.md": site.fill("index.md", written)}
    texts |= {name: data.decode() for name, data in site.files.items() if name.startswith("feeds/")}
    for name, text in texts.items():
        assert "None" not in text, (name, re.findall(r".{0,40}None.{0,20}", text))
        assert not re.search(r'(width|height|r)="-', text), name


def test_some_forms_without_amounts_stand_beside_the_sum(small: Dataset) -> None:
    """The sum of the year says how many forms are not in it; the rate is taken over the others."""
    bare = tuple(
        replace(item, form=_amounts(item.form, None, execution_rate=None)) if "gongyuan" in item.form.id else item
        for item in small.forms
    )
    site = build_site(replace(small, forms=bare), Edition(DAY))
    for page in (site.pages["years/2023.md"], site.fill("index.md", MARK.format("home"))):
        numbers = page.partition('<div class="numbers" markdown>')[2].partition("</div>")[0]
        assert "**100.00** 万元" in numbers
        assert "**63.33** %" in numbers
        assert numbers.count("1 份没有数") == 3


def test_printing_none_is_an_error(small: Dataset) -> None:
    assert small.registry is not None
    environment = make_environment(collect([], small.registry))
    with pytest.raises(Exception, match="prints None"):
        environment.from_string("{{ value }}").render(value=None)
