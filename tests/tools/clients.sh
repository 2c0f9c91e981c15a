#!/usr/bin/env bash
# Debian packages that tests use: a browser, Apache Jena, Virtuoso, nginx, Caddy, strace. Without apt, root or a mirror those
# tests are skipped.
set -euo pipefail
wanted=()
command -v chromedriver >/dev/null && command -v chromium >/dev/null || wanted+=(chromium chromium-driver)
[ -e /usr/share/java/jena-arq.jar ] || wanted+=(libapache-jena-java)
command -v virtuoso-t >/dev/null || wanted+=(virtuoso-opensource-7-bin)
# Where services run, installing nginx or Caddy would start one: there it is for its owner to do.
if [ ! -d /run/systemd/system ]; then
  [ -x /usr/sbin/nginx ] || wanted+=(nginx-light)
  command -v caddy >/dev/null || wanted+=(caddy)
fi
command -v strace >/dev/null || wanted+=(strace)
[ ${#wanted[@]} -gt 0 ] || exit 0
if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
  echo "tests of ${wanted[*]} are skipped: no apt, or not root" >&2
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq && apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null \
  || echo "tests of ${wanted[*]} are skipped: apt could not install them" >&2
