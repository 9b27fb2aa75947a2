"""Owns how much of a handed-in file is read, and the word for one that is not: files are hostile."""

from __future__ import annotations

MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
"""Bytes all parts of a packed file may have together once unpacked, pictures too."""
MAX_PART = 40 * 1024 * 1024
"""Bytes of one part of text: libraries need ten times as much memory."""
MAX_RATIO = 200
"""How many times its packed size a part may unpack to; above it is a bomb, not an office file."""
MAX_PARTS = 5_000
MAX_PAGES = 600
MAX_LINES = 50_000
MAX_CELLS = 300_000
"""In one table or sheet."""
MAX_SPAN = 10_000
"""Rows one merged cell covers at most."""
MAX_MERGED = 20_000
"""Merged ranges of one sheet."""
MAX_WORDS = 5_000_000
"""Characters of one table together: a text that many cells share counts for each of them."""
MAX_FORMS = 120
"""In one file."""
MAX_FORM_LINES = 600
"""Of one form; the longest seen has 60."""
MAX_FORM_WORDS = 6_000
MAX_TEXT = 20_000
"""Characters of one cell."""


class Unreadable(Exception):  # noqa: N818 -- it names what is wrong with the file
    """Raised where a file cannot be read; the message says in Chinese what is wrong, without the file's name."""
