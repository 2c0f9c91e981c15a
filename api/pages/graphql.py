"""The endpoint of GraphQL as a person sees it in a browser: GraphiQL, with questions that are ready.

Without a script, and where the bundle was not made (`make web`), the page says in words how to ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache

from starlette.responses import Response

from api.editor import Bundle
from api.pages.frame import page


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
    return page("graphql.html", base, scripted=bool(bundle), examples=[asdict(one) for one in examples], bundle=bundle)


@cache
def _bundle() -> dict[str, str]:
    """Read once: what runs is what was there at the start."""
    found = Bundle.read(page="graphiql")
    return dict(found.addresses) if found else {}
