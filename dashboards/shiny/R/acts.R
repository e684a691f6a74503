# acts.R: acts in words, and in eight groups whose colours people with any kind of colour vision can tell apart
# (Okabe and Ito 2008, with grey for what is merely stated).

act_groups <- list(
  "States" = c("state", "believe", "intend"),
  "Asks" = "ask",
  "Concedes" = c("admit", "apologize", "empathize"),
  "Supports, pledges" = c("praise", "defend", "pledge"),
  "Urges, demands" = c("urge", "demand"),
  "Denies, rejects" = c("deny", "reject", "decline_comment"),
  "Accuses, opposes" = c("accuse", "criticize", "oppose", "protest"),
  "Warns, threatens" = c("warn", "threaten")
)

act_colours <- setNames(
  c("#B4B9C1", "#56B4E9", "#F0E442", "#009E73", "#E69F00", "#0072B2", "#D55E00", "#CC79A7"),
  names(act_groups)
)

act_group <- function(acts) {
  group_of <- setNames(rep(names(act_groups), lengths(act_groups)), unlist(act_groups))
  factor(group_of[acts], levels = names(act_groups))
}

act_label <- function(acts) {
  gsub("_", " ", acts)
}

mode_colours <- c("verbatim" = "#08519C", "partly verbatim" = "#6BAED6", "paraphrased" = "#C6CBD3")

mode_label <- function(modes) {
  factor(c(direct = "verbatim", mixed = "partly verbatim", indirect = "paraphrased")[modes], levels = names(mode_colours))
}
