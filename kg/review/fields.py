"""The keys that an entry may have, what may stand in each, and a curator's words as the value that is written.

All of it is read from the format of an evidence file, so that a key that is added there can be changed here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from kg.errors import FaultyInput
from kg.review.candidates import Candidate
from kg.sources.schema import EvidenceFile

_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
_YES: Final = {"true": True, "yes": True, "false": False, "no": False}
_KINDS: Final = {
    "paper": "PaperFile",
    "cases": "CaseFile",
    "quoted": "QuotedFile",
    "variants": "VariantFile",
    "phenotypes": "PhenotypeFile",
    "imaging": "ImagingFile",
    "studies": "StudyFile",
    "statistics": "StatisticFile",
    "aside": "AsideFile",
}
_FIRST: Final = (
    *("status", "text", "hpo", "side", "modality", "sequence", "region", "age", "initial", "onset_age"),
    *("gene", "coding", "protein", "stated", "zygosity", "presumed", "design", "depth", "genetic_status", "title"),
    *("label", "value", "result", "order", "measure", "n", "numerator", "denominator", "percent"),
)
_SPLIT: Final = re.compile(r",\s*(?=-?[a-z_0-9]+\s*=|-[a-z])")


class NotSaid(FaultyInput):
    """Words that name no key, or no value of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryField:
    """A key: its `choices` where the list is closed; `types` are those of JSON (string, number, integer, boolean)."""

    key: str
    choices: tuple[str, ...] = ()
    types: frozenset[str] = frozenset()
    says: str = ""

    def value(self, words: str) -> Any:
        """The value that some words stand for; what cannot be one stays words, and the format tells what is wrong."""
        if "boolean" in self.types and words.lower() in _YES:
            return _YES[words.lower()]
        if self.types & {"number", "integer"} and _NUMBER.fullmatch(words):
            return int(words) if "." not in words else float(words)
        return words


@cache
def fields_of(name: str, key: str = "") -> tuple[EntryField, ...]:
    """The keys of an entry of this list that one value can stand in, the likeliest first.

    Of something `quoted`, `key` names what it says.
    """
    defined = EvidenceFile.model_json_schema()["$defs"]
    found = [_field(one, about, defined) for one, about in defined[_KINDS[name]]["properties"].items()]
    if name == "quoted":
        of = defined["CaseFile"]["properties"][key]
        found = [_field("value", of, defined)]
    if name == "paper":
        found.append(_field("depth", defined["ReadingFile"]["properties"]["depth"], defined))
    plain = [one for one in found if one is not None and one.key not in ("quote", "place", "proposed")]
    return tuple(sorted(plain, key=lambda one: _FIRST.index(one.key) if one.key in _FIRST else len(_FIRST)))


def fields_for(one: Candidate) -> tuple[EntryField, ...]:
    """The keys that a candidate may have."""
    return fields_of(one.list, str(one.facts.get("key", "")) if one.list == "quoted" else "")


def said(one: Candidate, words: str) -> dict[str, Any]:
    """What a line of `key=value` with commas between, or `-key`, changes: None takes a key away. Raises `NotSaid`.

    A comma within a value is one, unless a key follows it. Where there is but one key, words alone are its value.
    """
    given: dict[str, str] = {}
    known = [field.key for field in fields_for(one)]
    if len(known) == 1 and words.strip() and "=" not in words and words.strip() != f"-{known[0]}":
        return values(one, {known[0]: words.strip()})
    for part in _SPLIT.split(words.strip()):
        key, equals, value = part.partition("=")
        if not equals and not key.startswith("-"):
            raise NotSaid(f"{part!r} says no key; right would be key=value, or -key, as in status=absent, -side")
        given[key.strip().removeprefix("-")] = value.strip() if equals else ""
    return values(one, given)


def values(one: Candidate, given: Mapping[str, str]) -> dict[str, Any]:
    """The values of words by key; an empty one is None. Raises `NotSaid` for a key that the entry cannot have."""
    known = {field.key: field for field in fields_for(one)}
    found: dict[str, Any] = {}
    for key, words in given.items():
        if key not in known:
            raise NotSaid(f"there is no key {key!r} here; right would be one of: {', '.join(known)}")
        found[key] = known[key].value(words) if words else None
    return found


def _field(key: str, about: Mapping[str, Any], defined: Mapping[str, Any]) -> EntryField | None:
    """The field of a property of the schema; None where more than one value stands in it."""
    parts = [defined[one["$ref"].rpartition("/")[2]] if "$ref" in one else one for one in about.get("anyOf", [about])]
    kinds = {str(one.get("type", "string" if "enum" in one or "const" in one else "object")) for one in parts}
    if kinds & {"object", "array"}:
        return None
    choices = [str(word) for one in parts for word in one.get("enum", [one["const"]] if "const" in one else [])]
    return EntryField(
        key=key, choices=tuple(choices), types=frozenset(kinds - {"null"}), says=about.get("description", "")
    )
