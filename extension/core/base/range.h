/*
 * range.h: half-open ranges and borrowed strings, the two shapes every stage
 * of the core hands to the next.
 */
#ifndef ONRECORD_CORE_BASE_RANGE_H
#define ONRECORD_CORE_BASE_RANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * [begin, end) in bytes of a document's UTF-8 text while the text is analysed,
 * in code points once results leave the core (or_code_point_ranges).
 */
typedef struct OrRange {
    uint32_t begin;
    uint32_t end;
} OrRange;

/* A string that somebody else owns; data == NULL means "absent". Not NUL-terminated. */
typedef struct OrString {
    const char *data;
    size_t length;
} OrString;

static inline bool or_range_is_empty(OrRange range)
{
    return range.begin >= range.end;
}

static inline uint32_t or_range_length(OrRange range)
{
    return or_range_is_empty(range) ? 0 : range.end - range.begin;
}

#endif
