"""Owns what the doors decide about a site before it is made: the day, the place, the name, how much is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.history.dates import History
from generator.publish.words.quality import ALL

if TYPE_CHECKING:
    import datetime as dt

    from generator.checks import Severity

NO_HISTORY = History()
LOCAL_ADDRESS = "http://localhost:8000/"
"""Where `make serve` shows the site; stands where no address is set."""


@dataclass(frozen=True, slots=True)
class Edition:
    """For which day and place, and how openly, the site is published."""

    day: dt.date
    """A form whose day has not come is nowhere in the site."""
    address: str = LOCAL_ADDRESS
    """The site's own address, ending in ``/``, for feeds and the data package."""
    history: History = NO_HISTORY
    """When each record came and last changed."""
    repository: str = ""
    """Address of the public repository, or empty."""
    contact: str = ""
    """Where a unit sends its answers: an e-mail address or a page of the web; empty where there is none."""
    shown: frozenset[Severity] = ALL
    """Severities of the findings the public sees."""
    block_on_errors: bool = False
    """Leave out each form with an error of the rule book that the unit has not answered."""
    name: str = "财政项目绩效公开"
    """The site's name, for feeds and the data package."""

    def __post_init__(self) -> None:
        """An address with or without its last slash is the same place."""
        object.__setattr__(self, "address", f"{self.address.rstrip('/')}/")
        object.__setattr__(self, "repository", self.repository.rstrip("/"))
