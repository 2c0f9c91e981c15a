"""The endpoint of GraphQL as a person sees it in a browser: GraphiQL, with questions that are ready.

Without a script, and where the bundle was not made (`make web`), the page says in words how to ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Final

from starlette.responses import Response

from api.editor import bundled
from api.pages.frame import page

_bundle: Final = partial(bundled, "graphiql")


@dataclass(frozen=True, slots=True)
class Example:
    """A question that is ready: `name` is unique, `variables` is a JSON object or nothing."""

    name: str
    title: str
    question: str
    query: str
    variables: str = ""


def graphql_page(examples: Sequence[Example] = (), bundled: bool | None = None, base: str = "") -> Response:
    """The page; GraphiQL opens with the first example. `bundled=False` leaves GraphiQL out even where it is there."""
    bundle = _bundle() if bundled is not False else {}
    return page("graphql.html", base, examples=[asdict(one) for one in examples], bundle=bundle)
