"""What can go wrong, as a family: every error raised on purpose is a `KgError`."""

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
