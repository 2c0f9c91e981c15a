"""What each kind of analysis can be told, and a question made of texts or JSON: one reading for every door.

Beside its own fields a question about people takes what is asked of them most, by one word: `consequence`, `sex`. All
else that a filter of cases can say goes by `where`, as JSON with the words of GraphQL.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from difflib import get_close_matches
from enum import Enum
from functools import cache, reduce
from inspect import getdoc
from typing import Any, Final, get_type_hints

from kg.analysis.given import Faults, bare, folded, many, read
from kg.analysis.questions import KINDS
from kg.analysis.result import Inquiry, told, words
from kg.errors import KgError
from kg.find.filters import CaseFilter, asked
from kg.triples.terms import camel

_WHERE: Final = "where"
_PLAIN: Final = {
    **{name: ("variant", name) for name in ("gene", "consequence", "domain", "lobe", "exon", "intron")},
    "variant": ("variant", "id"),
    "zygosity": ("genotype", "zygosity"),
    "finding": ("observation", "term"),
    **{name: (name,) for name in ("sex", "onset", "affected", "category", "depth")},
    "paper": ("paper", "id"),
    "case": ("id",),
}
"""What is asked of people most, and where in a filter of cases it stands."""


class FaultyQuestion(KgError, ValueError):
    """A question that cannot be asked; `faults` are all that is wrong with it, each with what would be right."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that a kind of analysis can be told; `path` is where it stands in the question."""

    name: str
    says: str
    of: Any
    path: tuple[str, ...]
    default: Any

    @property
    def choices(self) -> tuple[str, ...]:
        """The only words it takes; none where it takes any."""
        kind = bare(many(self.of) or self.of)
        return tuple(kind.__members__) if isinstance(kind, type) and issubclass(kind, Enum) else ()

    @property
    def several(self) -> bool:
        """Whether it can be told more than once; of several values any may fit."""
        return many(self.of) is not None

    @property
    def required(self) -> bool:
        """Whether nothing can be asked without it."""
        return self.default is MISSING


@cache
def parameters(kind: str) -> tuple[Parameter, ...]:
    """What a kind can be told, by name. Raises `FaultyQuestion` where there is no such kind."""
    question = of_kind(kind)
    says, types = words(question), get_type_hints(question)
    usual = {one.name: one.default for one in fields(question)}
    own = [Parameter(camel(name), says[name], types[name], (name,), usual[name]) for name in says]
    if _WHERE not in says:
        return tuple(own)
    taken = {one.path[0] for one in own}
    return (*own, *(_plain(name, path) for name, path in _PLAIN.items() if name not in taken))


def asks(kind: str) -> str:
    """What the questions of a kind ask, in a line."""
    return " ".join((getdoc(of_kind(kind)) or "").partition("\n\n")[0].split())


def of_kind(kind: str) -> type[Inquiry]:
    """The questions of a kind. Raises `FaultyQuestion`."""
    found = {folded(name): one.question for name, one in KINDS.items()}.get(folded(kind))
    if found is None:
        raise FaultyQuestion([f"there is no analysis {kind[:80]!r}; right would be: {', '.join(KINDS)}"])
    return found


def question(kind: str, given: Mapping[str, Sequence[str]]) -> Inquiry:
    """The question of some texts by parameter. Raises `FaultyQuestion` with all that is wrong."""
    faults: Faults = []
    known = {folded(one.name): one for one in parameters(kind)}
    tree: dict[str, Any] = {}
    # The whole filter comes last, so that what is asked in one word is asked beside it.
    for name, texts in sorted(given.items(), key=lambda told: folded(told[0]) == _WHERE):
        one = known.get(folded(name))
        values = [text for text in texts if text]
        if one is None:
            faults.append(_strange(name, [other.name for other in known.values()]))
        elif values:
            _put(tree, one, values, faults)
    needed = {folded(one.name): f"`{one.name}` must be told: {one.says}" for one in known.values() if one.required}
    faults += [what for name, what in needed.items() if name not in {folded(one) for one in given if any(given[one])}]
    made = read(of_kind(kind), tree, kind, faults)
    if faults:
        raise FaultyQuestion(list(dict.fromkeys(faults)))
    found: Inquiry = made
    return found


def spelled(asked: Inquiry) -> tuple[tuple[str, str], ...]:
    """The parameters that ask a question, and no more than it takes: what `question` reads back."""
    found: list[tuple[str, str]] = []
    for one in fields(asked):
        value = getattr(asked, one.name)
        if value is None or value in (one.default, ()):
            continue
        each = value if isinstance(value, tuple) else (value,)
        found += [(camel(one.name), _text(told(item))) for item in each]
    return tuple(found)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _plain(name: str, path: tuple[str, ...]) -> Parameter:
    kind = reduce(_inner, path[:-1], CaseFilter)
    return Parameter(name, asked(kind)[path[-1]], get_type_hints(kind)[path[-1]], (_WHERE, *path), None)


def _inner(kind: Any, name: str) -> Any:
    found = bare(get_type_hints(kind)[name])
    return bare(many(found) or found)


def _put(tree: dict[str, Any], one: Parameter, texts: Sequence[str], faults: Faults) -> None:
    """What cannot be read is told once, and not put there."""
    before, whole = len(faults), one.path == (_WHERE,)
    value = _json(texts, faults) if whole else read(one.of, list(texts), one.name, faults)
    if len(faults) > before:
        return
    if whole and _WHERE in tree:
        value = {**tree[_WHERE], "all_of": [value]}
    inner = tree
    for name in one.path[:-1]:
        inner = inner.setdefault(name, {})
    inner[one.path[-1]] = value


def _json(texts: Sequence[str], faults: Faults) -> Any:
    try:
        [text] = texts
        return json.loads(text)
    except (ValueError, RecursionError):
        right = '{"variant": {"consequence": ["missense"]}}'
        faults.append(f"`{_WHERE}` is not one text of JSON; right would be a filter of cases, such as {right}")
        return None


def _strange(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(re.sub(r"[-_]", "", name), known, 1)
    right = f"`{near[0]}`; it also takes" if near else "one of"
    return f"there is no parameter {name[:80]!r}; right would be {right} {', '.join(known)}"
