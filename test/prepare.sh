#!/bin/bash
# prepare.sh demo|test|dashboard: installs what the command needs and this machine lacks, through apt. Quick when nothing
# is missing.
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

# Debian's modules belong to Debian's interpreters, which need not be the first on the PATH.
have_python() {
    /usr/bin/python3 -c "import $1" 2>/dev/null
}

# The dashboard, and a browser to test it in. Its fonts: Inter for charts, and one that has Chinese.
dashboard=()
r_packages='c("shiny", "bslib", "ggplot2", "RPostgreSQL")'
Rscript --vanilla -e "quit(status = !all(nzchar(sapply($r_packages, function(p) system.file(package = p)))))" \
    2>/dev/null || dashboard+=(r-cran-shiny r-cran-bslib r-cran-ggplot2 r-cran-rpostgresql)
[ -e /usr/share/doc/fonts-inter ] || dashboard+=(fonts-inter)
[ -n "$(fc-list :lang=zh 2>/dev/null)" ] || dashboard+=(fontconfig fonts-droid-fallback)
[ "$1" != dashboard ] || missing+=("${dashboard[@]}")

# What only some tests need: without it they are skipped.
useful=()
if [ "$1" = test ]; then
    useful+=("${dashboard[@]}")
    command -v chromium >/dev/null || useful+=(chromium)
    command -v chromedriver >/dev/null || useful+=(chromium-driver)
    have_python selenium || useful+=(python3-selenium)
    have_python psycopg || useful+=(python3-psycopg)
    have_python pyodbc || useful+=(python3-pyodbc)
    odbcinst -q -d -n 'PostgreSQL Unicode' >/dev/null 2>&1 || useful+=(odbcinst odbc-postgresql)
    [ -e /usr/share/java/postgresql.jar ] || useful+=(libpostgresql-jdbc-java)
    command -v java >/dev/null || useful+=(default-jre-headless)
    command -v javac >/dev/null || command -v ecj >/dev/null || useful+=(ecj)
    command -v node >/dev/null || useful+=(nodejs)
    command -v npm >/dev/null || useful+=(npm)
fi
[ ${#missing[@]} -gt 0 ] || [ ${#useful[@]} -gt 0 ] || exit 0

# Ends here: what is missing cannot be installed; what is only useful need not be.
give_up() {
    [ ${#missing[@]} = 0 ] || { echo "$1: ${missing[*]}$2" >&2; exit 1; }
    echo "Tests that need these packages will be skipped: ${useful[*]}$2" >&2
    exit 0
}
command -v apt-get >/dev/null || give_up "These are missing, and this system has no apt to install them" ""
[ "$(id -u)" = 0 ] || give_up "These packages are missing" ". Run \"sudo make $1\" to have them installed."

log=$(mktemp)
policy=/usr/sbin/policy-rc.d
cleanup() {
    rm -f "$log"
    [ -z "${made_policy:-}" ] || rm -f "$policy"
}
trap cleanup EXIT
trap 'exit 130' INT
run_apt() {
    DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=3 -o Dpkg::Options::=--force-unsafe-io "$@" \
        >"$log" 2>&1 || { cat "$log" >&2; return 1; }
}

run_apt update || exit 1
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
# The package would start a server of its own, which nobody here asked for.
if [ ! -e "$policy" ]; then
    made_policy=1
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
fi
install_packages() {
    [ $# -gt 0 ] || return 0
    echo "Installing $*"
    run_apt install -y --no-install-recommends "$@"
}
install_packages "${packages[@]}" || exit 1
install_packages "${useful[@]}" || echo "Tests that need these packages will be skipped."
