# app.R: a dashboard over a corpus of onrecord. The files in R/ are read first; README.md beside this folder says how to
# start it. ONRECORD_CORPUS names the corpus.
library(shiny)
library(ggplot2)

corpus <- Sys.getenv("ONRECORD_CORPUS", "news")

panel <- function(title, ..., note = NULL, class = "") {
  tags$section(class = paste("panel", class), tags$h2(title, if (!is.null(note)) tags$small(note)), ...)
}

chart <- function(id, click = NULL) {
  tags$div(class = "chart", plotOutput(id, height = "100%", click = click))
}

scrolled <- function(id) {
  tags$div(class = "scrolled", uiOutput(id))
}

page <- function(request) {
  connection <- connect(corpus)
  days <- days_of_corpus(connection)
  DBI::dbDisconnect(connection)
  bootstrapPage(
    theme = bslib::bs_theme(version = 5),
    lang = "en",
    title = paste("onrecord:", corpus),
    tags$head(tags$link(rel = "stylesheet", href = "dashboard.css"), tags$link(rel = "icon", href = "data:,"),
              tags$script(src = "dashboard.js", defer = NA)),
    tags$header(tags$h1("onrecord"), tags$span(class = "corpus", "corpus ", tags$b(corpus)),
                uiOutput("totals", class = "totals")),
    filter_column(days),
    tags$main(
      tabsetPanel(
        id = "tab", type = "pills",
        tabPanel("Overview", tags$div(
          class = "grid two-by-two",
          panel("Who is speaking most", note = "statements by speaker", legend(mode_colours),
                chart("speakers_chart", click = "speaker_click")),
          panel("Acts over time", note = "what speakers did by what they said", legend(act_colours, act_groups),
                chart("acts_chart")),
          panel("Who about whom", note = "speaker → target of the act", legend(act_colours, act_groups),
                chart("pairs_chart", click = "pair_click")),
          panel("Latest statements", note = tagList(tags$mark("verbatim words"), " are marked"), scrolled("latest"))
        )),
        tabPanel("Search", tags$div(
          class = "grid two",
          panel("Statements found", note = "the best first", scrolled("found")),
          panel("Words in context",
                radioButtons("context_order", NULL, inline = TRUE, selected = "right", choices = c(
                  "sorted by what follows" = "right", "by what stands before" = "left", "newest first" = "newest")),
                scrolled("context"))
        )),
        tabPanel("Exchanges", tags$div(
          class = "grid two",
          panel("Accusation and reply", scrolled("replies")),
          panel("Question and answer", scrolled("answers"))
        )),
        tabPanel("Ingest", tags$div(
          class = "grid two health",
          panel("Outlets", note = "what the filters leave", chart("outlets_chart")),
          tags$div(class = "stack",
                   panel("Runs", note = "the latest first; Shown: statements that pass the filters",
                         uiOutput("health", class = "figures"), scrolled("runs")),
                   panel("What could not be read", note = "by outlet and words", scrolled("failures")))
        ))
      )
    )
  )
}

server <- function(input, output, session) {
  connection <- connect(corpus)
  session$onSessionEnded(function() DBI::dbDisconnect(connection))
  choices <- filter_choices(connection)
  set_choices(session, choices)
  observeEvent(input$reset, set_choices(session, choices))

  words <- debounce(reactive(input$words), 400)
  filters <- reactive({
    current <- current_filters(input, words())
    req(current)
    current
  })
  # The rows of a query under the present filters.
  rows_of <- function(query, ...) {
    reactive(query(connection, filters(), ...))
  }
  # A chart of rows, or a line that says why there is none.
  draw <- function(rows, plot, label, none) {
    renderPlot({
      validate(need(nrow(rows()) > 0, none))
      plot(rows())
    }, res = 96, alt = function() chart_text(label(rows()), rows()))
  }

  output$totals <- renderUI({
    row <- totals(connection, filters())
    share <- if (row$statements > 0) sprintf("%.0f %%", 100 * row$verbatim / row$statements) else "–"
    figures(
      statements = count_label(row$statements), speakers = count_label(row$speakers),
      documents = count_label(row$documents), outlets = count_label(row$outlets), "with verbatim words" = share
    )
  })

  speakers <- rows_of(top_speakers)
  pairs <- rows_of(who_about_whom)
  no_statement <- "No statement passes these filters."
  output$speakers_chart <- draw(speakers, speakers_chart, function(rows) rows$speaker, no_statement)
  output$acts_chart <- draw(rows_of(acts_over_time), function(rows) {
    acts_chart(rows, undated_statements(connection, filters()))
  }, function(rows) act_group(rows$act), "No statement that passes these filters has a date.")
  output$pairs_chart <- draw(pairs, pairs_chart, function(rows) paste(rows$speaker, "→", rows$target),
                             "No statement that passes these filters is aimed at somebody.")
  output$outlets_chart <- draw(rows_of(outlet_counts), outlets_chart, function(rows) rows$outlet, no_statement)

  # A bar is at the whole number that its place from the bottom is.
  filter_by_bar <- function(click, rows) {
    observeEvent(click(), {
      labels <- unique(rows()[c("speaker", intersect("target", names(rows())))])
      speaker <- rev(labels$speaker)[round(click()$y)]
      updateSelectizeInput(session, "speakers", choices = choices$speakers, selected = speaker, server = TRUE)
    })
  }
  filter_by_bar(reactive(input$speaker_click), speakers)
  filter_by_bar(reactive(input$pair_click), pairs)

  output$latest <- renderUI(statement_list(latest_statements(connection, filters())))
  # Without words to look for, names to try and what there is.
  output$found <- renderUI({
    if (nzchar(filters()$words)) {
      return(statement_list(found_statements(connection, corpus, filters())))
    }
    tagList(
      tags$p(class = "nothing", "Type words into the field on the left, or look for one of these names:"),
      tags$div(class = "try", lapply(names_to_try(connection), function(name) {
        tags$button(class = "btn btn-sm btn-outline-primary", name,
                    onclick = sprintf("Shiny.setInputValue('try', %s, {priority: 'event'})",
                                      jsonlite::toJSON(name, auto_unbox = TRUE)))
      })),
      statement_list(latest_statements(connection, filters()))
    )
  })
  output$context <- renderUI({
    sought <- filters()
    if (!nzchar(sought$words)) {
      sought$words <- paste0('"', names_to_try(connection, 1), '"')
    }
    tagList(if (!nzchar(filters()$words)) tags$p(class = "nothing", "For example ", tags$b(sought$words)),
            context_table(words_in_context(connection, corpus, sought, input$context_order)))
  })
  observeEvent(input$try, updateTextInput(session, "words", value = sprintf('"%s"', input$try)))

  output$replies <- renderUI(exchange_list(exchanges(connection, filters(), "reply"),
                                           "No accusation among these statements was replied to."))
  output$answers <- renderUI(exchange_list(exchanges(connection, filters(), "answer"),
                                           "No question among these statements was answered."))
  output$health <- renderUI({
    filters()
    row <- ingest_health(connection)
    figures(
      waiting = count_label(row$waiting), "could not be read" = count_label(row$failed),
      "running now" = count_label(row$running), "last run (UTC)" = if (is.na(row$last_run)) "–" else row$last_run,
      "documents a second" = if (is.na(row$speed)) "–" else count_label(signif(row$speed, 2))
    )
  })
  output$runs <- renderUI(run_table(latest_runs(connection, filters())))
  output$failures <- renderUI(failure_table(failures(connection, filters())))
}

shinyApp(page, server)
