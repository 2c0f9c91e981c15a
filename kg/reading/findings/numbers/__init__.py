"""Findings that a number tells, or beside which one stands."""
