#!/bin/sh
# All tests: unit, contracts, conformance and, on a machine that can have a lab, real hosts.
# The last line is always "N passed, N failed, N skipped"; arguments go to vitest.
set -u
cd "$(dirname "$0")/.." || exit 1

totals=$(mktemp)
status=0
sh scripts/bootstrap.sh && PROVISION_TEST_TOTALS=$totals npx vitest run "$@" || status=$?
# A run that failed before or beside the tests (no packages, no lab, no file at all) counts as a failure.
line=$(cat "$totals")
rm -f "$totals"
[ -n "$line" ] || { line='0 passed, 0 failed, 0 skipped'; [ $status -ne 0 ] || status=1; }
[ $status -eq 0 ] || line=$(echo "$line" | sed 's/, 0 failed,/, 1 failed,/')
echo "$line"
exit $status
