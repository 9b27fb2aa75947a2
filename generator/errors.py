"""Owns the exceptions that reach a person: unusable input or wrong use, never what an editor can mend in a record.

GeneratorError
└── WrongUse        no such folder, no such option value
"""


class GeneratorError(Exception):
    """Base of all errors shown as one line without a traceback."""


class WrongUse(GeneratorError):  # noqa: N818 -- it names what the person did
    """Raised when a command is given something it cannot work on."""
