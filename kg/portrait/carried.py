"""The variants of a person: as printed, how many copies, what they do, where they lie, and what is claimed of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.find.facts import Ref
from kg.find.said import Said
from kg.model.words import Claim
from kg.portrait.sourced import READ, ReadSource, choice

_WORDS: Final = ("Consequence", "Exon", "Intron", "Transcript", "Zygosity", "Significance", "Protein")
CARRIED: Final = (
    READ
    | {f"kg:stated{name}" for name in _WORDS}
    | {"kg:ofVariant", "kg:ofGene", "kg:zygosity", "kg:significance", "kg:diseaseClaim", "kg:presumed", "kg:novel"}
    | {"kg:inTransWith", "kg:functionalClass", "kg:functionalEffect", "kg:interpretationStatus", "kg:interpretedFor"}
)
"""What is asked of a genotype."""
PLACED: Final = frozenset(
    {"rdfs:label", "kg:ofGene", "kg:hasDoubt", "kg:possiblySameVariantAs", "kg:hgvsProtein", "kg:possibleProtein"}
    | {f"kg:{name}" for name in ("consequence", "inExon", "inIntron", "inDomain", "kinaseLobe")}
)
"""What is asked of its variant."""
_DOUBTED: Final = {"presumed": "presumed, not tested for", "unclaimed": "the paper does not say that it is the cause"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedVariant:
    """A variant as the person carries it. `kinds` are its consequences, `places` exon, intron and domains.

    What the graph knows of the variant and the paper does not print stands beside what is `stated`; `cautions` are what
    a reader must know before counting it.
    """

    iri: str
    variant: Ref | None
    gene: Ref | None
    stated: tuple[str, ...]
    protein: str
    zygosity: str
    significance: str
    claim: Claim | None
    kinds: tuple[Ref, ...]
    stated_kinds: tuple[str, ...]
    places: tuple[Ref, ...]
    in_trans: tuple[Ref, ...]
    new: bool
    effect: tuple[str, ...]
    cautions: tuple[str, ...]
    source: ReadSource


def carried(said: Said, known: Mapping[str, Said]) -> CarriedVariant:
    """A genotype, with what is `known` of the variants."""
    variant = said.ref("kg:ofVariant")
    about = known.get(variant.iri if variant else "", Said(""))
    claim = choice(Claim, said, "kg:diseaseClaim")
    zygosity, known_as = said.ref("kg:zygosity"), said.ref("kg:significance")
    cautions = {"presumed": said.flag("kg:presumed"), "unclaimed": claim is Claim.NONE}
    return CarriedVariant(
        iri=said.iri,
        variant=variant,
        gene=about.ref("kg:ofGene") or said.ref("kg:ofGene"),
        stated=said.texts("kg:statedAs"),
        protein=", ".join(about.texts("kg:hgvsProtein") or said.texts("kg:statedProtein")),
        zygosity=said.text("kg:statedZygosity") or (zygosity.label if zygosity else ""),
        significance=(said.text("kg:statedSignificance") or (known_as.label if known_as else "")).replace("_", " "),
        claim=claim,
        kinds=tuple(Ref(one.iri, one.label.replace("_", " ")) for one in about.refs("kg:consequence")),
        stated_kinds=said.texts("kg:statedConsequence"),
        places=tuple(one for name in ("inExon", "inIntron", "inDomain") for one in about.refs(f"kg:{name}")),
        in_trans=said.refs("kg:inTransWith"),
        new=bool(said.flag("kg:novel")),
        effect=said.texts("kg:functionalClass") + said.texts("kg:functionalEffect"),
        cautions=tuple(words for name, words in _DOUBTED.items() if cautions[name]),
        source=ReadSource.of(said),
    )
