# queries.R: what each panel asks. Every query begins with the statements that the filters leave, `chosen`; its
# parameters $1 to $6 are those of filter_parameters(). NOT MATERIALIZED, so that each use of it computes only the columns
# that it needs.

chosen <- "
WITH chosen AS NOT MATERIALIZED (
  SELECT statement_id, document_id, ordinal, day, speaker, speaker_kind, title, organisation, act, target, mode,
         content, verbatim, outlet, headline, url, published
  FROM statement_details
  WHERE ($1::text[] = '{}' OR speaker = ANY ($1::text[]))
    AND ($2::text[] = '{}' OR act = ANY ($2::text[]))
    AND ($3::text[] = '{}' OR outlet = ANY ($3::text[]))
    AND day BETWEEN $4::date AND $5::date
    AND ($6::text = '' OR statement_id IN (
      SELECT statement_id FROM statements WHERE statement @@ websearch_to_tsquery('onrecord', $6::text)))
)"

filter_parameters <- function(filters) {
  list(
    array_literal(filters$speakers), array_literal(filters$acts), array_literal(filters$outlets),
    filters$dates[1], filters$dates[2], filters$words
  )
}

ask_chosen <- function(connection, filters, sql, ...) {
  ask(connection, paste(chosen, sql), c(filter_parameters(filters), list(...)))
}

