#!/bin/bash
# drivers.sh [DRIVER...]: the driver tests (libpq psql psycopg odbc jdbc node) against a server that is reached over TCP
# with a password, as drivers mostly do. Prints TAP; a driver whose package this machine lacks is skipped.
set -u
. "$(dirname "$0")/cluster.sh"
PG_CONFIG=$(find_pg_config) || { echo "no pg_config found: set PG_CONFIG" >&2; exit 1; }
tests=$top/test/drivers
build=$top/build/drivers
mkdir -p "$build"
[ $# -gt 0 ] || set -- libpq psql psycopg odbc jdbc node

# Each driver: lacks_DRIVER prints what is missing, if something is; run_DRIVER runs its test.
lacks_libpq() {
    [ -e "$("$PG_CONFIG" --includedir)/libpq-fe.h" ] || echo "libpq-dev"
}
run_libpq() {
    gcc -std=c11 -Wall -Wextra -Werror -I"$top/test/unit" -I"$top/extension/core" -I"$("$PG_CONFIG" --includedir)" \
        -o "$build/test_libpq" "$tests/test_libpq.c" -L"$("$PG_CONFIG" --libdir)" -lpq && "$build/test_libpq"
}

lacks_psql() {
    :
}
run_psql() {
    "$tests/test_psql.sh"
}

# Debian's modules belong to Debian's interpreter, which need not be the first on the PATH.
lacks_psycopg() {
    /usr/bin/python3 -c 'import psycopg' 2>/dev/null || echo "python3-psycopg"
}
run_psycopg() {
    PYTHONPATH=$top/test /usr/bin/python3 -B "$tests/test_psycopg.py"
}

lacks_odbc() {
    /usr/bin/python3 -c 'import pyodbc; "PostgreSQL Unicode" in pyodbc.drivers() or exit(1)' 2>/dev/null ||
        echo "python3-pyodbc odbc-postgresql"
}
run_odbc() {
    PYTHONPATH=$top/test /usr/bin/python3 -B "$tests/test_odbc.py"
}

java_driver=/usr/share/java/postgresql.jar
java_compiler=$(command -v javac || command -v ecj)
lacks_jdbc() {
    [ -e $java_driver ] || echo "libpostgresql-jdbc-java"
    command -v java >/dev/null || echo "default-jre-headless"
    [ -n "$java_compiler" ] || echo "ecj"
}
run_jdbc() {
    "$java_compiler" -nowarn -proc:none -source 11 -target 11 -encoding UTF-8 -cp $java_driver -d "$build" "$tests/TestJdbc.java" &&
        java -Dfile.encoding=UTF-8 -cp "$java_driver:$build" TestJdbc
}

# npm keeps what it installs beside the file that names it.
lacks_node() {
    command -v node >/dev/null || { echo "nodejs"; return; }
    command -v npm >/dev/null || { echo "npm"; return; }
    cp "$tests/package.json" "$tests/package-lock.json" "$tests/test_node.js" "$build/"
    [ "$build/node_modules/.package-lock.json" -nt "$tests/package-lock.json" ] ||
        npm ci --prefix "$build" --no-audit --no-fund --loglevel=error >"$build/npm.log" 2>&1 ||
        echo "what npm ci was to fetch ($(sed -n 's/.* code //p' "$build/npm.log" | head -1))"
}
run_node() {
    node "$build/test_node.js"
}

make_folder
cp -R "$top/test/corpus" "$folder/corpus"
chown -R "$(cluster_user)" "$folder"
port=$(free_port)
start_cluster "listen_addresses=127.0.0.1" "port=$port" || exit 1
export PGPORT=$port
password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
# Others on this machine can reach the port, so there it takes a password.
printf 'local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n' >"$folder/data/pg_hba.conf"
as_cluster_user "$bindir/pg_ctl" -D "$folder/data" reload >/dev/null
psql -Xq -v ON_ERROR_STOP=1 -v documents="$folder/corpus" -v password="$password" -f "$tests/fixture.sql" >/dev/null ||
    exit 1
export PGHOST=127.0.0.1 PGUSER=desk PGPASSWORD=$password

status=0
for driver in "$@"; do
    echo "# program driver_$driver"
    missing=$("lacks_$driver" | paste -sd' ')
    if [ -n "$missing" ]; then
        echo "ok 1 # skip $driver: this machine lacks $missing"
        echo "1..1"
        result=0
    else
        "run_$driver" 2>&1
        result=$?
    fi
    [ $result = 0 ] || status=1
    echo "# exit $result"
done
exit $status
