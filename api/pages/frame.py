"""Templates, into which every value enters escaped; the frame of every page, and what a page may do."""

from __future__ import annotations

from functools import partial
from typing import Final
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from api.addresses import address, here, term_address
from api.pages.facts import by_property
from kg.names import BASE, KG, contract

# Nothing is loaded from anywhere and no script runs, so a value that slipped through could do no harm.
_PLAIN: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'"
# With an editor: load and ask from here, and nowhere else.
_SCRIPTED: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; "
    "img-src 'self' data:; font-src 'self'; form-action 'self'"
)
_HEADERS: Final = {"referrer-policy": "no-referrer", "vary": "Accept"}
_TEMPLATES: Final = Environment(
    loader=PackageLoader(__package__),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_TEMPLATES.globals |= {"BASE": BASE, "KG": KG}
_TEMPLATES.filters |= {
    "address": address,
    "by_property": by_property,
    "here": here,
    "quoted": partial(quote, safe=""),
    "short": contract,
    "term_address": term_address,
    "thousands": "{:,}".format,
}
_TEMPLATES.policies["json.dumps_kwargs"] = {"ensure_ascii": False}


def page(template: str, base: str, status: int = 200, scripted: bool = False, **values: object) -> HTMLResponse:
    """A whole page; `base` stands before each of its links (`api.site.root`), `scripted` where it holds an editor."""
    may = f"{_SCRIPTED if scripted else _PLAIN}; base-uri 'none'; frame-ancestors 'none'"
    body = _TEMPLATES.get_template(template).render(values, base=base)
    return HTMLResponse(body, status, {**_HEADERS, "content-security-policy": may})
