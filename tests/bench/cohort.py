"""How a cohort of ten thousand people comes in, is built and is asked: `python -m tests.bench cohort [PEOPLE]`.

The people are toy, but each has two dozen terms drawn from all of HPO, so that closures, names and counts are as large
as those of a public collection.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kg.analysis import Held
from kg.analysis.tables import counted
from kg.engine import Question
from kg.engine import questions as ask
from kg.engine.memory import MemoryEngine
from kg.find import Group
from kg.find.filters import CaseFilter
from kg.lexicon import Lexicon
from kg.release import current
from kg.sources.hpo import hpo_path, read_hpo
from tests.bench import analyses
from tests.packets import age, call, feature, packet, variant

PEOPLE, TERMS, GENES = 10_580, 24, 719
_TIMED = """
import atexit, resource, sys
from kg.cli import main
def told():
    own, java = (resource.getrusage(one).ru_maxrss // 1024 for one in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"PEAK {own:,} MB; the largest of its children {java:,} MB", file=sys.stderr)
atexit.register(told)
main()
"""


def main() -> None:
    """Print the figures of an import, a build, and all questions over the release."""
    people = int(sys.argv[2]) if len(sys.argv) > 2 else PEOPLE
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        write_packets(home / "packets", people)
        took = command(home, "import", "phenopackets", str(home / "packets"), "--name", "toy", "--licence", "CC0-1.0")
        print(f"  {people / took:,.0f} packets a second, with the start of the command")
        command(home, "build", "--releases", str(home / "releases"))
        begun = time.perf_counter()
        release = current(home / "releases")
        engine = Held.lend(release.engine(), release.folder)
        print(f"load                {time.perf_counter() - begun:8.2f} s, {len(engine):,} quads")
        print(f"  memory of the engine {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:,} MB")
        asked(engine)


def write_packets(folder: Path, people: int) -> None:
    """Packets in a folder a gene; the draw is the same each time."""
    drawn = random.Random(1)
    hpo = read_hpo(hpo_path())
    terms = sorted(hpo.descendants("HP:0000118"))
    for number in range(people):
        symbol = f"TOY{number % GENES}"
        features = [
            feature(one, hpo.terms[one].label, excluded=place % 2 == 0, onset=age(f"P{drawn.randrange(1, 40)}Y"))
            for place, one in enumerate(drawn.sample(terms, TERMS))
        ]
        whole = packet(number, phenotypicFeatures=features)
        position = drawn.randrange(1, 3000)
        diagnosis = whole["interpretations"][0]["diagnosis"]
        diagnosis["genomicInterpretations"] = [call(variant(f"NM_000000.1:c.{position}G>A", symbol))]
        (folder / symbol).mkdir(parents=True, exist_ok=True)
        (folder / symbol / f"{number}.json").write_text(json.dumps(whole, indent=1))


def command(home: Path, *words: str) -> float:
    """Run a command of `kg` in a process of its own, with its time and its memory."""
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _TIMED, *words],
        env={"PYTHONPATH": str(Path.cwd()), "KG_COHORTS": str(home / "cohorts"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    took = time.perf_counter() - begun
    peak = next((line for line in done.stderr.splitlines() if line.startswith("PEAK")), done.stderr[-2000:])
    print(f"{' '.join(words[:2]):20}{took:8.2f} s, {peak.removeprefix('PEAK ')}")
    return took


def asked(engine: MemoryEngine) -> None:
    """Each question once, the slowest first; then what the API reads beside."""
    questions = [one for one in ask.catalogue() if not one.federates_with]
    times = [(took(lambda text=one.text: engine.answer(Question(text))), one.name) for one in questions]
    for seconds, name in sorted(times, reverse=True)[:8]:
        print(f"  {name:40}{seconds:8.2f} s")
    print(f"  the other {len(times) - 8} questions together {sum(sorted(one for one, _ in times)[:-8]):.2f} s")
    print(f"read: words to search  {took(lambda: Lexicon.of(engine)):8.2f} s")
    print(f"read: names to resolve {took(lambda: Lexicon.of(engine).resolve('HDLS')):8.2f} s")
    held = Held.of(engine)
    for group in (Group.ALL, Group.GENE):
        seconds = took(lambda group=group: counted(held, CaseFilter(), group))
        print(f"frequencies by {group.name:8}{seconds:8.2f} s")
    analyses.counted(held)


def took(work: object) -> float:
    """Seconds of one run."""
    begun = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - begun
