"""Every IRI of ours leads to what it names, in every format; old and odd names are led to the right place."""

import hashlib
import json
import re
from html import unescape
from itertools import groupby

import pyoxigraph as ox
import pytest
import rdflib
from starlette.testclient import TestClient

from api.addresses import address, own_iri
from api.app import make_app
from api.pages.statements import LISTED
from api.settings import Settings
from kg.engine import Engine, Question
from kg.engine.memory import MemoryEngine
from kg.engine.questions import catalogue
from kg.find.things import thing
from kg.lexicon import Lexicon
from kg.names import BASE, KG
from kg.release import Release

WOMAN = "/case/pmid-0000001/toy-woman"
FORMATS = {
    ".ttl": ("text/turtle", "turtle"),
    ".nt": ("application/n-triples", "nt"),
    ".rdf": ("application/rdf+xml", "xml"),
    ".jsonld": ("application/ld+json", "json-ld"),
}
READERS = {
    "turtle": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "xml": ox.RdfFormat.RDF_XML,
    "json-ld": ox.RdfFormat.JSON_LD,
}
BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module")
def client(toy: Engine, toy_release: Release) -> TestClient:
    app = make_app(toy, Settings(), toy_release.manifest, catalogue(), toy_release.folder)
    return TestClient(app, follow_redirects=False)


@pytest.fixture(scope="module")
def own(toy: Engine) -> list[str]:
    """Every IRI of ours that is a subject, an object or a graph, without what stands behind a `#`."""
    rows = toy.rows(f"""SELECT DISTINCT ?x WHERE {{
        {{ ?x ?p ?o }} UNION {{ ?s ?p ?x }} UNION {{ GRAPH ?x {{ ?s ?p ?o }} }}
        FILTER(isIRI(?x) && STRSTARTS(STR(?x), "{BASE}")) }}""")
    return sorted({row["x"].value.partition("#")[0] for row in rows} - {BASE, BASE + "sparql"})


def parsed(body: str, form: str) -> set[tuple[str, ...]]:
    """The triples of a body as plain texts, those about unnamed things left out."""
    found = [(one.subject, one.predicate, one.object) for one in ox.parse(body.encode(), format=READERS[form])]
    return {tuple(node.value for node in triple) for triple in found if not any(map(is_blank, triple))}


def is_blank(node: object) -> bool:
    return isinstance(node, ox.BlankNode)


def test_every_iri_of_ours_leads_to_a_page(client: TestClient, own: list[str]) -> None:
    assert len(own) > 500
    missing = [iri for iri in own if client.get(address(iri), headers=BROWSER).status_code != 200]
    assert missing == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_iri_of_ours_leads_to_rdf_that_speaks_of_it(client: TestClient, own: list[str], suffix: str) -> None:
    """By its media type and by the suffix; each answer can be read and has the thing in it."""
    kind, form = FORMATS[suffix]
    for iri in own:
        if "/download/" in iri:
            continue
        answer = client.get(address(iri), headers={"accept": kind})
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, kind), iri
        assert client.get(address(iri) + suffix).content == answer.content, iri
        assert any(one.partition("#")[0] == iri for triple in parsed(answer.text, form) for one in triple), iri


def test_page_and_rdf_agree(client: TestClient, own: list[str], toy: Engine) -> None:
    """Every statement of the RDF stands on the page: its value as text, or as a link."""
    for iri in [one for one in own if "/download/" not in one and "ontology" not in one and ".well-known/" not in one]:
        page = client.get(address(iri), headers=BROWSER).text
        shown, links = unescape(re.sub(r"<[^>]*>", "", page)), set(map(unescape, re.findall(r'href="([^"]*)"', page)))
        found = thing(toy, iri)
        assert found is not None
        by_property = [list(same) for _, same in groupby(found.facts, key=lambda fact: fact.property.iri)]
        assert all(f"and {len(same) - LISTED:,} more" in page for same in by_property if len(same) > LISTED)
        for fact in [fact for same in by_property for fact in same[:LISTED]]:
            value = fact.other.value
            assert address(value) in links if fact.other.kind == "iri" else value in shown or value in links, (
                iri,
                value,
            )
        said = parsed(client.get(address(iri) + ".nt").text, "nt")
        assert {(p, o) for s, p, o in said if s == iri} == {(f.property.iri, f.other.value) for f in found.facts}
        assert found.links == len({(s, p) for s, p, o in said if o == iri and s.startswith(("http", "urn"))})


