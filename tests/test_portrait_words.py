"""Findings are told as a radiologist would: no place is claimed that nobody states, none is asked for that is plain."""

from typing import Any

import pytest

from kg.portrait.radiologist import asks_where, on_scan


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (("calcification", "CT"), "calcification on CT, where not stated"),
        (("calcifications on CT", "CT"), "calcifications on CT, where not stated"),
        (("calcification", "CT", ["white matter of frontal lobe"]), "calcification on CT, frontal white matter"),
        (("ventriculomegaly", "unspecified"), "ventriculomegaly on imaging, method not stated"),
        (("thin corpus callosum", "MRI", ["corpus callosum"]), "thin corpus callosum on MRI"),
        (("spheroids in white matter", "neuropathology"), "spheroids in white matter in tissue"),
        (("bright foci", "MRI", ["pons"], ["left"], "T2, DWI"), "bright foci on MRI (T2, DWI), pons, left"),
        (("an enhancing lesion", "MRI", [], ["enhancing"]), "an enhancing lesion on MRI, where not stated"),
    ],
)
def test_a_finding_is_said_as_it_is_dictated(told: tuple[Any, ...], words: str) -> None:
    assert on_scan(*told) == words


def test_what_is_of_one_place_by_its_nature_is_not_asked_where() -> None:
    for what in ("ventriculomegaly", "hydrocephalus", "Dandy-Walker malformation", "brain atrophy", "thin cortex"):
        assert not asks_where(what), what
    for what in ("cerebral calcification", "intracranial calcifications", "restricted diffusion", "T2 hyperintensity"):
        assert asks_where(what), what
