"""How papers print figures of groups, and what each says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from kg.reading.people.mentions import NUMBER, years

_WORD: Final = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|all|none|both|no)"
)
_COUNT: Final = rf"(?:\d{{1,5}}|{_WORD})"
_PERCENT: Final = r"\d{1,3}(?:[.·,]\d{1,2})?\s?(?:%|per\s?cent|percent)"
_PEOPLE: Final = (
    r"(?:patients|carriers|cases|women|men|individuals|probands|children|subjects|families|people|persons"
    r"|members|females|males|controls|participants|adults|infants|relatives|brains)"
)
_SHARES: Final = re.compile(
    rf"(?<![\w./-])(?:(?P<n1>\d{{1,5}})\s?/\s?(?P<d1>\d{{1,5}})(?![\w/]"
    rf"|\.\d)(?:\s(?:[\w-]+\s)?{_PEOPLE})?(?:[\s,]*[(\[,]?\s?(?P<p1>{_PERCENT})\s?[)\]]?)?"
    rf"|(?P<n2>{_COUNT})\s(?:{_PEOPLE}\s)?(?:out\s)?of\s(?:the\s|our\s|these\s|all\s)?(?P<d2>\d{{1,5}}"
    rf"|{_WORD})\b(?!\s?(?:mg|ml|days|weeks|months|years|hours|points))"
    rf"(?:\s(?:[\w-]+\s){{0,2}}?{_PEOPLE})?(?:[\s,]*[(\[,]\s?(?P<p2>{_PERCENT})\s?[)\]]?)?"
    rf"|(?P<p3>{_PERCENT})\s?[(\[,;]\s?(?:n\s?=\s?)?(?P<n3>\d{{1,5}})\s?(?:/|\sof\s"
    rf"|out\sof\s)\s?(?P<d3>\d{{1,5}})(?:\s{_PEOPLE})?(?:\s?[)\]])?"
    rf"|(?P<n4>\d{{1,5}}|{_WORD})\s(?:[\w-]+\s)?{_PEOPLE}\s?[(\[]\s?(?P<p4>{_PERCENT})(?:\s?[)\]]|(?=[;,]\s))"
    rf"|(?P<n5>\d{{1,5}}|{_WORD})\s?[(\[]\s?(?P<p5>{_PERCENT})(?:\s?[)\]]|(?=[;,]\s))"
    rf"|(?P<n0>{_COUNT})\s(?:out\s)?of\s(?:whom|which|them|those)\b(?:[\s,]*[(\[]\s?(?P<p0>{_PERCENT})(?:\s?[)\]]|(?=[;,]\s)))?"
    rf"|(?P<p6>{_PERCENT})(?=\s(?:of\s(?:the\s|all\s|our\s|reported\s)?(?:\d+\s)?(?:[\w-]+\s){{0,2}}?{_PEOPLE}\b))"
    rf"|(?P<n9>none|all|both)(?=\s(?:of\s(?:the|our|these)\s)?(?:{_PEOPLE}\s)?(?:had|have|showed|developed|was"
    rf"|were|carried|presented|experienced)\b)"
    rf"|(?<=[(])(?P<p7>{_PERCENT})(?=[);,])|(?<=in )(?P<p8>{_PERCENT}))", re.I
)  # fmt: skip
_SO_MANY: Final = re.compile(
    rf"\b(?P<n>\d{{1,4}}|(?!all|none|no\b|both){_WORD})\s(?:[\w-]+\s){{0,2}}?{_PEOPLE}\b", re.I
)
_NO_GROUP: Final = re.compile(
    r"\b(?:strength|power|MRC|score[ds]?|scored|points?|MMSE|MoCA|FAB|scale|EDSS|mRS|Rankin)\b[^;.]{0,50}$"
    r"|\b(?:grade[ds]?|examination|items?|vision|acuity|slices?|segments?|figure|fig|table|blood\spressure|titer|titre"
    r"|subtests?|subscales?|inventory|questionnaire|battery|span|fluency|recall|naming|percentile|index|quotient"
    r"|dilution|day|saturation|ejection|confidence|sensitivity|identity|homology|purity)\b[^,;.()]{0,30}$",
    re.IGNORECASE,
)
_TEST: Final = re.compile(
    r"\b(?:tests?|BNT|HDS-?R|ACE(?:-?(?:R|III))?|RAVLT|WAIS|WMS|CDR|ADAS|GCS|UPDRS|total)\b"
    r"[^,;.()]{0,30}(?<!\bin )(?<!among )(?<!\bof )$",
    re.IGNORECASE,
)
"""A test is told with its points: `Boston Naming Test 57/60`."""
_WHO: Final = re.compile(
    rf"\s?(?:[(\[]|[\w-]+\s){{0,4}}?(?:{_PEOPLE}|\d|had|have|show\w*|were|was|developed|presented|suffered|experienced|carried"
    r"|exhibited|reported|with|died|in|of)\b|\s?[(\[]",
    re.IGNORECASE,
)
"""What a share of people goes on with."""
_ABOUT: Final = re.compile(
    r"\b(?:about|approximately|approx\.?|around|nearly|almost|roughly|some|circa|ca\.?|up to|over"
    r"|more than|less than|at least|between)\s(?:in\s)?$",
    re.IGNORECASE,
)
_NO_GROUP_AFTER: Final = re.compile(
    r"[\s,;(]{0,3}\d+(?:st|nd|rd|th)\s(?:per)?centile|\s?(?:strength|power|on\sthe\s(?:MRC|Mini|MMSE|Montreal|MoCA)|slices?|MRC|(?:of\s)?(?:normal|expected"
    r"|confidence|CI\b)|CI\b"
    r"|(?:in|of)\s(?:the\s)?(?:upper|lower|right|left|proximal|distal)\s(?:limb|extremit|arm|leg))", re.I
)  # fmt: skip
MEASURES: Final = re.compile(
    r"\b(?:positive\sfamily\shistory|family\shistory|familial|sporadic|female|male|women|men|de\snovo|penetrance"
    r"|misdiagnos\w+|initial\ssymptoms?|bedridden|died|dead|alive)\b", re.I
)  # fmt: skip
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
_SLIP: Final = 1.0
"""Percent points by which a rounded share may differ from its count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedShare:
    """A share of a group as printed: so many of so many, or a percent."""

    start: int
    end: int
    numerator: int | None = None
    denominator: int | None = None
    percent: float | None = None
    doubt: str = ""

    def facts(self) -> dict[str, str | float | int | bool]:
        """Under the keys of a statistic."""
        told = {"numerator": self.numerator, "denominator": self.denominator, "percent": self.percent}
        return {key: value for key, value in told.items() if value is not None}

    def why(self) -> tuple[str, ...]:
        """What in it does not agree."""
        one, all_, percent = self.numerator, self.denominator, self.percent
        if one is not None and all_ is not None and one > all_:
            return (f"{one} of {all_} is more than all",)
        if one is not None and all_ and percent is not None and abs(100 * one / all_ - percent) > _SLIP:
            return (f"{one} of {all_} is {100 * one / all_:.0f}%, and {percent:g}% is printed",)
        if percent is not None and percent > 100:
            return (f"{percent:g}% is more than all",)
        return (self.doubt,) if self.doubt else ()


