"""rdflib as a server of its own, in two ways: `python -m tests.bench.plain_rdflib KIND FILE PORT`.

`endpoint` is rdflib-endpoint as its readme starts it. `process` answers each request in a fork of the process that
holds the graph, so that a question without end can be ended; that costs some milliseconds a question.
"""

from __future__ import annotations

import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import rdflib

FORMS = {"text/turtle": "turtle", "application/sparql-results+json": "json"}


def graph(path: str) -> rdflib.Dataset:
    """All quads of a file, its default graph the union of all."""
    whole = rdflib.Dataset(default_union=True)
    whole.parse(path, format="nquads")
    return whole


class Asked(BaseHTTPRequestHandler):
    """The query of a form or an address, answered by a child that is ended after `deadline` seconds."""

    whole: rdflib.Dataset
    deadline: int

    def do_GET(self) -> None:
        self._answer(urlsplit(self.path).query)

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers["content-length"])).decode())

    def _answer(self, form: str) -> None:
        child = os.fork()
        if not child:
            signal.alarm(self.deadline)
            self._told(parse_qs(form)["query"][0])
            self.wfile.flush()
            os._exit(0)
        self.close_connection = True
        if os.waitpid(child, 0)[1]:
            self.send_error(504)

    def _told(self, query: str) -> None:
        accept = FORMS.get(self.headers.get("accept", ""), "json")
        try:
            body = self.whole.query(query).serialize(format=accept) or b""
        except Exception as error:  # noqa: BLE001 - whatever it is, the asker shall read it
            self.send_error(500, type(error).__name__)
            return
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


def endpoint(path: str, port: int) -> None:
    """rdflib-endpoint over a file."""
    import uvicorn
    from rdflib_endpoint import SparqlEndpoint

    uvicorn.run(SparqlEndpoint(graph=graph(path), path="/"), host="127.0.0.1", port=port, log_level="error")


def process(path: str, port: int) -> None:
    """rdflib alone over a file."""
    Asked.whole, Asked.deadline = graph(path), int(os.environ.get("DEADLINE", "10"))
    Asked.whole.query("ASK { <urn:a> <urn:b> ?c }")  # the first one makes the parser, which no fork shall do again
    HTTPServer(("127.0.0.1", port), Asked).serve_forever()


if __name__ == "__main__":
    {"endpoint": endpoint, "process": process}[sys.argv[1]](sys.argv[2], int(sys.argv[3]))
