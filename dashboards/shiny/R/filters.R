# filters.R: the column on the left, whose settings hold for every panel.

# The browser's own field for a date; dashboard.js brings its value to the server.
date_field <- function(id, label, day, days) {
  tags$div(
    class = "form-group", tags$label(label, `for` = id),
    tags$input(type = "date", id = id, class = "form-control", value = format(day), min = format(days$first),
               max = format(days$last), required = NA)
  )
}

filter_column <- function(days) {
  tags$aside(
    class = "filters",
    textInput("words", "Words", placeholder = "\"port fee\" OR dredging -harbour"),
    selectizeInput("speakers", "Speaker", choices = NULL, multiple = TRUE, options = list(placeholder = "anyone")),
    selectizeInput("acts", "Act", choices = NULL, multiple = TRUE, options = list(placeholder = "any")),
    selectizeInput("outlets", "Outlet", choices = NULL, multiple = TRUE, options = list(placeholder = "all")),
    date_field("since", "Published or received since", days$first, days),
    date_field("until", "until", days$last, days),
    actionButton("reset", "Clear filters", class = "btn-sm btn-outline-secondary w-100"),
    tags$p(class = "hint", "Words in quotation marks are found as a phrase, OR finds either, - leaves out. ",
           "Click a bar to filter by its speaker.")
  )
}

set_choices <- function(session, choices) {
  act_names <- setNames(choices$acts, act_label(choices$acts))
  updateSelectizeInput(session, "speakers", choices = choices$speakers, selected = character(), server = TRUE)
  updateSelectizeInput(session, "acts", choices = act_names, selected = character())
  updateSelectizeInput(session, "outlets", choices = choices$outlets, selected = character())
  session$sendCustomMessage("dates", list(since = format(choices$days$first), until = format(choices$days$last)))
  updateTextInput(session, "words", value = "")
}

# What the filters are set to; NULL until the dates have come from the browser, and while one is being typed.
current_filters <- function(input, words) {
  dates <- c(input$since, input$until)
  if (length(dates) != 2 || !all(nzchar(dates))) {
    return(NULL)
  }
  list(words = trimws(words), speakers = input$speakers, acts = input$acts, outlets = input$outlets, dates = dates)
}
