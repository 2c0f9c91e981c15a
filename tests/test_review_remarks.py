"""Nothing that a person wrote beside their entries is lost: comments, names, blank lines, order, quotes."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.review.candidates import Candidate, candidates_in
from kg.review.desk import ReviewDesk
from kg.review.edits import NotEditable
from kg.review.journal import NothingToUndo, journal_of
from kg.review.rulings import NotDecided
from kg.sources.positions import value_of
from kg.sources.written import lines_of, remarks_of, rows_of

DAY = date(2002, 2, 2)
FULL = """\
# 1 above the file
revised: 2001-01-31   # 2 the day

paper:   # 3 of the paper
  # 4 the title as printed
  title: "Toy paper: 'one' # no comment"   # 5 quoted
  design: case report # 6
  readings: [{depth: full text, url: "https://example.org/toy#there"}]   # 7 in brackets
  proposed: true   # 8 nobody has accepted it
  why:   # 9
  # 10 why it is doubtful
  - the toy names no kind   # 11

cases:   # 12
# 13 the first person
- proposed: true   # 14 a decision before all else
  # 15 between two keys
  label: 'toy woman'   # 16 hers
  quote: a toy
    woman   # 17 on two lines
  variants: [{gene: TOY1, coding: "c.1A>G", proposed: true}, {gene: TOY2, stated: 'G#2', proposed: true}]   # 18

  phenotypes:   # 19
  # 20 above an entry in brackets
  - {text: tremor, status: present, proposed: true}   # 21 behind it

  - {text: ataxia, hpo: "HP:0001251", label: Ataxia,   # 22 within
     # 23 a line of its own
     status: absent, quote: "no
     # ataxia",
     proposed: true,   # 24 at the key that goes
     why: [doubtful]   # 25 the last

     }   # 26 closed
  - {
      proposed: true,
      text: fall,   # 27
      status: present
    }
  - text: &words rigidity   # 28 has a name
    status: present
    proposed: true   # 29

    why:
    - one   # 30
    # 31
    - two
    # 32 behind the last
  - text: |   # 33 as printed
      # no comment
      fits

    status: present
    proposed: true
  # 34 behind all signs
  quoted:
  - {key: sex, value: female, quote: toy woman, proposed: true}   # 35
  - key: age_at_onset   # 36
    value: 40   # 37
    proposed: true
- label: toy man   # 38
  notes:
  - *words   # 39 the same words
  phenotypes: [{text: chorea, status: present, proposed: true},   # 40
    {text: written by hand, status: present}]   # 41

  imaging:
  - {text: a spot, modality: MRI, status: present, proposed: true}
# 42 before those of nobody
aside:
- {text: toy spot, status: present, modality: MRI, quote: a spot, proposed: true}   # 43
- text: toys fall over   # 44
  status: present   # 45
  proposed: true
# 46 at the end
"""
VERBS = ["accept", "accept", "refuse", "reopen", "give", "change", "doubt", "undo", "finish"]
DECISIONS = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 40)), max_size=12)
SHARED = "rigidity"
"""An entry of which something else has the words."""


def told(one: Candidate) -> str:
    """What tells a candidate from all others, whatever is decided."""
    return str(next((one.facts[key] for key in ("text", "coding", "stated", "key") if key in one.facts), one.name))


def decide(desk: ReviewDesk, verb: str, one: Candidate) -> None:
    ways = {
        "accept": lambda: desk.accept(one.steps),
        "refuse": lambda: desk.refuse(one.steps),
        "reopen": lambda: desk.reopen(one.steps),
        "give": lambda: desk.give(one.steps, "toy man"),
        "change": lambda: desk.change(one.steps, {"place": "Toy, paragraph 1", "quote": "a: toy # no comment"}),
        "doubt": lambda: desk.accept(one.steps, doubt="in doubt"),
        "undo": desk.undo,
        "finish": desk.finish,
    }
    ways[verb]()


def entries(text: str) -> dict[str, str]:
    """The words of each entry as they are written: its lines, or what stands in brackets."""
    rows, held, value = rows_of(text), lines_of(text), value_of(text)
    found = {}
    for one in candidates_in(value):
        if len(one.steps) > 2 or one.list == "aside":
            here, inside = held[one.steps], held[one.steps[:-1]].flow
            found[told(one)] = text[here.at : here.stop] if inside else "".join(rows[here.first : here.end])
    return found


def test_every_comment_of_a_text_is_known_and_no_word_is_one() -> None:
    numbers = [int(one.split()[1]) for one in remarks_of(FULL).values()]
    assert numbers == [*range(1, 47)]


@pytest.mark.parametrize("crlf", [False, True])
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(decisions=DECISIONS)
def test_no_decision_loses_what_a_person_wrote(tmp_path: Path, crlf: bool, decisions: list[tuple[str, int]]) -> None:
    path, before = tmp_path / "toy.yaml", FULL.replace("\n", "\r\n") if crlf else FULL
    path.write_bytes(before.encode())
    journal_of(path).unlink(missing_ok=True)
    desk, touched = ReviewDesk(path, DAY), set[str]()
    moved = False
    for verb, number in decisions:
        every = [one for one in desk.candidates() if one.asked]
        one = every[number % len(every)]
        try:
            decide(desk, verb, one)
        except NotEditable:
            assert verb == "finish" or told(one) == SHARED
        except (NotDecided, NothingToUndo):
            continue
        touched.add(told(one))
        now = path.read_bytes().decode()
        assert Counter(remarks_of(now).values()) == Counter(remarks_of(before).values())
        moved |= verb in ("give", "finish")  # with the blank lines within what moves or goes
        assert moved or blank(now) == blank(before)
        there = entries(now)
        for name, words in entries(before).items():
            assert name in touched or there[name] == words
    with suppress(NothingToUndo):
        while True:
            desk.undo()
    if not any(verb == "finish" for verb, _ in decisions):
        assert path.read_bytes().decode() == before


def blank(text: str) -> int:
    return sum(not row.strip() for row in rows_of(text))
