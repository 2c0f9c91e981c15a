"""Any spelling of a name leads to the one thing, says how it was read, and never guesses between two."""

import json
import threading
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer import Typer
from typer.testing import CliRunner

from api.app import make_app
from api.settings import Settings
from kg.commands.resolve import resolve as command
from kg.engine import Engine
from kg.find import Kind, Names
from kg.lexicon import LONGEST, Lexicon
from kg.lexicon.resolution import Resolution
from kg.lexicon.schemes import TABLE
from kg.names import BASE, OBO, SCHEMES, contract
from kg.release import Release
from kg.settings import data_folder
from kg.triples.mappings import read_sssom
from tests.resolve import derive
from tests.resolve.rules import variants

LEAST = 300
ROWS = [line.split("\t") for line in derive.TABLE.read_text(encoding="utf-8").splitlines()[1:]]
GROUPS = sorted({why for _, _, why in ROWS})
BROWSER = {"accept": "text/html,*/*;q=0.8"}
HOSTILE = [
    "",
    " ",
    "\n",
    '"',
    "'",
    '"""',
    "\\",
    "\x00",
    "HP:0002500\x00",
    "\ud800",
    "\u202e0052000:PH",
    "\ufeff",
    "<>",
    "()",
    "[]",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    '" } UNION { ?s ?p ?o',
    "}> . ?s ?p ?o . <http://x",
    "HP:",
    ":",
    "::::",
    "HP::0002500",
    "http://",
    "https://",
    "//",
    "/",
    "/../../etc/passwd",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "http://[::1",
    "%",
    "%zz",
    "%25" * 300,
    "http://a/?iri=" * 70,
    "https://identifiers.org/" * 40,
    "c.",
    "p.",
    "c.999999999999999999999G>A",
    "p.(=)",
    "NM_:c.1A>G",
    "CSF1R:",
    "CSF1R:" * 160,
    "(" * 900,
    "p." + "(" * 900,
    "c.1" + "_2" * 400,
    "HP:" + "9" * 900,
    "٣" * 7,
    "HP:٠٠٠٢٥٠٠",
    "İ" * 100,
    "ﬁ",
    "🧠",
    "a" * LONGEST,
    "a" * (LONGEST + 1),
    "x" * 1_000_000,
    "word " * 100_000,
    "\t\r\n\x0b\x0c",
]


@pytest.fixture(scope="module")
def names(toy: Engine) -> Lexicon:
    return Lexicon.of(toy)


@pytest.fixture(scope="module")
def all_names(real: Engine) -> Lexicon:
    return Lexicon.of(real)


@pytest.fixture(scope="module")
def client(toy: Engine, toy_release: Release) -> TestClient:
    return TestClient(make_app(toy, Settings(), toy_release.manifest), follow_redirects=False)


def led(found: Resolution) -> str:
    """The IRI, or all that it may be."""
    return found.thing.iri if found.thing else " ".join(sorted(one.iri for one in found.candidates))


def test_the_table_is_derived_from_todays_data() -> None:
    """A new paper adds names; what the table holds stays true, or it is written anew."""
    assert {*map(tuple, ROWS)} - {*derive.rows(every=1)} == set(), "write it anew: python -m tests.resolve.derive"


def test_the_table_and_the_rules_spell_enough() -> None:
    spelt = {(way, iri) for spelling, iri, _ in ROWS for way in variants(spelling)}
    assert len(ROWS) >= LEAST
    assert len(spelt) >= 10 * LEAST


@pytest.mark.slow
@pytest.mark.parametrize("why", GROUPS)
def test_names_as_the_data_spell_them(all_names: Lexicon, why: str) -> None:
    wrong = {
        spelling: (iri, led(found))
        for spelling, iri, reason in ROWS
        if reason == why and led(found := all_names.resolve(spelling)) != iri
    }
    assert wrong == {}


