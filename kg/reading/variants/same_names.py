"""One variant under several names in a text: in the columns of a row, or paired in one place and alone in another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.reading.found import FoundVariant


def paired_in_row(found: Sequence[FoundVariant]) -> Iterator[FoundVariant]:
    """The variants of a row, a lone coding name and a lone protein name of it put together."""
    coding = [one for one in found if "coding" in one.facts and "protein" not in one.facts]
    protein = [one for one in found if "protein" in one.facts and "coding" not in one.facts]
    joined: dict[int, FoundVariant] = {}
    if len(coding) == len(protein):
        for one, two in zip(coding, protein, strict=True):
            if one.facts.get("gene") == two.facts.get("gene"):
                stated = f"{one.facts.get('stated')} {two.facts.get('stated')}"
                joined[id(one)] = replace(
                    one, facts={**two.facts, **one.facts, "stated": stated}, why=one.why + two.why
                )
                joined[id(two)] = joined[id(one)]
    done: set[int] = set()
    for one in found:
        value = joined.get(id(one), one)
        if id(value) not in done:
            done.add(id(value))
            yield value


def known_elsewhere(found: tuple[FoundVariant, ...]) -> tuple[FoundVariant, ...]:
    """Mentions by one name have the other too, where the text pairs the two in one way alone."""
    both: dict[tuple[object, object], set[str]] = {}
    back: dict[tuple[object, object], set[str]] = {}
    for one in found:
        gene, coding, protein = (one.facts.get(key) for key in ("gene", "coding", "protein"))
        if coding and protein:
            both.setdefault((gene, protein), set()).add(str(coding))
            back.setdefault((gene, coding), set()).add(str(protein))

    def completed(one: FoundVariant) -> FoundVariant:
        gene, coding, protein = (one.facts.get(key) for key in ("gene", "coding", "protein"))
        extra: Mapping[str, str] = {}
        if protein and not coding and len(names := both.get((gene, protein), set())) == 1:
            extra = {"coding": next(iter(names))}
        if coding and not protein and len(names := back.get((gene, coding), set())) == 1:
            extra = {"protein": next(iter(names))}
        return replace(one, facts={**one.facts, **extra}) if extra else one

    return tuple(map(completed, found))
