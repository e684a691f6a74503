#!/bin/bash
# test.sh: builds and installs onrecord, then runs every test: C unit tests, a short fuzzing, pg_regress, TAP, drivers, the
# dashboard, the README's queries.
# The last line is "N passed, N failed".
set -u
. "$(dirname "$0")/cluster.sh"
PG_CONFIG=$(find_pg_config) || { echo "no pg_config found: set PG_CONFIG" >&2; exit 1; }
export PG_CONFIG
build_and_install || { echo "0 passed, 1 failed"; exit 1; }
{
    make -C "$top" --no-print-directory PG_CONFIG="$PG_CONFIG" COPT="${COPT:-}" unit
    make -C "$top/test/fuzz" --no-print-directory -s check
    "$top/test/regress.sh"
    "$top/test/tap.sh"
    "$top/test/drivers.sh"
    "$top/test/dashboard.sh"
    "$top/test/readme.sh"
} 2>&1 | awk -f "$top/test/count.awk"
