"""How much of the gold a reading found, and how much of what it proposed is right: counts, misses, false proposals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kg.texts.quotes import find_quote
from kg.texts.read import read_text
from tests.reading.gold import ELSEWHERE, LOOKS, Facts, Gold, Span, alike, overlap, read_gold, regions, spans, terms

ANYBODY: Final = "*"
"""Stands for whichever person the gold means, for recognisers that know no people."""


@dataclass(slots=True)
class Tally:
    """So many of so many; `wrong` says which were not."""

    right: int = 0
    of: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, right: bool, what: str) -> None:
        self.right += right
        self.of += 1
        if not right:
            self.wrong.append(what)

    def __iadd__(self, other: Tally) -> Tally:
        self.right, self.of = self.right + other.right, self.of + other.of
        self.wrong += other.wrong
        return self

    def __str__(self) -> str:
        return f"{self.right}/{self.of}" + (f" {self.right / self.of:.3f}" if self.of else "")


KINDS: Final = ("present", "absent", "relative's", "not this person", "doubtful")
COUNTS: Final = (
    *("people", "stated", "variants", "carriers", "findings"),
    *("polarity", *KINDS, "looks", "figures"),
    *("people right", "variants right", "findings right", "figures right", "quotes"),
)
"""What is found of the gold (`polarity` is of what is found, and told by kind), then what is right of all proposed
(precision), and quotes that stand in the text."""


@dataclass(slots=True)
class Score:
    """The counts of one text, or of several added up."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in COUNTS})

    def __iadd__(self, other: Score) -> Score:
        for name, tally in other.tallies.items():
            self.tallies[name] += tally
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposed finding: `person` is the id of the gold's person, the label of one unknown to it, or None (aside).

    `spans` is where its quote stands, `words` where in these its own words do (empty where they stand apart).
    """

    hpo: str
    spans: list[Span]
    person: str | None
    status: str
    quote: str = ""
    words: list[Span] = field(default_factory=list)
    why: bool = False
    looks: Facts = field(default_factory=dict)


def score(gold: Path, evidence: Facts, text: str | None = None) -> Score:
    """A reading (an evidence file as a mapping) against the gold; `text` where not the file beside it was read."""
    known = read_gold(gold)
    words = alike(text) if text is not None else known.text
    made = Score()
    cases = evidence.get("cases") or []
    who = people_of(known, cases, words)
    _score_people(known, cases, who, made)
    _score_variants(known, evidence, who, made)
    score_findings(known, list(_proposals(evidence, who, words)), made)
    _score_figures(known, evidence.get("statistics") or [], words, made)
    for entry in _entries(evidence):
        if entry.get("quote"):
            stands = spans(entry["quote"], words) or find_quote(read_text(known.file), entry["quote"])
            made.tallies["quotes"].add(bool(stands), f"{known.file.name}: {entry['quote']!r}")
    return made


def _entries(of: object) -> Iterator[Facts]:
    if isinstance(of, dict):
        yield of
        of = list(of.values())
    if isinstance(of, list):
        for item in of:
            yield from _entries(item)


def people_of(gold: Gold, cases: list[Facts], text: str) -> dict[int, str]:
    """The gold's person of each case, one to one: the strongest tie first."""
    ties = sorted(
        (
            (_tie(person, case, gold, text), index, person["id"])
            for index, case in enumerate(cases)
            for person in gold.people
        ),
        key=lambda tie: (-tie[0], tie[1]),
    )
    found: dict[int, str] = {}
    for strength, index, person in ties:
        if strength > 0 and index not in found and person not in found.values():
            found[index] = person
    return found


def _tie(person: Facts, case: Facts, gold: Gold, text: str) -> float:
    labels = [alike(str(label)) for label in (case.get("label", ""), *case.get("also_labelled", []))]
    quote, ident = alike(person["quote"]), alike(str(person["id"]))
    relative = re.match(r"(.+?) of ", labels[0])
    strength = 0.0
    if relative and not any(label in quote for label in labels):
        strength = 6 if person.get("relative") and person["relative"] in relative[1] else -4
    elif any(
        label and (re.search(rf"(?<!\w){re.escape(label)}(?!\w)", quote) or ident == label.split()[-1])
        for label in labels
    ):
        strength = 10
    quoted = [case, *(case.get("quoted") or [])]
    if overlap(spans(person["quote"], text), [s for entry in quoted for s in spans(entry.get("quote") or "", text)]):
        strength += 3
    if (values := _stated(case)) and (told := person.get("stated") or {}):
        strength += sum(1 if _same(values[key], told[key]) else -1 for key in values.keys() & told.keys())
    mine = [f for f in gold.findings if f.get("person") == person["id"]]
    theirs = {entry.get("hpo") for entry in (*(case.get("phenotypes") or []), *(case.get("imaging") or []))}
    return strength + 0.5 * sum(bool(terms(f) & theirs) for f in mine)


