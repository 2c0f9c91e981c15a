"""Mapping sets: valid SSSOM, each row with why it holds and how sure it is, and all of it in the graph as SKOS."""

import csv
import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from kg.engine import Engine
from kg.names import BASE, SKOS
from kg.release import Release
from kg.settings import data_folder
from kg.triples.mappings import mapping_triples, read_sssom

HOME = data_folder("ontology") / "mappings"
TABLES = sorted(HOME.glob("*.sssom.tsv"))
each_table = pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name.partition(".")[0])

# What the LinkML schema of SSSOM says of the slots that we use (github.com/mapping-commons/sssom,
# src/sssom_schema/schema/sssom_schema.yaml): which are required, and what may stand in them. sssom-py, which checks
# the same, brings a hundred packages.
SET_SLOTS = {"mapping_set_id", "mapping_set_title", "mapping_set_version", "license", "comment", "curie_map"}
SET_REQUIRED = {"mapping_set_id", "license"}
ROW_SLOTS = (
    *("subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification"),
    *("confidence", "see_also", "comment"),
)
ROW_REQUIRED = {"subject_id", "predicate_id", "object_id", "mapping_justification"}
JUSTIFICATIONS = {
    f"semapv:{name}"
    for name in (
        *("MappingReview", "ManualMappingCuration", "LogicalReasoning", "LexicalMatching", "CompositeMatching"),
        *("UnspecifiedMatching", "SemanticSimilarityThresholdMatching", "LexicalSimilarityThresholdMatching"),
        *("MappingChaining", "MappingInversion", "StructuralMatching", "InstanceBasedMatching"),
        "BackgroundKnowledgeBasedMatching",
    )
}


@pytest.fixture(scope="module")
def cut() -> ModuleType:
    """The script that writes the tables."""
    spec = importlib.util.spec_from_file_location("mappings_cut", HOME / "cut.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def head(text: str) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load("\n".join(row[1:] for row in text.splitlines() if row.startswith("#")))
    return found


def breaches(text: str) -> Iterator[str]:
    about = head(text)
    yield from (f"the set says {name}" for name in about.keys() - SET_SLOTS)
    yield from (f"the set lacks {name}" for name in SET_REQUIRED - about.keys())
    for name in ("mapping_set_id", "license"):
        if not re.fullmatch(r"https?://\S+", str(about.get(name, ""))):
            yield f"{name} is no address"
    spaces = about.get("curie_map", {})
    assert isinstance(spaces, dict)
    yield from (f"{prefix} is no prefix" for prefix in spaces if not re.fullmatch(r"[A-Za-z][\w.-]*", prefix))
    yield from (f"{space} is no address" for space in spaces.values() if not re.fullmatch(r"https?://\S+", str(space)))
    body = [row for row in text.splitlines() if not row.startswith("#")]
    rows = list(csv.DictReader(body, delimiter="\t"))
    if tuple(rows[0]) != ROW_SLOTS:
        yield "other columns"
        return
    for number, row in enumerate(rows, 1):
        yield from (f"{number}: no {name}" for name in ROW_REQUIRED if not row[name])
        for name in ("subject_id", "predicate_id", "object_id", "mapping_justification"):
            prefix, colon, local = row[name].partition(":")
            if not (colon and local and prefix in spaces and not re.search(r"\s", local)):
                yield f"{number}: {name} {row[name]!r} is no reference"
        if row["mapping_justification"] not in JUSTIFICATIONS:
            yield f"{number}: {row['mapping_justification']} is no justification"
        if not re.fullmatch(r"0(\.\d+)?|1(\.0+)?", row["confidence"]):
            yield f"{number}: confidence {row['confidence']!r}"
        if row["see_also"] and not re.fullmatch(r"https?://\S+", row["see_also"]):
            yield f"{number}: see_also is no address"


@each_table
def test_a_table_is_what_sssom_says(path: Path) -> None:
    assert list(breaches(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("\t0.95\t", "\t1.7\t", "confidence '1.7'"),
        ("semapv:LexicalMatching", "semapv:Guessing", "is no justification"),
        ("\tMONDO:0800027\t", "\tNOWHERE:1\t", "is no reference"),
        ("#license: ", "#licence: ", "the set lacks license"),
        ("\tconfidence\t", "\tsureness\t", "other columns"),
    ],
)
def test_the_check_finds_what_is_wrong(before: str, after: str, told: str) -> None:
    text = (HOME / "diseases.sssom.tsv").read_text(encoding="utf-8")
    assert before in text
    assert any(told in one for one in breaches(text.replace(before, after)))


@each_table
def test_the_rule_stands_in_the_head_of_each_table(path: Path, cut: ModuleType) -> None:
    assert cut.RULE in str(head(path.read_text(encoding="utf-8"))["comment"])
    for number in (cut.SURE, cut.COPIED, cut.UNREAD, cut.DOUBTED, cut.AGREED):
        assert str(number) in cut.RULE


@each_table
def test_confidence_follows_from_what_the_row_says(path: Path) -> None:
    """Worked out here from the comments and sources, as a reader of the rule would."""
    copies = {"ch_rad", "dewiki", "fileformats", "linkml_valuesets", "ncit_dti", "ncit_table", "openminds"}
    _, rows = read_sssom(path)
    read = {}
    for row in rows:
        sources = set(row["comment"].rpartition("read in ")[2].split(", "))
        read.setdefault((row["subject_id"], row["predicate_id"], row["object_id"]), set()).update(sources)
    for row in rows:
        comment, sources = row["comment"], set(row["comment"].rpartition("read in ")[2].split(", "))
        sure = 0.9
        if sources <= copies:
            sure = 0.8
        if "not read" in comment or comment.startswith("cross-reference"):
            sure = 0.7
        if "doubt: " in comment:
            sure = 0.5
        if len(read[row["subject_id"], row["predicate_id"], row["object_id"]]) > 1:
            sure += 0.05
        assert float(row["confidence"]) == pytest.approx(sure), row


@each_table
def test_justifications_say_how_it_came_about(path: Path) -> None:
    for row in read_sssom(path)[1]:
        kind = row["mapping_justification"].removeprefix("semapv:")
        if row["subject_id"].startswith("disease-name:"):
            assert kind == "LexicalMatching", "a file gives the name as one of the disease's"
        elif row["comment"].startswith("a bridge axiom"):
            assert kind == "UnspecifiedMatching", "taken over"
        elif path.name.startswith("imaging"):
            assert kind == "ManualMappingCuration", "chosen here"


def test_old_names_of_the_disease_lead_to_its_identifiers(toy: Engine) -> None:
    """Each old name, over the disease it names, to OMIM, Orphanet, MONDO and MeSH."""
    rows = toy.rows(f"""SELECT ?name ?id {{ GRAPH graph:mappings {{ ?old rdfs:label ?name ; skos:closeMatch ?disease .
        ?disease skos:exactMatch? ?id FILTER(STRSTARTS(STR(?old), "{BASE}disease-name/")) }} }}""")
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["name"].value, set()).add(row["id"].value)
    adult = {
        "http://purl.obolibrary.org/obo/MONDO_0800027",
        "https://omim.org/entry/221820",
        "http://www.orpha.net/ORDO/Orphanet_313808",
        "http://id.nlm.nih.gov/mesh/C580150",
    }
    for name in ("HDLS", "POLD", "ALSP", "HDLS1"):
        assert adult <= found[name], name
    assert {
        "http://purl.obolibrary.org/obo/MONDO_0032772",
        "https://omim.org/entry/618476",
        "http://www.orpha.net/ORDO/Orphanet_556985",
    } <= found["BANDDOS"]
    named = 'GRAPH graph:mappings { ?d ?p ?x } ?d rdfs:label "CSF1R-related disorder"'
    (umbrella,) = toy.rows(f"SELECT DISTINCT ?d {{ {named} }}")
    assert umbrella["d"].value.endswith("MONDO_0100632")


