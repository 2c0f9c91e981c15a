"""Subgraphs of others, for gateways: a schema as it is written, and what it knows of things that are named to it."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from graphql import GraphQLSchema, ObjectTypeDefinitionNode, SchemaExtensionNode, build_ast_schema, graphql_sync, parse
from graphql.language import DocumentNode

Named = Mapping[str, Any]
ADDED = "scalar _Any type _Service { sdl: String! } extend type Query { _service: _Service! }"
ENTITIES = "extend type Query { _entities(representations: [_Any!]!): [_Entity]! } union _Entity ="


@dataclass
class Subgraph:
    """`roots` are the values of its root fields, `known` is what it knows of a thing; `sent` is what it was asked."""

    sdl: str
    roots: Mapping[str, Any] = field(default_factory=dict)
    known: Callable[[Named], Named | None] = lambda named: None
    sent: list[Any] = field(default_factory=list)

    @cached_property
    def schema(self) -> GraphQLSchema:
        """What is written, without its link, and with what every subgraph has."""
        own = [one for one in parse(self.sdl).definitions if not isinstance(one, SchemaExtensionNode)]
        keyed = [one.name.value for one in own if isinstance(one, ObjectTypeDefinitionNode) and _has_key(one)]
        added = parse(ADDED + (ENTITIES + " | ".join(keyed) if keyed else "")).definitions
        return build_ast_schema(DocumentNode(definitions=(*own, *added)), assume_valid=True)

    def answer(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to a request."""
        self.sent.append(body)
        roots = {"_service": {"sdl": self.sdl}, "_entities": self._entities, **self.roots}
        return dict(graphql_sync(self.schema, body["query"], roots, variable_values=body.get("variables")).formatted)

    def _entities(self, info: object, representations: list[Named]) -> list[Named | None]:
        return [None if (more := self.known(one)) is None else {**one, **more} for one in representations]


def _has_key(kind: ObjectTypeDefinitionNode) -> bool:
    return any(one.name.value == "key" for one in kind.directives or ())


@contextmanager
def serving(subgraphs: Mapping[str, Subgraph]) -> Iterator[dict[str, str]]:
    """The address of each, by its name."""

    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            body = json.dumps(subgraphs[self.path[1:]].answer(asked)).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Endpoint) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield {name: f"http://127.0.0.1:{server.server_port}/{name}" for name in subgraphs}
        server.shutdown()
        thread.join()
