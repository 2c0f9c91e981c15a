"""Who is introduced in what manner, whom a place is about, who carries a variant, how old they were when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.reading.found import Bearing
from kg.reading.people.people import find_people
from kg.reading.variants.variants import find_variants
from kg.texts.text import Passage, PassageKind, Place, PrintedTable, Text
from tests.reading.__main__ import reader
from tests.test_reading_people import CASE, about, persons, stated, text_of

HERE = Path(__file__).parent


def rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("# ") or " || " in line]


def written(passages: str) -> Text:
    """A text from one line: passages parted by ||, headings with #."""
    return text_of(*((one[2:],) if one.startswith("# ") else one for one in passages.split(" || ")))


@pytest.mark.parametrize(("words", "sex", "age"), rows("reading_introduced.tsv"))
def test_a_person_is_introduced_in_any_manner(words: str, sex: str, age: str) -> None:
    [one] = persons(CASE, words).values()
    told = stated(one)
    assert not sex or told["sex"] == sex
    assert not age or float(age) in (told.get("age_at_examination"), told.get("age_at_onset"))


@pytest.mark.parametrize("words", (HERE / "reading_nobody.tsv").read_text(encoding="utf-8").splitlines())
def test_what_only_looks_like_a_person_is_none(words: str) -> None:
    assert persons(CASE, words) == {}
    assert list(persons(CASE, "A 35-year-old woman had tremor.", words)) == ["35-year-old woman"]


@pytest.mark.parametrize(("words", "key", "value"), rows("reading_ages.tsv"))
def test_an_age_is_the_age_at_what_the_words_say(words: str, key: str, value: str) -> None:
    [one] = persons(CASE, words).values()
    assert stated(one).get(key) == (None if value == "-" else float(value))


@pytest.mark.parametrize(("passages", "who", "key", "value"), rows("reading_stated.tsv"))
def test_what_is_told_of_a_person_or_a_relative_is_theirs(passages: str, who: str, key: str, value: str) -> None:
    [told] = [
        {fact.key: str(fact.value).removesuffix(".0") for fact in one.stated}
        for one in find_people(written(passages)).persons
        if (one.relative or one.label) == who
    ]
    assert told.get(key) == (None if value == "-" else value)


@pytest.mark.parametrize(("passages", "words", "label"), rows("reading_whom.tsv"))
def test_a_place_is_about_the_person_whom_a_reader_would_take(passages: str, words: str, label: str) -> None:
    assert about(written(passages), words) == (None if label == "-" else label)


@pytest.mark.parametrize(("passages", "label", "key", "value"), rows("reading_relatives.tsv"))
def test_relatives_are_told_apart_and_what_is_told_of_each_is_theirs(passages: str, label: str, key: str, value: str):
    found = {one.label: one for one in find_people(written(passages)).persons}
    told = {fact.key: str(fact.value).removesuffix(".0") for fact in found[label].stated}
    assert told.get(key) == (None if value == "-" else value)


def _homes(made: Mapping[str, Any], words: str) -> set[str]:
    """Whose a finding is in a file, `not` before those who have it not."""
    cases = [(case["label"], case) for case in made.get("cases", ())]
    entries = [(label, one) for label, case in cases for key in ("phenotypes", "imaging") for one in case.get(key, ())]
    entries += [("nobody", one) for one in made.get("aside", ())]
    return {
        f"not {label}" if one["status"] == "absent" and label != "nobody" else label
        for label, one in entries
        if words in one["text"]
    }


@pytest.mark.parametrize(("passages", "told"), rows("reading_theirs.tsv"))
def test_a_finding_stands_in_the_file_with_whom_a_reader_would_take(passages: str, told: str) -> None:
    made = reader().read(written(passages), date(2001, 1, 31))
    wanted = {words: of.strip().split(", ") for words, _, of in (one.partition(":") for one in told.split("; "))}
    for words, whose in wanted.items():
        none = whose[0].startswith("not ")
        every = {f"not {one.removeprefix('not ')}" if none and one != "nobody" else one for one in whose}
        assert _homes(made, words.strip()) == every, words


@pytest.mark.parametrize(("passages", "carriers"), rows("reading_carriers.tsv"))
def test_a_variant_is_of_those_who_carry_it(passages: str, carriers: str) -> None:
    headed = passages.startswith("# ")
    made = reader().read(written(passages if headed else f"# {CASE[0]} || {passages}"), date(2001, 1, 31))
    have = {
        case["label"]: [one.get("coding") or one.get("protein") for one in case.get("variants", ())]
        for case in made["cases"]
    }
    wanted = [one.partition(": ") for one in carriers.split("; ")]
    assert {label for label, codings in have.items() if codings} == {label for label, _, _ in wanted}
    for label, _, codings in wanted:
        assert not codings or ", ".join(have[label]) == codings


