/*
 * segmenter.h: words of scripts that are written without spaces, by ICU's
 * dictionaries and the aliases.
 */
#ifndef ONRECORD_CORE_SEARCH_SEGMENTER_H
#define ONRECORD_CORE_SEARCH_SEGMENTER_H

#include "search.h"

/* A longer run is segmented in parts. Code points; they fit a byte offset of 16 bits. */
#define OR_SEGMENT_RUN 512

/*
 * Holds an open ICU iterator: the host must close it when it frees the
 * segmenter's memory. NULL where ICU has no word iterator. It serves one text
 * at a time.
 */
OrSegmenter *or_open_segmenter(OrHost *host);
void or_close_segmenter(OrSegmenter *segmenter);

/* The words of a run, by their ends. */
typedef struct OrSegments {
    uint16_t count;
    uint16_t ends[OR_SEGMENT_RUN]; /* bytes from the start of the run */
    bool is_alias[OR_SEGMENT_RUN];
} OrSegments;

/* Segment the start of `run`, at most OR_SEGMENT_RUN code points: as far as the last end tells. */
void or_segment(OrSegmenter *segmenter, const OrAliases *aliases, OrString run, OrSegments *segments);

/* The simplified form of a Chinese character, or the character itself. */
uint32_t or_simplify_character(uint32_t character);

/* The same for all of a form in UTF-8. */
void or_simplify(OrString text, char *bytes, size_t *length, size_t room);

#endif
