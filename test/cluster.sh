# cluster.sh: sourced by the scripts beside it: finds a server, starts a throw-away cluster on a unix socket in a
# temporary folder as an unprivileged user, and removes it whatever happens.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# The pg_config to build against: PG_CONFIG, or that of the newest server installed with its headers.
find_pg_config() {
    local candidate
    if [ -n "${PG_CONFIG:-}" ]; then
        command -v "$PG_CONFIG"
        return
    fi
    for candidate in $(ls -d /usr/lib/postgresql/*/bin/pg_config /usr/pgsql-*/bin/pg_config 2>/dev/null | sort -rV) \
        $(command -v pg_config); do
        if [ -x "$("$candidate" --bindir)/initdb" ] && [ -e "$("$candidate" --includedir-server)/postgres.h" ]; then
            echo "$candidate"
            return
        fi
    done
    return 1
}

# A server refuses to run as root.
cluster_user() {
    if [ "$(id -u)" != 0 ]; then
        id -un
    elif id -u postgres >/dev/null 2>&1; then
        echo postgres
    else
        echo nobody
    fi
}

as_cluster_user() {
    if [ "$(id -u)" = 0 ]; then
        runuser -u "$(cluster_user)" -- "$@"
    else
        "$@"
    fi
}

# make_folder: a folder that the unprivileged user owns, in $folder; removed on exit.
make_folder() {
    folder=$(mktemp -d "${TMPDIR:-/tmp}/onrecord.XXXXXX")
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    trap remove_cluster EXIT
    chown "$(cluster_user)" "$folder"
    cd "$folder"
}

# start_cluster [SETTING=VALUE ...]: in $folder; psql and friends then reach it through PGHOST, PGUSER and PGDATABASE.
start_cluster() {
    local setting options="-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=off"
    for setting in "$@"; do
        options="$options -c $setting"
    done
    bindir=$("$PG_CONFIG" --bindir)
    export PGHOST=$folder PGPORT=5432 PGUSER=postgres PGDATABASE=postgres PATH="$bindir:$PATH"
    unset PGSERVICE PGPASSWORD PGOPTIONS
    as_cluster_user "$bindir/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync \
        >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; return 1; }
    as_cluster_user "$bindir/pg_ctl" -D "$folder/data" -l "$folder/server.log" -o "$options" -w start \
        >/dev/null || { cat "$folder/server.log" >&2; return 1; }
}

# A TCP port that nothing listens on.
free_port() {
    perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1")->sockport'
}

remove_cluster() {
    trap - EXIT
    [ "${KEEP:-}" = 1 ] && [ -e "$folder/data/postmaster.pid" ] && return
    if [ -e "$folder/data/postmaster.pid" ]; then
        as_cluster_user "$bindir/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1
    fi
    cd /
    rm -rf "$folder"
}

# build_and_install: quietly, unless something is wrong. What the caller's make was told, DOCS above all, means
# something else to PGXS.
build_and_install() {
    local log goal
    log=$(mktemp)
    for goal in all install; do
        if ! env -u MAKEFLAGS -u MFLAGS -u MAKEOVERRIDES -u DOCS make -C "$top" -s -j"$(nproc)" PG_CONFIG="$PG_CONFIG" \
            with_llvm=no COPT="${COPT:-}" $goal >"$log" 2>&1; then
            cat "$log" >&2
            rm -f "$log"
            [ $goal = all ] || [ -w "$("$PG_CONFIG" --sharedir)/extension" ] ||
                echo "You may not write to $("$PG_CONFIG" --sharedir): run this as root or with sudo." >&2
            return 1
        fi
    done
    rm -f "$log"
}
