"""Quotes."""

from __future__ import annotations

import hashlib


def quote_hash(quote: str) -> str:
    """SHA-256."""
    return "sha256:" + hashlib.sha256(" ".join(quote.split()).encode()).hexdigest()
