"""What is seen on a scan: its kind, sequence, place and looks, in words that an evidence file takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model.words import LOOKS, Side
from kg.reading.findings.findings import find_findings
from kg.reading.findings.lexis import Lexis
from kg.reading.findings.scans.scan_words import ROOM
from kg.reading.findings.scans.shown import BRIGHT, ON_DIFFUSION, WHITE_MATTER_OF
from kg.reading.found import FoundFinding
from kg.reading.rows import rows
from kg.texts.text import Passage, Place, Text

SEEN = (
    (
        "Brain MRI showed confluent hyperintensities in the frontal and parietal white matter on FLAIR.",
        {
            "modality": "MRI",
            "sequence": "FLAIR",
            "region": "frontal and parietal white matter",
            "distribution": "confluent",
        },
    ),
    (
        "Diffusion-weighted imaging revealed persistent restricted diffusion in the left centrum semiovale.",
        {
            "modality": "MRI",
            "sequence": "DWI",
            "region": "centrum semiovale",
            "side": "left",
            "evolution": "persistent",
        },
    ),
    ("CT showed calcifications near the frontal horns.", {"modality": "CT", "region": "lv_anterior_horn"}),
    ("On FDG-PET there was frontal hypometabolism.", {"modality": "FDG-PET", "region": "frontal_lobe"}),
    ("The splenium of the corpus callosum was thin on MRI.", {"modality": "MRI", "region": "cc_splenium"}),
    ("Autopsy disclosed abundant axonal spheroids.", {"modality": "autopsy"}),
    ("Biopsy of the frontal lobe showed axonal spheroids.", {"modality": "neuropathology", "region": "frontal_lobe"}),
    (
        "The white matter lesions progressed on MRI.",
        {"modality": "MRI", "region": "white matter", "evolution": "progressive"},
    ),
    (
        "MRI showed patchy white matter lesions without contrast enhancement.",
        {"modality": "MRI", "region": "white matter", "distribution": "patchy", "contrast": "non-enhancing"},
    ),
    (
        "No restricted diffusion was seen on DWI in the left thalamus.",
        {"modality": "MRI", "sequence": "DWI", "region": "thalamus"},
    ),
    ("MRI was not helpful, with punctate calcifications on CT.", {"modality": "CT"}),
    (
        "MRI: bifrontal T2 hyperintensities, left more than right, were seen.",
        {"modality": "MRI", "sequence": "T2", "region": "frontal_wm", "side": "bilateral", "symmetry": "asymmetric"},
    ),
    (
        "MRI showed white matter lesions of the left frontal lobe, which had shrunk at 2 years.",
        {"modality": "MRI", "region": "frontal_wm", "side": "left", "evolution": "regressive"},
    ),
    (
        "On FLAIR there was little, but small dots of restricted diffusion were seen in the centrum semiovale.",
        {"modality": "MRI", "sequence": "DWI", "region": "centrum semiovale", "distribution": "multifocal"},
    ),
    ("Macroscopy. The frontal gyri showed cortical atrophy.", {"modality": "autopsy", "region": "frontal_cortex"}),
    (
        "Corpus callosum: Thinned throughout.",
        {"region": "corpus callosum", "distribution": "diffuse", "modality": "unspecified"},
    ),
    ("Thin corpus callosum was seen on PET with FDG.", {"modality": "FDG-PET", "region": "corpus callosum"}),
    (
        "MRI disclosed an increase in the white matter lesions of the left frontal lobe.",
        {"modality": "MRI", "region": "frontal_wm", "side": "left", "evolution": "progressive"},
    ),
    (
        "The white matter lesions had partly regressed.",
        {"modality": "unspecified", "region": "white matter", "evolution": "regressive"},
    ),
    (
        "MRI showed enlarged lateral ventricles and right temporal atrophy.",
        {"modality": "MRI", "region": "lateral_ventricle"},
    ),
    ("SWI: microbleeds in the thalami.", {"modality": "MRI", "sequence": "SWI", "region": "thalamus"}),
    (
        "Histological sections showed gliosis of the cortex.",
        {"modality": "neuropathology", "region": "cerebral_cortex"},
    ),
    ("Enlarged lateral ventricles were noted.", {"modality": "unspecified", "region": "lateral_ventricle"}),
)


TABLE = list(rows(Path(__file__).parent / "reading_scans.tsv"))


def read(lexis: Lexis, text: str) -> list[FoundFinding]:
    passage = Passage(text=f"She was examined. {text}", place=Place(section="Case report"))
    return list(find_findings(Text(file="toy.txt", passages=(passage,)), lexis))


@pytest.mark.parametrize(("text", "facts"), SEEN, ids=[text[:40] for text, _ in SEEN])
def test_a_finding_on_a_scan(text: str, facts: dict[str, str], lexis: Lexis) -> None:
    assert dict(read(lexis, text)[0].seen_on or {}) == facts


@pytest.mark.parametrize("row", TABLE, ids=[f"{row['finding']}-{row['sentence'][:40]}" for row in TABLE])
def test_where_and_how_a_finding_shows(row: dict[str, str], lexis: Lexis) -> None:
    found = read(lexis, row["sentence"])
    same = [one for one in found if row["finding"].lower() in one.text.lower()]
    assert same, f"{row['finding']!r} is not among {[one.text for one in found]}"
    told = dict(fact.split("=") for fact in row["facts"].split("; "))
    seen = same[0].seen_on or {}
    assert {fact: seen.get(fact, "") for fact in told} == told


def test_the_kind_of_scan_holds_until_another_is_named_or_the_person_is_examined(lexis: Lexis) -> None:
    text = "MRI was done. The corpus callosum was thin. CT followed. Calcifications were seen. On examination: ataxia."
    seen = {one.label: one.seen_on and one.seen_on["modality"] for one in read(lexis, text)}
    assert seen == {"Thin corpus callosum": "MRI", "Cerebral calcification": "CT", "Ataxia": None}


def test_a_sign_told_beside_a_scan_is_no_finding_of_it(lexis: Lexis) -> None:
    (sign,) = (one for one in read(lexis, "MRI was done because of left hemiparesis.") if one.label == "Hemiparesis")
    assert (sign.seen_on, sign.side, sign.initial) == (None, "left", True)


def test_what_is_bright_on_diffusion_is_an_abnormal_diffusion(lexis: Lexis) -> None:
    assert read(lexis, "DWI disclosed hyperintense foci in the corona radiata.")[0].hpo == ON_DIFFUSION
    assert lexis.label(ON_DIFFUSION) == "Abnormal diffusion weighted cerebral MRI morphology"
    assert all("hyperintensit" in str(lexis.label(one)).lower() for one in BRIGHT)


def test_a_lesion_of_diffusion_is_told_once(lexis: Lexis) -> None:
    text = "High-signal lesions on diffusion-weighted imaging with low ADC were found in the corpus callosum."
    (one,) = read(lexis, text)
    assert (one.hpo, (one.seen_on or {})["region"]) == (ON_DIFFUSION, "corpus callosum")
    two = read(lexis, "T2 showed hyperintensities of the pons; DWI showed restricted diffusion of the genu.")
    assert len(two) == 2


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("MRI showed hyperintensity of the thalamus.", "HP:0012696"),
        ("MRI showed hyperintensity of the left putamen.", "HP:0012751"),
        ("MRI showed hyperintensity of the pons.", "HP:0012747"),
        ("MRI showed hyperintensity of the left claustrum.", None),
        ("MRI showed hyperintensity of the cingulate gyrus.", None),
        ("MRI showed hyperintensity of the subcortical white matter.", "HP:0030890"),
    ],
)
def test_what_is_bright_in_grey_matter_is_no_change_of_white_matter(text: str, term: str | None, lexis: Lexis) -> None:
    assert read(lexis, text)[0].hpo == term


def test_a_report_tells_its_technique_once(lexis: Lexis) -> None:
    parts = ("Technique: axial T2, FLAIR and SWI.", "Ventricles: Dilated.", "CT: Calcifications were seen.")
    passages = tuple(Passage(text=one, place=Place(section="Findings")) for one in parts)
    found = find_findings(Text(file="toy.txt", passages=passages), lexis)
    assert [(one.seen_on or {})["modality"] for one in found] == ["MRI", "CT"]


def test_tissue_goes_on_in_the_next_paragraph(lexis: Lexis) -> None:
    parts = (
        "Microscopy. The white matter showed axonal spheroids.",
        "Gliosis was seen.",
        "At 40 he had brain atrophy.",
    )
    passages = tuple(Passage(text=one, place=Place(section="Autopsy of the brain")) for one in parts)
    found = find_findings(Text(file="toy.txt", passages=passages), lexis)
    assert [(one.seen_on or {})["modality"] for one in found][:2] == ["neuropathology", "neuropathology"]


def test_the_place_that_a_sentence_is_about_is_that_of_all_it_shows(lexis: Lexis) -> None:
    found = read(lexis, "Histologically, the corticospinal tracts showed demyelination and gliosis.")
    assert {(one.seen_on or {}).get("region") for one in found} == {"corticospinal tract"}


def test_what_follows_the_first_sign_is_none(lexis: Lexis) -> None:
    found = read(lexis, "The initial symptom was depression, followed by apathy.")
    assert [(one.label, one.initial) for one in found] == [("Depression", True), ("Apathy", False)]


def test_ages_and_first_signs(lexis: Lexis) -> None:
    first, later = read(lexis, "She presented with apathy at the age of 38. Dementia followed, and she died at age 45.")
    assert (first.initial, first.age, later.initial, later.age) == (True, 38, False, None)


def test_every_word_of_the_tables_is_one_that_an_evidence_file_takes(lexis: Lexis) -> None:
    words = lexis.reference.vocabulary
    lists = {name: {str(one) for one in kind} for name, kind in {**LOOKS, "side": Side}.items()}
    for row in rows(ROOM / "scans.tsv"):
        value = row["value"]
        match row["kind"]:
            case "modality":
                assert words.modality(value) == value
            case "sequence":
                assert words.sequences(value)
            case "away" | "nothing" | "scan":
                assert not value
            case kind:
                assert value in lists[kind]
    places = [row["region"] for table in ("places", "term_places") for row in rows(ROOM / f"{table}.tsv")]
    assert all(map(words.regions, (*places, *WHITE_MATTER_OF, *WHITE_MATTER_OF.values())))


def test_the_terms_that_say_a_place_are_called_as_their_table_says(lexis: Lexis) -> None:
    assert all(lexis.label(row["hpo"]) == row["label"] for row in rows(ROOM / "term_places.tsv"))