def test_a_page_says_which_paper_and_how_it_was_read(client: TestClient) -> None:
    page = client.get(WOMAN, headers=BROWSER).text
    assert 'href="/paper/pmid-0000001"' in page
    assert re.search(r"\((abstract|excerpt|full text) read\)", page)
    assert "<em>inferred</em>" in page


def test_what_is_computed_is_marked(client: TestClient, toy: Engine) -> None:
    variant = toy.rows("SELECT ?v { GRAPH graph:computed { ?v kg:consequence ?c } } ORDER BY ?v LIMIT 1")[0]["v"].value
    assert "<em>computed here</em>" in client.get(address(variant), headers=BROWSER).text


def test_links_go_both_ways(client: TestClient) -> None:
    assert f'href="{WOMAN}"' in client.get("/paper/pmid-0000001", headers=BROWSER).text
    assert "What leads to it" in client.get(WOMAN, headers=BROWSER).text


def test_doubts_stand_above_the_facts(client: TestClient, toy: Engine) -> None:
    doubted = toy.rows(f'SELECT ?x {{ ?x kg:hasDoubt ?d FILTER(STRSTARTS(STR(?x), "{BASE}")) }} ORDER BY ?x')[0]["x"]
    page = client.get(address(doubted.value), headers=BROWSER).text
    assert page.index("To be taken with care") < page.index("As the graph says it")


def test_a_program_that_accepts_anything_gets_turtle_and_a_browser_a_page(client: TestClient) -> None:
    assert client.get(WOMAN, headers={"accept": "*/*"}).headers["content-type"] == "text/turtle; charset=utf-8"
    assert client.get(WOMAN, headers=BROWSER).headers["content-type"].startswith("text/html")
    assert (
        client.get(WOMAN + ".html", headers={"accept": "text/turtle"}).headers["content-type"].startswith("text/html")
    )
    assert client.get(WOMAN, headers={"accept": "application/json"}).headers["content-type"] == "application/json"
    refused = client.get(WOMAN, headers={"accept": "image/png"})
    assert (refused.status_code, "text/turtle" in refused.json()["supported"]) == (406, True)


