"""Settings that cannot be are told all at once, before anything is loaded; so is a port that cannot be listened on."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.port import NoPort, taken
from api.serve import chosen
from api.settings import _KINDS, BadSetting, Settings
from kg.settings import FOLDERS, KEYS, SWITCHES
from tests.checkout import ROOT
from tests.conftest import free_port

KNOWN = {*FOLDERS, *KEYS, *SWITCHES, *(f"KG_{one.name.upper()}" for one in fields(Settings))}
NEAR = {
    "KG_PROT": "KG_PORT",
    "KG_WORKER": "KG_WORKERS",
    "KG_RELEASE": "KG_RELEASES",
    "KG_BASEURL": "KG_BASE_URL",
}
WRONG = {
    "KG_PORT": ["eighty", "65536", "-1", "80.0", "", "٣", "9" * 5000, "tcp://192.0.2.1:80"],
    "KG_WORKERS": ["-1", "two"],
    "KG_PAGE_SIZE": ["0"],
    "KG_RUNNING_PER_CLIENT": ["0"],
    "KG_DEADLINE": ["0", "-1", "nan", "inf", "soon"],
    "KG_WATCH": ["-1", "nan"],
    "KG_BASE_URL": [
        "example.org",
        "ftp://example.org/",
        "https://",
        "https://example.org/?a",
        "http://[::1",
        "http://a b/",
        "https://example.org/<toy>",
        "https://example.org/toy%2",
    ],
    "KG_ENGINE": ["/sparql", "https://example.org/{toy}", "https://example.org:port/"],
    "KG_TRUSTED_PROXIES": ["proxy", "10.0.0.1, 10.0.0", "192.0.2.0/24"],
    "KG_FEDERATION": ["uniprot", "https://example.org/sparql, wikidata"],
}
RIGHT = {
    "KG_PORT": ["0", "65535"],
    "KG_WORKERS": ["0"],
    "KG_WATCH": ["0", "0.5"],
    "KG_BASE_URL": ["", "https://example.org", "http://localhost:8000/csf1r/", "http://toy.example/ö%C3%B6"],
    "KG_ENGINE": ["http://localhost:8890/sparql?toy=1"],
    "KG_TRUSTED_PROXIES": ["127.0.0.1 ::1", "127.0.0.1,192.0.2.7"],
    "KG_FEDERATION": ["https://sparql.example.org/sparql/ https://example.org/other"],
}


@pytest.mark.parametrize("name", NEAR)
def test_an_unknown_setting_is_told_with_the_one_that_was_meant(name: str) -> None:
    with pytest.raises(BadSetting, match=f"^{name} is no setting; right would be {NEAR[name]}, if that was meant$"):
        Settings.of_environment({name: "1"})


def test_a_setting_that_is_like_none_is_told_with_all_that_there_are() -> None:
    with pytest.raises(BadSetting) as told:
        Settings.of_environment({"KG_QQQQQQQQ": "1"})
    assert set(re.findall(r"KG_\w+", str(told.value))) == KNOWN | {"KG_QQQQQQQQ"}


def test_settings_of_other_commands_and_of_other_programs_are_left_alone() -> None:
    others = {**dict.fromkeys((*FOLDERS, *KEYS, *SWITCHES), "toy"), "PORT": "x", "PKG_CONFIG": "y", "kg_port": "z"}
    assert Settings.of_environment(others) == Settings()


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in WRONG.items() for text in texts])
def test_a_setting_that_cannot_be_is_named_with_what_would_be_right(name: str, text: str) -> None:
    with pytest.raises(BadSetting, match=rf"^{name} is .*; it must be "):
        Settings.of_environment({name: text})


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in RIGHT.items() for text in texts])
def test_a_setting_at_the_edge_of_what_can_be_is_taken(name: str, text: str) -> None:
    assert Settings.of_environment({name: text})


@given(st.dictionaries(st.sampled_from(sorted(KNOWN)), st.text(max_size=30)))
def test_whatever_stands_there_is_read_or_told(environment: dict[str, str]) -> None:
    try:
        Settings.of_environment(environment)
    except BadSetting as told:
        for line in str(told).splitlines():
            assert re.match(r"KG_\w+ is ", line)


def test_every_fault_is_told_in_one_run_and_options_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in {"KG_PROT": "80", "KG_GRACE": "long", "KG_PORT": "not looked at"}.items():
        monkeypatch.setenv(name, text)
    with pytest.raises(BadSetting) as told:
        chosen(None, 70_000, "nowhere", None)
    assert [line.split(" is ")[0] for line in str(told.value).splitlines()] == [
        "KG_PROT",
        "--port",
        "KG_GRACE",
        "--engine",
    ]


def test_the_usual_settings_are_ones_that_can_be_set() -> None:
    usual = Settings()
    spelt = {one.name: getattr(usual, one.name) for one in fields(Settings)}
    texts = {f"KG_{name.upper()}": " ".join(is_) if isinstance(is_, tuple) else f"{is_}" for name, is_ in spelt.items()}
    assert Settings.of_environment(texts) == usual
    assert {str(one.type) for one in fields(Settings)} <= _KINDS.keys()


def test_every_variable_that_is_named_anywhere_is_one_that_there_is() -> None:
    """In code, in documentation, and in what runs it."""
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    own = [name for name in tracked if not name.startswith("tests/")]
    text = "\n".join((ROOT / name).read_text(encoding="utf-8", errors="replace") for name in own)
    named = set(re.findall(r"\bKG_[A-Z_]*[A-Z]\b", text))
    assert named - KNOWN == set()
    assert set(FOLDERS) <= named


# --- the port


@pytest.fixture
def busy() -> Iterator[int]:
    """A port on which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as somebody:
        yield somebody.getsockname()[1]


