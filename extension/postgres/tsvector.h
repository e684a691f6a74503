/*
 * tsvector.h: text-search vectors, built in C exactly as
 * to_tsvector('onrecord', ...) would build them. Include it after postgres.h.
 */
#ifndef ONRECORD_POSTGRES_TSVECTOR_H
#define ONRECORD_POSTGRES_TSVECTOR_H

#include "tsearch/ts_type.h"

/*
 * A part of a text with the weight of its words. Words are numbered through
 * all the pieces; no phrase reaches from one piece into the next unless that
 * one continues it.
 */
typedef struct SearchPiece {
    const char *text; /* in the server's encoding, not NUL-terminated */
    int length;
    char weight;    /* 'A' to 'D' */
    bool continues; /* the next words of the same text */
} SearchPiece;

/* The vector of one text, all its words of weight D. Allocated in the current memory context. */
extern TSVector onrecord_build_tsvector(const char *text, int length);

/* The vector of several pieces of text. */
extern TSVector onrecord_build_weighted_tsvector(const SearchPiece *pieces, int count);

/* The same with only the words that the query has, to be compared with it. */
extern TSVector onrecord_build_tsvector_for_query(const SearchPiece *pieces, int count, TSQuery query);

#endif