def test_the_imaging_set_leads_to_every_vocabulary_it_promises() -> None:
    spaces, rows = read_sssom(HOME / "imaging.sssom.tsv")
    assert {"HP", "RADLEX", "NCIT", "SCTID", "LOINC"} <= {row["object_id"].partition(":")[0] for row in rows}
    assert {"finding", "modality", "sequence", "UBERON"} <= {row["subject_id"].partition(":")[0] for row in rows}
    assert spaces["LOINC"] == "https://loinc.org/"


@each_table
def test_every_row_is_in_the_graph_as_skos_with_its_record(path: Path, toy: Engine) -> None:
    spaces, rows = read_sssom(path)

    def whole(curie: str) -> str:
        prefix, _, local = curie.partition(":")
        return spaces[prefix] + local

    found = toy.rows("""SELECT * { GRAPH graph:mappings { ?m a kg:Mapping ; kg:mapsFrom ?s ; kg:mapsTo ?o ;
        kg:mappingRelation ?p ; kg:justification ?why ; kg:confidence ?sure . ?s ?p ?o } }""")
    records = {
        (*(row[name].value for name in "spo"), row["why"].value.rpartition("/")[2], float(row["sure"].value))
        for row in found
    }
    assert len(found) == len({row["m"].value for row in found}), "one record, one justification and one confidence"
    for row in rows:
        relation = SKOS + row["predicate_id"].removeprefix("skos:")
        why = row["mapping_justification"].removeprefix("semapv:")
        wanted = (whole(row["subject_id"]), whole(row["object_id"]), relation, why, float(row["confidence"]))
        assert (wanted[0], relation, wanted[1], *wanted[3:]) in {(s, p, o, *rest) for s, p, o, *rest in records}, row


def test_a_table_without_confidence_is_read_as_well(tmp_path: Path) -> None:
    table = tmp_path / "toy.sssom.tsv"
    table.write_text(
        '#curie_map:\n#  toy: "https://toy.example/a:"\n#  skos: http://www.w3.org/2004/02/skos/core#\n'
        "subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification\n"
        'toy:1\ta "toy"\tskos:exactMatch\ttoy:2\t\tsemapv:LexicalMatching\n',
        encoding="utf-8",
    )
    triples = list(mapping_triples(table))
    assert ("https://toy.example/a:1", SKOS + "exactMatch", "<https://toy.example/a:2>") in triples
    assert not [one for one in triples if one[1].endswith("confidence")]


def test_a_release_carries_its_mapping_sets(toy_release: Release) -> None:
    for path in TABLES:
        assert (toy_release.folder / path.name).read_bytes() == path.read_bytes()
        assert toy_release.manifest["files"][path.name]["bytes"] == path.stat().st_size
