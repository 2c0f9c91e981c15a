"""No request leaves this house for a query, unless the address is on the list; whatever the query looks like."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kg.engine import BadQuery, Engine, Question
from kg.engine.federation import Refused, has_dataset, refuse, services
from kg.engine.memory import MemoryEngine
from kg.engine.serving import Unreachable
from kg.engine.workers import WorkerEngine
from kg.release import Release

HERE = "http://toy.example/sparql"
CALL = f"SERVICE <{HERE}> {{ ?s ?p ?o }}"
HIDDEN = {
    "plainly": f"SELECT * {{ {CALL} }}",
    "in odd case": f"SELECT * {{ sErViCe <{HERE}> {{ ?s ?p ?o }} }}",
    "silently": f"SELECT * {{ SERVICE#\n SILENT\t<{HERE}> {{ ?s ?p ?o }} }}",
    "in a sub-select": f"SELECT * {{ {{ SELECT * {{ OPTIONAL {{ {CALL} }} }} }} }}",
    "in EXISTS": f"ASK {{ ?a ?b ?c FILTER EXISTS {{ {CALL} }} }}",
    "behind a comment": f"SELECT * {{ # it's <nothing> \"to see\n {CALL} }}",
    "behind a comment that a return ends": f"SELECT * {{ # nothing\r{CALL}\n}}",
    "behind a string": f'SELECT * {{ ?a ?b "it\'s" , \'a "word"\', """ \' " \\""" # """ . {CALL} }}',
    "behind an IRI": f"SELECT * {{ ?a <http://toy.example/it's#here> ?c . {CALL} }}",
    "behind a comparison": f"SELECT * {{ FILTER(?a<'x>'||?b='y') {CALL} FILTER(?c='z') }}",
    "behind an escaped quote": f'SELECT * {{ FILTER("\\u0022"="") {CALL} FILTER(""="") }}',
    "behind an escape in a name": f"SELECT * {{ ?a <x> toy:it\\'s . {CALL} . ?b <y> toy:it\\'s }}",
    "escaped": f"SELECT * {{ \\u0053\\U00000045RVICE <{HERE}> {{ ?s ?p ?o }} }}",
    "stuck to what is before it": f"SELECT * {{ ?s ?p 5{CALL} }}",
    "stuck to what is behind it": f"SELECT * {{ SERVICESILENT<{HERE}>{{ ?s ?p ?o }} }}",
}
UNNAMED = {
    "a variable": "SELECT * { ?x a kg:Paper SERVICE ?x { ?s ?p ?o } }",
    "another variable": "SELECT * { SERVICE SILENT $x { ?s ?p ?o } }",
    "a short name": "PREFIX toy: <http://toy.example/> SELECT * { SERVICE toy:sparql { ?s ?p ?o } }",
    "a short name without a space": "PREFIX : <http://toy.example/> SELECT * { SERVICE:sparql { ?s ?p ?o } }",
    "a short name that looks like a word": "PREFIX x: <http://toy.example/> SELECT * { SERVICEx:sparql { ?s ?p ?o } }",
}
INNOCENT = {
    "a variable": "SELECT ?service { ?service ?p $Service }",
    "a name": "SELECT * { ?s a sd:Service ; kg:service-desk ?x }",
    "an IRI": "SELECT * { ?s <http://toy.example/#SERVICE> <urn:SERVICE> }",
    "a string": f"SELECT * {{ ?s ?p '{CALL}', \"{CALL}\", '''it's \\''' {CALL}''' }}",
    "a language": "SELECT * { ?s ?p 'hello'@service }",
    "a comment": f"ASK {{}} # {CALL}",
}


@pytest.mark.parametrize("how", HIDDEN)
def test_a_service_is_found(how: str) -> None:
    assert services(HIDDEN[how]) == (HERE,)


@pytest.mark.parametrize("how", UNNAMED)
def test_a_service_without_a_full_iri_is_found_and_never_allowed(how: str) -> None:
    assert services(UNNAMED[how]) == (None,)
    with pytest.raises(Refused):
        refuse(UNNAMED[how], [HERE])


@pytest.mark.parametrize("how", INNOCENT)
def test_the_word_alone_is_no_service(how: str) -> None:
    assert services(INNOCENT[how]) == ()


@pytest.mark.parametrize("how", HIDDEN | UNNAMED)
def test_the_engine_refuses_it(toy: Engine, how: str) -> None:
    with pytest.raises(Refused):
        toy.answer(Question((HIDDEN | UNNAMED)[how]))


def test_the_list_is_taken_to_the_letter() -> None:
    refuse(HIDDEN["plainly"], [HERE])
    for other in (HERE + "/", HERE.upper(), HERE.removesuffix("l"), "http://toy.example/"):
        with pytest.raises(Refused):
            refuse(HIDDEN["plainly"], [other])
    with pytest.raises(
        Refused, match=r"SERVICE calls <http://toy.example/other>.*requests to http://toy.example/sparql"
    ):
        refuse(f"SELECT * {{ {CALL} SERVICE <http://toy.example/other> {{}} }}", [HERE])


