"""Owns the one reading of the clock: the day for which the site is published. The doors call it, nobody else."""

from __future__ import annotations

import datetime as dt
import os

from generator.errors import WrongUse
from generator.record.values import BEIJING, parse_date


def publish_date() -> dt.date:
    """PUBLISH_DATE (2024-03-31), else the day of SOURCE_DATE_EPOCH, else today; all as days in Beijing.

    PUBLISH_DATE comes first: a scheduled build sets both, its day to publish what is due and the time of the last
    commit for the same bytes.

    Raises:
        WrongUse: PUBLISH_DATE is no date, or SOURCE_DATE_EPOCH no time.
    """
    stated, epoch = os.environ.get("PUBLISH_DATE", ""), os.environ.get("SOURCE_DATE_EPOCH", "")
    built = _day_of(epoch) if epoch else None  # a wrong one is said, though the other comes first
    if stated:
        try:
            return parse_date(stated)
        except ValueError as error:
            raise WrongUse(f"PUBLISH_DATE is not a date such as 2024-03-31: {stated}") from error
    return built or dt.datetime.now(BEIJING).date()


def _day_of(epoch: str) -> dt.date:
    try:
        return dt.datetime.fromtimestamp(int(epoch), BEIJING).date()
    except (ValueError, OverflowError, OSError) as error:
        raise WrongUse(f"SOURCE_DATE_EPOCH is not a number of seconds since 1970: {epoch}") from error
