"""What went wrong, as a page that helps: what was read, what would be right, and the ways on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import unquote

from starlette.responses import HTMLResponse

from api.pages.frame import page

_LATER: Final = (408, 429, 502, 503, 504)
"""What may go well another time."""
_BARE: Final = "Not Found"
"""The words of the framework for an address that nothing answers."""


def problem_page(base: str, told: Mapping[str, Any], path: str, query: str) -> HTMLResponse:
    """The page of a problem (`api.errors.problem`) at a path with its query."""
    status, detail = int(told["status"]), str(told.get("detail", ""))
    words = unquote(path).strip("/").rpartition("/")[2].replace("-", " ").replace("_", " ")
    values = {
        "code": status,
        "title": str(told.get("title") or "That did not work"),
        "detail": "" if detail == _BARE else detail,
        "hint": str(told.get("hint") or ""),
        "excerpt": str(told.get("excerpt") or ""),
        "supported": [str(one) for one in told.get("supported") or ()],
        "number": str(told.get("queryId") or ""),
        "path": path[:300],
        "words": words[:100] if status == 404 else "",
        "again": f"{path}?{query}" if query else path,
        "later": status in _LATER,
        "bare": path if query and status == 400 else "",
    }
    return page("problem.html", base, status, **values)
