"""Reading a request's body and parameters: bounded, UTF-8 only, and every repetition kept."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl

from starlette.requests import Request

from api.errors import Refusal
from api.settings import Settings

Parameters = dict[str, list[str]]


async def read_body(request: Request, settings: Settings) -> bytes:
    """The whole body; refused without reading further when it is too long (413), or does not come (408)."""
    body = bytearray()
    try:
        async with asyncio.timeout(settings.body_deadline):
            async for piece in request.stream():
                body += piece
                if len(body) > settings.body_most:
                    raise too_large(settings.body_most)
    except TimeoutError as error:
        told = f"the body of a request must come within {settings.body_deadline:g} seconds"
        raise Refusal(408, told, {"connection": "close"}) from error
    return bytes(body)


def too_large(most: int) -> Refusal:
    """Of a body with more than `most` bytes, the rest of which nobody reads."""
    return Refusal(413, f"a request may have {most:,} bytes", {"connection": "close"})


def text_of(body: bytes) -> str:
    """A body as text; refused when it is not UTF-8."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(400, f"the body is not UTF-8 at byte {error.start}") from error


def parameters(encoded: str) -> Parameters:
    """The parameters of a URL or a form, each with all its values, in order; refused when not UTF-8."""
    found: Parameters = {}
    try:
        pairs = parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:
        raise Refusal(400, "the parameters are not UTF-8, or too many") from error
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def media_type(request: Request) -> tuple[str, str | None]:
    """The type of the body and its charset, in lower case; an empty type where none is given."""
    name, *rest = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    charset = next((part.partition("=")[2].strip('"') for part in rest if part.startswith("charset=")), None)
    return name, charset
