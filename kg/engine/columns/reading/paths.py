"""Property paths: read, turned so that only single predicates go backwards, and taken apart into patterns."""

from __future__ import annotations

from collections.abc import Iterator

from kg.engine.columns.algebra import AnyOf, Link, NoneOf, Path, Pattern, Repeat, Sequence
from kg.engine.columns.paths import turned
from kg.engine.columns.reading.terms import TYPE, TermReader


class PathReader(TermReader):
    """Reads what stands between a subject and an object."""

    def path(self) -> Path:
        """A path, which must be here."""
        parts = [self._sequence()]
        while self.accept("|"):
            parts.append(self._sequence())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def patterns(self, subject: str, path: Path, found: str) -> Iterator[Pattern]:
        """The patterns that a path stands for, its steps joined by variables of our own."""
        match path:
            case Link(predicate, inverse):
                yield Pattern(found, predicate, subject) if inverse else Pattern(subject, predicate, found)
            case Sequence(parts):
                places = [subject, *(self.hidden() for _ in parts[1:]), found]
                for part, before, after in zip(parts, places, places[1:], strict=False):
                    yield from self.patterns(before, part, after)
            case _:
                yield Pattern(subject, path, found)

    def _sequence(self) -> Path:
        parts = [self._step()]
        while self.accept("/"):
            parts.append(self._step())
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _step(self) -> Path:
        if self.accept("^"):
            return turned(self._repeated())
        return self._repeated()

    def _repeated(self) -> Path:
        path = self._element()
        sign = self.accept("*", "+", "?")
        if sign is None:
            return path
        return Repeat(path, least=1 if sign == "+" else 0, many=sign != "?")

    def _element(self) -> Path:
        if self.accept("("):
            path = self.path()
            self.expect(")")
            return path
        return self._none_of() if self.accept("!") else Link(self._predicate())

    def _predicate(self) -> str:
        return TYPE if self.accept("a") else self.iri()

    def _none_of(self) -> NoneOf:
        forward: list[str] = []
        backward: list[str] = []
        if not self.accept("("):
            (backward if self.accept("^") else forward).append(self._predicate())
            return NoneOf(tuple(forward), tuple(backward))
        while not self.accept(")"):
            (backward if self.accept("^") else forward).append(self._predicate())
            self.accept("|")
        return NoneOf(tuple(forward), tuple(backward))
