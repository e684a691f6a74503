#!/bin/bash
# tap.sh [t/NAME.pl ...]: the tests on whole servers (PostgreSQL::Test::Cluster), as an unprivileged user.
set -u
. "$(dirname "$0")/cluster.sh"
PG_CONFIG=$(find_pg_config) || { echo "no pg_config found: set PG_CONFIG" >&2; exit 1; }

make_folder
mkdir "$folder/test"
cp "$top/test/run_tap.sh" "$folder/"
for part in t corpus hostile; do
    [ ! -e "$top/test/$part" ] || cp -R "$top/test/$part" "$folder/test/"
done
cp -R "$top/dashboards" "$folder/"
chown -R "$(cluster_user)" "$folder"
cd "$folder/test"
[ $# -gt 0 ] || set -- t/*.pl
pgxs=$(dirname "$("$PG_CONFIG" --pgxs)")/..
# Where PostgreSQL::Test keeps its clusters and logs; sockets need a short path.
as_cluster_user env PATH="$("$PG_CONFIG" --bindir):$PATH" PERL5LIB="$pgxs/test/perl:$folder/test/t" \
    PG_REGRESS="$pgxs/test/regress/pg_regress" TESTDIR="$folder" TESTLOGDIR="$folder/log" TESTDATADIR="$folder" \
    PGPORT=65432 PG_CONFIG="$PG_CONFIG" LANG=C.UTF-8 "$folder/run_tap.sh" "$@"
status=$?
if [ $status != 0 ]; then
    mkdir -p "$top/build"
    rm -rf "$top/build/tap_log"
    cp -R "$folder/tmp_check/log" "$top/build/tap_log" 2>/dev/null || cp -R "$folder/log" "$top/build/tap_log" 2>/dev/null
    echo "# server logs: build/tap_log"
fi
exit $status