def serve(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """`kg serve`, which is to end by itself: there is no release here, and whatever is looked at before is told."""
    command = [sys.executable, "-m", "kg", "serve", "--releases", "/nowhere", *words]
    environment = {**os.environ, **settings}
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, env=environment, timeout=60)


def test_a_busy_port_is_told_in_one_line_before_anything_is_loaded(busy: int) -> None:
    for done in (serve("--port", str(busy)), serve(KG_PORT=str(busy))):
        assert done.returncode == 1
        [line] = done.stderr.splitlines()
        found = re.fullmatch(
            rf"kg: port {busy} at 127\.0\.0\.1 is taken: .*; right would be a free one, such as (\d+) "
            r"\(`make serve PORT=(\d+)`, `kg serve --port (\d+)`\)",
            line,
        )
        assert found, line
        assert len(set(found.groups())) == 1
        for one in taken("127.0.0.1", int(found[1])):
            one.close()


def test_make_serve_tells_a_busy_port_before_it_builds(busy: int, tmp_path: Path) -> None:
    """In a folder where nothing could be built; and with a Python that has nothing installed."""
    command = ["make", "-f", ROOT / "Makefile", "serve", f"PORT={busy}", f"PYTHON={sys.executable} -S"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    done = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True, env=environment)
    assert done.returncode == 2
    assert done.stderr.splitlines()[0].startswith(f"kg: port {busy} at 127.0.0.1 is taken")
    assert "`make serve PORT=" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--host", "192.0.2.1"], "192.0.2.1 is no address of this machine; right would be 127.0.0.1 for"),
        (["--host", "toy.invalid"], "'toy.invalid' is the name of no machine; right would be 127.0.0.1 for"),
        (["--host", "a" * 100 + ".b"], "' is the name of no machine; right would be 127.0.0.1 for"),
        (["--port", "70000"], "--port is 70000; it must be a port: 1 to 65535, or 0 for any that is free"),
    ],
)
def test_a_place_where_nobody_can_listen_is_told_with_one_where_one_can(words: list[str], told: str) -> None:
    done = serve(*words)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert told in done.stderr


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can become somebody else")
def test_a_port_of_the_system_is_told_with_one_that_is_free() -> None:
    lowest = int(Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text())
    if lowest < 2:
        pytest.skip("every port is everybody's here")
    code = f"import encodings.idna, os; from api.port import taken; os.setuid(65534); taken('127.0.0.1', {lowest - 1})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, capture_output=True, text=True)
    assert f"port {lowest - 1} is not for this user" in done.stderr.splitlines()[-1]
    assert "--port" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0", "::1", "::", ""])
def test_a_host_is_listened_on_at_all_its_addresses(host: str) -> None:
    try:
        sockets = taken(host, 0)
    except NoPort:
        assert ":" in host, "only IPv6 may be missing"
        pytest.skip("no IPv6 here")
    assert len({one.getsockname()[1] for one in sockets}) == 1
    again = sockets[0].getsockname()[1]
    for one in sockets:
        one.listen()
    with pytest.raises(NoPort, match=f"port {again}"):
        taken(host, again)
    for one in sockets:
        one.close()


def test_a_port_that_was_just_left_can_be_taken_again() -> None:
    port = free_port()
    for _ in range(2):
        [one] = taken("127.0.0.1", port)
        one.listen()
        with socket.create_connection(("127.0.0.1", port)):
            one.accept()[0].close()
        one.close()
