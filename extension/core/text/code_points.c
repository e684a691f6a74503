/*
 * code_points.c: see code_points.h.
 */
#include "code_points.h"

#include "characters.h"

#define STEP 256

OrCodePoints or_index_code_points(OrHost *host, const char *text, size_t length)
{
    OrCodePoints index = {text, length, NULL};
    uint32_t count = 0;

    index.before = host->allocate(host, sizeof(uint32_t) * (length / STEP + 1));
    for (size_t start = 0; start <= length; start += STEP) {
        index.before[start / STEP] = count;
        count += or_count_code_points(text + start, start + STEP < length ? STEP : length - start);
    }
    return index;
}

uint32_t or_code_point_at(const OrCodePoints *index, uint32_t position)
{
    uint32_t start = position / STEP * STEP;

    return index->before[position / STEP] + or_count_code_points(index->text + start, position - start);
}

OrRange or_code_point_range(const OrCodePoints *index, OrRange bytes)
{
    return (OrRange){or_code_point_at(index, bytes.begin), or_code_point_at(index, bytes.end)};
}
