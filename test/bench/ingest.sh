#!/bin/bash
# ingest.sh [DOCUMENTS [WORKERS]]: how fast a corpus fills. Documents are generated from a seed, between 200 and 1,200
# words with a statement in every third sentence; prints the documents per second of each tenth and of each worker
# count, and the memory of the worker.
set -eu
. "$(dirname "$0")/../cluster.sh"
PG_CONFIG=$(find_pg_config) || { echo "no pg_config found: set PG_CONFIG" >&2; exit 1; }
documents=${1:-5000}
most_workers=${2:-2}
make_folder
start_cluster shared_buffers=512MB max_wal_size=4GB
psql=(psql -XqAt -v ON_ERROR_STOP=1)
"${psql[@]}" -c 'CREATE EXTENSION onrecord' -f "$top/test/bench/documents.sql"

# One worker: each tenth by itself, from the times at which runs of a tenth ended.
fill() {
    "${psql[@]}" -c "SELECT drop_corpus('bench')" >/dev/null 2>&1 || true
    "${psql[@]}" -c "SELECT create_corpus('bench')" >/dev/null
    "${psql[@]}" -c "INSERT INTO bench.inbox (payload, url, outlet, published)
        SELECT report(i), 'https://courier.example/' || i, 'Outlet ' || i % 20, '2020-01-01'::timestamp + i * interval '1 hour'
        FROM generate_series(1, $documents) i" -c 'VACUUM ANALYZE bench.inbox' >/dev/null
}
fill
"${psql[@]}" -F ' ' <<SQL
SELECT format('%s documents, %s MB', count(*), round(sum(length(payload)) / 1e6, 1)) FROM bench.inbox;
DO \$\$
BEGIN
    FOR tenth IN 1..10 LOOP
        PERFORM ingest('bench', $((documents / 10)));
        COMMIT;
    END LOOP;
END \$\$;
SELECT format('tenth %s: %s documents/s, %s kB/s, %s statements', row_number() OVER (ORDER BY run_id),
              round(stored / extract(epoch FROM duration), 1), round(bytes / 1e3 / extract(epoch FROM duration)), statements)
FROM bench.runs ORDER BY run_id;
SELECT 'memory of the worker, at most: ' || substring(pg_read_file('/proc/self/status') FROM 'VmHWM:\s+(\d+)') || ' kB';
SQL
for workers in $(seq 1 "$most_workers"); do
    fill
    began=$(date +%s.%N)
    for _ in $(seq "$workers"); do
        "${psql[@]}" -c "CALL ingest_all('bench')" &
    done
    wait
    awk -v began="$began" -v ended="$(date +%s.%N)" -v documents="$documents" -v workers="$workers" \
        'BEGIN { printf "%d worker(s): %.1f documents/s\n", workers, documents / (ended - began) }'
done
