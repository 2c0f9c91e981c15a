"""What a short text denies: "no ..." is no finding, a loss is one; every name that HPO knows is a finding."""

from __future__ import annotations

import pytest

from kg.sources.checks_denial import check_denials
from kg.sources.denial import sense
from kg.sources.hpo import Hpo
from kg.sources.positions import Document
from kg.sources.schema import EvidenceFile
from kg.sources.sheet import Sheet

PAPER = {"title": "toy", "design": "review", "readings": [{"depth": "abstract"}]}


@pytest.mark.parametrize(
    "text",
    [
        "no bone abnormality",
        "No tremor.",
        "no tremor, rigidity or bradykinesia",
        "no evidence of toys",
        "without tremor",
        "denied hallucinations",
        "negative for toys",
        "neither tremor nor chorea",
        "never had seizures",
        "MRI showed no lesions",
        "there was no enhancement",
        "brain: no calcification",
        "absence of seizures",
        "lesion absent",
        "tremor was not seen",
        "no speech problems",
        "no loss of interest",
        "no abnormal reflexes",
        "none",
    ],
)
def test_a_denial(text: str) -> None:
    found = sense(text)
    assert found is not None
    assert found[0] == "denied"


@pytest.mark.parametrize(
    "text", ["normal gait", "gait was normal", "EEG: normal", "normal", "unremarkable toy", "U fibres spared"]
)
def test_what_is_normal(text: str) -> None:
    assert sense(text) == ("normal", text)


@pytest.mark.parametrize(
    "text",
    [
        "no longer able to walk",
        "no more words",
        "not able to walk",
        "no response to steroids",
        "seizures: no change",
        "no improvement with a drug",
        "no verbal communication",
        "without speech",
        "no tendon reflexes",
        "not normal",
        "gait was not normal",
        "not oriented",
    ],
)
def test_a_loss_is_no_denial(text: str) -> None:
    found = sense(text)
    assert found is not None
    assert found[0] == "lost"


@pytest.mark.parametrize(
    "text",
    [
        "normal pressure hydrocephalus",
        "normal-appearing white matter with lower NAA",
        "normal until the age of 3",
        "normal gait, but slow",
        "no tremor until the age of 3",
        "no signs except tremor",
        "dementia without hallucinations",
        "lesions that spared the cortex",
        "mild memory loss, daily life unaffected",
        "nonfluent speech",
        "unsteady gait",
        "unable to walk",
        "absent corpus callosum",
        "negative symptoms",
        "nodules",
        "notched teeth",
        "near normal",
        "abnormal",
    ],
)
def test_a_text_that_says_more_or_is_a_finding(text: str) -> None:
    assert sense(text) is None


def told(hpo: Hpo, status: str, names: list[tuple[str, str | None]]) -> list[tuple[str, str]]:
    """Each text that is refused or warned of, with the kind."""
    signs = [{"text": text, "hpo": term, "status": status} for text, term in names]
    body = {"revised": "2001-01-31", "paper": PAPER, "cases": [{"label": "toy", "phenotypes": signs}]}
    sheet = Sheet("toy.yaml", EvidenceFile.model_validate(body), Document(body, {}, ()))
    return [(fault.what.split("'")[1], fault.kind) for fault in check_denials(sheet, hpo)]


def test_no_name_of_a_finding_is_taken_for_a_denial_and_every_name_can_be_denied(hpo: Hpo) -> None:
    """All labels and exact synonyms of HPO: "no", "not", "absent" and "normal" are words of many."""
    names = [
        (name.replace("'", ""), term.id)
        for term in hpo.terms.values()
        if not term.obsolete and "HP:0000118" in hpo.ancestors(term.id)
        for name in (term.label, *(one.text for one in term.synonyms if one.scope == "EXACT"))
        if hpo.named(name.replace("'", ""))
    ]
    assert len(names) > 30_000
    for status in ("present", "absent"):
        assert told(hpo, status, names) == []
        assert told(hpo, status, [(name, None) for name, _ in names]) == []
    denied = [(f"no {name}", term) for name, term in names]
    assert told(hpo, "present", denied) == [(name, "denied-present") for name, _ in denied]
    assert told(hpo, "absent", denied) == []


@pytest.mark.parametrize(
    ("text", "term", "status", "kind"),
    [
        ("no verbal communication", "HP:0002371", "present", None),
        ("no loss of speech", "HP:0002371", "present", "denied-present"),
        ("no tendon reflexes", "HP:0001284", "present", None),
        ("no tendon reflexes", "HP:0001284", "absent", "denied-twice"),
        ("no longer able to walk", "HP:0001288", "present", None),
        ("normal reflexes", "HP:0001347", "present", "normal-present"),
    ],
)
def test_a_term_for_a_loss(hpo: Hpo, text: str, term: str, status: str, kind: str | None) -> None:
    assert told(hpo, status, [(text, term)]) == ([(text, kind)] if kind else [])
