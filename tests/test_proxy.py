"""The configurations of nginx and Caddy in `deploy/` as they stand, but for ports and certificates, before a server."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx2
import pytest

from kg.release import Release
from tests.checkout import ROOT
from tests.conftest import free_port
from tests.nginx import program

HERE = "127.0.0.1"
NGINX = """{user} daemon off; worker_processes 1; pid {home}/pid; error_log {home}/error.log;
events {{ worker_connections 256; }}
http {{ access_log off; client_body_temp_path {home}/body; proxy_temp_path {home}/proxy; fastcgi_temp_path {home}/f;
uwsgi_temp_path {home}/u; scgi_temp_path {home}/s; gzip on; gzip_types *; include {home}/site.conf; }}
"""
"""What of nginx's main configuration a site depends on; Debian's compresses too."""


@dataclass
class Site:
    """Where the world reaches the server, and a client that does."""

    address: str
    client: httpx2.Client


Proxy = Callable[[Path, int, int, int], list[str | Path]]


def certificate(home: Path) -> None:
    names = ["-subj", "/CN=localhost", "-days", "1", "-addext", "subjectAltName=DNS:localhost"]
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "1",
    ]
    where = ["-keyout", str(home / "privkey.pem"), "-out", str(home / "fullchain.pem")]
    subprocess.run([*made, *where, *names], check=True, capture_output=True)


def nginx(home: Path, plain: int, secure: int, server: int) -> list[str | Path]:
    """The site as it stands, with other ports, the certificate at another place, and the name that is ours."""
    binary = program()
    certificate(home)
    site = (ROOT / "deploy" / "nginx.conf").read_text()
    site = re.sub(r"^\s*listen \[::\]:.*\n", "", site, flags=re.MULTILINE)
    for there, here in {
        "listen 80;": f"listen {HERE}:{plain};",
        "listen 443 ": f"listen {HERE}:{secure} ",
        "127.0.0.1:8000": f"{HERE}:{server}",
        "kg.example.org": "localhost",
        "/etc/ssl/csf1r-kg": str(home),
        "https://$host$": f"https://$host:{secure}$",
        "return 308 /csf1r/": f"return 308 https://$host:{secure}/csf1r/",
    }.items():
        assert there in site
        site = site.replace(there, here)
    (home / "site.conf").write_text(site)
    (home / "nginx.conf").write_text(NGINX.format(home=home, user="user root;" * (os.geteuid() == 0)))
    return [binary, "-p", home, "-e", home / "error.log", "-c", home / "nginx.conf"]


def caddy(home: Path, plain: int, secure: int, server: int) -> list[str | Path]:
    """The same of Caddy, whose certificate is its own and not asked for elsewhere."""
    if not (program := shutil.which("caddy")):
        pytest.skip("caddy is not installed; see tests/tools/clients.sh")
    site = (ROOT / "deploy" / "Caddyfile").read_text()
    own = f"{{\n\tadmin off\n\thttp_port {plain}\n\thttps_port {secure}\n\tskip_install_trust\n\tlocal_certs\n}}\n"
    for there, here in {"kg.example.org {": "localhost {", "127.0.0.1:8000": f"{HERE}:{server}"}.items():
        assert there in site
        site = site.replace(there, here)
    (home / "Caddyfile").write_text(own + site)
    return [program, "run", "--config", home / "Caddyfile", "--adapter", "caddyfile"]


@contextmanager
def running(words: list[str | Path], log: Path, address: str, client: httpx2.Client, **how: Any) -> Iterator[None]:
    """A program until it answers at an address, and as long as it is wanted."""
    with log.open("wb") as out:
        process = subprocess.Popen(list(map(str, words)), stdout=out, stderr=out, **how)
        try:
            for _ in range(600):
                assert process.poll() is None, log.read_text()
                with suppress(httpx2.TransportError):
                    client.get(address)
                    break
                time.sleep(0.1)
            else:
                raise AssertionError(f"it does not answer at {address}: {log.read_text()}")
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


@contextmanager
def before(proxy: Proxy, home: Path, server: int) -> Iterator[tuple[str, httpx2.Client, dict[str, str]]]:
    """A proxy before a server: the address of the path, a client, and the settings that the configuration names."""
    plain, secure = free_port(), free_port()
    words = proxy(home, plain, secure, server)
    text = (ROOT / "deploy" / ("Caddyfile" if proxy is caddy else "nginx.conf")).read_text()
    settings = dict(line.split("=") for line in re.findall(r"^#   (KG_\w+=\S+)$", text, re.MULTILINE))
    assert settings["KG_BASE_URL"] == "https://kg.example.org/csf1r"
    settings["KG_BASE_URL"] = address = f"https://localhost:{secure}/csf1r"
    env = {"PATH": "/usr/bin:/bin", "HOME": str(home), "XDG_DATA_HOME": str(home)}
    client = httpx2.Client(verify=False, timeout=30)
    with client, running(words, home / "proxy.log", address, client, env=env):
        yield address, client, settings


@pytest.fixture(scope="module", params=[nginx, caddy], ids=["nginx", "caddy"])
def site(
    request: pytest.FixtureRequest, toy_release: Release, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A server of the toy release, and the proxy before it."""
    home, port = tmp_path_factory.mktemp("site"), free_port()
    with before(request.param, home, port) as (address, client, settings):
        command = [sys.executable, "-m", "kg", "serve", "--port", str(port), "--releases", toy_release.folder.parent]
        env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **settings}
        with running(command, home / "log", f"http://{HERE}:{port}/health/live", client, env=env, cwd=home):
            yield Site(address, client)


