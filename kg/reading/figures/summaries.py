"""Means and medians with their deviations and ranges: of ages, durations, survival and follow-up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_OF: Final = (
    ("age at onset", r"age\s(?:at|of)\s(?:disease\s|symptom\s|clinical\s)?onset|onset\sage"),
    ("age at death", r"age\s(?:at|of)\sdeath"),
    ("age at diagnosis", r"age\s(?:at|of)\sdiagnosis"),
    ("disease duration", r"(?:disease\s)?duration(?:\sof\s(?:the\s)?(?:disease|illness))?"),
    ("survival", r"survival(?:\stime)?"),
    ("follow-up", r"follow[\s-]?up(?:\stime|\speriod|\sduration)?"),
    ("age", r"age(?:\sat\s(?:examination|presentation|imaging|MRI))?"),
)  # fmt: skip
_VALUE: Final = r"\d{1,4}(?:[.·]\d{1,3})?"
_BAR: Final = r"\s?(?:-|–|−|—|to|and)\s?"
_SUMMARY: Final = re.compile(
    rf"\b(?P<what>mean|average|median)\s(?:[\w-]+\s){{0,2}}?(?P<of>{'|'.join(way for _, way in _OF)})\b[^.;\d]{{"
    rf"0,60}}?(?P<value>{_VALUE})"
    rf"(?:\s?(?:±|\+/-|\+/−)\s?(?P<sd>{_VALUE}))?\s?(?P<unit>years?|yrs?|months?)?(?:\sof\sage)?"
    rf"(?:[\s,]*[(\[]?\s?(?:(?:SD|standard\sdeviation)\s?[=:,]?\s?(?P<sd2>{_VALUE})[\s,;]*(?:years?"
    rf"|months?)?[\s,;]*)?(?:±\s?(?P<sd3>{_VALUE})[\s,;]*)?"
    rf"(?:(?:range[ds]?|IQR|interquartile\srange|from)?\s?[=:,]?\s?(?:from\s"
    rf"|between\s)?(?P<low>{_VALUE}){_BAR}(?P<high>{_VALUE}))?)?", re.I
)  # fmt: skip
_UNITS: Final = {"y": "years", "m": "months"}


def summaries(
    text: str, start: int, end: int
) -> Iterator[tuple[int, int, dict[str, str | float | int | bool], tuple[str, ...]]]:
    """Means and medians: where, the facts, and what in them does not agree."""
    for match in _SUMMARY.finditer(text, start, end):
        of = next(name for name, way in _OF if re.fullmatch(way, match["of"], re.I))
        what = "median" if match["what"].lower() == "median" else "mean"
        value = _float(match["value"])
        facts: dict[str, str | float | int | bool] = {"measure": of, what: value}
        if deviation := match["sd"] or match["sd2"] or match["sd3"]:
            facts["sd"] = _float(deviation)
        why: tuple[str, ...] = ()
        if match["low"] and "iqr" not in match[0].lower() and "interquartile" not in match[0].lower():
            low, high = match["low"].replace("·", "."), match["high"].replace("·", ".")
            facts["range"] = f"{low}-{high}"
            if not float(low) <= value <= float(high):
                why = (f"{what} {value:g} lies outside of {low}-{high}",)
        unit = match["unit"] or ("years" if of.startswith("age") else None)
        if unit:
            facts["unit"] = _UNITS[unit[0].lower()]
        yield match.start(), match.start() + len(match[0].rstrip(" ,([")), facts, why


def _float(printed: str) -> float:
    return float(printed.replace("·", "."))
