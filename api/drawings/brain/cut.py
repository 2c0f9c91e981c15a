"""Cut the shapes of ggseg into `cut.tsv`: python api/drawings/brain/cut.py FOLDER, the unpacked source of ggseg 0.1.

Its metadata on PyPI say: Author Greg Operto, License MIT. Of its three atlases two are
read: `dk` (cortex, Desikan-Killiany) and `aseg` (FreeSurfer's deep structures). The third, of tracts, comes from
elsewhere and its licence is doubtful: it is never read.

Parcels are put together to lobes as FreeSurfer does. Of the two hemispheres the left is taken from the side and the
right from within, so that both look to the left; sides are not told apart on the pictures. In the files of ggseg 0.1
the left frontal lobe, seen from within, stands under `superiorparietal_left`, so that half is not used; and the two
caudate nuclei are swapped, which does not matter where both are painted alike.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

_FROM: Final = "# From ggseg 0.1 (PyPI), Greg Operto, License: MIT; atlases dk and aseg. By cut.py."
FILE: Final = Path(__file__).with_name("cut.tsv")
_FRONTAL: Final = (
    *("superiorfrontal", "rostralmiddlefrontal", "caudalmiddlefrontal", "parsopercularis", "parstriangularis"),
    *("parsorbitalis", "lateralorbitofrontal", "medialorbitofrontal", "precentral", "paracentral"),
)
_LOBES: Final = {
    "frontal": _FRONTAL,
    "parietal": ("superiorparietal", "inferiorparietal", "supramarginal", "postcentral", "precuneus"),
    "temporal": ("superiortemporal", "middletemporal", "inferiortemporal", "bankssts", "transversetemporal"),
    "occipital": ("lateraloccipital", "lingual", "cuneus", "pericalcarine"),
    "insula": ("insula",),
    "cingulate": (*("rostralanteriorcingulate", "caudalanteriorcingulate", "posteriorcingulate", "isthmuscingulate"),),
}
_DEEP: Final = {
    "cortex": ("Coronal",),
    **{name: (f"Left-{title}", f"Right-{title}") for name, title in (
        ("ventral_diencephalon", "VentralDC"), ("amygdala", "Amygdala"), ("hippocampus", "Hippocampus"),
        ("lateral_ventricle", "Lateral-Ventricle"), ("thalamus", "Thalamus"), ("caudate", "Caudate"),
        ("putamen", "Putamen"), ("pallidum", "Pallidum"),
    )},
}  # fmt: skip


class Cutting(NamedTuple):
    """What of an atlas lies on a picture: its files, the part of the sheet between two x, and where it is put."""

    atlas: str
    half: str
    low: float
    high: float
    top: float
    scale: float
    shapes: dict[str, tuple[str, ...]]
    outline: str = ""
    digits: int = 1


_CUT: Final = {
    "side": Cutting("dk", "_left", -6, 780, 625, 0.4, _LOBES, "lateral_left"),
    "middle": Cutting("dk", "_right", 790, 1560, 0, 0.42, _LOBES, "medial_right"),
    "coronal": Cutting("aseg", "", -6, 1340, -4, 0.24, _DEEP, digits=0),
}


def cut(data: Path) -> Iterator[tuple[str, str, str]]:
    """Picture, shape and path of each."""
    for name, one in _CUT.items():
        shapes = {"outline": (one.outline,), **one.shapes} if one.outline else one.shapes
        for shape, files in shapes.items():
            half = "" if shape == "outline" else one.half
            texts = [(data / one.atlas / f"{file}{half}").read_text(encoding="utf-8") for file in files]
            if path := "".join(placed for text in texts for placed in _placed(one, text)):
                yield name, shape, path


def _placed(one: Cutting, text: str) -> Iterator[str]:
    """The closed curves of a file that lie on the picture, from their first point on in steps."""
    for curve in re.findall(r"M([^MZ]*)Z", text):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", curve)]
        places = list(zip(numbers[::2], numbers[1::2], strict=True))
        if one.low <= min(x for x, _ in places) and max(x for x, _ in places) <= one.high:
            yield _steps([_put(one, x, y) for x, y in places])


def _put(one: Cutting, x: float, y: float) -> tuple[float, float]:
    return round((x - one.low) * one.scale, one.digits), round((y - one.top) * one.scale, one.digits)


def _steps(places: list[tuple[float, float]]) -> str:
    (x, y), *rest = places
    found = [f"M{x:g} {y:g}c"]
    for at in range(0, len(rest) - 2, 3):
        found += [f"{round(a - x, 1) + 0:g} {round(b - y, 1) + 0:g} " for a, b in rest[at : at + 3]]
        x, y = rest[at + 2]
    return "".join(found).rstrip().replace(" -", "-") + "z"


if __name__ == "__main__":
    lines = [_FROM, "picture\tshape\tpath", *("\t".join(row) for row in cut(Path(sys.argv[1]) / "ggseg" / "data"))]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
