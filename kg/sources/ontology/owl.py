"""OWL in RDF/XML, the form of `hp.owl` and `mondo.owl`: what is said of a class, and what is said of such statements.

The file is streamed as triples; nothing is kept but what a term needs. How OBO's tags stand in OWL: the OBO 1.4 guide,
section 5 (owlcollab.github.io/oboformat/doc/obo-syntax.html), and files that ROBOT wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from kg.errors import FaultyInput
from kg.names import OBO, OIO, OWL, RDF, RDFS
from kg.sources.ontology.names import SCOPES, curie, kind_of, version_of
from kg.sources.ontology.term import DEFINITION, EQUIVALENT, EXACT, REPLACED_BY, Draft, Synonym, term_of

_KEPT: Final = {
    *(RDFS + name for name in ("label", "comment", "subClassOf")),
    *(OIO + name for name in (*SCOPES, "hasAlternativeId", "hasDbXref", "consider")),
    *(DEFINITION, REPLACED_BY, EXACT, OWL + "deprecated"),
}
# Entities stand for the beginnings of IRIs; longer ones, or those made of others, could unpack without end.
_ENTITY: Final = re.compile(r"<!ENTITY(?:[^>]*&(?!#)|[^>]{300})")

Said = dict[str, set[str]]


@dataclass(slots=True)
class _Annotated:
    """A statement that something is said of: its subject, property, value; and what is said."""

    parts: dict[str, str] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    equivalent: bool = False


@dataclass(slots=True)
class _Heard:
    """What a file says, by class."""

    classes: set[str] = field(default_factory=set)
    said: dict[str, Said] = field(default_factory=dict)
    annotated: dict[str, _Annotated] = field(default_factory=dict)
    versions: Said = field(default_factory=dict)


def read_owl(text: str, prefix: str) -> Draft:
    """Every class of this prefix; places are ids. Raises `FaultyInput` for what is no RDF/XML."""
    heard = _listen(text, f"{OBO}{prefix}_")
    versions = heard.versions.get(OWL + "versionIRI") or heard.versions.get(OWL + "versionInfo")
    draft = Draft(version=version_of(min(versions)) if versions else None)
    kinds: dict[tuple[str, str, str], set[str]] = {}
    for one in heard.annotated.values():
        where = tuple(one.parts.get(part, "") for part in ("Source", "Property", "Target"))
        if one.kinds:
            kinds.setdefault(where, set()).update(one.kinds)  # type: ignore[arg-type]
        if one.equivalent and where[0] in heard.said:
            heard.said[where[0]].setdefault(EXACT, set()).add(where[2])
    for iri in sorted(heard.classes):
        said = heard.said.get(iri, {})
        term = term_of(curie(iri), said, _synonyms(iri, said, kinds), prefix)
        draft.terms.append((term.id, term))
    return draft


def prefixes(text: str) -> list[str]:
    """The prefix of every class's id, as often as it stands."""
    return re.findall(rf'<owl:Class rdf:about="(?:{re.escape(OBO)}|&obo;)([A-Za-z]+)_', text)


def _listen(text: str, own: str) -> _Heard:
    if _ENTITY.search(text, 0, 1_000_000):
        raise FaultyInput("an XML entity is long or made of other entities; right would be short ones, or none")
    heard = _Heard()
    try:
        for triple in ox.parse(text.encode("utf-8"), format=ox.RdfFormat.RDF_XML, base_iri=OBO):
            subject = triple.subject
            if isinstance(subject, ox.BlankNode):
                _annotation(heard, subject.value, triple.predicate.value, triple.object)
            elif isinstance(subject, ox.NamedNode):
                _statement(heard, subject.value, triple.predicate.value, triple.object, own)
    except (SyntaxError, ValueError) as error:
        raise FaultyInput(f"the RDF/XML breaks off or is broken: {error}") from None
    return heard


def _statement(heard: _Heard, subject: str, predicate: str, value: object, own: str) -> None:
    if not subject.startswith(own):
        if predicate in (OWL + "versionIRI", OWL + "versionInfo"):
            heard.versions.setdefault(predicate, set()).add(_value(value) or "")
        return
    if predicate == RDF + "type":
        if _value(value) == OWL + "Class":
            heard.classes.add(subject)
    elif predicate in _KEPT and (text := _value(value)) is not None:
        heard.said.setdefault(subject, {}).setdefault(predicate, set()).add(text)


def _annotation(heard: _Heard, node: str, predicate: str, value: object) -> None:
    if predicate.startswith(OWL + "annotated"):
        part = predicate.removeprefix(OWL + "annotated")
        heard.annotated.setdefault(node, _Annotated()).parts[part] = _value(value) or ""
    elif predicate == OIO + "hasSynonymType" and (kind := kind_of(_value(value) or "")):
        heard.annotated.setdefault(node, _Annotated()).kinds.add(kind)
    elif predicate == OIO + "source" and _value(value) == EQUIVALENT:
        heard.annotated.setdefault(node, _Annotated()).equivalent = True


def _value(node: object) -> str | None:
    """The text of a literal in no language or in English, or the IRI."""
    if isinstance(node, ox.Literal):
        return node.value if (node.language or "en").partition("-")[0] == "en" else None
    return node.value if isinstance(node, ox.NamedNode) else None


def _synonyms(iri: str, said: Said, kinds: dict[tuple[str, str, str], set[str]]) -> Iterator[Synonym]:
    for name, scope in SCOPES.items():
        for text in said.get(OIO + name, ()):
            yield Synonym(text, scope, min(kinds.get((iri, OIO + name, text), ()), default=None))
