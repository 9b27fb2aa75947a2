"""Pictures of many forms: what is drawn is what the forms print, and nothing stands on anything else."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from generator.publish.edition import Edition
from generator.publish.pages.scatter import SHAPES, scatter
from generator.publish.pages.spreads import histogram, spendings
from generator.publish.pages.treemap import HEIGHT, WIDTH, TileShare, shares_of, treemap
from generator.publish.site import build_site
from generator.publish.words.wording import in_yi
from tests.conftest import DAY
from tests.kinds import OF_YEAR

if TYPE_CHECKING:
    from generator.publish.pages.treemap import Tile
    from generator.record.store import Dataset

_NEAR = Decimal("0.3")


def _overlap(a: Tile, b: Tile) -> bool:
    across = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    down = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    return across > _NEAR and down > _NEAR


@given(st.lists(st.decimals("0.01", "999999", places=2), min_size=1, max_size=13))
def test_tiles_fill_the_field_by_their_budgets_and_never_overlap(budgets: list[Decimal]) -> None:
    shares = [TileShare((), budget, budget / 2) for budget in sorted(budgets, reverse=True)]
    tiles = treemap(shares)
    assert len(tiles) == len(shares)
    assert all(tile.x + tile.width <= WIDTH + _NEAR and tile.y + tile.height <= HEIGHT + _NEAR for tile in tiles)
    assert not any(_overlap(a, b) for a, b in combinations(tiles, 2))
    total = sum(budgets)
    for tile in tiles:
        expected = tile.share.budget / total * WIDTH * HEIGHT
        assert abs(tile.width * tile.height - expected) <= (tile.width + tile.height) * Decimal("0.1") + 1


def test_small_budgets_stand_together_and_all_money_is_there() -> None:
    many = [form for form in OF_YEAR if form.funds.wan_yuan("adjusted_budget")] * 3
    shares = shares_of(many)
    assert sum(share.budget for share in shares) == sum(form.funds.wan_yuan("adjusted_budget") or 0 for form in many)
    assert sum(len(share.forms) for share in shares) == len(many)
    assert [share.form is None for share in shares] == [False] * 12 + [True]


def test_grades_are_told_apart_by_shape_and_counted(public: Dataset) -> None:
    assert public.registry is not None
    plot = scatter(OF_YEAR, public.registry.profile, lambda form: form.project)
    shapes = {point.form.grade: point.shape for point in plot.points}
    assert len(set(shapes.values())) == len(shapes) > 1
    assert sum(entry.count for entry in plot.key) == len(plot.points)
    assert {entry.grade: SHAPES[entry.rank] for entry in plot.key} == shapes


def test_every_score_stands_in_one_column(public: Dataset) -> None:
    assert public.registry is not None
    scores = [Decimal(score) for score in ("61", "80", "89.99", "90", "99.5", "100")]
    drawn = histogram(scores, public.registry.profile)
    assert sum(step.count for step in drawn.steps) == len(scores)
    assert drawn.steps[0].low <= 61
    assert drawn.ticks[-1][0] == 100
    assert [name for name, _, _ in drawn.bounds] == [
        grade.name for grade in public.registry.profile.grades if grade.lower > drawn.steps[0].low
    ]
    assert histogram([], public.registry.profile).steps[-1].high == 100


def test_budgets_side_by_side_have_one_scale() -> None:
    bars = spendings(OF_YEAR)
    known = [(bar.length, bar.budget) for bar in bars if bar.budget]
    ratios = {(length / budget).quantize(Decimal("0.001")) for length, budget in known if length > 50}
    assert len(ratios) == 1


def test_a_large_amount_is_said_as_one_can_weigh_it() -> None:
    assert in_yi(Decimal("121507.92")) == "约 12.15 亿元"
    assert in_yi(Decimal("9999.99")) == ""
    assert in_yi(None) == ""


def test_a_picture_of_a_year_says_what_it_shows(public: Dataset) -> None:
    page = build_site(public, Edition(DAY)).pages["years/2023.md"]
    for name in ("treemap", "scatter", "losses", "units", "scores"):
        assert f"](2023/{name}.svg)" in page
