"""Pages of a list: which part is shown, and the addresses of the parts before and after."""

from __future__ import annotations

from dataclasses import dataclass

from api.errors import Refusal
from api.pages.wanted import Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """`begun` of `total` stand before those shown, `until` is where they end; `page` is one of `pages`."""

    begun: int
    until: int
    total: int
    page: int
    pages: int
    before: str
    after: str

    @classmethod
    def of(cls, wanted: Wanted, total: int, size: int, name: str = "page") -> Turns:
        """The page that a parameter names, with so many things on each. Raises `Refusal` where there is none."""
        page, last = wanted.number(name, 1), max(1, -(-total // size))
        if not 1 <= page <= last:
            raise Refusal(400, f"`{name}` is from 1 to {last}")
        at = {each: wanted.other(**{name: str(each) if each > 1 else None}) for each in (page - 1, page + 1)}
        return cls(
            begun=(page - 1) * size,
            until=min(page * size, total),
            total=total,
            page=page,
            pages=last,
            before=at[page - 1] if page > 1 else "",
            after=at[page + 1] if page < last else "",
        )

    @property
    def shown(self) -> slice:
        """Those on this page, of all."""
        return slice(self.begun, self.until)
