"""One endpoint over HTTP: what it is sent, in its own dialect, and what is made of what it sends."""

from __future__ import annotations

from typing import Final

import httpx

from kg.engine.answer import Answer, Question
from kg.engine.dialects import PLAIN, AnswerWanted, Dialect, Heard, spoken
from kg.engine.federation import has_dataset
from kg.engine.remote.keys import Keys
from kg.engine.remote.text import Sent, form_of, refusal
from kg.engine.serving import TooLarge, Unreachable

_CONNECT: Final = 5.0
"""Seconds after which an address that does not even take a connection counts as dead."""
_NOT_THERE: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol)


class EndpointClient:
    """The endpoint at `url`, opened by `keys`; the `dialect` that it speaks is found out unless it is given."""

    def __init__(self, url: str, keys: Keys, answer_most: int, dialect: Dialect | None) -> None:
        self._url, self._answer_most = url, answer_most
        self._named, self._dialect = dialect, dialect or PLAIN
        timeout = httpx.Timeout(None, connect=_CONNECT)
        self._client = httpx.AsyncClient(timeout=timeout, follow_redirects=False, auth=keys.auth())

    async def close(self) -> None:
        """Close every connection."""
        await self._client.aclose()

    async def fetch(self, question: Question, deadline: float) -> Answer:
        """The whole answer, however long it takes; `deadline` is only told. Raises `Unreachable` and `BadQuery`."""
        try:
            return await self._fetch(question, deadline)
        except httpx.TransportError as error:
            what = "cannot be reached" if isinstance(error, _NOT_THERE) else "broke off its answer"
            raise Unreachable(f"the endpoint behind this server {what}") from error
        except httpx.HTTPError as error:
            raise Unreachable("the endpoint behind this server sent what cannot be read") from error

    async def _fetch(self, question: Question, deadline: float) -> Answer:
        sent = Sent.of(question.query)
        wanted = AnswerWanted.of(question.query, form_of(question.query), question.accept)
        heard = await self._heard(question, sent, wanted)
        met = self._named or spoken(heard, self._dialect)
        if met is not self._dialect:
            self._dialect = met
            heard = await self._heard(question, sent, wanted)
        dialect = self._dialect
        if heard.status != httpx.codes.OK:
            retry = heard.headers.get("retry-after", "")
            told = dialect.refusal(wanted, heard, deadline)
            raise told or refusal(heard.status, heard.kind, heard.body, retry, sent, deadline)
        answer = dialect.read(wanted, heard, deadline)
        control = dialect.control(wanted, heard)
        if control:
            dialect.whole_by(await self._sent({"query": control}, "text/csv"))
        return answer

    async def _heard(self, question: Question, sent: Sent, wanted: AnswerWanted) -> Heard:
        fields = _fields(question, self._dialect.sent(sent.text))
        return await self._sent(fields, self._dialect.accept(wanted))

    async def _sent(self, fields: dict[str, str | list[str]], accept: str) -> Heard:
        async with self._client.stream("POST", self._url, data=fields, headers={"accept": accept}) as reply:
            body = await self._read(reply)
        kind = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Heard(reply.status_code, kind, reply.headers, body)

    async def _read(self, reply: httpx.Response) -> bytes:
        body = bytearray()
        async for piece in reply.aiter_bytes():
            body += piece
            if len(body) > self._answer_most:
                raise TooLarge(self._answer_most)
        return bytes(body)


def _fields(question: Question, text: str) -> dict[str, str | list[str]]:
    """The form that is sent. Oxigraph takes its own word for the union of graphs; others ignore it."""
    fields: dict[str, str | list[str]] = {"query": text}
    if question.default_graphs is None and question.named_graphs is None:
        return fields if has_dataset(question.query) else {**fields, "union-default-graph": ""}
    return {
        **fields,
        "default-graph-uri": list(question.default_graphs or ()),
        "named-graph-uri": list(question.named_graphs or ()),
    }
