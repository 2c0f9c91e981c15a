"""The page of a candidate beside its text, and the pages of what went wrong; every value enters escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from starlette.responses import HTMLResponse

from api.assets import assets
from api.curate.asked import Shown
from api.curate.beside import text_beside
from api.curate.deeds import PREFIX, shown_as
from api.curate.opened import Curating, OpenFile
from api.pages.frame import POLICY, templates_in
from kg.review import sitting
from kg.review.candidates import Candidate, Ruling
from kg.review.fields import EntryField, fields_for
from kg.review.keys import BY_KEY, KEYS, Deed
from kg.review.told import kind

STATIC: Final = Path(__file__).parent / "static"
HEADERS: Final = {
    "content-security-policy": POLICY,
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
}
_IN_VIEW: Final = 9
"""Fields of a form that are not folded away."""
_TEMPLATES: Final = templates_in("api.curate")
_TEMPLATES.globals |= {"KEYS": KEYS, "BY_KEY": BY_KEY, "PREFIX": PREFIX}
_TEMPLATES.filters |= {"words": lambda key: str(key).replace("_", " "), "shown_as": shown_as, "kind": kind}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in the list of them, with what is open and what was proposed of theirs."""

    label: str
    address: str
    open: int
    all: int
    now: bool


def page(template: str, status: int = 200, **values: object) -> HTMLResponse:
    """A whole page, which no browser keeps."""
    text = _TEMPLATES.get_template(template).render(values, assets=assets(), own=own_assets())
    return HTMLResponse(text, status, HEADERS)


@cache
def own_assets() -> Mapping[str, str]:
    """The address of each file of ours, another as soon as it holds something else."""
    return {
        file.name: f"/curate/static/{file.name}?v={sha256(file.read_bytes()).hexdigest()[:12]}"
        for file in sorted(STATIC.iterdir())
    }


def candidate_page(curating: Curating, file: OpenFile, shown: Shown) -> HTMLResponse:
    """A candidate with its text, or, where nothing of what is gone through is open, what may be done next."""
    every = file.desk.candidates()
    one = next((other for other in every if other.name == shown.at), None)
    gone = bool(shown.at) and one is None
    one = one or sitting.first_open(every, shown.choose)
    here = shown.on(one)
    return page(
        "curate.html",
        curating=curating,
        file=file,
        state=file.state,
        shown=here,
        did=shown.did if shown.did in set(Deed) else "",
        gone=gone,
        one=one,
        progress=file.desk.progress(),
        settled=one is None and file.desk.settled,
        people=list(_people(every, here)),
        labels=[str(other.facts["label"]) for other in every if other.list == "cases"],
        listed=[(other, here.on(other).address) for other in here.choose.of(every)],
        **(_of_one(one, every, here) if one else {}),
        **text_beside(file, every, one, here),
    )


def trouble_page(status: int, title: str, detail: str, back: str = "/curate", **more: object) -> HTMLResponse:
    """What went wrong, that nothing was lost, and the way back."""
    return page("trouble.html", status, title=title, lines=detail.splitlines(), back=back, **more)


def _of_one(one: Candidate, every: Sequence[Candidate], here: Shown) -> dict[str, Any]:
    fields = [field for field in fields_for(one) if not (field.key == "label" and one.list != "cases")]
    return {
        "facts": list(_facts(one)),
        "words_of": (one.quote or "").partition(str(one.facts.get("text") or one.facts.get("stated") or one.quote)),
        "fields": fields[:_IN_VIEW],
        "more_fields": fields[_IN_VIEW:],
        "radio": _radio,
        "next": here.on(sitting.beside(one, every, here.choose, 1)).address,
        "before": here.on(sitting.beside(one, every, sitting.Choose(only_open=False), -1)).address,
        "sure": len(sitting.sure_of(one, every)),
        "with_person": len(sitting.refused_with(one, every)),
        "whose": one.facts["label"] if one.list == "cases" else one.person,
    }


def _radio(field: EntryField, value: object) -> bool:
    """Whether a field is better shown as a few buttons: where one of two or three things must be said."""
    return 0 < len(field.choices) <= 3 and value is not None


def _facts(one: Candidate) -> Iterator[tuple[str, str]]:
    for key, value in one.facts.items():
        if key == "hpo":
            yield "term", f"{one.facts.get('label', '')} ({value})"
        elif not (key == "label" and "hpo" in one.facts):
            yield key.replace("_", " "), shown_as(value)


def _people(every: Sequence[Candidate], here: Shown) -> Iterator[PersonRow]:
    asked = [one for one in every if one.asked]
    whose = {one.name: str(one.facts["label"]) if one.list == "cases" else one.person for one in asked}
    counts = Counter(whose.values())
    waits = Counter(whose[one.name] for one in asked if one.verdict is Ruling.OPEN)
    yield PersonRow("Everybody", here.with_(by=""), sum(waits.values()), len(asked), not here.by)
    for label in filter(None, counts):
        yield PersonRow(label, here.with_(by=label), waits[label], counts[label], label == here.by)
