/*
 * hash.h: hashes of folded words, by eight bytes at a time.
 *
 * A word is read as numbers of eight bytes, the last of them filled up with
 * zeros, so that the scanner can hash the bytes that it looks at anyway. No
 * word has a zero in it: its length needs no place in the hash.
 */
#ifndef ONRECORD_CORE_SEARCH_HASH_H
#define ONRECORD_CORE_SEARCH_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define OR_HASH_START 0x9E3779B97F4A7C15u

static inline uint64_t or_hash_add(uint64_t hash, uint64_t chunk)
{
    hash = (hash ^ chunk) * 0xFF51AFD7ED558CCDu;
    return hash ^ (hash >> 32);
}

/* The eight bytes at `position`, with zeros behind the end of the text. */
static inline uint64_t or_read_chunk(const char *text, size_t length, size_t position)
{
    uint64_t chunk = 0;

    if (position + sizeof(chunk) <= length)
        memcpy(&chunk, text + position, sizeof(chunk));
    else if (position < length)
        memcpy(&chunk, text + position, length - position);
    return chunk;
}

/* All bits of the first bytes in memory of a chunk; fewer than eight. */
static inline uint64_t or_first_bytes(unsigned count)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return ~(~(uint64_t) 0 >> 8 * count);
#else
    return ((uint64_t) 1 << 8 * count) - 1;
#endif
}

static inline uint32_t or_hash_bytes(const char *bytes, size_t length)
{
    uint64_t hash = OR_HASH_START;

    for (size_t position = 0; position < length; position += sizeof(uint64_t))
        hash = or_hash_add(hash, or_read_chunk(bytes, length, position));
    return (uint32_t) hash;
}

static inline uint32_t or_hash_character(uint32_t character)
{
    return (character ^ (character << 13)) * 2654435761u;
}

#endif
