"""The whole sequence, and the only place that knows it: sources, model, triples, validation, inference, release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, Final

from kg.analysis import PEOPLE, Held, People
from kg.analysis.diseases import DISEASES, AnnotatedDiseases
from kg.analysis.numbered_people import people_of
from kg.analysis.written import analysis_triples
from kg.build import manifest
from kg.build.analyses import answers, asked_names
from kg.build.analyses import told as answers_told
from kg.build.gates import fitting, reasoning
from kg.build.inputs import Inputs
from kg.build.snapshot import Snapshot
from kg.build.sources import Sources, read_sources
from kg.engine.columns.engine import FILE as IMAGE
from kg.engine.columns.met import Met
from kg.files import DATASET, Damaged, plain_texts
from kg.imports.cohorts import cohorts
from kg.imports.further import further
from kg.imports.join import Ours
from kg.imports.shelf import Imported, Kept, Unpacked, variant_lines
from kg.infer.axioms import read_axioms
from kg.infer.follow import Knowledge
from kg.lexicon import INDEX, index_of
from kg.lock import held
from kg.model import Record
from kg.model.database import DatabaseRelease
from kg.names import graph
from kg.release import DatasetLines, NewerRelease, Release, may_publish, named, publish, release_iri
from kg.release.columns import image_of, met_in
from kg.release.count import counted
from kg.release.forms import formed
from kg.release.graphs import figures, well_known
from kg.release.making import Apart
from kg.release.release import Forming, Make
from kg.release.words import VOID
from kg.report import Tell
from kg.sources.hpoa import hpoa_version, read_annotated, read_hpoa
from kg.sources.pins import shipped_table
from kg.spread import Ahead, Spread, here, near
from kg.triples.computed import computed_triples, names_of, told_names
from kg.triples.effect import existing, worked_out_triples
from kg.triples.hpo import annotation_triples, hpo_triples, renewed
from kg.triples.known import known_variants, named_in
from kg.triples.mappings import mapping_triples
from kg.triples.record import record_triples
from kg.triples.reference import reference_triples
from kg.triples.releases import database_triples, release_graph
from kg.triples.terms import Triple, line
from kg.triples.turtle import statements
from kg.triples.variant import variant_iri

RELEASE: Final = graph("release")
OTHERS = ", joined to other variants than there are now; import it again"


@dataclass(slots=True)
class Dataset:
    """The lines of N-Quads so far, and the graphs they are of. Read back, each triple has one home.

    From when they are first numbered, what is put is numbered too.
    """

    lines: DatasetLines
    graphs: set[str] = field(default_factory=set)
    met: Met | None = None

    def put(self, name: str, triples: Iterable[Triple]) -> list[Triple]:
        """Add triples to a graph and return them, each once and sorted."""
        kept = sorted(set(triples))
        lines = [line((*triple, name)) for triple in kept]
        self.lines.add(lines)
        self.graphs.add(name)
        if self.met:
            self.met.take("".join(lines).encode())
        return kept

    def number(self) -> Met:
        """All lines by numbers."""
        self.met = self.met or met_in(self.lines)
        return self.met

    def put_lines(self, name: str, lines: Iterable[str]) -> None:
        """Add N-Triples statements (without their full stop) to a graph."""
        self.lines.add(f"{statement} <{name}> .\n" for statement in lines)
        self.graphs.add(name)

    def put_kept(self, kept: Kept) -> Unpacked:
        """Add what was imported as it is: checked and followed when it was imported."""
        self.graphs.update(kept.graphs)
        path = self.lines.add_packed(kept.folder / DATASET, kept.in_order)
        if self.met:
            for text in plain_texts(path):
                self.met.take(text)
        return Unpacked(kept.name, path, kept.in_order)


def build(
    inputs: Inputs,
    releases: Path,
    tell: Tell = lambda _: None,
    force: bool = False,
    spread: Spread = here,
) -> Release:
    """Make a release, or return the current one when nothing changed; `spread` is who works on pieces of a large one.

    Raises `FaultyEvidence` (a fault in a file or a broken shape), `Inconsistent`, `DamagedImports`, or `Changed`; the
    former release stays. Nobody else builds, imports or removes over the same data meanwhile.
    """
    inputs.verify()
    with held("kg build", releases, reads=(inputs.cohorts, inputs.databases), tell=tell):
        may_publish(releases)
        snapshot = Snapshot.of(inputs)
        known = None if force else _standing(releases, snapshot.digest, tell)
        if known:
            tell("nothing changed: the current release stands")
            return known
        with DatasetLines(releases) as lines, Ahead(formed, spread) as begun:
            lines.unpack(one.folder / DATASET for one in (*snapshot.cohorts, *snapshot.databases))
            return _made(Dataset(lines), inputs, snapshot, releases, tell, spread, begun)


def _standing(releases: Path, digest: str, tell: Tell) -> Release | None:
    """The current release, where it is sound and made of this."""
    try:
        return named(releases, digest)
    except (Damaged, NewerRelease) as why:
        tell(str(why))
        return None


def _made(
    dataset: Dataset,
    inputs: Inputs,
    snapshot: Snapshot,
    releases: Path,
    tell: Tell,
    spread: Spread,
    begun: Forming,
) -> Release:
    people, diseases, about = _told(dataset, inputs, snapshot, tell, spread, begun)
    about |= _described(dataset, about)
    tell(f"release: writing {about['quads']:,} quads")
    beside = (*inputs.ontology_files(), *inputs.mapping_files())
    snapshot.still(inputs)
    met = dataset.number()
    index, image = Apart(partial(index_of, met), near(spread)), partial(image_of, met)
    made: dict[str, Make] = {INDEX: index, PEOPLE: people.make, DISEASES: diseases.make, IMAGE: image}
    return publish(releases, manifest.name(about), dataset.lines, about, beside, made, spread, begun)


def _told(
    dataset: Dataset, inputs: Inputs, snapshot: Snapshot, tell: Tell, spread: Spread, begun: Forming
) -> tuple[People, AnnotatedDiseases, dict[str, Any]]:
    """Put every graph but those in which the release tells of itself; who is described, and what the manifest says."""
    sources = read_sources(inputs, tell)
    hpo, records, shipped = sources.hpo, sources.records, sources.releases
    facts = _instances(dataset, inputs, sources, tell)
    tell("reasoning: HermiT over ontology and cases, closures over HPO; shapes: SHACL")
    knowledge = Knowledge.of(read_axioms(inputs.ontology_files()[:1]), hpo)
    with fitting(inputs, facts, near(spread)) as fit, reasoning(inputs, facts, knowledge) as trial:
        dataset.put(graph("inferred"), trial.inferred)
        names = asked_names(dataset.lines, hpo)
        _put_imports(dataset, snapshot, sources, (*facts, *trial.inferred), knowledge, tell)
        tell("people: who is described, and what is said of them")
        begun.begin(dataset.lines.pieces())
        people = people_of(dataset.number())
        diseases = _diseases(inputs, sources)
        found = answers(Held(people, names, diseases), tell)
        for one in found:  # hundreds of thousands of triples: never all of them at once
            dataset.put(graph("analysis"), analysis_triples(one, release_iri(snapshot.digest)))
        dataset.lines.settle()
        gates = {"shapes": fit.verdict(), "reasoning": trial.verdict()}
    about = manifest.describe(inputs, snapshot, hpo, records, sources.report, sources.reference)
    manifest.add_releases(about, inputs, records, shipped)
    about |= {**gates, "analyses": answers_told(found)}
    about["cohorts"] = [cohort.about for cohort in snapshot.cohorts]
    about["databases"] = [database.about for database in snapshot.databases]
    return people, diseases, about


def _put_imports(
    dataset: Dataset,
    snapshot: Snapshot,
    sources: Sources,
    known: Iterable[Triple],
    knowledge: Knowledge,
    tell: Tell,
) -> None:
    """Add cohorts, what follows for them from what only a build knows, and databases."""
    there = []
    for cohort in snapshot.cohorts:
        tell(f"cohorts: {cohort.name}")
        there.append(dataset.put_kept(cohort))
    if there:
        effects = dataset.put(graph("computed"), _effects_in(there, sources))
        dataset.put(graph("inferred"), further(there, dataset.number(), (*known, *effects), knowledge))
    ours = _joinable(there, sources.records, sources.releases) if snapshot.databases else Ours()
    for database in snapshot.databases:
        tell(f"databases: {database.name}" + ("" if database.knew(ours) else OTHERS))
        dataset.put_kept(database)
    dataset.lines.settle()


def _diseases(inputs: Inputs, sources: Sources) -> AnnotatedDiseases:
    about = (hpoa_version(inputs.hpoa), shipped_table()["hpoa"]["licence"])
    return AnnotatedDiseases.of(read_annotated(inputs.hpoa), sources.hpo, about, sources.reference.diseases)


def _described(dataset: Dataset, about: dict[str, Any]) -> dict[str, Any]:
    """Put the graphs in which the release tells of itself, and return how large each graph is, these among them.

    What tells sizes is put last; its own size is known before, as it does not depend on the numbers told.
    """
    for name, triples in well_known(about):
        dataset.put(name, triples)
    names = dataset.graphs | {RELEASE, VOID}
    dataset.put(RELEASE, manifest.release_triples(about, names))
    found = counted(dataset.number(), RELEASE)
    sizes = {**dict.fromkeys(names, 0), **found.graphs}
    sizes[RELEASE] += len(names)
    sizes[VOID] = len(figures(found, about, sizes))
    dataset.put(VOID, figures(found, about, sizes))
    dataset.put(RELEASE, manifest.size_triples(sizes))
    return manifest.sizes_of(sizes)


def _effects_in(there: Iterable[Imported], sources: Sources) -> Iterator[Triple]:
    """What the gene model gives for the variants that cohorts name and no paper does."""
    names = told_names(sources.records, named_in(variant_lines(there), sources.reference.genes))
    own = {variant_iri(name) for name in names_of(sources.records)}
    for one in known_variants(names, sources.reference.genes):
        if one.iri not in own:
            yield from worked_out_triples(one, sources.reference.vocabulary)


def our_variants(
    inputs: Inputs, records: Iterable[Record], shipped: Iterable[DatabaseRelease] = (), tell: Tell = lambda _: None
) -> Ours:
    """The variants that databases are joined to: those of papers, of imported cohorts, and of releases that ship."""
    with held("kg import", reads=(inputs.cohorts,), tell=tell):
        return _joinable(cohorts(inputs.cohorts), records, shipped)


def _joinable(there: Iterable[Imported], records: Iterable[Record], shipped: Iterable[DatabaseRelease]) -> Ours:
    ours = Ours.of(records, variant_lines(there))
    for name in (name for release in shipped for name in release.names):
        ours.add(variant_iri(name))
    return ours


def _instances(dataset: Dataset, inputs: Inputs, sources: Sources, tell: Tell) -> list[Triple]:
    """Write every asserted graph; return the triples about things of ours, which inference works on."""
    hpo, reference, records, shipped = sources.hpo, sources.reference, sources.records, sources.releases
    tell("triples: ontology, HPO and its disease annotations")
    dataset.put_lines(graph("ontology"), renewed(statements(inputs.ontology_files()), hpo))
    dataset.put(graph("hpo"), hpo_triples(hpo))
    annotations = read_hpoa(inputs.hpoa, None if inputs.all_diseases else reference.diseases.keys())
    dataset.put(graph("hpoa"), chain.from_iterable(map(annotation_triples, annotations)))
    for path in inputs.mapping_files():
        dataset.put(graph("mappings"), mapping_triples(path))
    tell(f"triples: {len(records)} papers")
    facts = dataset.put(graph("reference"), reference_triples(reference))
    words, names = reference.vocabulary, told_names(records, (name for one in shipped for name in one.names))
    variants = known_variants(names, reference.genes)
    facts += dataset.put(graph("shared"), existing(names, variants))
    for record in records:
        facts += dataset.put(graph("paper", record.paper.key), record_triples(record, reference, sources.report))
    held = {record.paper.pmid: record.paper.key for record in records if record.paper.pmid}
    for release in shipped:
        tell(f"triples: {release.database} {release.release}")
        facts += dataset.put(release_graph(release), database_triples(release, held))
    facts += dataset.put(graph("computed"), computed_triples(records, variants, words))
    return sorted(set(facts))
