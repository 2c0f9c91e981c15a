"""`kg export nanopubs`: one assertion each, with its source and its release, under a name made from its content."""

import gzip
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.commands import export as command
from kg.engine import Engine, RowTerm
from kg.engine.memory import MemoryEngine
from kg.errors import UnknownName
from kg.export.nanopub_file import trig, write_nanopubs
from kg.export.nanopubs import NP, NPX, Nanopub, nanopubs
from kg.export.trusty import HERE, Statement, artifact_code
from kg.names import BASE, DCTERMS, KG, PREFIXES, PROV, RDF, RDFS, graph
from kg.release import Release

PROLOGUE = "".join(f"@prefix {name}: <{space}> .\n" for name, space in (PREFIXES | {"np": NP, "npx": NPX}).items())
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
quiet = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own, of what the package nanopub uses


@pytest.fixture(scope="session")
def found(cohort_release: Release, cohort: Engine) -> list[Nanopub]:
    return list(nanopubs(cohort, cohort_release.manifest))


def of(one: Nanopub, name: str) -> set[tuple[str, str, str]]:
    return {(s.subject, s.predicate, s.object.value) for s in one.statements if s.graph == f"{one.iri}#{name}"}


def about(found: list[Nanopub], thing: str) -> Nanopub:
    (one,) = (one for one in found if any(s.object.value.endswith(thing) for s in one.statements))
    return one


def test_there_is_one_for_each_finding_and_genotype_of_a_person(found: list[Nanopub], cohort: Engine) -> None:
    rows = cohort.rows("""SELECT DISTINCT ?case ?link ?x {
        VALUES ?link { kg:hasFinding kg:hasExcludedFinding kg:hasGenotype }
        GRAPH ?g { ?case ?link ?x } FILTER(?g != graph:inferred && ?g != graph:computed) }""")
    links = [s for one in found for s in one.statements if s.graph.endswith("#assertion")]
    told = Counter((s.subject, s.predicate, s.object.value) for s in links if s.predicate.startswith(f"{KG}has"))
    asked = {tuple(row[name].value for name in ("case", "link", "x")) for row in rows}
    assert asked <= told.keys()
    assert len(found) == len(asked) == len({one.iri for one in found})
    assert set(told.values()) == {1}


def check(found: list[Nanopub]) -> None:
    """As the library does."""
    from nanopub import Nanopub as Checked
    from rdflib import ConjunctiveGraph

    assert found
    for one in found:
        read = Checked(rdf=ConjunctiveGraph().parse(data=PROLOGUE + "".join(trig(one)), format="trig"))
        assert read.is_valid
        assert read.has_valid_trusty
        assert str(read.metadata.np_uri) == one.iri


@quiet
def test_the_library_finds_them_sound_and_their_names_true(found: list[Nanopub]) -> None:
    check(found)


@quiet
def test_the_library_finds_a_change(found: list[Nanopub]) -> None:
    from nanopub import Nanopub as Checked
    from nanopub.utils import MalformedNanopubError
    from rdflib import ConjunctiveGraph

    text = PROLOGUE + "".join(trig(about(found, "/toy/pmid-0000001-toy-2/no-hp-0001251")))
    assert "no Ataxia" in text
    changed = Checked(rdf=ConjunctiveGraph().parse(data=text.replace("no Ataxia", "no Seizure"), format="trig"))
    with pytest.raises(MalformedNanopubError, match="Trusty"):
        _ = changed.has_valid_trusty


def test_each_has_the_four_graphs_of_the_guidelines(found: list[Nanopub]) -> None:
    for one in found:
        assert {s.graph for s in one.statements} == {
            f"{one.iri}#{name}" for name in ("Head", "assertion", "provenance", "pubinfo")
        }
        assert of(one, "Head") == {
            (one.iri, RDF + "type", NP + "Nanopublication"),
            (one.iri, NP + "hasAssertion", f"{one.iri}#assertion"),
            (one.iri, NP + "hasProvenance", f"{one.iri}#provenance"),
            (one.iri, NP + "hasPublicationInfo", f"{one.iri}#pubinfo"),
        }
        assert any(subject == f"{one.iri}#assertion" for subject, _, _ in of(one, "provenance"))
        assert any(subject == one.iri for subject, _, _ in of(one, "pubinfo"))


def test_an_assertion_says_what_the_paper_says_and_no_more(found: list[Nanopub], cohort: Engine) -> None:
    for one in found:
        for subject, predicate, value in of(one, "assertion"):
            rows = cohort.rows(f"SELECT ?g ?o {{ GRAPH ?g {{ <{subject}> <{predicate}> ?o }} }}")
            graphs = {row["g"].value for row in rows if row["o"].value == value}
            own = any("/graph/paper/" in name or "/graph/cohort/" in name for name in graphs)
            existing = predicate in (RDF + "type", RDFS + "label", KG + "ofGene") and "/variant/" in subject
            assert own or (existing and graph("shared") in graphs), (subject, predicate)


