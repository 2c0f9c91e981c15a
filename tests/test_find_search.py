"""Free text: the best first, what matched marked in safe HTML, and nothing that is typed is ever an error."""

import re
import threading
from collections.abc import Collection
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.engine import Engine
from kg.lexicon import Kind, Lexicon, SearchKind, reading
from kg.lexicon.folds import spelt
from kg.lexicon.search import MARKS, Hit, Search
from kg.lexicon.volume import Volume, Writer
from kg.lexicon.words import Texts
from kg.names import contract
from tests.examples import most

ODD = [
    "",
    " ",
    '"',
    "'",
    '""""',
    'gait" OR "1"="1',
    "gait*",
    "*",
    "^gait",
    "text:gait",
    "said MATCH gait",
    "NEAR(gait seizure, 5)",
    "gait AND",
    "OR",
    "NOT",
    "AND OR NOT NEAR",
    "gait -seizure",
    "(gait",
    "))",
    "{gait seizure}:",
    "gait + seizure",
    "\x00",
    "gait\x00seizure",
    "\x02gait\x03",
    "\ud800",
    "🧠",
    "🧠 gait 👩‍⚕️",
    "½ ² ª ⅷ ๓",
    "c.",
    "p.(=)",
    "c.999999999999999999999999A>G",
    "p." + "(" * 1000,
    "word " * 10_000,
    "x" * 100_000,
    "'; DROP TABLE said; --",
    "<script>alert(1)</script>",
    "\u202egait",
    "İstanbul",
    "ﬁts",
]


class Index:
    """The search of a graph, and what it takes a misspelt name for."""

    def __init__(self, names: Lexicon) -> None:
        self._names = names

    def search(self, text: str, kinds: Collection[SearchKind] = ()) -> tuple[Hit, ...]:
        return self._names.search(text, kinds)[0]

    def similar(self, text: str, kind: SearchKind) -> list[str]:
        meant = next((one for one in Kind if one.value == kind.value), None)
        return [one.iri for one in self._names.resolve(text, meant).suggestions[:5]]


def texts_of(*rows: tuple[str, str, str, str]) -> Search:
    def fill(writer: Writer) -> None:
        writer.put("said", rows)
        writer.with_words(spelt)

    made = Volume.made(fill)
    return Search(made, Texts(made))


@pytest.fixture(scope="module")
def index(toy: Engine) -> Index:
    return Index(Lexicon.of(toy))


@pytest.mark.parametrize("page", [100, 3000])
def test_names_are_read_whole_in_however_many_parts(toy: Engine, page: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(reading.from_engine(toy, reading.UseCounts()))
    monkeypatch.setattr(reading, "PAGE", page)
    assert list(reading.from_engine(toy, reading.UseCounts())) == whole


def names(index: Index, text: str, *kinds: SearchKind) -> list[str]:
    return [contract(hit.iri) for hit in index.search(text, kinds)]


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("seizure", "HP:0001250"),
        ("Seizures", "HP:0001250"),
        ("epileptic seizure", "HP:0001250"),
        ("gait disturbance", "HP:0001288"),
        ("HP:0001288", "HP:0001288"),
        ("toy paper one", "PMID:0000001"),
        ("0000002", "PMID:0000002"),
        ("toy woman", "case:pmid-0000001/toy-woman"),
        ("TOY1", "gene:TOY1"),
        ("thin corpus callosum", "HP:0033725"),
    ],
)
def test_what_is_called_just_so_comes_first(index: Index, text: str, best: str) -> None:
    first = index.search(text)[0]
    assert best in (contract(first.iri), first.text) or first.iri.endswith(best.partition(":")[2].lower())


@pytest.mark.parametrize(
    "text",
    [
        *("c.149G>A", "TOY1 c.149G>A", "R50H", "p.Arg50His", "p.(Arg50His)"),
        *("TOY_0001.1:c.149G>A", "TOY_0001.9:c.149G>A"),
    ],
)
def test_a_variant_is_found_in_any_spelling(index: Index, text: str) -> None:
    assert names(index, text, SearchKind.VARIANT)[0] == "variant:TOY1/c.149G-A"


def test_a_label_counts_more_than_a_synonym_and_that_more_than_words(index: Index) -> None:
    hits = index.search("seizure")
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[0].matched == "label"
    assert len({hit.iri for hit in hits}) == len(hits)