@pytest.mark.slow
@pytest.mark.parametrize("why", GROUPS)
def test_names_as_people_spell_them(all_names: Lexicon, why: str) -> None:
    wrong = {
        way: (iri, led(found))
        for spelling, iri, reason in ROWS
        if reason == why
        for way in variants(spelling)
        if led(found := all_names.resolve(way)) != iri
    }
    assert wrong == {}


@pytest.mark.slow
def test_every_thing_is_found_by_its_own_names(all_names: Lexicon, real: Engine) -> None:
    """The IRI and the short name of each paper, case, variant, region, observation lead to it."""
    rows = real.rows("""SELECT DISTINCT ?x WHERE { VALUES ?t { kg:Paper kg:Case kg:Variant kg:Gene kg:Region kg:Modality
        kg:Sequence kg:Family kg:Observation kg:CohortStatistic } ?x a ?t } ORDER BY ?x""")
    things = [row["x"].value for row in rows]
    assert len(things) > 1000
    for iri in things:
        assert {led(all_names.resolve(iri)), led(all_names.resolve(contract(iri)))} == {iri}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("HP:0002500", []),
        ("MIM #221820", ["is read as OMIM:221820", "same as MONDO:0800027 (skos:exactMatch)"][:1]),
        ("https://pubmed.ncbi.nlm.nih.gov/22197934/", ["is read as PMID:22197934"]),
        ("NM_005211.3:c.2345G>A", ["NM_005211.3 is read as NM_005211.4", "is read as c.2345G>A"]),
        ("MONDO:0009096", ["is obsolete, and skos:closeMatch leads to it from MONDO:0800027"]),
        ("hdls1", ["capitals and spaces left aside", "is a name of MONDO:0800027", "gene:CSF1R lists the name"]),
        ("leucoencephalopathy, diffuse hereditary, with spheroids 1", ["British and American spelling taken as one"]),
        ("HP:0002500 ! Abnormal cerebral white matter morphology", ["agree"]),
    ],
)
def test_how_it_was_read_is_told_step_by_step(all_names: Lexicon, text: str, steps: list[str]) -> None:
    found = all_names.resolve(text)
    assert found.thing
    assert len(found.rewrites) >= len(steps)
    assert (steps == []) == (found.rewrites == ())
    for step, told in zip(steps, found.rewrites, strict=False):
        assert step in told


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("221820", {"MONDO:0800027", "MONDO:0030796"}),  # OMIM's entry, and OMIM's series
        ("p.Arg782Cys", {"variant:CSF1R/c.2344C-T", "variant:CSF1R/p.Arg782Cys"}),
        ("Seizure (HP:0002500)", {"HP:0001250", "HP:0002500"}),
        ("CAVUM SEPTUM PELLUCIDUM", {"UBERON:0009857", "HP:0002389"}),  # only a capital tells them apart
        ("Alzheimer disease", {"OMIM:104300", "HP:0002511"}),
    ],
)
def test_it_never_guesses_between_two(all_names: Lexicon, text: str, candidates: set[str]) -> None:
    found = all_names.resolve(text)
    assert found.ambiguous
    assert {one.curie for one in found.candidates} == candidates


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "NM_000059.4:c.2345G>A",  # another gene's transcript
        "BRCA2:c.2345G>A",
        "BRCA2 R782H",
        "ENST00000543093.1:c.2345G>A",  # the other isoform: its numbers are others
        "EC:2.7.10.1",  # the class of enzymes is not the gene
        "R-HSA-9680350",
        "HP:9999999",
        "PMID:1",
        "no such thing anywhere",
    ],
)
def test_what_is_of_something_else_leads_nowhere(all_names: Lexicon, text: str) -> None:
    found = all_names.resolve(text)
    assert (found.thing, found.candidates) == (None, ())


