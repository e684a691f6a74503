/*
 * reader.h: reading a text by hand. A reader stands at a byte and moves only
 * forward; to look ahead, copy it. Functions that read something return false,
 * and leave the reader where it was, where it is not there.
 */
#ifndef ONRECORD_CORE_TEXT_READER_H
#define ONRECORD_CORE_TEXT_READER_H

#include "characters.h"
#include "space.h"

typedef struct OrReader {
    const char *text;
    uint32_t at;
    uint32_t end;
} OrReader;

static inline bool or_is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool or_is_ascii_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Hyphens, dashes and tildes, as they stand between parts of a line. */
static inline bool or_is_dash(int32_t c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == '~' || c == 0xFF5E;
}

/* The byte `ahead` of the reader; 0 past the end. */
static inline char or_peek(const OrReader *reader, uint32_t ahead)
{
    return ahead < reader->end - reader->at ? reader->text[reader->at + ahead] : '\0';
}

/* The code point at the reader, which moves past it; -1 at the end. */
static inline int32_t or_next_character(OrReader *reader)
{
    size_t at = reader->at;
    int32_t c;

    if (reader->at >= reader->end)
        return -1;
    c = (int32_t) or_next_code_point(reader->text, reader->end, &at);
    reader->at = (uint32_t) at;
    return c;
}

static inline int32_t or_peek_character(const OrReader *reader)
{
    OrReader ahead = *reader;

    return or_next_character(&ahead);
}

static inline bool or_skip_blanks(OrReader *reader)
{
    uint32_t start = reader->at;
    OrReader ahead = *reader;

    while (ahead.at < ahead.end && or_is_blank(or_next_character(&ahead)))
        reader->at = ahead.at;
    return reader->at > start;
}

static inline bool or_skip_character(OrReader *reader, int32_t wanted)
{
    OrReader ahead = *reader;

    if (or_next_character(&ahead) != wanted)
        return false;
    reader->at = ahead.at;
    return true;
}

/* The rest of the text, for lexicon lookups. */
static inline OrString or_reader_rest(const OrReader *reader)
{
    return (OrString){reader->text + reader->at, reader->end - reader->at};
}

/* A word that ends here does not go on: "mar" in "market" does. Only alphabets part words by blanks. */
static inline bool or_ends_word(const OrReader *reader, size_t length)
{
    return !or_is_ascii_letter(reader->text[reader->at + length - 1]) ||
           !or_is_ascii_letter(or_peek(reader, (uint32_t) length));
}

#endif
