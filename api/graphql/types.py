"""Cases, variants, papers and findings, and the ways between them. Lists load for all their owners at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, TypeVar

import strawberry
from strawberry import Info, field
from strawberry.dataloader import DataLoader

from api.graphql.context import Context
from api.graphql.inputs import FindingFilter
from api.graphql.words import Depth, GeneticStatus, Sex, Status, Term, Thing, of_facts, resolved
from kg import find

F = TypeVar("F")
Asked = Info[Context, None]


async def _all(loader: DataLoader[str, F | None], iris: Iterable[str]) -> list[F]:
    return [facts for facts in await loader.load_many(list(iris)) if facts is not None]


@strawberry.type(description="A publication, and how far it was read.")
class Paper(Thing):
    """See kg.find.PaperFacts."""

    facts: strawberry.Private[find.PaperFacts]
    pmid: str | None = field(description="PubMed id.")
    doi: str | None = field(description="DOI, without address.")
    pmcid: str | None = field(description="PubMed Central id.")
    first_author: str | None = field(description="First author, as printed.")
    journal: str | None = field(description="Journal.")
    year: int | None = field(description="Year of publication.")
    design: str | None = field(description="caseReport, caseSeries, cohort, review, metaAnalysis or guideline.")
    depth: Depth | None = field(description="How far it was read: what was not read is not in the graph.")
    doubts: list[Term] = field(description="What may be wrong in it or in our reading of it.")
    notes: list[str] = field(description="Notes of the curator.")

    @resolved("The persons it describes, by IRI.")
    async def cases(self, info: Asked) -> list[Case]:
        """Through the loaders."""
        iris = await info.context.cases_of_paper.load(self.iri)
        return [of_facts(Case, one) for one in await _all(info.context.cases, iris)]

    @resolved("The variants it names, with or without a person, by IRI.")
    async def variants(self, info: Asked) -> list[Variant]:
        """Through the loaders."""
        iris = await info.context.variants_of_paper.load(self.iri)
        return [of_facts(Variant, one) for one in await _all(info.context.variants, iris)]


@strawberry.type(description="A change in a gene; one change has one IRI, whoever reports it.")
class Variant(Thing):
    """See kg.find.VariantFacts."""

    facts: strawberry.Private[find.VariantFacts]
    gene: Term | None = field(description="The gene.")
    hgvs: str | None = field(description="The full HGVS name with its transcript, computed.")
    hgvs_coding: str | None = field(description="The HGVS coding name, normalised.")
    hgvs_protein: str | None = field(description="The HGVS protein name, normalised.")
    consequences: list[Term] = field(description="What it does, in terms of the Sequence Ontology, computed.")
    exons: list[Term] = field(description="The exons it lies in, computed from the gene's layout.")
    introns: list[Term] = field(description="The introns it lies in, computed from the gene's layout.")
    domains: list[Term] = field(description="The protein domains it touches, computed.")
    possibly_same: list[Term] = field(description="Variants that may be this one, known by another name.")
    doubts: list[Term] = field(description="What may be wrong with it, such as names that disagree.")

    @resolved("The persons who carry it, by IRI.")
    async def cases(self, info: Asked) -> list[Case]:
        """Through the loaders."""
        iris = await info.context.cases_of_variant.load(self.iri)
        return [of_facts(Case, one) for one in await _all(info.context.cases, iris)]

    @resolved("The papers that name it, with or without a person, by IRI.")
    async def papers(self, info: Asked) -> list[Paper]:
        """Through the loaders."""
        iris = await info.context.papers_of_variant.load(self.iri)
        return [of_facts(Paper, one) for one in await _all(info.context.papers, iris)]


@strawberry.type(description="A variant in a person.")
class Genotype(Thing):
    """See kg.find.GenotypeFacts."""

    facts: strawberry.Private[find.GenotypeFacts]
    zygosity: Term | None = field(description="Zygosity, in terms of GENO; null when not stated.")
    significance: Term | None = field(description="Clinical significance, as the paper states it.")
    stated_as: str | None = field(description="The variant's name as printed.")
    presumed: bool = field(description="True when the person was not tested and the paper infers the genotype.")
    novel: bool | None = field(description="Whether the paper calls the variant new.")
    causal: bool | None = field(description="False when the paper does not claim that it causes the disease.")

    @resolved("The variant.")
    async def variant(self, info: Asked) -> Variant | None:
        """Through the loader."""
        facts = await info.context.variants.load(self.facts.variant)
        return of_facts(Variant, facts) if facts else None


@strawberry.type(description="What was seen in a person, or looked for and not seen; or stated for a group.")
class Finding(Thing):
    """See kg.find.FindingFacts."""

    facts: strawberry.Private[find.FindingFacts]
    status: Status = field(description="PRESENT or ABSENT.")
    term: Term | None = field(description="The HPO term the paper's words were read as; null where none fits.")
    stated_as: str | None = field(description="The paper's words.")
    group: bool = field(description="True for a statement about several people together, nobody's own finding.")
    imaging: bool = field(description="True on a scan or at autopsy, false for a sign or symptom.")
    age: float | None = field(description="Age when it was seen, in years.")
    initial: bool = field(description="Whether it was among the first signs.")
    modality: Term | None = field(description="How it was seen: MRI, CT, PET ...")
    sequences: list[Term] = field(description="MRI sequences it was seen on.")
    regions: list[Term] = field(description="Regions of the brain.")
    stated_region: str | None = field(description="The region in the paper's words.")
    stated_sequence: str | None = field(description="The sequence in the paper's words.")
    side: str | None = field(description="left, right or bilateral.")
    symmetry: str | None = field(description="symmetric or asymmetric.")
    evolution: str | None = field(description="persistent, progressive, stable, regressive or transient.")
    distribution: str | None = field(description="confluent, patchy, multifocal, focal or diffuse.")
    contrast: str | None = field(description="enhancing or nonEnhancing.")
    depth: Depth | None = field(description="How far the text that says so was read.")
    evidence: Term | None = field(description="Kind of evidence, in terms of ECO.")

    @resolved("The person it was seen in; the persons of a group statement.")
    async def cases(self, info: Asked) -> list[Case]:
        """Through the loader."""
        return [of_facts(Case, one) for one in await _all(info.context.cases, self.facts.cases)]

    @resolved("The paper that says so.")
    async def paper(self, info: Asked) -> Paper | None:
        """Through the loader."""
        found = await _all(info.context.papers, [self.facts.paper] if self.facts.paper else [])
        return of_facts(Paper, found[0]) if found else None


@strawberry.type(description="A person as one paper describes them. Ages are years.")
class Case(Thing):
    """See kg.find.CaseFacts."""

    facts: strawberry.Private[find.CaseFacts]
    case_label: str = field(description="The paper's own label for the person.")
    sex: Sex | None = field(description="Sex; null when not stated.")
    genetic_status: GeneticStatus | None = field(description="Whether this very person was tested.")
    affected: bool | None = field(description="False for a carrier without signs of the disease.")
    age_at_onset: float | None = field(description="Age at the first symptom.")
    age_at_examination: float | None = field(description="Age when examined.")
    age_at_imaging: float | None = field(description="Age at the first scan described.")
    age_at_death: float | None = field(description="Age at death.")
    family: Term | None = field(description="The family, inside this paper.")
    family_history: str | None = field(description="familial or sporadic.")
    inheritance: str | None = field(description="Inheritance, in the paper's words.")
    consanguinity: str | None = field(description="Whether the parents are related, in the paper's words.")
    origin: str | None = field(description="Origin, in the paper's words.")
    depth: Depth | None = field(description="How far the text that describes the person was read.")
    treatments: list[Term] = field(description="Treatments, in the paper's words.")
    categories: list[Term] = field(description="Defined classes that a reasoner found the person to belong to.")
    possibly_same: list[Term] = field(description="Cases of other papers that may be the same person.")
    doubts: list[Term] = field(description="What may be wrong with it.")
    notes: list[str] = field(description="Notes of the curator.")

    @resolved("The paper that describes the person.")
    async def paper(self, info: Asked) -> Paper | None:
        """Through the loader."""
        found = await _all(info.context.papers, [self.facts.paper] if self.facts.paper else [])
        return of_facts(Paper, found[0]) if found else None

    @resolved("The variants the person carries, each with its zygosity.")
    async def genotypes(self, info: Asked) -> list[Genotype]:
        """Through the loader."""
        return [of_facts(Genotype, one) for one in await info.context.genotypes.load(self.iri)]

    @resolved("The person's own findings, present and absent. What is not listed was not reported.")
    async def findings(
        self,
        info: Asked,
        where: Annotated[FindingFilter | None, strawberry.argument(description="Which of them.")] = None,
    ) -> list[Finding]:
        """Through the loader."""
        return await _findings(self.iri, where, False, info)

    @resolved("What the paper states for several people together, this person among them.")
    async def group_statements(self, info: Asked) -> list[Finding]:
        """Through the loader."""
        return await _findings(self.iri, None, True, info)


async def _findings(case: str, where: FindingFilter | None, group: bool, info: Asked) -> list[Finding]:
    wanted = (where or FindingFilter()).filter(group)
    return [of_facts(Finding, one) for one in await info.context.findings.load((case, wanted))]
