#!/bin/bash
# regress.sh [TEST...]: pg_regress in a cluster of its own; prints TAP. What the tests printed is in build/results.
set -u
. "$(dirname "$0")/cluster.sh"
PG_CONFIG=$(find_pg_config) || { echo "no pg_config found: set PG_CONFIG" >&2; exit 1; }
[ $# -gt 0 ] || set -- $(cd "$top/sql" && ls -- *.sql | sed 's/\.sql$//')

make_folder
cp -R "$top/sql" "$top/expected" "$folder/"
mkdir "$folder/test"
cp -R "$top/test/corpus" "$folder/test/"
mkdir "$folder/out"
# pg_regress would stop at a test that has no expected result yet; like this it only fails.
for test in "$@"; do
    [ -e "$folder/expected/$test.out" ] || : >"$folder/expected/$test.out"
done
chown -R "$(cluster_user)" "$folder"
start_cluster || exit 1
program=$(dirname "$("$PG_CONFIG" --pgxs)")/../test/regress/pg_regress
echo "# program pg_regress"
as_cluster_user env PG_ABS_SRCDIR="$folder" "$program" --bindir="$bindir" --host="$folder" --port=5432 --user=postgres \
    --dbname=contrib_regression --load-extension=onrecord --inputdir="$folder" --outputdir="$folder/out" "$@" \
    >"$folder/regress.log" 2>&1
status=$?
# Before 16: "test name ... ok 12 ms"; from 16 on: "ok 1 - name 12 ms".
awk '
    /^(not )?ok [0-9]/ || /^test .* \.\.\. / {
        failed = !/(^ok |\.\.\. ok )/
        name = $0 ~ /^test/ ? $2 : (/^not/ ? $5 : $4)
        printf "%sok %d - %s\n", failed ? "not " : "", ++count, name
        next
    }
    /^#? *(psql|pg_regress|ERROR|FATAL|diff)/ { print "# " $0 }
    END { print "1.." count + 0 }' "$folder/regress.log"
mkdir -p "$top/build"
rm -rf "$top/build/results" "$top/build/regression.diffs"
cp -R "$folder/out/results" "$top/build/results" 2>/dev/null
if [ -s "$folder/out/regression.diffs" ]; then
    cp "$folder/out/regression.diffs" "$top/build/"
    sed 's/^/# /' "$folder/out/regression.diffs"
elif [ $status != 0 ]; then
    sed 's/^/# /' "$folder/regress.log"
fi
echo "# exit $status"
exit $status
