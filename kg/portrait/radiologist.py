"""Findings in the words of a radiologist: what, by which method, where, and how it looks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from kg.model.methods import UNSTATED, seen_by

NOWHERE: Final = "where not stated"
NEITHER: Final = "method and place not stated"
# What may lie anywhere in the brain, so that a reader asks where. All else is of one place by its nature: a ventricle
# that is wide, a thin corpus callosum, a brain that has shrunk as a whole.
_ANYWHERE: Final = re.compile(
    r"calcif|lesion|hyperintens|hypointens|hyperdens|hypodens|signal|restrict\w* diffusion|diffusion restriction"
    r"|diffusion.weighted|enhanc|oedema|edema|ha?emorrh|microbleed|infarct|gliosis|spheroid|demyelinat|hypometabol"
    r"|hypoperfus|low density",
    re.IGNORECASE,
)
# Words that name the place themselves. Brain, cerebral and intracranial do not: they say no more than the method does.
_PLACES: Final = re.compile(
    r"white matter|ventric|callos|cortex|cortical|lobe|frontal|parietal|temporal|occipital|insul|cerebell|dentate"
    r"|vermis|pontine|\bpons\b|brain ?stem|medull|midbrain|peduncle|capsul|corticospinal|pyramid|ganglia|thalam|caudate"
    r"|putamen|pallid|hippocamp|cingul|semiovale|corona radiata|u.fib|fossa|cistern|sulc|gyr|optic|retina|spinal"
    r"|sept[ui]|sella|pituitar|dura|mening|skull|bone|infratentorial|supratentorial|subependym|basal",
    re.IGNORECASE,
)
# What anatomists' ontologies call it, and what is said at the light box.
_SAID: Final[Mapping[str, str]] = {
    "cerebral hemisphere white matter": "cerebral white matter",
    "telencephalic ventricle": "lateral ventricles",
    "brain ventricle": "ventricles",
    "genu of corpus callosum": "genu of the corpus callosum",
    "body of corpus callosum": "body of the corpus callosum",
    "rostrum of corpus callosum": "rostrum of the corpus callosum",
    "forceps minor of corpus callosum": "forceps minor",
    "forceps major of corpus callosum": "forceps major",
    "internal capsule of telencephalon": "internal capsule",
    "dorsal plus ventral thalamus": "thalamus",
    "hippocampal formation": "hippocampus",
    "pyramid of medulla oblongata": "medullary pyramid",
    "basal ganglion": "basal ganglia",
    "cingulum of brain": "cingulum",
    "brainstem": "brain stem",
    "white matter of cerebellum": "cerebellar white matter",
    "dentate nucleus of cerebellum": "dentate nucleus",
    "posterior cranial fossa": "posterior fossa",
    "cerebral hemisphere": "cerebral hemispheres",
}
_LOBE: Final = re.compile(r"white matter of (\w+) lobe")


def place(label: str) -> str:
    """A region as it is said, from its name in the graph.

    >>> place("white matter of frontal lobe"), place("telencephalic ventricle"), place("pons")
    ('frontal white matter', 'lateral ventricles', 'pons')
    """
    lobe = _LOBE.fullmatch(label)
    return f"{lobe[1]} white matter" if lobe else _SAID.get(label, label.replace("_", " "))


def asks_where(what: str) -> bool:
    """Whether a reader asks where, since it may lie anywhere and its words name no place.

    >>> asks_where("calcification"), asks_where("periventricular calcification"), asks_where("ventriculomegaly")
    (True, False, False)
    """
    return bool(_ANYWHERE.search(what)) and not _PLACES.search(what)


def on_scan(
    what: str,
    how: str,
    where: Sequence[str] = (),
    looks: Sequence[str] = (),
    sequences: str = "",
    present: bool = True,
) -> str:
    """A finding as it would be dictated. `how` is a modality's key, `where` are regions by their names in the graph,
    `looks` are words for the side and the look, `sequences` those of MRI. Of what is not `present` nobody asks where.

    >>> on_scan("calcification", "CT")
    'calcification on CT, where not stated'
    >>> on_scan("hyperintensity", "MRI", ["periventricular white matter"], ["bilateral", "confluent"], "DWI")
    'hyperintensity on MRI (DWI), periventricular white matter, bilateral, confluent'
    >>> on_scan("ventriculomegaly", "unspecified"), on_scan("agenesis of corpus callosum", "MRI", ["corpus callosum"])
    ('ventriculomegaly on imaging, method not stated', 'agenesis of corpus callosum on MRI')
    >>> on_scan("calcifications", "unspecified"), on_scan("calcifications", "CT", present=False)
    ('calcifications on imaging, method and place not stated', 'calcifications on CT')
    """
    said = what.casefold()
    # A place or a look that the finding's own words name is not said twice.
    places = [one for one in map(place, where) if one.casefold() not in said]
    seen = [one for one in looks if one.casefold() not in said]
    words = seen_by(what, how, sequences)
    if present and not where and asks_where(what):
        unknown = words.endswith(f", {UNSTATED}")
        words = f"{words.removesuffix(UNSTATED)}{NEITHER}" if unknown else f"{words}, {NOWHERE}"
    return ", ".join((words, *places, *seen))
