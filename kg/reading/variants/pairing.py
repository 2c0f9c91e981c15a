"""Two names of a sentence that are of one variant: beside each other, or in two lists in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.reading.spellings import PrintedName
from kg.reading.variants.named_change import BESIDE, NamedTwice
from kg.sources.agreement import codon_disagreements

_LEADS: Final = re.compile(
    r"result|lead|caus|predict|chang|encod|correspond|produc|substitut|replac|alter|protein|amino\sacid|exon|known\sas|designated",
    re.I,
)
_FAR: Final = 110
"""Characters of prose that may stand between the two names of one variant (`in exon 18, which is predicted to ...`)."""


def paired(text: str, names: Sequence[PrintedName]) -> list[NamedTwice]:
    """The names of a sentence, put together where two are of one variant: beside each other, or in a list in order."""
    mates = {**_neighbours(text, names)}
    left = [name for index, name in enumerate(names) if index not in mates and index not in mates.values()]
    found, used = [], set(mates.values())
    lists = _lists(left)
    for index, name in enumerate(names):
        if index in used or id(name) in {id(two) for two in lists.values()}:
            continue
        mate = names[mates[index]] if index in mates else lists.get(id(name))
        apart = index not in mates
        faults = tuple(filter(None, (name.fault, mate.fault if mate else None)))
        found.append(NamedTwice(one=name, two=mate, faults=faults, apart=apart))
    return found


def _neighbours(text: str, names: Sequence[PrintedName]) -> dict[int, int]:
    mates: dict[int, int] = {}
    elsewhere = {index for index, one in enumerate(names) if sum(_one_codon(one, two) for two in names) == 1}
    for index in range(len(names) - 1):
        one, two = names[index], names[index + 1]
        if index in mates.values() or not _kinds_differ(one, two):
            continue
        between = text[one.end : two.start]
        beside = bool(BESIDE.fullmatch(between)) or not re.search(r"\w", between)
        leads = len(between) <= _FAR and bool(_LEADS.search(between)) and "." not in between.replace("i.e.", "")
        fit = _one_codon(one, two)
        if (fit and (beside or leads)) or (beside and not {index, index + 1} & elsewhere):
            mates[index] = index + 1
    return mates


def _lists(left: Sequence[PrintedName]) -> dict[int, PrintedName]:
    """`c.A and c.B (p.A and p.B, respectively)`: those left over that are of one codon."""
    found: dict[int, PrintedName] = {}
    proteins = [name for name in left if name.protein]
    for name in left:
        if name.coding:
            mates = [two for two in proteins if _one_codon(name, two)]
            if len(mates) == 1 and mates[0] not in found.values():
                found[id(name)] = mates[0]
    return found


def _kinds_differ(one: PrintedName, two: PrintedName) -> bool:
    return bool((one.coding and two.protein) or (one.protein and two.coding))


def _one_codon(one: PrintedName, two: PrintedName) -> bool:
    coding, protein = one.coding or two.coding, one.protein or two.protein
    if coding is None or protein is None:
        return False
    if coding.first.offset:
        return protein.kind != "substitution"
    return not any(codon_disagreements(coding, protein))