def test_nobody_carries_a_list_of_variants_or_one_that_neither_has() -> None:
    listed = "CSF1R c.1441C>T was counted. || So was c.2654+1G>A. || A third is c.2345G>A, a fourth c.2329C>T."
    words = f"A 35-year-old woman had tremor and carried CSF1R c.2381T>C. || {listed}"
    [woman] = reader().read(written(f"# {CASE[0]} || {words}"), date(2001, 1, 31))["cases"]
    assert len(woman["variants"]) <= 2
    two = "# Patient 1 || A 35-year-old woman had tremor. || # Patient 2 || A 50-year-old man had falls. || # Genetics"
    made = reader().read(written(f"{two} || CSF1R c.2381T>C was present in neither patient."), date(2001, 1, 31))
    assert not any(case.get("variants") for case in made["cases"])
    words = "He had CSF1R c.1441C>T and c.2498C>T, inherited from his mother and father, respectively."
    made = reader().read(written(f"# {CASE[0]} || A 3-year-old boy had seizures. || {words}"), date(2001, 1, 31))
    have = {case["label"]: [one["coding"] for one in case.get("variants", ())] for case in made["cases"]}
    assert have == {"3-year-old boy": ["c.1441C>T", "c.2498C>T"], "mother of 3-year-old boy": ["c.1441C>T"]}


def test_who_is_given_a_variant_was_tested_and_has_it_on_no_more_copies_than_told() -> None:
    words = "Her mother, 30, is healthy. || She was homozygous for CSF1R c.1441C>T, inherited from her mother."
    made = reader().read(written(f"# {CASE[0]} || A 3-year-old girl had seizures. || {words}"), date(2001, 1, 31))
    girl, mother = made["cases"]
    assert [case["variants"][0].get("zygosity") for case in (girl, mother)] == ["homozygous", None]
    assert {fact["key"]: fact["value"] for fact in mother["quoted"]}["genetic_status"] == "confirmed"


