"""HPO's disease annotations are streamed, for the wanted diseases only, as written and as numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import FaultyInput
from kg.sources.hpoa import Annotation, hpoa_path, hpoa_version, read_hpoa

HEADER = "database_id disease_name qualifier hpo_id reference evidence onset frequency sex modifier aspect biocuration"
ROWS = [
    "OMIM:000001|Toy disease||HP:0000001|PMID:0000001;PMID:0000002|PCS|HP:0003581|1/3|MALE|HP:1;HP:2|P|HPO:toy",
    "OMIM:000001|Toy disease|NOT|HP:0000002|OMIM:000001|TAS|||||C|HPO:toy",
    "OMIM:000002|Other toy disease||HP:0000003|OMIM:000002|IEA||12.5%|||I|HPO:toy",
    "OMIM:000002|Other toy disease||HP:0000004|OMIM:000002|IEA||HP:0040281|||P|HPO:toy",
]
LINES = [
    "#description: toy",
    "#version: 2026-01-31",
    HEADER.replace(" ", "\t"),
    *(row.replace("|", "\t") for row in ROWS),
]


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    path = tmp_path / "toy.hpoa"
    path.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    return path


def test_a_row_is_kept_as_written_with_its_numbers_beside(toy):
    one, two = read_hpoa(toy, {"OMIM:000001"})
    assert one == Annotation(
        disease="OMIM:000001",
        name="Toy disease",
        negated=False,
        hpo="HP:0000001",
        references=("PMID:0000001", "PMID:0000002"),
        evidence="PCS",
        onset="HP:0003581",
        frequency="1/3",
        numerator=1,
        denominator=3,
        sex="male",
        modifiers=("HP:1", "HP:2"),
        aspect="P",
        biocuration="HPO:toy",
    )
    assert (two.negated, two.frequency, two.sex, two.aspect) == (True, None, None, "C")


def test_a_percentage_is_read_and_a_frequency_term_left_as_it_is(toy):
    one, two = read_hpoa(toy, {"OMIM:000002"})
    assert (one.percent, one.numerator) == (12.5, None)
    assert (two.frequency, two.percent) == ("HP:0040281", None)


def test_all_diseases_are_read_when_none_is_named(toy):
    assert len(list(read_hpoa(toy, None))) == 4


def test_the_version_is_the_file_s_own(toy):
    assert hpoa_version(toy) == "2026-01-31"


def test_a_file_without_version_or_with_torn_rows_is_refused(toy):
    toy.write_text("OMIM:000001\ttorn\n")
    with pytest.raises(FaultyInput, match="no #version line"):
        hpoa_version(toy)
    with pytest.raises(FaultyInput, match="a row of 2 columns where 12 belong"):
        list(read_hpoa(toy, None))


def test_the_installed_file_holds_the_annotations_of_a_disease():
    rows = list(read_hpoa(hpoa_path(), {"OMIM:221820"}))
    assert {row.disease for row in rows} == {"OMIM:221820"}
    assert len(rows) == 35
    (seizure,) = (row for row in rows if row.hpo == "HP:0001250")
    assert (seizure.numerator, seizure.denominator, seizure.references) == (3, 3, ("PMID:27423618",))