def test_a_long_text_is_read_in_no_time() -> None:
    """Each of these took a naive search, which looks back at every step, minutes."""
    for piece in ("<", "<a", "'", "'x>", "<'>", "service", "'''\\", "<a>", "#", "service #\n", "\\u0027"):
        services(piece * 100_000 + " service")
        has_dataset(piece * 100_000 + " from")


def test_a_dataset_is_told_from_a_word() -> None:
    assert has_dataset("SELECT * FROM <urn:toy> { ?s ?p ?o }")
    assert has_dataset("ask \\u0066rom named <urn:toy> {}")
    assert not has_dataset("SELECT ?from { ?from kg:from 'from', <urn:from> } # from")


class Endpoint(BaseHTTPRequestHandler):
    """Answers every query by one row, and remembers that it was asked."""

    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, Elsewhere)
        server.asked.append(self.path)
        self.rfile.read(int(self.headers.get("content-length", 0)))
        body = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"literal","value":"from elsewhere"}}]}}'
        self.send_response(200)
        self.send_header("content-type", "application/sparql-results+json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 - the name it has there

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


class Elsewhere(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Endpoint)
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/sparql"


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    with Elsewhere() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def federated(toy_release: Release, elsewhere: Elsewhere) -> Iterator[WorkerEngine]:
    """An engine that may call `elsewhere`."""
    engine = WorkerEngine(toy_release.dataset, workers=1, federation=[elsewhere.url])
    yield engine
    engine.close()


def test_from_an_address_fetches_nothing(federated: WorkerEngine, elsewhere: Elsewhere) -> None:
    graph = elsewhere.url
    for query in (
        f"SELECT * FROM <{graph}> {{ ?s ?p ?o }}",
        f"SELECT * FROM NAMED <{graph}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    ):
        assert federated.rows(query) == []
    assert federated.answer(Question("ASK { ?s ?p ?o }", (), [graph], [graph])).body == b'{"head":{},"boolean":false}'
    with pytest.raises(BadQuery):
        federated.answer(Question(f"LOAD <{graph}>"))
    assert elsewhere.asked == []


def test_a_listed_endpoint_is_called(federated: WorkerEngine, elsewhere: Elsewhere) -> None:
    query = f"SELECT ?s {{ SERVICE <{elsewhere.url}> {{ ?s ?p ?o }} }}"
    assert [str(row["s"]) for row in federated.rows(query)] == ["from elsewhere"]
    assert len(elsewhere.asked) == 1


def test_one_listed_endpoint_opens_no_door_for_another(federated: WorkerEngine, elsewhere: Elsewhere) -> None:
    other = elsewhere.url + "/other"
    with pytest.raises(Refused):
        federated.rows(f"SELECT * {{ SERVICE <{elsewhere.url}> {{ ?s ?p ?o }} SERVICE <{other}> {{ ?s ?p ?o }} }}")
    assert elsewhere.asked == []


def test_an_endpoint_that_gives_no_answer_is_said_to_be_so(toy_release: Release) -> None:
    gone = "http://127.0.0.1:1/sparql"
    query = f"SELECT * {{ SERVICE <{gone}> {{ ?s ?p ?o }} }}"
    workers = WorkerEngine(toy_release.dataset, workers=1, federation=[gone])
    for engine in (MemoryEngine.of_file(toy_release.dataset, [gone]), workers):
        for ask in (engine.rows, lambda query, engine=engine: engine.answer(Question(query))):
            with pytest.raises(Unreachable, match="an endpoint that the query calls gave no answer"):
                ask(query)
    workers.close()


def test_a_worker_could_not_reach_out_even_if_a_service_were_overlooked(
    toy_release: Release, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text is not what keeps the door shut: a worker may open no socket at all."""
    blind = "import kg.engine.memory; kg.engine.memory.refuse = lambda *_: None; "
    monkeypatch.setattr(
        "kg.engine.holder._HOLD",
        f"import sys; sys.path[:] = sys.argv.pop(1).split('\\n'); {blind}"
        "from kg.engine.worker import main; main(*sys.argv[1:])",
    )
    monkeypatch.setattr("kg.engine.workers.refuse", lambda *_: None)
    engine = WorkerEngine(toy_release.dataset, workers=1)
    with pytest.raises(Unreachable):
        engine.rows(f"SELECT * {{ SERVICE <{elsewhere.url}> {{ ?s ?p ?o }} }}")
    assert engine.rows(f"SELECT * {{ SERVICE SILENT <{elsewhere.url}> {{ ?s ?p ?o }} }}") == [{}]
    engine.close()
    assert elsewhere.asked == []
