/*
 * space.h: what separates: blanks, line breaks, and trimming by them. Blanks
 * include what pages are full of and nobody sees: no-break spaces, ideographic
 * spaces, byte-order marks, zero-width signs, control characters.
 */
#ifndef ONRECORD_CORE_TEXT_SPACE_H
#define ONRECORD_CORE_TEXT_SPACE_H

#include "../base/range.h"

/* A code point that shows nothing. Line breaks are blanks too. */
static inline bool or_is_blank(int32_t c)
{
    if (c < 0x80)
        return (c >= 0 && c <= ' ') || c == 0x7F;
    return c == 0x85 || c == 0xA0 || c == 0xAD || c == 0x1680 || (c >= 0x2000 && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202F) || c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

/* Bytes of the line break at `at`: LF, CR, CR LF, VT, FF, NEL, U+2028, U+2029; 0 where there is none. */
static inline uint32_t or_line_break_length(const char *text, uint32_t at, uint32_t length)
{
    const uint8_t *bytes = (const uint8_t *) text + at;
    uint32_t left = length - at;

    if (left == 0)
        return 0;
    if (bytes[0] == '\r')
        return left > 1 && bytes[1] == '\n' ? 2 : 1;
    if (bytes[0] >= '\n' && bytes[0] < '\r')
        return 1;
    if (bytes[0] == 0xC2 && left > 1 && bytes[1] == 0x85)
        return 2;
    if (bytes[0] == 0xE2 && left > 2 && bytes[1] == 0x80 && (bytes[2] == 0xA8 || bytes[2] == 0xA9))
        return 3;
    return 0;
}

/* The range without blanks at either end; empty where it holds nothing else. */
OrRange or_trim(const char *text, OrRange range);

#endif
