# database.R: the connection, and the one way a query is asked. PostgreSQL is found by the PG* environment variables.

# A connection whose unqualified names are the views of the corpus and the functions of the extension.
connect <- function(corpus) {
  connection <- DBI::dbConnect(RPostgreSQL::PostgreSQL())
  ask(connection, "
    SELECT set_config('search_path', format('%I, %s', $1::text, extnamespace::regnamespace), false),
           set_config('timezone', 'UTC', false),
           set_config('default_transaction_read_only', 'on', false)
    FROM pg_extension WHERE extname = 'onrecord'", list(corpus))
  connection
}

# The rows of a query as a data frame. The driver reports an error of the server as a warning and no rows.
ask <- function(connection, sql, parameters = list()) {
  problem <- NULL
  rows <- withCallingHandlers(
    tryCatch(
      if (length(parameters) > 0) DBI::dbGetQuery(connection, sql, parameters) else DBI::dbGetQuery(connection, sql),
      error = function(condition) {
        problem <<- conditionMessage(condition)
        NULL
      }
    ),
    warning = function(condition) {
      problem <<- c(problem, conditionMessage(condition))
      invokeRestart("muffleWarning")
    }
  )
  if (is.null(rows)) {
    stop("the database could not answer: ", paste(problem, collapse = " "), call. = FALSE)
  }
  rows
}

# A text array as PostgreSQL writes it; the driver sends parameters as text.
array_literal <- function(values) {
  quoted <- sprintf('"%s"', gsub('(["\\\\])', "\\\\\\1", values))
  sprintf("{%s}", paste(quoted[seq_along(values)], collapse = ","))
}
