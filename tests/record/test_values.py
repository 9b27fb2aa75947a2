"""Figures, dates and canonical text: what is read is what was written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from generator.record.values import AmountUnit, in_wan_yuan, parse_date, parse_day, parse_figure, plain, truncate
from generator.record.writing import quote


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2.00", "2.00"),
        ("1,068.30", "1068.30"),
        ("54,449,000", "54449000"),
        ("0.00", "0.00"),
        ("-3.5", "-3.5"),
        ("100", "100"),
        ("-999,999,999,999,999.999999", "-999999999999999.999999"),
    ],
)
def test_figure_keeps_its_text_beside_its_value(text: str, value: str) -> None:
    figure = parse_figure(text)
    assert (figure.text, figure.value) == (text, Decimal(value))


@pytest.mark.parametrize("dash", ["-", "—", "——", "/", "无"])
def test_dash_is_a_cell_without_a_figure(dash: str) -> None:
    assert (parse_figure(dash).value, parse_figure(dash).text) == (None, dash)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("86%", "86", "%"),
        ("10分", "10", "分"),
        ("633.30万元", "633.30", "万元"),
        ("¥12,000元", "12000", "元"),
        ("5", "5", ""),
    ],
)
def test_a_unit_in_the_cell_stays_beside_the_value(text: str, value: str, unit: str) -> None:
    figure = parse_figure(text)
    assert (figure.text, figure.value, figure.unit) == (text, Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-01-05", "2026-01-05", "2026-01-05"),
        ("2026/1/5", "2026-01-05", "2026-01-05"),
        ("2026.1.5", "2026-01-05", "2026-01-05"),
        ("2026年1月5日", "2026-01-05", "2026-01-05"),
        ("2026年12月", "2026-12-01", "2026-12-31"),
        ("长期", "None", "None"),
    ],
)
def test_a_day_keeps_its_text_beside_what_it_means(text: str, first: str, last: str) -> None:
    day = parse_day(text)
    assert (str(day), str(day.first), str(day.last)) == (text, first, last)


@pytest.mark.parametrize("text", ["2026-13-01", "2026年2月30日", "26/1/1", "1/1/2026"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_day(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "1,0.00", "10,00", "1.", ".5", "1e3", "NaN", "１２", "12人", "1 000", "--"),
        *("1" * 16, "-0.0000001", "1,000,000,000,000,000"),  # too long
    ],
)
def test_what_is_no_figure_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_figure(text)


@pytest.mark.parametrize(
    "text",
    ["2024-2-30", "2024/03/31", "2024-02-30", "20240331", "2024-13-01", "２０２４-０３-３１", "0001-01-01"],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_date(text)


@pytest.mark.parametrize(
    ("exact", "cut"), [("37.9070", "37.90"), ("80.659", "80.65"), ("9.999", "9.99"), ("10", "10.00")]
)
def test_truncation_never_rounds_up(exact: str, cut: str) -> None:
    assert str(truncate(Decimal(exact))) == cut


def test_yuan_become_wan_yuan_exactly() -> None:
    assert in_wan_yuan(Decimal(54449000), AmountUnit.YUAN) == Decimal("5444.9")


def test_the_longest_amount_in_yuan_loses_no_digit() -> None:
    assert in_wan_yuan(Decimal("999999999999999.999999"), AmountUnit.YUAN) == Decimal("99999999999.9999999999")


@pytest.mark.parametrize(("number", "shown"), [("5", "5"), ("5.00", "5"), ("5.50", "5.5"), ("1234.25", "1234.25")])
def test_a_number_in_words_has_no_more_decimals_than_it_needs(number: str, shown: str) -> None:
    assert plain(Decimal(number)) == shown


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=0, max_value=10**12))
def test_every_amount_with_or_without_commas_reads_back(number: Decimal) -> None:
    assert parse_figure(f"{number:f}").value == number
    assert parse_figure(f"{number:,.2f}").value == number


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_every_text_survives_writing_and_reading(text: str) -> None:
    """Whatever an editor types comes back unchanged: =, >=90, *达成, @x, |, quotes, line breaks, control characters."""
    loaded = YAML(typ="base").load(f"key: {quote(text)}\n")
    assert loaded["key"] == text
