"""`kg load`: a release goes into a real store whole, goes on after whatever broke it off, and follows on a former."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import httpx
import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.engine.remote import Keys, RemoteEngine
from kg.engine.remote.held import RELEASE
from kg.load import Layout, LoadFailed, Store, difference, ledger
from kg.load.graphs import SharedNode, cut
from kg.release import Release
from tests.stores import StoreProcess, load, oxigraph_store, relay_to, told, virtuoso_store

DBA = Keys("dba", "dba")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[StoreProcess]:
    with oxigraph_store(tmp_path / "oxigraph", kept=False) as one:
        yield one


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[StoreProcess]:
    with oxigraph_store(tmp_path / "oxigraph") as one:
        yield one


def quads(address: str) -> set[str]:
    """All that a store holds, blank nodes as such: what they are called is the store's own."""
    told = httpx.get(address.replace("/query", "/store"), headers={"accept": "application/n-quads"}, timeout=60)
    return named(told.text.splitlines(keepends=True))


def named(lines: list[str]) -> set[str]:
    return {line for line in lines if not line.startswith("_:") and "> _:" not in line}


def held(address: str) -> str:
    with closing(Store.open(address, Keys())) as opened:
        return str(ledger.held(opened))


@pytest.mark.parametrize("using", ["auto", "sparql-update"])
def test_an_empty_store_then_holds_the_release_and_nothing_else(
    store: StoreProcess, toy_release: Release, using: str
) -> None:
    assert held(store.address) == "no release"
    done = load(store.address, toy_release, using=using)
    assert f"{toy_release.manifest['quads']:,} statements" in done and "each counted there" in done
    assert quads(store.address) == named(list(toy_release.lines()))
    with closing(Store.open(store.address, Keys())) as opened:
        assert sum(ledger.counts(opened).values()) == toy_release.manifest["quads"], "blank nodes with it"
    assert "already" in load(store.address, toy_release)


def test_readers_have_the_former_release_or_the_new_one_and_nothing_between(
    kept: StoreProcess, toy_release: Release, cohort_release: Release
) -> None:
    load(kept.address, toy_release)
    total = "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?g) AS ?m) WHERE { GRAPH ?g { ?s ?p ?o } }"
    seen, done = set(), threading.Event()

    def read() -> None:
        with httpx.Client(timeout=60) as client:
            while not done.is_set():
                time.sleep(0.01)
                seen.add(client.post(kept.address, data={"query": total}, headers={"accept": "text/csv"}).text)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        load(kept.address, cohort_release, former=toy_release)
        load(kept.address, toy_release)  # the former is not known here: every graph is replaced
    finally:
        done.set()
        reader.join()
    both = {(one.manifest["quads"], len(one.manifest["graphs"])): one for one in (toy_release, cohort_release)}
    assert {tuple(map(int, one.split()[1].split(","))) for one in seen} == set(both)
    assert quads(kept.address) == named(list(toy_release.lines()))


def test_in_place_no_release_is_there_until_the_load_is_done(
    store: StoreProcess, toy_release: Release, cohort_release: Release
) -> None:
    load(store.address, toy_release)
    with relay_to(store) as relay:
        states = []

        def before(_: int, what: str, __: object) -> None:
            if "/store" in what:
                states.append(held(store.address))

        relay.before = before
        load(relay.address, cohort_release, former=toy_release, switch="in-place")
    assert {*states} == {f"{told(cohort_release)} half-way: it is being loaded, or was left so"}
    assert len(states) < len(cohort_release.manifest["graphs"]), "what has not changed is not sent"
    assert held(store.address) == told(cohort_release)
    assert quads(store.address) == named(list(cohort_release.lines()))


@pytest.mark.parametrize("left", ["other graphs", "a damaged graph", "half of another"])
def test_what_is_there_is_not_written_over_unasked(
    store: StoreProcess, toy_release: Release, cohort_release: Release, left: str
) -> None:
    with closing(Store.open(store.address, Keys())) as opened:
        if left == "other graphs":
            opened.add("https://w3id.org/csf1r-kg/graph/toy", b"<urn:toy> <urn:toy> <urn:toy> .\n", "given a toy")
        elif left == "a damaged graph":
            load(store.address, toy_release)
            opened.add(RELEASE, b"<urn:toy> <urn:toy> <urn:toy> .\n", "given a toy")
        else:
            ledger.begin(opened, cohort_release.iri, {})
            opened.add("https://w3id.org/csf1r-kg/graph/hpo", b"<urn:toy> <urn:toy> <urn:toy> .\n", "given a toy")
        before = quads(store.address)
        with pytest.raises(LoadFailed, match=r"not as in .*right would be --to a second store .*or --switch in-place"):
            load(store.address, toy_release)
        assert quads(store.address) == before
        load(store.address, toy_release, switch="in-place")
    assert quads(store.address) == named(list(toy_release.lines()))


