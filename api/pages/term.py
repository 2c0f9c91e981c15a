"""What a term's page shows beyond the statements about it: its meaning, its place, and where it was seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.pages.facts import READ, cite, link
from api.pages.frame import Html, html, joined
from kg.find import FindingFacts, Frequency, Page, Ref, Status
from kg.find.things import Thing
from kg.names import KG, OBO, OIO, RDFS, SKOS

_DEFINITION: Final = OBO + "IAO_0000115"
_SYNONYMS: Final = tuple(f"{OIO}has{scope}Synonym" for scope in ("Exact", "Related", "Broad", "Narrow"))
SEEN: Final = 50
"""Findings on one page of a term."""
_PARENT: Final = RDFS + "subClassOf"
_CARE, _MEANT = SKOS + "scopeNote", RDFS + "seeAlso"
_STATES: Final = {Status.PRESENT: "seen", Status.ABSENT: "looked for, not seen"}


def term_part(
    thing: Thing,
    children: tuple[Ref, ...],
    seen: Page[FindingFacts] | None,
    labels: Mapping[str, str],
    path: str,
    carriers: Frequency | None = None,
) -> Html:
    """The part; `labels` are those of the papers and persons of the findings, `carriers` counts affected carriers."""
    synonyms = sorted({fact.other.value for name in _SYNONYMS for fact in thing.values(name)})
    parents = [link(fact.other.value, fact.label) for fact in thing.values(_PARENT) if fact.other.kind == "iri"]
    definition = next((fact.other.value for fact in thing.values(_DEFINITION)), "")
    parts = [
        html("<p>$x</p>", x=definition) if definition else Html(),
        *(_care(fact.other.value, thing) for fact in thing.values(_CARE)),
        html("<p>Also called: $x</p>", x="; ".join(synonyms)) if synonyms else Html(),
        html("<p>Is a kind of: $x</p>", x=Html(", ".join(dict.fromkeys(parents)))) if parents else Html(),
        html("<p>Kinds of it: $x</p>", x=Html(", ".join(link(one.iri, one.label) for one in children)))
        if children
        else Html(),
        _seen(seen, labels, path, carriers) if seen and seen.total else Html(),
    ]
    return joined(parts)


def _counted(one: Frequency) -> Html:
    """The three states, which add up: who has it both ways has it."""
    return html(
        "<p>Of $all affected carriers it is present in $present and was looked for and absent in $absent; of $rest "
        "neither is reported. Who has it both ways, at another age or in conflict, has it.</p>",
        all=one.cases,
        present=one.present,
        absent=one.absent,
        rest=one.not_reported,
    )


def _care(note: str, thing: Thing) -> Html:
    """What may mislead about the term, and the class of ours that holds what is meant."""
    meant = [link(fact.other.value, fact.label) for fact in thing.values(_MEANT) if fact.other.value.startswith(KG)]
    return html("<p><strong>Take care.</strong> $note See $x.</p>", note=note, x=Html(", ".join(meant)))


def _seen(seen: Page[FindingFacts], labels: Mapping[str, str], path: str, carriers: Frequency | None) -> Html:
    rows = [_row(one, labels) for one in seen.items]
    last = seen.offset + len(seen.items)
    turns = []
    if seen.offset:
        before = max(0, seen.offset - SEEN)
        turns.append(html('<a href="$path?findings=$n" rel="prev">before</a>', path=path, n=before))
    if last < seen.total:
        turns.append(html('<a href="$path?findings=$n" rel="next">further</a>', path=path, n=last))
    return html(
        "<h2>Findings in people</h2>$counted<p>$first to $last of $total: the term itself or one below it seen, "
        "or excluded by what was not seen. $turns</p>"
        '<div class="wide"><table><thead><tr><th>finding</th><th>term read as</th><th>status</th><th>person</th>'
        "<th>paper</th></tr></thead><tbody>$rows</tbody></table></div>",
        counted=_counted(carriers) if carriers else Html(),
        first=seen.offset + 1,
        last=last,
        total=seen.total,
        turns=joined(turns),
        rows=joined(rows),
    )


def _row(one: FindingFacts, labels: Mapping[str, str]) -> Html:
    people = ", ".join(link(case, labels.get(case, "")) for case in one.cases)
    paper = cite(Ref(one.paper, labels.get(one.paper, ""))) if one.paper else Html()
    read_in = html(" in $x", x=cite(Ref(one.read_in, ""))) if one.read_in and one.read_in != one.paper else Html()
    depth = html(" ($x$read_in)", x=READ[one.depth], read_in=read_in) if one.depth else Html()
    return html(
        "<tr><td>$label</td><td>$term</td><td>$status</td><td>$people</td><td>$paper$depth</td></tr>",
        label=link(one.iri, one.label),
        term=link(one.term.iri, one.term.label) if one.term else Html(),
        status=_STATES[one.status],
        people=Html(people),
        paper=paper,
        depth=depth,
    )
