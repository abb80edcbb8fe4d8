#!/bin/sh
# npm run demo: the packages and the bundled command first, then the demo itself (test/demo/).
set -eu
cd "$(dirname "$0")/.."
sh scripts/bootstrap.sh
npm run --silent build
exec node --import tsx test/demo/cli.ts "$@"
