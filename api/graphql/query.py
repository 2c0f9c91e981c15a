"""Where a query starts: one thing by name, several by name, a list by filter, a table, or a search."""

from __future__ import annotations

from typing import Annotated, Any, Final

import strawberry
from strawberry import argument

from api.graphql.analyses import analyses, analysis
from api.graphql.cursors import Cursors
from api.graphql.frequency import frequencies
from api.graphql.lists import After, First, listed
from api.graphql.lookup import NULL, all_by_name, by_id, by_name
from api.graphql.node import Asked, Node, resolved
from api.graphql.paging import Ranked, Window
from api.graphql.types.release import Release
from api.graphql.types.search import SearchConnection, key_of
from kg.find import BadPage, Kind
from kg.lexicon import SearchKind

TextAsked = Annotated[str, argument(description="Words, all of which must match; the last may be a beginning.")]
Kinds = Annotated[list[SearchKind] | None, argument(description="Only these kinds; all when left out.")]


LONGEST: Final = 1000
"""Characters of a search."""


@strawberry.type(
    description="The CSF1R knowledge graph: which findings go with which genotype, and which paper says so? "
    "Research data, no medical advice."
)
class Query:
    """The root."""

    @resolved(f"One thing of any type by its id. {NULL}")
    async def node(
        self,
        info: Asked,
        id: Annotated[strawberry.ID, argument(description="An IRI, or its short name.")],  # noqa: A002 - Relay's name
    ) -> Node | None:
        """Relay's way back to a thing."""
        return (await by_id(info, [str(id)], several=False))[0]

    @resolved(f"Several things of any type by their ids, each in its place. {NULL}", size="ids")
    async def nodes(
        self, info: Asked, ids: Annotated[list[strawberry.ID], argument(description="IRIs, or short names.")]
    ) -> list[Node | None]:
        """Read at once."""
        return await by_id(info, [str(one) for one in ids])

    paper = by_name(Kind.PAPER, "One paper by IRI, PubMed id, DOI, PMC id or title.")
    case = by_name(Kind.CASE, "One case by IRI, short name, or label where only one is called so.")
    variant = by_name(Kind.VARIANT, "One variant by IRI or by HGVS name in any spelling.")
    term = by_name(Kind.CONCEPT, "One term by IRI, id (former ids too), label or synonym.")
    observation = by_name(Kind.OBSERVATION, "One observation by IRI.")
    statistic = by_name(Kind.STATISTIC, "One figure by IRI.")
    family = by_name(Kind.FAMILY, "One family by IRI or label.")
    gene = by_name(Kind.GENE, "One gene by IRI or symbol.")
    papers_by_name = all_by_name(Kind.PAPER, "Papers")
    cases_by_name = all_by_name(Kind.CASE, "Cases")
    variants_by_name = all_by_name(Kind.VARIANT, "Variants")
    terms_by_name = all_by_name(Kind.CONCEPT, "Terms")

    cases = listed("cases", None, "The cases that meet a filter.")
    variants = listed("variants", None, "The variants that meet a filter.")
    papers = listed("papers", None, "The papers that meet a filter.")
    observations = listed(
        "observations",
        None,
        "What was seen in persons, or looked for and not seen; statements about groups by `scope`.",
    )
    statistics = listed("statistics", None, "The figures about groups that meet a filter.")
    terms = listed("terms", None, "The terms that meet a filter.")
    genes = listed("genes", None, "The genes that meet a filter.")
    families = listed("families", None, "The families that meet a filter.")
    treatments = listed("treatments", None, "The treatments that meet a filter, each as one person received it.")

    finding_frequencies = frequencies(
        "How often findings are present, absent and not reported, by what persons carry or who says so."
    )

    analyses = analyses()
    analysis = analysis()

    @resolved(
        "Free text over labels, synonyms, titles, variant names and papers' words, best first.",
        of=SearchConnection,
        list=True,
    )
    async def search(
        self,
        info: Asked,
        text: TextAsked,
        kinds: Kinds = None,
        first: First = None,
        after: After = None,
    ) -> Any:
        """In the index."""
        if len(text) > LONGEST:
            raise BadPage(f"a search may have {LONGEST} characters, not {len(text)}")
        part = Window(first=first, after=after).part(Cursors.of(info, "", None), info.context.settings)
        hits, rewrites = await info.context.engine.read(lambda: info.context.lexicon().search(text, tuple(kinds or ())))
        info.context.rewrites += [one for one in rewrites if one not in info.context.rewrites]
        return Ranked.of(hits, key_of, part)

    @resolved("The release that is served, and how much it holds.", of=Release)
    def release(self, info: Asked) -> Any:
        """From its manifest."""
        return info.context.about
