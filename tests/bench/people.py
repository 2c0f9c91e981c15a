"""Toy people as numerous as wanted, drawn as HPO's annotations of diseases say that people are; or a folder's packets.

Each person, `toy-17`, gets a toy disease that copies a real one's figures and nothing else: how many people were
looked at (its weight, squared, since collections gather where reports are many), each sign with its share of them, the
onset. A sign that a person lacks was looked for or not; that share, those of sexes, of second variants and of signs
with an onset are as in public collections of packets. Gene, papers and variants are toy. The draw is the same every
time, and the first thousand of ten thousand are the thousand.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kg.sources.hpo import Hpo, hpo_path, read_hpo
from kg.sources.hpoa import Annotation, hpoa_path, read_hpoa
from tests.each_release import PACKETS
from tests.packets import age, call, feature, packet, variant

SEXES: Final = {"MALE": 47, "FEMALE": 44, "UNKNOWN_SEX": 9}
LOOKED_FOR: Final = (0.6, 1.0)
"""The least and the largest share of the signs a person lacks that somebody looked for; drawn for each person."""
DATED: Final = 0.04
"""The share of signs whose onset is told."""
SECOND_VARIANT: Final = 0.11
ONSETS: Final = {
    "HP:0030674": (0, 0),
    "HP:0003577": (0, 0),
    "HP:0003623": (0, 1),
    "HP:0003593": (0, 1),
    "HP:0011463": (1, 5),
    "HP:0003621": (5, 15),
    "HP:0003581": (16, 60),
    "HP:0011462": (16, 40),
    "HP:0003596": (40, 60),
    "HP:0003584": (60, 80),
}
"""Years of life that HPO's terms of onset mean."""
MOST: Final = 100
"""A disease weighs no more than this many people; some annotations count a whole registry."""


@dataclass(slots=True)
class Figures:
    """What the annotations say of one disease: people looked at, share of each sign, onset in years."""

    people: int = 1
    shares: dict[str, float] = field(default_factory=dict)
    onset: tuple[int, int] = (0, 60)

    def add(self, row: Annotation) -> None:
        """One row more."""
        self.people = min(max(self.people, row.denominator or 1), MOST)
        if row.aspect == "C":
            self.onset = ONSETS.get(row.hpo, self.onset)
        elif row.aspect == "P" and row.numerator is not None and row.denominator:
            self.shares[row.hpo] = row.numerator / row.denominator


def figures(hpo: Hpo) -> list[Figures]:
    """Of each disease whose signs were counted in people, in the order of their names; signs that HPO still has."""
    found: dict[str, Figures] = {}
    for row in read_hpoa(hpoa_path(), None):
        if not row.negated:
            found.setdefault(row.disease, Figures()).add(row)
    for one in found.values():
        one.shares = {term: share for term, share in one.shares.items() if hpo.current(term)}
    return [one for _, one in sorted(found.items()) if any(one.shares.values())]


def people(number: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """That many packets, each with the number of its disease."""
    hpo = read_hpo(hpo_path())
    diseases, drawn = figures(hpo), random.Random(1)
    numbers, weights = range(len(diseases)), [one.people**2 for one in diseases]
    for person in range(number):
        [disease] = drawn.choices(numbers, weights)
        yield disease, _person(person, disease, diseases[disease], hpo, drawn)


def _person(person: int, disease: int, said: Figures, hpo: Hpo, drawn: random.Random) -> dict[str, Any]:
    onset = drawn.randint(*said.onset)
    seen = onset + int(drawn.expovariate(1 / 8))
    paper = 1 + disease * 100 + drawn.randrange(1 + said.people // 15)
    whole = packet(person, phenotypicFeatures=list(_signs(said, onset, hpo, drawn)))
    [sex] = drawn.choices(list(SEXES), list(SEXES.values()))
    whole["id"] = f"PMID_{paper:07}_toy-{person}"
    whole["subject"] = {"id": f"toy-{person}", "sex": sex, "timeAtLastEncounter": age(f"P{seen}Y")}
    term = {"id": f"OMIM:{disease:06}", "label": f"Toy disease {disease}"}
    whole["diseases"] = [{"term": term, "onset": age(f"P{onset}Y")}]
    diagnosis = whole["interpretations"][0]["diagnosis"]
    diagnosis["disease"] = term
    diagnosis["genomicInterpretations"] = [
        call(_variant(disease, said, drawn)) | {"subjectOrBiosampleId": f"toy-{person}"}
        for _ in range(1 + (drawn.random() < SECOND_VARIANT))
    ]
    whole["metaData"]["externalReferences"] = [{"id": f"PMID:{paper:07}", "description": f"Toy paper {paper}"}]
    return whole


def _signs(said: Figures, onset: int, hpo: Hpo, drawn: random.Random) -> Iterator[dict[str, Any]]:
    """The signs a person has, at least one, then those looked for and not seen; none of these is above one of those."""
    present = [term for term, share in said.shares.items() if drawn.random() < share]
    present = present or [max(said.shares, key=said.shares.__getitem__)]
    above = frozenset[str]().union(*map(hpo.ancestors, present))
    thorough = drawn.uniform(*LOOKED_FOR)
    for term in said.shares:
        if term in present:
            when = {"onset": age(f"P{onset + drawn.randrange(5)}Y")} if drawn.random() < DATED else {}
            yield feature(term, hpo.terms[term].label, **when)
        elif term not in above and drawn.random() < thorough:
            yield feature(term, hpo.terms[term].label, excluded=True)


def _variant(disease: int, said: Figures, drawn: random.Random) -> dict[str, Any]:
    """One of the disease's toy variants: more of them where more people were looked at, a few of them frequent."""
    codon = 1 + int(said.people * 3 * drawn.random() ** 2)
    coding, place = 3 * codon - 2, disease * 10_000 + codon
    told = {"hgvs.c": f"NM_{disease:06}.1:c.{coding}G>A", "hgvs.p": f"NP_{disease:06}.1:p.(Gly{codon}Arg)"}
    told["hgvs.g"] = f"NC_000000.1:g.{place}G>A"
    expressions = [{"syntax": syntax, "value": value} for syntax, value in told.items()]
    where = {"genomeAssembly": "hg38", "chrom": "chr0", "pos": str(place), "ref": "G", "alt": "A"}
    gene = {"valueId": f"HGNC:{900_000 + disease}", "symbol": f"TOY{disease}"}
    return variant(expressions=expressions, vcfRecord=where, geneContext=gene)


def write(folder: Path, number: int) -> None:
    """Packets of so many people, in a folder a disease: drawn ones, or copies from the folder in KG_PACKETS."""
    if PACKETS:
        taken = sorted(Path(PACKETS).rglob("*.json"))
        for at in range(min(number, len(taken))):
            path = taken[at * len(taken) // min(number, len(taken))]
            place = folder / path.relative_to(PACKETS)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
        return
    for disease, whole in people(number):
        place = folder / f"TOY{disease}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{whole['subject']['id']}.json").write_text(json.dumps(whole, indent=1))


def gene(folder: Path) -> str:
    """A gene that the packets of a folder name."""
    for path in sorted(folder.rglob("*.json")):
        for one in json.loads(path.read_bytes()).get("interpretations", []):
            for found in one["diagnosis"].get("genomicInterpretations", []):
                context = found.get("variantInterpretation", {}).get("variationDescriptor", {}).get("geneContext", {})
                if "symbol" in context:
                    return str(context["symbol"])
    raise ValueError(f"no packet in {folder} names a gene")