NAMES = [
    ("A variant in CSF1R, c.2381T > C (p.Ile794Thr), was found.", "c.2381T>C p.Ile794Thr"),
    ("CSF1R c.1754-1G > C was found.", "c.1754-1G>C"),
    ("CSF1R c.1754−1G>C was found.", "c.1754-1G>C"),
    ("CSF1R: c.[2381T>C];[=] was found.", "c.2381T>C"),
    ("CSF1R c.2381T>C/p.I794T was identified.", "c.2381T>C p.Ile794Thr"),
    ("CSF1R p.Gln481Ter was identified.", "p.Gln481*"),
    ("CSF1R p.(Gln481*) was identified.", "p.Gln481*"),
    ("CSF1R p.Q481X was identified.", "p.Gln481*"),
    ("a T to C transition at nucleotide 2381 of CSF1R (I794T) was found.", "c.2381T>C p.Ile794Thr"),
    ("CSF1R 2381T>C mutation.", "c.2381T>C"),
    ("CSF1R T2381C mutation (Ile794Thr).", "c.2381T>C p.Ile794Thr"),
    ("the mutation Ile-794-Thr in CSF1R.", "p.Ile794Thr"),
    ("the CSF1R mutation Ile794→Thr.", "p.Ile794Thr"),
    ("the isoleucine at position 794 of CSF1R was replaced by threonine.", "p.Ile794Thr"),
    ("an isoleucine-to-threonine substitution at codon 794 in CSF1R.", "p.Ile794Thr"),
    ("CSF1R variant val585gly was present.", "p.Val585Gly"),
    ("CSF1R variant p.gly585val was present.", "p.Gly585Val"),
    ("CSF1R variant P.GLY585VAL was present.", "p.Gly585Val"),
    ("CSF1R gene (NM_005211.3): c.2381T>C; p.Ile794Thr; heterozygous.", "c.2381T>C p.Ile794Thr"),
    ("CSF1R exon 18: c.2381T>C, p.(Ile794Thr)", "c.2381T>C p.Ile794Thr"),
    ("CSF1R c.2381T>C(p.Ile794Thr)het", "c.2381T>C p.Ile794Thr"),
    ("CSF1R c.1754-2A>G", "c.1754-2A>G"),
    ("CSF1R c.1858+1G>T splice variant", "c.1858+1G>T"),
    ("CSF1R c.1754_1755del was found", "c.1754_1755del"),
    ("CSF1R c.1754_1755delAG was found", "c.1754_1755del"),
    ("CSF1R c.2442+2dupT was found", "c.2442+2dup"),
    ("CSF1R c.2442 + 5G > C was found", "c.2442+5G>C"),
    ("CSF1R c.1620T>A, p.(Tyr540*)", "c.1620T>A p.Tyr540*"),
    ("CSF1R c.1620T>A p.Tyr540Stop", "c.1620T>A p.Tyr540*"),
    ("CSF1R c.1897G>A, p.E633K, rs123", "c.1897G>A p.Glu633Lys"),
    ("CSF1R c.2562T>A (p.Asn854Lys)", "c.2562T>A p.Asn854Lys"),
    ("CSF1R c. 2562 T>A ( p. Asn 854 Lys)", "c.2562T>A p.Asn854Lys"),
    ("CSF1R c.2562T\u200b>A (p.Asn854\u00adLys)", "c.2562T>A p.Asn854Lys"),
    ("CSF1R p.Ser688GlufsTer13 was found", "p.Ser688Glufs*13"),
    ("CSF1R p.Ser688Glufs*13 was found", "p.Ser688Glufs*13"),
    ("CSF1R p.S688Efs*13 was found", "p.Ser688Glufs*13"),
    ("CSF1R p.(Ser688fs) was found", "p.Ser688fs"),
    ("CSF1R c.2060_2061delAA (p.Lys687fs)", "c.2060_2061del p.Lys687fs"),
    ("CSF1R in-frame deletion p.Phe849del", "p.Phe849del"),
    ("CSF1R p.Gly589_Ile591del", "p.Gly589_Ile591del"),
    ("CSF1R c.1765_1767delinsTA", "c.1765_1767delinsTA"),
    ("CSF1R c.1765_1767delGGTinsTA", "c.1765_1767delinsTA"),
    ("CSF1R c.49_50insA (p.Gly17fs)", "c.49_50insA p.Gly17fs"),
    ("CSF1R c.2381T>C; p.(=)", "c.2381T>C"),
    ("CSF1R c.2381T>C (p.?)", "c.2381T>C"),
    ("CSF1R c.1A>G, p.Met1?", "c.1A>G"),
    ("CSF1R c.1A>G (p.Met1Val)", "c.1A>G p.Met1Val"),
    ("NM_005211.4(CSF1R):c.2381T>C (p.Ile794Thr)", "c.2381T>C p.Ile794Thr"),
    ("NM_005211.4 c.2381T>C in CSF1R", "c.2381T>C"),
    ("CSF1R NP_005202.2:p.Ile794Thr", "p.Ile794Thr"),
    ("CSF1R_c.2381T>C", "c.2381T>C"),
    ("CSF1R-I794T mutation", "p.Ile794Thr"),
    ("CSF1R(I794T) mutation", "p.Ile794Thr"),
    ("CSF1R^I794T mutation", "p.Ile794Thr"),
    ("I794T-CSF1R mutant", "p.Ile794Thr"),
    ("the I794T mutation of CSF1R", "p.Ile794Thr"),
    ("CSF1R mutations (I794T, R782H and G589E)", "p.Ile794Thr p.Arg782His p.Gly589Glu"),
    ("A heterozygous CSF1R variant was found. It was c.2381T>C (p.Ile794Thr).", "c.2381T>C p.Ile794Thr"),
    ("CSF1R c.2381 T→C", "c.2381T>C"),
    ("CSF1R c.2381T-C", "c.2381T>C"),
    ("CSF1R c.T2381C (p.I794T)", "c.2381T>C p.Ile794Thr"),
    ("CSF1R:NM_005211:exon18:c.T2381C:p.I794T", "c.2381T>C p.Ile794Thr"),
    ("CSF1R exon 18 c.2381T>C:p.I794T", "c.2381T>C p.Ile794Thr"),
    ("CSF1R c.2381t>c", "c.2381T>C"),
    ("CSF1R C.2381T>C (P.I794T)", "c.2381T>C p.Ile794Thr"),
    ("CSF1R c.1897G>A/p.Glu633Lys and c.2381T>C/p.Ile794Thr", "c.1897G>A p.Glu633Lys c.2381T>C p.Ile794Thr"),
    ("CSF1R c.1897G>A (p.(Glu633Lys))", "c.1897G>A p.Glu633Lys"),
    ("CSF1R c.1897G>A [p.(Glu633Lys)]", "c.1897G>A p.Glu633Lys"),
    ("CSF1R c.(2381T>C)", "c.2381T>C"),
    ("CSF1R c.1859-119G>A deep intronic", "c.1859-119G>A"),
    ("CSF1R c.*37C>T", "c.*37C>T"),
    ("CSF1R c.-5C>T", "c.-5C>T"),
    ("CSF1R m.3243A>G none", ""),
    ("transthyretin val30gly missense mutation", "p.Val30Gly"),
    ("TTR Val30Met mutation", "p.Val30Met"),
    ("The TREM2 variant c.313del was absent.", ""),
    ("NOTCH3 p.Arg133Cys was excluded.", ""),
    ("Antibody clone D3O9X and 25F9 were used; HEK293T and N2A cells, U87MG.", ""),
    ("HLA-B27 and HLA-DRB1*15:01 were negative. H3K27M, V600E of BRAF.", ""),
    ("MR at T1W and T2W; S100B, E4, P2Y12R, K562 and C57BL/6J; A20T; V600E", ""),
    ("EEG leads F3C4 T3C3; L4L5; C3435T; vitamin B12; CD68K", ""),
    ("The patient scored M1A5R; grade G2P2; T10L1 level; E3V4M6; C5T1 cord", ""),
    ("A Q481 residue; HbA1c; G6PD; D2R; T4N1; R2C.", ""),
    ("CSF1R exon 18 c.2381 T > C was found.", "c.2381T>C"),
    ("CSF1R c.2381T→C (p.I794T).", "c.2381T>C p.Ile794Thr"),
    ("CSF1R p.I794T (c.2381T>C).", "c.2381T>C p.Ile794Thr"),
    ("CSF1R c.2381T>C (rs281860274; p.Ile794Thr).", "c.2381T>C p.Ile794Thr"),
    ("CSF1R rs281860274, c.2381T>C, p.(Ile794Thr).", "c.2381T>C p.Ile794Thr"),
    ("NM_005211.3 CSF1R c.2381T>C", "c.2381T>C"),
    ("NM_005211.4 (CSF1R): c.2381T>C", "c.2381T>C"),
    ("CSF1R (NM_005211.4) exon18 c.2381T>C", "c.2381T>C"),
    ("the CSF1R variant c.2381T>\nC (p.Ile794-\nThr)", "c.2381T>C p.Ile794Thr"),
    ("the CSF1R variant c.2381-\nT>C", "c.2381T>C"),
    ("the CSF1R variant c.\n2381T>C (p.\nIle794Thr)", "c.2381T>C p.Ile794Thr"),
    ("CSF1R c.2060_2061delAA", "c.2060_2061del"),
    ("CSF1R c.1897delG (p.Glu633Lysfs*4)", "c.1897del p.Glu633Lysfs*4"),
    ("CSF1R c.1897_1898insT", "c.1897_1898insT"),
    ("CSF1R c.1897dupG (p.E633fs)", "c.1897dup p.Glu633fs"),
    ("CSF1R c.1897dup, p.(Glu633fs*12)", "c.1897dup p.Glu633fs*12"),
    ("CSF1R p.E633Kfs*12", "p.Glu633Lysfs*12"),
    ("CSF1R p.Glu633LysfsX12", "p.Glu633Lysfs*12"),
    ("CSF1R p.Glu633Lysfs", "p.Glu633Lysfs"),
    ("CSF1R p.Q481* and p.Gln481X", "p.Gln481*"),
    ("CSF1R Q481X mutation", "p.Gln481*"),
    ("CSF1R Gln481Ter mutation", "p.Gln481*"),
    ("a stop codon at position 481 of CSF1R (p.Gln481*)", "p.Gln481*"),
    ("CSF1R nonsense mutation Gln481stop", "p.Gln481*"),
    ("CSF1R: p.[Ile794Thr];[=]", "p.Ile794Thr"),
    ("CSF1R c.[1441C>T];[395C>T]", "c.1441C>T c.395C>T"),
    ("CSF1R c.[1441C>T];c.[395C>T]", "c.1441C>T c.395C>T"),
    ("CSF1R c.1441C>T/c.395C>T", "c.1441C>T c.395C>T"),
    ("CSF1R p.[Gln481*];[Pro132Leu]", "p.Gln481* p.Pro132Leu"),
    ("CSF1R I794T/R782H", "p.Ile794Thr p.Arg782His"),
    ("CSF1R c.2381T>C p.I794T heterozygous; c.2345G>A p.R782H", "c.2381T>C p.Ile794Thr c.2345G>A p.Arg782His"),
    ("CSF1R 2381 T>C (I794T)", "c.2381T>C p.Ile794Thr"),
    ("CSF1R nt 2381 T to C", "c.2381T>C"),
    ("CSF1R c.2381T/C", "c.2381T>C"),
    ("CSF1R c.2381 T/C (p.I794T)", "c.2381T>C p.Ile794Thr"),
    ("CSF1R cDNA.2381T>C", "c.2381T>C"),
    ("CSF1R c2381T>C (pI794T)", "c.2381T>C p.Ile794Thr"),
    ("CSF1R c.2381T>C; p.Ile 794 Thr", "c.2381T>C p.Ile794Thr"),
    ("CSF1R p.Ile794Thr/c.2381T>C", "c.2381T>C p.Ile794Thr"),
    ("CSF1R p.I794→T", "p.Ile794Thr"),
    ("the Ile794 to Thr mutation of CSF1R", "p.Ile794Thr"),
    ("CSF1R c.1859-2A > G (IVS13-2A>G)", "c.1859-2A>G"),
    ("CSF1R IVS13+1G>A (c.1858+1G>A)", "c.1858+1G>A"),
    ("CSF1R intron 13 c.1858+5G→A", "c.1858+5G>A"),
    ("CSF1R g.2381T>C none", ""),
    ("chr5:149435867 C>T in CSF1R (hg19)", "c.2357G>A"),
    ("CSF1R (GRCh37 chr5:g.149435867C>T)", "c.2357G>A"),
    ("NC_000005.9:g.149435867C>T, CSF1R", "c.2357G>A"),
    ("CSF1R ENST00000286301.3:c.2381T>C", "c.2381T>C"),
    ("CSF1R:c.2381T>C:p.(Ile794Thr)", "c.2381T>C p.Ile794Thr"),
    ("CSF1R c.2381T>C,p.Ile794Thr,het", "c.2381T>C p.Ile794Thr"),
    ("CSF1R variant (c.2381T>C; NP_005202.2: p.Ile794Thr)", "c.2381T>C p.Ile794Thr"),
    ("CSF1R variant c.2381T > C p.(Ile794Thr)", "c.2381T>C p.Ile794Thr"),
    ("CSF1R variant c.2381T ˃ C", "c.2381T>C"),
    ("CSF1R c.2381 T>C transition in exon 18 which changes isoleucine 794 to threonine", "c.2381T>C p.Ile794Thr"),
    ("CSF1R c.2566T>C p.Y856H", "c.2566T>C p.Tyr856His"),
    ("CSF1R c.2527_2530delinsGGCA (p.Ile843_Leu844delinsGlyIle)", "c.2527_2530delinsGGCA p.Ile843_Leu844delinsGlyIle"),
    ("CSF1R p.(Ile843_Leu844delinsGlyIle)", "p.Ile843_Leu844delinsGlyIle"),
    ("CSF1R c.1754-1G>C in intron 12", "c.1754-1G>C"),
    ("CSF1R c.1754- 1G>C and c.1858 +1G>T", "c.1754-1G>C c.1858+1G>T"),
    ("CSF1R c.2442+1 G>T", "c.2442+1G>T"),
    ("CSF1R c.2381\u0422>\u0421 was printed with Cyrillic letters", "c.2381T>C"),
    ("The tumour was staged pT3N1M0; pT2N0; the C2/C3 disc, c2 level; p53; G/A; pH7A; CSF1R was read.", ""),
]


