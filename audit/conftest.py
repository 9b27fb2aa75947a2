"""What the records of the first documents were read to hold, compared with whatever of them stands in data/.

The audit speaks only of these documents, known by the names of their files. It is silent on a form that is gone, and on
the figures of one that was corrected with its reason. Findings are compared only where a record is byte for byte the
one that was read, under the profile it was read with. ``--update-audit`` writes anew what is read; review the diff.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from audit.reading import Audited, Reading, audited_in, read_anew
from generator.record.store import load

if TYPE_CHECKING:
    from generator.record.store import Dataset

_READING, _AUDITED = pytest.StashKey[Reading](), pytest.StashKey[tuple[Audited, ...]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-audit", action="store_true", help="write anew what is read; review the diff")


@pytest.fixture(scope="session")
def dataset(request: pytest.FixtureRequest) -> Dataset:
    """Whatever stands in data/ of the project the audit is run in."""
    found = load(request.config.rootpath / "data")
    if found.registry is None:
        pytest.exit("data/ cannot be read: make check says why", returncode=1)
    return found


@pytest.fixture(scope="session")
def reading(dataset: Dataset, request: pytest.FixtureRequest) -> Reading:
    """What was read of the first documents, and when asked, read anew."""
    folder = Path(__file__).parent
    if request.config.getoption("--update-audit"):
        read_anew(dataset, request.config.rootpath / "data", folder)
    return request.config.stash.setdefault(_READING, Reading.of(folder))


@pytest.fixture(scope="session")
def audited(reading: Reading, dataset: Dataset, request: pytest.FixtureRequest) -> tuple[Audited, ...]:
    """The forms that were read and are here, in the order of their documents."""
    found = audited_in(dataset, request.config.rootpath / "data", reading)
    return request.config.stash.setdefault(_AUDITED, found)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say of how many records the audit could speak: silence must not look like assent."""
    reading, forms = config.stash.get(_READING, None), config.stash.get(_AUDITED, ())
    if reading is not None:
        same, corrected = (sum(getattr(form, key) for form in forms) for key in ("is_as_read", "is_corrected"))
        terminalreporter.write_line(
            f"audit: {len(reading.forms)} forms were read; {len(forms)} of them are here, {same} unchanged, "
            f"{corrected} corrected with a reason"
        )
