"""OBO flat files (format 1.2 and 1.4), as far as a term goes. Relationships other than is_a are not read.

The form of the tags: the OBO 1.4 guide (owlcollab.github.io/oboformat/doc/obo-syntax.html), and the files themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from kg.sources.ontology.names import curie, matched
from kg.sources.ontology.term import EQUIVALENT, Draft, OntologyTerm, Synonym, in_order, once

# "text" SCOPE kind [xrefs]: the kind (layperson, abbreviation ...) may be missing; without a scope RELATED is meant.
_SYNONYM: Final = re.compile(r'"((?:[^"\\]|\\.)*)"(?: (EXACT|BROAD|NARROW|RELATED))?(?: ([^\[\s]+))?')
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE: Final = re.compile(r"\\(.)")
_MEANT: Final = {"n": "\n", "t": "\t", "W": " "}
_QUALIFIERS: Final = re.compile(r' \{[^{}]*="[^{}]*"\}$')
_MATCH: Final = re.compile(r"(?:skos:)?exactMatch (\S+)")
_ONCE: Final = ("id", "name", "def", "is_obsolete")

Tags = Mapping[str, list[str]]


def read_obo(text: str, prefix: str) -> Draft:
    """Every term of this prefix; places are lines."""
    draft = Draft()
    header, *_ = text.split("\n[", 1)
    draft.version = next(iter(re.findall(r"^data-version: *(.*\S)", header, re.MULTILINE)), None)
    for line, stanza in _terms(text):
        tags, place = _tags(stanza), f"line {line}"
        identifier = _word(tags["id"][0]) if "id" in tags else ""
        if not identifier:
            draft.faults.append((place, "a term without an id", "`id:` with the term's id"))
        elif identifier.startswith(f"{prefix}:"):
            for tag in _ONCE:
                if tag in tags and len(tags[tag]) > 1:
                    draft.faults.append((place, f"{identifier} has `{tag}:` {len(tags[tag])} times", "each once"))
            draft.terms.append((place, _term(identifier, tags, prefix, place, draft)))
    if not text.endswith("\n"):
        last = f"line {text.count(chr(10)) + 1}"
        draft.faults.append((last, "the file breaks off in the midst of a line", "the whole file"))
    return draft


def prefixes(text: str) -> list[str]:
    """The prefix of every term's id, as often as it stands."""
    return re.findall(r"^\[Term\]\s*\nid: ([A-Za-z]+):", text, re.MULTILINE)


def _terms(text: str) -> Iterator[tuple[int, str]]:
    """The line on which each term starts, and its lines."""
    line = 1
    for stanza in text.split("\n["):
        if stanza.startswith("Term]"):
            yield line, stanza
        line += stanza.count("\n") + 1


def _tags(stanza: str) -> Tags:
    tags: dict[str, list[str]] = {}
    for line in stanza.split("\n"):
        tag, colon, value = line.partition(": ")
        if colon:
            tags.setdefault(tag, []).append(value)
    return tags


def _word(value: str) -> str:
    """The first word: without a `! comment` or `{qualifiers}` behind it."""
    return value.split(None, 1)[0] if " " in value.rstrip() else value.strip()


def _words(tags: Tags, tag: str) -> tuple[str, ...]:
    words = [word for word in map(_word, tags.get(tag, ())) if word]
    return once(words) if len(words) > 1 else tuple(words)


def _term(identifier: str, tags: Tags, prefix: str, place: str, draft: Draft) -> OntologyTerm:
    return OntologyTerm(
        id=identifier,
        label=_plain(_unqualified(tags["name"][0])) if "name" in tags else "",
        definition=_quoted(tags["def"][0]) if "def" in tags else None,
        comment=" ".join(sorted(_plain(_unqualified(one)) for one in tags["comment"])) if "comment" in tags else None,
        synonyms=in_order(_synonyms(tags["synonym"], place, draft)) if "synonym" in tags else (),
        parents=tuple(one for one in _words(tags, "is_a") if one.startswith(f"{prefix}:")),
        alternative_ids=_words(tags, "alt_id"),
        obsolete="is_obsolete" in tags and _word(tags["is_obsolete"][0]) == "true",
        replaced_by=tuple(map(curie, _words(tags, "replaced_by"))),
        consider=tuple(map(curie, _words(tags, "consider"))),
        xrefs=tuple(map(_plain, _words(tags, "xref"))),
        exact=once(_exact(tags)) if "xref" in tags or "property_value" in tags else (),
    )


def _synonyms(values: list[str], place: str, draft: Draft) -> Iterator[Synonym]:
    for value in values:
        match = _SYNONYM.match(value)
        if match is None:
            shown = value[:80]
            draft.faults.append((place, f"a synonym that is not in OBO form: {shown}", 'synonym: "text" EXACT []'))
        else:
            yield Synonym(_plain(match[1]), match[2] or "RELATED", match[3])


def _exact(tags: Tags) -> Iterator[str]:
    for value in tags.get("xref", ()):
        if EQUIVALENT in value:
            yield matched(_plain(_word(value)))
    for value in tags.get("property_value", ()):
        if "exactMatch" in value and (match := _MATCH.match(value)):
            yield matched(_plain(match[1]))


def _quoted(value: str) -> str:
    if "\\" not in value and value[:1] == '"' and (end := value.find('"', 1)) > 0:
        return value[1:end]
    match = _QUOTED.match(value)
    return _plain(match[1]) if match else _plain(value)


def _unqualified(value: str) -> str:
    return _QUALIFIERS.sub("", value) if value.endswith("}") else value.rstrip()


def _plain(value: str) -> str:
    return _ESCAPE.sub(lambda match: _MEANT.get(match[1], match[1]), value) if "\\" in value else value
