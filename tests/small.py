"""The forms of an invented data set as most tests ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.forms.collection import Collection, collect
from generator.record.model import SelfEvaluation

if TYPE_CHECKING:
    from generator.record.store import Dataset

BOOKS = "evaluations/2023/shili-tushuguan/tushu-gouzhi"
"""Id of the form whose every cell is there."""
TREES = "evaluations/2023/shili-gongyuan-guanlisuo/luhua-yanghu"
"""Id of the form whose document lost cells."""


def collection_of(dataset: Dataset) -> Collection:
    """All forms of a data set, each with its neighbours."""
    assert dataset.registry is not None
    return collect([stored.form for stored in dataset.forms], dataset.registry)


def evaluation_of(dataset: Dataset, form_id: str) -> SelfEvaluation:
    """One self-evaluation of a data set."""
    form = next(stored.form for stored in dataset.forms if stored.form.id == form_id)
    assert isinstance(form, SelfEvaluation)
    return form