@pytest.mark.parametrize(("words", "names"), NAMES)
def test_a_variant_is_read_however_it_is_printed(words: str, names: str) -> None:
    found = find_variants(text_of(CASE, "A woman had CSF1R-related disease.", words), reader().reference)
    facts = (one.facts.get(key) for one in found if one.bearing is Bearing.PRESENT for key in ("coding", "protein"))
    assert {fact for fact in facts if fact} == set(names.split())


def test_a_text_of_the_greatest_length_costs_no_more_than_its_length() -> None:
    long = (
        "Her mother, a teacher, 50, carried it; patients 1 and 2, respectively, (patient 3) and both parents. " * 2000
    )
    assert len(find_people(text_of(CASE, "A 35-year-old woman fell.", long)).persons) < 10


def test_many_residues_in_words_are_read_without_a_fault() -> None:
    long = "isoleucine 4 and isoleucine 4 to threonine, isoleucine 4 to " * 50
    assert find_variants(text_of(CASE, "CSF1R was read.", long), reader().reference) is not None


def of_texts(name: str) -> list[tuple[str, str, str]]:
    """Rows below the line that opens their text."""
    found, passages = [], ""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("> "):
            passages = line[2:]
        elif passages:
            words, label = line.split("\t")
            found.append((passages, words, label))
    return found


