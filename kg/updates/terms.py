"""What became of the terms that we use, from one release of an ontology to another."""

from __future__ import annotations

from collections.abc import Iterator

from kg.sources.ontology import Ontology
from kg.updates.change import SourceChange
from kg.updates.uses import FindingUse, Uses


def term_changes(old: Ontology, new: Ontology, used: Uses) -> Iterator[SourceChange]:
    """Obsolete, merged, vanished, relabelled, moved; new kinds of what had none; what could be coded now."""
    for identifier in used.terms():
        places = tuple(map(str, used.of(identifier)))
        yield from _became(identifier, old, new, places)
        if old.current(identifier) and new.current(identifier):
            yield from _moved(identifier, old, new, places)
            yield from _finer(identifier, old, new, places)
    yield from _codable(old, new, used.findings)


def _became(identifier: str, old: Ontology, new: Ontology, places: tuple[str, ...]) -> Iterator[SourceChange]:
    was, now = old.get(identifier), new.get(identifier)
    if was is None:
        return
    if was.obsolete:
        if now is not None and not now.obsolete:
            yield SourceChange("current again", identifier, now.label, f"it was {was.label!r}", "", places)
        return
    if now is None:
        primary = new.primary(identifier)
        if primary is None:
            what, right = "the release does not hold it", _by_name(was.label, new)
            yield SourceChange("vanished", identifier, was.label, what, right, places)
        else:
            what = f"it was merged into {new.shown(primary)}"
            yield SourceChange("merged", identifier, was.label, what, new.shown(primary), places)
    elif now.obsolete:
        after = " or ".join(map(new.shown, now.replaced_by or now.consider))
        said = "replaced by" if now.replaced_by else "the release replaces it by none, and bids to consider"
        what = f"{said} {after}" if after else "the release names none instead"
        yield SourceChange(
            "obsolete", identifier, was.label, what, new.instead(now) or _by_name(was.label, new), places
        )
    elif now.label != was.label:
        case = " (only its letters' case)" if now.label.lower() == was.label.lower() else ""
        what = f"it was {was.label!r}{case}"
        yield SourceChange("relabelled", identifier, now.label, what, f"label: {now.label}", places)


def _by_name(label: str, new: Ontology) -> str:
    return " or ".join(map(new.shown, new.named(label))) or "another current term, or none"


def _moved(identifier: str, old: Ontology, new: Ontology, places: tuple[str, ...]) -> Iterator[SourceChange]:
    before, after = set(old.terms[identifier].parents), set(new.terms[identifier].parents)
    gone, come = sorted(before - after), sorted(after - before)
    if gone or come:
        told = [f"no longer below {_both(one, old, new)}" for one in gone]
        told += [f"now below {_both(one, new, old)}" for one in come]
        yield SourceChange("moved", identifier, new.terms[identifier].label, "; ".join(told), "", places)


def _both(identifier: str, here: Ontology, there: Ontology) -> str:
    """A term as one release names it, and whether the other holds it."""
    return here.shown(identifier) + ("" if there.current(identifier) else f", not current in {there.version}")


def _finer(identifier: str, old: Ontology, new: Ontology, places: tuple[str, ...]) -> Iterator[SourceChange]:
    if old.children(identifier):
        return
    fresh = sorted(new.children(identifier))
    if fresh:
        what = "below it stand " + ", ".join(map(new.shown, fresh))
        yield SourceChange("finer", identifier, new.terms[identifier].label, what, "", places)


def _codable(old: Ontology, new: Ontology, findings: tuple[FindingUse, ...]) -> Iterator[SourceChange]:
    """Texts that are, letter for letter, a name of a term in the new release and were none in the old one."""
    where: dict[tuple[str, str], list[str]] = {}
    for finding in findings:
        if finding.term is None:
            before = set(old.named(finding.text))
            for fitting in new.named(finding.text):
                if fitting not in before:
                    at = f"{finding.file}:{finding.line} {finding.place}"
                    where.setdefault((fitting, finding.text), []).append(at)
    for (fitting, text), places in where.items():
        label, what = new.terms[fitting].label, f"stated as {text!r}"
        yield SourceChange("codable", fitting, label, what, f"hpo: {fitting}", tuple(places))
