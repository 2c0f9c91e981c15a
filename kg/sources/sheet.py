"""A file that a curator wrote, read and held against its format; every breach becomes a fault with its remedy."""

from __future__ import annotations

import copy
import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import count, islice
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from kg.report import Fault
from kg.sources.positions import Document, Steps, Unreadable, document_of, kept_value, place, read_yaml
from kg.sources.schema import EvidenceFile

_REMEDIES: Final = {
    "float": "a number, without unit",
    "int": "a whole number",
    "bool": "true or false",
    "list": "a list: each entry on a line that starts with `- `",
    "model": "keys and values, one a line",
    "date": "a date, as in 2026-01-31",
    "string": "text; put it in quotes if it looks like a number, a date or yes or no",
    "too": "at least one entry",
}
_PATTERNS: Final = {
    "hpo": "HP: and seven digits, as in HP:0000001",
    "pmid": "digits in quotes, as in '0000001'",
    "doi": "a DOI without address, as in 10.1000/toy",
    "pmcid": "PMC and digits, as in PMC0000001",
}


Form = TypeVar("Form", bound=BaseModel, covariant=True)


@dataclass(frozen=True)
class FormSheet(Generic[Form]):
    """A file that keeps to a format, with the lines of its places; `out` are entries that were taken out of it.

    Lines, broken and taken out places are those of the file as it is written.
    """

    name: str
    file: Form
    document: Document
    broken: frozenset[Steps] = frozenset()
    out: frozenset[Steps] = frozenset()

    def sound(self, fault: Fault) -> bool:
        """Whether a fault is about something that was read, and not put in the place of what could not be."""
        return not any(fault.place.startswith(place(steps)) for steps in self.broken)

    def fault(self, steps: Steps, kind: str, what: str, fix: str, *, fatal: bool = True) -> Fault:
        """A fault at a place of what is left of this file, told where that is written."""
        written = self._written(steps)
        built = place(steps) if written != steps else ""
        return Fault(self.name, self.document.line(written), place(written), what, fix, kind, fatal, built)

    def _written(self, steps: Steps) -> Steps:
        """Where the file has what stands at these steps once its proposals are gone."""
        found: Steps = ()
        for step in steps:
            if isinstance(step, int):
                left = (number for number in count() if (*found, number) not in self.out)
                step = next(islice(left, step, None))
            found = (*found, step)
        return found


Sheet = FormSheet[EvidenceFile]


def read_sheet(path: Path) -> tuple[Sheet | None, list[Fault]]:
    """An evidence file, without what breaks the format; None where too little is left. All faults beside it."""
    return read_form(path, path.name, EvidenceFile, salvage=True)


def read_form(path: Path, name: str, form: type[Form], salvage: bool) -> tuple[FormSheet[Form] | None, list[Fault]]:
    """A file of any format, or None, beside the faults; `name` is what they call it."""
    ending = Fault(name, 1, "the file", "its name does not end in .yaml", "a name that does", "file-name")
    faults = [] if path.suffix == ".yaml" else [ending]
    try:
        document = read_yaml(path)
    except Unreadable as error:
        return None, [*faults, Fault(name, error.line, "the file", error.what, error.fix, "yaml")]
    faults += _repeated(name, document)
    try:
        return FormSheet(name, form.model_validate(document.value), document), faults
    except ValidationError as error:
        faults += _breaches(name, document, error, form)
        return _salvaged(name, document, error, form) if salvage else None, faults


def breaches(path: Path, text: str, form: type[BaseModel] = EvidenceFile) -> list[Fault]:
    """What breaks a format in a text that is to stand in a file; raises `Unreadable` where it is no YAML."""
    try:
        form.model_validate(kept_value(text))
    except ValidationError as error:
        return [*_breaches(path.name, document_of(text, path), error, form)]
    return []


