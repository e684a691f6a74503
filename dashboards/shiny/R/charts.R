# charts.R: the charts, drawn by ggplot2 from the rows of queries.R. Their legends are HTML (legend() in lists.R), which
# wraps where a chart is narrow.

typeface <- "Inter"

chart_theme <- function() {
  theme_minimal(base_size = 11.5, base_family = typeface) +
    theme(
      text = element_text(colour = "#343A43"),
      axis.text = element_text(colour = "#343A43", size = 9.5),
      axis.title = element_text(size = 9.5, colour = "#68707C"),
      panel.grid.minor = element_blank(),
      panel.grid.major = element_line(colour = "#E8EBEF", linewidth = 0.4),
      legend.position = "none",
      plot.title.position = "plot", plot.caption.position = "plot",
      plot.caption = element_text(size = 8.5, colour = "#68707C", hjust = 0),
      plot.margin = margin(4, 20, 2, 2)
    )
}

shorten <- function(text, letters) {
  ifelse(nchar(text) > letters, paste0(substr(text, 1, letters - 1), "…"), text)
}

# Counts are whole numbers, also on a short axis.
whole_breaks <- function(limits, wanted = 5) {
  unique(floor(pretty(limits, n = wanted)))
}

# In the order of the rows, the first at the top.
ranked <- function(labels) {
  factor(labels, levels = rev(unique(labels)))
}

# Horizontal bars, stacked, each with its total at its end.
ranked_bars <- function(rows, fill, colours) {
  sums <- aggregate(statements ~ label, rows, sum)
  ggplot(rows, aes(statements, label)) +
    geom_col(aes(fill = {{ fill }}), width = 0.72, position = position_stack(reverse = TRUE)) +
    geom_text(aes(label = statements), data = sums, hjust = -0.35, size = 3.1, colour = "#343A43", family = typeface) +
    scale_fill_manual(values = colours, drop = FALSE) +
    scale_x_continuous(breaks = whole_breaks, expand = expansion(mult = c(0, 0.09))) +
    labs(x = "Statements", y = NULL) +
    chart_theme() +
    theme(panel.grid.major.y = element_blank())
}

speakers_chart <- function(rows) {
  rows$label <- ranked(shorten(rows$speaker, 30))
  rows$mode <- mode_label(rows$mode)
  ranked_bars(rows, mode, mode_colours)
}

pairs_chart <- function(rows) {
  rows$label <- ranked(paste(shorten(rows$speaker, 24), "→", shorten(rows$target, 24)))
  rows$group <- act_group(rows$act)
  ranked_bars(rows, group, act_colours)
}

acts_chart <- function(rows, undated) {
  bucket <- rows$bucket[1]
  rows$group <- act_group(rows$act)
  rows <- aggregate(statements ~ since + group, rows, sum)
  width <- c(day = 0.9, week = 6.2, month = 26)[[bucket]]
  ggplot(rows, aes(since + width / 2, statements)) +
    geom_col(aes(fill = group), width = width, position = position_stack(reverse = TRUE)) +
    scale_fill_manual(values = act_colours, drop = FALSE) +
    scale_x_date(date_labels = if (bucket == "month") "%b %Y" else "%d %b %Y", expand = expansion(mult = 0.01)) +
    scale_y_continuous(breaks = whole_breaks, expand = expansion(mult = c(0, 0.05))) +
    labs(
      x = sprintf("%s of publication", c(day = "Day", week = "Week", month = "Month")[[bucket]]),
      y = sprintf("Statements a %s", bucket),
      caption = if (undated > 0) sprintf("Without %s statements of documents that state no date.", count_label(undated))
    ) +
    chart_theme() +
    theme(panel.grid.major.x = element_blank())
}

outlets_chart <- function(rows) {
  unnamed <- rows[is.na(rows$outlet), ]
  rows <- rows[!is.na(rows$outlet), ]
  rows$label <- ranked(shorten(rows$outlet, 34))
  long <- rbind(
    data.frame(label = rows$label, count = rows$documents, what = "Documents"),
    data.frame(label = rows$label, count = rows$statements, what = "Statements")
  )
  ggplot(long, aes(count, label)) +
    geom_col(aes(fill = what), width = 0.72) +
    geom_text(aes(label = count_label(count)), hjust = -0.35, size = 3.1, colour = "#343A43", family = typeface) +
    facet_wrap(~what, scales = "free_x") +
    scale_fill_manual(values = c(Documents = "#009E73", Statements = "#0072B2")) +
    scale_x_continuous(breaks = function(limits) whole_breaks(limits, 3), expand = expansion(mult = c(0, 0.2))) +
    labs(x = "Number", y = NULL, caption = if (nrow(unnamed) > 0) {
      sprintf("Another %s documents with %s statements name no outlet.", count_label(unnamed$documents),
              count_label(unnamed$statements))
    }) +
    chart_theme() +
    theme(panel.grid.major.y = element_blank(), strip.text = element_text(hjust = 0, face = "bold"),
          panel.spacing.x = unit(14, "pt"))
}

# The numbers of a chart in words, for those who do not see it.
chart_text <- function(labels, rows) {
  if (nrow(rows) == 0) {
    return("")
  }
  sums <- aggregate(statements ~ label, data.frame(label = ranked(labels), statements = rows$statements), sum)
  paste(sprintf("%s: %s", rev(sums$label), rev(sums$statements)), collapse = "; ")
}
