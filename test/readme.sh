#!/bin/bash
# readme.sh [--write]: runs the queries of README.md, in order, in a cluster of its own. Prints TAP: each must run and
# find something. With --write, puts their results and the reference of all SQL objects into README.md.
set -u
. "$(dirname "$0")/cluster.sh"
PG_CONFIG=$(find_pg_config) || { echo "no pg_config found: set PG_CONFIG" >&2; exit 1; }
make_folder
cp -R "$top/test/corpus" "$folder/corpus"
cp "$top/test/reference.sql" "$folder/"
chown -R "$(cluster_user)" "$folder"
start_cluster || exit 1
psql -Xq -c 'CREATE EXTENSION onrecord'
echo "# program README.md"
perl "$top/test/readme.pl" "$top/README.md" "$folder" "$@"
status=$?
echo "# exit $status"
exit $status
