#!/bin/bash
# test_psql.sh: what a person at psql does with a corpus. Connects by the PG* environment variables; prints TAP.
set -u
count=0
failures=0

# report STATUS NAME WANTED GOT
report() {
    count=$((count + 1))
    if [ "$1" = 0 ]; then
        echo "ok $count - $2"
    else
        failures=$((failures + 1))
        echo "not ok $count - $2"
        printf '%s\n' "wanted: $3" "got: $4" | sed 's/^/#   /'
    fi
}
# is NAME WANTED GOT
is() {
    [ "$2" = "$3" ]
    report $? "$1" "$2" "$3"
}
# like NAME PATTERN GOT
like() {
    grep -qE -- "$2" <<<"$3"
    report $? "$1" "$2" "$3"
}
run() {
    psql -XAtq -v ON_ERROR_STOP=1 "$@" 2>&1
}

stored=$(run -c 'SELECT count(*) FROM news.statements') || { echo "Bail out! $stored"; exit 2; }

like '\d of a view lists columns and their types' '^outlet\|text' "$(run -c '\d news.statement_details')"
like '\dv+ shows what a view is for' 'in plain columns' "$(run -c '\dv+ news.*')"
like '\dT+ shows the type and what it is' 'statement\|.*who said what about whom' "$(run -c '\dT+ statement')"
like '\df+ finds the functions' 'statements\|SETOF statement' "$(run -c '\df statements')"

like 'a variable is quoted as a value' '^[1-9]' \
    "$(run -v act=deny <<<"SELECT count(*) FROM news.statement_details WHERE act = :'act'")"
is 'a prepared statement' 'warn|warn' \
    "$(run -c "PREPARE by_act(statement_act) AS SELECT act(statement), \$1 FROM news.statements WHERE act(statement) = \$1 LIMIT 1" \
        -c "EXECUTE by_act('warn')")"
is 'a cursor' 3 "$(run <<<"BEGIN; DECLARE c CURSOR FOR SELECT content FROM news.statement_details; MOVE 3 IN c; FETCH 3 FROM c \\g |wc -l")"
is '\gdesc tells the types of a query before it runs' 'statement|statement,act|statement_act' \
    "$(run <<<"SELECT statement, act(statement) FROM news.statements \\gdesc" | paste -sd,)"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for format in text csv binary; do
    is "\\copy out and in, $format" "$stored|$stored" "$(run <<SQL
CREATE TEMPORARY TABLE kept (s statement);
\\copy (SELECT statement FROM news.statements) TO '$folder/copy' (FORMAT $format)
\\copy kept FROM '$folder/copy' (FORMAT $format)
SELECT (SELECT count(*) FROM kept), count(*) FROM (SELECT s FROM kept INTERSECT ALL SELECT statement FROM news.statements) same;
SQL
    )"
done

like 'an error says which key is wrong' 'DETAIL: ' "$(run <<<"SELECT '{\"act\": \"shout\"}'::statement")"
like 'a role that may only read' 'permission denied' "$(run -c 'DELETE FROM news.statements')"

echo "1..$count"
[ $failures = 0 ]
