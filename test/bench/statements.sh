#!/bin/bash
# statements.sh [COUNT]: what the type statement costs and gains, on COUNT (1,000,000) statements of a seeded generator,
# in a cluster of its own. Prints figures side by side; needs the extension installed, about 4 GB of disk and some minutes.
set -u -o pipefail
. "$(dirname "$0")/../cluster.sh"
PG_CONFIG=$(find_pg_config) || { echo "no pg_config found: set PG_CONFIG" >&2; exit 1; }
count=${1:-1000000}

make_folder
start_cluster shared_buffers=1GB maintenance_work_mem=512MB max_wal_size=8GB wal_level=minimal max_wal_senders=0 \
    autovacuum=off jit=off || exit 1
cp "$top/test/bench/statement_generator.pl" "$top/test/bench/statements.sql" "$folder/"
psql -X -q -c 'CREATE EXTENSION onrecord; CREATE TABLE press (id int GENERATED ALWAYS AS IDENTITY, s statement)'
# One statement a line, taken as it is: quote and delimiter are characters that JSON cannot hold.
perl "$folder/statement_generator.pl" "$count" |
    psql -X -q -c "COPY press (s) FROM STDIN WITH (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')" || exit 1
psql -X -q -v ON_ERROR_STOP=1 -f "$folder/statements.sql"
