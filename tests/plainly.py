"""Analyses a second time, plainly: pandas over the exported tables of a release, and HPO read anew from its file.

What a reasoner tells (who is biallelic, what an absence reaches) is worked out here by the words of the ontology and of
`ontology/README.md`; nothing of `kg.infer`, `kg.find` or `kg.analysis` is asked.
"""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from kg.export.tables import export_tables
from kg.names import BASE, KG, OBO
from kg.release import Release
from tests.small import hpo_of

Tables = Mapping[str, pd.DataFrame]
AGES = ("age_at_onset", "age_at_death", "age_at_examination", "age_at_imaging", "age_at_observation")
NARROW = ("side", "severity", "initial", "stated_sequence", "symmetry", "evolution", "distribution", "contrast")
YOUNG = {f"{period}Onset" for period in ("prenatal", "congenital", "perinatal", "neonatal", "infantile", "childhood")}
WIDE = {"of", "the", "brain", "hemisphere", "hemispheres"}
SPLICE = "0001568 0001569 0001574 0001575 0001629 0001630 0001787 0002169 0002170"
CLASSES = {"MissenseVariant": "0001583", "SpliceVariant": SPLICE, "TruncatingVariant": "0001587 0001893 0001906"}
SCANS = {"HP:0410263": "unspecified", "HP:0012657": "PET", "HP:0012658": "FDG-PET", "HP:0012705": "MRS"}
SCANS |= {"HP:0030603": "OCT"}
_read: dict[Path, Tables] = {}


def tables(release: Release) -> Tables:
    """Every table that a release is exported as, exported once; all cells are texts, ages are numbers."""
    if release.folder not in _read:
        with tempfile.TemporaryDirectory() as folder:
            paths = [one.path for one in export_tables(release, Path(folder) / "tables")]
            found = {path.stem: pd.read_csv(path, dtype=str, keep_default_na=False) for path in paths}
        for table in found.values():
            for name in table.columns.intersection(AGES):
                table[name] = pd.to_numeric(table[name].replace("", None)).astype(float)
        _read[release.folder] = MappingProxyType(found)
    return _read[release.folder]


def carried(told: Tables) -> pd.DataFrame:
    """A row for each genotype of each person, with what is said of its variant."""
    genotypes = told["genotypes"][["genotype_iri", "case_iri", "variant_iri", "zygosity_iri", "in_trans_with_iri"]]
    variants = told["variants"][["variant_iri", "gene_iri", "new_protein_iri"]]
    genes = told["genes"][["gene_iri", "subject"]]
    return genotypes.merge(variants, how="left").merge(genes, how="left").fillna("")


def people(told: Tables) -> pd.DataFrame:
    """Every person by IRI, with their ages, whether ill early or late, and a column for each population.

    `adults` are the default of an analysis: confirmed, one changed copy, not known to have begun before 18; who carries
    variants of other genes alone is no carrier.
    """
    found, genes = told["cases"].set_index("case_iri"), carried(told)
    both = (genes["zygosity_iri"] == OBO + "GENO_0000136") | (genes["in_trans_with_iri"] != "")
    ours = genes["subject"] != ""
    confirmed = found["genetic_status_iri"] == KG + "confirmed"
    two_copies = found.index.isin(genes[both & ours]["case_iri"])
    elsewhere = found.index.isin(genes["case_iri"]) & ~found.index.isin(genes[ours]["case_iri"])
    periods = found["onset_period_iri"].str.removeprefix(KG)
    found["early"] = (found["age_at_onset"] < 18) | periods.isin(YOUNG)
    found["late"] = found["age_at_onset"] >= 18
    found["everybody"] = True
    found["carriers"] = confirmed & ~elsewhere
    found["biallelic"] = confirmed & two_copies
    found["adults"] = found["carriers"] & ~two_copies & ~found["early"]
    return found


