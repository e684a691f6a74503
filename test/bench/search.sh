#!/bin/bash
# search.sh: text search measured: onrecord_tsvector beside to_tsvector, whether both build the same vectors, whether
# headlines lose text, the memory a backend keeps, bm25 beside ts_rank in time and in order, the parser alone beside ICU's word iterator, and
# how well words of Chinese are found.
# Texts: every *.jsonl.xz under $ONRECORD_CORPORA, a JSON object with a key "text" on each line; without it, the
# documents of test/corpus, many times over. Needs the extension installed.
set -eu -o pipefail
. "$(dirname "$0")/../cluster.sh"
PG_CONFIG=$(find_pg_config) || { echo "no pg_config found: set PG_CONFIG" >&2; exit 1; }
corpora=${ONRECORD_CORPORA:+$(cd "$ONRECORD_CORPORA" && pwd)}
rounds=${ROUNDS:-5}

make -s -C "$top/test/bench"
make_folder
start_cluster shared_buffers=256MB max_wal_size=4GB autovacuum=off jit=off
psql=(psql -XqAt -v ON_ERROR_STOP=1)
"${psql[@]}" -c 'CREATE EXTENSION onrecord; CREATE UNLOGGED TABLE raw (line text);
    CREATE UNLOGGED TABLE texts (corpus text, content text); ALTER TABLE texts ALTER content SET STORAGE external'
# One line as it is: quote and delimiter are characters that JSON cannot hold.
copy_lines() {
    "${psql[@]}" -c "COPY raw FROM STDIN WITH (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')"
}
if [ -n "$corpora" ]; then
    find "$corpora" -name '*.jsonl.xz' | sort | while read -r file; do
        xz -dc "$file" | copy_lines
        echo "INSERT INTO texts SELECT :'name', line::json ->> 'text' FROM raw; TRUNCATE raw" |
            "${psql[@]}" -v name="$(basename "$(dirname "$file")")"
    done
else
    for file in "$top"/test/corpus/*/*.txt; do
        echo "INSERT INTO texts SELECT 'test/corpus', :'content' FROM generate_series(1, 20)" |
            "${psql[@]}" -v content="$(cat "$file")"
    done
fi
PGOPTIONS="-c bench.rounds=$rounds" "${psql[@]}" -f "$top/test/bench/search.sql"
# Ranking: the documents of test/corpus by name, and queries with judged answers.
"${psql[@]}" -c 'CREATE UNLOGGED TABLE judged_documents (name text, content text); CREATE UNLOGGED TABLE judged (query text, answers text)'
for file in "$top"/test/corpus/*/*.txt; do
    echo "INSERT INTO judged_documents VALUES (:'name', :'content')" |
        "${psql[@]}" -v name="$(basename "$file" .txt)" -v content="$(cat "$file")"
done
grep -v '^#' "$top/test/bench/judged.tsv" | "${psql[@]}" -c 'COPY judged FROM STDIN'
"${psql[@]}" -f "$top/test/bench/judged.sql"
for kind in en zh; do
    "${psql[@]}" -c "COPY (SELECT content FROM texts WHERE (content ~ '[一-龥]{20}') = ('$kind' = 'zh')) TO STDOUT" |
        sed 's/\\n/\n/g' >"$folder/$kind.txt"
done
"${psql[@]}" -c 'COPY (SELECT alias, name FROM onrecord_aliases WHERE name IS NOT NULL) TO STDOUT' >"$folder/aliases"
cd "$folder"
"$top/build/bench/search_parser" aliases en.txt zh.txt
# The words of Chinese, where the texts are there that were annotated: recall and precision are defined in the program.
if [ -n "$corpora" ]; then
    find "$corpora" -name '*.jsonl.xz' -exec xz -dc {} + | perl "$top/test/bench/chinese_words.pl" \
        "$top/test/bench/chinese_words.tsv" >sentences
    if [ -s sentences ]; then
        echo "Chinese, sentences for tuning:" && "$top/build/bench/chinese_words" aliases 0 <sentences
        echo "Chinese, sentences held out:" && "$top/build/bench/chinese_words" aliases 1 <sentences
    fi
fi
