/*
 * space.c: trimming.
 */
#include "space.h"

#include <unicode/utf8.h>

OrRange or_trim(const char *text, OrRange range)
{
    const uint8_t *bytes = (const uint8_t *) text;
    int32_t begin = (int32_t) range.begin;
    int32_t end = (int32_t) range.end;
    UChar32 c;

    while (begin < end) {
        int32_t next = begin;

        U8_NEXT(bytes, next, end, c);
        if (!or_is_blank(c))
            break;
        begin = next;
    }
    while (end > begin) {
        int32_t previous = end;

        U8_PREV(bytes, begin, previous, c);
        if (!or_is_blank(c))
            break;
        end = previous;
    }
    return (OrRange){(uint32_t) begin, (uint32_t) end};
}
