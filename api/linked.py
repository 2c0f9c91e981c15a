"""Linked data: every thing at its own address, in the format a client asks for; odd and old names are led to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from api.addresses import PICTURED, SUFFIXES, address, own_iri, split, term_address
from api.desk import Caller, Desk, Endpoint
from api.errors import Refusal, problem
from api.negotiate import ALIASES, HTML, named_type, own_types, ranked, typed
from api.pages.frame import view_page
from api.pages.thing import (
    choice_page,
    find_page,
    missing_page,
    ontology_page,
    read_address,
    thing_view,
    with_statements,
)
from api.portraits import portrait
from api.reply import KEPT, matches
from api.site import root
from api.view import View
from api.views import wanted, written
from kg.engine import Engine
from kg.find import BadPage
from kg.find.things import Thing, content, description, is_known, thing, words
from kg.lexicon import Lexicon, Named
from kg.lexicon.ours import iri_of
from kg.names import BASE, KG, SCHEMES, contract, graph
from kg.release import Documents
from kg.release.about import About
from kg.release.prefixes import context, prefix_map
from kg.release.words import EXAMPLES, PREFIXES, VOID

RDF_TYPES: Final = tuple(kind for kind in SUFFIXES.values() if kind != HTML)
MOST: Final = 100
"""Statements on one page of those that lead to a thing. RDF has them all."""
_WHOLE: Final = {BASE + "ontology": graph("ontology"), VOID: VOID, EXAMPLES: EXAMPLES, PREFIXES: PREFIXES}
"""Documents whose RDF is all of a graph, since the things in them have their names behind a `#`."""
_PUBLISHED: Final = tuple(SCHEMES[name] for name in ("PMID", "DOI", "PMCID"))


@dataclass(frozen=True, slots=True)
class AskedAddress:
    """What an address stands for: `path` without suffix, what the client accepts, and the suffix it wrote."""

    request: Request
    path: str
    suffix: str
    accepted: tuple[str, ...]

    @classmethod
    def of(cls, request: Request) -> AskedAddress:
        """From a request; raises `Refusal` when it accepts nothing that is given here."""
        raw = request.scope["raw_path"].decode("latin-1").partition("?")[0]
        # A slash at the end is nothing, but of an IRI in full, which a proxy may have decoded.
        raw = raw if "://" in raw else raw.rstrip("/")
        path, kind = split(raw)
        accept = ", ".join(request.headers.getlist("accept"))
        accepted = [kind] if kind else ranked(accept, [*RDF_TYPES, *ALIASES, HTML])
        if not accepted:
            raise _unacceptable()
        return cls(request, path, raw[len(path) :], tuple(accepted))

    @property
    def by_person(self) -> bool:
        """Whether a page is wanted."""
        return self.accepted[0] == HTML

    def number(self, name: str) -> int:
        """A parameter of the address that counts; raises `BadPage`."""
        text = self.request.query_params.get(name, "0")
        if not (text.isascii() and text.isdecimal() and len(text) < 10):
            raise BadPage(f"{name} is a whole number")
        return int(text)


@dataclass(frozen=True, slots=True)
class Linked:
    """Things and terms over the engine of one request, which blocks."""

    engine: Engine
    documents: Documents
    about: About

    def find(self, asked: AskedAddress) -> Response:
        """Wherever `?name=` leads."""
        name = asked.request.query_params.get("name", "").strip()
        return self._named(asked, name) if name else find_page(root(asked.request))

    def own(self, asked: AskedAddress) -> Response:
        """A thing of ours, at the path of its IRI."""
        for path, suffix in ((asked.path, asked.suffix), (asked.path + asked.suffix, "")):
            iri = own_iri(path)
            if iri in _WHOLE or is_known(self.engine, iri):
                return self._shown(AskedAddress(asked.request, path, suffix, asked.accepted), iri)
        # As HGVS writes a change, and in capitals; the addresses have neither `>` nor, for most things, capitals.
        for other in (asked.path.replace("%3E", "-").replace("%3e", "-"), asked.path.lower()):
            if other != asked.path and is_known(self.engine, own_iri(other)):
                return RedirectResponse(address(own_iri(other)) + asked.suffix, 301)
        rest = unquote(asked.path).lstrip("/").partition("/")[2]
        return self._named(asked, rest, own_iri(asked.path))

    def term(self, asked: AskedAddress) -> Response:
        """A term of others, or a word of our ontology, below `/term/`."""
        whole = iri_of(unquote(asked.path + asked.suffix).removeprefix("/term/").strip())
        if asked.suffix and whole and is_known(self.engine, whole):  # an address of others that ends as ours do
            return self._shown(asked, whole)
        name = unquote(asked.path).removeprefix("/term/").strip()
        iri = iri_of(name)
        names = Lexicon.of(self.engine)
        if iri is None or names.former(iri) or not is_known(self.engine, iri):
            return self._named(asked, name)
        meant = {one.iri for one in names.meant(iri).meant} if iri.startswith(_PUBLISHED) else set()
        if meant - {iri}:
            return self._named(asked, name)
        if iri.startswith(BASE) and not iri.startswith(KG):
            return RedirectResponse(address(iri) + asked.suffix, 303)
        right = term_address(iri) if iri.startswith(KG) else address(iri)
        if unquote(right) != unquote(asked.path):
            # Another spelling of the same identifier, for good.
            return RedirectResponse(read_address(right, name, asked.suffix), 301)
        return self._shown(asked, iri)

    def _named(self, asked: AskedAddress, name: str, iri: str = "") -> Response:
        """Lead on to what a name means; 404 with suggestions where it means nothing."""
        names = Lexicon.of(self.engine)
        found = names.resolve(name)
        if found.thing:
            at = found.thing.iri
            if unquote(asked.path) == unquote(address(at)):  # so that no name is led to itself
                return self._shown(asked, at)
            at = term_address(at) if at.startswith(KG) else at
            return RedirectResponse(read_address(at, name, asked.suffix), 303)
        if found.candidates:
            return _choice(asked, name, found.candidates)
        if iri.startswith(BASE + "variant/"):  # in an address the gene stands before a slash
            found = names.resolve(name.replace("/", ":", 1))
        return _missing(asked, name, (*names.near(iri), *found.suggestions), "; ".join(found.rewrites))

    def _shown(self, asked: AskedAddress, iri: str) -> Response:
        if asked.by_person:
            return _kept(asked, self._page(asked, iri))
        if asked.accepted[0] in PICTURED.values():
            found = written(self._view(asked, iri), self.about, root(asked.request), asked.accepted[0])
            return _kept(asked, Response(found.body, headers={**found.headers, "content-type": typed(found.kind)}))
        types = own_types(asked.accepted)
        whole = _WHOLE.get(iri) or (_WHOLE[BASE + "ontology"] if iri.startswith(BASE + "ontology/") else None)
        given = self.documents.written(iri, types)
        given = given or (content(self.engine, whole, types) if whole else description(self.engine, iri, types))
        kind = named_type(given.media_type, asked.accepted)
        if kind is None:
            raise _unacceptable()
        return _kept(asked, Response(given.body, headers={"content-type": typed(kind)}))

    def _page(self, asked: AskedAddress, iri: str) -> Response:
        if iri.startswith(BASE + "ontology") and "#" not in iri:
            found = thing(self.engine, iri, MOST) or _unsaid(iri)
            return ontology_page(root(asked.request), found, words(self.engine), asked.path)
        return view_page(self._view(asked, iri), self.about, root(asked.request))

    def _view(self, asked: AskedAddress, iri: str) -> View:
        """The view of a thing, with all that is said of it behind what a reader looks for."""
        found = thing(self.engine, iri, MOST, asked.number("offset")) or _unsaid(iri)
        own = portrait(wanted(self.engine, self.about, asked.request, asked.path), iri)
        return with_statements(own or thing_view(found, asked.path), found, asked.path, self._read(asked, iri), MOST)

    def _read(self, asked: AskedAddress, iri: str) -> tuple[str, ...]:
        """How the name in `?read=` led here; nothing where it does not, so that a link cannot make a page say more."""
        name = asked.request.query_params.get("read", "")
        if not name:
            return ()
        found = Lexicon.of(self.engine).meant(name)
        if name == contract(iri) or iri not in (iri_of(name), *(one.iri for one in found.meant)):
            return ()
        short, steps = f"is read as {contract(iri)}", found.rewrites
        return steps if any(short in one for one in steps) else (f"{name} {short}", *steps)


def _unsaid(iri: str) -> Thing:
    return Thing(iri, contract(iri), (), (), (), 0, 0)


def _unacceptable() -> Refusal:
    return Refusal(406, "the types given here are in `supported`", {"vary": "Accept"}, supported=[*SUFFIXES.values()])


def _choice(asked: AskedAddress, name: str, found: Sequence[Named]) -> Response:
    if asked.by_person:
        return choice_page(root(asked.request), name, found)
    choices = [{"iri": one.iri, "label": one.label} for one in found]
    return problem(300, "Several things are called so", f"{name[:200]!r} may be any of these", choices=choices)


def _missing(asked: AskedAddress, name: str, close: Sequence[Named], why: str) -> Response:
    if asked.by_person:
        return missing_page(root(asked.request), name, close, why)
    told = f"nothing in this release is called {name[:200]!r}{f': {why}' if why else ''}"
    hints = [{"iri": one.iri, "label": one.label} for one in close] or None
    return problem(404, "There is nothing here", told, {"vary": "Accept"}, suggestions=hints)


def _kept(asked: AskedAddress, response: Response) -> Response:
    """With what caches and crawlers want to know: the address of this format, the others, and a tag of the content."""
    etag = f'"{sha256(response.body).hexdigest()[:20]}"'
    kind = response.headers["content-type"].partition(";")[0]
    suffix = next((one for one, name in SUFFIXES.items() if name in own_types([kind])), "")
    others = [f'<{asked.path}{one}>; rel="alternate"; type="{name}"' for one, name in SUFFIXES.items() if one != suffix]
    headers = {
        "vary": "Accept",
        "etag": etag,
        "cache-control": KEPT,
        "content-location": asked.path + suffix,
        "link": ", ".join([f'<{own_iri(asked.path)}>; rel="describes"', *others]),
    }
    if matches(asked.request.headers.get("if-none-match", "").encode(), etag.encode()):
        return Response(status_code=304, headers=headers)
    response.headers.update(headers)
    return response


async def prefixes(request: Request) -> Response:
    """The prefixes: a JSON-LD context, or for plain JSON the extended prefix map of `curies`."""
    names = {"/prefixes.jsonld": "application/ld+json", "/prefixes.json": "application/json"}
    accept = names.get(request.url.path) or ", ".join(request.headers.getlist("accept"))
    wanted = ranked(accept, ["application/ld+json", "application/json"]) or ["application/ld+json"]
    body = prefix_map() if wanted[0] == "application/json" else context()
    return JSONResponse(body, headers={"vary": "Accept", "cache-control": KEPT}, media_type=wanted[0])


def routes(desk: Desk, documents: Documents, about: About) -> list[Route]:
    """The routes; they come last, since any path of two parts may be a thing's."""

    def door(name: str, shown: Callable[[Linked, AskedAddress], Response]) -> Endpoint:
        async def answer(call: Caller) -> Response:
            asked = AskedAddress.of(call.request)
            return await desk.read(call, lambda engine: shown(Linked(engine, documents, about), asked))

        return desk.door(name, answer)

    own = door("thing", Linked.own)
    return [
        *(Route(path, prefixes, methods=["GET"]) for path in ("/prefixes", "/prefixes.json", "/prefixes.jsonld")),
        Route("/find", door("find", Linked.find), methods=["GET"]),
        Route("/term/{name:path}", door("term", Linked.term), methods=["GET"]),
        Route("/ontology", own, methods=["GET"]),
        Route("/ontology.{form}", own, methods=["GET"]),
        Route("/{kind}/{name:path}", own, methods=["GET"]),
    ]