def shares(text: str, start: int, end: int) -> Iterator[PrintedShare]:
    """The shares that a sentence prints; grades, scores, dates and numbers of figures are none."""
    whole: int | None = None
    for match in _SHARES.finditer(text, start, end):
        if _NO_GROUP.search(text, max(start, match.start() - 60), match.start()) or _NO_GROUP_AFTER.match(
            text, match.end()
        ):
            continue
        if _TEST.search(text, max(start, match.start() - 60), match.start()):
            continue
        if (match["p6"] or match["p8"]) and _ABOUT.search(text, max(start, match.start() - 20), match.start()):
            continue  # what is known of the disease, counted nowhere
        if not re.sub(r"[\W_]", "", text[start : match.start()] + text[match.end() : end]):
            continue  # the number of a page
        if match.start() == start and match["n2"] and match["n2"].isdigit() and not _WHO.match(text, match.end()):
            continue  # the number of a page before the rest of a sentence
        share = _read(match, _told_before(text, match.start()) if match["n9"] else None)
        if match["n0"]:
            share = _of_whom(share, text, match.start(), whom="whom" in match[0])
        if (match["n9"] or match["n0"]) and share.denominator is None:
            continue
        slash_only = match["n1"] and not match["p1"]
        if slash_only and (share.denominator == 5 and (share.numerator or 0) <= 5 and _limbs(text, match.end(), end)):
            continue
        if share.denominator == 0 or (share.denominator is not None and 1900 <= share.denominator <= 2100):
            continue
        if share.percent == 100 and share.numerator and share.denominator is None:
            share = replace(share, denominator=share.numerator)
        elif match["n5"]:
            share = _with_all(share, whole, text, match.start())
        whole = share.denominator or whole
        yield share


