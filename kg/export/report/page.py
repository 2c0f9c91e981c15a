"""The page: one file of HTML that holds its figures, needs nothing from elsewhere, and can be printed."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from kg.export.report.parts import Grid, Section
from kg.names import slug

_TEMPLATES: Final = Environment(
    loader=PackageLoader(__package__, "."),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.tests["grid"] = lambda one: isinstance(one, Grid)
_TEMPLATES.filters |= {"slug": slug, "thousands": "{:,}".format}


def page(sections: Sequence[Section], pictures: Mapping[str, bytes], about: Mapping[str, object]) -> str:
    """The whole page; `pictures` are the figures as SVG, by name, and `about` says what is reported on.

    A figure is an image of its own and not part of the page's markup, so that nothing it says can reach the page.
    """
    drawn = {name: "data:image/svg+xml;base64," + b64encode(svg).decode() for name, svg in pictures.items()}
    return _TEMPLATES.get_template("report.html").render(sections=sections, pictures=drawn, about=about)
