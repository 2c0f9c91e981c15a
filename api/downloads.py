"""The whole release as files, with sizes and checksums; parts of a file can be asked for (RFC 9110, section 14)."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from api.errors import Refusal
from api.negotiate import HTML, ranked
from api.pages.downloads import downloads_page
from api.reply import KEPT, matches
from api.site import root
from kg.files import MANIFEST, checksum

SUMS: Final = "SHA256SUMS"
TYPES: Final = {
    ".gz": "application/gzip",
    ".json": "application/json",
    ".npz": "application/octet-stream",
    ".bin": "application/octet-stream",
    ".tsv": "text/tab-separated-values",
    ".ttl": "text/turtle",
    ".sqlite": "application/vnd.sqlite3",
}


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that can be taken."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Downloads:
    """The files of a release folder; None where the graph lies behind another endpoint."""

    folder: Path | None
    files: Mapping[str, Offered]

    @classmethod
    def of(cls, folder: Path | None, manifest: Mapping[str, Any]) -> Downloads:
        """Those that the manifest names, and the manifest itself."""
        if folder is None:
            return cls(None, {})
        found = {name: str(about["sha256"]) for name, about in manifest.get("files", {}).items()}
        found[MANIFEST] = checksum(folder / MANIFEST)
        return cls(folder, {name: Offered(name, sha, (folder / name).stat().st_size) for name, sha in found.items()})

    async def page(self, request: Request) -> Response:
        """What can be taken: a page, or the checksums for a program."""
        if self.folder is None:
            raise _elsewhere()
        if ranked(request.headers.get("accept"), ["text/plain", HTML])[:1] == [HTML]:
            return downloads_page(root(request), [(one.name, one.sha256, one.size) for one in self.files.values()])
        return self._sums()

    async def file(self, request: Request) -> Response:
        """One file, straight from disk."""
        return self._file(request, request.path_params["name"])

    async def mapping_set(self, request: Request) -> Response:
        """A mapping set, where its own `mapping_set_id` says that it is."""
        return self._file(request, f"{request.path_params['name']}.sssom.tsv")

    def _file(self, request: Request, name: str) -> Response:
        if self.folder is None:
            raise _elsewhere()
        if name == SUMS:
            return self._sums()
        one = self.files.get(name)
        if one is None:
            raise Refusal(404, f"there is no such file; these there are: {', '.join([*self.files, SUMS])}")
        etag = f'"{one.sha256}"'
        headers = {
            "etag": etag,
            "cache-control": KEPT,
            "repr-digest": f"sha-256=:{b64encode(bytes.fromhex(one.sha256)).decode()}:",
        }
        if matches(request.headers.get("if-none-match", "").encode(), etag.encode()):
            return Response(status_code=304, headers=headers)
        return FileResponse(self.folder / name, headers=headers, media_type=TYPES[Path(name).suffix], filename=name)

    def _sums(self) -> Response:
        """As `sha256sum --check` reads it."""
        rows = [f"{one.sha256}  {one.name}\n" for one in self.files.values()]
        return PlainTextResponse("".join(rows), headers={"vary": "Accept"})


def _elsewhere() -> Refusal:
    return Refusal(404, "the graph lies behind another endpoint, so this server has no files of it; ask that endpoint")


def routes(folder: Path | None, manifest: Mapping[str, Any]) -> list[Route]:
    """The routes of the files of a release."""
    downloads = Downloads.of(folder, manifest)
    return [
        *(Route(path, downloads.page, methods=["GET"]) for path in ("/download", "/download/")),
        Route("/download/{name}", downloads.file, methods=["GET"]),
        Route("/mappings/{name}.sssom.tsv", downloads.mapping_set, methods=["GET"]),
    ]
