#!/bin/bash
# show_dashboard.sh: builds and installs onrecord, ingests documents into a throw-away cluster and serves a dashboard of
# them until it is interrupted.
#   DOCS='path/*.txt'  those documents instead of the samples
#   PORT=3838          where to serve it; HOST=0.0.0.0 lets other machines look
set -eu
caller=$PWD
. "$(dirname "$0")/cluster.sh"
. "$(dirname "$0")/sample.sh"
PG_CONFIG=$(find_pg_config) || { echo "no pg_config found: set PG_CONFIG" >&2; exit 1; }
export PG_CONFIG
cd "$caller"
documents=()
for file in ${DOCS:-}; do
    [ -f "$file" ] || { echo "There is no document $file." >&2; exit 1; }
    documents+=("$(realpath "$file")")
done
port=${PORT:-3838}

echo "Building onrecord for $("$PG_CONFIG" --version)"
build_and_install
make_folder
start_cluster
echo "Reading the documents"
fill_dashboard_corpus "${documents[@]}"
serve_dashboard "$port"
echo "The dashboard is at http://127.0.0.1:$port (Ctrl+C ends it and removes the cluster)."
echo "For psql: psql -h $folder -U postgres"
wait $dashboard
