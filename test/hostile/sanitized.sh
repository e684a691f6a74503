#!/bin/bash
# sanitized.sh [MUTATIONS [SEED]]: bent binary input and the regression tests of statements, the library built with
# AddressSanitizer, UndefinedBehaviorSanitizer and assertions. Prints TAP. The extension must be installed; what is installed stays
# as it is: the catalog of a cluster of its own is told to load the sanitized library instead.
set -u
. "$(dirname "$0")/../cluster.sh"
PG_CONFIG=$(find_pg_config) || { echo "no pg_config found: set PG_CONFIG" >&2; exit 1; }
mutations=${1:-20000}
seed=${2:-$RANDOM}
sanitizers="-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer"

make_folder
mkdir "$folder/source" "$folder/reports"
(cd "$top" && tar cf - --exclude=./build --exclude='*.o' --exclude='*.bc' --exclude='*.d' --exclude=./.git \
    Makefile extension) | tar xf - -C "$folder/source"
echo "# building with sanitizers"
make -C "$folder/source" -s -j"$(nproc)" PG_CONFIG="$PG_CONFIG" with_llvm=no COPT="$sanitizers -DUSE_ASSERT_CHECKING -O1 -g -Wno-error" \
    PG_LDFLAGS="$sanitizers" >"$folder/build.log" 2>&1 || { tail -20 "$folder/build.log" >&2; exit 1; }
# Sanitized programs of some systems wait for ever at their start unless somebody has allocated before them.
printf '#include <stdlib.h>\n__attribute__((constructor)) static void early(void) { free(malloc(1)); }\n' >"$folder/early.c"
${CC:-cc} -shared -fPIC -Wl,-z,initfirst -o "$folder/early.so" "$folder/early.c" || exit 1
chmod a+rX "$folder" "$folder/source" "$folder/source/onrecord.so"
chown "$(cluster_user)" "$folder/reports"

# First unsanitized: create the extension and point the catalog to the other library. Then the same cluster, sanitized.
start_cluster || exit 1
psql -X -q -v ON_ERROR_STOP=1 -d template1 -c 'CREATE EXTENSION onrecord' \
    -c "UPDATE pg_proc SET probin = '$folder/source/onrecord.so' WHERE probin = '\$libdir/onrecord'" || exit 1
as_cluster_user "$bindir/pg_ctl" -D "$folder/data" -w stop >/dev/null
preload="$(readlink -f "$(${CC:-cc} -print-file-name=libasan.so)") $folder/early.so"
as_cluster_user env LD_PRELOAD="$preload" \
    ASAN_OPTIONS="detect_leaks=0:abort_on_error=1:log_path=$folder/reports/asan" \
    UBSAN_OPTIONS="print_stacktrace=1:log_path=$folder/reports/ubsan" \
    "$bindir/postgres" -D "$folder/data" -c listen_addresses='' -c unix_socket_directories="$folder" -c fsync=off \
    >"$folder/server.log" 2>&1 &
for _ in $(seq 100); do
    psql -X -q -d postgres -c 'SELECT 1' >/dev/null 2>&1 && break
    sleep 0.3
done

failures=0
test=0
# report NAME OUTCOME: one TAP line, and what the sanitizers wrote.
report() {
    test=$((test + 1))
    if [ "$2" = 0 ] && [ -z "$(ls "$folder/reports")" ]; then
        echo "ok $test - $1"
    else
        echo "not ok $test - $1"
        failures=$((failures + 1))
        cat "$folder"/reports/* 2>/dev/null | head -60 | sed 's/^/# /'
        rm -f "$folder"/reports/*
    fi
}

createdb -T template1 mutations
loaded=$(psql -X -At -d mutations -c 'SELECT onrecord_version() IS NOT NULL' \
    -c "SELECT pg_read_file('/proc/self/maps', 0, 1000000, true) ~ 'source/onrecord.so'" | tail -1)
[ "$loaded" = t ]
report "the server loads the sanitized library" $?

file=/dev/shm/onrecord-sanitized-$$
[ -w /dev/shm ] || file=$folder/mutation
verdict=$(psql -X -d mutations -v mutations="$mutations" -v seed="$seed" -v file="$file" \
    -f "$top/test/hostile/statement_mutations.sql" 2>&1)
rm -f "$file"
echo "# $verdict"
[[ $verdict == "sound t, $mutations mutations, "*", 0 wrong"* ]]
report "$mutations mutations, seed $seed" $?

for script in "$top"/sql/statement_*.sql; do
    name=$(basename "$script" .sql)
    createdb -T template1 "$name"
    psql -X -q -d "$name" -f "$script" >"$folder/$name.out" 2>&1
    ! grep -qE 'server closed the connection|connection to server was lost' "$folder/$name.out"
    report "$name" $?
done
echo "1..$test"
[ $failures = 0 ]
