"""What differs is seen at once: in a long text the words, between two figures the distance and its likely slip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.review.marks import differences, distance, in_one_line

LONG = "全年组织培训，覆盖各区各街道，" * 20


def test_a_figure_inside_a_long_text_is_shown_as_a_whole() -> None:
    found = differences(f"{LONG}培训 109个单位。{LONG}", f"{LONG}培训 209个单位。{LONG}")
    assert [(item.old, item.new) for item in found] == [("109", "209")]
    assert "[-109-]{+209+}个单位。" in in_one_line(found)


def test_two_texts_at_the_bound_of_a_file_are_compared_as_one_stretch() -> None:
    (found,) = differences("甲乙" * 12_000, "丙丁" * 12_000)
    assert (len(found.old), len(found.new)) == (24_000, 24_000)


@given(st.text("甲乙 19.", max_size=40), st.text("甲乙 19.", max_size=40))
def test_there_is_a_difference_where_texts_differ(old: str, new: str) -> None:
    assert (differences(old, new) == ()) == (old == new)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("85.33", "85.43", "+0.1，+0.1%"),
        ("100.00", "1,000.00", "+900，+900.0%，差十倍"),
        ("63.33", "0.6333", "−62.6967，−99.0%，差一百倍"),
        ("1324.00", "1234.00", "−90，−6.8%，两位数字对调"),
        ("116,018.94", "116,008.94", "−10，不到 0.1%"),
        ("0", "5", "+5"),
        ("-", "5", ""),
        (None, "5", ""),
        ("5.0", "5.00", ""),
    ],
)
def test_the_distance_of_two_figures_with_its_likely_slip(old: str | None, new: str, said: str) -> None:
    assert distance(old, new) == said
