"""`kg export phenopackets`: what leaves is valid, sensible to strangers, and comes back as the same graph."""

import gzip
import json
import re
import zipfile
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import typer
from google.protobuf import json_format
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from phenopackets.schema.v2.phenopackets_pb2 import Phenopacket
from rdflib.compare import graph_diff, isomorphic, to_isomorphic
from typer.testing import CliRunner

from kg.commands import export as command
from kg.engine import Engine
from kg.engine.memory import MemoryEngine
from kg.errors import UnknownName
from kg.export.folders import NotOurs
from kg.export.packets import FORMS, export_packets
from kg.export.packets import write as writing
from kg.files import checksum
from kg.imports.cohorts import import_cohort
from kg.model.packet import UNSPECIFIED
from kg.names import BASE, KG, PREFIXES, SCHEMES, expand, graph, slug
from kg.release import Release
from kg.sources.hpo import Hpo
from kg.sources.phenopackets import PacketNotes, Terms, read_packet
from kg.sources.phenopackets.remarks import is_ours
from kg.sources.phenopackets.times import OLDEST, duration, years
from kg.triples.outer import outer_iri
from tests.examples import most
from tests.out_again import given_out, packets, rich, taken_in
from tests.packets import feature, packet, raw
from tests.roundtrip import asserted, case_graph, cases
from tests.test_cohorts import places

Packet = dict[str, Any]


@pytest.fixture(scope="session")
def terms(hpo: Hpo) -> Terms:
    return Terms(hpo)


