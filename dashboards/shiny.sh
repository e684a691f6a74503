#!/bin/sh
# shiny.sh: serves the Shiny dashboard of the corpus ONRECORD_CORPUS, which PostgreSQL's PG* variables lead to, on
# HOST:PORT (127.0.0.1:3838).
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/shiny" || exit 1
exec Rscript --vanilla -e "shiny::runApp('.', host = '${HOST:-127.0.0.1}', port = ${PORT:-3838}, launch.browser = FALSE)"