def _stated(case: Facts) -> dict[str, object]:
    proposed = {entry["key"]: entry["value"] for entry in case.get("quoted") or [] if "value" in entry}
    return proposed | {key: case[key] for key in case if not isinstance(case[key], list | dict)}


def _same(one: object, two: object) -> bool:
    if isinstance(one, int | float) and isinstance(two, int | float):
        return abs(one - two) < 0.01
    return alike(str(one)) == alike(str(two))


def _score_people(gold: Gold, cases: list[Facts], who: dict[int, str], made: Score) -> None:
    name = gold.file.name
    by_person = {person: cases[index] for index, person in who.items()}
    for person in gold.people:
        case = by_person.get(person["id"])
        made.tallies["people"].add(case is not None, f"{name}: {person['id']}: {person['quote']}")
        values = _stated(case) if case else {}
        for key, value in (person.get("stated") or {}).items():
            told = f"{name}: {person['id']}: {key} {value}, proposed {values.get(key)}"
            made.tallies["stated"].add(key in values and _same(values[key], value), told)
    for index, case in enumerate(cases):
        made.tallies["people right"].add(index in who, f"{name}: {case.get('label')}")


def variant_names(of: Facts) -> set[str]:
    """A variant's names, so written that two spellings of one are equal."""
    coding = re.sub(r"\s+", "", str(of.get("coding") or ""))
    protein = re.sub(r"[()\s]", "", str(of.get("protein") or ""))
    protein = re.sub(r"([A-Z][a-z]{2}\d+)[A-Za-z]*fs.*", r"\1fs", protein).replace("Ter", "*")
    return {re.sub(r"(del|dup)[ACGT]+$", r"\1", coding), protein} - {""}


def _score_variants(gold: Gold, evidence: Facts, who: dict[int, str], made: Score) -> None:
    name = gold.file.name
    cases = evidence.get("cases") or []
    theirs = {who[index]: case.get("variants") or [] for index, case in enumerate(cases) if index in who}
    proposed = [*(evidence.get("variants") or []), *(entry for case in cases for entry in case.get("variants") or [])]
    for variant in gold.variants:
        made.tallies["variants"].add(
            any(_variant_same(variant, entry) for entry in proposed), f"{name}: {variant['quote']}"
        )
        for person in variant["people"]:
            carried = any(_variant_same(variant, entry) for entry in theirs.get(person, []))
            made.tallies["carriers"].add(carried, f"{name}: {variant['quote']} in {person}")
    seen: set[frozenset[str]] = set()
    for entry in proposed:
        names_of = frozenset(variant_names(entry))
        if names_of and names_of not in seen:
            seen.add(names_of)
            right = any(_variant_same(variant, entry) for variant in gold.variants)
            made.tallies["variants right"].add(right, f"{name}: {', '.join(sorted(names_of))}")


def _variant_same(one: Facts, two: Facts) -> bool:
    """Whether two name one variant, of one gene where both tell it."""
    genes = {of["gene"] for of in (one, two) if of.get("gene")}
    return len(genes) < 2 and bool(variant_names(one) & variant_names(two))


def _proposals(evidence: Facts, who: dict[int, str], text: str) -> Iterator[Proposal]:
    for index, case in enumerate(evidence.get("cases") or []):
        for entry in (*(case.get("phenotypes") or []), *(case.get("imaging") or [])):
            yield from _proposal(entry, who.get(index, f"case {case.get('label')}"), text)
    for entry in evidence.get("aside") or []:
        yield from _proposal(entry, None, text)


def _proposal(entry: Facts, person: str | None, text: str) -> Iterable[Proposal]:
    if entry.get("hpo"):
        quote = entry.get("quote") or entry.get("text") or ""
        yield Proposal(
            hpo=entry["hpo"],
            spans=spans(quote, text),
            words=spans(entry.get("text") or "", text, quote),
            person=person,
            status=entry.get("status", "present"),
            quote=quote,
            why=bool(entry.get("why")),
            looks={key: entry[key] for key in LOOKS if entry.get(key)},
        )


def score_findings(gold: Gold, proposals: list[Proposal], made: Score) -> None:
    """Findings, their polarity and looks into `made`; for recognisers without people, `person` is ANYBODY."""
    name = gold.file.name
    relatives = {person["id"] for person in gold.people if person.get("relative")}
    counted = [(f, _places(f, gold.text)) for f in gold.findings if f.get("hpo")]
    for finding, where in counted:
        told = f"{name}: {finding['label']} {finding['polarity']} ({finding.get('person', '')}): {finding['quote']!r}"
        best = max(
            (p for p in proposals if p.hpo in terms(finding) and _meets(p, finding, where, relatives)),
            key=lambda p: (
                overlap(p.spans, where),
                _mine(p, finding),
                _bearing_right(p, finding, relatives),
                _looks(p, finding),
            ),
            default=None,
        )
        made.tallies["findings"].add(best is not None, told)
        if best is not None:
            as_told = f"{told}, proposed {best.status} of {best.person or 'nobody'}"
            right = _bearing_right(best, finding, relatives)
            made.tallies["polarity"].add(right, as_told)
            made.tallies[_kind(finding, relatives)].add(right, as_told)
            for key in LOOKS:
                if key in finding:
                    seen = f"{told}: {key} {finding[key]}, proposed {best.looks.get(key)}"
                    made.tallies["looks"].add(_look_right(key, best, finding), seen)
    _score_proposals(gold, proposals, counted, relatives, made)