# What the filters can be set to.
filter_choices <- function(connection) {
  list(
    speakers = ask(connection, "
      SELECT speaker FROM speaker_activity GROUP BY speaker ORDER BY sum(statements) DESC, speaker LIMIT 5000")$speaker,
    acts = ask(connection, "SELECT act FROM acts_by_day GROUP BY act ORDER BY sum(statements) DESC, act")$act,
    outlets = ask(connection, "
      SELECT outlet FROM documents WHERE outlet IS NOT NULL AND superseded_by IS NULL
      GROUP BY outlet ORDER BY outlet")$outlet,
    days = days_of_corpus(connection)
  )
}

days_of_corpus <- function(connection) {
  ask(connection, "
    SELECT coalesce(min(day), current_date) AS first, coalesce(max(day), current_date) AS last FROM documents")
}

totals <- function(connection, filters) {
  ask_chosen(connection, filters, "
    SELECT count(*) AS statements, count(DISTINCT speaker) AS speakers, count(DISTINCT document_id) AS documents,
           count(DISTINCT outlet) AS outlets, count(*) FILTER (WHERE mode <> 'indirect') AS verbatim
    FROM chosen")
}

top_speakers <- function(connection, filters, rows = 10) {
  ask_chosen(connection, filters, "
    SELECT speaker, mode, count(*) AS statements
    FROM chosen JOIN (
      SELECT speaker FROM chosen WHERE speaker_kind <> 'unnamed'
      GROUP BY speaker ORDER BY count(*) DESC, speaker LIMIT $7::integer) top USING (speaker)
    GROUP BY speaker, mode ORDER BY sum(count(*)) OVER (PARTITION BY speaker) DESC, speaker, mode", rows)
}

# Statements of documents that state no date would all be counted on the day of their arrival: they are left out.
acts_over_time <- function(connection, filters) {
  ask_chosen(connection, filters, "
    SELECT date_trunc(bucket, day)::date AS since, bucket, act, count(*) AS statements
    FROM chosen, LATERAL (
      SELECT CASE WHEN max(day) - min(day) <= 45 THEN 'day' WHEN max(day) - min(day) <= 400 THEN 'week'
                  ELSE 'month' END AS bucket
      FROM chosen WHERE published IS NOT NULL) span
    WHERE published IS NOT NULL
    GROUP BY 1, 2, 3 ORDER BY 1, 3")
}

undated_statements <- function(connection, filters) {
  ask_chosen(connection, filters, "SELECT count(*) AS statements FROM chosen WHERE published IS NULL")$statements
}

who_about_whom <- function(connection, filters, rows = 10) {
  ask_chosen(connection, filters, "
    SELECT speaker, target, act, count(*) AS statements
    FROM chosen JOIN (
      SELECT speaker, target, count(*) AS times, max(day) AS latest FROM chosen
      WHERE speaker IS NOT NULL AND target IS NOT NULL
      GROUP BY speaker, target ORDER BY times DESC, latest DESC, speaker, target LIMIT $7::integer) top
      USING (speaker, target)
    GROUP BY speaker, target, act, times, latest ORDER BY times DESC, latest DESC, speaker, target, act", rows)
}

# The columns of a statement as the lists show it.
shown <- "statement_id, day, published IS NOT NULL AS dated, speaker, title, organisation, act, target, mode, content,
          array_to_json(verbatim)::text AS verbatim, outlet, headline, url"

latest_statements <- function(connection, filters, rows = 50) {
  ask_chosen(connection, filters, paste("SELECT", shown, "
    FROM chosen ORDER BY published DESC NULLS LAST, document_id, ordinal LIMIT $7::integer"), rows)
}

# Exchanges of which one side passes the filters. They come in the order in which the view finds them, the latest first,
# so that it need not find all.
exchanges <- function(connection, filters, kind, rows = 60) {
  passes <- function(side) {
    gsub("SIDE", side, "
      (($1::text[] = '{}' OR SIDE_speaker = ANY ($1::text[])) AND ($2::text[] = '{}' OR SIDE_act = ANY ($2::text[]))
       AND ($6::text = '' OR SIDE_id IN (
         SELECT statement_id FROM statements WHERE statement @@ websearch_to_tsquery('onrecord', $6::text))))")
  }
  ask(connection, paste("
    SELECT day, outlet, headline, url, question_id, question_speaker, question_organisation, question_act, question,
           answer_speaker, answer_organisation, answer_act, answer
    FROM answers
    WHERE kind = $7::text AND ($3::text[] = '{}' OR outlet = ANY ($3::text[])) AND day BETWEEN $4::date AND $5::date
      AND (", passes("question"), "OR", passes("answer"), ")
    ORDER BY day DESC, document_id, question_id, answer_id LIMIT $8::integer"),
    c(filter_parameters(filters), list(kind, rows)))
}

# What the words find, the best first. search_statements ranks within the whole corpus; what the filters leave is taken
# from its first thousand.
found_statements <- function(connection, corpus, filters, rows = 50) {
  ask_chosen(connection, filters, paste("SELECT", shown, ", snippet
    FROM chosen JOIN (
      SELECT statement_id, snippet, place
      FROM search_statements($7::name, $6::text, \"limit\" => 1000) WITH ORDINALITY AS f (rank, snippet, statement_id,
        document_id, day, said_from, said_to, speaker, speaker_kind, title, organisation, act, target, mode, content,
        outlet, headline, url, published, confidence, place)) best USING (statement_id)
    ORDER BY place LIMIT $8::integer"), corpus, rows)
}

# The words in their context, by what stands on their left, on their right, or the newest first.
words_in_context <- function(connection, corpus, filters, by, rows = 200) {
  order <- c(left = "sort_left", right = "sort_right", newest = "day DESC")[[by]]
  ask_chosen(connection, filters, sprintf("
    SELECT before, keyword, after, c.speaker, c.day, begins, ends, c.document_id, statement_id
    FROM concordance($7::name, $6::text, 60, 1000) c JOIN chosen USING (statement_id)
    ORDER BY %s, statement_id, begins LIMIT $8::integer", order), corpus, rows)
}

# Names to try in a search: those that acts are most often aimed at.
names_to_try <- function(connection, rows = 12) {
  ask(connection, "
    SELECT target FROM who_about_whom WHERE target ~ '^[[:upper:]]' GROUP BY target ORDER BY sum(statements) DESC, target LIMIT $1::integer",
    list(rows))$target
}

# How much each outlet brought of what the filters leave; first, with outlet NULL, what is of no known outlet.
outlet_counts <- function(connection, filters, rows = 12) {
  ask_chosen(connection, filters, "
    SELECT outlet, count(DISTINCT document_id) AS documents, count(*) AS statements
    FROM chosen GROUP BY outlet ORDER BY outlet IS NOT NULL, documents DESC, statements DESC, outlet LIMIT $7::integer",
    rows + 1)
}

# How ingest is doing now, whatever the filters.
ingest_health <- function(connection) {
  ask(connection, "
    SELECT (SELECT count(*) FROM inbox WHERE sqlstate IS NULL) AS waiting,
           (SELECT count(*) FROM recent_failures) AS failed,
           (SELECT count(*) FROM progress) AS running,
           (SELECT to_char(max(ended), 'YYYY-MM-DD HH24:MI') FROM runs WHERE outcome = 'done') AS last_run,
           (SELECT sum(stored + revised) / nullif(sum(extract(epoch FROM duration)), 0) FROM runs
            WHERE outcome = 'done' AND kind = 'ingest') AS speed")
}

# The latest runs, and how many of the statements that the filters leave each of them stored.
latest_runs <- function(connection, filters, rows = 20) {
  ask_chosen(connection, filters, "
    SELECT kind, outcome, started, stored, revised, failed, statements,
           extract(epoch FROM coalesce(ended, clock_timestamp()) - started)::numeric AS seconds,
           coalesce(shown, 0) AS shown
    FROM runs LEFT JOIN (
      SELECT d.run_id, count(*) AS shown FROM chosen JOIN documents d USING (document_id, day) GROUP BY d.run_id) c
      USING (run_id)
    ORDER BY run_id DESC LIMIT $7::integer", rows)
}

# What could not be read has neither statements nor, mostly, an outlet: outlets and dates choose among those that do.
failures <- function(connection, filters, rows = 50) {
  ask(connection, "
    SELECT stage, coalesce(failed_at, received) AS at, outlet, url, attempts, sqlstate, error, detail
    FROM recent_failures
    WHERE ($1::text[] = '{}' OR outlet = ANY ($1::text[]))
      AND ($2::text = '' OR concat_ws(' ', url, error, detail) ILIKE '%' || $2::text || '%')
    ORDER BY at DESC LIMIT $3::integer", list(array_literal(filters$outlets), filters$words, rows))
}
