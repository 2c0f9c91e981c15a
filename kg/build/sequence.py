"""The whole sequence, and the only place that knows it: sources, model, triples, validation, inference, release."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Final

from kg.analysis import PEOPLE, Held, People
from kg.analysis.diseases import DISEASES, AnnotatedDiseases
from kg.analysis.numbered_people import people_of
from kg.analysis.written import analysis_triples
from kg.build import manifest
from kg.build.analyses import answers, asked_names
from kg.build.analyses import told as answers_told
from kg.build.asserted import put_asserted
from kg.build.dataset import Dataset
from kg.build.gates import fitting, reasoning
from kg.build.imported import put_imports
from kg.build.inputs import Inputs
from kg.build.snapshot import Snapshot
from kg.build.sources import Sources, read_sources
from kg.engine.columns.engine import FILE as IMAGE
from kg.files import DATASET, Damaged
from kg.infer.axioms import read_axioms
from kg.infer.follow import Knowledge
from kg.lexicon import INDEX, index_of
from kg.lock import held
from kg.names import graph
from kg.release import DatasetLines, NewerRelease, Release, may_publish, named, publish, release_iri
from kg.release.columns import image_of
from kg.release.count import counted
from kg.release.forms import formed
from kg.release.graphs import figures, well_known
from kg.release.making import Apart
from kg.release.release import Forming, Make
from kg.release.words import VOID
from kg.report import Tell
from kg.sources.hpoa import hpoa_version, read_annotated
from kg.sources.pins import shipped_table
from kg.spread import Ahead, Spread, here, near

RELEASE: Final = graph("release")


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
    facts = put_asserted(dataset, inputs, sources, tell)
    tell("reasoning: HermiT over ontology and cases, closures over HPO; shapes: SHACL")
    knowledge = Knowledge.of(read_axioms(inputs.ontology_files()[:1]), hpo)
    with fitting(inputs, facts, near(spread)) as fit, reasoning(inputs, facts, knowledge) as trial:
        dataset.put(graph("inferred"), trial.inferred)
        names = asked_names(dataset.lines, hpo)
        put_imports(dataset, snapshot, sources, (*facts, *trial.inferred), knowledge, tell)
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
    manifest.add_proposed(about, sources.pending)
    about |= {**gates, "analyses": answers_told(found)}
    about["cohorts"] = [cohort.about for cohort in snapshot.cohorts]
    about["databases"] = [database.about for database in snapshot.databases]
    return people, diseases, about


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