@pytest.mark.parametrize("at", [2, 14, 26])
def test_a_store_that_is_killed_in_mid_load_goes_on_where_it_was(
    kept: StoreProcess, cohort_release: Release, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.load.store._PAUSES", ())
    monkeypatch.setattr("kg.load.filling._NOTED", 500)
    with relay_to(kept) as relay:
        relay.before = lambda number, *_: kept.kill() if number == at else None
        with pytest.raises(LoadFailed, match=r"broke the connection when .*"):
            load(relay.address, cohort_release)
        asked = relay.number
        kept.start()
        assert held(kept.address) != told(cohort_release)
        relay.before, relay.number = lambda *_: None, 0
        lines: list[str] = []
        load(relay.address, cohort_release, say=lines.append)
        if at > 20:
            assert relay.number < asked + 20 and any("going on" in line for line in lines)
    assert quads(kept.address) == named(list(cohort_release.lines()))
    assert held(kept.address) == told(cohort_release)


def test_a_store_that_is_killed_at_the_switch_holds_the_former_release(
    kept: StoreProcess, toy_release: Release, cohort_release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.load.store._PAUSES", ())
    load(kept.address, toy_release)
    with relay_to(kept) as relay:
        relay.before = lambda _, what, __: kept.kill() if "/update" in what else None
        with pytest.raises(LoadFailed, match="broke the connection when taken from"):
            load(relay.address, cohort_release, former=toy_release)
    kept.start()
    assert quads(kept.address) == named(list(toy_release.lines()))
    load(kept.address, cohort_release, former=toy_release)
    assert held(kept.address) == told(cohort_release)


def test_a_connection_that_breaks_or_a_store_that_starts_anew_is_asked_again(
    store: StoreProcess, toy_release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.load.store._PAUSES", (0.0, 0.0))
    with relay_to(store) as relay:
        relay.before = lambda number, *_: {5: "cut", 8: 503, 9: "cut", 13: 502}.get(number)
        load(relay.address, toy_release)
    assert quads(store.address) == named(list(toy_release.lines()))


@pytest.mark.parametrize("former", [True, False])
def test_a_full_disk_is_told_in_the_words_of_the_store_and_loses_nothing(
    tmp_path: Path, toy_release: Release, cohort_release: Release, former: bool
) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200m", "tmpfs", folder], capture_output=True)
    if mounted.returncode:
        pytest.skip("only root may mount a small disk")
    with ExitStack() as held_open:
        held_open.callback(subprocess.run, ["umount", "-l", folder], check=True)
        store = held_open.enter_context(oxigraph_store(folder))
        if former:
            load(store.address, toy_release)
        filler = folder / "filler"
        with filler.open("wb") as stream, pytest.raises(OSError, match="No space"):
            while True:
                stream.write(bytes(100_000))
                stream.flush()
        with pytest.raises(LoadFailed, match=r"/update answered 500 when .*No space left"):
            load(store.address, cohort_release, former=toy_release)
        filler.unlink()
        store.kill()
        store.start()
        assert quads(store.address) == (named(list(toy_release.lines())) if former else set())
        load(store.address, cohort_release, former=toy_release)
        assert quads(store.address) == named(list(cohort_release.lines()))


def test_virtuoso_is_loaded_over_http_alone_goes_on_after_a_kill_and_keeps_its_release(
    tmp_path: Path, toy_release: Release, cohort_release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.load.store._PAUSES", ())
    monkeypatch.setattr("kg.load.filling._NOTED", 500)
    with virtuoso_store(tmp_path / "virtuoso") as store, relay_to(store) as relay:
        with pytest.raises(LoadFailed, match="KG_LOAD_USER") as refused:
            load(store.address, toy_release, keys=Keys("dba", "wrong-secret"))
        assert "wrong-secret" not in str(refused.value)
        relay.before = lambda _, what, __: store.kill() if "shared" in what else None
        address = relay.address.replace("/query", "/sparql")
        with pytest.raises(LoadFailed, match="goes on from it"):
            load(address, toy_release, keys=DBA)
        store.start()
        lines: list[str] = []
        relay.before = lambda *_: None
        load(address, toy_release, keys=DBA, say=lines.append)
        assert any("going on" in line for line in lines)
        with pytest.raises(LoadFailed, match="not known to keep an update of several graphs whole"):
            load(address, cohort_release, former=toy_release, keys=DBA)
        with closing(RemoteEngine(store.address)) as engine:
            found = engine.rows("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } "
                                "FILTER(STRSTARTS(STR(?g), 'https://w3id.org/csf1r-kg/')) }")  # fmt: skip
        assert int(str(found[0]["n"])) == toy_release.manifest["quads"]
        load(address, cohort_release, former=toy_release, keys=DBA, switch="in-place")


def opens(secret: str) -> Callable[[int, str, dict[str, str]], int | None]:
    return lambda _, __, headers: None if headers.get("authorization") == secret else 401


@pytest.mark.parametrize(
    ("keys", "challenge", "secret"),
    [
        (Keys("toy", "pässword"), 'Basic realm="toy"', "Basic dG95OnDDpHNzd29yZA=="),
        (Keys(token="toy-token"), "Bearer", "Bearer toy-token"),
    ],
)
def test_who_may_write_says_so_in_the_way_that_the_store_asks_for(
    store: StoreProcess, toy_release: Release, keys: Keys, challenge: str, secret: str
) -> None:
    with relay_to(store) as relay:
        relay.headers, relay.before = {"www-authenticate": challenge}, opens(secret)
        with pytest.raises(LoadFailed, match="401"):
            load(relay.address, toy_release)
        load(relay.address, toy_release, keys=keys)
        assert repr(keys) == "Keys()"


def run(*arguments: str, **environment: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "load", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_no_secret_is_ever_printed_and_none_may_stand_in_an_address(store: StoreProcess, toy_release: Release) -> None:
    folder = str(toy_release.folder.parent)
    status, text = run("--to", "http://toy:topsecret@127.0.0.1:1/sparql", "--releases", folder)
    assert status == 1 and "topsecret" not in text and "KG_LOAD_USER" in text
    with relay_to(store) as relay:
        relay.headers, relay.before = {"www-authenticate": "Basic"}, lambda *_: 401
        status, text = run(
            "--to", relay.address, "--releases", folder, KG_LOAD_USER="toy", KG_LOAD_PASSWORD="topsecret"
        )
    assert status == 1 and "topsecret" not in text and "401" in text
    status, text = run("--to", store.address, "--releases", folder, KG_LOAD_PASSWORD="topsecret")
    assert status == 1 and "topsecret" not in text and "without KG_LOAD_USER" in text
    status, text = run("--to", f"{store.address}?access-token=topsecret", "--releases", folder)
    assert status == 0 and "topsecret" not in text and "each counted there" in text


@pytest.mark.parametrize(
    ("given", "right"),
    [
        (["--to", "localhost:7878"], "https://example.org/sparql"),
        (["--to", "http://127.0.0.1:1/query", "--using", "fax"], "auto, graph-store, sparql-update"),
        (["--to", "http://127.0.0.1:1/query", "--switch", "now"], "auto, request, in-place"),
        (["--to", "http://127.0.0.1:9/query"], "cannot be reached"),
    ],
)
def test_what_cannot_be_is_told_with_what_would_be_right(given: list[str], right: str, toy_release: Release) -> None:
    status, text = run(*given, "--releases", str(toy_release.folder.parent))
    assert status == 1 and right in text and "Traceback" not in text


@pytest.mark.parametrize(
    ("url", "server", "update", "graphs"),
    [
        ("http://toy.example:7878", "Oxigraph/0.5", "http://toy.example:7878/update", "http://toy.example:7878/store"),
        ("http://toy.example/sparql", "Virtuoso/07", "http://toy.example/sparql-auth",
         "http://toy.example/sparql-graph-crud-auth"),
        ("http://toy.example/sparql", "", "http://toy.example/sparql", "http://toy.example/sparql/gsp/"),
        ("http://toy.example/ds/sparql", "Apache Jena Fuseki (4.5.0)", "http://toy.example/ds/update",
         "http://toy.example/ds/data"),
        ("http://toy.example/repositories/toy", "", "http://toy.example/repositories/toy/statements",
         "http://toy.example/repositories/toy/rdf-graphs/service"),
        ("http://toy.example/toy/query", "Stardog", "http://toy.example/toy/update", "http://toy.example/toy"),
        ("http://toy.example/toy/else?a=b", "", "http://toy.example/toy/else?a=b", ""),
    ],
)  # fmt: skip
def test_where_a_store_takes_what_is_known_by_its_address(url: str, server: str, update: str, graphs: str) -> None:
    found = Layout.of(url, server)
    assert (found.update, found.graphs) == (update, graphs)


NODES = [f"<urn:toy:{name}>" for name in "abc"] + ["_:x"]
TRIPLES = st.tuples(
    st.sampled_from(NODES),
    st.sampled_from(NODES[:3]),
    st.sampled_from([*NODES, '"toy"@en', '"a\\nb"', '"a\u0085b\u2028"']),
)
DATASETS = st.lists(st.tuples(TRIPLES, st.sampled_from(["urn:g:1", "urn:g:2", "urn:g:3"])), max_size=12, unique=True)


def written(dataset: list[tuple[tuple[str, str, str], str]]) -> list[str]:
    """Each graph with blank nodes of its own."""
    lines = ((" ".join(triple), graph) for triple, graph in dataset)
    return sorted(f"{text.replace('_:x', '_:x' + graph[-1])} <{graph}> .\n" for text, graph in lines)


def test_a_blank_node_of_two_graphs_is_refused(tmp_path: Path) -> None:
    lines = ["_:x <urn:toy:a> <urn:toy:a> <urn:g:1> .\n", "<urn:toy:a> <urn:toy:a> _:x <urn:g:2> .\n"]
    with pytest.raises(SharedNode, match=r"_:x of <urn:g:2> .* right would be an IRI"):
        cut(lines, tmp_path)


@given(DATASETS, DATASETS, st.booleans())
def test_the_difference_of_two_releases_leads_from_the_one_to_the_other(
    tmp_path_factory: pytest.TempPathFactory,
    before: list[tuple[tuple[str, str, str], str]],
    after: list[tuple[tuple[str, str, str], str]],
    known: bool,
) -> None:
    folder = tmp_path_factory.mktemp("difference")
    (folder / "former").mkdir()
    former, fresh = cut(written(before), folder / "former"), cut(written(after), folder)
    store = pyoxigraph.Store()
    store.load("".join(written(before)).encode(), pyoxigraph.RdfFormat.N_QUADS)
    there = {iri: graph.lines for iri, graph in former.items()}
    for _ in range(2):
        text = difference.update(former if known else {}, fresh, there)
        assert text is not None
        store.update(text)
    right = pyoxigraph.Dataset(pyoxigraph.parse("".join(written(after)), pyoxigraph.RdfFormat.N_QUADS))
    right.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    found = pyoxigraph.Dataset(store)
    found.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    assert found == right


@given(DATASETS, st.integers(1, 5), st.integers(1, 200), st.data())
def test_the_pieces_of_a_graph_are_its_lines_and_one_with_blank_nodes_is_never_cut(
    tmp_path_factory: pytest.TempPathFactory,
    dataset: list[tuple[tuple[str, str, str], str]],
    lines: int,
    size: int,
    data: st.DataObject,
) -> None:
    folder = tmp_path_factory.mktemp("pieces")
    for iri, graph in cut(written(dataset), folder).items():
        right = [line.replace(f" <{iri}> .", " .") for line in written(dataset) if f" <{iri}> ." in line]
        start = 0 if graph.whole else data.draw(st.integers(0, len(right)))
        pieces = [*graph.pieces(lines, size, start)]
        assert "".join(piece.decode() for piece, _ in pieces) == "".join(right[start:])
        assert all(piece.count(b"\n") == number for piece, number in pieces)
        assert graph.whole == any("_:" in line for line in right)
        assert len(pieces) == 1 if graph.whole else all(n == 1 or (n <= lines and len(p) <= size) for p, n in pieces)
