"""The page that says how to run it, and the unit: each command as it stands, on a machine without a network."""

import re
import shutil
import signal
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import httpx2
import pytest
from prometheus_client.parser import text_string_to_metric_families

from api.settings import Settings
from kg.release import Release
from kg.sources.positions import read_yaml
from tests import machine
from tests.checkout import ROOT
from tests.conftest import awaited, free_port
from tests.packets import packet, raw

DEPLOY = ROOT / "deploy"
PAGE = (DEPLOY / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
UNIT = ConfigParser(strict=False, interpolation=None, comment_prefixes=("#",))
UNIT.optionxform = str  # type: ignore[assignment,method-assign]
UNIT.read(DEPLOY / "csf1r-kg.service")
SERVICE = UNIT["Service"]

# What systemd does for the unit, where it does not run: the user, the settings, a root that is read-only, no rights.
SYSTEMD = r"""
set -euo pipefail
mount -t proc proc /proc
ip link set lo up
key() { sed -n "s/^$1=//p" /etc/systemd/system/csf1r-kg.service; }
start() {
  (set -a; . "$(key EnvironmentFile | sed 's,^-,,')"; set +a; cd "$(key WorkingDirectory)"
   exec unshare --mount --propagation private sh -c 'mount -o remount,ro,bind / && exec setpriv --reuid "$0" \
     --regid "$0" --init-groups --bounding-set=-all --no-new-privs "$@"' "$(key User)" $(key ExecStart)) >>/log 2>&1 &
  echo $! >/pid
}
stop() { kill -TERM "$(cat /pid)"; while kill -0 "$(cat /pid)" 2>/dev/null; do sleep 0.1; done; }
systemctl() {
  case $1 in
    enable) command systemctl enable csf1r-kg; start ;;
    reload) MAINPID=$(cat /pid); eval "$(key ExecReload)" ;;
    restart) stop; start ;;
  esac
}
told() { echo; echo "== $1"; shift; "$@"; echo "=="; }
count() {
  curl --silent --fail --retry 60 --retry-connrefused --retry-delay 1 http://127.0.0.1:8000/sparql \
    --header 'Accept: text/csv' --data-urlencode 'query=SELECT (COUNT(*) AS ?n) { ?c a kg:Case }' | tail -n 1
}
last=
another() { for _ in $(seq 100); do [ "$(count)" = "$last" ] || break; sleep 0.2; done; last=$(count); echo "$last"; }
trap 'cat /log >&2 || true' ERR
"""


def test_every_block_is_one_that_is_run_here() -> None:
    assert len(SHOWN) == 7
    assert len(re.findall(r"^```\w+$", PAGE, re.MULTILINE)) == 7 + 3, "and one for nginx, two for Prometheus"


def script() -> str:
    """All blocks but the first, in their order, and after each what is seen of the server."""
    install, own, backup, upgrade, back, listed = SHOWN[1:]
    again = "mkdir /again && tar -xzf /var/backups/csf1r-kg.tar.gz -C /again && ls /again"
    return "\n".join(
        [
            SYSTEMD,
            *(install, "told ready curl --silent http://127.0.0.1:8000/health", "told installed another"),
            "told unit systemd-analyze verify /etc/systemd/system/csf1r-kg.service",
            "told enabled readlink /etc/systemd/system/multi-user.target.wants/csf1r-kg.service",
            "told owner stat --format '%U %a' /var/lib/csf1r-kg /etc/csf1r-kg.env",
            *(own, "told own another"),
            *(backup, f"told backup sh -c '{again}'"),
            *("cd /shared", upgrade, "told upgraded count"),
            *(back, "told back another"),
            *("echo; echo == listed", listed, "echo ==", "stop", "told log cat /log"),
        ]
    )


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What was seen after each step."""
    machine.needed()
    shared = tmp_path_factory.mktemp("shared")
    for name in ("api", "kg", "ontology", "queries", "deploy"):
        shutil.copytree(ROOT / name, shared / name, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-DATA", "CITATION.cff"):
        shutil.copy(ROOT / name, shared)
    python = Path(sys.base_prefix) / "bin"
    first = f'PATH="{Path(sys.executable).parent}:$PATH"; set -e; {SHOWN[0]}'
    done = subprocess.run(["bash", "-c", first], cwd=shared, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr
    (shared / "packets").mkdir()
    (shared / "packets" / "toy.json").write_bytes(raw(packet(1)))
    before = f'PATH="{python}:/usr/sbin:/usr/bin:/sbin:/bin"; mkdir -p /srv /shared; cp -r {shared}/packets /srv/\n'
    before += f"mount --bind {shared} /shared; chmod 755 /shared; cd /shared\n"
    alone = ["unshare", "--net", "--pid", "--fork", "--kill-child"]
    words = machine.chroot([*alone, "bash", "-c", before + script()], shared)
    done = subprocess.run(words, capture_output=True, text=True, timeout=900, env={"PATH": "/usr/sbin:/usr/bin"})
    assert done.returncode == 0, done.stdout + done.stderr
    return dict(re.findall(r"^== (\w+)\n(.*?)==$", done.stdout, re.MULTILINE | re.DOTALL))


@pytest.mark.slow
def test_what_is_installed_without_a_network_answers(seen: dict[str, str]) -> None:
    assert '"status":"ok"' in seen["ready"]
    assert int(seen["installed"]) > 50
    assert seen["enabled"].split() == ["/etc/systemd/system/csf1r-kg.service"]
    assert seen["owner"].split() == ["csf1r-kg", "750", "root", "600"]


@pytest.mark.slow
def test_systemd_finds_nothing_wrong_with_the_unit(seen: dict[str, str]) -> None:
    assert seen["unit"].strip() == ""


@pytest.mark.slow
def test_data_of_ones_own_come_in_while_it_runs_and_the_release_before_comes_back(seen: dict[str, str]) -> None:
    before, one_more, upgraded, back = (int(seen[step]) for step in ("installed", "own", "upgraded", "back"))
    assert before + 1 == one_more == upgraded
    assert back == before


@pytest.mark.slow
def test_a_backup_holds_what_was_imported_and_no_release(seen: dict[str, str]) -> None:
    assert "cohorts" in seen["backup"].split()
    assert "releases" not in seen["backup"].split()


@pytest.mark.slow
def test_the_log_names_no_client_and_nothing_went_wrong(seen: dict[str, str]) -> None:
    assert '"outcome": "answered"' in seen["log"]
    assert not re.search(r'"level": "(warning|error|critical)"', seen["log"]), seen["log"]
    assert "csf1r-kg==" in seen["listed"] and "pyoxigraph==" in seen["listed"]


def test_the_rules_for_prometheus_ask_for_numbers_that_there_are(served: str, tmp_path: Path) -> None:
    for number, block in enumerate(re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)):
        (tmp_path / f"{number}.yaml").write_text(block)
    (group,) = read_yaml(tmp_path / "1.yaml").value["groups"]
    (scraped,) = read_yaml(tmp_path / "0.yaml").value["scrape_configs"]
    asked = {name for rule in group["rules"] for name in re.findall(r"\bkg_\w+", rule["expr"])}
    base = served.rpartition("/")[0] if served.endswith("sparql") else served
    metrics = httpx2.get(f"{base}/metrics", timeout=60).text
    there = {sample.name for family in text_string_to_metric_families(metrics) for sample in family.samples}
    assert asked and asked <= there
    assert scraped["static_configs"] == [{"targets": [f"127.0.0.1:{Settings().port}"]}]


def test_the_proxies_bound_a_little_wider_than_the_server() -> None:
    waiting = Settings().patience + Settings().deadline_most
    for name in ("nginx.conf", "Caddyfile"):
        text = (DEPLOY / name).read_text()
        (seconds,) = map(int, re.findall(r"(?:read|header)_timeout (\d+)s", text))
        (size,) = map(int, re.findall(r"max(?:_body)?_size (\d+)[kK]", text))
        assert seconds > waiting and size * 1000 > Settings().body_most, name


def test_the_settings_that_are_shown_are_settings() -> None:
    lines = [line.split("=") for line in (DEPLOY / "csf1r-kg.env").read_text().splitlines() if line[0] != "#"]
    assert Settings.of_environment(dict(lines)) != Settings()
    named = set(re.findall(r"`(KG_\w+)", PAGE)) - {"KG_RELEASES"}
    assert named <= {f"KG_{name.upper()}" for name in Settings.__dataclass_fields__}


def calls(name: str) -> set[str]:
    """The system calls of one of systemd's groups."""
    text = subprocess.run(
        ["systemd-analyze", "syscall-filter", name], capture_output=True, text=True, check=True
    ).stdout
    words = re.findall(r"^    (\S+)$", text, re.MULTILINE)
    return {one for word in words for one in (calls(word) if word.startswith("@") else {word})}


@pytest.fixture(scope="module")
def traced(toy_release: Release, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Every system call of a server that answers, has a query stopped and a worker begun anew, and ends."""
    if not (strace := shutil.which("strace")):
        pytest.skip("strace is not installed; see tests/tools/clients.sh")
    home, port = tmp_path_factory.mktemp("traced"), free_port()
    trace = home / "trace"
    command = [sys.executable, "-m", "kg", "serve", "--port", str(port), "--releases", str(toy_release.folder.parent)]
    with (log := home / "log").open("wb") as out:
        process = subprocess.Popen([strace, "-f", "-qq", "-o", trace, *command], cwd=ROOT, stderr=out)
    address = f"http://127.0.0.1:{port}"
    try:
        awaited(f"{address}/health/ready", process, log)
        endless = {"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "timeout": "1"}
        assert httpx2.get(f"{address}/sparql", params=endless, timeout=30).status_code == 504
        assert httpx2.post(f"{address}/graphql", json={"query": "{ cases { totalCount } }"}, timeout=30).is_success
        for page in ("/", "/find?name=TOY1", "/download/", "/metrics"):
            assert httpx2.get(address + page, follow_redirects=True, timeout=30).is_success
    finally:
        (child,) = map(int, Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split())
        subprocess.run(["kill", "-s", str(int(signal.SIGTERM)), str(child)], check=False)
        process.wait(60)
    return trace.read_text(errors="replace")


@pytest.mark.slow
def test_the_unit_allows_every_call_that_the_server_makes(traced: str) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd is not installed")
    allowed: set[str] = set()
    for line in re.findall(r"^SystemCallFilter=(.*)$", (DEPLOY / "csf1r-kg.service").read_text(), re.MULTILINE):
        allowed = allowed - calls(line[1:]) if line.startswith("~") else allowed | calls(line)
    made = set(re.findall(r"^\d+ +(\w+)\(", traced, re.MULTILINE))
    assert len(made) > 40
    assert made - allowed == set()


@pytest.mark.slow
def test_the_server_writes_nothing_reaches_nobody_and_makes_no_code(traced: str) -> None:
    """So that a read-only root, the families and MemoryDenyWriteExecute of the unit take nothing from it."""
    written = re.findall(r'open(?:at)?\((?:AT_FDCWD, )?"([^"]+)", [^)]*O_(?:WRONLY|RDWR|CREAT)', traced)
    assert set(written) <= {"/dev/null"}
    families = set(re.findall(r"socket(?:pair)?\((AF_\w+)", traced))
    assert families <= set(SERVICE["RestrictAddressFamilies"].split())
    assert not re.search(r"connect\(\d+, \{sa_family=AF_INET", traced)
    assert SERVICE["MemoryDenyWriteExecute"] == "yes"
    assert not re.search(r"PROT_WRITE\|PROT_EXEC|PROT_EXEC\|PROT_WRITE", traced)


def test_systemd_finds_the_unit_closed_in() -> None:
    if not (program := shutil.which("systemd-analyze")):
        pytest.skip("systemd is not installed")
    words: list[Any] = [program, "security", "--offline=true", DEPLOY / "csf1r-kg.service"]
    done = subprocess.run(words, capture_output=True, text=True)
    (level,) = re.findall(r"exposure level for csf1r-kg.service: ([\d.]+)", done.stdout)
    assert float(level) < 2