@pytest.mark.parametrize(("passages", "words", "label"), of_texts("reading_elsewhere.tsv"))
def test_people_of_other_papers_are_nobody_of_this_one(passages: str, words: str, label: str) -> None:
    assert about(written(passages), words) == (None if label == "-" else label)


BESIDE = [
    (("Feature", "Present patient", "Toy et al. [2]"), [("Sex", "F", "M"), ("Ataxia", "+", "-"), ("Chorea", "-", "+")]),
    (("Feature", "Patient 1 (Toy 2001)", "Our case"), [("Sex", "M", "F"), ("Ataxia", "-", "+"), ("Chorea", "+", "-")]),
    (("Reference", "Sex", "Ataxia", "Chorea"), [("Toy 2001", "M", "-", "+"), ("This study", "F", "+", "-")]),
    (
        ("Patient", "Sex", "Ataxia", "Chorea", "Reference"),
        [("1", "M", "-", "+", "Toy 2001"), ("2", "F", "+", "-", "Present case")],
    ),
    (
        ("", "Patient 1", "Patient 2"),
        [("Reference", "Toy 2001", "this report"), ("Ataxia", "-", "+"), ("Chorea", "+", "-")],
    ),
]


@pytest.mark.parametrize(("columns", "cells"), BESIDE)
def test_a_table_tells_of_the_papers_own_patient_beside_others(
    columns: tuple[str, ...], cells: list[tuple[str]]
) -> None:
    table = PrintedTable(label="Table 1", columns=columns, rows=tuple(cells))
    made = reader().read(text_of(CASE, "A 5-year-old girl had seizures.", tables=(table,)), date(2001, 1, 31))
    case = next(case for case in made["cases"] if case["label"] == "5-year-old girl")
    told = {one["label"]: one["status"] for one in case["phenotypes"]}
    assert told == {"Seizure": "present", "Ataxia": "present", "Chorea": "absent"}
    assert len(made["cases"]) == 1


