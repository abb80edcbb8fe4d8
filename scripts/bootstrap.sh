#!/bin/sh
# Makes a fresh clone ready to run: the packages of package-lock.json, unless they are there.
# The only dependency is Node itself.
set -eu
cd "$(dirname "$0")/.."

if ! command -v node >/dev/null || [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 20 ]; then
  echo "provision needs Node 20 or newer; this machine has $(node --version 2>/dev/null || echo none)" >&2
  exit 1
fi
if ! npm ls --all >/dev/null 2>&1; then
  echo "installing the packages of package-lock.json (npm ci), they are missing or stale" >&2
  # The optional native parts of ssh2 are left out, as in the bundle.
  npm ci --ignore-scripts --no-audit --no-fund >&2
fi
