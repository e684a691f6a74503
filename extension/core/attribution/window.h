/*
 * window.h: which tokens the model reads together, and where each of them
 * stands to the cue whose roles are sought.
 */
#ifndef ONRECORD_CORE_ATTRIBUTION_WINDOW_H
#define ONRECORD_CORE_ATTRIBUTION_WINDOW_H

#include "../text/document.h"

/* A chunk holds about this many tokens: whole blocks, except for one that is longer still. */
#define OR_CHUNK_TOKENS 1024
#define OR_LONGEST_CHUNK (2 * OR_CHUNK_TOKENS)

/* A window reaches no further than this from its cue. */
#define OR_WINDOW_BEFORE 100
#define OR_WINDOW_BEHIND 160
#define OR_LONGEST_WINDOW (OR_WINDOW_BEFORE + OR_WINDOW_BEHIND + OR_LONGEST_CUE)
#define OR_LONGEST_CUE 32

/* The tables of vectors that place a token to its cue. */
typedef enum OrPlace {
    OR_PLACE_DISTANCE, /* side and distance in tokens, or in the cue */
    OR_PLACE_SENTENCE, /* side and distance in sentences; another block */
    OR_PLACE_QUOTES,   /* quotation marks between */
    OR_PLACE_COMMAS,   /* commas between */
    OR_PLACE_CUES,     /* other cues between; is one itself */
    OR_PLACE_COUNT
} OrPlace;

extern const uint32_t or_place_sizes[OR_PLACE_COUNT];

typedef struct OrPlaces {
    uint8_t values[OR_PLACE_COUNT];
} OrPlaces;

/*
 * The next chunk at or behind token `begin`: neighbouring blocks that are read.
 * Empty at the end of the document.
 */
OrRange or_next_chunk(const OrDocument *document, uint32_t begin);

/*
 * One flag a block: its last token is a colon, or a quotation is open at its
 * end, so the next block may hold what its cue attributes. Freed by the caller.
 */
bool *or_find_leading_blocks(OrHost *host, const OrDocument *document);

/* The tokens among which the roles of a cue are sought; they lie in its chunk and hold the cue. */
OrRange or_window_of_cue(const OrDocument *document, const bool *leading, OrRange chunk, OrRange cue);

/*
 * Place every token of a window. is_cue[t - chunk_begin] tells whether token t
 * is likely a cue of its own.
 */
void or_place_tokens(const OrDocument *document, uint32_t chunk_begin, const bool *is_cue, OrRange cue,
                     OrRange window, OrPlaces *places);

#endif