def groups(told: Tables, by: str) -> pd.DataFrame:
    """`case_iri` and `group`, one row for each, by the name of a group; who counts with several has several rows."""
    genes, cases = carried(told), told["cases"]
    of_cases = {"SEX": "sex_iri", "STATUS": "genetic_status_iri", "DEPTH": "reading_depth_iri"}
    of_genes = {"VARIANT": "variant_iri", "GENE": "gene_iri", "ZYGOSITY": "zygosity_iri"}
    of_variants = {name: f"variant_{name.lower()}s" for name in ("CONSEQUENCE", "EXON", "INTRON", "DOMAIN", "LOBE")}
    if by == "ALL":
        found = cases[["case_iri"]].assign(group="all")
    elif by == "PAPER":
        found = told["case_papers"][["case_iri", "paper_iri"]]
    elif by == "ONSET_CLASS":
        who = people(told)
        early, late = (pd.DataFrame({"case_iri": who.index[who[one]]}) for one in ("early", "late"))
        found = pd.concat([early.assign(group=KG + "EarlyOnsetCase"), late.assign(group=KG + "LateOnsetCase")])
    elif by == "VARIANT_CLASS":
        found = genes.merge(variant_classes(told))[["case_iri", "group"]]
    elif by in of_cases:
        found = cases[["case_iri", of_cases[by]]]
    elif by in of_genes:
        found = genes[["case_iri", of_genes[by]]]
    else:
        found = genes.merge(told[of_variants[by]])[["case_iri", f"{by.lower()}_iri"]]
    found = found.set_axis(["case_iri", "group"], axis=1)
    return found[found["group"] != ""].drop_duplicates()


def variant_classes(told: Tables) -> pd.DataFrame:
    """`variant_iri` and `group`: missense, splice, truncating, by the words of their definitions."""
    said = told["variant_consequences"]
    found = [
        said[said["consequence_iri"].isin([f"{OBO}SO_{number}" for number in numbers.split()])].assign(group=KG + name)
        for name, numbers in CLASSES.items()
    ]
    variants, stated = told["variants"], told["variant_splice_statements"]
    shorter = variants["new_protein_iri"].isin([KG + "shorterProtein", KG + "lengthNotTold"])
    found += [variants[shorter].assign(group=KG + "TruncatingVariant"), stated.assign(group=KG + "SpliceVariant")]
    return pd.concat(one[["variant_iri", "group"]] for one in found).drop_duplicates()


def observations(told: Tables) -> pd.DataFrame:
    """What was seen, or looked for and not seen, in one person each: no statements about groups of people."""
    found = told["observations"]
    return found[found["scope"] == "person"]


def present(told: Tables, hpo: PlainHpo, seen: pd.DataFrame | None = None) -> dict[str, set[str]]:
    """The IRIs of the terms that each person has, with all above them; by some of the `observations`, or by all."""
    seen, found = observations(told) if seen is None else seen, defaultdict(set)
    for row in seen[(seen["status"] == "present") & (seen["term_iri"] != "")].itertuples():
        found[row.case_iri] |= {spelt(one) for one in hpo.above(short(row.term_iri))}
    return dict(found)


def absent(told: Tables, hpo: PlainHpo, seen: pd.DataFrame | None = None) -> dict[str, set[str]]:
    """The IRIs of the terms that each person lacks, as far down as the rule lets an absence reach.

    By some of the `observations`, or by all; who has a term as well, by the same ones, does not lack it.
    """
    seen = observations(told) if seen is None else seen
    has, found, reached = present(told, hpo, seen), defaultdict(set), reach(told, hpo)
    for row in seen[(seen["status"] == "absent") & (seen["term_iri"] != "")].itertuples():
        found[row.case_iri] |= {spelt(one) for one in reached[row.observation_iri]}
    return {case: terms - has.get(case, set()) for case, terms in found.items()}


