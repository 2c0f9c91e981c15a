"""What texts say of the disease at large: criteria, scales, recommendations, signs that set other diseases apart."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Final

from kg.engine import Engine
from kg.find import Ref, Said, stated
from kg.lexicon.spelling import PROLOGUE, reference
from kg.names import KG
from kg.portrait.figures import FIGURE, figure_line
from kg.portrait.spoken import capital

_WHOLE: Final = frozenset(
    {"rdfs:label", "rdf:type", "kg:hasItem", "kg:readAt", "kg:readingStated", "kg:reportedIn", "kg:note"}
)
_ITEM: Final = FIGURE | {
    *("kg:role", "kg:hasItem", "kg:readAt", "kg:readingStated", "kg:reportedIn", "rdfs:comment", "kg:lookStated"),
    *("kg:aboutClass", "kg:atLeast", "kg:atMost", "kg:counts", "kg:unread", "^kg:hasItem"),
}
KINDS: Final = {
    KG + "DifferentialDiagnosis": "Disease that may be taken for CSF1R-related disorder",
    KG + "DiagnosticCriteria": "Diagnostic criteria, as far as they were read",
    KG + "SeverityScale": "Severity scale, as far as it was read",
    KG + "ImagingRecommendation": "Recommendation for imaging, as far as it was read",
    KG + "ReferenceFigures": "Figures and words of texts beside the papers",
    KG + "CriterionItem": "Entry",
}
_TITLES: Final = {
    "distinguishing": "What sets it apart",
    "shared with alsp": "What it shares with CSF1R-related disorder (ALSP)",
    "gene": "Genes",
    "notes": "Notes of the curators",
    "criteria in japan": "Japanese criteria for it",
    "identifiers": "Identifiers",
    "more signs": "More signs",
    "sample": "Whom the comparison counts",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceItem:
    """An entry: its words, the finding it is read as, and entries below it. `unread`: the text goes on, unread."""

    ref: Ref
    words: str
    amount: str
    terms: tuple[Ref, ...]
    absence: bool
    looks: tuple[Ref, ...]
    unread: bool
    below: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencePortrait:
    """A list of entries by their role, and where they were read. `of`: what the thing itself is an entry of."""

    ref: Ref
    kind: str
    sections: tuple[tuple[str, tuple[ReferenceItem, ...]], ...]
    papers: tuple[Ref, ...]
    read_at: tuple[str, ...]
    read: tuple[str, ...]
    remarks: tuple[str, ...]
    of: tuple[Ref, ...]

    def items(self, role: str) -> tuple[ReferenceItem, ...]:
        """The entries of one role, as the reference data call it."""
        title = _title(role)
        return next((some for one, some in self.sections if one == title), ())


def reference_query(iri: str) -> str:
    """What asks for the entries of a list, each with its role and the finding it is read as."""
    return f"""{PROLOGUE}
SELECT DISTINCT ?role ?item ?words ?term WHERE {{
  {reference(iri)} kg:hasItem ?item . ?item rdfs:label ?words
  OPTIONAL {{ ?item kg:role ?role }} OPTIONAL {{ ?item kg:aboutTerm|kg:aboutAbsenceOf ?term }}
}} ORDER BY STR(?role) STR(?words) ?item"""


def reference_portrait(engine: Engine, iri: str) -> ReferencePortrait | None:
    """A list of the reference data, or an entry of one; None where the graph says nothing of it."""
    whole = stated(engine, [(iri, _WHOLE | _ITEM)])[iri]
    if not whole.text("rdfs:label"):
        return None
    refs = whole.refs("kg:hasItem")
    said = stated(engine, [(ref.iri, _ITEM) for ref in refs])
    items = sorted(
        ((said[ref.iri].text("kg:role") or "", ref) for ref in refs), key=lambda one: (_rank(one[0]), one[1].label)
    )
    return ReferencePortrait(
        ref=Ref(iri, whole.label),
        kind=next((KINDS[one] for one in whole.texts("rdf:type") if one in KINDS), ""),
        sections=tuple(
            (_title(role), tuple(_item(ref, said[ref.iri]) for _, ref in some))
            for role, some in groupby(items, key=lambda one: one[0])
        ),
        papers=whole.refs("kg:reportedIn"),
        read_at=whole.texts("kg:readAt"),
        read=whole.texts("kg:readingStated"),
        remarks=(*whole.texts("kg:note"), *_comments(whole)),
        of=whole.refs("^kg:hasItem"),
    )


def _item(ref: Ref, one: Said) -> ReferenceItem:
    line = figure_line(one, ref.label, {})
    least, most = one.number("kg:atLeast"), one.number("kg:atMost")
    bound = f"at least {least:g} of" if least is not None else f"at most {most:g} of" if most is not None else ""
    return ReferenceItem(
        ref=ref,
        words=ref.label,
        amount=bound or line.amount,
        terms=(*one.refs("kg:aboutTerm"), *one.refs("kg:aboutAbsenceOf"), *one.refs("kg:aboutClass")),
        absence=line.absence,
        looks=one.refs("kg:lookStated"),
        unread=bool(one.flag("kg:unread")),
        below=one.refs("kg:hasItem") or one.refs("kg:counts"),
    )


def _comments(one: Said) -> tuple[str, ...]:
    """What the reference data say beside; they repeat the words and the term of an entry, which stand there anyway."""
    return tuple(text for text in one.texts("rdfs:comment") if not text.startswith(("text: ", "label: ", "says: ")))


def _title(role: str) -> str:
    return _TITLES.get(role, capital(role))


def _rank(role: str) -> tuple[int, str]:
    known = list(_TITLES)
    order = ("distinguishing", "more signs", "shared with alsp", "sample", "gene")
    return (order.index(role) if role in order else len(order) + (role not in known) + 2 * (role == "notes"), role)
