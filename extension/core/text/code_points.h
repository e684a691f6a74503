/*
 * code_points.h: from byte positions, in which the core works, to code points,
 * in which results are given.
 */
#ifndef ONRECORD_CORE_TEXT_CODE_POINTS_H
#define ONRECORD_CORE_TEXT_CODE_POINTS_H

#include "../base/host.h"
#include "../base/range.h"

/* The number of code points before every 256th byte, so that any position is counted from near by. */
typedef struct OrCodePoints {
    const char *text;
    size_t length;
    uint32_t *before;
} OrCodePoints;

OrCodePoints or_index_code_points(OrHost *host, const char *text, size_t length);

/* The code points before byte `position` (at most the length of the text). */
uint32_t or_code_point_at(const OrCodePoints *index, uint32_t position);

/* A range of bytes as a range of code points. */
OrRange or_code_point_range(const OrCodePoints *index, OrRange bytes);

#endif