CASES = "SELECT (COUNT(*) AS ?n) { ?c a kg:Case }"


def test_both_doors_answer_below_the_path(site: Site) -> None:
    answer = site.client.post(f"{site.address}/sparql", data={"query": CASES}, headers={"accept": "text/csv"})
    assert answer.text.split() == ["n", "7"]
    answer = site.client.post(f"{site.address}/graphql", json={"query": "{ cases { totalCount } }"})
    assert answer.json()["data"] == {"cases": {"totalCount": 7}}


def test_the_path_without_its_slash_leads_to_it(site: Site) -> None:
    answer = site.client.get(site.address)
    assert answer.status_code == 308
    assert str(answer.url.join(answer.headers["location"])) == f"{site.address}/"
    assert site.client.get(f"{site.address}/", headers={"accept": "text/html"}).status_code == 200


def test_the_longest_address_that_the_server_takes_arrives(site: Site) -> None:
    query = CASES + " # " + "x" * 60_000
    answer = site.client.get(f"{site.address}/sparql", params={"query": query}, headers={"accept": "text/csv"})
    assert answer.text.split() == ["n", "7"]


def test_what_is_too_long_is_refused_by_the_server_in_its_own_words(site: Site) -> None:
    answer = site.client.post(f"{site.address}/sparql", data={"query": CASES + " # " + "x" * 1_000_000})
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")
    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_kept_answer_is_compressed_by_the_server_and_asked_again_for_nothing(site: Site) -> None:
    asked = {"query": "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 100"}
    # Which nginx and Caddy cannot do.
    first = site.client.get(f"{site.address}/sparql", params=asked, headers={"accept-encoding": "br"})
    assert first.headers["content-encoding"] == "br"
    again = {"accept-encoding": "br", "if-none-match": first.headers["etag"]}
    assert site.client.get(f"{site.address}/sparql", params=asked, headers=again).status_code == 304


class Told(BaseHTTPRequestHandler):
    """Answers with what it was told of the client, and at which path."""

    def do_GET(self) -> None:
        """One answer."""
        body = json.dumps([self.path, self.headers.get_all("x-forwarded-for")]).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.mark.parametrize("proxy", [nginx, caddy])
def test_a_client_cannot_say_that_it_is_another(proxy: Proxy, tmp_path: Path) -> None:
    """Each client has its share of the server by its address, so that is the proxy's to tell."""
    with ThreadingHTTPServer((HERE, 0), Told) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with before(proxy, tmp_path, server.server_port) as (address, client, _):
            there = client.get(f"{address}/sparql?query=ASK", headers={"x-forwarded-for": "203.0.113.9"})
        server.shutdown()
    assert there.json() == ["/csf1r/sparql?query=ASK", [HERE]]


def test_the_server_says_where_the_world_reaches_it(site: Site) -> None:
    described = site.client.get(f"{site.address}/sparql", headers={"accept": "text/turtle"}).text
    assert f"<{site.address}/sparql>" in described


def test_a_password_in_the_proxy_closes_every_door(tmp_path: Path) -> None:
    """As the page shows it for nginx."""
    page = (ROOT / "deploy" / "README.md").read_text()
    (shown,) = re.findall(r"^```nginx\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    (place,) = re.findall(r"^auth_basic_user_file (\S+);", shown, re.MULTILINE)
    secret = subprocess.run(["openssl", "passwd", "-apr1", "toy"], capture_output=True, text=True, check=True).stdout
    (tmp_path / "users").write_text(f"reader:{secret}")
    closed = shown.replace(place, str(tmp_path / "users"))

    def with_password(home: Path, plain: int, secure: int, server: int) -> list[str | Path]:
        words = nginx(home, plain, secure, server)
        site = (home / "site.conf").read_text()
        (home / "site.conf").write_text(site.replace("location /csf1r/ {", "location /csf1r/ {\n" + closed))
        return words

    with ThreadingHTTPServer((HERE, 0), Told) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with before(with_password, tmp_path, server.server_port) as (address, client, _):
            for path in ("/sparql?query=ASK", "/graphql", "/download/", "/health"):
                assert client.get(address + path).status_code == 401
                assert client.get(address + path, auth=("reader", "toy")).status_code == 200
        server.shutdown()
