"""The frame of every page, and the one way to put a value into HTML."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from string import Template
from typing import Final

from starlette.responses import HTMLResponse

HEADERS: Final = {
    # Nothing is loaded from anywhere and no script runs, so a value that slipped through could do no harm.
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "vary": "Accept",
}
_FRAME: Final = Template(files(__package__).joinpath("frame.html").read_text(encoding="utf-8"))


class Html(str):
    """Text that is HTML already; every other text is escaped."""

    __slots__ = ()


def html(template: str, **values: object) -> Html:
    """A template with `$name` places filled: values are escaped, unless they are `Html`.

    >>> html("<b>$x</b>", x="<script>")
    '<b>&lt;script&gt;</b>'
    """
    safe = {name: value if isinstance(value, Html) else escape(str(value)) for name, value in values.items()}
    return Html(Template(template).substitute(safe))


def joined(parts: list[Html]) -> Html:
    """Pieces of HTML, one after the other."""
    return Html("\n".join(parts))


def framed(title: str, body: Html, status: int = 200) -> HTMLResponse:
    """A whole page."""
    page = _FRAME.substitute(title=escape(title), body=body)
    return HTMLResponse(page, status, HEADERS)
