"""Packets out, read by programs of others: phenosentry, which audits them, and GPSEA, which makes cohorts of them."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.json_format import Parse
from phenopackets.schema.v2.phenopackets_pb2 import Phenopacket

from kg.export.packets import export_packets
from kg.release import Release


@pytest.fixture(scope="module")
def folders(real_release: Release, tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """The export as it is, and with plain zygosities."""
    at = tmp_path_factory.mktemp("readers")
    for plain in (False, True):
        export_packets(real_release, at / str(plain), plain_zygosity=plain)
    return {plain: at / str(plain) for plain in (False, True)}


def read(folder: Path) -> list[Phenopacket]:
    return [Parse(path.read_text(), Phenopacket()) for path in sorted(folder.glob("*.json"))]


def problems(pad: Any) -> list[str]:
    return [issue.message for section in pad.iter_sections() for issue in section.issues]


def test_phenosentry_finds_every_feature_a_current_phenotype(folders: dict[bool, Path], toolkit: Any) -> None:
    phenosentry = pytest.importorskip("phenosentry.auditor.phenopacket", reason="phenosentry is not installed")
    reader = pytest.importorskip("phenosentry.io")
    from stairval.notepad import create_notepad

    auditors = [
        phenosentry.HpoTermIsDefinedAuditor(toolkit),
        phenosentry.DeprecatedTermIdAuditor(toolkit),
        phenosentry.PhenotypicAbnormalityAuditor(toolkit),
        phenosentry.NoUnwantedCharactersAuditor.no_whitespace(),
    ]
    packets = [*reader.read_phenopackets(folders[False])]
    assert len(packets) == len([*folders[False].glob("*.json")]) > 100
    whole = phenosentry.PhenopacketMetaAuditor(auditors)
    for one in packets:
        pad = create_notepad(one.id)
        whole.audit(one, pad)
        assert problems(pad) == [], one.id
    # It would have told: the same packet with the term of a pace among its features.
    packets[0].phenotypic_features.add().type.id = "HP:0003678"
    pad = create_notepad("toy")
    whole.audit(packets[0], pad)
    assert len(problems(pad)) == 1


class Offline:
    """GPSEA asks two services over the network: VariantValidator for places, Ensembl's VEP for what variants do."""

    def __init__(self, gpsea: Any) -> None:
        asked: list[str] = []

        class Finder(gpsea.VariantCoordinateFinder):  # type: ignore[misc]
            def find_coordinates(self, item: str) -> Any:
                asked.append(item)
                raise ValueError("no network")

        class Annotator(gpsea.FunctionalAnnotator):  # type: ignore[misc]
            def annotate(self, variant_coordinates: Any) -> Any:
                placed.append(variant_coordinates)
                raise ValueError("no network")

        class Imprecise(gpsea.ImpreciseSvFunctionalAnnotator):  # type: ignore[misc]
            def annotate(self, item: Any) -> Any:
                raise ValueError("no network")

        placed: list[Any] = []
        self.asked, self.placed = asked, placed
        self.services = (Annotator(), Imprecise(), Finder())


def patients(folder: Path, toolkit: Any) -> tuple[Counter[str], Counter[str], Offline, Sequence[Any]]:
    """What GPSEA makes of packets: errors that stop it, what it tells, what it asked for, the patients."""
    gpsea = pytest.importorskip("gpsea.preprocessing", reason="gpsea is not installed")
    from gpsea.model.genome import GRCh38
    from hpotk.validate import ObsoleteTermIdsValidator, PhenotypicAbnormalityValidator, ValidationRunner
    from stairval.notepad import create_notepad

    offline = Offline(gpsea)
    runner = ValidationRunner([ObsoleteTermIdsValidator(toolkit), PhenotypicAbnormalityValidator(toolkit)])
    creator = gpsea.PhenopacketPatientCreator(toolkit, runner, GRCh38, *offline.services)
    stopped: Counter[str] = Counter()
    told: Counter[str] = Counter()
    found = []
    for one in read(folder):
        pad = create_notepad(one.id)
        try:
            found.append(creator.process(one, pad))
        except ValueError as error:
            stopped[str(error)] += 1
        told.update(problems(pad))
    return stopped, told, offline, found


def test_gpsea_makes_a_patient_of_every_packet(folders: dict[bool, Path], toolkit: Any) -> None:
    stopped, told, offline, found = patients(folders[True], toolkit)
    assert stopped == {}
    packets = {one.subject.id: one for one in read(folders[True])}
    assert {one.labels.label for one in found} == packets.keys()
    for one in found:
        said = Counter((each.type.id, not each.excluded) for each in packets[one.labels.label].phenotypic_features)
        assert Counter((each.identifier.value, each.is_present) for each in one.phenotypes) == said
    assert not [what for what in told if "not an HPO term" in what or "Phenotypic abnormality" in what]
    assert len(offline.placed) > 30
    assert {one.region.contig.name for one in offline.placed} == {"5"}
    # It asks the network for the place of those alone that VCF cannot be written for.
    assert offline.asked
    assert all(any(word in name for word in ("del", "dup", "ins", "c.2319+1C>A")) for name in offline.asked)


def test_gpsea_stops_at_the_zygosities_that_it_does_not_know(folders: dict[bool, Path], toolkit: Any) -> None:
    """Why `--plain-zygosity` is there; when GPSEA reads on, it can go."""
    stopped, *_ = patients(folders[False], toolkit)
    assert stopped.keys() == {"Unknown genotype unspecified zygosity", "Unknown genotype mosaic"}
