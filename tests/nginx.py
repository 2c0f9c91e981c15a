"""nginx as `deploy/nginx.conf` sets it up, without TLS; and beside it one that takes the path away."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import awaited

SITE = Path(__file__).parent.parent / "deploy" / "nginx.conf"
MAIN = """{user} daemon off; pid pid; events {{}}
http {{ access_log off; client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fast;
uwsgi_temp_path uwsgi; scgi_temp_path scgi; include *.site; }}
"""


def site(port: int, server: int) -> str:
    """What listens for TLS, at a port without it; that a plain address leads there is not asked here."""
    text = re.sub(r"^\s*(?:listen \[|ssl_|add_header Strict).*\n", "", SITE.read_text(), flags=re.MULTILINE)
    text = re.sub(r"^server \{\n    listen 80;.*?^\}\n", "", text, flags=re.MULTILINE | re.DOTALL)
    for there, here in {
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port};",
        "127.0.0.1:8000": f"127.0.0.1:{server}",
    }.items():
        assert text.count(there) == 1, there
        text = text.replace(there, here)
    return text


def stripping(text: str) -> str:
    """The same with a slash at the end of the address to pass to, for which nginx decodes what it passes."""
    there = "proxy_pass http://csf1r_kg;"
    assert text.count(there) == 1
    return (
        text.replace(there, "proxy_pass http://csf1r_kg/;")
        .replace("csf1r_kg", "strips")
        .replace("location /csf1r/", "merge_slashes off;\n    location /csf1r/")
    )


def program() -> str:
    """nginx, which lies where only root looks; without it the test is skipped."""
    found = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    return found or pytest.skip("nginx is not installed; see tests/tools/clients.sh")


@contextmanager
def proxied(folder: Path, passing: int, taking: int, server: int) -> Iterator[None]:
    """At one port the path is passed on, at the other it is taken away; without nginx the test is skipped."""
    binary = program()
    (folder / "passing.site").write_text(site(passing, server))
    (folder / "taking.site").write_text(stripping(site(taking, server)))
    (folder / "nginx.conf").write_text(MAIN.format(user="user root;" * (os.geteuid() == 0)))
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen([binary, "-p", folder, "-e", "stderr", "-c", "nginx.conf"], stderr=output)
        try:
            for port in (passing, taking):
                awaited(f"http://127.0.0.1:{port}/csf1r/health", process, log)
            yield
        finally:
            process.terminate()
            process.wait(30)
