"""A real nginx before a server that the world reaches at /csf1r/."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import awaited

CONF = """daemon off; pid nginx.pid; error_log stderr warn;
events {{}}
http {{
  access_log off;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fast; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  large_client_header_buffers 4 72k;
  proxy_http_version 1.1;
  proxy_set_header Host $http_host;
  proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
  server {{
    listen 127.0.0.1:{passing};
    location /csf1r/ {{ proxy_pass http://127.0.0.1:{server}; }}
  }}
  server {{
    listen 127.0.0.1:{stripping};
    merge_slashes off;
    location /csf1r/ {{ proxy_pass http://127.0.0.1:{server}/; }}
  }}
}}
"""


@contextmanager
def proxied(folder: Path, passing: int, stripping: int, server: int) -> Iterator[None]:
    """At one port the path is passed on, at the other it is taken away; without nginx the test is skipped."""
    binary = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if not binary:
        pytest.skip("nginx is not installed; see tests/tools/clients.sh")
    (folder / "nginx.conf").write_text(CONF.format(passing=passing, stripping=stripping, server=server))
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen([binary, "-p", folder, "-e", "stderr", "-c", "nginx.conf"], stderr=output)
        try:
            for port in (passing, stripping):
                awaited(f"http://127.0.0.1:{port}/csf1r/health", process, log)
            yield
        finally:
            process.terminate()
            process.wait(30)