def test_rows_that_say_they_are_of_this_paper_are_its_patients_beside_published_ones() -> None:
    rows = (("Patient 1 (this report)", "F", "+"), ("Patient 2 (this report)", "M", "-"), ("Toyama 2015", "F", "+"))
    table = PrintedTable(
        label="Table", caption="Own and published patients", columns=("Case", "Sex", "Chorea"),
        rows=(*rows, ("Toyberg 2018", "M", "+"), ("de Toy 2021", "M", "-")),
    )  # fmt: skip
    two = ("Patient 1",), "A 68-year-old woman had tremor.", ("Patient 2",), "A 73-year-old man had ataxia."
    made = reader().read(text_of(*two, tables=(table,)), date(2001, 1, 31))
    told = {case["label"]: [one["status"] for one in case["phenotypes"]] for case in made["cases"]}
    assert told == {"Patient 1": ["present", "present"], "Patient 2": ["present", "absent"]}


def test_a_table_of_published_people_alone_has_none_of_the_paper() -> None:
    columns, rows = ("Patient", "Sex", "Age"), (("P1", "F", "28"), ("P2", "M", "35"))
    others = PrintedTable(label="Table 2", caption="Previously published patients", columns=columns, rows=rows)
    assert persons(CASE, "A 5-year-old girl had seizures.", tables=(others,)).keys() == {"5-year-old girl"}


def test_a_title_that_speaks_of_a_review_heads_no_part_of_it() -> None:
    title = "Toy disease with ataxia: a literature review"
    path = f"{title} > Clinical findings"
    heads = [
        Passage(text=title, place=Place(section=title), kind=PassageKind.HEADING),
        Passage(text="Clinical findings", place=Place(section=path), kind=PassageKind.HEADING),
        Passage(text="A 5-year-old girl fell. Ataxia was seen.", place=Place(section=path), kind=PassageKind.PARAGRAPH),
    ]
    assert about(Text(file="toy.md", passages=tuple(heads)), "Ataxia was") == "5-year-old girl"