def test_a_finding_of_a_paper_says_how_it_was_read(found: list[Nanopub]) -> None:
    (one,) = (
        one
        for one in found
        if ("https://w3id.org/csf1r-kg/case/pmid-0000001/toy-woman", KG + "hasExcludedFinding")
        in {(s.subject, s.predicate) for s in one.statements}
    )
    source = {(predicate, value) for _, predicate, value in of(one, "provenance")}
    assert (PROV + "wasDerivedFrom", "https://pubmed.ncbi.nlm.nih.gov/0000001") in source
    assert (PROV + "hadPrimarySource", BASE + "paper/pmid-0000001") in source
    assert (KG + "readingDepth", KG + "fullText") in source
    assert (KG + "locus", "toy results, first paragraph") in source
    assert any(link == KG + "evidenceType" and "/ECO_" in value for link, value in source)
    said = {predicate for _, predicate, _ in of(one, "assertion")}
    assert not said & {KG + "readingDepth", KG + "evidenceType", KG + "reportedIn", KG + "locus"}


def test_a_genotype_says_what_the_variant_is(found: list[Nanopub]) -> None:
    one = next(
        one
        for one in found
        if any(s.predicate == KG + "hasGenotype" and s.subject.endswith("pmid-0000001-toy-2") for s in one.statements)
    )
    said = {(predicate, value) for _, predicate, value in of(one, "assertion")}
    # Named on a transcript that the toy gene does not have: its whole name is what it is called.
    assert (KG + "hgvs", "NM_000000.1:c.1234G>A") in said
    assert (KG + "statedZygosity", "heterozygous") in said


@quiet
@pytest.mark.parametrize("link", ["hasFinding", "hasExcludedFinding", "hasGenotype", "hasGenotype/kg:ofVariant"])
def test_a_doubt_that_is_linked_to_is_told_too(toy_release: Release, tmp_path: Path, link: str) -> None:
    """What is doubted stands beside what is claimed; where the doubt was read, with the provenance."""
    home = graph("paper", "pmid-0000001")
    ask = "SELECT ?x ?d {{ GRAPH <{0}> {{ ?c kg:{1} ?x . ?any kg:hasDoubt ?d }} }} ORDER BY ?x ?d LIMIT 1"
    ((thing, doubt),) = ((row["x"].value, row["d"].value) for row in toy_release.engine().rows(ask.format(home, link)))
    more = tmp_path / "more.nq"
    more.write_text("".join(toy_release.lines()) + f"<{thing}> <{KG}hasDoubt> <{doubt}> <{home}> .\n", encoding="utf-8")
    engine = MemoryEngine.of_file(more)
    rows = engine.rows(f"SELECT ?p ?o {{ GRAPH <{home}> {{ <{doubt}> ?p ?o }} }}")
    whole = {(doubt, row["p"].value, row["o"].value) for row in rows}
    sources = {fact for fact in whole if fact[1] in (KG + "reportedIn", KG + "readingDepth")}
    telling = [
        one for one in nanopubs(engine, toy_release.manifest) if any(s.object.value == doubt for s in one.statements)
    ]
    assert telling
    for one in telling:
        assert (thing, KG + "hasDoubt", doubt) in of(one, "assertion")
        assert {fact for fact in of(one, "assertion") if fact[0] == doubt} == whole - sources
        assert {fact for fact in of(one, "provenance") if fact[0] == doubt} == sources
    assert sources
    assert (doubt, RDF + "type", KG + "Doubt") in whole
    check(telling)


def test_publication_info_is_that_of_the_release(found: list[Nanopub], cohort_release: Release) -> None:
    manifest = cohort_release.manifest
    for one in found:
        info = {(link, value) for subject, link, value in of(one, "pubinfo") if subject == one.iri}
        assert (DCTERMS + "created", f"{manifest['issued']}T00:00:00+00:00") in info
        assert (DCTERMS + "creator", BASE) in info
        assert (PROV + "wasDerivedFrom", f"{BASE}release/{manifest['inputs_digest'][:12]}") in info
        cohort = any("/case/toy/" in s.subject for s in one.statements)
        terms = (DCTERMS + "rights", "CC0-1.0") if cohort else (DCTERMS + "license", LICENCE)
        assert terms in info
        assert any(link == NPX + "hasNanopubType" for link, _ in info)


