"""A machine of our own to install things on: this one's files, and what is written to them goes with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.checkout import ROOT

SETUP = """set -e
mount -t tmpfs machine "$MACHINE"; mkdir "$MACHINE"/{written,work,root}
mount -t overlay machine -o lowerdir=/,upperdir="$MACHINE/written",workdir="$MACHINE/work" "$MACHINE/root"
for folder in /proc /dev "$CHECKOUT" "$SHARED"; do
  mkdir -p "$MACHINE/root$folder"; mount --rbind "$folder" "$MACHINE/root$folder"
done
for folder in $ENTERED; do chmod o+x "$MACHINE/root$folder"; done
[ -z "$FROZEN" ] || mount -o remount,ro "$MACHINE/root"
exec "$CHROOT" "$MACHINE/root" "$@"
"""


def chroot(words: list[str], shared: Path, frozen: bool = False) -> list[str]:
    """A command that runs `words` there; what it writes to `shared` stays. `frozen`: nothing else can be written."""
    # A Python that lies in somebody's home may be used by any user there.
    entered = [str(one) for one in Path(sys.base_prefix).parents if not one.stat().st_mode & 0o001]
    place = shared / "machine"
    place.mkdir(exist_ok=True)
    said = {"MACHINE": place, "SHARED": shared, "CHECKOUT": ROOT, "ENTERED": " ".join(entered), "FROZEN": frozen or ""}
    said["CHROOT"] = shutil.which("chroot") or "/usr/sbin/chroot"
    given = [f"{name}={value}" for name, value in said.items()]
    return ["env", *given, "unshare", "--mount", "--propagation", "private", "bash", "-c", SETUP, "bash", *words]


def can_be_had() -> bool:
    """Whether this machine lets us make one."""
    if os.geteuid() or not all(map(shutil.which, ("unshare", "chroot", "setpriv"))):
        return False
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run(chroot(["true"], Path(folder)), capture_output=True).returncode == 0


def needed() -> None:
    """Skip where there can be none."""
    if not can_be_had():
        pytest.skip("a root of one's own needs Linux, its administrator, util-linux and overlayfs")