def _with_all(share: PrintedShare, whole: int | None, text: str, at: int) -> PrintedShare:
    """The share with the number of all that was told last and that its percent agrees with."""
    if share.numerator is None or not share.percent:
        return share
    for told in (whole, _told_before(text, at)):
        if told and abs(100 * share.numerator / told - share.percent) <= _SLIP:
            doubt = f"the number of all, {told}, is the one told before it"
            return replace(share, denominator=told, doubt=doubt)
    return share


def _of_whom(share: PrintedShare, text: str, at: int, *, whom: bool) -> PrintedShare:
    """The share of those told right before: `15 carriers, nine of whom (60%)`; without a percent only `of whom`."""
    told = _told_before(text, at)
    one = share.numerator
    fits = told and one is not None and one <= told
    if not fits or told is None or one is None:
        return share
    if abs(100 * one / told - share.percent) > _SLIP if share.percent is not None else not whom:
        return share
    return replace(share, denominator=told, doubt=f"the number of all, {told}, is the one told before it")


def _told_before(text: str, at: int) -> int | None:
    """How many people the text told of last, within 400 characters: of those is `none had`."""
    found = [*_SO_MANY.finditer(text, max(0, at - 400), at)]
    return _number(found[-1]["n"]) if found else None


def _limbs(text: str, at: int, end: int) -> bool:
    return bool(
        re.search(
            r"\b(?:strength|limbs?|legs?|arms?|proximal|distal|flexion|extension|muscle)\b",
            text[at : min(end, at + 50)],
            re.I,
        )
    )


def _read(match: re.Match[str], whole: int | None) -> PrintedShare:
    kind = next(n for n in "1234567890" if match[f"p{n}" if n in "678" else f"n{n}"])
    below = match[f"d{kind}"] if kind in "123" else None
    above = match[f"n{kind}"] if kind in "1234590" else None
    denominator = _number(below) if below else whole
    numerator = denominator if above and above.lower() in ("all", "both") else _number(above) if above else None
    percent = match[f"p{kind}"] if kind != "9" else None
    value = float(re.sub(r"[^\d.]", "", percent.replace("·", ".").replace(",", "."))) if percent else None
    stripped = match[0].rstrip()
    doubt = f"the number of all, {whole}, is the one told before it" if whole else ""
    return PrintedShare(
        start=match.start(),
        end=match.start() + len(stripped),
        numerator=numerator,
        denominator=denominator,
        percent=value,
        doubt=doubt,
    )


def _number(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    if word.lower() in ("none", "no"):
        return 0
    if word.lower() == "both":
        return 2
    return int(years(word) or 0) if re.fullmatch(NUMBER, word, re.I) else None


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
