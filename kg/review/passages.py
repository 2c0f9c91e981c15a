"""A text with the quotes of candidates marked in it, for whoever decides on them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.review.candidates import Candidate
from kg.texts.quotes import Quotable, quote_spans
from kg.texts.text import PassageKind, Place, Text


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Words that stand together, by their number in the text: a passage, a caption, the head of a column, a cell."""

    number: int
    place: Place
    words: str
    kind: PassageKind | None = None
    heads: tuple[str, ...] = ()

    def spans(self, quote: str) -> tuple[tuple[int, int], ...]:
        """Where a quote stands in the words; the whole of a cell that is quoted behind one of its heads."""
        found = quote_spans(self.words, quote)
        behind = not found and self.heads and Quotable(self.place, self.words, self.heads).holds(quote)
        return ((0, len(self.words)),) if behind else found


@dataclass(frozen=True, slots=True)
class QuoteStanding:
    """Where a quote stands: in a piece, from and to of each of its parts."""

    piece: int
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """Words of a piece with the names of the candidates in whose quotes they stand; `begins` are those that begin."""

    words: str
    names: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LaidTable:
    """A table as pieces: its caption, its columns, its rows, its notes."""

    label: str
    caption: TextPiece | None
    columns: tuple[TextPiece, ...]
    rows: tuple[tuple[TextPiece, ...], ...]
    notes: tuple[TextPiece, ...]


@dataclass(slots=True)
class LaidText:
    """A text laid out in pieces; what was found once is kept, as each candidate is looked for again and again."""

    text: Text
    passages: tuple[TextPiece, ...] = ()
    tables: tuple[LaidTable, ...] = ()
    _pieces: list[TextPiece] = field(default_factory=list)
    _found: dict[tuple[str, str | None], QuoteStanding | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.passages = tuple(self._laid(one.place, one.text, one.kind) for one in self.text.passages)
        self.tables = tuple(self._tables())

    def piece(self, number: int) -> TextPiece:
        """The piece of a number."""
        return self._pieces[number]

    def where(self, one: Candidate) -> QuoteStanding | None:
        """Where the quote of a candidate stands: at the place it names, else wherever it stands first."""
        if not one.quote:
            return None
        key = (one.quote, one.place)
        if key not in self._found:
            self._found[key] = self._look(*key)
        return self._found[key]

    def marked(self, candidates: Sequence[Candidate]) -> dict[int, tuple[MarkedWords, ...]]:
        """The pieces in which quotes of these candidates stand, by number, in stretches."""
        standing: dict[int, list[tuple[int, int, str, bool]]] = {}
        for one in candidates:
            if found := self.where(one):
                spans = standing.setdefault(found.piece, [])
                spans += [(start, end, one.name, not number) for number, (start, end) in enumerate(found.spans)]
        return {number: _stretches(self._pieces[number].words, spans) for number, spans in standing.items()}

    def _look(self, quote: str, place: str | None) -> QuoteStanding | None:
        named = [one for one in self._pieces if str(one.place) == place]
        for one in (*named, *self._pieces):
            if spans := one.spans(quote):
                return QuoteStanding(one.number, spans)
        return None

    def _laid(
        self, place: Place, words: str, kind: PassageKind | None = None, heads: tuple[str, ...] = ()
    ) -> TextPiece:
        piece = TextPiece(len(self._pieces), place, unicodedata.normalize("NFC", words), kind, heads)
        self._pieces.append(piece)
        return piece

    def _tables(self) -> Iterator[LaidTable]:
        for table in self.text.tables:
            label = table.label
            yield LaidTable(
                label,
                self._laid(Place(table=label), table.caption) if table.caption else None,
                tuple(self._laid(Place(table=label, column=name), name) for name in table.columns),
                tuple(
                    tuple(
                        self._laid(
                            Place(table=label, row=number, column=name),
                            cell,
                            heads=(name, row[0], f"{row[0]}, {name}"),
                        )
                        for name, cell in zip(table.columns, row, strict=True)
                    )
                    for number, row in enumerate(table.rows, 1)
                ),
                tuple(self._laid(Place(table=label), note) for note in table.notes),
            )


def _stretches(words: str, spans: Sequence[tuple[int, int, str, bool]]) -> tuple[MarkedWords, ...]:
    """The words cut wherever a quote begins or ends."""
    cuts = sorted({0, len(words), *(at for start, end, *_ in spans for at in (start, end))})
    return tuple(
        MarkedWords(
            words[start:end],
            tuple(dict.fromkeys(name for first, last, name, _ in spans if first <= start and end <= last)),
            tuple(dict.fromkeys(name for first, _, name, begins in spans if begins and first == start)),
        )
        for start, end in pairwise(cuts)
    )
