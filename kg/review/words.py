"""What an entry says, on one line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final


def in_words(name: str, facts: Mapping[str, Any]) -> str:
    """The facts of an entry of a list, as people read them."""
    return _TOLD.get(name, _fact)(facts)


def _fact(facts: Mapping[str, Any]) -> str:
    term = f" {facts['label']} ({facts['hpo']})" if facts.get("hpo") else ""
    looks = [str(said) for key, said in facts.items() if key not in ("text", "hpo", "label", "status")]
    beside = f" [{', '.join(looks)}]" if looks else ""
    return f"{facts.get('status', 'present')}: {facts.get('text')}{' =' if term else ''}{term}{beside}"


def _variant(facts: Mapping[str, Any]) -> str:
    names = [str(facts[key]) for key in ("gene", "coding", "protein") if facts.get(key)]
    more = [f"{key}: {said}" for key, said in facts.items() if key not in ("gene", "coding", "protein")]
    return " ".join(names) + (f" [{', '.join(more)}]" if more else "")


def _plain(facts: Mapping[str, Any]) -> str:
    return ", ".join(f"{key}: {said}" for key, said in facts.items())


def _stated(facts: Mapping[str, Any]) -> str:
    return f"{facts['key']}: {facts['value']}" if "value" in facts else str(facts["key"])


def _label(facts: Mapping[str, Any]) -> str:
    return str(facts["label"])


_TOLD: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "variants": _variant,
    "paper": _plain,
    "cases": _label,
    "quoted": _stated,
    "statistics": _plain,
    "studies": _plain,
}
