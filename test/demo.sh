#!/bin/bash
# demo.sh: builds and installs onrecord, ingests documents into a throw-away cluster and shows what they say.
#   DOCS='path/*.txt'  those documents instead of the samples
#   SEARCH='words'     what to search for
#   KEEP=1             leave the cluster running
set -eu
caller=$PWD
. "$(dirname "$0")/cluster.sh"
. "$(dirname "$0")/sample.sh"
PG_CONFIG=$(find_pg_config) || { echo "no pg_config found: set PG_CONFIG" >&2; exit 1; }
export PG_CONFIG
cd "$caller"
documents=()
for file in ${DOCS:-"$top"/test/corpus/*/*.txt}; do
    [ -f "$file" ] || { echo "There is no document $file." >&2; exit 1; }
    documents+=("$(realpath "$file")")
done

echo "Building onrecord for $("$PG_CONFIG" --version)"
build_and_install
make_folder
start_cluster
psql=(psql -X -q -v ON_ERROR_STOP=1 -P pager=off -P null=)
"${psql[@]}" -c 'CREATE EXTENSION onrecord' -c "SELECT create_corpus('demo')" >/dev/null
fill_corpus demo "${documents[@]}"

columns=$(tput cols 2>/dev/null || echo 100)
[ "$columns" -ge 80 ] || columns=80
"${psql[@]}" -v columns="$columns" -v rows=40 \
    -v sought="${SEARCH:-$([ -n "${DOCS:-}" ] || echo minister)}" -f "$top/test/demo.sql"

line="psql -h $folder -U postgres"
[ -z "${SUDO_USER:-}" ] || line="sudo $line"
if [ "${KEEP:-}" = 1 ]; then
    echo "The cluster is left running. To look further: $line"
    echo "To end it: $([ "$(id -u)" = 0 ] && echo "runuser -u $(cluster_user) -- ")$bindir/pg_ctl -D $folder/data stop && rm -r $folder"
else
    echo "With make demo KEEP=1 the cluster stays, and this opens it: $line"
fi
