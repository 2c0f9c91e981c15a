"""The facts of an imaging entry, and the term of what is bright there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from kg.reading.findings.lexis import Lexis
from kg.reading.findings.names.called import CalledHere
from kg.reading.findings.scans.seeing import Seeing
from kg.reading.findings.scans.term_places import place_beside
from kg.reading.findings.scans.uptake import by_uptake

BRIGHT: Final = frozenset({"HP:0030890", "HP:0040328", "HP:0040329", "HP:0040330", "HP:0030892", "HP:0030891"})
"""Hyperintensity of cerebral white matter on MRI, and those below it that a text may mean."""
ON_DIFFUSION: Final = "HP:0032615"
"""Abnormal diffusion weighted cerebral MRI morphology: what such a hyperintensity is on that sequence."""
WHITE_MATTER_OF: Final = {
    **{f"{lobe}_lobe": f"{lobe}_wm" for lobe in ("frontal", "parietal", "temporal", "occipital")},
    "frontal and parietal lobes": "frontal and parietal white matter",
}
"""The place of a change of white matter that is told by its lobe."""
_BASAL: Final = ("basal_ganglion", "basal ganglia", "caudate", "putamen", "globus_pallidus")
_STEM: Final = ("brainstem", "pons", "medulla", "medullary_pyramid", "periventricular, brainstem")
GREY: Final[Mapping[str, str]] = {
    **dict.fromkeys(_BASAL, "HP:0012751"),
    "thalamus": "HP:0012696",
    **dict.fromkeys(_STEM, "HP:0012747"),
    **dict.fromkeys(("cerebellum", "cerebellar_dentate_nucleus"), "HP:6000416"),
    **dict.fromkeys(("spinal_cord", "cervical_cord"), "HP:0040272"),
}
"""The term of a bright signal in a place that is no white matter of the cerebrum."""
_GREY: Final = re.compile(
    r"\bclaustr(?:um|a|al)\b|\b(?:pre)?cune(?:us|i)\b|\bgyr(?:us|i|al)\b|(?<!sub)(?<!\w)cort(?:ex|ices|ical)\b"
    r"|\bgr[ea]y[- ]matter\b|\bamygdal\w+|\bhippocamp\w+|\binsula\w*|\boperculum\b|\bmening\w+|\bnerves?\b",
    re.IGNORECASE,
)
_WHITE: Final = re.compile(
    r"white[- ]matter|subcortical|periventricular|centrum|corona radiata|leukoencephalopathy|callos|tracts?\b|capsule",
    re.IGNORECASE,
)
_SIGNAL: Final = re.compile(r"hyperintens|hyper-?signal|high signal|bright", re.IGNORECASE)
_REACHED: Final = re.compile(
    r"\b(?:reach(?:ing|ed)|spar(?:ing|ed)|extend(?:ing|ed) (?:up )?(?:to|towards?)|up to|close to|near|next to"
    r"|adjacent to|abutting|bordering|respecting|without|except|leaving|beneath|under|below|but not)\b",
    re.IGNORECASE,
)
_LOSS: Final = re.compile(r"atrophy|thin|reduced|decreased|loss", re.IGNORECASE)
"""Terms of what is less than it was: that a part has shrunk is their progress."""
_OF_SCANS: Final = ("sequence", "contrast", "region")
"""Facts that only what is seen has."""
_INFARCT: Final = re.compile(r"infarct|lacun", re.IGNORECASE)
"""A stroke as a scan shows it."""
_AGAIN: Final = 25
"""Characters behind a word of diffusion within which another says the same."""
_DWI: Final = re.compile(r"\bDWI\b|diffusion[- ]weighted", re.IGNORECASE)


def shown(
    called: CalledHere,
    told: dict[str, str],
    text: str,
    span: tuple[int, int],
    clause: tuple[int, int],
    lexis: Lexis,
) -> tuple[str | None, dict[str, str] | None]:
    """The term of what stands at `span`, and of what is told of it the facts of an imaging entry; None for a sign."""
    hpo = called.name.hpo
    seen = _seen(hpo, told, called, text[slice(*span)], lexis)
    if seen and (hpo in BRIGHT or (hpo is None and _SIGNAL.search(text, *span))):
        hpo = _bright(hpo, seen, _up_to(text[slice(*clause)]))
    if seen and hpo == ON_DIFFUSION:
        _of_diffusion(seen, text)
    return (by_uptake(hpo, seen) if seen else hpo), seen


def says_again(hpo: str | None, start: int, last: str | None, end: int, seeing: Seeing) -> bool:
    """Whether a word of diffusion at `start` repeats the finding that ends at `end`: high signal on DWI, low on ADC."""
    if hpo != ON_DIFFUSION or ";" in seeing.text[end:start]:
        return False
    weighted = [one for one in seeing.words if one.value == "DWI" and one.end <= start]
    gap = start - end - sum(one.end - one.start for one in weighted if one.start >= end)
    return gap < _AGAIN and (last == ON_DIFFUSION or (last in BRIGHT and bool(weighted)))


def _up_to(clause: str) -> str:
    """A clause without what a change only comes near, or leaves out."""
    near = _REACHED.search(clause)
    return clause[: near.start()] if near else clause


def _seen(
    hpo: str | None, facts: dict[str, str], called: CalledHere, words: str, lexis: Lexis
) -> dict[str, str] | None:
    """The facts of an imaging entry, or None for a sign."""
    own = lexis.modality.get(hpo or "")
    if own is None and not (
        called.name.scan
        or hpo in lexis.brain
        or (hpo in lexis.tissue and facts.get("modality") in ("neuropathology", "autopsy"))
        or (facts.get("modality") in ("MRI", "CT") and _INFARCT.search(words))
        or (hpo in lexis.bone and facts.get("modality") in ("radiograph", "CT"))
    ):
        return None
    modality = facts.get("modality")
    if called.name.why and modality is None:
        return None
    if own not in (None, "unspecified") and (modality is None or modality == "unspecified"):
        modality = own
    if hpo not in lexis.white_matter and hpo != ON_DIFFUSION:
        facts.pop("contrast", None)
    if own == "EEG":
        return {fact: value for fact, value in {**facts, "modality": own}.items() if fact not in _OF_SCANS}
    if region := place_beside(hpo, facts.get("region"), lexis):
        facts["region"] = region
    if facts.get("evolution") == "regressive" and _LOSS.search(lexis.label(hpo) or ""):
        facts["evolution"] = "progressive"
    if hpo in lexis.white_matter and (region := facts.get("region")) in WHITE_MATTER_OF:
        facts["region"] = WHITE_MATTER_OF[region]
    return {**facts, "modality": modality or "unspecified"}


def _bright(hpo: str | None, seen: dict[str, str], clause: str) -> str | None:
    """The term of what is bright: on diffusion, in grey matter, or in the white matter as it is named."""
    if seen.get("sequence") in ("DWI", "ADC"):
        return ON_DIFFUSION
    region = seen.get("region", "")
    if region in GREY and not _WHITE.search(clause):
        return GREY[region]
    return None if _GREY.search(clause) and not _WHITE.search(clause) else hpo


def _of_diffusion(seen: dict[str, str], sentence: str) -> None:
    """What is restricted is seen on a diffusion sequence, whichever was named before; what stays so persists."""
    if _DWI.search(sentence) or seen.get("sequence") not in ("DWI", "ADC", "DTI"):
        seen["sequence"] = "DWI"
    if seen.get("evolution") == "stable":
        seen["evolution"] = "persistent"