def reach(told: Tables, hpo: PlainHpo) -> dict[str, set[str]]:
    """The terms that each absent observation denies: its own, and those below it that the rule lets it reach."""
    every, of = told["observations"], told["observation_cases"].merge(told["observations"][["observation_iri"]])
    there = every[(every["status"] == "present") & (every["term_iri"] != "")][["observation_iri", "term_iri"]]
    seen = of.merge(there).groupby("case_iri")["term_iri"].agg(lambda terms: {short(one) for one in terms}).to_dict()
    persons = of.groupby("observation_iri")["case_iri"].agg(list).to_dict()
    named = {name: set(told[f"observation_{name}s"]["observation_iri"]) for name in ("modifier", "sequence")}
    regions = told["observation_regions"].groupby("observation_iri")["region"].agg(list).to_dict()
    found = {}
    for row in every[(every["status"] == "absent") & (every["term_iri"] != "")].itertuples():
        own = short(row.term_iri)
        places = [row.stated_region] if row.stated_region else regions.get(row.observation_iri, [])
        narrow = any(getattr(row, f"{name}_iri", "") or getattr(row, name, "") for name in NARROW)
        narrow = narrow or any(row.observation_iri in some for some in named.values())
        narrow = narrow or not all(words(place) - WIDE <= words(hpo.labels[own]) for place in places)
        on = row.modality_iri.removeprefix(BASE + "modality/")
        below = set() if narrow else hpo.reach(own, on)
        for one in {term for case in persons[row.observation_iri] for term in seen.get(case, ())}:
            if own in hpo.above(one):
                below = {term for term in below if term not in hpo.above(one)}
                below = {term for term in below if one == own or one not in hpo.above(term)}
        found[row.observation_iri] = below | {own}
    return found


class PlainHpo:
    """HPO's `is_a` lines and labels, read with nothing of the project."""

    def __init__(self, path: Path) -> None:
        self.parents: dict[str, set[str]] = {}
        self.children: dict[str, set[str]] = defaultdict(set)
        self.labels: dict[str, str] = {}
        for stanza in path.read_text(encoding="utf-8").split("\n[Term]\n")[1:]:
            term, label = re.search(r"^id: (HP:\d+)", stanza, re.M), re.search(r"^name: (.*)", stanza, re.M)
            if term and label and "\nis_obsolete: true" not in stanza:
                self.parents[term[1]] = set(re.findall(r"^is_a: (HP:\d+)", stanza, re.M))
                self.labels[term[1]] = label[1]
        for child, ups in self.parents.items():
            for up in ups:
                self.children[up].add(child)
        self.above = cache(lambda term: _walked(term, self.parents))
        self.below = cache(lambda term: _walked(term, self.children))
        self.reach = cache(self._reach)

    @classmethod
    def of(cls, release: Release) -> PlainHpo:
        """The HPO that a release was built with."""
        return _opened(hpo_of(release))

    def systems(self, term: str) -> set[str]:
        """The organ systems of a term: what stands right below HP:0000118; of terms elsewhere their branch."""
        tops = {"HP:0000001", "HP:0000118"}
        return {up for up in self.above(term) if self.parents[up] & tops} - tops

    @cached_property
    def scans(self) -> dict[str, str]:
        """The kind of scan that a term is tied to, the narrower branch having the last word."""
        tied = re.compile(r"\b(?:MRI|T[12]|FLAIR|diffusion[- ]weighted|susceptibility-weighted)\b")
        nervous = self.below("HP:0000707") if "HP:0000707" in self.parents else ()
        found = {low: "MRI" for term in nervous if tied.search(self.labels[term]) for low in self.below(term)}
        for branch, kind in SCANS.items():
            found |= dict.fromkeys(self.below(branch) if branch in self.parents else (), kind)
        return found

    def _reach(self, term: str, on: str) -> set[str]:
        free = not on or self.scans.get(term) == on
        alike = {one for one in self.below(term) if self.systems(one) == self.systems(term)}
        return {one for one in alike if free or self.scans.get(one, on) == on} - {term}


def short(iri: str) -> str:
    """HP:0000001 of its IRI."""
    return iri.removeprefix(OBO).replace("_", ":")


def spelt(term: str) -> str:
    """The IRI of HP:0000001."""
    return OBO + term.replace(":", "_")


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower()))


@cache
def _opened(path: Path) -> PlainHpo:
    return PlainHpo(path)


def _walked(start: str, steps: Mapping[str, Iterable[str]]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        more = set(steps.get(waiting.pop(), ())) - found
        found |= more
        waiting += more
    return found
