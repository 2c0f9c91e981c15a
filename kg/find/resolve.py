"""From what people write to what the graph calls it: IRIs, CURIEs, PubMed ids, HGVS names, labels, former HPO ids."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, MutableMapping, Sequence
from enum import Enum
from typing import Final, TypeAlias

from kg.engine import Engine, Row
from kg.errors import UnknownName
from kg.find.changes import Changes
from kg.find.spelling import PROLOGUE, expanded, literal, plain, references
from kg.names import KG, contract

_LABEL: Final = "rdfs:label|skos:altLabel"
CONCEPTS: Final = (
    "owl:Class kg:Disease kg:Region kg:Modality kg:Sequence kg:Zygosity kg:Significance kg:EvidenceType "
    "kg:Transcript kg:StudyDesign"
)
"""Whatever is a term: classes of ontologies, and the individuals that properties of ours choose from."""


class Kind(Enum):
    """What a name may mean: the pattern that says so, and the properties that hold its plain names."""

    TERM = ("?x a owl:Class", "rdfs:label|oio:hasExactSynonym")
    CASE = ("?x a kg:Case", f"{_LABEL}|kg:caseLabel")
    PAPER = ("?x a kg:Paper", "bibo:pmid|bibo:doi|kg:pmcid|dcterms:title|rdfs:label")
    VARIANT = ("?x a kg:Variant", "kg:hgvsCoding|kg:hgvsProtein|kg:hgvs|rdfs:label|skos:notation")
    OBSERVATION = ("{ ?x a kg:PhenotypeObservation } UNION { ?x a kg:ImagingObservation }", _LABEL)
    STATISTIC = ("?x a kg:CohortStatistic", _LABEL)
    FAMILY = ("?x a kg:Family", _LABEL)
    CATEGORY = (f"?x a owl:Class ; rdfs:isDefinedBy <{KG[:-1]}>", _LABEL)
    GENE = ("?x a kg:Gene", _LABEL)
    CONSEQUENCE = (
        "{ ?of kg:consequence ?x } UNION "
        f"{{ {{ SELECT DISTINCT ?x WHERE {{ ?of a kg:Variant, ?x }} }} ?x rdfs:isDefinedBy <{KG[:-1]}> }}",
        _LABEL,
    )
    DOMAIN = ("{ ?x a kg:ProteinDomain } UNION { ?of a kg:ProteinDomain, ?x }", _LABEL)
    MODALITY = ("?x a kg:Modality", _LABEL)
    SEQUENCE = ("?x a kg:Sequence", _LABEL)
    REGION = ("?x a kg:Region", _LABEL)
    ZYGOSITY = ("?x a kg:Zygosity", _LABEL)
    SIGNIFICANCE = ("?x a kg:Significance", _LABEL)
    CONCEPT = (f"VALUES ?concept {{ {CONCEPTS} }} ?x a ?concept", "rdfs:label|oio:hasExactSynonym|skos:altLabel")


_PLAIN: Final = (Kind.PAPER, Kind.TERM, Kind.CONCEPT)
"""What people also name by a PubMed id or a DOI, in many spellings."""
Found: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
"""The things of a name, and in words how it was read, where that is not as it was written; without things, why."""
Known: TypeAlias = MutableMapping[tuple[Kind, str], Found]
"""What was looked up before: the things of a name, and how it was read."""


class Names:
    """Resolves the names of one question; `rewrites` collects which were read as others.

    `known` may be shared by the questions of one request, so that none looks a name up again.
    """

    def __init__(self, engine: Engine, known: Known | None = None) -> None:
        self._engine = engine
        self._known = {} if known is None else known
        self.rewrites: list[str] = []

    @property
    def engine(self) -> Engine:
        """The engine that knows them."""
        return self._engine

    def all(self, kind: Kind, spelling: str) -> tuple[str, ...]:
        """The IRIs a name may stand for; several where a protein name fits more than one variant.

        Raises `UnknownName` when nothing is called so, and `NotAName` for what cannot be a name.
        """
        self.look_up(kind, (spelling,))
        found, told = self._known[kind, spelling]
        if not found:
            why = "".join(f"; {one}" for one in told)
            raise UnknownName(f"no {kind.name.lower()} here is called {spelling[:80]!r}{why}", spelling)
        self.rewrites += [one for one in told if one not in self.rewrites]
        return found

    def look_up(self, kind: Kind, spellings_: Iterable[str]) -> None:
        """Look many names up at once, so that each is known when it is asked for. Raises `NotAName`."""
        fresh = [one for one in dict.fromkeys(spellings_) if (kind, one) not in self._known]
        names = {one: plain(one) if kind in _PLAIN else one.strip() for one in fresh}
        iris = {one: iri for one, name in names.items() if (iri := expanded(name))}
        by_iri = self._by_iri(kind, set(iris.values()))
        for one, iri in iris.items():
            self._known[kind, one] = by_iri.get(iri, ((), ()))
        words = {one: name for one, name in names.items() if one not in iris}
        by_word = self._by_word(kind, set(words.values()))
        for one, name in words.items():
            self._known[kind, one] = by_word.get(name, ()), ()
        if kind is Kind.VARIANT:
            unread = {one: name for one, name in words.items() if name not in by_word}
            if unread:
                changes = Changes(self._engine)
                self._known.update({(kind, one): changes.led(name) for one, name in unread.items()})

    def parts(self, regions: Iterable[str]) -> tuple[str, ...]:
        """The regions with all that lie within them."""
        rows = self._engine.rows(f"""{PROLOGUE} SELECT DISTINCT ?x WHERE {{
            VALUES ?whole {{ {references(regions)} }} ?x kg:within* ?whole }} ORDER BY ?x""")
        return tuple(row["x"].value for row in rows)

    def one(self, kind: Kind, spelling: str) -> str | None:
        """The one thing of this name, else None."""
        try:
            found = self.all(kind, spelling)
        except UnknownName:
            return None
        return found[0] if len(found) == 1 else None

    def _by_iri(self, kind: Kind, iris: Collection[str]) -> dict[str, Found]:
        if not iris:
            return {}
        pattern, listed = kind.value[0], references(sorted(iris))
        rows = self._engine.rows(f"""{PROLOGUE}
            SELECT DISTINCT ?given ?x ?instead ?same WHERE {{
              {{ VALUES ?x {{ {listed} }} FILTER EXISTS {{ {pattern} }} BIND(?x AS ?given) }}
              UNION {{ VALUES ?given {{ {listed} }} ?given iao:0100001 ?x FILTER EXISTS {{ {pattern} }}
                BIND(true AS ?instead) }}
              UNION {{ VALUES ?given {{ {listed} }} ?x skos:exactMatch ?given
                FILTER EXISTS {{ {pattern} }} BIND(true AS ?same) }}
            }} ORDER BY ?x""")
        found: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            found[row["given"].value].append(row)
        return {iri: _meant(iri, mine) for iri, mine in found.items()}

    def _by_word(self, kind: Kind, words: Collection[str]) -> dict[str, tuple[str, ...]]:
        """The things of each word; a word that nothing is called is left out."""
        ways: dict[str, set[str]] = defaultdict(set)
        for word in words:
            for way in _ways(kind, word):
                ways[way].add(word)
        if not ways:
            return {}
        pattern, names = kind.value
        written = [literal(way) for way in sorted(ways)]
        if kind in (Kind.TERM, Kind.CONCEPT):  # too many to compare one by one
            test = f"VALUES ?plain {{ {' '.join(written)} }} ?x {names} ?plain . {pattern}"
        else:
            listed, called, key = ", ".join(written), "LCASE(STR(?name))", 'REPLACE(LCASE(STR(?x)), "^.*[/#]", "")'
            if kind is not Kind.VARIANT:  # folding is for words: in a change these signs count
                called, key = f'REPLACE({called}, "_", " ")', f'REPLACE({key}, "[-_]", " ")'
            test = f"""{pattern} . ?x {names} ?name BIND({called} AS ?plain) BIND({key} AS ?key)
              FILTER(?plain IN ({listed}) || ?key IN ({listed}))"""
        rows = self._engine.rows(f"{PROLOGUE} SELECT DISTINCT ?x ?plain ?key WHERE {{ {test} }} ORDER BY ?x")
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for row in rows:
            for name in ("plain", "key"):
                for word in ways.get(row[name].value, ()) if name in row else ():
                    found[word][row["x"].value] = None
        return {word: tuple(iris) for word, iris in found.items()}


def _meant(iri: str, rows: Sequence[Row]) -> Found:
    """What an IRI stands for: what came after it, else what has this very name, else what is called the same elsewhere.

    A former id may still be described (HPO keeps its label); whoever writes it means what it is now.
    """
    if any("instead" in row for row in rows):
        rows = [row for row in rows if "instead" in row]
    elif any(row["x"].value == iri for row in rows):
        rows = [row for row in rows if "same" not in row]
    rewrites = [
        f"{contract(iri)} is an old identifier and is read as {contract(row['x'].value)}"
        for row in rows
        if "instead" in row
    ]
    return tuple(dict.fromkeys(row["x"].value for row in rows)), tuple(rewrites)


def _ways(kind: Kind, word: str) -> list[str]:
    """The ways to say a word: HPO labels begin with a capital, SO's `missense_variant` is also called missense."""
    if kind in (Kind.TERM, Kind.CONCEPT):
        return [word, word[:1].upper() + word[1:]]
    if kind is Kind.VARIANT:
        plain = " ".join(word.lower().split())
        return [plain, f"dbsnp:{plain}"] if re.fullmatch(r"rs\d+", plain) else [plain]
    plain = re.sub(r"[\s_]+", " ", word).lower()
    return [plain, f"{plain} variant"] if kind is Kind.CONSEQUENCE else [plain, plain.replace("-", " ")]