def _salvaged(name: str, document: Document, error: ValidationError, form: type[Form]) -> FormSheet[Form] | None:
    """The file without what breaks the format, so that one run tells its other faults too; None where little is left.

    What stands at a broken place is not looked at again: see `Sheet.sound`.
    """
    value, silent = copy.deepcopy(document.value), set[Steps]()
    for _ in range(3):
        for breach in error.errors(include_url=False):
            silent.add(breach["loc"])
            if not _patch(value, breach["loc"], breach["type"], breach.get("ctx", {})):
                return None
        try:
            return FormSheet(name, form.model_validate(value), document, frozenset(silent))
        except ValidationError as again:
            error = again
    return None


def _patch(value: Any, steps: Steps, kind: str, context: dict[str, Any]) -> bool:
    """Take a broken value out of the tree, or put one that the format takes; whether that could be done."""
    for step in steps[:-1]:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return False
    if not steps or not isinstance(value, dict):
        return False
    if kind == "literal_error":
        value[steps[-1]] = _allowed(context)[0]
    elif kind == "missing":
        value[steps[-1]] = "not given"
    else:
        value.pop(steps[-1], None)
    return True


def _allowed(context: dict[str, Any]) -> list[str]:
    return [one.strip("'") for one in context["expected"].replace(" or ", ", ").split(", ")]


def meant(word: str, known: Iterable[str], otherwise: str) -> str:
    """`did you mean ...?` when something known looks like the word, else what to do instead."""
    folded = {one.casefold(): one for one in known}
    near = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return f"did you mean {folded[near[0]]}?" if near else otherwise


def _repeated(name: str, document: Document) -> Iterator[Fault]:
    for steps, line in document.repeated:
        what = f"the key {steps[-1]} stands here a second time, and only one value would be kept"
        yield Fault(name, line, place(steps), what, "one key with one value", "key-repeated")


def _breaches(name: str, document: Document, error: ValidationError, form: type[BaseModel]) -> Iterator[Fault]:
    """What breaks the format, each place once."""
    seen = set()
    for breach in error.errors(include_url=False):
        steps: Steps = breach["loc"]
        if breach["type"] not in ("missing", "extra_forbidden"):
            # A union names its members in the place; they are no place in the file.
            while steps and steps not in document.lines:
                steps = steps[:-1]
        what, fix = _said(breach["type"], steps, breach.get("input"), breach.get("ctx", {}), breach["msg"], form)
        if steps not in seen:
            seen.add(steps)
            yield Fault(name, document.line(steps), place(steps), what, fix, f"format-{breach['type']}")


def _said(
    kind: str, steps: Steps, value: Any, context: dict[str, Any], message: str, form: type[BaseModel]
) -> tuple[str, str]:
    key = str(steps[-1]) if steps else "the file"
    if kind == "extra_forbidden":
        keys = _keys(steps[:-1], form)
        return f"there is no key {key} here", meant(key, keys, f"one of {', '.join(keys)}")
    if kind == "missing":
        return f"the key {key} is missing", f"add `{key}:` with its value"
    if kind == "literal_error":
        allowed = _allowed(context)
        return f"{value!r} is not allowed here", meant(str(value), allowed, "") or f"one of {', '.join(allowed)}"
    if kind == "string_pattern_mismatch":
        return f"{value!r} has not the right form", _PATTERNS.get(key, f"the form {context['pattern']}")
    if kind in ("greater_than_equal", "less_than_equal"):
        limit = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
        return f"{value!r} is out of bounds", f"a number of {limit}"
    if kind == "string_too_long":
        return f"{value[:40]!r}... has {len(value):,} characters", f"at most {context['max_length']:,}"
    shown = repr(value) if isinstance(value, str | int | float | bool) else type(value).__name__
    return f"{shown}: {message[0].lower()}{message[1:]}", _REMEDIES.get(kind.split("_")[0], "see the format")


def _keys(steps: Steps, form: type[BaseModel]) -> list[str]:
    """The keys allowed at a place, found by walking the format's classes."""
    here = form
    for step in steps:
        if isinstance(step, str):
            here = _inner(here.model_fields[step].annotation) or here
    return list(here.model_fields)


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in typing.get_args(annotation) if (found := _inner(part))), None)
