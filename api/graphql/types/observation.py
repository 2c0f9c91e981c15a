"""What was seen in persons, or looked for and not seen."""

from __future__ import annotations

from typing import Any

import strawberry

from api.graphql.evidence import evidence
from api.graphql.fields import many, number, one, sure, text, texts, told, whole, word
from api.graphql.inside import TypeNamed
from api.graphql.kinds import KINDS
from api.graphql.node import Asked, Thing, first, resolved, thing
from kg.find.findings import own_term, standing
from kg.find.patterns_people import LINKS
from kg.model.words import LOOKS, Scope, Side, Status

_LED = tuple(f"^kg:{link}" for link in LINKS.values())


@strawberry.interface(description="Something seen in a person, or looked for and not seen; or stated for a group.")
class Observation(Thing):
    """kg:Observation. Whether it is present is said by the link from the person, not by the node."""

    status = told(Status, lambda said: standing(said)[0], "PRESENT or ABSENT.", *_LED)
    scope = told(
        Scope, lambda said: standing(said)[1], "Of one person, or of a group and of nobody in it alone.", *_LED
    )
    stated_as = text("kg:statedAs", "The paper's words.")
    initial = sure("kg:initial", "Whether it was among the first signs.")
    age = number("kg:ageAtObservation", "Age when it was seen, in years; see also `studies`.")
    range_low = number("kg:rangeLow", "The lowest age at which it was seen, in years.")
    range_high = number("kg:rangeHigh", "The highest age at which it was seen, in years.")
    stated_time = text("kg:statedTime", "When it was seen, as an ISO 8601 age, range or date.")
    stated_resolution = text("kg:statedResolution", "When it was gone, so stated.")
    gestational_days = whole("kg:gestationalDays", "Age before birth, in days.")
    onset_terms = many("OntologyTerm", "kg:onsetTerm", description="HPO classes of its onset.")
    severity = one("OntologyTerm", "kg:severity", "Its severity (HPO).")
    modifiers = many("OntologyTerm", "kg:modifier", description="Modifiers of it (HPO).")
    descriptions = texts("dcterms:description", "Remarks of an imported packet.")
    references = texts("kg:reference", "What it rests on, other than papers.")
    side = word(Side, "kg:side", "On which side.")
    cases = many("Case", *_LED, description="The person; of a group statement, the persons.")
    paper = one("Paper", "kg:reportedIn", "The paper that says so.")
    evidence = evidence()
    doubts = many("Doubt", "kg:hasDoubt", description="What may be wrong with it.")

    @resolved(
        "The HPO term the paper's words were read as, seen or excluded; null where none fits.",
        "kg:codedAs",
        "kg:excludes",
        of=TypeNamed("OntologyTerm") | None,
    )
    def term(self, info: Asked) -> Any:
        """Not an ancestor of it."""
        ref = own_term(self.said)
        return first(info, "OntologyTerm", [ref]) if ref else None


KINDS["Observation"] = Observation


@thing("kg:PhenotypeObservation", description="A sign or symptom, present or absent.")
class PhenotypeObservation(Observation):
    """kg:PhenotypeObservation."""


@thing("kg:ImagingObservation", description="Something seen, or not seen, on a scan or at autopsy.")
class ImagingObservation(Observation):
    """kg:ImagingObservation."""

    modality = one("OntologyTerm", "kg:modality", "How it was seen: MRI, CT, PET ...")
    sequences = many("OntologyTerm", "kg:sequence", description="MRI sequences it was seen on.")
    regions = many("OntologyTerm", "kg:region", description="Regions of the brain (UBERON).")
    stated_region = texts("kg:statedRegion", "The region in the paper's words.")
    stated_sequence = texts("kg:statedSequence", "The sequence in the paper's words.")
    vars().update({name: word(words, f"kg:{name}", words.says()) for name, words in LOOKS.items()})
    study_order = whole(
        "kg:studyOrder", "Which of the person's scans with this modality it was seen on: 1 is the first."
    )
    studies = many(
        "ImagingStudy", "^kg:showsFinding", "^kg:showsNo", description="The scans, with the age at each where stated."
    )
