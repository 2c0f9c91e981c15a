"""Write the words of analyses into csf1r.ttl: a class for each kind of row, a property for each field.

    python ontology/analysis.py          after a field of a question or a row was added, or its words changed

Each field of kg/analysis says in words what it holds; the ontology says the same because it is made of that. All
between the two markers is written here, then definitions.py repeats the definitions. The output repeats byte for byte.
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from kg.analysis import KINDS, Question, Row
from kg.analysis.terms import FieldTerm, terms_of

HOME = Path(__file__).resolve().parent
FILE = HOME / "csf1r.ttl"
MARKER = "# --- Analyses: what kinds of rows hold and questions ask; written by python ontology/analysis.py"
END = "# --- The same definitions"
_OWN = "<https://w3id.org/csf1r-kg/ontology>"
_TERM = re.compile(r"^kg:(\w+) a ", re.MULTILINE)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def section() -> str:
    """All words of all kinds of analysis, each once, in the order of their names."""
    rows = [one.row for one in KINDS.values()]
    classes = sorted({row.__name__: _class(row) for row in rows}.items())
    asked: list[type[Question]] = [one.question for one in KINDS.values()]
    properties = {**_properties(asked, "Analysis", "?analysis"), **_properties(rows, "AnalysisRow", "?row")}
    return "\n".join([MARKER, "", *(text for _, text in (*classes, *sorted(properties.items())))])


def _class(row: type[Row]) -> str:
    label, says = _HUMP.sub(" ", row.__name__).lower(), inspect.cleandoc(row.__doc__ or "").partition("\n")[0]
    example = f"?analysis kg:hasRow ?row . ?row a kg:{row.__name__}"
    return _term(row.__name__, "owl:Class", label, says, example, "rdfs:subClassOf kg:AnalysisRow")


def _properties(kinds: list[type[Question]] | list[type[Row]], domain: str, thing: str) -> dict[str, str]:
    """What several kinds say differently of one field stands in its definition, one after the other."""
    says: dict[str, tuple[FieldTerm, str, dict[str, None]]] = {}
    for kind in kinds:
        for one in terms_of(kind):
            for name, label, words in one.properties:
                held = says.setdefault(name, (one, label, {}))
                if held[0].datatype != one.datatype:
                    raise SystemExit(
                        f"{one.field} of {kind.__name__} is no {held[0].datatype}, as elsewhere; rename it"
                    )
                held[2][words] = None
    return {name: _property(name, domain, thing, *held) for name, held in says.items()}


def _property(name: str, domain: str, thing: str, one: FieldTerm, label: str, says: dict[str, None]) -> str:
    kind = "owl:DatatypeProperty" if one.datatype else "owl:AnnotationProperty"
    more = (f"rdfs:range xsd:{one.datatype}", f"rdfs:domain kg:{domain}") if one.datatype else ()
    return _term(name, kind, label, " ".join(says), f"{thing} a kg:{domain} ; kg:{name} ?{name}", *more)


def _term(name: str, kind: str, label: str, says: str, example: str, *more: str) -> str:
    told = [f"kg:{name} a {kind}", f'rdfs:label "{label}"', f"skos:definition {_text(says)}"]
    told += [f"skos:example {_text(example)}", f"rdfs:isDefinedBy {_OWN}", *more]
    return " ;\n    ".join(told) + " .\n"


def _text(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def renewed(text: str) -> str:
    """The text of the ontology with the words of analyses written anew; the definitions are not repeated yet."""
    before, rest = text.split(END, 1)
    hand, made = before.partition(MARKER)[0].rstrip(), section()
    if twice := {*_TERM.findall(hand)}.intersection(_TERM.findall(made)):
        raise SystemExit(
            f"{', '.join(sorted(twice))}: said by hand already; add the field to TAKEN in kg/analysis/terms.py"
        )
    return "\n".join((hand, "", made, END + rest))


if __name__ == "__main__":
    from definitions import repeated

    FILE.write_text(repeated(renewed(FILE.read_text(encoding="utf-8"))), encoding="utf-8")