def test_every_word_must_be_there_and_the_last_may_be_a_beginning(index: Index) -> None:
    assert "HP:0001288" in names(index, "gait disturb")
    assert "HP:0001288" not in names(index, "gai disturbance")
    assert names(index, "gait nothing of the kind") == []


def test_accents_and_capitals_make_no_difference(index: Index) -> None:
    assert names(index, "GÄIT disturbance") == names(index, "gait disturbance")


def test_only_the_kinds_that_are_asked_for_are_found(index: Index) -> None:
    every = index.search("toy")
    assert {hit.kind for hit in every} >= {SearchKind.PAPER, SearchKind.CASE, SearchKind.VARIANT, SearchKind.GENE}
    for kind in SearchKind:
        found = index.search("toy", [kind])
        assert found == tuple(hit for hit in every if hit.kind is kind)


def test_withdrawn_terms_are_not_found(index: Index, toy: Engine) -> None:
    for row in toy.rows("SELECT ?x ?label { ?x owl:deprecated true ; rdfs:label ?label } ORDER BY ?x LIMIT 20"):
        assert row["x"].value not in {hit.iri for hit in index.search(row["label"].value)}


def test_what_a_paper_says_is_found_as_its_observation(index: Index) -> None:
    (hit,) = index.search("stayed for months")
    assert hit.kind is SearchKind.OBSERVATION
    assert hit.matched == "words"
    assert hit.highlight.count(MARKS[0]) == 3


def test_a_highlight_is_the_text_escaped_with_marks_and_nothing_else() -> None:
    text = """<b onclick="x()">gait</b> & 'gait' <mark>"""
    index = texts_of(("urn:x", "CASE", "label", text))
    (hit,) = index.hits("gait")
    assert hit.text == text
    assert re.findall("<[^>]*>", hit.highlight) == ["<mark>", "</mark>"] * 2
    assert unescape(re.sub("</?mark>", "", hit.highlight)) == text


def test_highlights_of_the_graph_hold_no_html_but_marks(index: Index) -> None:
    for hit in index.search("a") + index.search("toy") + index.search("c"):
        assert set(re.findall("<[^>]*>", hit.highlight)) == set(MARKS)
        assert unescape(re.sub("</?mark>", "", hit.highlight)) == hit.text


@pytest.mark.parametrize(
    ("name", "kind", "meant"),
    [
        ("Siezure", SearchKind.TERM, "HP:0001250"),
        ("gait disturbence", SearchKind.TERM, "HP:0001288"),
        ("Thin corpus calosum", SearchKind.TERM, "HP:0033725"),
        ("Osteopetrosiss", SearchKind.TERM, "HP:0011002"),
        ("toy womann", SearchKind.CASE, "case:pmid-0000001/toy-woman"),
        ("Toy papr one", SearchKind.PAPER, None),
    ],
)
def test_a_misspelt_name_brings_what_may_be_meant(index: Index, name: str, kind: SearchKind, meant: str | None) -> None:
    found = index.similar(name, kind)
    assert 0 < len(found) <= 5
    assert meant is None or meant in map(contract, found)


@pytest.mark.parametrize("text", ODD)
def test_nothing_that_is_typed_is_an_error(index: Index, text: str) -> None:
    for hit in index.search(text):
        assert hit.iri
    for kind in SearchKind:
        assert len(index.similar(text, kind)) <= 5


@given(text=st.text(max_size=60) | st.lists(st.sampled_from([*ODD[:30], "gait", "c.149G>A"]), max_size=6).map(" ".join))
@settings(max_examples=most(200), derandomize=True, deadline=None, database=None)
def test_no_text_whatever_is_an_error(text: str) -> None:
    found = SMALL.hits(text)
    assert all(hit.iri == "urn:x" for hit in found)
    list(SMALL.mended(text))


SMALL = texts_of(("urn:x", "CASE", "label", "gait ½ c.149G>A"), ("urn:x", "CASE", "words", "and OR not near"))


def test_many_threads_search_one_index(index: Index) -> None:
    expected = index.search("toy")
    found = []
    threads = [threading.Thread(target=lambda: found.append(index.search("toy"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 8
