#!/bin/bash
# views.sh [STATEMENTS [ROUNDS]]: how long a dashboard waits for the views and functions of a corpus of STATEMENTS
# (1,000,000) generated statements in their documents. Prints the 95th percentile of ROUNDS (30) runs with changing
# parameters, beside that of the same question asked by hand, straight from the tables, as well as we can.
# BENCH_DATABASE names a database (reached by PGHOST and friends) that keeps the corpus from one run to the next.
set -eu -o pipefail
. "$(dirname "$0")/../cluster.sh"
PG_CONFIG=$(find_pg_config) || { echo "no pg_config found: set PG_CONFIG" >&2; exit 1; }
statements=${1:-1000000}
rounds=${2:-30}
make_folder
if [ -z "${BENCH_DATABASE:-}" ]; then
    start_cluster shared_buffers=2GB maintenance_work_mem=512MB max_wal_size=8GB wal_level=minimal max_wal_senders=0 \
        autovacuum=off jit=off
else
    export PGDATABASE=$BENCH_DATABASE
fi
psql=(psql -XqAt -v ON_ERROR_STOP=1)
if [ -z "$("${psql[@]}" -c "SELECT to_regclass('press.statements')")" ]; then
    perl "$top/test/bench/statement_generator.pl" "$statements" 1 "$folder"
    "${psql[@]}" -c 'CREATE EXTENSION IF NOT EXISTS onrecord' -c "SELECT create_corpus('press')" >/dev/null
    # Tables first, then what follows from them: indexes of words are built much faster at once.
    "${psql[@]}" -c "SELECT pg_get_indexdef(indexrelid) || ';' FROM pg_index i JOIN pg_class c ON c.oid = indexrelid
        WHERE indrelid IN ('press.documents'::regclass, 'press.statements'::regclass) AND relam = 2742" >indexes
    "${psql[@]}" <<<"SELECT format('DROP INDEX %s', indexrelid::regclass) FROM pg_index i JOIN pg_class c ON c.oid = indexrelid
        WHERE indrelid IN ('press.documents'::regclass, 'press.statements'::regclass) AND relam = 2742 \gexec"
    "${psql[@]}" -c 'ALTER TABLE press.statements DISABLE TRIGGER USER'
    form="FROM STDIN WITH (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')"
    "${psql[@]}" -c "COPY press.documents (document_id, day, kind, language, outlet, headline, published, url, text, body,
        received, analysis) $form" <documents
    "${psql[@]}" -c "COPY press.statements (document_id, day, ordinal, statement) $form" <statements
    "${psql[@]}" -c 'ALTER TABLE press.statements ENABLE TRIGGER USER' -f indexes -c "SELECT recount('press')" >/dev/null
    "${psql[@]}" -c "INSERT INTO press.inbox (payload, sqlstate, error, failed_at, attempts)
        SELECT 'x', '0A000', 'generated', '2025-01-01'::timestamptz + i * interval '1 hour', 1 FROM generate_series(1, 1000) i" \
        -c 'VACUUM ANALYZE'
fi
"${psql[@]}" -v rounds="$rounds" -F ' ' -f "$top/test/bench/views.sql"
