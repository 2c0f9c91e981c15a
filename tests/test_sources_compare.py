"""A newer release is held against what we say with the older: exactly what it changes is told, with every place."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from kg.build.inputs import Inputs
from kg.errors import KgError
from kg.imports.cohorts import import_cohort
from kg.names import expand
from kg.sources.hpo import Hpo, hpo_path, read_hpo
from kg.sources.hpoa import Annotation
from kg.sources.mondo import Mondo
from kg.sources.ontology import OntologyTerm as HpoTerm
from kg.sources.ontology import Synonym
from kg.sources.phenopackets import KnownGenes, PacketNotes, Terms
from kg.sources.pins import read_pins
from kg.sources.reference import read_reference
from kg.updates.annotations import annotation_changes
from kg.updates.answers import answer_changes
from kg.updates.change import Comparison, SourceChange, told
from kg.updates.compare import compared, in_place
from kg.updates.diseases import disease_changes, read_sssom
from kg.updates.given import given
from kg.updates.terms import term_changes
from kg.updates.uses import FindingUse, Use, Uses, uses

# --- toy: a root, two branches, and a leaf in the first

ROOT, LEFT, RIGHT, LEAF, OTHER = (f"HP:000000{n}" for n in range(1, 6))
OLD = {
    ROOT: HpoTerm(ROOT, "All"),
    LEFT: HpoTerm(LEFT, "Left", parents=(ROOT,)),
    RIGHT: HpoTerm(RIGHT, "Right", parents=(ROOT,)),
    LEAF: HpoTerm(LEAF, "Leaf", parents=(LEFT,)),
    OTHER: HpoTerm(OTHER, "Other", parents=(LEFT,)),
}


def finding(text: str, term: str | None, present: bool = True, file: str = "toy.yaml", line: int = 1) -> FindingUse:
    return FindingUse(text, term, present, file, line, "cases[0].phenotypes[0]", in_graph=True)


def toy_uses(*findings: FindingUse, asked: tuple[str, ...] = ()) -> Uses:
    places = [Use("evidence", one.file, one.line, one.term, one.place) for one in findings if one.term]
    return Uses(tuple(places + [Use("question", "toy.rq", 7, term) for term in asked]), findings)


def became(used: Uses, **changed: HpoTerm | None) -> set[tuple[str, str, str, str]]:
    """What is told when terms (named as the constants above) are other ones, or gone."""
    terms = {**OLD, **{globals()[name]: term for name, term in changed.items() if name.isupper()}}
    terms |= {term.id: term for term in changed.values() if term is not None}
    old, new = Hpo("old", OLD), Hpo("new", {key: term for key, term in terms.items() if term is not None})
    found = [*term_changes(old, new, used), *answer_changes(old, new, used)]
    return {(one.kind, one.term, one.what, one.right) for one in found}


def test_nothing_changes_between_a_release_and_itself():
    assert became(toy_uses(finding("a leaf", LEAF), finding("a root", None), asked=(LEFT, RIGHT))) == set()


def test_what_is_not_used_is_not_told():
    assert became(toy_uses(finding("other", OTHER)), LEAF=None) == set()


def test_an_obsolete_term_is_told_with_what_follows_it():
    used = toy_uses(finding("a leaf", LEAF))
    gone = HpoTerm(LEAF, "obsolete Leaf", obsolete=True)
    right = f"{OTHER} (Other)"
    assert became(used, LEAF=replace(gone, replaced_by=(OTHER,))) == {("obsolete", LEAF, f"replaced by {right}", right)}
    (told_alone,) = became(used, LEAF=gone)
    assert told_alone[2:] == ("the release names none instead", "another current term, or none")


@pytest.mark.parametrize(
    "candidates", [{"consider": (OTHER,)}, {"consider": (LEFT, OTHER)}, {"replaced_by": (LEFT, OTHER)}]
)
def test_what_a_release_bids_to_consider_is_a_candidate_and_no_remedy(candidates):
    """So are several replacements. The comparison, a packet that is read and the evidence check say the same."""
    gone = HpoTerm(LEAF, "obsolete Leaf", obsolete=True, **candidates)
    new = Hpo("new", {**OLD, LEAF: gone})
    ((_, _, what, right),) = became(toy_uses(finding("a leaf", LEAF)), LEAF=gone)
    assert right == new.instead(gone)
    assert right.startswith("the term that is meant; it may be ")
    assert right.endswith(": read the source")
    assert all(new.shown(one) in right and new.shown(one) in what for (some,) in [candidates.values()] for one in some)
    notes = PacketNotes("toy.json")
    Terms(new, KnownGenes.shipped()).read({"id": LEAF, "label": "Leaf"}, ("type",), notes)
    assert [fault.fix for fault in notes.faults] == [right]


def test_a_merged_and_a_vanished_term_are_told_apart():
    used = toy_uses(finding("a leaf", LEAF))
    merged = became(used, LEAF=None, OTHER=replace(OLD[OTHER], alternative_ids=(LEAF,)))
    assert merged == {("merged", LEAF, f"it was merged into {OTHER} (Other)", f"{OTHER} (Other)")}
    vanished = became(used, LEAF=None, OTHER=replace(OLD[OTHER], synonyms=(Synonym("leaf", "EXACT"),)))
    assert vanished == {("vanished", LEAF, "the release does not hold it", f"{OTHER} (Other)")}


def test_a_label_is_told_old_and_new():
    used = toy_uses(finding("a leaf", LEAF))
    assert became(used, LEAF=replace(OLD[LEAF], label="Blade")) == {
        ("relabelled", LEAF, "it was 'Leaf'", "label: Blade")
    }
    ((_, _, what, _),) = became(used, LEAF=replace(OLD[LEAF], label="LEAF"))
    assert what == "it was 'Leaf' (only its letters' case)"


def test_a_move_tells_which_findings_answer_otherwise():
    used = toy_uses(finding("a leaf", LEAF), finding("leaves", LEAF, file="toy2.yaml"), asked=(RIGHT,))
    assert became(used, LEAF=replace(OLD[LEAF], parents=(RIGHT,))) == {
        ("moved", LEAF, f"no longer below {LEFT} (Left); now below {RIGHT} (Right)", ""),
        ("finer", RIGHT, f"below it stand {LEAF} (Leaf)", ""),
        (
            "answers lost",
            LEFT,
            f"2 findings in 2 papers no longer answer it: {LEAF} (Leaf), 2 findings in 2 papers",
            "",
        ),
        (
            "answers gained",
            RIGHT,
            f"2 findings in 2 papers now answer it: {LEAF} (Leaf), 2 findings in 2 papers",
            "",
        ),
    }


def test_a_move_far_above_is_told_by_its_answers_alone():
    used = toy_uses(finding("a leaf", LEAF))
    found = became(used, LEFT=replace(OLD[LEFT], parents=(RIGHT,)))
    assert {(kind, term) for kind, term, _, _ in found} == {("answers gained", RIGHT)}


def test_what_was_absent_denies_otherwise_and_is_told_only_of_terms_in_use():
    used = toy_uses(finding("nothing on the left", LEFT, present=False), asked=(LEAF,))
    moved = {"LEAF": replace(OLD[LEAF], parents=(RIGHT,)), "OTHER": replace(OLD[OTHER], parents=(RIGHT,))}
    found = became(used, **moved)
    assert {(kind, term) for kind, term, _, _ in found if kind.startswith("abs")} == {("absences lost", LEAF)}
    back = became(toy_uses(finding("no right", RIGHT, present=False), asked=(LEAF,)), **moved)
    assert ("absences gained", LEAF) in {(kind, term) for kind, term, _, _ in back}


def test_new_kinds_of_a_leaf_and_texts_that_could_be_coded():
    fresh = HpoTerm("HP:0000009", "Small leaf", synonyms=(Synonym("Tiny leaf", "RELATED"),), parents=(LEAF,))
    used = toy_uses(finding("a leaf", LEAF), finding("tiny LEAF", None), finding("left", None))
    assert became(used, fresh=fresh) == {
        ("finer", LEAF, "below it stand HP:0000009 (Small leaf)", ""),
        ("codable", "HP:0000009", "stated as 'tiny LEAF'", "hpo: HP:0000009"),
    }


# --- the real evidence, and an edited copy of the real release


def closure(text: str, start: str) -> set[str]:
    """The ancestors of a term, worked out from the text of an OBO file alone."""
    found, waiting = set(), [start]
    while waiting:
        stanza = re.search(rf"^\[Term\]\nid: {waiting.pop()}\n(?:.+\n)*", text, re.MULTILINE)
        above = set(re.findall(r"^is_a: (HP:\d{7})", stanza[0], re.MULTILINE)) - found
        found |= above
        waiting.extend(above)
    return found


def test_an_edited_copy_of_the_real_release_tells_exactly_the_edits(tmp_path):
    old = hpo_path().read_text(encoding="utf-8")
    stanzas = old.split("\n\n")

    def edit(identifier: str, change) -> None:
        (at,) = (n for n, stanza in enumerate(stanzas) if stanza.startswith(f"[Term]\nid: {identifier}\n"))
        stanzas[at] = change(stanzas[at])

    def obsolete(stanza: str) -> str:
        kept = "\n".join(line for line in stanza.split("\n") if not line.startswith("is_a: "))
        return kept.replace("name: ", "name: obsolete ") + "\nis_obsolete: true\nreplaced_by: HP:0000741"

    falls = "HP:0002359"  # two parents: the second is taken away
    edit("HP:0030902", obsolete)
    edit("HP:0030048", lambda stanza: stanza.replace("name: Colpocephaly", "name: Toy ventricles"))
    edit(falls, lambda stanza: re.sub(r"\nis_a: .*(?=\n(?!is_a)|$)", "", stanza, count=1))
    edit("HP:0031908", lambda _: "")
    edit("HP:0002067", lambda stanza: stanza.replace("\nname: ", "\nalt_id: HP:0031908\nname: ", 1))
    edit("HP:0030784", lambda _: "")
    stanzas[-4:-4] = [
        "[Term]\nid: HP:9999901\nname: Toy palilalia\nis_a: HP:0031814",
        '[Term]\nid: HP:9999902\nname: Toy gait\nsynonym: "Left leg drags when walking" EXACT []\nis_a: HP:0001288',
    ]
    text = "\n\n".join(stanza for stanza in stanzas if stanza).replace("2025-01-16", "2099-01-01", 1)
    (tmp_path / "edited.obo").write_text(text + "\n", encoding="utf-8")
    lost = closure(old, falls) - closure(text, falls)
    assert lost, "the edit must cost ancestors"

    inputs = Inputs.shipped()
    found = compared(given("hp", str(tmp_path / "edited.obo")), inputs, read_pins(None)["hp"])
    assert {(one.kind, one.term) for one in found.changes} == {
        ("obsolete", "HP:0030902"),
        ("relabelled", "HP:0030048"),
        ("moved", falls),
        ("merged", "HP:0031908"),
        ("vanished", "HP:0030784"),
        ("finer", "HP:0031814"),
        ("codable", "HP:9999902"),
        *(("answers lost", above) for above in lost),
    }
    for one in found.changes:
        assert one.places, one
        for place in one.places:
            name, line = place.split(" ")[0].split(":")
            if (path := inputs.evidence / name).exists():
                said = path.read_text(encoding="utf-8").split("\n")[int(line) - 1]
                wanted = {"codable": "left leg drags", "answers lost": falls}.get(one.kind, one.term)
                assert wanted in said, place


def test_the_release_in_place_changes_nothing():
    pin = read_pins(None)["hp"]
    found = compared(in_place(pin), Inputs.shipped(), pin)
    assert found.changes == ()
    assert "nothing that this project uses changes" in told(found, "text")


def test_every_part_of_the_project_is_searched():
    found = uses(Inputs.shipped(), "HP")
    assert {use.where for use in found.places} == {"evidence", "reference", "ontology", "mapping", "question", "code"}
    in_question = next(use for use in found.of("HP:0002500") if use.where == "question")
    path = Path(__file__).parent.parent / in_question.file
    line = path.read_text(encoding="utf-8").split("\n")[in_question.line - 1]
    assert "HP:0002500" in line or "HP_0002500" in line


def test_imported_cohorts_are_counted_and_told_to_be_closed_over_another_release(tmp_path):
    packet = {
        "id": "toy-1",
        "subject": {"id": "toy-1"},
        "phenotypicFeatures": [{"type": {"id": "HP:0002359", "label": "Frequent falls"}}],
        "metaData": {
            "created": "2001-01-01T00:00:00Z",
            "createdBy": "toy",
            "phenopacketSchemaVersion": "2.0",
            "resources": [
                {
                    "id": "hp",
                    "name": "HPO",
                    "url": "http://purl.obolibrary.org/obo/hp.owl",
                    "version": "2025-01-16",
                    "namespacePrefix": "HP",
                    "iriPrefix": "http://purl.obolibrary.org/obo/HP_",
                }
            ],
        },
    }
    (tmp_path / "packet.json").write_text(json.dumps(packet), encoding="utf-8")
    import_cohort(str(tmp_path / "packet.json"), "toy", "CC0-1.0", tmp_path / "cohorts", read_hpo(hpo_path()))
    inputs = replace(Inputs.shipped(), cohorts=tmp_path / "cohorts")
    text = hpo_path().read_text(encoding="utf-8").replace("releases/2025-01-16", "releases/2099-01-01", 1)
    text = text.replace("name: Frequent falls", "name: Toy falls")
    (tmp_path / "newer.obo").write_text(text, encoding="utf-8")
    found = compared(given("hp", str(tmp_path / "newer.obo")), inputs, read_pins(None)["hp"])
    label, cohort = found.changes
    assert (label.kind, label.term, cohort.kind, cohort.term) == ("relabelled", "HP:0002359", "cohort", "toy")
    assert "cohort toy 2 statements" in label.places
    assert cohort.what == "closed over hp/releases/2025-01-16"


# --- annotations


def test_annotations_are_told_added_removed_and_changed():
    def row(hpo: str, frequency: str | None, negated: bool = False, name: str = "Toy disease") -> Annotation:
        return Annotation(
            disease="OMIM:000001",
            name=name,
            negated=negated,
            hpo=hpo,
            references=("PMID:0000001",),
            evidence="PCS",
            frequency=frequency,
        )

    before = [row(LEFT, "1/3"), row(LEAF, "1/2"), row(RIGHT, None)]
    after = [
        row(LEFT, "2/3", name="Toy disorder"),
        row(RIGHT, None, name="Toy disorder"),
        row(LEAF, "1/2", negated=True, name="Toy disorder"),
    ]
    assert {(one.kind, one.what) for one in annotation_changes(before, after, Hpo("old", OLD))} == {
        ("disease renamed", "it was 'Toy disease'"),
        ("annotation changed", f"{LEFT} (Left): frequency 1/3 -> 2/3"),
        ("annotation removed", f"{LEAF} (Leaf): frequency 1/2; references PMID:0000001"),
        ("annotation added", f"NOT {LEAF} (Leaf): frequency 1/2; references PMID:0000001"),
    }
    assert list(annotation_changes(before, before, Hpo("old", OLD))) == []


def test_an_edited_copy_of_the_real_annotations_tells_exactly_the_edits(tmp_path):
    pin = read_pins(None)["hpoa"]
    lines = pin.path.read_text(encoding="utf-8").split("\n")
    ours = [n for n, line in enumerate(lines) if line.startswith("OMIM:221820\t")]
    cells = lines[ours[0]].split("\t")
    cells[7] = "7/9"
    lines[ours[0]] = "\t".join(cells)
    gone = lines.pop(ours[1]).split("\t")
    (tmp_path / "edited.hpoa").write_text("\n".join(lines), encoding="utf-8")
    found = compared(given("hpoa", str(tmp_path / "edited.hpoa")), Inputs.shipped(), pin)
    assert [(one.kind, one.term) for one in found.changes] == [
        ("annotation removed", "OMIM:221820"),
        ("annotation changed", "OMIM:221820"),
    ]
    assert found.changes[0].what.startswith(gone[3])
    assert "-> 7/9" in found.changes[1].what


# --- diseases


@pytest.fixture
def agreeing() -> dict[str, HpoTerm]:
    """Terms of Mondo that say all that we say of our diseases, made from our own tables."""
    inputs = Inputs.shipped()
    terms = {one: HpoTerm(one, "") for one in uses(inputs, "MONDO").terms()}
    for row in read_sssom(inputs.ontology / "mappings" / "diseases.sssom.tsv"):
        subject, other = row["subject_id"], row["object_id"]
        for identifier, label in ((subject, row["subject_label"]), (other, row["object_label"])):
            if identifier in terms and label:
                terms[identifier] = replace(terms[identifier], label=label, obsolete=label.startswith("obsolete "))
        if row["predicate_id"] == "skos:exactMatch" and subject in terms:
            terms[subject] = replace(terms[subject], exact=(*terms[subject].exact, other))
        if row["predicate_id"] == "skos:broadMatch" and other in terms:
            terms[subject] = replace(terms[subject], parents=(other,))
    for number, identifier in enumerate(read_reference(inputs.reference).diseases):
        if not any(identifier in term.exact for term in terms.values()):
            own = f"MONDO:99{number:05}"
            terms[own] = HpoTerm(own, "toy", exact=(identifier,))
    return terms


def diseases(terms: dict[str, HpoTerm]) -> set[tuple[str, str, str]]:
    inputs = Inputs.shipped()
    found = disease_changes(inputs, Mondo("toy", terms), uses(inputs, "MONDO"))
    return {(one.kind, one.term, one.what) for one in found}


def test_a_release_that_agrees_changes_nothing(agreeing):
    assert diseases(agreeing) == set()


def test_every_disagreement_about_a_disease_is_told(agreeing):
    alsp, series, bones, related = "MONDO:0800027", "MONDO:0030796", "MONDO:0009138", "MONDO:0100632"
    own = agreeing[alsp]
    agreeing[alsp] = replace(
        own, label="toy palsy", parents=(), exact=tuple({*own.exact, "OMIM:000001"} - {"ORPHA:313808"})
    )
    agreeing[bones] = HpoTerm(bones, "obsolete toy bones", obsolete=True, replaced_by=(series,))
    del agreeing[related]
    assert diseases(agreeing) == {
        ("relabelled", alsp, "ours is 'leukoencephalopathy, diffuse hereditary, with spheroids 1'"),
        ("moved", alsp, f"no longer below {series} (leukoencephalopathy, hereditary diffuse, with spheroids)"),
        ("match lost", alsp, "ORPHA:313808"),
        ("match gained", alsp, "OMIM:000001"),
        ("obsolete", bones, "the release says: obsolete toy bones"),
        ("unknown", related, "the release does not hold it"),
        ("no disease", "OMIM:224300", "no current disease of the release is the same"),
        ("no disease", "ORPHA:1782", "no current disease of the release is the same"),
    }


# --- how it is told

CHANGES = Comparison(
    "hp",
    "old",
    "new",
    [
        SourceChange("moved", LEAF, "Leaf", "no longer below it, or so", "", tuple(f"toy.yaml:{n}" for n in range(20))),
        SourceChange("obsolete", LEFT, "Left", 'replaced by "it", they say', RIGHT, ("toy.yaml:1",)),
    ],
)


def test_the_text_is_grouped_and_short_and_the_tables_are_whole():
    text = told(CHANGES, "text")
    assert text.index("Obsolete now") < text.index("Moved: other parents (1)")
    assert f"right would be: {RIGHT}" in text
    assert "and 8 more places" in text
    document = json.loads(told(CHANGES, "json"))
    assert [one["kind"] for one in document["changes"]] == ["obsolete", "moved"]
    assert len(document["changes"][1]["places"]) == 20
    rows = list(csv.DictReader(io.StringIO(told(CHANGES, "csv"))))
    assert [row["what"] for row in rows] == ['replaced by "it", they say', "no longer below it, or so"]
    assert len(rows[1]["places"].split(" | ")) == 20
    with pytest.raises(KgError, match="there is no format 'xml'; right would be: text or json or csv"):
        told(CHANGES, "xml")


def test_the_slices_of_hpo_follow_the_release_in_place():
    from kg.triples.hpo import renewed
    from kg.triples.turtle import statements

    inputs, hpo = Inputs.shipped(), read_hpo(hpo_path())
    cut = list(statements(inputs.ontology_files()))
    assert sorted(renewed(cut, hpo)) == sorted(cut)
    falls = hpo.terms["HP:0002359"]
    terms = dict(hpo.terms) | {falls.id: replace(falls, label="Toy falls", parents=("HP:0000741",))}
    newer = set(renewed(cut, Hpo("newer", terms))) - set(cut)
    subject = f"<{expand(falls.id)}> <http://www.w3.org/2000/01/rdf-schema#"
    assert newer >= {f'{subject}label> "Toy falls"', f"{subject}subClassOf> <{expand('HP:0000741')}>"}
    above = {f"<{expand(one)}>" for one in hpo.ancestors("HP:0000741") | {falls.id}}
    assert {one.split(" ")[0] for one in newer} <= above
