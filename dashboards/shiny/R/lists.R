# lists.R: statements, exchanges and runs as HTML. All text goes through htmltools, which escapes it.

count_label <- function(count) {
  format(count, big.mark = ",", scientific = FALSE, trim = TRUE)
}

given <- function(value) {
  !is.na(value) && nzchar(value)
}

# The content with its verbatim parts marked; they come in the order of the content.
mark_verbatim <- function(content, verbatim) {
  parts <- list()
  for (part in jsonlite::fromJSON(if (is.na(verbatim)) "[]" else verbatim)) {
    at <- regexpr(part, content, fixed = TRUE)
    if (at > 0) {
      parts <- c(parts, list(substr(content, 1, at - 1), tags$mark(part, .noWS = "outside")))
      content <- substring(content, at + nchar(part))
    }
  }
  tagList(parts, content)
}

# A snippet with the words found, which ts_headline puts between <b> and </b>; nothing else in it is taken for HTML.
mark_found <- function(snippet) {
  HTML(gsub("&lt;(/?b)&gt;", "<\\1>", htmltools::htmlEscape(snippet)))
}

act_badge <- function(act) {
  tags$span(class = "act", tags$i(style = sprintf("background:%s", act_colours[[as.character(act_group(act))]])),
            act_label(act))
}

speaker_line <- function(speaker, title, organisation) {
  office <- paste(Filter(given, c(title, organisation)), collapse = ", ")
  tagList(tags$strong(if (given(speaker)) speaker else "(nobody named)"),
          if (nzchar(office) && !identical(office, speaker)) tags$span(class = "office", office))
}

source_line <- function(row) {
  parts <- c(if (isTRUE(row$dated)) format(row$day) else "no date", row$outlet, row$headline)
  tags$div(class = "source", title = if (given(row$url)) row$url, paste(Filter(given, parts), collapse = " · "))
}

statement_item <- function(row) {
  tags$li(
    class = "statement", `data-statement` = row$statement_id,
    tags$div(class = "who", speaker_line(row$speaker, row$title, row$organisation), act_badge(row$act),
             if (given(row$target)) tags$span(class = "target", "→ ", row$target)),
    tags$p(if (is.null(row$snippet)) mark_verbatim(row$content, row$verbatim) else mark_found(row$snippet)),
    source_line(row)
  )
}

each_row <- function(rows, as_item) {
  lapply(seq_len(nrow(rows)), function(i) as_item(rows[i, ]))
}

nothing <- function(what) {
  tags$p(class = "nothing", what)
}

statement_list <- function(rows) {
  if (nrow(rows) == 0) {
    return(nothing("No statement passes these filters."))
  }
  tags$ul(class = "statements", each_row(rows, statement_item))
}

# What was asked or accused, and below it everything that was answered to that.
exchange_item <- function(rows) {
  side <- function(class, speaker, organisation, act, words) {
    tags$div(class = paste("side", class),
             tags$div(class = "who", speaker_line(speaker, NA, organisation), act_badge(act)), tags$p(words))
  }
  first <- rows[1, ]
  tags$li(
    `data-question` = first$question_id,
    side("first", first$question_speaker, first$question_organisation, first$question_act, first$question),
    each_row(rows, function(row) {
      side("second", row$answer_speaker, row$answer_organisation, row$answer_act, row$answer)
    }),
    tags$div(class = "source", paste(Filter(given, c(format(first$day), first$outlet, first$headline)), collapse = " · "))
  )
}

context_table <- function(rows) {
  if (nrow(rows) == 0) {
    return(nothing("These words are in no statement that passes the filters."))
  }
  tags$table(class = "context", tags$tbody(each_row(rows, function(row) {
    place <- sprintf("%s, %s: characters %d to %d of document %d", row$speaker, row$day, row$begins, row$ends,
                     row$document_id)
    tags$tr(title = place, tags$td(tags$bdi(row$before, .noWS = "outside")),
            tags$td(tags$b(row$keyword, .noWS = "outside")), tags$td(row$after))
  })))
}

exchange_list <- function(rows, none) {
  if (nrow(rows) == 0) {
    return(nothing(none))
  }
  by_question <- split(rows, factor(rows$question_id, levels = unique(rows$question_id)))
  tags$ul(class = "exchanges", lapply(unname(by_question), exchange_item))
}

# What each colour means; pointing at a group of acts lists them.
legend <- function(colours, members = list()) {
  tags$div(class = "legend", lapply(names(colours), function(name) {
    tags$span(title = if (length(members[[name]]) > 1) paste(act_label(members[[name]]), collapse = ", "),
              tags$i(style = sprintf("background:%s", colours[[name]])), name)
  }))
}

table_of <- function(id, head, rows, cells) {
  tags$table(
    id = id, class = "table table-sm",
    tags$thead(tags$tr(lapply(head, tags$th))),
    tags$tbody(each_row(rows, function(row) tags$tr(lapply(cells(row), tags$td))))
  )
}

# A few numbers, each over its name.
figures <- function(...) {
  values <- list(...)
  tagList(lapply(names(values), function(name) {
    tags$div(`data-figure` = name, tags$b(values[[name]]), tags$span(name))
  }))
}

run_table <- function(rows) {
  if (nrow(rows) == 0) {
    return(nothing("Nothing has been ingested yet."))
  }
  table_of("runs_table", c("Started (UTC)", "Kind", "Outcome", "Stored", "Failed", "Statements", "Shown", "Seconds"),
    rows, function(row) {
      list(format(row$started, "%Y-%m-%d %H:%M:%S"), row$kind, row$outcome,
           count_label(row$stored + row$revised), count_label(row$failed), count_label(row$statements),
           count_label(row$shown), format(round(row$seconds, 1), nsmall = 1))
    })
}

failure_table <- function(rows) {
  if (nrow(rows) == 0) {
    return(nothing("Everything that arrived could be read."))
  }
  table_of("failures_table", c("When (UTC)", "Document", "Error", "SQLSTATE", "Attempts"), rows, function(row) {
    list(format(row$at, "%Y-%m-%d %H:%M"), if (given(row$url)) row$url else "(no address)",
         paste(Filter(given, c(row$error, row$detail)), collapse = ". "), row$sqlstate, row$attempts)
  })
}