def test_what_is_said_of_a_group_and_what_follows_is_in_none(found: list[Nanopub], cohort: Engine) -> None:
    values = {s.object.value for one in found for s in one.statements}
    group = {row["x"].value for row in cohort.rows("SELECT ?x { ?c kg:hasGroupFinding ?x }")}
    assert group
    assert not group & values
    ataxia = about(found, "/toy/pmid-0000001-toy-2/no-hp-0001251")
    assert [value for _, link, value in of(ataxia, "assertion") if link == KG + "excludes"] == [
        "http://purl.obolibrary.org/obo/HP_0001251"
    ]


def test_one_paper_alone(cohort: Engine, cohort_release: Release, found: list[Nanopub]) -> None:
    for spelling in ("0000001", "PMID:0000001", "pmid-0000001"):
        some = list(nanopubs(cohort, cohort_release.manifest, [spelling]))
        wanted = {
            one.iri
            for one in found
            if (f"{one.iri}#assertion", PROV + "hadPrimarySource", f"{BASE}paper/pmid-0000001") in of(one, "provenance")
        }
        assert {one.iri for one in some} == wanted
        assert 0 < len(some) < len(found)
    with pytest.raises(UnknownName):
        list(nanopubs(cohort, cohort_release.manifest, ["9999999"]))


def quads(path: Path) -> Iterator[ox.Quad]:
    raw = path.read_bytes()
    yield from ox.parse(gzip.decompress(raw) if path.suffix == ".gz" else raw, format=ox.RdfFormat.TRIG)


@pytest.mark.parametrize("name", ["all.trig", "all.trig.gz"])
def test_a_file_says_all_of_it_and_the_same_each_time(found: list[Nanopub], tmp_path: Path, name: str) -> None:
    assert write_nanopubs(tmp_path / name, found) == Counter(one.kind for one in found)
    first = (tmp_path / name).read_bytes()
    write_nanopubs(tmp_path / name, iter(found))
    assert (tmp_path / name).read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == [name]
    read = {(q.graph_name.value, q.subject.value, q.predicate.value, q.object.value) for q in quads(tmp_path / name)}
    assert read == {(*s[:3], s.object.value) for one in found for s in one.statements}


def test_a_failure_leaves_the_former_file(found: list[Nanopub], tmp_path: Path) -> None:
    path = tmp_path / "all.trig"
    path.write_text("former", encoding="utf-8")

    def broken() -> Iterator[Nanopub]:
        yield found[0]
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        write_nanopubs(path, broken())
    assert path.read_text(encoding="utf-8") == "former"
    assert [one.name for one in tmp_path.iterdir()] == ["all.trig"]


def test_the_command(toy_release: Release, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command.nanopubs(tmp_path / "toy.trig", ["0000002"], toy_release.folder.parent)
    told = [int(row.split()[0]) for row in capsys.readouterr().out.splitlines()]
    assert sum(told) == sum(q.predicate.value == NP + "hasAssertion" for q in quads(tmp_path / "toy.trig"))
    assert len(told) == 3


# --- trusty URIs


def statements(*objects: RowTerm) -> list[Statement]:
    return [Statement(f"toy:{HERE}#a", f"toy:{HERE}", "toy:p", one) for one in objects]


ODD = statements(
    RowTerm("a", "literal"),
    RowTerm("a", "literal", None, "en-GB"),
    RowTerm("a", "literal", "toy:type"),
    RowTerm('back\\slash\nline "quoted" é', "literal"),
    RowTerm("toy:z", "iri"),
    RowTerm(f"toy:{HERE}#self", "iri"),
)


def test_a_name_depends_on_every_part_and_on_no_order() -> None:
    code = artifact_code(ODD)
    assert len(code) == 45
    assert artifact_code(reversed(ODD)) == artifact_code([*ODD, *ODD]) == code
    others = [artifact_code([*ODD[:-1], replace_object(ODD[-1])]), artifact_code(ODD[:-1]), artifact_code(ODD[1:])]
    assert len({code, *others}) == 4


def replace_object(one: Statement) -> Statement:
    return one._replace(object=replace(one.object, value="toy:other"))


@quiet
def test_names_are_those_that_the_library_makes() -> None:
    from nanopub.trustyuri.rdf.RdfHasher import make_hash
    from rdflib import Literal, URIRef

    def term(one: RowTerm) -> object:
        return URIRef(one.value) if one.kind == "iri" else Literal(one.value, lang=one.language, datatype=one.datatype)

    for size in range(1, len(ODD) + 1):
        some = ODD[:size]
        theirs = [(URIRef(s.graph), URIRef(s.subject), URIRef(s.predicate), term(s.object)) for s in some]
        assert make_hash(theirs, hashstr=HERE) == artifact_code(some)


def test_labels_of_papers_come_with_them(found: list[Nanopub]) -> None:
    one = about(found, "/toy/pmid-0000001-toy-2/no-hp-0001251")
    assert (f"{BASE}paper/pmid-0000001", RDFS + "label", "A toy paper") in of(one, "provenance")
