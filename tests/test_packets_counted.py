"""Packets from elsewhere beside our evidence: everybody counts their people, and carriers of our gene none of them.

`KG_PACKETS` names a folder of phenopackets in JSON; without it these are skipped. What every release must hold is held
over this one too (`each_release.py`).
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.analysis import STANDARD, Held, answer
from kg.analysis.frequencies import Frequencies, FrequencyRow
from kg.analysis.population import OfPeople, Population
from kg.find import Group
from kg.names import BASE, expand
from kg.release import Release
from tests.each_release import PACKETS

pytestmark = pytest.mark.slow
HOME = BASE + "case/packets/"
OURS = "HGNC:2433"
ASKED = [one for one in STANDARD if isinstance(one, OfPeople)]
OF_CARRIERS = [one for one in ASKED if one.population is not Population.EVERYBODY]


@pytest.fixture(scope="module")
def told(packets_release: Release) -> Mapping[str, Mapping[str, Any]]:
    """What each packet says, by its id, of those that were imported."""
    read = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(Path(PACKETS).rglob("*.json"))]
    assert packets_release.manifest["cohorts"][0]["report"]["imported"] == len(read) > 0, "every packet is one person"
    return {one["id"]: one for one in read}


@pytest.fixture(scope="module")
def held(packets_release: Release) -> Held:
    return Held.of_release(packets_release)


def genes(packet: Mapping[str, Any], field: str = "valueId") -> Iterator[str]:
    for reading in packet.get("interpretations", ()):
        for one in reading.get("diagnosis", {}).get("genomicInterpretations", ()):
            told = one.get("variantInterpretation", {}).get("variationDescriptor", {}).get("geneContext", {})
            yield told.get(field, "")


def test_everybody_counts_each_of_them_and_each_of_ours(
    held: Held, told: Mapping[str, Any], real_release: Release
) -> None:
    everybody, before = Frequencies(population=Population.EVERYBODY), Held.of_release(real_release)
    assert answer(held, everybody).people == (answer(before, everybody).people or 0) + len(told)
    rows = [one for one in answer(held, everybody).rows if isinstance(one, FrequencyRow)]
    counted = {one.iri for row in rows for one in (*row.present_in, *row.absent_in) if one.iri.startswith(HOME)}
    assert len(counted) == sum(bool(one.get("phenotypicFeatures")) for one in told.values())


def test_findings_of_packets_are_counted_as_they_say(held: Held, told: Mapping[str, Any]) -> None:
    """Each feature, as it was written: as often present, and as often excluded, as the files say."""
    asked = Frequencies(population=Population.EVERYBODY, as_read=True)
    rows = {one.term.iri: one for one in answer(held, asked).rows if isinstance(one, FrequencyRow)}
    for name in {feature["type"]["id"] for one in told.values() for feature in one.get("phenotypicFeatures", ())}:
        said = [
            {
                bool(feature.get("excluded"))
                for feature in one.get("phenotypicFeatures", ())
                if feature["type"]["id"] == name
            }
            for one in told.values()
        ]
        row = rows[expand(name)]
        present, absent = (sum(one.iri.startswith(HOME) for one in some) for some in (row.present_in, row.absent_in))
        assert (present, absent) == (sum(False in one for one in said), sum(one == {True} for one in said)), name


@pytest.mark.parametrize("question", OF_CARRIERS, ids=lambda one: one.iri)
def test_what_is_asked_of_carriers_of_our_gene_counts_nobody_else(
    question: OfPeople, held: Held, told: Mapping[str, Any], real_release: Release
) -> None:
    """Packets without any gene would stay; more rows are of terms that packets alone were read as."""
    if any(OURS in [*genes(one)] or not [*genes(one)] for one in told.values()):
        pytest.skip("of these packets some are of our gene, or of none")
    found, before = answer(held, question), answer(Held.of_release(real_release), question)
    assert (found.people, found.left_out) == (before.people, before.left_out)
    everybody = replace(question, population=Population.EVERYBODY)
    assert (answer(held, everybody).people or 0) > (answer(held, question).people or 0)


def test_by_gene_each_stands_with_the_genes_of_its_packet(
    held: Held, told: Mapping[str, Any], real_release: Release
) -> None:
    more, before = sizes(held), sizes(Held.of_release(real_release))
    wanted = Counter(
        gene for one in told.values() if one.get("phenotypicFeatures") for gene in {*filter(None, genes(one, "symbol"))}
    )
    assert {gene: size - before.get(gene, 0) for gene, size in more.items() if size > before.get(gene, 0)} == wanted


def sizes(held: Held) -> dict[str, int]:
    rows = answer(held, Frequencies(population=Population.EVERYBODY, by=Group.GENE)).rows
    return {one.group.label: one.cases for one in rows if isinstance(one, FrequencyRow) and one.group}
