#!/bin/bash
# prepare.sh demo|test: installs what the command needs and this machine lacks, through apt. Quick when nothing is missing.
set -eu
. "$(dirname "$0")/cluster.sh"

have_library() {
    pkg-config --exists "$1" 2>/dev/null
}

missing=()
if ! command -v gcc >/dev/null || [ ! -e /usr/include/stdio.h ]; then
    missing+=(gcc libc6-dev)
fi
command -v pkg-config >/dev/null || missing+=(pkg-config)
have_library icu-i18n || missing+=(libicu-dev)
have_library libxml-2.0 || missing+=(libxml2-dev)
server=
if config=$(find_pg_config); then
    server=$("$config" --version | sed -E 's/^PostgreSQL ([0-9]+).*/\1/')
elif [ -n "${PG_CONFIG:-}" ]; then
    echo "PG_CONFIG=$PG_CONFIG: there is no such program." >&2
    exit 1
else
    missing+=(postgresql)
fi
if [ "$1" = test ]; then
    perl -MIPC::Run -e 1 2>/dev/null || missing+=(libipc-run-perl)
    if [ -z "${PG_CONFIG:-}" ] && { [ -z "$server" ] || [ ! -e "$("$config" --pkglibdir)/pg_cron.so" ]; }; then
        missing+=(cron)
    fi
fi
[ ${#missing[@]} -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "These are missing, and this system has no apt to install them: ${missing[*]}" >&2
    exit 1
fi
if [ "$(id -u)" != 0 ]; then
    echo "These packages are missing: ${missing[*]}. Run \"sudo make $1\" to have them installed." >&2
    exit 1
fi

log=$(mktemp)
policy=/usr/sbin/policy-rc.d
cleanup() {
    rm -f "$log"
    [ -z "${made_policy:-}" ] || rm -f "$policy"
}
trap cleanup EXIT
trap 'exit 130' INT
run_apt() {
    DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=3 "$@" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
}

run_apt update
if [ -z "$server" ]; then
    server=$(apt-cache policy postgresql | sed -nE 's/ *Candidate: ([0-9]+).*/\1/p')
fi
packages=()
for name in "${missing[@]}"; do
    case $name in
    postgresql) packages+=("postgresql-$server" "postgresql-server-dev-$server") ;;
    cron) packages+=("postgresql-$server-cron") ;;
    *) packages+=("$name") ;;
    esac
done
echo "Installing ${packages[*]}"
# The package would start a server of its own, which nobody here asked for.
if [ ! -e "$policy" ]; then
    made_policy=1
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
fi
run_apt install -y --no-install-recommends "${packages[@]}"
