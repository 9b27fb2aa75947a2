"""What a page says of itself to programs cannot leave its element, whatever a form holds."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.publish.edition import Edition
from generator.publish.pages.linked import linked_data
from generator.publish.pages.page import Page
from tests.conftest import DAY

if TYPE_CHECKING:
    from generator.record.store import Dataset

HOSTILE = '</script><script>alert(1)</script><!-- "\\ & \u2028 图书'


def test_data_for_programs_is_data(small: Dataset) -> None:
    form = replace(small.forms[0].form, unit=HOSTILE)
    element = linked_data(form, Page("a.md", HOSTILE, HOSTILE, ()), Edition(DAY, name=HOSTILE))
    text = element.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&") & set(text)
    said = json.loads(text)
    assert said["name"] == said["description"] == said["author"]["name"] == said["isPartOf"]["name"] == HOSTILE