@pytest.fixture(scope="session")
def real_folder(real_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real") / "out"
    assert export_packets(real_release, folder).left == {}
    return folder


@pytest.fixture(scope="session")
def real_packets(real_folder: Path) -> list[Packet]:
    return [json.loads(path.read_bytes()) for path in sorted(real_folder.glob("*.json"))]


def valid(one: Packet) -> None:
    """Raises where the schema's own library finds a field or value that is none."""
    json_format.ParseDict(one, Phenopacket(), ignore_unknown_fields=False)


# --- what the schema's documentation calls required, in phenopackets/phenopacket-schema, docs/*.rst

REQUIRED = {
    "": ("id", "subject", "metaData"),
    "subject": ("id",),
    "vitalStatus": ("status",),
    "metaData": ("created", "createdBy", "resources", "phenopacketSchemaVersion"),
    "resources": ("id", "name", "url", "version", "namespacePrefix", "iriPrefix"),
    "externalReferences": ("id",),
    "updates": ("timestamp",),
    "phenotypicFeatures": ("type",),
    "evidence": ("evidenceCode",),
    "interpretations": ("id", "progressStatus"),
    "diagnosis": ("disease",),
    "genomicInterpretations": ("subjectOrBiosampleId", "interpretationStatus"),
    "variantInterpretation": ("acmgPathogenicityClassification", "variationDescriptor"),
    "variationDescriptor": ("id",),
    "geneContext": ("valueId", "symbol"),
    "expressions": ("syntax", "value"),
    "diseases": ("term",),
    "procedure": ("code",),
    "treatment": ("agent",),
    "assay": ("id",),
}
CLASSES = {"type", "modifiers", "severity", "evidenceCode", "disease", "term", "allelicState", "agent", "code"}


def messages(value: Any, name: str = "") -> Iterator[tuple[str, Packet]]:
    """Every message of a packet with the field it stands in."""
    if isinstance(value, dict):
        yield name, value
        for key, inner in value.items():
            yield from messages(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from messages(inner, name)


def names(one: Packet) -> Iterator[str]:
    """Every CURIE of a packet."""
    for name, message in messages(one):
        if name in CLASSES or name in (
            "externalReferences",
            "reference",
            "assay",
            "unit",
            "ontologyClass",
            "",
            "subject",
        ):
            yield message["id"]
        yield from (message[key] for key in ("valueId",) if key in message)
        if name == "extensions":
            yield message["name"]


def lacking(one: Packet) -> list[str]:
    return [
        f"{name}: {key}" for name, message in messages(one) for key in REQUIRED.get(name, ()) if not message.get(key)
    ]


def undeclared(one: Packet) -> set[str]:
    declared = {resource["namespacePrefix"] for resource in one["metaData"]["resources"]}
    return {name.partition(":")[0] for name in names(one)} - declared


# --- our own cases


def test_every_case_is_a_packet_that_the_library_takes(real_packets: list[Packet], real: Engine) -> None:
    rows = real.rows("SELECT DISTINCT ?c { ?c a kg:Case }")
    assert {one["id"] for one in real_packets} == {
        f"case:{row['c'].value.removeprefix(BASE + 'case/')}" for row in rows
    }
    for one in real_packets:
        valid(one)
        assert lacking(one) == [], one["id"]
        assert undeclared(one) == set(), one["id"]
        assert one["metaData"]["phenopacketSchemaVersion"] == "2.0"


def test_every_class_has_a_label_and_hpo_its_own(real_packets: list[Packet], hpo: Hpo) -> None:
    found = Counter()
    for one in real_packets:
        for name, message in messages(one):
            if name in CLASSES:
                assert message.get("label"), message
                prefix = message["id"].partition(":")[0]
                found[prefix] += 1
                if prefix == "HP":
                    assert message["label"] == hpo.terms[message["id"]].label
    assert min(found[prefix] for prefix in ("HP", "UBERON", "GENO", "ECO", "MONDO", "modality")) > 20


def test_resources_lead_where_the_graph_says(real_packets: list[Packet], real_release: Release) -> None:
    for one in real_packets:
        for resource in one["metaData"]["resources"]:
            prefix, space = resource["namespacePrefix"], resource["iriPrefix"]
            ours = {"kg": KG}.get(prefix, f"{BASE}{prefix}/")
            assert space == (ours if space.startswith(BASE) else SCHEMES.get(prefix) or outer_iri(f"{prefix}:"))
            if prefix == "HP":
                assert resource["version"] in real_release.manifest["sources"][0]["version"]
        assert one["metaData"]["created"] == f"{real_release.manifest['issued']}T00:00:00Z"


def pairs(engine: Engine, pattern: str) -> Counter[tuple[str, str]]:
    """How often each case has each value, asked in SPARQL over what is asserted."""
    rows = engine.rows(f"""SELECT ?c ?f ?v (COUNT(*) AS ?n) {{
        GRAPH ?g {{ ?c a kg:Case . {pattern} }} FILTER(?g != <{graph("inferred")}>) }} GROUP BY ?c ?f ?v""")
    return Counter(
        (f"case:{row['c'].value.removeprefix(BASE + 'case/')}", row["v"].value) for row in rows if "v" in row
    )


def said(packets: Sequence[Packet], part: str, excluded: bool) -> Counter[tuple[str, str]]:
    """How often each packet says a term of a feature (`type`), or of its modifiers."""
    found: Counter[tuple[str, str]] = Counter()
    for one in packets:
        for seen in one.get("phenotypicFeatures", ()):
            if bool(seen.get("excluded")) == excluded:
                several = seen.get(part, ())
                found.update((one["id"], expand(each["id"])) for each in ([several] if part == "type" else several))
    return found


def itself(seen: Packet) -> str:
    """The IRI of a feature in the graph, to which its last evidence leads."""
    reference = seen["evidence"][-1]["reference"]
    assert reference["reference"] == f"{BASE}{reference['id'].replace(':', '/', 1)}"
    return str(reference["reference"])


def remarked(packets: Sequence[Packet], prop: str, findings: Container[str]) -> Counter[tuple[str, str]]:
    """How often the references of each packet say something of these findings."""
    return Counter(
        (one["id"], each["description"])
        for one in packets
        for each in one["metaData"]["externalReferences"]
        if each["id"] == prop and each.get("reference") in findings
    )


def of_findings(packets: Sequence[Packet], excluded: bool) -> set[str]:
    """The IRIs of the features of packets, and of the findings that references alone tell."""
    link = "kg:hasExcludedFinding" if excluded else "kg:hasFinding"
    seen = (each for one in packets for each in one.get("phenotypicFeatures", ()))
    told = (each for one in packets for each in one["metaData"]["externalReferences"] if each["id"] == link)
    named = [itself(one) for one in seen if bool(one.get("excluded")) == excluded]
    return {*named, *(each["reference"] for each in told)}


@pytest.mark.parametrize(
    ("excluded", "link", "code"), [(False, "hasFinding", "codedAs"), (True, "hasExcludedFinding", "excludes")]
)
def test_terms_present_and_excluded_are_those_of_the_papers(
    real_packets: list[Packet], real: Engine, excluded: bool, link: str, code: str
) -> None:
    coded = pairs(real, f"?c kg:{link} ?f . ?f kg:{code} ?v")
    aside = remarked(real_packets, f"kg:{code}", of_findings(real_packets, excluded))
    others = Counter({(case, expand(curie)): times for (case, curie), times in aside.items()})
    assert said(real_packets, "type", excluded) + others == coded
    findings = {row["f"].value for row in real.rows(f"SELECT DISTINCT ?f {{ ?c kg:{link} ?f }}")}
    assert of_findings(real_packets, excluded) == findings


def test_every_feature_is_a_phenotype_and_what_is_none_stands_elsewhere(
    real_packets: list[Packet], real: Engine, hpo: Hpo
) -> None:
    for one in real_packets:
        for seen in one.get("phenotypicFeatures", ()):
            assert "HP:0000118" in hpo.ancestors(seen["type"]["id"]), seen
    aside = remarked(real_packets, "kg:codedAs", of_findings(real_packets, excluded=False))
    assert aside.total() > 4
    assert {hpo.terms[curie].label for _, curie in aside} >= {"Rapidly progressive", "Death in infancy"}
    for one in real_packets:
        deaths = [curie for case, curie in aside if case == one["id"] and "HP:0011420" in hpo.ancestors(curie)]
        if deaths:
            assert one["subject"]["vitalStatus"]["status"] == "DECEASED"
            assert one["subject"]["vitalStatus"]["timeOfDeath"]["ontologyClass"]["id"] == deaths[0]


def test_no_exclusion_stands_beside_what_lies_below_it(real_packets: list[Packet], hpo: Hpo) -> None:
    """To readers an excluded term denies all below it; what was seen in the same person wins, and the words stay."""
    for one in real_packets:
        features = one.get("phenotypicFeatures", ())
        seen = {each["type"]["id"] for each in features if not each.get("excluded")}
        above = {higher for term in seen for higher in hpo.ancestors(term)} - seen
        assert not above & {each["type"]["id"] for each in features if each.get("excluded")}, one["id"]
    aside = remarked(real_packets, "kg:excludes", of_findings(real_packets, excluded=True))
    assert "HP:0000924" in {curie for _, curie in aside}


def test_modifiers_are_terms_that_modify(real_packets: list[Packet], hpo: Hpo) -> None:
    found: Counter[str] = Counter()
    for one in real_packets:
        for seen in one.get("phenotypicFeatures", ()):
            for each in seen.get("modifiers", ()):
                prefix = each["id"].partition(":")[0]
                assert prefix == "UBERON" or "HP:0012823" in hpo.ancestors(each["id"]), each
                found[prefix] += 1
    assert min(found["HP"], found["UBERON"]) > 10


@pytest.mark.parametrize("excluded", [False, True])
def test_sides_and_regions_modify_and_other_details_of_a_scan_are_references(
    real_packets: list[Packet], real: Engine, excluded: bool
) -> None:
    link, findings = "hasExcludedFinding" if excluded else "hasFinding", of_findings(real_packets, excluded)
    expected: Counter[tuple[str, str]] = Counter()
    for name in ("region", "modality", "sequence"):
        expected += pairs(real, f"?c kg:{link} ?f . ?f kg:{name} ?v")
    sides = {KG + "left": "HP:0012835", KG + "right": "HP:0012834", KG + "bilateral": "HP:0012832"}
    for (case, side), times in pairs(real, f"?c kg:{link} ?f . ?f kg:side ?v").items():
        expected[case, expand(sides[side])] += times
    told = said(real_packets, "modifiers", excluded)
    for name in ("region", "modality", "sequence", "side"):
        for (case, curie), times in remarked(real_packets, f"kg:{name}", findings).items():
            prefix, _, local = curie.partition(":")
            iri = PREFIXES[prefix] + local if prefix in PREFIXES else expand(curie)
            told[case, expand(sides[iri]) if name == "side" else iri] += times
    assert expected.total() > 50
    assert told == expected


def test_variants_have_names_gene_zygosity_and_class(real_packets: list[Packet], real: Engine) -> None:
    calls = [
        (one["id"], call)
        for one in real_packets
        for interpretation in one.get("interpretations", ())
        for call in interpretation["diagnosis"]["genomicInterpretations"]
    ]
    rows = real.rows("SELECT ?c ?g { ?c kg:hasGenotype ?g }")
    assert len(calls) == len({row["g"].value for row in rows})
    descriptors = [call["variantInterpretation"]["variationDescriptor"] for _, call in calls]
    assert {one["geneContext"]["valueId"] for one in descriptors} == {"HGNC:2433"}
    named = [one for one in descriptors if "unnamed" not in one["id"]]
    syntaxes = Counter(name["syntax"] for one in named for name in one["expressions"])
    assert syntaxes["hgvs.c"] >= 65
    assert all(
        re.fullmatch(r"NM_005211\.4:c\.\S+", name["value"])
        for one in named
        for name in one["expressions"]
        if name["syntax"] == "hgvs.c"
    )
    assert all(
        re.fullmatch(r"(NP_005202\.2:)?p\.\S+", name["value"])
        for one in named
        for name in one["expressions"]
        if name["syntax"] == "hgvs.p"
    )
    for about, word in (("allelicState", "zygosity"), ("acmgPathogenicityClassification", "significance")):
        stated = len(pairs(real, f"?c kg:hasGenotype ?f . ?f kg:{word} ?v"))
        told = (
            [one for one in descriptors if one[about]["id"] != UNSPECIFIED]
            if about == "allelicState"
            else [call for _, call in calls if call["variantInterpretation"][about] != "NOT_PROVIDED"]
        )
        assert len(told) >= stated > 10
    assert {one["allelicState"]["label"] for one in descriptors} >= {"heterozygous", "unspecified zygosity"}
    assert {call["subjectOrBiosampleId"] for case, call in calls if call["subjectOrBiosampleId"] != case} == set()


def test_a_person_with_signs_has_the_disease_and_a_carrier_without_has_not(
    real_packets: list[Packet], real: Engine
) -> None:
    for value, excluded in (("true", False), ("false", True)):
        stated = {case for case, said in pairs(real, "?c kg:affected ?v") if said == value}
        told = {
            one["id"]
            for one in real_packets
            if any(
                each["term"]["id"] == "MONDO:0100632" and bool(each.get("excluded")) == excluded
                for each in one.get("diseases", ())
            )
        }
        assert told == stated


def test_papers_are_cited_with_their_titles(real_packets: list[Packet], real: Engine) -> None:
    titles = {
        row["p"].value: row["t"].value
        for row in real.rows("SELECT ?p ?t { ?p a kg:Paper ; rdfs:label ?t ; bibo:pmid ?n }")
    }
    cited = 0
    for one in real_packets:
        for each in one["metaData"]["externalReferences"]:
            if each["id"].startswith("PMID:"):
                cited += 1
                assert each["description"] == titles[f"{BASE}paper/pmid-{each['id'][5:]}"]
                assert each["reference"] == SCHEMES["PMID"] + each["id"][5:]
    assert cited > 50


def test_what_comes_back_is_the_same_graph(real_folder: Path, real_release: Release, hpo: Hpo, tmp_path: Path) -> None:
    report = import_cohort(str(real_folder), "back", "toy", tmp_path, hpo)
    assert (report.errors, report.left_out) == (0, 0)
    assert not {kind for kind in report.kinds if "remark" in kind or "missing" in kind}
    before = asserted(real_release.lines())
    with gzip.open(tmp_path / "back" / "dataset.nq.gz", "rt", encoding="utf-8") as stream:
        after = asserted(stream)
    found = cases(before)
    assert len(found) == len(cases(after)) == report.imported
    for case in found:
        one = case_graph(before, case)
        key = slug(unquote(case.removeprefix(BASE + "case/")), 120)
        other = case_graph(after, f"{BASE}case/back/{key}")
        assert len(one) > 8
        if not isomorphic(one, other):
            _, lost, gained = graph_diff(to_isomorphic(one), to_isomorphic(other))
            pytest.fail(f"{case}\n- {[*lost]}\n+ {[*gained]}")


def test_a_second_journey_gives_the_same_packets(real_folder: Path, terms: Terms, real_packets: list[Packet]) -> None:
    """Read back as a cohort and exported again, no packet says more or less of features, variants or remarks."""
    some = [one for one in real_packets if "interpretations" in one][:12]
    quads, _ = taken_in(some, terms)
    again, people = given_out(quads)
    assert people.remarks.left == {}
    third, faults = taken_in(again, terms)
    assert [fault for fault in faults if fault.fatal] == []
    assert third == quads


def test_what_went_through_another_tool_is_the_same(terms: Terms, real_packets: list[Packet]) -> None:
    """protobuf writes JSON in its own way: defaults are gone, 64-bit numbers are strings."""
    for some in (real_packets, given_out(taken_in(rich(), terms)[0])[0]):
        other = [json.loads(json_format.MessageToJson(json_format.ParseDict(one, Phenopacket()))) for one in some]
        assert other != some
        assert taken_in(other, terms)[0] == taken_in(some, terms)[0]


# --- imported cohorts


def test_a_cohort_comes_back_as_the_very_same_quads(terms: Terms) -> None:
    quads, _ = taken_in(rich(), terms)
    out, people = given_out(quads)
    again, faults = taken_in(out, terms)
    assert [fault for fault in faults if fault.fatal] == []
    assert again == quads
    assert people.remarks.left == {}
    for one in out:
        valid(one)
        assert undeclared(one) <= {"toy words", "https"}, "what a packet cited in words or by address alone"
    assert {one["metaData"]["createdBy"] for one in out} == {"toy"}
    assert out[0]["metaData"]["updates"][0]["updatedBy"] == "Toy graph, release of 2026-01-31"


@settings(deadline=None, max_examples=most(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(packets, min_size=1, max_size=3, unique_by=lambda one: str(one["id"])))
def test_any_cohort_comes_back(terms: Terms, some: list[Packet]) -> None:
    quads, faults = taken_in(some, terms)
    assert [fault for fault in faults if fault.fatal] == []
    out, _ = given_out(quads)
    again, faults = taken_in(out, terms)
    assert [fault for fault in faults if fault.fatal] == []
    assert again == quads
    for one in out:
        valid(one)


def test_what_a_stranger_names_as_we_do_is_not_taken_for_ours(terms: Terms) -> None:
    one = packet(
        1,
        phenotypicFeatures=[
            feature("observation:a/b", "toy finding"),
            feature("HP:0001250", "Seizure", modifiers=[{"id": "kg:left", "label": "toy"}, {"id": "modality:MRI"}]),
        ],
        measurements=[{"assay": {"id": "kg:assay", "label": "toy"}, "value": {"ontologyClass": {"id": "case:a"}}}],
        medicalActions=[{"treatment": {"agent": {"id": "treatment:a/b", "label": "toy drug"}}}],
    )
    one["metaData"]["externalReferences"] += [
        {"id": "kg:origin"},
        {"id": "toy", "reference": "https://pubmed.ncbi.nlm.nih.gov/0000009"},
    ]
    quads, _ = taken_in([one], terms)
    out, people = given_out(quads)
    again, faults = taken_in(out, terms)
    assert [fault for fault in faults if fault.fatal or fault.kind.startswith("remark")] == []
    assert people.remarks.left == {"treatment: skos:notation": 1}
    assert [line for line in quads if line not in again and "notation" not in line] == []
    assert [line for line in again if line not in quads] == []


def test_what_packets_disagree_about_is_kept_by_the_first(terms: Terms) -> None:
    """The one exception: a class that packets call by several names keeps one of them."""
    one, other = packet(1), packet(2)
    for number, each in enumerate((one, other)):
        each["diseases"] = [{"term": {"id": "OMIM:000000", "label": f"Toy {number}"}}]
        each["interpretations"] = []
    quads, _ = taken_in([one, other], terms)
    out, _ = given_out(quads)
    again, _ = taken_in(out, terms)
    assert {line.split(" ")[2] for line in {*quads} ^ {*again}} == {'"Toy'}


def test_what_has_one_field_and_two_values_is_told(terms: Terms) -> None:
    one, other = packet(1), packet(2)
    call = other["interpretations"][0]["diagnosis"]["genomicInterpretations"][0]
    call["variantInterpretation"]["variationDescriptor"]["vcfRecord"]["genomeAssembly"] = "hg19"
    quads, _ = taken_in([one, other], terms)
    _, people = given_out(quads)
    assert people.remarks.left == {"variant: kg:genomicChange": 2}


# --- ages


@given(st.integers(0, 12 * OLDEST))
def test_ages_of_whole_months_are_exact(months: int) -> None:
    assert years(duration(round(months / 12, 5))) == round(months / 12, 5)


@given(st.floats(0, OLDEST - 1))
def test_durations_are_near_their_age(age: float) -> None:
    written = duration(age)
    assert abs(years(written) - age) <= 0.006
    assert re.fullmatch(r"P(?:\d+Y)?(?:\d+M)?(?:\d+D)?", written)


# --- the folder


def with_cohort(release: Release, home: Path, at: Path) -> Release:
    """The release as a build with one more cohort would write it, but for what only a reasoner adds."""
    at.mkdir()
    with gzip.open(at / "dataset.nq.gz", "wt", encoding="utf-8", compresslevel=1) as stream:
        stream.writelines(release.lines())
        with gzip.open(home / "toy" / "dataset.nq.gz", "rt", encoding="utf-8") as lines:
            stream.writelines(lines)
    about = json.loads((home / "toy" / "manifest.json").read_bytes())
    manifest = {
        **release.manifest,
        "graphs": {**release.manifest["graphs"], **about["graphs"]},
        "cohorts": [{"name": "toy", "licence": about["licence"]}],
        "files": {"dataset.nq.gz": {"sha256": checksum(at / "dataset.nq.gz")}},
    }
    (at / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return Release.read(at)


@pytest.fixture(scope="session")
def mixed(toy_release: Release, tmp_path_factory: pytest.TempPathFactory, hpo: Hpo) -> Release:
    """The toy papers, and two toy packets as the cohort `toy`."""
    at = tmp_path_factory.mktemp("mixed")
    source = at / "in.jsonl"
    source.write_bytes(b"\n".join(map(raw, rich())))
    import_cohort(str(source), "toy", "CC0-1.0", at / "cohorts", hpo)
    return with_cohort(toy_release, at / "cohorts", at / "release")


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def held(folder: Path) -> list[Packet]:
    """The packets of an export of any form, sorted."""
    if (folder / "phenopackets.zip").exists():
        with zipfile.ZipFile(folder / "phenopackets.zip") as packed:
            texts = [packed.read(name) for name in packed.namelist()]
    elif (folder / "phenopackets.jsonl").exists():
        texts = (folder / "phenopackets.jsonl").read_bytes().splitlines()
    else:
        texts = [path.read_bytes() for path in folder.glob("*.json")]
    return sorted(map(json.loads, texts), key=lambda one: str(one["id"]))


@pytest.mark.parametrize("form", FORMS)
def test_every_form_holds_the_same_and_is_the_same_twice(mixed: Release, tmp_path: Path, form: str) -> None:
    report = export_packets(mixed, tmp_path / "plain")
    export_packets(mixed, tmp_path / "out", form)
    first = files(tmp_path / "out")
    export_packets(mixed, tmp_path / "out", form)
    assert files(tmp_path / "out") == first
    assert held(tmp_path / "out") == held(tmp_path / "plain")
    assert len(held(tmp_path / "out")) == report.counts["packets"] > 4
    index = first["index.tsv"].decode().splitlines()
    assert [row.split("\t")[0] for row in index[1:]] == [one["id"] for one in held(tmp_path / "out")]
    assert {row.split("\t")[1] for row in index[1:]} <= first.keys()
    assert "cohort toy: CC0-1.0" in first["README.md"].decode()


def test_one_cohort_and_one_paper(mixed: Release, tmp_path: Path, hpo: Hpo) -> None:
    export_packets(mixed, tmp_path / "cohort", cohort="toy")
    assert [one["id"] for one in held(tmp_path / "cohort")] == [f"case:toy/pmid-0000001-toy-{n}" for n in (1, 2)]
    export_packets(mixed, tmp_path / "paper", paper="PMID:0000001")
    assert {one["id"].partition("/")[0] for one in held(tmp_path / "paper")} == {"case:pmid-0000001"}
    everything = export_packets(mixed, tmp_path / "all")
    assert everything.counts["packets"] > len(held(tmp_path / "cohort")) + len(held(tmp_path / "paper"))
    report = import_cohort(str(tmp_path / "cohort"), "toy", "CC0-1.0", tmp_path / "home", hpo)
    assert (report.imported, report.errors) == (2, 0)
    with gzip.open(tmp_path / "home" / "toy" / "dataset.nq.gz", "rt", encoding="utf-8") as again:
        assert {*again} <= {*mixed.lines()}


def test_names_that_are_none_leave_everything(mixed: Release, tmp_path: Path) -> None:
    for wrong in ({"cohort": "nobody"}, {"paper": "PMID:9"}, {"cohort": "toy", "paper": "x"}, {"form": "xml"}):
        with pytest.raises(UnknownName):
            export_packets(mixed, tmp_path / "out", **wrong)
    assert not [*tmp_path.iterdir()]


def test_a_folder_of_others_is_left_alone(mixed: Release, tmp_path: Path) -> None:
    export_packets(mixed, tmp_path / "out", cohort="toy")
    (tmp_path / "out" / "mine.json").write_text("{}")
    before = files(tmp_path / "out")
    with pytest.raises(NotOurs, match=r"mine\.json"):
        export_packets(mixed, tmp_path / "out")
    assert files(tmp_path / "out") == before


def test_a_failure_leaves_what_was_there(mixed: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export_packets(mixed, tmp_path / "out", cohort="toy")
    before = files(tmp_path / "out")

    def fail(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(writing, "_index", fail)
    with pytest.raises(OSError, match="no space"):
        export_packets(mixed, tmp_path / "out")
    assert files(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_command_line(mixed: Release, tmp_path: Path) -> None:
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "current").symlink_to(mixed.folder)
    app = typer.Typer()
    app.command()(command.phenopackets)
    done = CliRunner().invoke(app, [str(tmp_path / "out"), "--cohort", "toy", "--releases", str(tmp_path / "releases")])
    assert done.exit_code == 0, done.output
    assert "packets: 2" in done.output
    assert "left out: nothing" in done.output


# --- remarks that others changed


def changed(real_packets: list[Packet], change: Any) -> Packet:
    one = next(one for one in real_packets if one.get("interpretations") and len(one.get("phenotypicFeatures", ())) > 3)
    copy: Packet = json.loads(json.dumps(one))
    change(copy)
    return copy


_ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=20),
    st.sampled_from(
        ["HP:0001250", "kg:left", "kg:", "kg:hasDoubt", "observation:", "case:a/b", "paper:", f"{BASE}family/x"]
    ),
    st.lists(st.fixed_dictionaries({"id": st.sampled_from(["kg:note", "UBERON:1", ""])}), max_size=2),
    st.dictionaries(st.sampled_from(["id", "label", "age", "name", "value"]), st.text(max_size=9), max_size=2),
)


def detail(identifier: str, description: str = "") -> Any:
    """A change that adds a reference which speaks of the first feature."""
    return lambda one: one["metaData"]["externalReferences"].append(
        {"id": identifier, "reference": itself(one["phenotypicFeatures"][0]), "description": description}
    )


def pointer(**said: str) -> Any:
    return lambda one: one["metaData"]["externalReferences"].append(said)


def extension(name: str, value: str) -> Any:
    return lambda one: (
        one["interpretations"][0]["diagnosis"]["genomicInterpretations"][0]["variantInterpretation"][
            "variationDescriptor"
        ]
        .setdefault("extensions", [])
        .append({"name": name, "value": value})
    )


ERRORS = {
    "no number": (detail("kg:ageAtObservation", "old"), "a number"),
    "no truth": (pointer(id="kg:affected", description="yes"), "true or false"),
    "no side": (detail("kg:side", "kg:female"), "a Side"),
    "no class": (detail("kg:codedAs", "kg:left"), "its CURIE"),
    "no value of ours": (pointer(id="kg:familyHistory", reference="https://example.org/familial"), "a FamilyHistory"),
    "an IRI that leads out": (detail("kg:region", "region:a> <toy:b"), "a Region"),
    "no address": (pointer(id="kg:readAt", reference="a file"), "an address"),
    "no exon": (extension("kg:statedExon", "18a"), "a whole number"),
}
WARNINGS = {
    "unknown": (detail("kg:statedRegoin", "toy"), "did you mean kg:statedRegion?"),
    "of a variant": (detail("kg:statedExon", "18"), "kg:"),
    "of a finding that is not here": (
        pointer(id="kg:statedRegion", reference=f"{BASE}observation/toy/toy/toy", description="toy words"),
        "the entry that it speaks of",
    ),
    "a link from thing to thing": (
        pointer(id="kg:hasVariant", reference=f"{BASE}variant/toy/toy"),
        "a property",
    ),
    "of a person": (extension("kg:sex", "kg:female"), "a property"),
}


@pytest.mark.parametrize("name", ERRORS)
def test_a_remark_with_a_value_that_is_none(terms: Terms, real_packets: list[Packet], name: str) -> None:
    change, fix = ERRORS[name]
    _, faults = taken_in([changed(real_packets, change)], terms)
    fatal = [fault for fault in faults if fault.fatal]
    assert [fault.kind for fault in fatal] == ["remark-value"]
    assert fix in fatal[0].fix


@pytest.mark.parametrize("name", WARNINGS)
def test_a_remark_that_nothing_has_is_told_and_kept_out(terms: Terms, real_packets: list[Packet], name: str) -> None:
    change, fix = WARNINGS[name]
    plain, _ = taken_in([changed(real_packets, lambda _: None)], terms)
    quads, faults = taken_in([changed(real_packets, change)], terms)
    odd = [fault for fault in faults if fault.kind.startswith("remark")]
    assert [fault.kind for fault in odd] == ["remark-unknown"]
    assert fix in odd[0].fix
    assert quads == plain


def test_one_name_for_two_findings(terms: Terms, real_packets: list[Packet]) -> None:
    def twice(one: Packet) -> None:
        one["phenotypicFeatures"].append(one["phenotypicFeatures"][0])

    _, faults = taken_in([changed(real_packets, twice)], terms)
    assert [fault.kind for fault in faults if fault.fatal] == ["remark-repeated"]


@settings(max_examples=most(200), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_anything_anywhere_in_a_packet_of_ours_is_read_or_told(
    terms: Terms, real_packets: list[Packet], data: st.DataObject
) -> None:
    value: Any = json.loads(json.dumps(data.draw(st.sampled_from(real_packets))))
    for _ in range(data.draw(st.integers(1, 3))):
        *way, last = data.draw(st.sampled_from(sorted(places(value), key=str)))
        here: Any = value
        for step in way:
            here = here[step]
        here[last] = data.draw(_ANYTHING)
    quads, faults = taken_in([value], terms)
    fatal = any(fault.fatal for fault in faults)
    assert bool(quads) != fatal if is_ours(value) else quads or fatal, "parts of a packet of ours name each other"
    MemoryEngine.of_lines("".join(quads).encode())


def test_who_does_not_declare_our_prefix_means_something_else(terms: Terms) -> None:
    one = packet(1)
    finding = {"id": "observation:toy/toy/toy", "reference": f"{BASE}observation/toy/toy/toy"}
    one["phenotypicFeatures"][0]["evidence"] = [{"evidenceCode": {"id": "ECO:0000000"}, "reference": finding}]
    one["metaData"]["externalReferences"].append({**finding, "id": "kg:side", "description": "kg:left"})
    one["metaData"]["externalReferences"].append({"id": "kg:origin", "description": "toy"})
    found = read_packet(raw(one), terms, PacketNotes("toy.json"))
    assert found
    assert found.remarks == found.features[0].remarks == ()
    assert [reference.id for reference in found.references] == ["PMID:0000001", "kg:side", "kg:origin"]
    declared = {"id": "kg", "namespacePrefix": "kg", "iriPrefix": KG}
    one["metaData"]["resources"].append(declared)
    ours = read_packet(raw(one), terms, PacketNotes("toy.json"))
    assert ours
    assert [remark.value for remark in ours.remarks] == ["toy"]
    assert [remark.value for remark in ours.features[0].remarks] == [KG + "left"]
    assert replace(ours.features[0], remarks=(), name="") == replace(found.features[0], evidence=())


def test_treatments_of_others_are_read(terms: Terms) -> None:
    one = packet(
        1,
        medicalActions=[
            {"treatment": {"agent": {"id": "TOY:1", "label": "toy drug"}, "drugType": "PRESCRIPTION"}},
            {"procedure": {"code": {"id": "TOY:2"}}},
            {"radiationTherapy": {"dosage": 1}},
        ],
    )
    notes = PacketNotes("toy.json")
    found = read_packet(raw(one), terms, notes)
    assert found
    assert [(treated.label, treated.id) for treated in found.treatments] == [("toy drug", "TOY:1")]
    assert notes.kept_out["medicalActions / procedure"] == notes.kept_out["medicalActions / radiationTherapy"] == 1
    quads, _ = taken_in([one], terms)
    assert sum("/treatment/toy/" in line and "#reportedIn>" in line for line in quads) == 1
