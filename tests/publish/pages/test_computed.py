"""A rate or a total that the form does not print is computed and says so, wherever the form stands."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from generator.forms.formulas import Known, rate_of, score_of
from generator.publish.edition import Edition
from generator.publish.site import Site, build_site
from generator.record.model import SelfEvaluation
from tests import kinds
from tests.conftest import DAY

if TYPE_CHECKING:
    from generator.record.store import Dataset

RATE = kinds.CUT_OFF
"""A form whose rate the document lost."""
TOTAL = next(form for form in kinds.OF_YEAR if form.score is not None and form.unit_id != RATE.unit_id)
"""A form of which the test takes the total away."""


@pytest.fixture(scope="module")
def site(public: Dataset) -> Site:
    forms = tuple(
        replace(stored, form=replace(stored.form, total_score=None))
        if stored.form.id == TOTAL.id and isinstance(stored.form, SelfEvaluation)
        else stored
        for stored in public.forms
    )
    return build_site(replace(public, forms=forms), Edition(DAY))


def _of(form: SelfEvaluation) -> list[str]:
    project = f"projects/{kinds.slug(form)}.md"
    pages = [f"{form.id}.md", f"years/{form.year}.md", f"units/{form.unit_id}.md"]
    several = sum(other.project_id == form.project_id for other in kinds.FORMS) > 1
    return [*pages, project] if several else pages


def test_the_rate_says_that_it_is_computed_wherever_the_form_stands(public: Dataset, site: Site) -> None:
    assert public.registry is not None
    rate = rate_of(RATE, public.registry.profile)
    assert rate == Known(Decimal("98.00"), is_computed=True)
    for path in _of(RATE):
        text = site.pages[path]
        assert "98.00 *按表上的数算（原件缺失）*" in text or "执行率按表上的数算 98.00%（原件缺失）" in text, path
    assert "执行率按表上的数算 98.00%（原件缺失）" in site.files[f"feeds/{RATE.unit_id}.xml"].decode()
    description = site.pages[f"{RATE.id}.md"].splitlines()[2]
    assert "执行率按表上的数算 98.00%（原件缺失）" in description
    assert "按表上的数算 98.00%" in site.pages[f"projects/{kinds.slug(RATE)}.md"]


def test_so_does_the_total_where_nothing_of_it_is_missing(site: Site) -> None:
    assert score_of(replace(TOTAL, total_score=None)) == Known(TOTAL.score, is_computed=True)
    assert score_of(TOTAL) == Known(TOTAL.score)
    for path in _of(TOTAL):
        text = site.pages[path]
        assert (
            f"{TOTAL.score} *按表上的数算（未填报）*" in text
            or f"**{TOTAL.score}** / {TOTAL.total_weight} 分 *按表上的数算（未填报）*" in text
        ), path
    page = site.pages[f"{TOTAL.id}.md"]
    assert f"总分按表上的数算 {TOTAL.score}（未填报）" in page
    assert f"自评按表上的数算 {TOTAL.score} 分（未填报）" in page.splitlines()[2]


def test_a_total_of_which_a_row_is_missing_is_not_computed() -> None:
    rows = (replace(TOTAL.indicators[0], score=None), *TOTAL.indicators[1:])
    assert score_of(replace(TOTAL, total_score=None, indicators=rows)) == Known(None)


def test_the_picture_of_the_year_draws_it_apart(site: Site) -> None:
    pictures = site.made(f"years/{kinds.YEAR}.md").pictures
    drawn = pictures[f"years/{kinds.YEAR}/scatter.svg"]
    assert drawn.count(" computed") == 2
    assert "执行率按表上的数算 98.00%（原件缺失）" in drawn
    assert pictures[f"years/{kinds.YEAR}/units.svg"].count("tick computed") == 1
    assert "虚线的 2 份" in site.pages[f"years/{kinds.YEAR}.md"]
