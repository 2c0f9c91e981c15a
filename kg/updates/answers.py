"""Which findings would answer otherwise: a present one answers every term above its own, an absent one denies below.

What an absence denies is told from its term alone, without what else was seen in the person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kg.sources.absence import Absence
from kg.sources.ontology import Ontology
from kg.updates.change import SourceChange
from kg.updates.uses import FindingUse, Uses


def answer_changes(old: Ontology, new: Ontology, used: Uses) -> Iterator[SourceChange]:
    """The terms that findings answer, or deny, in one release and not in the other.

    A term that is current in one release alone is left out, unless we ask for it: nobody here knows it. So is what
    follows from a finding's own term being obsolete or gone, which is told by itself. Of what an absent finding denies,
    only terms that we use are told: below a broad term stand hundreds.
    """
    named = {use.term for use in used.places}
    coded = [
        one for one in used.findings if one.term and one.in_graph and old.current(one.term) and new.current(one.term)
    ]
    present, absent = [one for one in coded if one.present], [one for one in coded if not one.present]
    yield from _changes(("answers lost", "answers gained"), present, old, new, named, Ontology.ancestors, every=True)
    yield from _changes(("absences lost", "absences gained"), absent, old, new, named, _below, every=False)


def _below(ontology: Ontology, term: str) -> frozenset[str]:
    return Absence(ontology).reach(term) | {term}


def _changes(
    kinds: tuple[str, str],
    findings: Iterable[FindingUse],
    old: Ontology,
    new: Ontology,
    named: set[str],
    reached: Callable[[Ontology, str], frozenset[str]],
    every: bool,
) -> Iterator[SourceChange]:
    concerned: dict[tuple[str, str], dict[str, list[FindingUse]]] = {}
    cache: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for one in findings:
        term = one.term or ""
        if term not in cache:
            before, after = reached(old, term), reached(new, term)
            cache[term] = before - after, after - before
        for kind, answers in zip(kinds, cache[term], strict=True):
            for answered in answers:
                both = old.current(answered) and new.current(answered)
                if (both or answered in named) if every else (both and answered in named):
                    concerned.setdefault((kind, answered), {}).setdefault(term, []).append(one)
    for (kind, answered), terms in concerned.items():
        yield _change(kind, answered, terms, new if new.current(answered) else old, new)


def _change(
    kind: str, answered: str, terms: dict[str, list[FindingUse]], here: Ontology, new: Ontology
) -> SourceChange:
    said = [f"{new.shown(term)}, {_counted(found)}" for term, found in sorted(terms.items())]
    every = [one for found in terms.values() for one in found]
    when = "no longer" if kind.endswith("lost") else "now"
    verb = "answer" if kind.startswith("answers") else "deny"
    what = f"{_counted(every)} {when} {verb} it: " + "; ".join(said)
    places = tuple(sorted({f"{one.file}:{one.line} {one.place}" for one in every}))
    return SourceChange(kind, answered, here.terms[answered].label, what, "", places)


def _counted(found: list[FindingUse]) -> str:
    papers = len({one.file for one in found})
    return f"{len(found)} finding{'s' * (len(found) != 1)} in {papers} paper{'s' * (papers != 1)}"