def _places(finding: Facts, text: str) -> list[Span]:
    again = (span for quote in finding.get("again", []) for span in spans(quote, text))
    return [*spans(finding["quote"], text, finding.get("near")), *again]


def _kind(finding: Facts, relatives: set[str]) -> str:
    if finding.get("doubtful"):
        return "doubtful"
    return "relative's" if finding.get("person") in relatives else str(finding["polarity"])


def _meets(proposal: Proposal, finding: Facts, where: list[Span], relatives: set[str]) -> bool:
    if not finding.get("cell") and overlap(proposal.spans, where):
        return True
    return (
        proposal.person not in (None, ANYBODY)
        and _mine(proposal, finding)
        and _bearing_right(proposal, finding, relatives)
    )


def _mine(proposal: Proposal, finding: Facts) -> bool:
    return proposal.person == finding.get("person") or (proposal.person == ANYBODY and finding["polarity"] != ELSEWHERE)


def _bearing_right(proposal: Proposal, finding: Facts, relatives: set[str]) -> bool:
    aside = proposal.person is None
    if finding["polarity"] == ELSEWHERE:
        return aside
    if finding.get("doubtful"):
        return aside or (_mine(proposal, finding) and proposal.why)
    if aside:
        return finding["person"] in relatives
    if proposal.person == ANYBODY and finding["person"] in relatives:
        return False
    return _mine(proposal, finding) and proposal.status == finding["polarity"]


def _look_right(key: str, proposal: Proposal, finding: Facts) -> bool:
    told = proposal.looks.get(key)
    if key == "region":
        return bool(regions(told) & regions(finding[key]))
    return told is not None and (
        alike(str(told)) == alike(str(finding[key])) or finding[key] in re.split(r"[,/] ?", str(told))
    )


def _looks(proposal: Proposal, finding: Facts) -> int:
    return sum(_look_right(key, proposal, finding) for key in LOOKS if key in finding)


def _score_proposals(
    gold: Gold, proposals: list[Proposal], counted: list[tuple[Facts, list[Span]]], relatives: set[str], made: Score
) -> None:
    unnamed = [span for f in gold.findings if not f.get("hpo") for span in spans(f["quote"], gold.text)]
    figures = [(terms(figure), spans(figure["quote"], gold.text)) for figure in gold.figures]
    verdicts: dict[tuple[str | None, str, str], bool] = {}
    for p in proposals:
        if overlap(p.words or p.spans, unnamed) and not any(p.hpo in terms(f) for f, _ in counted):
            continue
        right = any(p.hpo in terms(f) and _stands(p, f, where) for f, where in counted)
        right = right or (p.person is None and any(p.hpo in ids and overlap(p.spans, where) for ids, where in figures))
        key = (p.person, p.hpo, "" if right else p.quote)
        verdicts[key] = verdicts.get(key, False) or right
    for (person, hpo, quote), right in verdicts.items():
        made.tallies["findings right"].add(right, f"{gold.file.name}: {hpo} of {person or 'nobody'}: {quote!r}")


def _stands(proposal: Proposal, finding: Facts, where: list[Span]) -> bool:
    """Whether a proposal is one of the gold's: its place or its person, and of nobody only what is nobody's."""
    if finding["polarity"] == ELSEWHERE:
        return proposal.person is None and overlap(proposal.spans, where)
    mine = proposal.person is not None and proposal.person == finding["person"]
    return mine or (not finding.get("cell") and overlap(proposal.spans, where))


def _score_figures(gold: Gold, proposed: list[Facts], text: str, made: Score) -> None:
    def hit(figure: Facts, entry: Facts) -> bool:
        numbers = (entry.get("numerator"), entry.get("denominator")) == (figure["numerator"], figure["denominator"])
        return entry.get("hpo") in terms(figure) and numbers

    for figure in gold.figures:
        told = f"{gold.file.name}: {figure['label']} {figure['quote']!r}"
        made.tallies["figures"].add(any(hit(figure, entry) for entry in proposed), told)
    for entry in proposed:
        if entry.get("hpo"):
            told = f"{gold.file.name}: {entry['hpo']} {entry.get('quote') or entry.get('measure')!r}"
            made.tallies["figures right"].add(any(hit(figure, entry) for figure in gold.figures), told)
