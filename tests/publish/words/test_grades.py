"""The colours of grades: by rank in the profile, whatever words a region has."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.publish.words.grades import stylesheet
from generator.record.model import Grade

if TYPE_CHECKING:
    from generator.record.store import Dataset


def test_any_words_of_a_region_have_the_colours_of_their_rank(region: Dataset) -> None:
    assert region.registry is not None
    words = (("一级", "甲"), ("二级", None), ("三级", None), ('"]{}', None))
    grades = tuple(Grade(name, Decimal(90 - 10 * at), also) for at, (name, also) in enumerate(words))
    lines = stylesheet(replace(region.registry.profile, grades=grades)).decode().split("}\n")
    colours = [line.split("var(")[1].split(")")[0] for line in lines if line.strip()]
    assert colours == ["--accent", "--accent", "--partly", "--none", "--none"]
    assert '"]{}' not in "".join(lines)
