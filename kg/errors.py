"""What can go wrong, as a family: every error that is raised for a person is a `KgError`.

An error of Python's own is raised only where the same file catches it.
"""

from __future__ import annotations


class KgError(Exception):
    """Root of every error this software raises on purpose; its text is meant for a person."""


class FaultyInput(KgError, ValueError):
    """Input that was refused; the report behind it lists every fault found."""


class UnknownName(KgError, LookupError):
    """Something was asked for by a name that nothing has; `name` holds it."""

    def __init__(self, message: str, name: str) -> None:
        super().__init__(message)
        self.name = name


class UnknownPrefix(KgError, ValueError):
    """A CURIE whose prefix no table of ours has."""


class NotInstalled(KgError, FileNotFoundError):
    """A file or folder that comes with the package is not there."""
