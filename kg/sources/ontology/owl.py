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
from kg.sources.ontology.names import SCOPES, curie, kind_of, matched, version_of
from kg.sources.ontology.term import EQUIVALENT, OBO, Draft, Synonym, Term, in_order, once

_OIO: Final = "http://www.geneontology.org/formats/oboInOwl#"
_OWL: Final = "http://www.w3.org/2002/07/owl#"
_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_DEFINITION: Final = OBO + "IAO_0000115"
_REPLACED_BY: Final = OBO + "IAO_0100001"
_EXACT: Final = "http://www.w3.org/2004/02/skos/core#exactMatch"
_KEPT: Final = frozenset(
    {
        *(_RDFS + name for name in ("label", "comment", "subClassOf")),
        *(_OIO + name for name in (*SCOPES, "hasAlternativeId", "hasDbXref", "consider")),
        *(_DEFINITION, _REPLACED_BY, _EXACT, _OWL + "deprecated"),
    }
)
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
    versions = heard.versions.get(_OWL + "versionIRI") or heard.versions.get(_OWL + "versionInfo")
    draft = Draft(version=version_of(min(versions)) if versions else None)
    kinds: dict[tuple[str, str, str], set[str]] = {}
    for one in heard.annotated.values():
        where = tuple(one.parts.get(part, "") for part in ("Source", "Property", "Target"))
        if one.kinds:
            kinds.setdefault(where, set()).update(one.kinds)  # type: ignore[arg-type]
        if one.equivalent and where[0] in heard.said:
            heard.said[where[0]].setdefault(_EXACT, set()).add(where[2])
    for iri in sorted(heard.classes):
        term = _term(iri, heard.said.get(iri, {}), prefix, kinds)
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
        if predicate in (_OWL + "versionIRI", _OWL + "versionInfo"):
            heard.versions.setdefault(predicate, set()).add(_value(value) or "")
        return
    if predicate == _TYPE:
        if _value(value) == _OWL + "Class":
            heard.classes.add(subject)
    elif predicate in _KEPT and (text := _value(value)) is not None:
        heard.said.setdefault(subject, {}).setdefault(predicate, set()).add(text)


def _annotation(heard: _Heard, node: str, predicate: str, value: object) -> None:
    if predicate.startswith(_OWL + "annotated"):
        part = predicate.removeprefix(_OWL + "annotated")
        heard.annotated.setdefault(node, _Annotated()).parts[part] = _value(value) or ""
    elif predicate == _OIO + "hasSynonymType" and (kind := kind_of(_value(value) or "")):
        heard.annotated.setdefault(node, _Annotated()).kinds.add(kind)
    elif predicate == _OIO + "source" and _value(value) == EQUIVALENT:
        heard.annotated.setdefault(node, _Annotated()).equivalent = True


def _value(node: object) -> str | None:
    """The text of a literal in no language or in English, or the IRI."""
    if isinstance(node, ox.Literal):
        return node.value if (node.language or "en").partition("-")[0] == "en" else None
    return node.value if isinstance(node, ox.NamedNode) else None


def _term(iri: str, said: Said, prefix: str, kinds: dict[tuple[str, str, str], set[str]]) -> Term:
    def one(predicate: str) -> str | None:
        return min(said.get(predicate, ()), default=None)

    def names(predicate: str) -> tuple[str, ...]:
        return once(map(curie, said.get(predicate, ())))

    return Term(
        id=curie(iri),
        label=one(_RDFS + "label") or "",
        definition=one(_DEFINITION),
        comment=" ".join(sorted(said.get(_RDFS + "comment", ()))) or None,
        synonyms=in_order(_synonyms(iri, said, kinds)),
        parents=tuple(parent for parent in names(_RDFS + "subClassOf") if parent.startswith(f"{prefix}:")),
        alternative_ids=names(_OIO + "hasAlternativeId"),
        obsolete="true" in said.get(_OWL + "deprecated", ()),
        replaced_by=names(_REPLACED_BY),
        consider=names(_OIO + "consider"),
        xrefs=once(said.get(_OIO + "hasDbXref", ())),
        exact=once(map(matched, said.get(_EXACT, ()))),
    )


def _synonyms(iri: str, said: Said, kinds: dict[tuple[str, str, str], set[str]]) -> Iterator[Synonym]:
    for name, scope in SCOPES.items():
        for text in said.get(_OIO + name, ()):
            yield Synonym(text, scope, min(kinds.get((iri, _OIO + name, text), ()), default=None))
