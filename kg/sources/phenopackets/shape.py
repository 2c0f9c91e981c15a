"""A packet held against the schema: every breach is a fault with its place and its remedy.

Driven by the table of `schema`; values are put in one form on the way (enum words, camelCase keys, whole numbers), so
that what reads the packet afterwards need not ask again.
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, Final

from kg.sources.phenopackets.notes import Known, PacketNotes, Steps
from kg.sources.phenopackets.plain import plain, shown
from kg.sources.phenopackets.schema import MESSAGES, ONE_OF, Field
from kg.sources.phenopackets.text import LONGEST, unfit

_REQUIRED: Final = {name: tuple(k for k, f in fields.items() if f.required) for name, fields in MESSAGES.items()}
_WANTED: Final = {name: tuple(k for k, f in fields.items() if f.wanted) for name, fields in MESSAGES.items()}


def _is_text(value: Any) -> bool:
    # What prints has no control characters; most does, and is told so sooner.
    return isinstance(value, str) and ((len(value) <= LONGEST and value.isprintable()) or unfit(value) is None)


def _is_class(value: Any) -> bool:
    """Whether it is an ontology class with an id and a label."""
    return isinstance(value, dict) and len(value) == 2 and _is_text(value.get("id")) and _is_text(value.get("label"))


# Most values are seen at a glance to be as they should be, so that nothing is to be told of them or put in form.
_GLANCES: Final[dict[str, Callable[[Any], bool]]] = {
    "string": _is_text,
    "bool": lambda value: isinstance(value, bool),
    "OntologyClass": _is_class,
}
_SOUND: Final = {
    name: {k: _GLANCES[f.type] for k, f in fields.items() if f.type in _GLANCES and not (f.many or f.kept_out)}
    for name, fields in MESSAGES.items()
}
_MOST: Final = 100_000
"""Entries in one list."""
_OFTEN: Final = {"PhenotypicFeature", "Resource"}
"""Messages that stand in one list alone, most of them as in other packets. They are looked through once."""
_sound: Final[Known[bool]] = {}
"""Those of which nothing is to be told or put in form."""


def check(value: Any, message: str, steps: Steps, notes: PacketNotes) -> None:
    """Check a message and everything below it; `value` is changed where a form is put right."""
    if not isinstance(value, dict):
        notes.error(steps, f"{shown(value)} stands here", f"an object with {', '.join(MESSAGES[message])}", "type")
        return
    fields, nulls, sound = MESSAGES[message], set[str](), _SOUND[message]
    for key in list(value):
        if key in sound and sound[key](value[key]):
            continue
        field = fields.get(key)
        if field is None:
            renamed = _camel(key)
            if renamed in fields and renamed not in value:
                value[renamed] = value.pop(key)
                key, field = renamed, fields[renamed]
            else:
                _unknown(value, key, message, steps, notes)
                continue
        inner = value[key]
        if inner is None:
            nulls.add(key)
            del value[key]  # protobuf's JSON: null is a field that is not given
            continue
        _field(value, key, field, (*steps, key), notes)
    for key in _REQUIRED[message]:
        if key not in value and key not in nulls and fields[key].type == "number":
            value[key] = 0.0
            what = "it is missing; read as 0, which protobuf's JSON leaves out"
            notes.warn((*steps, key), what, f"{key}: 0, or the number that was meant", "zero")
        elif key not in value:
            notes.error((*steps, key), "it is missing", f"{key}: {fields[key].type}", "missing")
    for key in _WANTED[message]:
        if key not in value:
            notes.warn((*steps, key), "it is missing", f"{key}: {fields[key].type}", "missing")
    if message in ONE_OF:
        _one_of(value, message, steps, notes)


def _field(value: dict[str, Any], key: str, field: Field, steps: Steps, notes: PacketNotes) -> None:
    inner = value[key]
    if field.many:
        if not isinstance(inner, list):
            notes.error(steps, f"{shown(inner)} stands here", "a list", "type")
            return
        if len(inner) > _MOST:
            notes.error(steps, f"a list of {len(inner):,} entries", f"at most {_MOST:,}", "size")
            return
        if field.kept_out:
            notes.keep_out(steps, len(inner))
        for number, one in enumerate(inner):
            inner[number] = _value(one, field, (*steps, number), notes)
        return
    if field.kept_out:
        notes.keep_out(steps)
    value[key] = _value(inner, field, steps, notes)


def _value(value: Any, field: Field, steps: Steps, notes: PacketNotes) -> Any:
    if field.type not in MESSAGES:
        return plain(value, field.type, steps, notes)
    (_check_once if field.type in _OFTEN else check)(value, field.type, steps, notes)
    return value


def _check_once(value: Any, message: str, steps: Steps, notes: PacketNotes) -> None:
    """The same as `check` for what comes often."""
    key = message, repr(value)

    def stays() -> bool:
        check(value, message, steps, notes)
        return repr(value) == key[1]

    if not notes.once(_sound, key, stays):
        _sound.pop(key, None)  # another such must be put in form as well


def forget() -> None:
    """Look through everything again."""
    _sound.clear()


def _one_of(value: dict[str, Any], message: str, steps: Steps, notes: PacketNotes) -> None:
    choices = ONE_OF[message]
    given = [key for key in choices if key in value]
    if len(given) > 1:
        notes.error(steps, f"{' and '.join(given)} stand side by side", "one of them alone", "one-of")
    elif not given:
        notes.error(steps, "it says nothing", f"one of {', '.join(choices)}", "one-of")


def _unknown(value: dict[str, Any], key: str, message: str, steps: Steps, notes: PacketNotes) -> None:
    near = get_close_matches(key[:60], MESSAGES[message], n=1, cutoff=0.75)
    fix = f"did you mean {near[0]}?" if near else f"one of {', '.join(MESSAGES[message])}"
    notes.warn(steps, f"the schema has no field {key[:60]!r} here; it is kept out", fix, "field-unknown")
    notes.keep_out((*steps, "(unknown fields)"))
    del value[key]


def _camel(key: str) -> str:
    """protobuf's JSON takes `phenotypic_features` for `phenotypicFeatures`."""
    first, *rest = key.split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in rest)
