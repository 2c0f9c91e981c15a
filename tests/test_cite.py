"""`kg cite`: papers of a graph as CSL-JSON and as BibTeX, which a small reader of our own reads back."""

import io
import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.console import Console

from kg.commands import papers as command
from kg.engine import Engine
from kg.errors import UnknownName
from kg.export.bibtex import bibtex, escaped, key
from kg.export.citations import cite, csl
from kg.export.names import Name, name
from kg.export.works import Work, works
from kg.model.citation import Author
from kg.release import Release

CSL_TYPES = {"article-journal", "document"}  # the two of csl-data.json's enumeration that are used
CSL_KEYS = {"id", "type", "title", "container-title", "issued", "author", "DOI", "PMID", "PMCID", "URL", "custom"}
COMMANDS = {"textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~"}
COMMANDS |= {"textasciicircum": "^", **{sign: sign for sign in "&%$#_"}}


def entries(text: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Kind, key and raw fields of each entry, with braces counted as BibTeX counts them: each, whatever is before."""
    place = 0
    while found := re.compile(r"@(\w+)\{([^\s,{}()=\"#%~\\']+),").search(text, place):
        fields, place = {}, found.end()
        while opened := re.compile(r"\s*(\w+) = \{").match(text, place):
            start = place = opened.end()
            depth = 1
            while depth:
                depth += {"{": 1, "}": -1}.get(text[place], 0)
                place += 1
            fields[opened[1]] = text[start : place - 1]
            assert text[place] == ","
            place += 1
        closed = re.compile(r"\s*\}").match(text, place)
        assert closed, text[place : place + 40]
        place = closed.end()
        yield found[1], found[2], fields


def read(value: str) -> str:
    """A value as TeX would show it: commands done, grouping braces gone, no sign left that means something."""
    shown = ""
    while value:
        if found := re.match(r"\\([a-z]+|.)", value):
            shown += COMMANDS[found[1]]
        else:
            found = re.match(r".", value, re.DOTALL)
            assert found[0] not in "&%$#_~^"
            shown += "" if found[0] in "{}" else found[0]
        value = value[found.end() :]
    return shown


def work(**facts: object) -> Work:
    known = dict.fromkeys(Work.__slots__) | {"key": "pmid-0000001"} | facts
    return Work(**known)


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"))).filter(str.strip)


@settings(deadline=None)
@given(TEXT, TEXT, TEXT)
@example("\\", "}", "{")
@example("{\\&}", "a~b^c", "100 % & $5 #1 x_y")
@example("CSF1R and c.2345G>A {p.Arg782His", "Toys and Dolls", "@article{x,")
def test_bibtex_reads_back(title: str, journal: str, author: str) -> None:
    written = bibtex([work(title=title, journal=journal, author=name(author), year=2001), work(key="b", title="B")])
    (kind, at, fields), (_, other, _) = entries(written)
    assert (kind, at, other, fields["year"]) == ("article", "pmid-0000001", "b", "2001")
    assert read(fields["title"]) == " ".join(title.split())
    assert read(fields["journal"]) == " ".join(journal.split())
    held = name(author)
    parts = (held.suffix, held.given) if held.suffix else (held.given,) if held.initials else ()
    wanted = ", ".join((held.family, *parts))
    assert read(fields["author"]) == " ".join(wanted.split())


@settings(deadline=None)
@given(TEXT)
def test_escaped_braces_are_in_pairs(text: str) -> None:
    depth = 0
    for letter in escaped(text):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        assert depth >= 0
    assert depth == 0


@settings(deadline=None)
@given(st.text(), st.text())
def test_keys_are_safe_and_do_not_collide(one: str, other: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9.:+_-]*", key(one))
    assert (key(one) == key(other)) == (one == other)


@settings(deadline=None)
@given(st.text(min_size=1).filter(str.strip))
def test_a_doi_keeps_the_entry_whole(doi: str) -> None:
    (_, _, fields), _ = entries(bibtex([work(doi=doi), work(key="next")]))
    assert "{" not in fields["doi"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Toy A", Name("Toy", "A")),
        ("van der Toy ABC", Name("van der Toy", "ABC")),
        ("Kındış E", Name("Kındış", "E")),
        ("Toy", Name("Toy")),
        ("Toy Jing", Name("Toy Jing", whole=True)),
        ("Toy G (玩)", Name("Toy G (玩)", whole=True)),
        ("Toy Consortium", Name("Toy Consortium", whole=True)),
        ("Toy AB III", Name("Toy", "AB", suffix="III")),
        ("Toy HF IV", Name("Toy", "HF", suffix="IV")),
        ("van der Toy-Muster AA Jr", Name("van der Toy-Muster", "AA", suffix="Jr")),
        ("O'Toy A, Sr.", Name("O'Toy", "A", suffix="Sr")),
        ("Toy 3rd", Name("Toy", suffix="3rd")),
        ("Toy II", Name("Toy", "II")),
        ("Ivanov IV", Name("Ivanov", "IV")),
        ("Toy J-P", Name("Toy", "J-P")),
        ("Игрушкин ИВ", Name("Игрушкин", "ИВ")),
        ("Igrushkin IuSh", Name("Igrushkin", "IuSh")),
        ("Brinquedo Lde S", Name("Brinquedo", "Lde S")),
        ("Brinquedo AD Júnior", Name("Brinquedo", "AD", suffix="Júnior")),
        ("Gómez-Hospital JA", Name("Gómez-Hospital", "JA")),
        ("los investigadores del Proyecto TOY", Name("los investigadores del Proyecto TOY", whole=True)),
        ("玩 具", Name("玩 具", whole=True)),
        ("Toy Diseases Network USA", Name("Toy Diseases Network USA", whole=True)),
        ("Toy Study Group UK", Name("Toy Study Group UK", whole=True)),
        ("Toy Center EU", Name("Toy Center EU", whole=True)),
        ("Center DM", Name("Center", "DM")),
        ("Committee on Toys II", Name("Committee on Toys II", whole=True)),
        ("Friends of Toys UK", Name("Friends of Toys UK", whole=True)),
    ],
)
def test_names(text: str, parts: Name) -> None:
    assert name(text) == parts


FAMILIES = st.lists(
    st.sampled_from(["Toy", "Ängström", "O'Muster", "Toy-Muster", "Kındış", "Игрушкин", "Παιχνίδης", "Mc Toy"]),
    min_size=1,
    max_size=2,
).map(" ".join)
PARTICLES = st.sampled_from(["", "van ", "van der ", "de ", "de la ", "von ", "zu ", "d'", "al-", "Van ", "Della "])
INITIALS = st.from_regex(r"(Sh|Zh|Ia|[A-ZÅÉИ])(-?(Iu|Ts|[A-ZÅÉИ])){0,4}|[A-Z]de [A-Z]", fullmatch=True)
SUFFIXES = st.sampled_from(["", "Jr", "Sr", "2nd", "3rd", "4th", "II", "III", "IV", "V", "VIII"])


@settings(deadline=None)
@given(PARTICLES, FAMILIES, INITIALS, SUFFIXES)
def test_a_name_comes_back_in_the_parts_it_was_built_of(of: str, family: str, initials: str, suffix: str) -> None:
    """As `kg paper new` writes it, so `kg cite` reads it, and BibTeX has the parts in its own order."""
    text = str(Author(of + family, initials, suffix))
    assert name(text) == Name(of + family, initials, suffix=suffix)
    ((_, _, fields),) = entries(bibtex([work(author=name(text))]))
    parts = [read(part) for part in fields["author"].split(", ")]
    assert parts[:-1] == [of + family, suffix] if suffix else [of + family]
    assert re.sub(r"[. ]", "", parts[-1]) == initials.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "given_names"),
    [("Toy AB", "A. B."), ("Toy J-P", "J.-P."), ("Igrushkin IuSh", "Iu. Sh."), ("Brinquedo Lde S", "L. de S.")],
)
def test_initials_as_given_names(text: str, given_names: str) -> None:
    assert name(text).given == given_names


BODIES = ["Network", "Study Group", "Consortium", "Collaborators", "Working Party", "Registry", "Arbeitsgemeinschaft"]


@settings(deadline=None)
@given(FAMILIES, st.sampled_from(BODIES), st.sampled_from(["", " UK", " USA", " EU", " II", " AB III", " ALFA"]))
def test_a_body_stays_whole_whatever_stands_at_its_end(named: str, body: str, end: str) -> None:
    text = f"{named} {body}{end}"
    assert name(text) == Name(text, whole=True)
    assert json.loads(csl([work(author=name(text))]))[0]["author"] == [{"literal": text}]


def test_a_suffix_has_a_field_of_its_own() -> None:
    (item,) = json.loads(csl([work(author=name("Toy AB III"))]))
    assert item["author"] == [{"family": "Toy", "given": "A. B.", "suffix": "III"}]
    ((_, _, fields), (_, _, alone)) = entries(bibtex([work(author=name(text)) for text in ("Toy AB III", "Toy Jr")]))
    assert (fields["author"], alone["author"]) == ("Toy, III, A. B.", "Toy, Jr, {}")


def test_names_in_gene_case_keep_their_capitals() -> None:
    ((_, _, fields),) = entries(bibtex([work(title="Adult-Onset disease with CSF1R variants on MRI")]))
    assert fields["title"] == "Adult-Onset disease with {CSF1R} variants on {MRI}"


def test_authors_that_would_come_apart_are_kept_together() -> None:
    ((_, _, fields),) = entries(bibtex([work(author=Name("Toys and Dolls", whole=True))]))
    assert fields["author"] == "{Toys and Dolls}"


def test_the_toy_papers_in_csl(toy: Engine) -> None:
    one, two, three = json.loads(cite(toy, (), "csl"))
    assert one == {
        "id": "pmid-0000001",
        "type": "article-journal",
        "title": "Toy paper one",
        "container-title": "Journal of Toys",
        "issued": {"date-parts": [[2001]]},
        "author": [{"family": "Toy", "given": "A."}],
        "DOI": "10.0000/toy.1",
        "PMID": "0000001",
        "custom": {"authors": "the first only"},
    }
    assert [two["id"], three["id"]] == ["pmid-0000002", "pmid-0000003"]


@pytest.mark.parametrize(
    "spelling",
    ["0000001", "PMID:0000001", "10.0000/toy.1", "pmid-0000001", "paper:pmid-0000001", "https://doi.org/10.0000/toy.1"],
)
def test_a_paper_by_any_of_its_names(toy: Engine, spelling: str) -> None:
    assert [one.key for one in works(toy, [spelling, "0000001"])] == ["pmid-0000001"]


def test_what_is_no_paper_or_form_is_told(toy: Engine) -> None:
    with pytest.raises(UnknownName, match="0009999"):
        cite(toy, ["0009999"], "csl")
    with pytest.raises(UnknownName, match="csl or bibtex"):
        cite(toy, (), "endnote")


def test_the_command(toy_release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = io.StringIO()
    monkeypatch.setattr(command, "out", Console(file=printed))
    command.cite_command(["0000002"], "bibtex", toy_release.folder.parent)
    assert [at for _, at, _ in entries(printed.getvalue())] == ["pmid-0000002"]


@pytest.mark.slow
def test_every_paper_of_the_evidence(real: Engine) -> None:
    items = json.loads(cite(real, (), "csl"))
    held = int(real.rows("SELECT (COUNT(DISTINCT ?p) AS ?n) { ?p a kg:Paper }")[0]["n"].value)
    assert len({one["id"] for one in items}) == len(items) == held
    assert {one["type"] for one in items} <= CSL_TYPES
    assert set().union(*items) <= CSL_KEYS
    bib = list(entries(cite(real, (), "bibtex")))
    assert [at for _, at, _ in bib] == [key(one["id"]) for one in items]
    for one, (_, _, fields) in zip(items, bib, strict=True):
        assert read(fields.get("title", "")) == " ".join(one.get("title", "").split())
    assert cite(real, (), "bibtex") == cite(real, (), "bibtex")
