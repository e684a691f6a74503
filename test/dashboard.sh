#!/bin/bash
# dashboard.sh: the dashboard of the sample documents, looked at in a headless Chromium. Prints TAP; screenshots are kept
# in build/screenshots. Skipped where this machine lacks a package.
set -u
. "$(dirname "$0")/cluster.sh"
. "$(dirname "$0")/sample.sh"
PG_CONFIG=$(find_pg_config) || { echo "no pg_config found: set PG_CONFIG" >&2; exit 1; }

chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
chromedriver=$(command -v chromedriver)
missing=()
[ -n "$chromium" ] || missing+=(chromium)
[ -n "$chromedriver" ] || missing+=(chromium-driver)
/usr/bin/python3 -c 'import selenium' 2>/dev/null || missing+=(python3-selenium)
/usr/bin/python3 -c 'import psycopg' 2>/dev/null || missing+=(python3-psycopg)
for package in shiny bslib ggplot2 rpostgresql; do
    Rscript --vanilla -e "quit(status = !any(tolower(rownames(installed.packages())) == '$package'))" 2>/dev/null ||
        missing+=("r-cran-$package")
done
echo "# program dashboard"
if [ ${#missing[@]} -gt 0 ]; then
    printf '%s\n' "ok 1 # skip dashboard: this machine lacks ${missing[*]}" "1..1" "# exit 0"
    exit
fi

make_folder
start_cluster || exit 1
fill_dashboard_corpus || exit 1
# A report whose words look like a page.
psql_quietly -c "INSERT INTO demo.inbox (media_type, payload) VALUES ('text/plain', 'Frogs.

\"The <img src=x onerror=alert(1)> frogs <script>alert(2)</script> & <b>toads</b> are back,\" said Oskar Lind, the mayor of Sond.')" \
    -c "SELECT ingest('demo')" >/dev/null
port=$(free_port)
serve_dashboard "$port" || exit 1
screenshots=$top/build/screenshots
rm -rf "$screenshots"
mkdir -p "$screenshots"
PYTHONPATH=$top/test /usr/bin/python3 -B "$top/test/dashboard/test_dashboard.py" "http://127.0.0.1:$port/" "$screenshots" \
    "$chromium" "$chromedriver"
status=$?
[ $status = 0 ] || sed 's/^/# /' "$folder/dashboard.log"
echo "# exit $status"
exit $status