def test_answers_can_be_kept_and_say_what_else_there_is(client: TestClient) -> None:
    answer = client.get(WOMAN, headers={"accept": "text/turtle"})
    assert answer.headers["vary"] == "Accept"
    assert answer.headers["content-location"] == WOMAN + ".ttl"
    assert f"<{BASE}{WOMAN[1:]}>" in answer.headers["link"]
    assert answer.headers["access-control-allow-origin"] == "*"
    again = client.get(WOMAN, headers={"accept": "text/turtle", "if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(WOMAN, headers={"accept": "text/turtle"}).headers["etag"] == answer.headers["etag"]


def test_the_ontology_is_one_document_with_a_place_for_every_word(client: TestClient, toy: Engine) -> None:
    page = client.get("/ontology", headers=BROWSER).text
    used = {row["c"].value for row in toy.rows(f'SELECT DISTINCT ?c {{ ?x a ?c FILTER(STRSTARTS(STR(?c), "{KG}")) }}')}
    for iri in used:
        assert f'id="{iri.removeprefix(KG)}"' in page
    assert (KG + "Case", str(rdflib.RDFS.label), "case") in parsed(client.get("/ontology.nt").text, "nt")
    assert "What leads to it" in client.get("/term/kg:Case", headers=BROWSER).text


@pytest.mark.parametrize("name", ["void", "sparql-examples", "prefixes"])
def test_the_description_of_the_dataset_is_where_crawlers_look(client: TestClient, toy: Engine, name: str) -> None:
    for suffix, (kind, form) in FORMATS.items():
        answer = client.get(f"/.well-known/{name}", headers={"accept": kind})
        assert answer.headers["content-type"].partition(";")[0] == kind
        assert answer.headers["access-control-allow-origin"] == "*"
        if suffix in (".nt", ".ttl"):
            said = len(rdflib.Graph(bind_namespaces="none").parse(data=answer.text, format=form))
            rows = toy.rows(f"SELECT * {{ GRAPH <{BASE}.well-known/{name}> {{ ?s ?p ?o }} }}")
            assert said == len(rows), "the whole graph, not only what is said of its name"
    assert client.get(f"/.well-known/{name}", headers=BROWSER).status_code == 200


def test_prefixes_come_as_context_and_as_map(client: TestClient) -> None:
    context = client.get("/prefixes", headers={"accept": "application/ld+json"})
    assert context.headers["content-type"] == "application/ld+json"
    assert context.json()["@context"]["kg"] == KG
    listed = client.get("/prefixes", headers={"accept": "application/json"}).json()
    assert {"prefix": "kg", "uri_prefix": KG} in listed
    assert client.get("/prefixes.json").json() == listed
    assert client.get("/prefixes.jsonld").json() == context.json()


def test_a_term_of_others_has_a_page_with_its_place_and_where_it_was_seen(client: TestClient) -> None:
    page = client.get("/term/HP:0002500", headers=BROWSER).text
    assert "<h1>Abnormal cerebral white matter morphology</h1>" in page
    assert "An abnormality of the cerebral white matter." in page
    assert "Leukoaraiosis" in page
    assert 'href="/term/HP:0010993"' in page, "its parent"
    assert 'href="/term/HP:0007052"' in page or "Kinds of it" in page
    assert 'href="http://purl.obolibrary.org/obo/HP_0002500"' in page, "its owner's page"
    seen = page[page.index("In how many people") : page.index("As the graph says it")]
    assert f'href="{WOMAN}"' in seen
    assert 'href="/paper/pmid-0000001"' in seen


def test_a_term_comes_as_rdf_too(client: TestClient) -> None:
    said = parsed(client.get("/term/HP:0002500.nt").text, "nt")
    iri = "http://purl.obolibrary.org/obo/HP_0002500"
    assert (iri, str(rdflib.RDFS.label), "Abnormal cerebral white matter morphology") in said


def test_every_term_that_the_papers_use_has_a_page(client: TestClient, toy: Engine) -> None:
    rows = toy.rows("""SELECT DISTINCT ?x { GRAPH ?g { ?s ?p ?x } FILTER(isIRI(?x))
        FILTER(STRSTARTS(STR(?g), STR(graph:paper)) && !STRSTARTS(STR(?x), STR(graph:)))
        FILTER(!STRSTARTS(STR(?x), "https://w3id.org/csf1r-kg/")) }""")
    for iri in {row["x"].value for row in rows}:
        answer = client.get(address(iri), headers=BROWSER)
        assert answer.status_code in (200, 303), iri


def test_a_term_with_thousands_of_links_is_shown_in_pages(client: TestClient) -> None:
    first = client.get("/term/owl:Class", headers=BROWSER).text
    assert "1 to 100 of" in first
    assert 'href="/term/owl:Class?offset=100"' in first
    second = client.get("/term/owl:Class?offset=100", headers=BROWSER).text
    assert "101 to 200 of" in second
    assert client.get("/term/owl:Class?offset=-1", headers=BROWSER).status_code == 400


def test_pages_of_very_many_links_follow_one_another_without_loss(toy: Engine) -> None:
    """Beyond what is counted they stand in no order, and each comes once all the same."""
    iri = str(rdflib.OWL.Class)
    rows = toy.rows(f"SELECT DISTINCT ?p ?x {{ GRAPH ?g {{ ?x ?p <{iri}> }} FILTER(isIRI(?x)) }}")
    there = sorted((row["p"].value, row["x"].value) for row in rows)
    assert len(there) > 300
    pages = [thing(toy, iri, 70, offset, most=100) for offset in range(0, len(there), 70)]
    found = [(fact.property.iri, fact.other.value) for one in pages if one for fact in one.incoming]
    assert sorted(found) == there
    assert all(one and one.many and one.links == 100 for one in pages)
    assert [bool(one and one.further) for one in pages] == [True] * (len(pages) - 1) + [False]
    exact = thing(toy, iri, 0, most=len(there))
    assert exact and not exact.many and exact.links == len(there)


def test_identifiers_of_every_length_have_a_page(client: TestClient, toy: Engine) -> None:
    rows = toy.rows("""SELECT DISTINCT ?x { ?s ?p ?x
        FILTER(isIRI(?x) && STRSTARTS(STR(?x), "http://purl.obolibrary.org/obo/NCIT_")) } ORDER BY ?x LIMIT 3""")
    for row in rows:
        assert client.get(address(row["x"].value), headers=BROWSER).status_code == 200


@pytest.mark.parametrize(
    ("name", "status", "leads", "told"),
    [
        ("HP_0002500", 301, "/term/HP:0002500", "HP_0002500 is read as HP:0002500"),
        ("hp:0002500", 301, "/term/HP:0002500", "hp:0002500 is read as HP:0002500"),
        ("http:%2F%2Fpurl.obolibrary.org%2Fobo%2FHP_0002500", 301, "/term/HP:0002500", "is read as HP:0002500"),
        ("HP:0200100", 303, "/term/HP:0002500", "HP:0200100 is an old identifier and is read as HP:0002500"),
        ("hp_0200100", 303, "/term/HP:0002500", "is an old identifier and is read as HP:0002500"),
        ("Leukoaraiosis", 303, "/term/HP:0002500", "Leukoaraiosis is read as HP:0002500"),
        ("omim:221820", 301, "/term/OMIM:221820", "omim:221820 is read as OMIM:221820"),
        ("PMID%200000001", 303, "/paper/pmid-0000001", "PMID 0000001 is read as paper:pmid-0000001"),
        ("pubmed:0000001", 303, "/paper/pmid-0000001", "is read as paper:pmid-0000001"),
        ("https://pubmed.ncbi.nlm.nih.gov/0000001/", 303, "/paper/pmid-0000001", "is read as paper:pmid-0000001"),
    ],
)
def test_old_and_odd_names_land_on_the_right_page_and_it_says_so(
    client: TestClient, name: str, status: int, leads: str, told: str
) -> None:
    answer = client.get(f"/term/{name}", headers=BROWSER)
    assert answer.status_code == status
    assert answer.headers["location"].partition("?")[0] == leads
    assert told in unescape(client.get(answer.headers["location"], headers=BROWSER).text)


def test_a_doi_leads_to_its_paper(client: TestClient, toy: Engine) -> None:
    found = toy.rows("SELECT ?p ?d { ?p a kg:Paper ; bibo:doi ?d } ORDER BY ?p")
    for row in found[:1]:
        for spelling in ("doi:", "DOI: ", "https://doi.org/", ""):
            answer = client.get("/find", params={"name": spelling + row["d"].value}, headers=BROWSER)
            assert answer.headers["location"].partition("?")[0] == address(row["p"].value)


def test_a_format_survives_the_way(client: TestClient) -> None:
    answer = client.get("/term/HP_0002500.ttl")
    assert answer.headers["location"].startswith("/term/HP:0002500.ttl")
    assert client.get(answer.headers["location"]).headers["content-type"].startswith("text/turtle")


def test_the_notice_says_only_what_is_true(client: TestClient) -> None:
    page = client.get("/term/HP:0002500?read=HP:0001250", headers=BROWSER).text
    assert "HP:0001250 is" not in page
    assert "<script>" not in client.get("/term/HP:0002500?read=<script>x</script>", headers=BROWSER).text


def test_an_address_as_a_person_would_write_it_leads_on(client: TestClient, toy: Engine) -> None:
    variant = toy.rows("SELECT ?v { ?v kg:hgvsCoding ?c FILTER(CONTAINS(?c, '>')) } ORDER BY ?v")[0]["v"].value
    written = client.get(re.sub(r"-([A-Z])$", r">\1", address(variant)), headers=BROWSER)
    assert (written.status_code, written.headers["location"]) == (301, address(variant))
    capitals = client.get("/case/PMID-0000001/Toy-Woman.ttl")
    assert (capitals.status_code, capitals.headers["location"]) == (301, WOMAN + ".ttl")


def test_an_address_of_ours_under_term_leads_to_itself(client: TestClient) -> None:
    answer = client.get("/term/case:pmid-0000001%2Ftoy-woman", headers=BROWSER)
    assert (answer.status_code, answer.headers["location"]) == (303, WOMAN)


def test_a_name_that_fits_several_things_is_a_choice(client: TestClient, toy: Engine) -> None:
    rows = toy.rows("""SELECT ?n { ?v a kg:Variant ; kg:hgvsProtein ?n } GROUP BY ?n
        HAVING(COUNT(DISTINCT ?v) > 1) ORDER BY ?n""")
    for row in rows:
        found = Lexicon.of(toy).meant(row["n"].value).meant
        answer = client.get("/find", params={"name": row["n"].value}, headers=BROWSER)
        assert answer.status_code == 300
        assert all(f'href="{address(one.iri)}"' in answer.text for one in found)


def test_what_is_not_there_is_said_with_what_may_be_meant(client: TestClient, toy: Engine) -> None:
    page = client.get(WOMAN + "x", headers=BROWSER)
    assert page.status_code == 404
    assert f'href="{WOMAN}"' in page.text
    told = client.get(WOMAN + "x", headers={"accept": "application/json"})
    assert told.headers["content-type"] == "application/problem+json"
    assert BASE + WOMAN[1:] in [one["iri"] for one in told.json()["suggestions"]]
    assert Lexicon.of(toy).near(BASE + 'case"> . x/y') == ()
    words = client.get("/term/cerebral white", headers=BROWSER)
    assert words.status_code == 404
    assert "/term/HP:" in words.text


@pytest.mark.parametrize(
    "path",
    [
        "/case/<script>alert(1)</script>",
        "/term/<script>alert(1)</script>",
        "/case/%22%3E%3Cscript%3E",
        "/term/%22onmouseover=x",
        "/find?name=<script>alert(1)</script>",
        "/term/HP:0002500%3E%20.%20%3Fs%20%3Fp%20%3Fo",
        "/case/%00",
        "/case/%ff%fe",
        "/case/a%0d%0aSet-Cookie:x",
        "/case/../../etc/passwd",
        "/term/javascript:alert(1)",
        "/case/" + "a" * 5000,
    ],
)
def test_no_address_becomes_markup_or_breaks_a_query(client: TestClient, path: str) -> None:
    for headers in (BROWSER, {"accept": "text/turtle"}):
        answer = client.get(path, headers=headers)
        assert answer.status_code in (400, 404), path
        assert "set-cookie" not in answer.headers
        assert answer.headers["x-content-type-options"] == "nosniff"
        if answer.headers["content-type"].startswith("text/html"):
            assert "<script>" not in answer.text
            assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_what_a_source_wrote_never_becomes_markup() -> None:
    evil = '"<script>alert(1)</script>"'
    lines = f"""<{BASE}case/evil> <http://www.w3.org/2000/01/rdf-schema#label> {evil} <{BASE}graph/toy> .
<{BASE}case/evil> <{KG}statedAs> {evil}@en <{BASE}graph/toy> .
<{BASE}case/evil> <{KG}readAt> "javascript:alert(1)"^^<http://www.w3.org/2001/XMLSchema#anyURI> <{BASE}graph/toy> .
<{BASE}case/evil> <{KG}knows> <javascript:alert(1)> <{BASE}graph/toy> .
"""
    page = TestClient(make_app(MemoryEngine.of_lines(lines.encode()))).get("/case/evil", headers=BROWSER)
    assert page.status_code == 200
    assert "<script>" not in page.text
    assert 'href="javascript' not in page.text
    assert "&lt;script&gt;" in page.text


def test_spellings_of_an_address_are_one_address() -> None:
    iri = "https://w3id.org/csf1r-kg/family/k%C4%B1nd/a+b*(1)=x"
    assert own_iri("/family/k%c4%b1nd/a%2Bb%2A%281%29%3Dx") == iri
    assert own_iri(address(iri)) == iri


def test_the_release_can_be_taken_whole(client: TestClient, toy_release: Release) -> None:
    page = client.get("/download/", headers=BROWSER).text
    forms = ("dataset.nq.gz", "dataset.trig.gz", "dataset.ttl.gz", "dataset.jsonld.gz")
    for name in (*forms, "manifest.json", "diseases.sssom.tsv", "imaging.sssom.tsv"):
        body = (toy_release.folder / name).read_bytes()
        sha = hashlib.sha256(body).hexdigest()
        assert sha in page
        assert f"{len(body):,}" in page
        answer = client.get(f"/download/{name}")
        assert (answer.content, answer.headers["etag"]) == (body, f'"{sha}"')
        assert f"{sha}  {name}\n" in client.get("/download/SHA256SUMS").text
        part = client.get(f"/download/{name}", headers={"range": "bytes=10-19"})
        assert (part.status_code, part.content) == (206, body[10:20])
        assert client.get(f"/download/{name}", headers={"if-none-match": f'"{sha}"'}).status_code == 304
        assert client.head(f"/download/{name}").headers["content-length"] == str(len(body))
    assert json.loads(client.get("/download/manifest.json").content)["triples"] == toy_release.manifest["triples"]


def test_a_mapping_set_is_where_its_own_name_says(client: TestClient, toy_release: Release) -> None:
    for path in sorted(toy_release.folder.glob("*.sssom.tsv")):
        body = path.read_bytes()
        (address,) = re.findall(rf"^#mapping_set_id: {BASE}(\S+)$", body.decode(), re.MULTILINE)
        answer = client.get(f"/{address}")
        assert answer.content == body
        assert answer.headers["content-type"].startswith("text/tab-separated-values")
    assert client.get("/mappings/manifest.json").status_code == 404
    assert client.get("/mappings/nothing.sssom.tsv").status_code == 404


def test_nothing_else_can_be_taken(client: TestClient) -> None:
    for name in ("nothing.nq", "..%2Fmanifest.json", "..%2f..%2fdataset.nq.gz"):
        assert client.get(f"/download/{name}").status_code in (404, 406)


def test_a_server_without_a_release_says_where_to_ask(toy: Engine) -> None:
    answer = TestClient(make_app(toy)).get("/download/dataset.nq.gz")
    assert answer.status_code == 404
    assert "another endpoint" in answer.json()["detail"]


def test_pages_load_from_here_only_and_have_no_script_or_style_in_them(client: TestClient) -> None:
    for path in ("/", WOMAN, "/term/HP:0002500", "/ontology", "/download/", "/find", "/.well-known/void", "/nowhere"):
        page = client.get(path, headers=BROWSER)
        loaded = re.findall(r"<(?:script|img|link|iframe|object|embed)[^>]*(?:src|href)=\"([^\"]*)\"", page.text)
        assert loaded and all(one.startswith("/assets/") for one in loaded), path
        assert re.findall(r"<script\b[^>]*>(?!</script>)|<style|\sstyle=|\son\w+=", page.text) == [], path
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
        assert all(client.get(one).status_code == 200 for one in loaded)


def test_every_property_that_a_page_links_to_has_a_page(client: TestClient, toy: Engine) -> None:
    """Of many of others the graph says nothing; it uses them."""
    rows = toy.rows("SELECT DISTINCT ?p WHERE { ?s ?p ?o FILTER NOT EXISTS { ?p ?q ?x } }")
    silent = sorted(row["p"].value for row in rows)
    assert silent
    for iri in silent:
        page = client.get(address(iri), headers=BROWSER)
        assert page.status_code == 200, iri
        assert f'rel="noreferrer">{iri}</a>' in page.text


def test_turtle_declares_only_the_prefixes_it_uses(toy: Engine) -> None:
    asked = "CONSTRUCT { ?c a kg:Case ; rdfs:label ?label } WHERE { ?c a kg:Case ; rdfs:label ?label }"
    text = toy.answer(Question(asked, ["text/turtle"])).body.decode()
    declared = {line.split()[1] for line in text.splitlines() if line.startswith("@prefix")}
    assert declared == {"kg:", "case:", "rdf:", "rdfs:", "xsd:"}
