"""Numbers with a point or a comma, as papers print them."""


def decimal(printed: str) -> float:
    """The number, whichever mark parts it.

    >>> decimal("0,62"), decimal("0.62")
    (0.62, 0.62)
    """
    return float(printed.replace(",", "."))
