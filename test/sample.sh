# sample.sh: sourced after cluster.sh: fills corpora of a throw-away cluster with documents, and serves dashboards of them.

psql_quietly() {
    psql -X -q -v ON_ERROR_STOP=1 "$@"
}

# fill_corpus CORPUS FILE...: one run of ingest. The files go in as bytes, not text: a document may be of any encoding.
fill_corpus() {
    local corpus=$1 file
    shift
    for file in "$@"; do
        printf '%s\t\\\\x%s\n' "$(basename "$file" | tr -d '\t\\')" "$(od -An -v -tx1 "$file" | tr -d ' \n')"
    done >"$folder/inbox.tsv"
    psql_quietly -c "\\copy $corpus.inbox (url, payload_bytes) FROM '$folder/inbox.tsv'"
    psql_quietly -c "SELECT ingest('$corpus', $#)" >/dev/null
}

# fill_dashboard_corpus [FILE...]: the corpus "demo", by default with our sample documents in a few runs and something
# that cannot be read, and the role "dashboard", which may only read it.
fill_dashboard_corpus() {
    local part
    psql_quietly -c 'CREATE EXTENSION onrecord' -c "SELECT create_corpus('demo')" >/dev/null
    if [ $# -gt 0 ]; then
        fill_corpus demo "$@"
    else
        for part in articles transcripts chinese; do
            fill_corpus demo "$top/test/corpus/$part"/*.txt
        done
        psql_quietly -c "INSERT INTO demo.inbox (url, outlet, media_type, payload)
            VALUES ('https://norpress.example/annual-report.pdf', 'Norpress', 'application/pdf', '%PDF-1.7')" \
            -c "SELECT ingest('demo')" >/dev/null
    fi
    psql_quietly -c 'CREATE ROLE dashboard LOGIN' -c "SELECT grant_corpus('demo', 'dashboard', 'read')" \
        -c "ALTER ROLE dashboard SET statement_timeout = '30s'" -c ANALYZE >/dev/null
}

# serve_dashboard PORT: as the unprivileged user, who need not be able to read this folder; ends with this script. Who
# waits for it waits for $dashboard.
serve_dashboard() {
    cp -R "$top/dashboards" "$folder/"
    as_cluster_user env PGUSER=dashboard ONRECORD_CORPUS=demo HOST="${HOST:-127.0.0.1}" PORT="$1" \
        sh -c 'echo $$ >dashboard.pid && exec dashboards/shiny.sh' >"$folder/dashboard.log" 2>&1 &
    dashboard=$!
    trap 'kill "$(cat "$folder/dashboard.pid")" 2>/dev/null; remove_cluster' EXIT
    until (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; do
        kill -0 $dashboard 2>/dev/null || { cat "$folder/dashboard.log" >&2; return 1; }
        sleep 0.2
    done
}