@pytest.mark.slow
def test_what_is_only_near_is_never_taken_for_the_same(all_names: Lexicon) -> None:
    """A bridge axiom, a wider code of ICD: the term of others itself, with what is near it and how."""
    for text, near in (("NCIT:C12439", "UBERON:0000955"), ("ICD-10:E75.2", "MONDO:0800027")):
        found = all_names.resolve(text)
        assert found.thing
        assert not found.thing.kind
        assert [(one.curie, one.why.startswith("skos:")) for one in found.candidates] == [(near, True)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "like"),
    [("seizuer", "HP:0001250"), ("c.2345G>T", "variant:CSF1R/c.2345G-A"), ("case:pmid-37349768/iii-11", "iii-1")],
)
def test_suggestions_where_nothing_fits(all_names: Lexicon, text: str, like: str) -> None:
    found = all_names.resolve(text)
    assert found.thing is None
    assert any(one.curie.endswith(like) for one in found.suggestions)


@pytest.mark.parametrize("prefix", [name for name in TABLE if name in SCHEMES])
def test_schemes_keep_their_things_where_names_has_them(prefix: str) -> None:
    assert TABLE[prefix].space == SCHEMES[prefix]


def test_every_prefix_of_a_mapping_is_known() -> None:
    for path in sorted((data_folder("ontology") / "mappings").glob("*.sssom.tsv")):
        prefixes, _ = read_sssom(path)
        ours = [one for one, space in prefixes.items() if space.startswith((BASE, "http://www.w3.org/", BASE[:16]))]
        assert {one: TABLE[one].space for one in prefixes if one not in ours} == {
            one: space for one, space in prefixes.items() if one not in ours
        }


TOY = {
    "toy woman": "case/pmid-0000001/toy-woman",
    "TOY  WOMAN": "case/pmid-0000001/toy-woman",
    "toy-woman": "case/pmid-0000001/toy-woman",
    "case:pmid-0000001/Toy-Woman": "case/pmid-0000001/toy-woman",
    "TOYA": "gene/TOY1",
    "toy registry:toy-1": "gene/TOY1",
    "PMID:0000001": "paper/pmid-0000001",
    "TOY_0001.1": "transcript/TOY_0001.1",
    "TOY1:c.149G>A": "variant/TOY1/c.149G-A",
    "toya r50h": "variant/TOY1/c.149G-A",
    "TOYA R50H": "variant/TOY1/c.149G-A",
    "c.149 G→A (p.Arg50His)": "variant/TOY1/c.149G-A",
    "c.190+1G>A": "variant/TOY1/c.190+1G-A",
}


@pytest.mark.parametrize("text", TOY)
def test_toy_names(names: Lexicon, text: str) -> None:
    assert led(names.resolve(text)) == BASE + TOY[text]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:20]))
def test_no_text_is_an_error(names: Lexicon, text: str) -> None:
    found = names.resolve(text)
    assert found.thing is None or found.thing.iri.startswith(("http", BASE))
    assert len(json.dumps(found.told())) < 50_000


def test_threads_may_share_it(names: Lexicon) -> None:
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(led(names.resolve("toy woman")))) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert found == [BASE + "case/pmid-0000001/toy-woman"] * 8


def test_one_question_needs_no_more_than_an_engine(toy: Engine) -> None:
    assert led(Lexicon.of(toy).resolve("hp_0002500")) == OBO + "HP_0002500"


def test_the_web_answers_in_json(client: TestClient) -> None:
    found = client.get("/resolve", params={"q": "toya"})
    assert (found.status_code, found.headers["content-type"]) == (200, "application/json")
    assert found.json()["thing"] == {"iri": BASE + "gene/TOY1", "curie": "gene:TOY1", "label": "TOY1", "kind": "Gene"}
    assert found.headers["access-control-allow-origin"] == "*"


def test_the_web_says_that_a_name_does_not_decide(client: TestClient) -> None:
    found = client.get("/resolve", params={"q": "Seizure (HP:0002500)"})
    assert (found.status_code, found.json()["thing"]) == (200, None)
    assert {one["curie"] for one in found.json()["candidates"]} == {"HP:0001250", "HP:0002500"}
    assert client.get("/resolve", params={"q": "Seizure (HP:0002500)"}, headers=BROWSER).status_code == 300


