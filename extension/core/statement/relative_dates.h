/*
 * relative_dates.h: dates as a report gives them, counted from its own day.
 *
 * "on Friday", "last month", "two days earlier", and the absolute ones that
 * lack a year ("Dec. 20", "in January"), which then is the latest that is not
 * after publication.
 */
#ifndef ONRECORD_CORE_STATEMENT_RELATIVE_DATES_H
#define ONRECORD_CORE_STATEMENT_RELATIVE_DATES_H

#include "../lexicon/lexicon.h"
#include "../text/dates.h"

/* What dates are counted from; precision NONE: not known. */
typedef struct OrDateAnchors {
    OrDate published;
    OrDate before;     /* the date that the text named last */
    OrDate before_day; /* the day that it named last */
} OrDateAnchors;

/*
 * Read the expression that starts at byte `at`, a word's start, and ends before
 * `end`. False where there is none. Where there is one that the anchors do not
 * settle, *date has precision NONE. *read_end is where it ends.
 */
bool or_read_relative_date(OrLanguage language, OrString text, uint32_t at, uint32_t end,
                           const OrDateAnchors *anchors, OrDate *date, uint32_t *read_end);

/* Negative, zero or positive as the first day of `a` is before, on or after that of `b`. */
int or_compare_dates(OrDate a, OrDate b);

#endif
