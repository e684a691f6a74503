#!/bin/bash
# ingest.sh [DOCUMENTS [WORKERS]]: how fast a corpus fills, and whether it slows down as it grows. The documents are
# those of documents.pl. One worker reads them tenth by tenth: of each, documents per second, and what the machine's
# other work does not change, the worker's processor time and the database's buffers per document; and the memory the
# worker keeps. Then WORKERS workers together read as many as one has read alone.
set -eu -o pipefail
. "$(dirname "$0")/../cluster.sh"
PG_CONFIG=$(find_pg_config) || { echo "no pg_config found: set PG_CONFIG" >&2; exit 1; }
documents=${1:-${DOCUMENTS:-5000}}
most_workers=${2:-2}
tenth=$((documents / 10))
make_folder
start_cluster shared_buffers=512MB max_wal_size=4GB
psql=(psql -XqAt -v ON_ERROR_STOP=1)
"${psql[@]}" -c 'CREATE EXTENSION onrecord'
perl "$top/test/bench/documents.pl" $((10 * tenth)) >"$folder/documents"
awk -F '\t' '{ words += split($1, parts, " "); bytes += length($1) }
    END { printf "%d documents, %d words and %.1f kB on average\n", NR, words / NR, bytes / NR / 1e3 }' "$folder/documents"
split -l "$tenth" -d -a 1 "$folder/documents" "$folder/tenth"

# fill CORPUS FILE...: into the inbox.
fill() {
    local corpus=$1
    shift
    cat "$@" | "${psql[@]}" -c "COPY $corpus.inbox (payload, url, outlet, published) FROM STDIN"
}

"${psql[@]}" -c "SELECT create_corpus('alone')" >/dev/null
status='SELECT (regexp_match(pg_read_file('"'/proc/self/stat'"'), '"'\\) (.*)'"'))[1] AS stat,
    substring(pg_read_file('"'/proc/self/status'"') FROM '"'RssAnon:\\s+(\\d+)'"') AS kept,
    d.blks_hit + d.blks_read AS buffers FROM pg_stat_database d WHERE datname = current_database()'
for n in 0 1 2 3 4 5 6 7 8 9; do
    cat <<SQL
\\! psql -XqAt -c "COPY alone.inbox (payload, url, outlet, published) FROM STDIN" <"$folder/tenth$n"
SELECT pg_stat_force_next_flush(), pg_stat_clear_snapshot() \\gset ignored_
$status \\gset before_
CALL ingest_all('alone');
SELECT pg_stat_force_next_flush(), pg_stat_clear_snapshot() \\gset ignored_
$status \\gset
SELECT format('tenth %s: %s documents/s, %s statements/s; a document: %s ms of processor, %s buffers; kept: %s kB', $n + 1,
              round(done / seconds, 1), round(statements / seconds), round(10 * ticks / done, 2),
              round((:buffers - :before_buffers)::numeric / done), :kept)
FROM (SELECT r.stored + r.revised + r.repeated + r.failed AS done, r.statements, extract(epoch FROM r.duration) AS seconds,
             (SELECT sum(a.part::numeric) - sum(b.part::numeric)
              FROM string_to_table(:'stat', ' ') WITH ORDINALITY a (part, n)
              JOIN string_to_table(:'before_stat', ' ') WITH ORDINALITY b (part, n) USING (n) WHERE n IN (12, 13)) AS ticks
      FROM alone.runs r ORDER BY r.run_id DESC LIMIT 1) r;
SQL
done | "${psql[@]}"
alone=$("${psql[@]}" -c "SELECT $((10 * tenth)) / sum(extract(epoch FROM duration)) FROM alone.runs")
"${psql[@]}" -c "SELECT format('the last tenth at %s %% of the first one''s speed', round(100 * max(speed) FILTER (WHERE n = 10)
        / max(speed) FILTER (WHERE n = 1)))
    FROM (SELECT row_number() OVER (ORDER BY run_id) AS n, $tenth / extract(epoch FROM duration) AS speed FROM alone.runs) r" \
    -c "SELECT format('%s copies linked, %s revisions, %s seen again; %s MB in all', (SELECT count(copy_of) FROM alone.documents),
        sum(revised), sum(repeated), (SELECT round(sum(pg_total_relation_size(c.oid)) / 1e6) FROM pg_class c
        WHERE c.relnamespace = 'alone'::regnamespace AND c.relkind = 'r')) FROM alone.runs" \
    -c "SELECT drop_corpus('alone')" | sed '/^$/d'
for workers in $(seq 2 "$most_workers"); do
    "${psql[@]}" -c "SELECT create_corpus('together')" >/dev/null
    fill together "$folder"/tenth?
    began=$(date +%s.%N)
    for _ in $(seq "$workers"); do
        "${psql[@]}" -c "CALL ingest_all('together')" &
    done
    wait
    awk -v began="$began" -v ended="$(date +%s.%N)" -v documents=$((10 * tenth)) \
        -v workers="$workers" -v alone="$alone" 'BEGIN { speed = documents / (ended - began)
            printf "%d workers: %.1f documents/s, %.2f times one\n", workers, speed, speed / alone }'
    "${psql[@]}" -c "SELECT drop_corpus('together')" >/dev/null
done
