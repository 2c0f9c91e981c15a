"""All checks of evidence: those of one file, and those that need every file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from kg.report import Fault
from kg.sources.absence import Absence
from kg.sources.checks_absence import check_absences
from kg.sources.checks_course import check_course
from kg.sources.checks_denial import check_denials
from kg.sources.checks_figures import check_figures
from kg.sources.checks_people import check_doubts, check_people
from kg.sources.checks_readings import HeldPapers, check_readings
from kg.sources.checks_terms import check_hpo, check_words
from kg.sources.checks_variants import check_names, check_variants
from kg.sources.hpo import Hpo
from kg.sources.reference import ReferenceData
from kg.sources.schema import PaperFile
from kg.sources.sheet import Sheet, meant
from kg.sources.surnames import surname, unmarked


def check_sheet(sheet: Sheet, hpo: Hpo, reference: ReferenceData) -> Iterator[Fault]:
    """Everything that is wrong or doubtful in one file, taken alone."""
    yield from _file_name(sheet)
    yield from _year(sheet)
    yield from check_hpo(sheet, hpo)
    yield from check_words(sheet, reference.vocabulary)
    yield from check_variants(sheet, reference)
    yield from check_denials(sheet, hpo)
    yield from check_absences(sheet, Absence(hpo))
    yield from check_people(sheet)
    yield from check_course(sheet, reference)
    yield from check_figures(sheet)
    yield from check_doubts(sheet)


def paper_key(paper: PaperFile, name: str) -> str:
    """What names a paper in IRIs: its PMID, else DOI, else PMCID, else the name of its file."""
    if paper.pmid:
        return f"pmid-{paper.pmid}"
    if paper.doi:
        return "doi-" + paper.doi.lower().replace("/", "-")
    if paper.pmcid:
        return f"pmcid-{paper.pmcid}"
    return PurePath(name).stem


def paper_keys(paper: PaperFile, name: str) -> set[str]:
    """Every name by which another file may speak of a paper."""
    ids = {f"pmid-{paper.pmid}": paper.pmid, f"pmcid-{paper.pmcid}": paper.pmcid}
    if paper.doi:
        ids |= {f"doi-{form.replace('/', '-')}": form for form in (paper.doi, paper.doi.lower())}
    return {key for key, held in ids.items() if held} | {name, PurePath(name).stem}


def check_together(sheets: Sequence[Sheet]) -> Iterator[Fault]:
    """Papers that stand in two files, persons that point to no paper or case, names of one variant that disagree,
    and readings in another paper.
    """
    yield from check_names(sheets)
    owner: dict[str, Sheet] = {}
    for sheet in sheets:
        for key in sorted(paper_keys(sheet.file.paper, sheet.name)):
            if key in owner and owner[key] is not sheet:
                what = f"{key} is already the paper of {owner[key].name}"
                yield sheet.fault(("paper",), "paper-repeated", what, "one file for one paper: merge the two")
                break
            owner.setdefault(key, sheet)
    held = HeldPapers.of(owner)
    for sheet in sheets:
        yield from _same_person(sheet, owner)
        yield from _shared_people(sheet, owner)
        yield from filter(sheet.sound, check_readings(sheet, held))


def _same_person(sheet: Sheet, owner: dict[str, Sheet]) -> Iterator[Fault]:
    for number, case in enumerate(sheet.file.cases):
        for n, link in enumerate(case.same_person):
            steps = ("cases", number, "same_person", n)
            other = owner.get(link.paper) or owner.get(link.paper.lower())
            if other is None:
                what = f"there is no paper {link.paper!r}"
                fix = meant(link.paper, sorted(owner), "the key of a paper that has a file")
                yield sheet.fault((*steps, "paper"), "same-person", what, fix)
                continue
            labels = {label for one in other.file.cases for label in (one.label, *one.also_labelled)}
            if link.case not in labels:
                what = f"{other.name} has no case {link.case!r}"
                fix = meant(link.case, sorted(labels), f"one of its cases: {', '.join(sorted(labels)) or 'none'}")
                yield sheet.fault((*steps, "case"), "same-person", what, fix)


def _shared_people(sheet: Sheet, owner: dict[str, Sheet]) -> Iterator[Fault]:
    for n, link in enumerate(sheet.file.shares_people):
        other = owner.get(link.paper) or owner.get(link.paper.lower())
        if other is None or other is sheet:
            what = f"there is no {'other ' if other else ''}paper {link.paper!r}"
            fix = meant(link.paper, sorted(owner), "the key of another paper that has a file")
            yield sheet.fault(("shares_people", n, "paper"), "shares-people", what, fix)


def _file_name(sheet: Sheet) -> Iterator[Fault]:
    paper, stem = sheet.file.paper, PurePath(sheet.name).stem.lower()
    parts = re.split(r"[-_.]", stem)
    ids = [one for one in (paper.pmid, paper.doi, paper.pmcid) if one]
    wrong = []
    if ids and not any(one.lower() in parts or stem.endswith(_tail(one)) for one in ids):
        wrong.append(f"names none of its identifiers ({', '.join(ids)})")
    years = [part for part in parts[1:3] if re.fullmatch(r"(?:18|19|20)\d\d", part)]
    if paper.year and years and str(paper.year) not in years:
        wrong.append(f"names another year than {paper.year}")
    if paper.first_author and surname(paper.first_author) not in unmarked(stem):
        wrong.append(f"does not name its first author {paper.first_author}")
    if wrong:
        fix = "<first author>-<year>-<pmid or doi>.yaml"
        yield sheet.fault((), "file-name", f"the file name {' and '.join(wrong)}", fix, fatal=False)


def _year(sheet: Sheet) -> Iterator[Fault]:
    """A paper of a year that had not come when its file was revised; no clock is asked, that builds stay the same."""
    year, day = sheet.file.paper.year, sheet.file.revised
    if year is None or year <= day.year:
        return
    marked = any(doubt.about == "paper" and str(year) in doubt.text for doubt in sheet.file.doubts)
    what = f"the paper is of {year}, and this file was revised on {day.isoformat()}, before that"
    fix = f"a year of at most {day.year}"
    fix += "" if marked else "; where an issue is dated in advance, a doubt `about: paper` that names the year"
    yield sheet.fault(("paper", "year"), "year-to-come", what, fix, fatal=not marked)


def _tail(identifier: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", identifier.lower()).strip("-")
