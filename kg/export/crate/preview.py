"""The crate for people: one page that needs nothing else, as the RO-Crate specification names it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

_STYLE: Final = (
    "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse}td,th{text-align:left;vertical-align:top;padding:.2rem .8rem .2rem 0}"
    "td.n{text-align:right}"
)


def preview(document: Mapping[str, Any]) -> str:
    """A page that says of the crate what its metadata says."""
    named = {one["@id"]: one for one in document["@graph"]}
    root = named["./"]
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="en"><head><meta charset="utf-8"><title>{escape(root["name"])}</title>',
            f"<style>{_STYLE}</style></head><body>",
            f"<h1>{escape(root['name'])}</h1>",
            f"<p>{escape(root['description'])}</p>",
            f"<p>Version {escape(root['version'])}. To cite: {escape(root['creditText'])}</p>",
            *(line for one in root["hasPart"] for line in _part(named, named[one["@id"]])),
            "</body></html>\n",
        )
    )


def _part(named: Mapping[str, Any], one: Mapping[str, Any]) -> Iterator[str]:
    parts = [named[part["@id"]] for part in one["hasPart"]] if "hasPart" in one else [one]
    if "hasPart" in one:
        yield f"<h2>{escape(one['name'])}</h2><p>{escape(one['description'])}</p>"
    yield "<table><tr><th>file</th><th>what</th><th>bytes</th><th>licence</th></tr>"
    for file in parts:
        what = f"{escape(file['name'])}. {escape(file['description'])}"
        link = f'<a href="{escape(file["@id"])}">{escape(file["@id"])}</a>'
        size, terms = f"{int(file['contentSize']):,}", ", ".join(_licences(named, file))
        yield f'<tr><td>{link}</td><td>{what}</td><td class="n">{size}</td><td>{terms}</td></tr>'
    yield "</table>"


def _licences(named: Mapping[str, Any], file: Mapping[str, Any]) -> Iterator[str]:
    held = file.get("license", named["./"]["license"])
    for one in held if isinstance(held, list) else [held]:
        yield escape(named[one["@id"]]["name"])
