"""Names as phenopackets write them: CURIEs with labels, and the resources that say what their prefixes mean.

Titles of OBO ontologies are those of the registry at obofoundry.org; what a resource must say: the schema's
documentation, `docs/resource.rst` of phenopackets/phenopacket-schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final
from urllib.parse import unquote

from kg.names import BASE, OBO, OBO_PREFIXES, PREFIXES, contract
from kg.triples.outer import REGISTRY as _REGISTRY
from kg.triples.outer import outer_iri

_TITLES: Final = {
    "HP": "Human Phenotype Ontology",
    "MONDO": "Mondo Disease Ontology",
    "GENO": "Genotype Ontology",
    "ECO": "Evidence and Conclusion Ontology",
    "UBERON": "Uberon multi-species anatomy ontology",
    "SO": "Sequence types and features ontology",
    "NCIT": "NCI Thesaurus",
    "OMIM": "Online Mendelian Inheritance in Man",
    "ORPHA": "Orphanet",
    "PMID": "PubMed",
    "DOI": "Digital Object Identifier",
    "HGNC": "HUGO Gene Nomenclature Committee",
}
_ALWAYS: Final = ("kg", "case", "HP")
"""Who reads `kg` among the resources knows that remarks are ours."""


@lru_cache(maxsize=65536)
def curie(iri: str) -> str:
    """The CURIE that an import turns into this IRI again.

    >>> curie("http://purl.obolibrary.org/obo/HP_0002500"), curie("https://bioregistry.io/toy:0-0")
    ('HP:0002500', 'toy:0-0')
    """
    if iri.startswith(_REGISTRY):
        name = unquote(iri.removeprefix(_REGISTRY))
        return iri if name.partition(":")[0] in PREFIXES else name  # `kg:` of a stranger is none of ours
    short = contract(iri)
    return short if iri.startswith(BASE) else unquote(short)


def spells(words: str, iri: str) -> bool:
    """Whether words are no name of a thing but its identifier, in whatever spelling a packet gave it."""
    prefix, colon, _ = words.partition(":")
    return bool(colon) and prefix not in PREFIXES and outer_iri(words) == iri


def filled(told: Mapping[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """The parts of a packet that say something, in their order; a number does so also as 0.

    >>> filled({"id": "toy"}, excluded=False, count=0, label="", onset={})
    {'id': 'toy', 'count': 0}
    """
    return {**(told or {}), **{key: part for key, part in more.items() if part or (part == 0 and part is not False)}}


@dataclass(slots=True)
class Words:
    """Names for one release; `used` are the prefixes since it was emptied last."""

    labels: Mapping[str, str]
    about: Mapping[str, Any]
    used: set[str] = field(default_factory=set)

    def name(self, iri: str) -> str:
        """The CURIE of an IRI."""
        return self.said(curie(iri))

    def said(self, name: str) -> str:
        """A CURIE as it is; its prefix is noted."""
        self.used.add(name.partition(":")[0])
        return name

    def term(self, iri: str, label: str | None = None) -> dict[str, str]:
        """An ontology class, with its label where there is one."""
        words = self.labels.get(iri, "") if label is None else label
        return {"id": self.name(iri), "label": words} if words else {"id": self.name(iri)}

    def resources(self) -> list[dict[str, str]]:
        """What the used prefixes mean, in their order."""
        return [self._resource(prefix) for prefix in sorted({*self.used, *_ALWAYS} - {"https"})]

    @property
    def maker(self) -> str:
        """The release in words."""
        return f"{self.about['title']}, release of {self.about['issued']}"

    def _resource(self, prefix: str) -> dict[str, str]:
        space = PREFIXES.get(prefix) or outer_iri(f"{prefix}:")
        url = space if prefix in PREFIXES else f"{_REGISTRY}{prefix}"
        # What is cited without a release of its own is cited as of ours.
        version, title = f"as in {self.maker}", _TITLES.get(prefix, prefix)
        if prefix in OBO_PREFIXES:
            url = f"{OBO}{prefix.lower()}.owl"
        if prefix == "HP":
            version = next(one["version"] for one in self.about["sources"] if one["name"] == "hp").rpartition("/")[2]
        if space.startswith(BASE):
            version, title = str(self.about["issued"]), f"{self.about['title']}: {prefix}"
        return {
            "id": prefix.lower(),
            "name": title,
            "url": url,
            "version": version,
            "namespacePrefix": prefix,
            "iriPrefix": space,
        }
