"""Templates, into which every value enters escaped; the frame of every page, and what a page may do."""

from __future__ import annotations

from functools import partial
from typing import Final
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from api.addresses import address, here, term_address, with_suffix
from api.assets import assets
from api.pages.figure_words import percent
from api.pages.statements import by_property
from api.view import Drawing, View
from kg.model.methods import study_of
from kg.names import BASE, KG, contract
from kg.portrait.spoken import read, whether_tested
from kg.release.about import About

# Everything comes from here, and nothing runs or looks as a text on the page says: a value that slipped through could
# do no harm.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {"content-security-policy": POLICY, "referrer-policy": "no-referrer", "vary": "Accept"}


def templates_in(package: str) -> Environment:
    """The templates of a package, into which every value enters escaped; a name that is not given is an error."""
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


_TEMPLATES: Final = templates_in("api.pages")
_TEMPLATES.globals |= {"BASE": BASE, "KG": KG}
_TEMPLATES.filters |= {
    "address": address,
    "by_property": by_property,
    "here": here,
    "percent": percent,
    "plainly": "{:g}".format,
    "quoted": partial(quote, safe=""),
    "read": read,
    "short": contract,
    "study": study_of,
    "term_address": term_address,
    "tested": whether_tested,
    "thousands": "{:,}".format,
    "with_suffix": with_suffix,
}
_TEMPLATES.policies["json.dumps_kwargs"] = {"ensure_ascii": False}


def page(template: str, base: str, status: int = 200, **values: object) -> HTMLResponse:
    """A whole page; `base` stands before each of its links (`api.site.root`)."""
    return HTMLResponse(_rendered(template, base, **values), status, _HEADERS)


def compiled() -> None:
    """Read every template now: the first page of each kind need not wait for its own."""
    for name in _TEMPLATES.list_templates():
        _TEMPLATES.get_template(name)


def view_page(view: View, about: About, base: str) -> HTMLResponse:
    """The page of a view, with all that a reader takes along."""
    return page(view.template, base, view=view, about=about, **view.values)


def drawn(drawing: Drawing) -> str:
    """A picture as a file of SVG, whose links lead to where the graph is published."""
    return _TEMPLATES.get_template("drawings/alone.svg").render(drawing=drawing, to=_abroad, base="")


def _rendered(template: str, base: str, **values: object) -> str:
    return _TEMPLATES.get_template(template).render(values, base=base, assets=assets(), to=partial(led_to, base))


def led_to(base: str, at: str) -> str:
    """Where a link leads: below `base`, but for what the web has at an address of its own."""
    found = at if at.startswith("/") else here(at)
    if found.startswith(("https://", "http://")):
        return found
    return base + (found if found.startswith("/") else address(at))


def _abroad(at: str) -> str:
    return BASE + at.removeprefix("/") if at.startswith("/") else at
