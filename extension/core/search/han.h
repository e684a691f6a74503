/*
 * han.h: the ideographs of the basic block, U+4E00 to U+9FFF, which are nearly
 * all there are in a Chinese text: three bytes of UTF-8 each.
 */
#ifndef ONRECORD_CORE_SEARCH_HAN_H
#define ONRECORD_CORE_SEARCH_HAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define OR_HAN_BYTES 3

/* Does one of them stand at `position`? */
static inline bool or_is_han_at(const char *text, size_t length, size_t position)
{
    const unsigned char *bytes = (const unsigned char *) text + position;

    return position + OR_HAN_BYTES <= length && bytes[0] >= 0xE4 && bytes[0] <= 0xE9 &&
           (bytes[0] > 0xE4 || bytes[1] >= 0xB8) && (bytes[1] & 0xC0) == 0x80 && (bytes[2] & 0xC0) == 0x80;
}

static inline uint32_t or_han_at(const char *text, size_t position)
{
    const unsigned char *bytes = (const unsigned char *) text + position;

    return (uint32_t) (bytes[0] & 0x0F) << 12 | (uint32_t) (bytes[1] & 0x3F) << 6 | (bytes[2] & 0x3F);
}

#endif
