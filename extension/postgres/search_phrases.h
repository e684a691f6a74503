/*
 * search_phrases.h: where in a text a query is met, phrases as wholes.
 */
#ifndef ONRECORD_POSTGRES_SEARCH_PHRASES_H
#define ONRECORD_POSTGRES_SEARCH_PHRASES_H

#include "tsearch/ts_type.h"

/* A stretch of places, both ends included. */
typedef struct PlaceSpan {
    int begin;
    int end;
} PlaceSpan;

typedef struct PlaceSpans {
    PlaceSpan *items; /* one for each end, in the order of their ends */
    int count;
    int room;
} PlaceSpans;

extern void add_place_span(PlaceSpans *spans, int begin, int end);

/*
 * Every stretch that a positive part of the query matches: a word where it
 * stands, a phrase from its first word to its last. `operands` has the places
 * of each item of the query.
 */
extern PlaceSpans find_query_spans(TSQuery query, const PlaceSpans *operands);

#endif