FORMER = """SELECT ?old (SAMPLE(?new) AS ?one) { ?old obo:IAO_0100001 ?new } GROUP BY ?old
    HAVING (COUNT(DISTINCT ?new) = 1) ORDER BY ?old"""
DESCRIBED = "SELECT DISTINCT ?old { ?old obo:IAO_0100001 ?new ; rdfs:label ?label } ORDER BY ?old"


@pytest.mark.slow
def test_every_former_id_is_its_replacement_at_every_door(
    real_release: Release, real: Engine, all_names: Lexicon
) -> None:
    """Whether the graph says no more of it than that (an alternative id) or keeps its label (an obsolete one)."""
    client = TestClient(make_app(real, Settings(), real_release.manifest), follow_redirects=False)
    after = {row["old"].value: row["one"].value for row in real.rows(FORMER)}
    described = [row["old"].value for row in real.rows(DESCRIBED) if row["old"].value in after]
    assert len(after) > 3000
    assert len(described) > 300
    assert {old: led(all_names.resolve(contract(old))) for old in after} == after
    known = Names(real)
    known.look_up(Kind.CONCEPT, map(contract, after))
    assert {old: known.one(Kind.CONCEPT, contract(old)) for old in after} == after
    for start in range(0, len(described), 50):
        part = described[start : start + 50]
        fields = " ".join(f'a{at}: term(id: "{contract(old)}") {{ iri }}' for at, old in enumerate(part))
        answer = client.post("/graphql", json={"query": f"{{ {fields} }}"}).json()
        assert [answer["data"][f"a{at}"]["iri"] for at in range(len(part))] == [after[old] for old in part]
        assert len(answer["extensions"]["rewrites"]) == len(part)
    for old in described[::20]:
        found = client.get("/find", params={"name": contract(old)})
        assert found.headers["location"].partition("?")[0].endswith("/term/" + contract(after[old]))
        assert client.get("/resolve", params={"q": contract(old)}).json()["thing"]["iri"] == after[old]


def test_the_web_refuses_and_suggests(client: TestClient) -> None:
    missing = client.get("/resolve", params={"q": "seizuer"})
    assert (missing.status_code, missing.json()["suggestions"][0]["curie"]) == (404, "HP:0001250")
    assert client.get("/resolve", params={"q": "seizuer"}, headers=BROWSER).status_code == 404
    for query in ("", "?q=", "?q=%20", "?q=a&q=b", f"?q={'a' * (LONGEST + 1)}"):
        assert client.get("/resolve" + query).status_code == 400
    assert client.get("/resolve?q=a", headers={"accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("text", ["TOYA", "toy woman", "mim 000001", "HP:0002500", "kg:hasFinding", "has finding"])
def test_a_browser_is_led_to_the_page(client: TestClient, text: str) -> None:
    found = client.get("/resolve", params={"q": text}, headers=BROWSER)
    assert found.status_code == 303
    assert client.get(found.headers["location"], headers=BROWSER).status_code == 200


@pytest.mark.parametrize("text", [one for one in HOSTILE if len(one) < 5000 and "\ud800" not in one])
def test_the_web_fails_at_nothing(client: TestClient, text: str) -> None:
    for headers in ({}, BROWSER):
        assert client.get("/resolve", params={"q": text}, headers=headers).status_code < 500


def test_the_command(toy_release: Release, tmp_path: Path) -> None:
    app = Typer()
    app.command()(command)
    where = ["--releases", str(toy_release.folder.parent)]
    found = CliRunner().invoke(app, ["toya", *where])
    assert (found.exit_code, found.stdout.splitlines()[:2]) == (0, ["gene:TOY1  TOY1", "  Gene"])
    asked = CliRunner().invoke(app, ["MIM 000001", "--format", "json", *where])
    assert json.loads(asked.stdout)["thing"]["kind"] == "Disease"
    missing = CliRunner().invoke(app, ["seizuer", *where])
    assert (missing.exit_code, "like it: HP:0001250" in missing.stdout) == (1, True)
    assert CliRunner().invoke(app, ["Seizure (HP:0002500)", *where]).exit_code == 1
