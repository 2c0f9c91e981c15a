"""The form of a kind of analysis: a field for each parameter, in a reader's words; the ones asked most stand open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from api.pages.analysis_words import GIVEN_NAMES, LABELS
from kg.analysis.given import bare, many
from kg.analysis.parameters import Parameter, parameters

_OPEN: Final = (
    *("population", "event", "span", "what", "by", "term", "terms", "present", "absent", "typicalOf", "ofCase"),
    *("group", "against", "criteria", "paper", "sex", "consequence", "exon", "variant"),
)
"""The parameters that most people ask by, in their order; of each kind those that it has."""
_MOST: Final = 7
_SPARE: Final = 1
"""Empty fields beside what is told of a parameter that can be told several times."""


@dataclass(frozen=True, slots=True)
class Choosable:
    """An option of a field: what it sends, what a reader sees, and whether it is chosen."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedField:
    """A field of a form: its options, or the texts in it; `fault` is what is wrong with what was given."""

    name: str
    label: str
    says: str
    options: tuple[Choosable, ...]
    texts: tuple[str, ...]
    several: bool
    required: bool
    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingForm:
    """The fields that stand open, those that are folded, and the faults that belong to none of them."""

    kind: str
    first: tuple[AskedField, ...]
    rest: tuple[AskedField, ...]
    faults: tuple[str, ...]

    @property
    def unfolded(self) -> bool:
        """Whether something is told, or wrong, in what would be folded."""
        return any(
            one.fault or any(one.texts) or any(each.chosen and each.value for each in one.options) for one in self.rest
        )


def asking_form(kind: str, given: Mapping[str, Sequence[str]], faults: Iterable[str] = ()) -> AskingForm:
    """The form of a kind with what was given; each fault stands beside the field that it names."""
    told = {re.sub(r"[\W_]", "", name.lower()): tuple(filter(None, texts)) for name, texts in given.items()}
    left = [*faults]
    made: dict[str, AskedField] = {}
    for one in parameters(kind):
        mine = [fault for fault in left if fault.startswith((f"`{one.name}`", f"`{one.name}."))]
        left = [fault for fault in left if fault not in mine]
        made[one.name] = _field(one, told.get(one.name.lower(), ()), "; ".join(mine))
    required = [name for name, one in made.items() if one.required]
    first = list(dict.fromkeys((*required, *(name for name in _OPEN if name in made))))[:_MOST]
    return AskingForm(
        kind=kind,
        first=tuple(made[name] for name in first),
        rest=tuple(one for name, one in made.items() if name not in first),
        faults=tuple(left),
    )


def spoken(kind: str, given: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """What is told of each parameter, in words."""
    known = {one.name.lower(): one for one in parameters(kind)}
    found = []
    for name, texts in given.items():
        one = known.get(re.sub(r"[\W_]", "", name.lower()))
        words = {each.value.lower().replace("_", ""): each.words for each in _options(one, ())} if one else {}
        told = [words.get(re.sub(r"[\W_]", "", text.lower()), text) for text in texts if text]
        found += [(LABELS.get(one.name if one else name, name), text) for text in told]
    return found


def _field(one: Parameter, texts: tuple[str, ...], fault: str) -> AskedField:
    options = _options(one, texts)
    spare = _SPARE if one.several or not texts else 0
    usual = one.default if isinstance(one.default, int | float) and not isinstance(one.default, bool) else None
    shown = () if options else (*texts, *([""] * spare))
    return AskedField(
        name=one.name,
        label=LABELS.get(one.name) or one.name[0].upper() + re.sub(r"([A-Z])", r" \1", one.name[1:]).lower(),
        says=one.says + (f" Usually {usual:g}." if usual is not None else ""),
        options=options,
        texts=shown,
        several=one.several,
        required=one.required,
        fault=fault,
    )


def _options(one: Parameter, texts: tuple[str, ...]) -> tuple[Choosable, ...]:
    asked = {re.sub(r"[\W_]", "", text.lower()) for text in texts}
    kind = bare(many(one.of) or one.of)
    if kind is bool:
        pairs: list[tuple[str, str]] = [("true", "yes"), ("false", "no")]
    elif one.choices:
        pairs = [(name, _words(kind[name])) for name in one.choices]
    else:
        return ()
    usual = one.default if isinstance(one.default, Enum) else None
    found = [
        Choosable(
            value,
            words,
            value.lower().replace("_", "") in asked or (not asked and usual is not None and value == usual.name),
        )
        for value, words in pairs
    ]
    any_ = Choosable("", "any" if usual is None else "as usual", not any(each.chosen for each in found))
    return tuple(found) if usual is not None else (any_, *found)


def _words(one: Any) -> str:
    """A word of a closed list with what it means, as far as an option has room."""
    name = str(one.name)
    return GIVEN_NAMES.get(f"{type(one).__name__}.{name}", name.lower().replace("_", " "))
